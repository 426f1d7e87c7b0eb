"""What follow-through costs on a large ledger, beside hand-written SQL that fetches the same rows.

    python benchmarks/follow.py [FOLDER] [--outcomes 100000] [--rounds 5] [--most 3]

The ledger holds real readings of the texts of FOLDER (the example set), multiplied and spread over the years; a third of
its outcomes have later evidence. Asked are `elchi outcomes --overdue` and a brief of the pair with most promises, each
in the same run as SQL by hand for the same rows. ``--most`` fails above that factor.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from elchi.briefing import compose
from elchi.follow import Status
from elchi.ledger import Evidence, Filters, Ledger, View, open_ledger, walk
from elchi.model import Reading
from elchi.pursuing import followed
from elchi.reading import read
from elchi.words import words_for
from ledger import PAIR_PAGE, PAIR_PEOPLE, documents, spread

ROOT = Path(__file__).parent.parent
TODAY = "2025-12-31"
BATCH = 500
CONTACTS = 160  # as many as a brief looks through
KINDS = ("repeat", "progress", "delivery", "postponement")
OVERDUE = """
    SELECT o.*, d.source, d.url, d.language, d.published FROM outcome o JOIN document d ON d.id = o.document_id
    WHERE o.due IS NOT NULL AND o.due <= :day
    ORDER BY o.day DESC
"""
PAIR = """
    SELECT o.id FROM party p JOIN outcome o ON o.id = p.record_id
    WHERE p.kind = 'outcome' AND p.party = :a
    AND EXISTS (SELECT 1 FROM party q WHERE q.record_id = o.id AND q.party = :b)
"""
ROWS = """
    SELECT o.*, d.source, d.url, d.language, d.published FROM outcome o JOIN document d ON d.id = o.document_id
    WHERE o.id IN ({asked})
"""
BESIDE = (
    "SELECT * FROM evidence e JOIN document d ON d.id = e.document_id WHERE e.outcome_id IN ({asked})",
    "SELECT * FROM party WHERE kind = 'outcome' AND record_id IN ({asked})",
    "SELECT * FROM topic WHERE kind = 'outcome' AND record_id IN ({asked})",
)


def made_readings(folder: Path, outcomes: int) -> Iterator[Reading]:
    """Readings with so many outcomes together, told apart by a line at the end of each text."""
    originals = [reading for reading in map(read, documents(folder)) if reading.outcomes]
    count = 0
    for reading in spread(originals, seed=11):
        if count >= outcomes:
            return
        yield replace(reading, developments=())
        count += len(reading.outcomes)


def fill(ledger: Ledger, readings: Iterator[Reading]) -> int:
    """Put readings into a ledger, with evidence on a third of their outcomes; returns the number of outcomes."""
    chance = random.Random(12)  # noqa: S311 - no secret
    count = 0
    while batch := list(islice(readings, BATCH)):
        with ledger.begin() as tx:
            tx.add_all(batch)
            rows = tx.outcomes_in([reading.document.id for reading in batch])
            later = [
                Evidence(
                    outcome_id=row.id, kind=chance.choice(KINDS), document_id=chance.choice(rows).document_id,
                    quote=row.quote, span=row.span, score=3.0,
                )
                for row in rows if chance.random() < 1 / 3
            ]  # fmt: skip
            tx.replace_evidence([one.outcome_id for one in later], later)
        count += len(rows)
        print(f"{count} outcomes", end="\r", file=sys.stderr)
    return count


def overdue(view: View) -> int:
    """How many rows the command goes through to its last line."""
    asked = Filters(due_by=TODAY)
    rows = followed(view, walk(view.outcomes, asked, size=400), TODAY)
    return sum(row.life.status is Status.OVERDUE for row in rows)


def overdue_by_hand(connection: sqlite3.Connection) -> int:
    """The rows that `overdue` is worked out from."""
    rows = connection.execute(OVERDUE, {"day": TODAY}).fetchall()
    asked = OVERDUE.replace("o.*, d.source, d.url, d.language, d.published", "o.id").partition("ORDER BY")[0]
    for query in BESIDE:
        connection.execute(query.format(asked=asked), {"day": TODAY}).fetchall()
    return len(rows)


def brief_by_hand(connection: sqlite3.Connection, a: str, b: str) -> int:
    """The promises of a pair with what a brief says of each, and the contacts that it looks through."""
    rows = connection.execute(ROWS.format(asked=PAIR), {"a": a, "b": b}).fetchall()
    for query in BESIDE:
        connection.execute(query.format(asked=PAIR), {"a": a, "b": b}).fetchall()
    for query in (PAIR_PAGE, PAIR_PEOPLE):
        connection.execute(query.replace("LIMIT 50", f"LIMIT {CONTACTS}"), (a, b)).fetchall()
    return len(rows)


def seconds(action: Callable[[], object]) -> float:
    """Seconds of one run."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def main() -> int:
    """Measure, print, and say by the exit code whether the factors hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "examples" / "documents")
    parser.add_argument("--outcomes", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--most", type=float)
    parser.add_argument("--keep", type=Path, help="a file for the ledger, used again when it is there")
    args = parser.parse_args()
    worst = 0.0
    with tempfile.TemporaryDirectory() as folder:
        path = args.keep or Path(folder) / "ledger.db"
        if not path.exists():
            with open_ledger(path) as ledger:
                fill(ledger, made_readings(args.folder, args.outcomes))
        with sqlite3.connect(path) as connection, open_ledger(path, read_only=True) as ledger, ledger.view() as view:
            (most,) = connection.execute(
                "SELECT p.party, q.party FROM party p JOIN party q ON q.record_id = p.record_id "
                "WHERE p.kind = 'outcome' AND p.party < q.party GROUP BY 1, 2 ORDER BY count(*) DESC LIMIT 1"
            ).fetchall()
            asked, words = Filters(states=most), words_for("en")
            questions: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
                "outcomes --overdue": (lambda: overdue(view), lambda: overdue_by_hand(connection)),
                f"brief {' '.join(most)}": (
                    lambda: compose(view, asked, TODAY, words),
                    lambda: brief_by_hand(connection, *most),
                ),
            }
            for name, (ours, bare) in questions.items():
                print(f"{name}: {bare()} rows by hand", file=sys.stderr)
                pairs = [(seconds(ours), seconds(bare)) for _ in range(args.rounds)]
                factor = statistics.median(own / hand for own, hand in pairs)
                print(f"{name}: {statistics.median(p[0] for p in pairs):.3f} s, {factor:.1f} times the same by hand")
                worst = max(worst, factor)
    return int(args.most is not None and worst > args.most)


if __name__ == "__main__":
    sys.exit(main())
