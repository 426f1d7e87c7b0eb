"""Targets against reported figures: one drawing for each unit, values as reported, nothing converted or averaged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from elchi.ledger import FigureRow, OutcomeRow

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
    """One unit's drawing."""

    unit: str
    points: tuple[Point, ...]
    years: tuple[tuple[float, int], ...]
    floor: float
    width: int = WIDTH
    height: int = HEIGHT + 34


def targets(outcomes: Sequence[OutcomeRow], figures: Sequence[FigureRow]) -> tuple[Targets, ...]:
    """Return a drawing for each unit in which there is a target with an amount; figures of that unit stand in it."""
    aims: dict[str, list[tuple[int, float, OutcomeRow]]] = defaultdict(list)
    for outcome in outcomes:
        year = _year(outcome.due) or _year(outcome.published)
        if outcome.kind == "target" and outcome.amount and year:
            aims[outcome.amount.currency].append((year, outcome.amount.value, outcome))
    values: dict[str, list[tuple[int, float, FigureRow]]] = defaultdict(list)
    for figure in figures:
        if year := _year(figure.period) or _year(figure.published):
            values[figure.unit].append((year, figure.value, figure))
    return tuple(_drawn(unit, aims[unit], values[unit]) for unit in sorted(aims, key=lambda unit: -len(aims[unit])))


def _drawn(
    unit: str, aims: Sequence[tuple[int, float, OutcomeRow]], values: Sequence[tuple[int, float, FigureRow]]
) -> Targets:
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
    return Targets(unit, tuple(found), ticks, TOP + HEIGHT)


def _year(value: str | None) -> int | None:
    return int(value[:4]) if value and value[:4].isdecimal() else None
