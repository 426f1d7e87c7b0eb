"""Targets against reported figures: one drawing for each indicator and unit, values as reported, nothing converted or averaged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from elchi.ledger import FigureRow, OutcomeRow
from elchi.pursuing import TargetLine

Record = TypeVar("Record", FigureRow, OutcomeRow)
WIDTH, HEIGHT, LEFT, TOP = 720, 210, 16, 26


@dataclass(frozen=True, slots=True)
class Point:
    """A figure or a target at its year; `record` is what it was read from."""

    x: float
    y: float
    year: int
    value: float
    record: FigureRow | OutcomeRow
    is_target: bool


@dataclass(frozen=True, slots=True)
class Targets:
    """The drawing of one indicator in one unit."""

    indicator: str
    unit: str
    points: tuple[Point, ...]
    years: tuple[tuple[float, int], ...]
    floor: float
    width: int = WIDTH
    height: int = HEIGHT + 34


def targets(lines: Iterable[TargetLine]) -> tuple[Targets, ...]:
    """Return a drawing for each indicator and unit that a target is in, with the figures that belong to it."""
    aims: dict[tuple[str, str], list[tuple[int, float, OutcomeRow]]] = defaultdict(list)
    values: dict[tuple[str, str], dict[str, tuple[int, float, FigureRow]]] = defaultdict(dict)
    for line in lines:
        outcome = line.followed.outcome
        amount, year = outcome.amount, _year(outcome.due) or _year(outcome.published)
        if not amount or not year:
            continue
        key = (line.indicator, amount.currency)
        aims[key].append((year, amount.value, outcome))
        for figure in line.figures:
            told = _year(figure.period) or _year(figure.published)
            if told and figure.unit == amount.currency:
                values[key][figure.id] = (told, figure.value, figure)
    ordered = sorted(aims, key=lambda key: (-len(aims[key]), key))
    return tuple(_drawn(key, aims[key], list(values[key].values())) for key in ordered)


def _drawn(
    key: tuple[str, str], aims: Sequence[tuple[int, float, OutcomeRow]], values: Sequence[tuple[int, float, FigureRow]]
) -> Targets:
    # The same value said again in the same year is one mark; what it was read from first stands for it.
    aims, values = _once(aims), _once(values)
    years = [year for year, *_ in (*aims, *values)]
    first, last = min(years) - 1, max(years) + 1
    highest = max(value for _, value, _ in (*aims, *values)) or 1
    pitch = (WIDTH - 2 * LEFT) / max(1, last - first)

    def point(year: int, value: float, record: FigureRow | OutcomeRow) -> Point:
        x, y = LEFT + (year - first) * pitch, TOP + HEIGHT * (1 - value / highest)
        return Point(round(x, 1), round(y, 1), year, value, record, isinstance(record, OutcomeRow))

    everything: list[tuple[int, float, FigureRow | OutcomeRow]] = [*values, *aims]
    found = sorted((point(*one) for one in everything), key=lambda one: (one.year, one.value))
    every = -(-(last - first) // 12)
    ticks = tuple((round(LEFT + (year - first) * pitch, 1), year) for year in range(first + 1, last, every))
    return Targets(key[0], key[1], tuple(found), ticks, TOP + HEIGHT)


def _once(marks: Sequence[tuple[int, float, Record]]) -> list[tuple[int, float, Record]]:
    return list({(year, value): (year, value, record) for year, value, record in reversed(marks)}.values())


def _year(value: str | None) -> int | None:
    return int(value[:4]) if value and value[:4].isdecimal() else None
