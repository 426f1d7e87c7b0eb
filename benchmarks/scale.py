"""Reading at scale: one process beside Ray on two cores, and what entering the readings into a ledger costs.

    python benchmarks/scale.py [--documents 20000] [--workers 2] [--loaded 2000] [--least 1.6] [--report]

The documents are the example set's texts, multiplied: names of people and cities and the days are exchanged from copy to
copy, so that no two are alike and the readings differ. One process and Ray's workers read the same files with everything
that `elchi scale` does (sieve, reading, Parquet). Start-up is not counted for either: both read a fifth of the documents
and all of them, and what counts is the difference, in which every start-up has gone. ``--least`` fails below that factor. Loading is measured in an empty SQLite ledger, and its pace in quarters says how it goes on.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from elchi.joining import open_ledger
from elchi.pipeline import READER, load_readings
from elchi.scale import Plan, Wish, plan, readings, run
from report import machine, table, write_section

ROOT = Path(__file__).parent.parent
GIVEN = {
    "tr": ("Ahmet", "Mehmet", "Kemal", "Selim", "Orhan", "Murat", "Ayşe", "Zeynep"),
    "az": ("Rəşad", "Elçin", "Vüqar", "Tural", "Nigar", "Leyla"),
    "kk": ("Ерлан", "Нұрлан", "Асқар", "Дәурен", "Айгүл"),
    "ru": ("Сергей", "Андрей", "Виктор", "Ольга", "Мария"),
    "en": ("David", "Peter", "Anna", "Mary", "Robert"),
}
NAME = re.compile(r"\b(?:" + "|".join(name for names in GIVEN.values() for name in names) + r")\b")
DAYS = re.compile(r"\b([12]?\d)(?=[ .]\w)")


def varied(count: int) -> Iterator[str]:
    """So many rows of JSON Lines; no two texts are alike."""
    found = [json.loads(path.read_text("utf-8")) for path in sorted((ROOT / "examples" / "documents").glob("*.json"))]
    chance = random.Random(20)  # noqa: S311 - no secret
    names = [name for some in GIVEN.values() for name in some]
    for number in range(count):
        row = found[number % len(found)]
        text = NAME.sub(lambda _: chance.choice(names), row["text"])
        text = DAYS.sub(lambda _: str(chance.randrange(1, 29)), text)
        day = f"20{chance.randrange(15, 26)}-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}"
        yield json.dumps({"text": f"{text}\n{number}", "published": day}, ensure_ascii=False)


def asked(source: Path, output: Path) -> Plan:
    """The plan of one file."""
    return plan(Wish(inputs=(str(source),), reader=READER), output)


def seconds(source: Path, output: Path, workers: int) -> tuple[float, int]:
    """How long the reading takes once everything is started, and how many documents were read."""
    made = asked(source, output)
    start = time.perf_counter()
    read = sum(tally.read for tally in run(made, output, workers=workers))
    return time.perf_counter() - start, read


def loading(folder: Path, source: Plan, output: Path, most: int) -> list[float]:
    """Documents a second that enter a ledger, in quarters."""
    paces = []
    with open_ledger(folder / "loaded.db") as ledger:
        entering = load_readings(ledger, readings(output, source), batch=100)
        for _ in range(4):
            start = time.perf_counter()
            for _ in range(most // 4):
                next(entering)
            paces.append(most / 4 / (time.perf_counter() - start))
        entering.close()
    return paces


def all_size(size: int) -> float:
    """Megabytes of all documents from those of four fifths."""
    return size * 1.25 / 1e6


def main() -> int:
    """Print the table; 1 where the factor is too low."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--loaded", type=int, default=2000)
    parser.add_argument("--least", type=float, default=0.0, help="fail below this factor")
    parser.add_argument("--report", action="store_true", help="write the section of docs/performance.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        few, all_ = folder / "few.jsonl", folder / "all.jsonl"
        for path, count in ((few, options.documents // 5), (all_, options.documents)):
            path.write_text("\n".join(varied(count)) + "\n", "utf-8")
        size = all_.stat().st_size - few.stat().st_size
        rows, took = [], []
        for who, workers in (("one process", 1), (f"Ray, {options.workers} workers", options.workers)):
            seconds(few, folder / f"warm{workers}", workers)  # languages and Ray itself are loaded once
            small, read_small = seconds(few, folder / f"few{workers}", workers)
            large, read_large = seconds(all_, folder / f"all{workers}", workers)
            spent, read = large - small, read_large - read_small
            took.append(spent)
            cells = (f"{large:.0f}", f"{small:.0f}", f"{read / spent:,.0f}", f"{size / spent / 1e6:.2f}")
            rows.append((who, *cells))
        paces = loading(folder, asked(all_, folder / "all1"), folder / "all1", min(options.loaded, read_large))
    factor = took[0] / took[1]
    measured = (
        f"Measured by `benchmarks/scale.py` on {machine()}: {options.documents:,} documents "
        f"({all_size(size):.1f} MB), of which {read_large:,} pass the sieve, from JSON Lines to Parquet. "
        "The pace is that of the last four fifths: start-up is not in it."
    )
    beside = f"Ray on {options.workers} workers is {factor:.2f} times as fast as one process."
    entered = ", ".join(f"{pace:,.0f}" for pace in paces)
    load = (
        f"Entering {options.loaded:,} readings into an empty SQLite ledger, linked and held against promises: "
        f"{entered} documents a second in the four quarters."
    )
    head = ("who", "seconds, all", "seconds, a fifth", "documents a second", "MB a second")
    text = "\n\n".join(("## Reading at scale", measured, table(head, rows), beside, load))
    print(text)
    if options.report:
        write_section("scale", text)
    return int(factor < options.least)


if __name__ == "__main__":
    sys.exit(main())
