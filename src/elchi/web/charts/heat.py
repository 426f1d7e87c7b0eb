"""A heat map: rows by columns, each cell's number in one of six steps of colour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from elchi.ledger import Count

STEPS = 5
LATEST = 14  # the latest times are drawn; totals count them all


@dataclass(frozen=True, slots=True)
class Heat:
    """Rows of (key, total, cells), a cell being (column, number, step from 0 to 5)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, int, tuple[tuple[str, int, int], ...]], ...]


def heat(counts: Iterable[Count], *, width: int, most: int = 14, latest: int = LATEST) -> Heat:
    """Return counts by (row key, time) as a heat map; times are cut to `width` characters: 4 for years, 7 for months.

    Years without anything stay in, so that gaps can be seen; rows with the most come first.
    """
    cells: Counter[tuple[str, str]] = Counter()
    for count in counts:
        if len(count.key[1]) >= width:
            cells[count.key[0], count.key[1][:width]] += count.count
    totals: Counter[str] = Counter()
    for (row, _), number in cells.items():
        totals[row] += number
    times = _filled(sorted({time for _, time in cells}), width)[-latest:]
    highest = max(cells.values(), default=1)
    ranked = sorted(totals, key=lambda row: (-totals[row], row))[:most]
    return Heat(
        columns=tuple(times),
        rows=tuple(
            (row, totals[row], tuple((time, cells[row, time], step(cells[row, time], highest)) for time in times))
            for row in ranked
        ),
    )


def step(number: int, highest: int) -> int:
    """Return the colour step of a number: 0 for none, then 1 to 5 by its share of the highest."""
    return 0 if number <= 0 else max(1, min(STEPS, -(-STEPS * number // highest)))


def _filled(times: Sequence[str], width: int) -> Sequence[str]:
    if width != 4 or not times:
        return times
    return [f"{year:04d}" for year in range(int(times[0]), int(times[-1]) + 1)]
