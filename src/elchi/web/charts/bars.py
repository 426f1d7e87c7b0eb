"""Horizontal bars: keys with counts, each with its share of the longest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from elchi.ledger import Count


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its key, its number, and its length from 0 to 100."""

    key: tuple[str, ...]
    count: int
    length: float


def bars(counts: Sequence[Count], most: int = 10) -> tuple[Bar, ...]:
    """Return the first bars of counts that stand in order."""
    longest = max((count.count for count in counts), default=1)
    return tuple(Bar(count.key, count.count, round(100 * count.count / longest, 1)) for count in counts[:most])
