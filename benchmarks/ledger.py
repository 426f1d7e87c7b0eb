"""What the ledger costs beside bare SQLite, in one process and one run.

    python benchmarks/ledger.py [FOLDER] [--documents 3000] [--rounds 3] [--most-adding 6] [--most-asking 4]

Adding: real readings of the texts of FOLDER (the example set), multiplied by a line at their end, enter an empty ledger in
one transaction. The peer puts the very same rows into an empty file of the same schema with `sqlite3` and `executemany`;
it has nothing to work out (no ids, no folding of words, no clusters, no copies), so the factor is what that costs.

Asking: pages and counts as a page of the web application wants them, beside hand-written SQL that fetches the same rows.
``--most-…`` fails above that factor. Factors are medians of the rounds.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import count, islice
from pathlib import Path

from elchi.ledger import Filters, View, open_ledger
from elchi.model import Document, Reading
from elchi.reading import read

ROOT = Path(__file__).parent.parent
PAIR_PAGE = """
    SELECT e.*, d.source, d.url, d.language, d.published FROM engagement e JOIN document d ON d.id = e.document_id
    WHERE e.event_id IN (SELECT p.event_id FROM pair p WHERE p.a = ? AND p.b = ? ORDER BY p.day DESC LIMIT 50)
"""
PAIR_PEOPLE = """
    SELECT e.event_id, m.*, p.name, p.name_en FROM engagement e JOIN engagement_person ep ON ep.engagement_id = e.id
    JOIN person_mention m ON m.id = ep.mention_id JOIN person p ON p.id = m.person_id
    WHERE e.event_id IN (SELECT p.event_id FROM pair p WHERE p.a = ? AND p.b = ? ORDER BY p.day DESC LIMIT 50)
"""
OUTCOMES = """
    SELECT o.*, d.source, d.url FROM party p JOIN outcome o ON o.id = p.record_id JOIN document d ON d.id = o.document_id
    WHERE p.kind = 'outcome' AND p.party = ? AND EXISTS
    (SELECT 1 FROM party q WHERE q.record_id = o.id AND q.party = ?) ORDER BY p.day DESC LIMIT 50
"""
TOPICS = """
    SELECT t.topic, count(*) FROM topic t WHERE t.record_id IN
    (SELECT p.event_id FROM pair p WHERE p.a = ? AND p.b = ?) GROUP BY t.topic
"""


def spread(originals: Sequence[Reading], seed: int) -> Iterator[Reading]:
    """Readings without end: the originals again and again, spread over years, told apart by a line at the end."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    for number in count():
        original = originals[number % len(originals)]
        day = f"20{chance.randrange(15, 26)}-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}"
        document = replace(
            original.document,
            source=f"{number}.json",
            text=f"{original.document.text}\n{number}",
            published=day,
        )
        engagements = tuple(replace(engagement, date=day) for engagement in original.engagements)
        yield replace(original, document=document, engagements=engagements)


def documents(folder: Path) -> Iterator[Document]:
    """The texts of a folder, whatever files they are in."""
    for path in sorted(folder.rglob("*.json")):
        row = json.loads(path.read_text("utf-8"))
        if isinstance(row, dict) and isinstance(row.get("text"), str):
            language = row.get("language")  # a language on trial is read only where it is named
            yield Document(source=path.name, text=row["text"], published=row.get("published"), language=language)
    for path in sorted(folder.rglob("*.txt")):
        yield Document(source=path.name, text=path.read_text("utf-8"))


def add(path: Path, made: list[Reading]) -> float:
    """Seconds that the ledger takes."""
    with open_ledger(path) as ledger:
        start = time.perf_counter()
        with ledger.begin() as tx:
            tx.add_all(made)
        return time.perf_counter() - start


def add_by_hand(path: Path, source: Path) -> float:
    """Seconds for the same rows, taken from a finished ledger, in an empty file of the same schema."""
    open_ledger(path).close()
    with sqlite3.connect(source) as old:
        names = [
            row[0]
            for row in old.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'")
        ]
        names = [name for name in names if not name.startswith(("document_search", "sqlite_", "alembic"))]
        tables = {name: old.execute(f"SELECT * FROM {name}").fetchall() for name in names}  # noqa: S608 - our own
        texts = old.execute("SELECT n, lower(text) FROM document").fetchall()
    new = sqlite3.connect(path, isolation_level=None)
    start = time.perf_counter()
    new.execute("BEGIN IMMEDIATE")
    for name, rows in tables.items():
        if rows:
            new.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(rows[0]))})", rows)  # noqa: S608
    new.executemany("INSERT INTO document_search (rowid, words) VALUES (?, ?)", texts)
    new.execute("COMMIT")
    seconds = time.perf_counter() - start
    new.close()
    return seconds


def best(action: Callable[[], object], rounds: int = 7) -> float:
    """The shortest of several runs."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return min(times)


def asking(path: Path) -> dict[str, float]:
    """Factor of each question to the same by hand."""
    with sqlite3.connect(path) as connection, open_ledger(path, read_only=True) as ledger, ledger.view() as view:
        first = view.pair_counts()[0].key
        pair = (first[0], first[1])

        def by_hand(*queries: str) -> Callable[[], object]:
            return lambda: [connection.execute(query, pair).fetchall() for query in queries]

        questions = _questions(view, pair)
        peers = {
            "pair page": (PAIR_PAGE, PAIR_PEOPLE),
            "outcomes of a pair": (OUTCOMES,),
            "topics of a pair": (TOPICS,),
        }
        return {name: best(questions[name]) / best(by_hand(*queries)) for name, queries in peers.items()}


def _questions(view: View, pair: tuple[str, str]) -> dict[str, Callable[[], object]]:
    asked = Filters(states=pair)
    return {
        "pair page": lambda: view.engagements(asked),
        "outcomes of a pair": lambda: view.outcomes(asked),
        "topics of a pair": lambda: view.topic_counts(asked),
    }


def main() -> int:
    """Measure, print, and say by the exit code whether the factors hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "examples" / "documents")
    parser.add_argument("--documents", type=int, default=3000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--most-adding", type=float)
    parser.add_argument("--most-asking", type=float)
    args = parser.parse_args()
    made = list(islice(spread([read(document) for document in documents(args.folder)], seed=7), args.documents))
    factors = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(args.rounds):
            path = Path(folder) / f"ledger{number}.db"
            seconds = add(path, made)
            bare = add_by_hand(Path(folder) / f"bare{number}.db", path)
            factors.append(seconds / bare)
            print(f"adding {len(made)} documents: {len(made) / seconds:,.0f}/s, bare SQLite {len(made) / bare:,.0f}/s")
        asked = asking(Path(folder) / "ledger0.db")
    adding = statistics.median(factors)
    print(f"adding costs {adding:.1f} times bare inserts of the same rows")
    for name, factor in asked.items():
        print(f"{name}: {factor:.1f} times the same SQL by hand")
    slow = args.most_adding is not None and adding > args.most_adding
    slow |= args.most_asking is not None and max(asked.values()) > args.most_asking
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
