"""Reading at scale: one process beside Ray on two cores, and what entering the readings into a ledger costs.

    python benchmarks/scale.py [--documents 20000] [--workers 2] [--loaded 2000] [--least 1.6] [--report]

The documents are the example set's texts, multiplied: names of people and cities and the days are exchanged from copy to
copy, so that no two are alike and the readings differ. One process and Ray's workers read the same files with everything
that `elchi scale` does (sieve, reading, Parquet). Start-up is not counted for either: the clock runs from the moment at
which each worker has finished its first piece (their mean) to the last piece's end, over the documents of all other
pieces, so that waiting for the last worker counts. ``--least`` fails below that factor. Loading is measured in an empty SQLite ledger, and its pace in quarters says how it goes on.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from elchi.joining import open_ledger
from elchi.pipeline import READER, load_readings
from elchi.scale import Plan, Wish, plan, readings, run
from elchi.scale.shards import shard_path
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
        told = {"text": f"{text}\n{number}", "published": day, "language": row.get("language")}
        yield json.dumps(told, ensure_ascii=False)


def asked(source: Path, output: Path) -> Plan:
    """The plan of one file."""
    return plan(Wish(inputs=(str(source),), reader=READER), output)


def pace(source: Path, output: Path, workers: int) -> tuple[float, float, int]:
    """Documents a second once everything is started, seconds of the whole run, and how many documents were read."""
    made = asked(source, output)
    start = time.perf_counter()
    read = {tally.index: tally.read for tally in run(made, output, workers=workers)}
    whole = time.perf_counter() - start
    ends = sorted((shard_path(output, index).stat().st_mtime, count) for index, count in read.items())
    begun = statistics.mean(end for end, _ in ends[:workers])
    return sum(count for _, count in ends[workers:]) / (ends[-1][0] - begun), whole, sum(read.values())


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
        source = folder / "news.jsonl"
        source.write_text("\n".join(varied(options.documents)) + "\n", "utf-8")
        size = source.stat().st_size
        rows, reached = [], []
        for who, workers in (("one process", 1), (f"Ray, {options.workers} workers", options.workers)):
            documents, whole, read = pace(source, folder / str(workers), workers)
            reached.append(documents)
            rows.append((who, f"{whole:.0f}", f"{documents:,.0f}", f"{documents * size / options.documents / 1e6:.2f}"))
        paces = loading(folder, asked(source, folder / "1"), folder / "1", min(options.loaded, read))
    factor = reached[1] / reached[0]
    measured = (
        f"Measured by `benchmarks/scale.py` on {machine()}: {options.documents:,} documents "
        f"({size / 1e6:.1f} MB), of which {read:,} pass the sieve, from JSON Lines to Parquet. "
        "Start-up is in the seconds and not in the pace."
    )
    beside = f"Ray on {options.workers} workers is {factor:.2f} times as fast as one process."
    entered = ", ".join(f"{documents:,.0f}" for documents in paces)
    load = (
        f"Entering {options.loaded:,} readings into an empty SQLite ledger, linked and held against promises: "
        f"{entered} documents a second in the four quarters. These documents are hard on it: every text comes again "
        "and again with other names and days, so that each promise has the news of all its copies to be held against."
    )
    head = ("who", "seconds, whole run", "documents a second", "MB a second")
    text = "\n\n".join(("## Reading at scale", measured, table(head, rows), beside, load))
    print(text)
    if options.report:
        write_section("scale", text)
    return int(factor < options.least)


if __name__ == "__main__":
    sys.exit(main())
