"""Positions over time: each occupancy a bar from its first report to its last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from elchi.ledger import Occupancy
from elchi.ledger.days import first_day, last_day

LEAST = 1.2  # a report of a single day is still seen


@dataclass(frozen=True, slots=True)
class Tenure:
    """One occupancy; `x` and `length` run from 0 to 100 over the whole time."""

    occupancy: Occupancy
    x: float
    length: float


def tenures(occupancies: Sequence[Occupancy]) -> tuple[Tenure, ...]:
    """Return the bars of these occupancies on one scale, in their own order."""
    if not occupancies:
        return ()
    spans = [(_number(first_day(one.first_seen)), _number(last_day(one.last_seen))) for one in occupancies]
    start, end = min(a for a, _ in spans), max(b for _, b in spans)
    whole = max(1, end - start)
    found = []
    for one, (a, b) in zip(occupancies, spans, strict=True):
        length = max(LEAST, 100 * (b - a) / whole)
        found.append(Tenure(one, round(min(100 * (a - start) / whole, 100 - length), 2), round(length, 2)))
    return tuple(found)


def _number(day: str) -> int:
    return dt.date.fromisoformat(day).toordinal()
