"""How a promise stands, from what later texts say of it: the columns of the promises board.

An editor's verdict comes first, then evidence, then the calendar. Silence is a column of its own and no failure.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from elchi.ledger import Evidence, OutcomeRow, View
from elchi.ledger.days import first_day, last_day

SILENT_AFTER = 365  # days without due date and without later words
ORDER = ("open", "overdue", "in_progress", "silent", "delivered", "cancelled")
_BY_EVIDENCE = (
    ("cancellation", "cancelled"),
    ("replacement", "cancelled"),
    ("delivery", "delivered"),
    ("progress", "in_progress"),
    ("postponement", "in_progress"),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A promise, how it stands, and the later words that say so."""

    outcome: OutcomeRow
    status: str
    evidence: tuple[Evidence, ...]


def standings(view: View, outcomes: Sequence[OutcomeRow]) -> list[Standing]:
    """Return how each of these stands on the day of the view."""
    today = last_day(view.as_of) if view.as_of else dt.datetime.now(tz=dt.UTC).date().isoformat()
    found: dict[str, list[Evidence]] = defaultdict(list)
    for one in view.evidence([outcome.id for outcome in outcomes]):
        found[one.outcome_id].append(one)
    return [Standing(one, status_of(one, found[one.id], today), tuple(found[one.id])) for one in outcomes]


def status_of(outcome: OutcomeRow, evidence: Iterable[Evidence], today: str) -> str:
    """Return one of `ORDER`."""
    if outcome.verdict:
        return outcome.verdict
    kinds = {one.kind for one in evidence}
    for kind, status in _BY_EVIDENCE:
        if kind in kinds:
            return status
    if outcome.due:
        return "overdue" if last_day(outcome.due) < today else "open"
    told = dt.date.fromisoformat(first_day(outcome.known))
    quiet = (dt.date.fromisoformat(today) - told).days
    return "silent" if quiet > SILENT_AFTER and "repeat" not in kinds else "open"


def board(found: Iterable[Standing]) -> list[tuple[str, list[Standing]]]:
    """Return the columns that have something in them, in the order of `ORDER`."""
    columns: dict[str, list[Standing]] = defaultdict(list)
    for one in found:
        columns[one.status].append(one)
    known = [status for status in ORDER if status in columns]
    return [(status, columns[status]) for status in (*known, *(s for s in columns if s not in ORDER))]
