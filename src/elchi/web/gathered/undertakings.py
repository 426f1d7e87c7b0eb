"""Joint undertakings and how promises fare: what is gathered over many promises, once between two changes of the ledger."""

from __future__ import annotations

from collections.abc import Sequence

from elchi.errors import NotFoundError
from elchi.follow import Average, Initiative
from elchi.ledger import Filters, View
from elchi.pursuing import averages_by, initiative, initiatives
from elchi.web.remembering import remembered
from elchi.web.standing import today

LATELY = 160  # of the newest outcomes: what a page can gather while one waits


def undertakings(view: View, filters: Filters, most: int = LATELY) -> Sequence[Initiative]:
    """Return the undertakings of the newest promises that fit, last heard of first."""
    day = today(view)
    return remembered(view, ("initiatives", day, most), filters, lambda: initiatives(view, filters, day, most=most))


def undertaking(view: View, ident: str) -> Initiative:
    """Return one undertaking by its id; raises NotFoundError."""
    found = initiative(view, ident, today(view))
    if found is None:
        raise NotFoundError(f"there is no initiative {ident!r}")
    return found


def average_lines(view: View, by: str, filters: Filters) -> Sequence[Average]:
    """Return how promises fare by one of `elchi.pursuing.GROUPS`, most promises first."""
    day = today(view)
    return remembered(view, ("averages", by, day), filters, lambda: averages_by(by, view, filters, day))
