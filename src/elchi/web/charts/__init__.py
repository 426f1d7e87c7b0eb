"""Pictures of counts as plain data for the templates: shares, steps and coordinates, never colours or words.

Bars and heat maps are tables whose cells are drawn, so that the text alternative is the thing itself; time, networks
and maps are inline SVG beside which the numbers stand in a table. No script and no library is needed to see them.
"""

from __future__ import annotations

from elchi.web.charts.bars import Bar, bars
from elchi.web.charts.heat import Heat, heat
from elchi.web.charts.lanes import Lanes, lanes
from elchi.web.charts.months import Columns, columns
from elchi.web.charts.places import Places, places
from elchi.web.charts.ring import Ring, ring
from elchi.web.charts.targets import Targets, targets
from elchi.web.charts.tenures import Tenure, tenures

__all__ = [
    "Bar",
    "Columns",
    "Heat",
    "Lanes",
    "Places",
    "Ring",
    "Targets",
    "Tenure",
    "bars",
    "columns",
    "heat",
    "lanes",
    "places",
    "ring",
    "targets",
    "tenures",
]
