"""Columns over time: engagements by month, quarter or year, whichever the width can show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from elchi.ledger import Count

WIDTH, HEIGHT = 720, 120
MOST = 96


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its period (2025-10 or 2025), number, and rectangle in the drawing."""

    period: str
    count: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Columns:
    """A drawing of WIDTH by HEIGHT units; `ticks` are (x, year) below it."""

    columns: tuple[Column, ...]
    ticks: tuple[tuple[float, str], ...]
    highest: int
    width: int = WIDTH
    height: int = HEIGHT


def columns(counts: Iterable[Count]) -> Columns:
    """Return columns over every month from the first to the last, or over years where months would be too many."""
    by_month = Counter({count.key[0]: count.count for count in counts if len(count.key[0] or "") == 7})
    if not by_month:
        return Columns((), (), 0)
    first, last = _index(min(by_month)), _index(max(by_month))
    if last - first < MOST:
        first, last = first - first % 12, last - last % 12 + 11  # whole years, so that two ledgers compare
        numbers = {_month(n): by_month[_month(n)] for n in range(first, last + 1)}
    else:
        numbers = dict.fromkeys((f"{year:04d}" for year in range(first // 12, last // 12 + 1)), 0)
        for month, number in by_month.items():
            numbers[month[:4]] += number
    return _drawn(numbers)


def _drawn(numbers: dict[str, int]) -> Columns:
    highest, pitch = max(numbers.values()), WIDTH / len(numbers)
    drawn = []
    ticks: list[tuple[float, str]] = []
    for place, (period, number) in enumerate(numbers.items()):
        height = round((HEIGHT - 4) * number / highest, 1)
        x = place * pitch
        drawn.append(Column(period, number, round(x + pitch * 0.1, 2), HEIGHT - height, round(pitch * 0.8, 2), height))
        if not ticks or ticks[-1][1] != period[:4]:
            ticks.append((round(x, 1), period[:4]))
    every = -(-len(ticks) // 12)
    return Columns(tuple(drawn), tuple(ticks[::every]), highest)


def _index(month: str) -> int:
    year, _, number = month.partition("-")
    return int(year) * 12 + int(number) - 1


def _month(index: int) -> str:
    return f"{index // 12:04d}-{index % 12 + 1:02d}"
