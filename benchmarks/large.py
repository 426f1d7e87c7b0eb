"""A ledger of any size made of our own texts: they are read and joined once, and the ledger that comes of it is copied in bulk.

    python benchmarks/large.py LEDGER [--documents 200000]

Each copy has ids, sources and days of its own. Two copies tell of the same engagements; people of several texts stay one
person over all copies, the others are people of two copies. Spans point at their words as in the originals, evidence and links stay within a copy. Summaries (people, bodies,
engagements and the indexes that queries start from) are then made by the ledger's own code, and editors decide on some
hundred records by its own acts.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from elchi.joining import open_ledger
from elchi.ledger import Filters, Transaction, walk
from elchi.ledger.access import pieces
from elchi.ledger.folding import vocabulary
from elchi.ledger.summaries import rebuild
from elchi.model import Document
from elchi.partnering import import_priorities, import_profiles
from elchi.pipeline import SourceOptions, add_documents, add_inputs

ROOT = Path(__file__).parent.parent
REPORTS = 2  # copies that tell of the same engagements
NAMESAKES = 2  # copies that share the people of one text alone
DAYS = 6  # between one group of copies and the next
REGIONS = (("UZ-NG", "agriculture"), ("KZ-61", "space"), ("TR-42", "industry"), ("KG-B", "energy"), ("AZ-SUM", "it"))

_PERSON = "CASE WHEN {0} IN (SELECT node FROM shared) THEN {0} ELSE substr({0}, 1, 2) || :people || substr({0}, 7) END"
_EVENT = "substr({0}, 1, 2) || :events || substr({0}, 7)"
_NODE = "CASE substr({0}, 1, 1) WHEN 'e' THEN " + _EVENT + " ELSE " + _PERSON + " END"
_RECORD = ":copy || substr({0}, 5)"  # the id of a document, or of a record in it, which begins with that
_KNOWN = "CASE length({0}) WHEN 10 THEN coalesce(date({0}, :known), {0}) ELSE {0} END"
_DAY = "CASE length({0}) WHEN 10 THEN coalesce(date({0}, :day), {0}) ELSE {0} END"
_OF_DATE = "CASE WHEN {0} > '' AND (length(date) = 10 OR date IS NULL) THEN coalesce(date({0}, :day), {0}) ELSE {0} END"
_DUE = "CASE length(due) WHEN 10 THEN coalesce(date({0}, :day), {0}) ELSE {0} END"
_SOURCE = ":copy || '/' || {0}"

# What is other in a copy; all other columns are the same.
COPIED: dict[str, dict[str, str]] = {
    "place": {"document_id": _RECORD, "source": _SOURCE, "published": _KNOWN},
    "person_mention": {"id": _RECORD, "document_id": _RECORD, "node": _PERSON, "person_id": _PERSON, "known": _KNOWN},
    "organisation_mention": {"id": _RECORD, "document_id": _RECORD, "known": _KNOWN},
    "engagement": {
        "id": _RECORD, "document_id": _RECORD, "node": _EVENT, "event_id": _EVENT, "date": _DAY,
        "first_day": _OF_DATE, "last_day": _OF_DATE, "known": _KNOWN,
    },
    "engagement_person": {"engagement_id": _RECORD, "mention_id": _RECORD},
    "outcome": {
        "id": _RECORD, "document_id": _RECORD, "engagement_id": _RECORD, "due": _DAY, "due_day": _DUE, "day": _KNOWN,
        "known": _KNOWN,
    },
    "statement": {"id": _RECORD, "document_id": _RECORD, "mention_id": _RECORD, "day": _KNOWN, "known": _KNOWN},
    "figure": {"id": _RECORD, "document_id": _RECORD, "day": _KNOWN, "known": _KNOWN},
    "development": {"id": _RECORD, "document_id": _RECORD, "known": _KNOWN},
    "claim": {"record_id": _RECORD, "value": "CASE field WHEN 'date' THEN " + _DAY + " ELSE {0} END"},
    "doubt": {"record_id": _RECORD, "known": _KNOWN},
    "evidence": {"outcome_id": _RECORD, "document_id": _RECORD, "other_id": _RECORD, "known": _KNOWN},
    "about": {"record_id": _RECORD, "known": _KNOWN},
    "party": {"record_id": _RECORD, "day": _KNOWN},
    "topic": {"record_id": _RECORD, "day": _KNOWN},
    "tie": {"document_id": _RECORD, "known": _KNOWN},
    "profile": {
        "id": "substr({0}, 1, 4) || :copy || substr({0}, 5)", "document_id": _RECORD, "deadline": _KNOWN,
        "published": _KNOWN, "expires": _KNOWN,
    },
    "priority": {"id": ":copy || {0}", "document_id": _RECORD, "declared": _KNOWN, "known": _KNOWN},
}  # fmt: skip
# Of engagements' own: once for the copies that share them; people's come again and are there already.
ONCE: dict[str, dict[str, str]] = {
    "node": {"id": _NODE, "cluster_id": _NODE},
    "link": {"a": _NODE, "b": _NODE},
    "block": {
        "node": _NODE,
        "key": "CASE substr({0}, 1, 2) WHEN 'd:' THEN 'd:' || :copy || substr({0}, 7) ELSE {0} END",
    },
}


def make(path: Path, documents: int) -> None:
    """Write the ledger, unless it is there already."""
    if path.exists():
        return
    made = path.with_suffix(".making")
    made.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder) / "base.db"
        read_base(base)
        open_ledger(made).close()
        copies = copy(base, made, documents)
    say(f"{copies} copies; summaries")
    with open_ledger(made) as ledger:
        for kind, column in (("engagement", "engagement.event_id"), ("organisation", "organisation_mention.organisation_id"),
                             ("person", "person_mention.person_id")):  # fmt: skip
            table, _, name = column.partition(".")
            with ledger.begin() as tx:
                ids = list(tx.connection.exec_driver_sql(f"SELECT DISTINCT {name} FROM {table}").scalars())  # noqa: S608 - our own
                for piece in pieces(ids, 20_000 if kind == "engagement" else 200):
                    rebuild(tx.connection, kind, piece)
            say(f"{len(ids)} summaries: {kind}")
        with ledger.begin() as tx:
            decide(tx)
    with sqlite3.connect(made) as connection:
        connection.execute("ANALYZE")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    made.rename(path)


def read_base(path: Path) -> None:
    """Read our texts into a ledger, with profiles and priorities of regions."""
    ecosystems = ROOT / "tests" / "partners" / "ecosystems.jsonl"
    texts = [json.loads(line) for line in ecosystems.read_text("utf-8").splitlines()]
    with open_ledger(path) as ledger:
        list(add_inputs(ledger, [str(ROOT / "examples" / "documents")], SourceOptions(), batch=100))
        short = [
            Document(source=f"short{n}", text=row["text"], language=row["lang"], published=f"2025-{n % 12 + 1:02d}-15")
            for n, row in enumerate(texts)
        ]
        list(add_documents(ledger, short))
        with ledger.begin() as tx:
            profiles = ROOT / "examples" / "profiles.jsonl"
            import_profiles(tx, profiles.read_text("utf-8"), "profiles.jsonl", author="benchmark", status="published")
            table = io.StringIO()
            writer = csv.writer(table)
            writer.writerow(("region", "topic", "words", "source", "date"))
            writer.writerows((r, topic, f"{topic} is a priority of {r}", "plan", "2024-03-01") for r, topic in REGIONS)
            import_priorities(tx, table.getvalue(), "priorities.csv")


def copy(base: Path, made: Path, documents: int) -> int:
    """Copy the base until there are as many documents; returns the number of copies."""
    connection = sqlite3.connect(made, isolation_level=None)
    connection.executescript("PRAGMA synchronous = OFF; PRAGMA cache_size = -2000000; PRAGMA temp_store = MEMORY;")
    connection.execute("ATTACH ? AS base", (str(base),))
    connection.execute(
        "CREATE TEMP TABLE shared AS SELECT DISTINCT node FROM base.person_mention WHERE person_id IN "
        "(SELECT person_id FROM base.person_mention GROUP BY person_id HAVING count(DISTINCT document_id) > 1)"
    )
    connection.execute("CREATE UNIQUE INDEX temp.ix_shared ON shared (node)")
    texts = connection.execute("SELECT id, title, text FROM base.document ORDER BY n").fetchall()
    words = {ident: " ".join(vocabulary(f"{title or ''}\n{text}")) for ident, title, text in texts}
    copies = -(-documents // len(texts))
    own = {"document": {"id": _RECORD, "source": _SOURCE, "published": _KNOWN, "day": _KNOWN, "known": _KNOWN}} | COPIED
    copying = [_copying(connection, name, other, "") for name, other in own.items()]
    once = [_copying(connection, name, other, " OR IGNORE") for name, other in ONCE.items()]
    for number in range(copies):
        if number % 50 == 0:
            say(f"copy {number} of {copies}")
        group = number // REPORTS
        given = {
            "copy": f"{number:04x}", "events": f"{group:04x}", "people": f"{number // NAMESAKES:04x}",
            "day": f"-{DAYS * group} days", "known": f"-{DAYS * group - number % REPORTS} days",
        }  # fmt: skip
        connection.execute("BEGIN")
        for statement in (*copying, *once):
            connection.execute(statement, given)
        found = connection.execute("SELECT n, id FROM document ORDER BY n DESC LIMIT ?", (len(texts),)).fetchall()
        originals = {given["copy"] + ident[4:]: ident for ident in words}
        rows = [(n, words[originals[ident]]) for n, ident in sorted(found)]
        connection.executemany("INSERT INTO document_search (rowid, words) VALUES (?, ?)", rows)
        connection.execute("COMMIT")
    _rest(connection)
    connection.close()
    return copies


def _copying(connection: sqlite3.Connection, table: str, other: dict[str, str], how: str) -> str:
    names = [row[1] for row in connection.execute(f"PRAGMA base.table_info({table})")]
    names = [name for name in names if (table, name) != ("document", "n")]
    made = ", ".join(other.get(name, "{0}").format(f'"{name}"') for name in names)
    quoted = ", ".join(f'"{name}"' for name in names)
    wanted = " WHERE kind IN ('document', 'outcome', 'figure')" if table in ("party", "topic") else ""
    order = " ORDER BY n" if table == "document" else ""
    return f"INSERT{how} INTO main.{table} ({quoted}) SELECT {made} FROM base.{table}{wanted}{order}"  # noqa: S608 - our own


def _rest(connection: sqlite3.Connection) -> None:
    """What a ledger of this size would have besides: acts, interests, the pages of watched sources."""
    connection.executescript("""
        BEGIN;
        INSERT INTO profile_act (profile_id, kind, author, data, made_at)
            SELECT id, CASE WHEN document_id IS NULL THEN 'entered' ELSE 'found' END, 'benchmark', '{}', changed_at
            FROM profile;
        INSERT INTO interest (profile_id, sender, message, status, made_at)
            SELECT id, 'reader', 'We would like to talk.', 'open', changed_at FROM profile WHERE status = 'published';
        INSERT INTO watched (source, url, seen_at, document, tries)
            SELECT 'source' || (n % 30), source, first_seen, id, 1 FROM document;
        INSERT INTO source_state (source, first_polled, last_polled, last_new, every, failures)
            SELECT source, min(seen_at), max(seen_at), max(seen_at), 3600, 0 FROM watched GROUP BY source;
        COMMIT;
    """)


def decide(tx: Transaction, most: int = 300) -> None:
    """Let an editor decide on some records of each kind."""
    for row in _first(walk(tx.outcomes, Filters(limit=200)), most):
        tx.decide("verdict", (row.id,), value="delivered", author="benchmark")
    for waiting in tx.review("person", limit=most):
        tx.decide("unsure", (waiting.a, waiting.b), author="benchmark")
    for person in _first(walk(tx.people, Filters(limit=200)), 40):
        if person.documents < 2000:
            node = tx.person(person.id).mentions[0].node
            tx.decide("rename", (node,), field="name_en", value=person.name_en or person.name, author="benchmark")


def _first(rows: Iterable[object], most: int) -> Iterator:  # type: ignore[type-arg]
    return (row for row, _ in zip(rows, range(most), strict=False))


def say(text: str) -> None:
    """Tell on standard error how far it is."""
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def main() -> None:
    """Make the ledger."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--documents", type=int, default=200_000)
    args = parser.parse_args()
    make(args.ledger, args.documents)


if __name__ == "__main__":
    main()
