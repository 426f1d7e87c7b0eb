"""Scores after the practice of the G20 Research Group: +1 kept, 0 being worked on, −1 not, with averages.

What can yet be kept is not scored: an open promise that is not due, and a silent one, of which nothing is known. Beside
an average stands how many of its promises had what is known to help: a number, a deadline, a body that is to do it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from elchi.follow.status import Status

_SCORES = {Status.DELIVERED: 1, Status.IN_PROGRESS: 0, Status.OVERDUE: -1, Status.CANCELLED: -1}
HELPS = ("number", "deadline", "body")


@dataclass(frozen=True, slots=True)
class Average:
    """How a group of promises did: its mean score (None where none can be scored), counts by status and by what helps."""

    group: str
    promises: int
    scored: int
    mean: float | None
    statuses: dict[str, int]
    helps: dict[str, int]


def score_of(status: Status) -> int | None:
    """−1, 0 or +1; None where it is too early to say, or nothing is known."""
    return _SCORES.get(status)


def averages(rows: Iterable[tuple[str, Status, frozenset[str]]]) -> list[Average]:
    """Averages of (group, status, what helps) rows by group, most promises first."""
    groups: dict[str, list[tuple[Status, frozenset[str]]]] = defaultdict(list)
    for group, status, helps in rows:
        groups[group].append((status, helps))
    found = []
    for group, items in groups.items():
        scored = [score for status, _ in items if (score := score_of(status)) is not None]
        found.append(
            Average(
                group=group,
                promises=len(items),
                scored=len(scored),
                mean=round(sum(scored) / len(scored), 2) if scored else None,
                statuses={status.value: n for status in Status if (n := sum(s is status for s, _ in items))},
                helps={help_: sum(help_ in helps for _, helps in items) for help_ in HELPS},
            )
        )
    return sorted(found, key=lambda average: (-average.promises, average.group))
