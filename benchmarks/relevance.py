"""What the sieve before the reading loses and costs: recall of engagements, speed beside the reading and a bare scan.

    python benchmarks/relevance.py [GOLD_FOLDER…] [--rounds 5] [--least-recall 0.995] [--least-factor 20]
                                   [--least-scan 0.5] [--report]

Recall is the share of the golden engagements (the example set's unless folders are named) whose text passes. Speed is
measured on the same texts in the process's own time, one after the other, rounds in turn: the whole reading, the sieve,
and a bare scan, which folds the text and lets the automaton find its words but decides nothing. The ordinary news of
the tests say what the sieve refuses. ``--least-…`` fails below that figure.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from elchi.model import Document
from elchi.reading import read
from elchi.reading.relevance import bare_scan, is_relevant
from report import machine, table, write_section

ROOT = Path(__file__).parent.parent
ORDINARY = ROOT / "tests" / "reading" / "ordinary.jsonl"
Gold = dict[str, Any]


def recall(golds: list[Gold]) -> tuple[int, int]:
    """How many of the engagements pass, and how many there are."""
    kept = sum(len(gold["engagements"]) for gold in golds if is_relevant(gold["text"]))
    return kept, sum(len(gold["engagements"]) for gold in golds)


def speed(work: Callable[[str], object], texts: list[str]) -> float:
    """Characters a second."""
    start = time.process_time()
    for text in texts:
        work(text)
    return sum(map(len, texts)) / (time.process_time() - start)


def speeds(texts: list[str], rounds: int) -> dict[str, float]:
    """Characters a second of the reading, the sieve and the bare scan: medians over rounds that take turns."""

    def whole(text: str) -> object:
        return read(Document(source="-", text=text))

    for text in texts:
        whole(text), is_relevant(text)  # whatever is built on first use is built
    measured = [
        (speed(whole, texts), speed(is_relevant, texts * 10), speed(bare_scan, texts * 10)) for _ in range(rounds)
    ]
    return dict(zip(("reading", "sieve", "bare scan"), (statistics.median(column) for column in zip(*measured))))


def main() -> int:
    """Print the table; 1 where a figure is too low."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path, default=[ROOT / "examples" / "gold"])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--least-recall", type=float, default=0.995)
    parser.add_argument("--least-factor", type=float, default=20.0)
    parser.add_argument("--least-scan", type=float, default=0.5)
    parser.add_argument("--report", action="store_true", help="write the section of docs/performance.md")
    options = parser.parse_args()
    by_language: dict[str, list[Gold]] = defaultdict(list)
    for path in sorted(path for folder in options.folders for path in folder.rglob("*.json")):
        by_language[path.stem.split("-")[0]].append(json.loads(path.read_text("utf-8")))
    golds = [gold for some in by_language.values() for gold in some]
    kept, told = recall(golds)
    ordinary = [json.loads(line)["text"] for line in ORDINARY.read_text("utf-8").splitlines()]
    passed = sum(map(is_relevant, ordinary))
    fast = speeds([gold["text"] for gold in golds], options.rounds)
    refusing = speed(is_relevant, ordinary * 50)
    factor, share = fast["sieve"] / fast["reading"], fast["sieve"] / fast["bare scan"]
    rows = [(code, *recall(some), len(some)) for code, some in by_language.items()] + [("all", kept, told, len(golds))]
    summary = (
        f"Measured by `benchmarks/relevance.py` on {machine()}, one process. "
        f"It lets {kept} of {told} engagements of {len(golds)} texts pass (recall {kept / told:.4f}), "
        f"and {passed} of {len(ordinary)} ordinary news."
    )
    measured = [(name, f"{value:,.0f}") for name, value in (*fast.items(), ("sieve, ordinary news", refusing))]
    beside = f"The sieve is {factor:.0f} times as fast as the reading, and has {share:.0%} of a bare scan's speed."
    text = "\n\n".join(
        (
            "## The sieve before the reading",
            summary,
            table(("what", "characters a second"), measured),
            beside,
            table(("language", "engagements that pass", "engagements", "texts"), rows),
        )
    )
    print(text)
    if options.report:
        write_section("relevance", text)
    return int(kept < options.least_recall * told or factor < options.least_factor or share < options.least_scan)


if __name__ == "__main__":
    sys.exit(main())
