"""Care of a ledger, on both databases: every broken law is found, a copy is the ledger, what is forgotten leaves no trace."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy import text

from elchi.errors import ConflictError, LedgerError, NotFoundError
from elchi.ledger import Evidence, Filters, Ledger, backup, open_ledger, restore
from elchi.ledger.care import check

EXPORTED = ("people", "organisations", "engagements", "outcomes", "figures", "statements", "documents")
BROKEN = {
    "text: its words": "UPDATE document SET text = replace(text, 'Baku', 'Oslo')",
    "text: its length": "UPDATE document SET length = length - 1",
    "text: its places": "DELETE FROM place",
    "copy: no sketch": "DELETE FROM sketch",
    "copy: another sketch": "UPDATE sketch SET signature = (SELECT max(signature) FROM sketch)",
    "copy: another text": "UPDATE sketch SET text_id = 'gone'",
    "copy: a key missing": "DELETE FROM sketch_key WHERE tree = 3",
    "copy: a key of nothing": "UPDATE sketch_key SET n = n + 100",
    "span: a quotation": "UPDATE outcome SET quote = 'They agreed to build a bridge'",
    "span: a claim": 'UPDATE claim SET "end" = 100000',
    "span: a figure": 'UPDATE figure SET "end" = 100000',
    "span: no words": "UPDATE person_mention SET spans = '[]'",
    "span: no document": "INSERT INTO claim VALUES ('gone.e0', 1, 'date', '2025', 1, 2)",
    "cluster: another": "UPDATE node SET cluster_id = 'p-other'",
    "cluster: no node": "DELETE FROM node",
    "summary: its number": "UPDATE person SET documents = documents + 1",
    "summary: none": "DELETE FROM event",
    "index: a party of nothing": "INSERT INTO party VALUES ('outcome', 'TR', '2025-01-01', 'gone.r0')",
    "index: a name of nobody": "INSERT INTO name_token VALUES ('person', 'tan', 'p-gone')",
    "evidence: too early": "UPDATE evidence SET known = '1999-01-01'",
    "evidence: of nothing": "UPDATE evidence SET outcome_id = 'gone.r0'",
    "decision: nobody's verdict": "UPDATE outcome SET verdict = 'delivered'",
}


def fill(ledger: Ledger, making: ModuleType, *sources: str) -> None:
    """Some documents, and evidence of each on the promise of the first."""
    with ledger.begin() as tx:
        for source in sources:
            reading = making.reading(source, tail=source, published=f"2025-10-2{len(source)}")
            tx.add(reading)
        rows = tx.outcomes_in([row.id for row in tx.documents()])
        first = next(row for row in rows if row.source == sources[0])
        tx.replace_evidence(
            [first.id],
            [
                Evidence(
                    outcome_id=first.id, kind="repeat", document_id=row.document_id, quote=row.quote, span=row.span,
                    score=3.0,
                )
                for row in rows if row is not first
            ],
        )  # fmt: skip


def exported(ledger: Ledger) -> dict[str, list[str]]:
    with ledger.view() as view:
        return {what: sorted(json.dumps(row, sort_keys=True) for row in view.export(what)) for what in EXPORTED}


def test_a_ledger_keeps_the_laws(ledger: Ledger, making: ModuleType) -> None:
    fill(ledger, making, "a", "bb", "ccc")
    assert list(ledger.check()) == []


def test_a_broken_law_is_found(ledger: Ledger, making: ModuleType) -> None:
    fill(ledger, making, "a", "bb")
    for name, statement in BROKEN.items():
        with ledger.begin() as tx:
            aside = tx.connection.begin_nested()
            tx.connection.execute(text(statement))
            faults = list(check(tx.connection))
            aside.rollback()
        assert name.partition(":")[0] in {fault.law for fault in faults}, name
        assert all(fault.record and fault.message for fault in faults)
    assert list(ledger.check()) == []


def test_a_damaged_file_is_said_to_be_so(tmp_path: Path, making: ModuleType) -> None:
    path = tmp_path / "l.db"
    with open_ledger(path) as ledger:
        fill(ledger, making, *(f"{'x' * n}" for n in range(1, 9)))
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] + b"\0" * 9000 + whole[len(whole) // 2 + 9000 :])
    with pytest.raises(LedgerError):
        backup(path, tmp_path / "b.db")
    assert not list(tmp_path.glob("*b.db*"))


def test_a_backup_is_the_ledger_and_can_be_put_back(
    where: str, new_place: Callable[[], str], tmp_path: Path, making: ModuleType
) -> None:
    copy = tmp_path / "copy.db"
    with open_ledger(where) as ledger:
        fill(ledger, making, "a", "bb", "ccc")
        before = exported(ledger)
        copied = backup(where, copy)
        with ledger.begin() as tx:  # what comes later is not in it
            tx.add(making.reading("later", tail="later"))
    assert copied.rows["document"] == 3
    with open_ledger(copy, read_only=True) as ledger:
        assert exported(ledger) == before
        assert list(ledger.check()) == []
    with pytest.raises(ConflictError, match="exists already"):
        backup(where, copy)
    again = new_place()
    if not again.startswith("postgres"):
        Path(again).unlink(missing_ok=True)
    assert restore(copy, again).rows == copied.rows
    with open_ledger(again) as ledger:
        assert exported(ledger) == before
        fill(ledger, making, "dddd", "eeeee")  # and it goes on from there
        assert list(ledger.check()) == []
    with pytest.raises(ConflictError):
        restore(copy, again)


def test_a_backup_that_breaks_a_law_is_not_put_back(tmp_path: Path, making: ModuleType) -> None:
    with open_ledger(tmp_path / "l.db") as ledger:
        fill(ledger, making, "a", "bb")
        with ledger.begin() as tx:
            tx.connection.execute(text(BROKEN["span: a quotation"]))
    with pytest.raises(LedgerError, match="quotes what does not stand there"):
        restore(tmp_path / "l.db", tmp_path / "new.db")
    assert not (tmp_path / "new.db").exists()
    with pytest.raises(LedgerError, match="is no file"):
        restore(tmp_path / "nothing.db", tmp_path / "new.db")


def test_what_is_forgotten_leaves_no_trace(ledger: Ledger, new_place: Callable[[], str], making: ModuleType) -> None:
    fill(ledger, making, "a", "bb", "ccc")
    with ledger.begin() as tx:
        tx.add(making.reading("alone", people=("Orxan Daş",), parties=("AZ", "TR"), tail="alone", city="Şuşa"))
    for source in ("bb", "alone"):
        with ledger.begin() as tx:
            told = tx.forget(source, author="me", note="by order of a court")
        assert told.source == source
    assert told.gone["person"]
    assert list(ledger.check()) == []
    with open_ledger(new_place(), clock=lambda: "2026-01-15T12:00:00+00:00") as other:
        fill(other, making, "a", "ccc")
        assert exported(ledger) == exported(other)
    with ledger.view() as view:
        assert not any(row.kind != "forget" for row in view.decisions())
        assert view.documents(Filters(text="alone")).items == ()
    with ledger.begin() as tx, pytest.raises(NotFoundError, match="no document"):
        tx.forget("bb", author="me")


def test_what_other_documents_tell_of_is_named(ledger: Ledger, making: ModuleType) -> None:
    fill(ledger, making, "a", "bb")
    with ledger.begin() as tx:
        told = tx.forget("bb", author="me")
        (first,) = tx.outcomes().items
    assert told.weakened["outcome"] == (first.id,)
    assert told.weakened["person"]
    assert not told.gone["person"]
