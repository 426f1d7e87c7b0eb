"""How each operation grows with the ledger: 1,000, 10,000, 100,000 … engagements, in one run.

    python benchmarks/growth.py [FOLDER] [--engagements 100000] [--ledger FILE] [--most-adding 2] [--report]

The ledger is filled through the same door as by `elchi add` (entered, linked, held against promises), with the readings
of `world.py`. At each size the cost of one more document is taken from the last 400 that were added, and the questions
are asked of pairs in the midst of the list, as a page or a command asks them. The slope is how many times the cost
grows when the ledger grows tenfold: 10 is a scan, 1 is no growth. Times are of the processor, so that other work on the
machine does not count. With ``--ledger`` the file is kept, and filled further by the next run, from its size on.
"""

from __future__ import annotations

import argparse
import math
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from elchi.briefing import compose
from elchi.joining import open_ledger
from elchi.ledger import Filters, Ledger, Stats, View
from elchi.pipeline import load_readings
from elchi.reading import read
from elchi.words import words_for
from ledger import documents
from report import machine, table, write_section
from world import office_holder, told_again

ROOT = Path(__file__).parent.parent
FIRST = 1_000
BATCH = 200
LAST = 2  # batches whose pace is a size's cost of adding
TODAY = "2025-12-31"
BEFORE = "2020-06-30"


def sizes(most: int) -> Iterator[int]:
    """Powers of ten up to `most`, and `most`."""
    size = FIRST
    while size < most:
        yield size
        size *= 10
    yield most


def processor_seconds(action: Callable[[], object], rounds: int = 5) -> float:
    """The median of some runs."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        action()
        times.append(time.process_time() - start)
    return statistics.median(times)


def grown(ledger: Ledger, size: int, readings: Iterator[object]) -> float:
    """Fill the ledger up to so many engagements; seconds for a document of the last batches."""
    paces: list[float] = []
    while (have := engagements(ledger)) < size or len(paces) < LAST:
        batch = list(islice(readings, BATCH))
        start = time.process_time()
        for _ in load_readings(ledger, batch, batch=BATCH):  # type: ignore[arg-type]
            pass
        paces.append((time.process_time() - start) / BATCH)
        print(f"{have:,} engagements, {1 / paces[-1]:,.0f} documents a second", end="\r", file=sys.stderr)
    return statistics.mean(paces[-LAST:])


def engagements(ledger: Ledger) -> int:
    """How many the ledger has."""
    with ledger.view() as view:
        return view.stats().engagements


def asked(ledger: Ledger) -> dict[str, float]:
    """Seconds of each question, the median over three pairs: one met often, one now and then, one seldom."""
    told: dict[str, list[float]] = {}
    with ledger.view() as view:
        counts = view.pair_counts()
    for part in (4, 40, 200):
        states = counts[min(part, len(counts) - 1)].key
        for name, action in questions(ledger, Filters(states=tuple(states))).items():
            told.setdefault(name, []).append(processor_seconds(action))
    return {name: statistics.median(times) for name, times in told.items()}


def questions(ledger: Ledger, pair: Filters) -> dict[str, Callable[[], object]]:
    """What people ask, by name."""
    name = office_holder(pair.states[0], 3)

    def of(action: Callable[[View], object], as_of: str | None = None) -> Callable[[], object]:
        def ask() -> object:
            with ledger.view(as_of=as_of) as view:
                return action(view)

        return ask

    return {
        "contacts of a pair": of(lambda view: view.engagements(pair)),
        "promises of a pair": of(lambda view: view.outcomes(pair)),
        "contacts of a pair, as of a day": of(lambda view: view.engagements(pair), BEFORE),
        "person by name": of(lambda view: view.people(Filters(person=name))),
        "words in texts": of(lambda view: view.documents(Filters(text="memorandum fund"))),
        "brief": of(lambda view: compose(view, pair, TODAY, words_for("en"))),
        "brief, as of a day": of(lambda view: compose(view, pair, BEFORE, words_for("en")), BEFORE),
    }


def slope(costs: list[tuple[int, float]]) -> str:
    """How many times the cost grows with a tenfold ledger, by the line through the logarithms; none from one size."""
    if len(costs) < 2:
        return "–"
    xs, ys = [math.log10(size) for size, _ in costs], [math.log10(max(cost, 1e-6)) for _, cost in costs]
    fit = statistics.linear_regression(xs, ys)
    return f"{10**fit.slope:.1f}"


def report(rows: Mapping[str, list[tuple[int, float]]], stats: Stats) -> tuple[str, float]:
    """The section of the page, and how much more a document costs at the end than at first."""
    adding = rows["adding a document"]
    head = ("milliseconds of the processor", *(f"{size:,}" for size, _ in adding), "slope")
    lines = [(name, *(f"{cost * 1000:.1f}" for _, cost in costs), slope(costs)) for name, costs in rows.items()]
    factor = adding[-1][1] / adding[0][1]
    measured = (
        f"Measured by `benchmarks/growth.py` on {machine()}, SQLite, by engagements in the ledger; at the end it has "
        f"{stats.documents:,} documents, {stats.engagements:,} engagements, {stats.people:,} people and "
        f"{stats.outcomes:,} outcomes. The slope is the growth with a tenfold ledger (a scan: 10)."
    )
    beside = f"A document added to the largest costs {factor:.1f} times one added to the smallest."
    return "\n\n".join(("## Growth", measured, table(head, lines), beside)), factor


def main() -> int:
    """Fill, measure, print; 1 where adding costs more than it may."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "examples" / "documents")
    parser.add_argument("--engagements", type=int, default=100_000)
    parser.add_argument("--ledger", type=Path)
    parser.add_argument("--most-adding", type=float, help="fail where a document costs this many times the first")
    parser.add_argument("--report", action="store_true", help="write the section of docs/performance.md")
    options = parser.parse_args()
    originals = [reading for reading in map(read, documents(options.folder)) if reading.engagements]
    rows: dict[str, list[tuple[int, float]]] = {}
    with tempfile.TemporaryDirectory() as folder, open_ledger(options.ledger or Path(folder) / "grown.db") as ledger:
        with ledger.view() as view:
            entered, have = view.stats().documents, view.stats().engagements
        readings = islice(told_again(originals), entered, None)
        for size in (size for size in sizes(options.engagements) if size >= have):
            rows.setdefault("adding a document", []).append((size, grown(ledger, size, readings)))
            for name, cost in asked(ledger).items():
                rows.setdefault(name, []).append((size, cost))
            print(size, {name: round(costs[-1][1] * 1000, 1) for name, costs in rows.items()}, file=sys.stderr)
        with ledger.view() as view:
            stats = view.stats()
    text, factor = report(rows, stats)
    print(text)
    if options.report:
        write_section("growth", text)
    return int(options.most_adding is not None and factor > options.most_adding)


if __name__ == "__main__":
    sys.exit(main())
