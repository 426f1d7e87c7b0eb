"""A timeline in lanes: every engagement a dot at its day, in the lane of its kind; dots of one place stack upward."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from elchi.ledger import EngagementRow, Moment
from elchi.ledger.days import first_day

WIDTH, LEFT, LANE = 960, 110, 44
STACK = 3  # dots above each other before they overlap
KINDS = ("visit", "meeting", "call", "conference", "signing", "correspondence")


@dataclass(frozen=True, slots=True)
class Dot:
    """One engagement at its place in the drawing."""

    x: float
    y: float
    engagement: EngagementRow | Moment


@dataclass(frozen=True, slots=True)
class Lanes:
    """A drawing: lanes of (kind, base line), dots, and years at their x."""

    lanes: tuple[tuple[str, float], ...]
    dots: tuple[Dot, ...]
    years: tuple[tuple[float, str], ...]
    height: float
    today: float | None
    width: int = WIDTH
    left: int = LEFT


def lanes(rows: Sequence[EngagementRow | Moment]) -> Lanes | None:
    """Return the timeline of those rows that have a date; None where none has."""
    dated = [(_day(row.date), row) for row in rows if row.date]
    if not dated:
        return None
    first = min(day for day, _ in dated)
    last = max(day for day, _ in dated)
    start, end = dt.date(first.year, 1, 1).toordinal(), dt.date(last.year + 1, 1, 1).toordinal()
    scale = (WIDTH - LEFT - 10) / max(1, end - start)
    kinds = [kind for kind in KINDS if any(row.kind == kind for _, row in dated)]
    base = {kind: LANE * (place + 1) - 12 for place, kind in enumerate(kinds)}
    now = dt.datetime.now(tz=dt.UTC).date().toordinal()
    return Lanes(
        lanes=tuple(base.items()),
        dots=tuple(_stacked(((LEFT + (day.toordinal() - start) * scale, row) for day, row in dated), base)),
        years=_years(first.year, last.year, start, scale),
        height=LANE * len(kinds) + 22,
        today=round(LEFT + (now - start) * scale, 1) if start <= now < end else None,
    )


def _stacked(placed: Iterable[tuple[float, EngagementRow | Moment]], base: dict[str, int]) -> Iterable[Dot]:
    taken: dict[tuple[str, int], int] = defaultdict(int)
    for x, row in sorted(placed, key=lambda one: one[0]):
        spot = (row.kind, round(x / 9))
        height = taken[spot] % STACK
        taken[spot] += 1
        yield Dot(round(x, 1), base.get(row.kind, 0) - 9 * height, row)


def _years(first: int, last: int, start: int, scale: float) -> tuple[tuple[float, str], ...]:
    every = max(1, -(-(last - first + 1) // 14))
    return tuple(
        (round(LEFT + (dt.date(year, 1, 1).toordinal() - start) * scale, 1), str(year))
        for year in range(first, last + 1, every)
    )


def _day(value: str | None) -> dt.date:
    return dt.date.fromisoformat(first_day(value or ""))
