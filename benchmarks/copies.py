"""What it costs to find copies of a text, by how many texts a ledger has: ``python benchmarks/copies.py [--most 1000000]``.

Texts are made from 400 moulds of some 150 words, each with names and numbers of its own, so that every text stands in a
crowd of look-alikes that are no copies, and crowds grow with the ledger. At every size some hundred more come in, one
transaction: strangers, texts of a mould, and copies under another headline. The last column is whether the copies, and
nothing else, were found to be copies. Up to 100,000 all sketches are of texts; a million is filled up with sketches of bytes
drawn by lot, of which a hundred each have four fifths in common: what is walked through is the same.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, func, select

from elchi.ledger import open_ledger
from elchi.ledger import tables as t
from elchi.ledger.access import insert_all, pieces
from elchi.ledger.copies import groups
from elchi.ledger.copies.sketches import SIZE, keys
from elchi.model import Document
from report import machine, table, write_section

SIZES = (1_000, 10_000, 100_000, 1_000_000)
OF_TEXTS = 100_000
PROBES = 300
chance = random.Random(5)  # noqa: S311 - no secret


def made_words(count: int) -> list[str]:
    """Words of no language."""
    syllables = [a + b for a in "bcdfghklmnprstvz" for b in "aeiou"]
    return ["".join(chance.choices(syllables, k=chance.randrange(1, 5))) for _ in range(count)]


WORDS = made_words(4_000)
NAMES = [word.capitalize() for word in made_words(3_000)]
MOULDS = [chance.choices(WORDS, k=150) for _ in range(400)]


def of_mould(number: int) -> str:
    """A text of a mould: six names and three numbers of its own, in sentences."""
    words = list(MOULDS[number % len(MOULDS)])
    for place in range(4, 150, 25):
        words[place] = chance.choice(NAMES)
    for place in range(20, 150, 50):
        words[place] = str(chance.randrange(10_000))
    return " ".join(" ".join(words[n : n + 15]).capitalize() + "." for n in range(0, 150, 15))


def stranger() -> str:
    """A text like no other."""
    return " ".join(chance.choices(WORDS, k=150))


def enter(connection: Connection, texts: list[str]) -> tuple[float, list[str]]:
    """Put bare documents into the ledger; seconds that their sketches and groups took."""
    rows = []
    for text in texts:
        document = Document(source="", text=text)
        rows.append({
            "id": document.id, "source": document.id, "url": None, "title": None, "published": None, "day": "",
            "known": "2025-01-01", "language": None, "script": None, "length": len(text), "reader": "none/1",
            "first_seen": "2025-01-01", "topics": [], "warnings": [], "text": text,
        })  # fmt: skip
    ids = [row["id"] for row in rows]
    before = int(connection.execute(select(func.coalesce(func.max(t.document.c.n), 0))).scalar_one())
    insert_all(connection, t.document, rows)
    numbers = dict(zip(range(before + 1, before + 1 + len(ids)), ids, strict=True))
    start = time.perf_counter()
    groups.enter(connection, {n: (ident, text) for (n, ident), text in zip(numbers.items(), texts, strict=True)})
    return time.perf_counter() - start, ids


def fill_with_bytes(connection: Connection, first: int, count: int) -> None:
    """Sketches drawn by lot, in families."""
    for numbers in pieces(range(first, first + count), 5_000):
        found = {}
        for n in numbers:
            if n % 100 == first % 100 or n == numbers[0]:
                family = chance.randbytes(SIZE)
            other = chance.randbytes(SIZE)
            keep = chance.getrandbits(SIZE) | chance.getrandbits(SIZE)
            found[n] = bytes(a if keep >> i & 1 else b for i, (a, b) in enumerate(zip(family, other)))
        insert_all(connection, t.document, [
            {
                "n": n, "id": f"filled{n}", "source": "", "url": None, "title": None, "published": None, "day": "",
                "known": "", "language": None, "script": None, "length": 0, "reader": "", "first_seen": "", "topics": [],
                "warnings": [], "text": "",
            } for n in numbers
        ])  # fmt: skip
        insert_all(
            connection, t.sketch, [{"n": n, "text_id": f"filled{n}", "signature": made} for n, made in found.items()]
        )
        keyed = [{"tree": tree, "key": key, "n": n} for n, made in found.items() for tree, key in enumerate(keys(made))]
        insert_all(connection, t.sketch_key, sorted(keyed, key=lambda row: (row["tree"], row["key"])))


def probe(connection: Connection, size: int) -> tuple[float, bool]:
    """Milliseconds for one more document, and whether the copies among them were found, and nothing else."""
    kept = [str(row[0]) for row in connection.execute(
        select(t.document.c.text).where(t.document.c.length > 0).order_by(t.document.c.id).limit(PROBES // 3)
    )]  # fmt: skip
    copies = [f"Agency {size}: {text.split('.')[0]} and so on\n{text}\nPhoto: agency" for text in kept]
    texts = [*copies, *(stranger() for _ in kept), *(of_mould(size + n) for n in range(len(kept)))]
    seconds, ids = enter(connection, texts)
    found = groups.copies_of(connection, set(groups.texts_of(connection, ids).values()))
    several = {ident for group in found.values() if len(group) > 1 for ident in group}
    return seconds / len(texts) * 1000, several & set(ids) == set(ids[: len(copies)])


def measure(path: Path, most: int) -> Iterator[tuple[str, ...]]:
    """Rows of the table."""
    with open_ledger(path) as ledger:
        for size in (size for size in SIZES if size <= most):
            with ledger.begin() as tx:
                have = int(tx.connection.execute(select(func.count()).select_from(t.document)).scalar_one())
                spent = 0.0
                for numbers in pieces(range(have, min(size, OF_TEXTS)), 200):
                    spent += enter(tx.connection, [of_mould(n) for n in numbers])[0]
                filled = max(0, min(size, OF_TEXTS) - have)
                have += filled
                if size > have:
                    first = int(tx.connection.execute(select(func.max(t.document.c.n))).scalar_one()) + 1
                    fill_with_bytes(tx.connection, first, size - have)
            with ledger.begin() as tx:
                cost, right = probe(tx.connection, size)
            each = f"{spent / filled * 1000:.2f}" if filled and size <= OF_TEXTS else "–"
            yield f"{size:,}", each, f"{cost:.2f}", f"{path.stat().st_size / size:,.0f}", "yes" if right else "NO"
            print(f"{size:,}: {each} ms to fill, {cost:.2f} ms each at that size, {right}", file=sys.stderr)


def main() -> int:
    """Measure, print, and with ``--report`` write the section of docs/performance.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=SIZES[-1])
    parser.add_argument("--report", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = list(measure(Path(folder) / "copies.db", given.most))
    head = (
        "texts in the ledger",
        "ms a text while filling",
        "ms a text at this size",
        "bytes a text, its words included",
        "right",
    )
    shown = table(head, rows)
    print(shown)
    if given.report:
        write_section(
            "copies",
            f"## Copies of one text\n\nMeasured by `benchmarks/copies.py` on {machine()}, SQLite, one process; {PROBES} texts at each size, a third of them copies, in crowds of look-alikes.\n\n{shown}",
        )
    return 0 if all(row[-1] == "yes" for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
