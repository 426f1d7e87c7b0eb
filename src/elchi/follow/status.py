"""What a promise's evidence amounts to on a day: open, in progress, delivered, overdue, cancelled or silent.

Only what was published by that day counts. "Silent" says that nobody has spoken of it for a year, never that it
failed. A due date is its last day; delivery may come after it. Postponement leaves a promise open and takes its due date
away; an editor's verdict stands above all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from elchi.follow.days import last_day, shifted

SILENT_AFTER = 365


class Status(StrEnum):
    """What came of a promise, as of a day."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DELIVERED = "delivered"
    OVERDUE = "overdue"
    CANCELLED = "cancelled"
    SILENT = "silent"


class Told(Protocol):
    """Evidence as the status needs it."""

    @property
    def kind(self) -> str:
        """Repeat, progress, delivery, postponement, cancellation or replacement."""

    @property
    def document_id(self) -> str:
        """Where it stands."""

    @property
    def score(self) -> float:
        """How surely it belongs."""


Item = TypeVar("Item", bound=Told)


@dataclass(frozen=True, slots=True)
class Life(Generic[Item]):
    """A promise's status on a day, the evidence that decides it, its repeats, and the day it was last spoken of."""

    status: Status
    deciding: tuple[Item, ...]
    repeats: tuple[Item, ...]
    last_heard: str
    verdict: bool = False


def life_of(
    *,
    known: str,
    due: str | None,
    evidence: Sequence[tuple[str, Item]],
    as_of: str,
    verdict: str | None = None,
    silent_after: int = SILENT_AFTER,
) -> Life[Item]:
    """The life of a promise known from `known`, with its evidence as (day known, evidence) pairs, on the day `as_of`."""
    seen = sorted((pair for pair in evidence if pair[0] <= as_of), key=lambda pair: pair[0])
    heard = max([known, *(day for day, _ in seen)])
    repeats = _once(told for _, told in seen if told.kind == "repeat")
    status, deciding = _derive(due, seen, as_of, heard, silent_after)
    if verdict in list(Status):
        return Life(Status(verdict), deciding, repeats, heard, verdict=True)
    return Life(status, deciding, repeats, heard)


def _derive(
    due: str | None, seen: Sequence[tuple[str, Item]], as_of: str, heard: str, silent_after: int
) -> tuple[Status, tuple[Item, ...]]:
    end = last_day(due) if due else None
    delivered = [(day, told) for day, told in seen if told.kind == "delivery"]
    if delivered:
        first = delivered[0][0]
        return Status.DELIVERED, _once(told for day, told in delivered if day <= shifted(first, 1))
    called_off = [(day, told) for day, told in seen if told.kind in {"cancellation", "replacement"}]
    if called_off:
        return Status.CANCELLED, _once(told for _, told in called_off)
    if any(told.kind == "postponement" for _, told in seen):
        end = None
    if end and end < as_of:
        return Status.OVERDUE, ()
    if end is None and shifted(heard, silent_after) < as_of:
        return Status.SILENT, ()
    progress = [told for _, told in seen if told.kind == "progress"]
    return (Status.IN_PROGRESS, _once(progress)) if progress else (Status.OPEN, ())


def _once(items: Iterable[Item]) -> tuple[Item, ...]:
    """Of each document the surest piece, in the order of the days."""
    best: dict[str, Item] = {}
    for item in items:
        kept = best.get(item.document_id)
        if kept is None or item.score > kept.score:
            best[item.document_id] = item
    return tuple(best.values())
