"""How promises stand, in columns: what follow-through makes of later texts, shown as a board.

Silence is a column of its own and no failure; an editor's verdict stands above all.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from elchi.follow import Status
from elchi.ledger import Evidence, OutcomeRow, View
from elchi.ledger.days import last_day
from elchi.pursuing import followed

ORDER = tuple(
    status.value
    for status in (
        Status.OPEN,
        Status.OVERDUE,
        Status.IN_PROGRESS,
        Status.SILENT,
        Status.DELIVERED,
        Status.CANCELLED,
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A promise, how it stands, when it was last spoken of, and the later words that say so.

    `deciding` are the words that make its status; `decided` tells that an editor's verdict does.
    """

    outcome: OutcomeRow
    status: str
    last_heard: str
    decided: bool
    deciding: tuple[Evidence, ...]
    repeats: tuple[Evidence, ...]

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """All later words that count."""
        return (*self.deciding, *self.repeats)


def today(view: View) -> str:
    """Return the day by which a view counts: that of its question, or today."""
    return last_day(view.as_of) if view.as_of else dt.datetime.now(tz=dt.UTC).date().isoformat()


def standings(view: View, outcomes: Sequence[OutcomeRow]) -> list[Standing]:
    """Return how each of these stands on the day of the view."""
    return [
        Standing(
            outcome=one.outcome,
            status=one.life.status.value,
            last_heard=one.life.last_heard,
            decided=one.life.verdict,
            deciding=one.life.deciding,
            repeats=one.life.repeats,
        )
        for one in followed(view, outcomes, today(view))
    ]


def board(found: Iterable[Standing]) -> list[tuple[str, list[Standing]]]:
    """Return the columns that have something in them, in the order of `ORDER`."""
    columns: dict[str, list[Standing]] = defaultdict(list)
    for one in found:
        columns[one.status].append(one)
    return [(status, columns[status]) for status in ORDER if status in columns]
