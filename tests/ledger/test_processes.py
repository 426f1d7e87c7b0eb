"""Several processes on one ledger: nothing is lost when two add at once, nothing is half there when one is killed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from elchi.ledger import Ledger, open_ledger
from elchi.ledger.queries.scope import Scope

SCRIPT = Path(__file__).with_name("making.py")


@contextmanager
def adding(where: str, first: int, count: int) -> Iterator[subprocess.Popen[str]]:
    """A process that adds readings one by one."""
    command = [sys.executable, str(SCRIPT), where, str(first), str(count)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        yield process


def check(ledger: Ledger, making: ModuleType, numbers: set[int]) -> None:
    """The ledger holds just these readings, each whole, and its summaries are those of a ledger filled in one go."""
    with open_ledger(":memory:", clock=ledger._clock) as other, other.begin() as tx:
        tx.add_all(making.numbered(n) for n in sorted(numbers))
        expected = contents(tx._scope)
    with ledger.view() as view:
        assert contents(view._scope) == expected


def contents(scope: Scope) -> dict[str, list[object]]:
    from elchi.ledger.queries.export import EXPORTS, export

    return {what: [without_times(row) for row in export(scope, what)] for what in EXPORTS}


def without_times(row: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in row.items() if key != "first_seen"} if "reader" in row else row


def test_two_processes_at_once_lose_nothing(where: str, making: ModuleType) -> None:
    with adding(where, 0, 25) as one, adding(where, 15, 25) as other:
        assert one.wait(60) == 0, one.stderr.read() if one.stderr else ""
        assert other.wait(60) == 0, other.stderr.read() if other.stderr else ""
    with open_ledger(where) as ledger:
        check(ledger, making, set(range(40)))


def test_killed_in_the_middle(where: str, making: ModuleType) -> None:
    with adding(where, 0, 10_000) as process:
        assert process.stdout
        done = [int(process.stdout.readline()) for _ in range(5)]
        process.kill()
        done += [int(line) for line in process.stdout.read().splitlines()]
    with open_ledger(where) as ledger, ledger.view() as view:
        kept = view.stats().documents
        # What was said to be in is in; the one at work may have come just through.
        assert len(done) <= kept <= len(done) + 1
        check(ledger, making, set(range(kept)))
