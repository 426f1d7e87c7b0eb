"""Reading at scale: one process beside Ray on two cores, and what entering the readings into a ledger costs.

    python benchmarks/scale.py [--documents 20000] [--workers 2] [--loaded 2000] [--least 1.6] [--report]

The documents are the example set's texts, multiplied: names of people and cities and the days are exchanged from copy to
copy, so that no two are alike and the readings differ. One process and Ray's workers read the same file with everything
that `elchi scale` does (sieve, reading, Parquet). Start-up is not counted for either: the clock of both runs from the
first piece's start to the last one's end, after a warm-up file has been read by every worker. ``--least`` fails below
that factor. Loading is measured in an empty SQLite ledger, and its pace in quarters says how it goes on.
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


def start_up(folder: Path, workers: int) -> float:
    """Start what is started once: Ray, and in this process the languages. Returns the seconds of a run of next to nothing."""
    warm = folder / "warm"
    warm.mkdir(exist_ok=True)
    for number in range(2 * workers):
        (warm / f"{number}.jsonl").write_text("\n".join(varied(250)) + "\n", "utf-8")
    took = 0.0
    for turn in range(2):  # the first starts Ray itself
        output = folder / f"warm-{workers}-{turn}"
        took = seconds(warm, output, workers)[0]
    return took


def loading(folder: Path, source: Plan, output: Path, most: int) -> list[float]:
    """Documents a second that enter a ledger, in quarters."""
    paces = []
    with open_ledger(folder / "loaded.db") as ledger:
        entering = load_readings(ledger, readings(output, source), batch=200)
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
        start_up(folder, 1)
        alone, read = seconds(source, folder / "one", 1)
        # Every run over Ray starts its own workers: what a run of next to nothing takes is their start-up.
        idle = start_up(folder, options.workers)
        whole, _ = seconds(source, folder / "ray", options.workers)
        paces = loading(folder, asked(source, folder / "one"), folder / "one", min(options.loaded, read))
    small = 250 * 2 * options.workers  # documents of the warm-up, whose reading is no start-up
    starting = max(0.0, idle - small / (read / alone) / options.workers)
    together = whole - starting
    rows = [
        ("one process", f"{alone:.0f}", f"{read / alone:,.0f}", f"{size / alone / 1e6:.2f}"),
        (
            f"Ray, {options.workers} workers",
            f"{together:.0f}",
            f"{read / together:,.0f}",
            f"{size / together / 1e6:.2f}",
        ),
    ]
    factor = alone / together
    text = "\n\n".join(
        (
            "## Reading at scale",
            f"Measured by `benchmarks/scale.py` on {machine()}: {options.documents:,} documents ({size / 1e6:.1f} MB), "
            f"of which {read:,} pass the sieve, from JSON Lines to Parquet.",
            table(("who", "seconds", "documents a second", "MB a second"), rows),
            f"Ray on {options.workers} workers is {factor:.2f} times as fast as one process; its start-up "
            f"({starting:.0f} s, once a run) is not counted.",
            f"Entering {options.loaded:,} readings into an empty SQLite ledger, linked and held against promises: "
            f"{', '.join(f'{pace:,.0f}' for pace in paces)} documents a second in the four quarters.",
        )
    )
    print(text)
    if options.report:
        write_section("scale", text)
    return int(factor < options.least)


if __name__ == "__main__":
    sys.exit(main())
