"""What takes minutes: runs that are killed, a large archive in bounded memory, and Ray."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest

from elchi.joining import open_ledger
from elchi.ledger.queries.export import EXPORTS

pytestmark = pytest.mark.slow
MOMENTS = 50
LEAST = MOMENTS // 5  # kills that met a run at work; how fast it is differs from minute to minute
GIBIBYTE = 1024 * 1024  # in the kilobytes of getrusage
WEIGHED = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:]).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
sys.exit(code)
"""
COMMAND = (sys.executable, "-m", "elchi")


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run([*COMMAND, *arguments], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done


def seconds_of(*arguments: str) -> float:
    start = time.monotonic()
    command(*arguments)
    return time.monotonic() - start


def killed(arguments: Sequence[str], after: float) -> bool:
    """Start a command and kill it with all its children; whether it was still at work."""
    with subprocess.Popen(
        [*COMMAND, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        time.sleep(after)
        at_work = process.poll() is None
        if at_work:
            os.killpg(process.pid, signal.SIGKILL)
    return at_work


def shards(output: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in output.iterdir() if not path.name.startswith(".")}


def contents(path: Path) -> dict[str, list[object]]:
    told: dict[str, list[object]] = {}
    with open_ledger(path, read_only=True) as ledger, ledger.view() as view:
        for what in EXPORTS:
            told[what] = [{k: v for k, v in row.items() if k != "first_seen"} for row in view.export(what)]
        ids = [row["id"] for row in view.export("outcomes")]
        told["evidence"] = [(e.outcome_id, e.kind, e.document_id, e.quote, e.score) for e in view.evidence(ids)]
    return told


def test_scale_killed_at_any_moment_goes_on_to_the_same_files(tmp_path: Path, making: ModuleType) -> None:
    """Every run is killed at a moment of its own; what is there at the end is what an undisturbed run makes."""
    (tmp_path / "in").mkdir()
    for number in range(8):
        making.write_rows(tmp_path / "in" / f"{number}.jsonl", making.examples(240)[number * 30 : number * 30 + 30])
    asked = ("scale", "--input", str(tmp_path / "in"), "--workers", "1")
    took = seconds_of(*asked, "--output", str(tmp_path / "whole"))
    assert len(shards(tmp_path / "whole")) == 1 + 8
    chance, kills, output = random.Random(8), 0, tmp_path / "out0"  # noqa: S311 - no secret
    for number in range(MOMENTS):
        # A third of the runs begin anew, so that all stages of a run are met.
        output = tmp_path / f"out{number}" if number % 3 == 0 else output
        kills += killed([*asked, "--output", str(output)], chance.uniform(0.0, took))
        if number % 3 == 2 or number == MOMENTS - 1:
            command(*asked, "--output", str(output))
            assert shards(output) == shards(tmp_path / "whole")
            assert not [path for path in output.iterdir() if path.name.startswith(".part")]
    assert kills >= LEAST


def test_load_killed_at_any_moment_goes_on_to_the_same_ledger(
    tmp_path: Path, making: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ELCHI_BATCH", "10")
    source = making.write_rows(tmp_path / "news.jsonl", making.examples(100))
    command("scale", "--input", str(source), "--output", str(tmp_path / "out"), "--workers", "1", "--all")
    took = seconds_of("load", str(tmp_path / "out"), "--ledger", str(tmp_path / "whole.db"))
    command("add", str(source), "--ledger", str(tmp_path / "added.db"))
    whole = contents(tmp_path / "whole.db")
    assert whole == contents(tmp_path / "added.db")
    chance, kills, ledger = random.Random(9), 0, tmp_path / "0.db"  # noqa: S311 - no secret
    for number in range(MOMENTS):
        ledger = tmp_path / f"{number}.db" if number % 3 == 0 else ledger
        asked = ("load", str(tmp_path / "out"), "--ledger", str(ledger))
        kills += killed(asked, chance.uniform(0.0, took))
        if number % 3 == 2 or number == MOMENTS - 1:
            command(*asked)
            assert contents(ledger) == whole
    assert kills >= LEAST


def test_a_warc_of_fifty_thousand_pages_is_read_in_bounded_memory(tmp_path: Path, making: ModuleType) -> None:
    pages = [making.page(row) for row in making.examples(500)]
    source = making.write_warc(tmp_path / "news.warc.gz", (pages[n % 500] for n in range(50_000)))
    asked = ("scale", "--input", str(source), "--output", str(tmp_path / "out"), "--workers", "1", "--json")
    # A process counts what its parent held when it was forked: a small parent between us and it keeps our memory out.
    done = subprocess.run([sys.executable, "-c", WEIGHED, *COMMAND, *asked], check=True, capture_output=True, text=True)
    told = json.loads(done.stdout)
    assert told["read"] + told["irrelevant"] == 50_000
    assert told["failed"] == 0
    peak = int(done.stderr.splitlines()[-1])
    assert peak < GIBIBYTE, f"{peak / 1024:.0f} MiB"


def test_ray_gives_the_same_files_and_goes_on_when_killed(tmp_path: Path, making: ModuleType) -> None:
    pytest.importorskip("ray", reason="Ray is not installed: pip install 'elchi[scale]'")
    source = making.write_rows(tmp_path / "news.jsonl", making.examples(6000))
    asked = ("scale", "--input", str(source))
    command(*asked, "--output", str(tmp_path / "one"), "--workers", "1")
    over_ray = (*asked, "--workers", "2", "--output", str(tmp_path / "two"))
    for after in (6.0, 14.0, 20.0):
        killed(over_ray, after)
    command(*over_ray)
    assert shards(tmp_path / "two") == shards(tmp_path / "one")
