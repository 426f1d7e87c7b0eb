"""A ledger whose day can be moved on, and readings made to order to put into it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from elchi.joining import open_ledger
from elchi.ledger import Ledger

sys.path[:0] = [str(Path(__file__).parent.parent / folder) for folder in ("ledger", "sources", "alerting")]


@dataclass
class Clock:
    """The time of a ledger; `now` may be set."""

    now: str = "2026-03-01T09:00:00+00:00"

    def __call__(self) -> str:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ledger(tmp_path: Path, clock: Clock) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "l.db", clock=clock) as one:
        yield one
