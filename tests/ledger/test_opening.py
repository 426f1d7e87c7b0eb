"""Opening: what is set up, and the clear errors for what cannot be a ledger."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from elchi.errors import LedgerError
from elchi.ledger import Ledger, open_ledger, upgrade_ledger
from elchi.ledger.opening import open_engine
from elchi.ledger.tables import SCHEMA_VERSION, metadata


def test_it_opens_again_with_what_was_put_in(new_place: Callable[[], str], making: ModuleType) -> None:
    where = new_place()
    with open_ledger(where) as ledger, ledger.begin() as tx:
        tx.add(making.reading())
    with open_ledger(where, read_only=True) as ledger, ledger.view() as view:
        assert view.stats().documents == 1


def test_migrations_make_the_tables(where: str) -> None:
    engine = open_engine(where)
    try:
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"include_object": _ours})
            assert compare_metadata(context, metadata) == []
            assert context.get_current_revision() == SCHEMA_VERSION
    finally:
        engine.dispose()


def test_readable_views(where: str, making: ModuleType) -> None:
    with open_ledger(where) as ledger, ledger.begin() as tx:
        tx.add(making.reading())
        tx.add(making.reading("b.json", tail="b", published=None))

        def rows(name: str) -> list[dict[str, object]]:
            return [dict(row) for row in tx.connection.execute(text(f"SELECT * FROM {name}")).mappings()]  # noqa: S608

        (engagement,) = rows("v_engagements")
        assert (engagement["parties"], engagement["topics"], engagement["documents"]) == ("KZ, TR", "space", 2)
        assert engagement["participants"] == "Aybek Tan, Selin Su"
        assert {row["source"] for row in rows("v_outcomes")} == {"a.json", "b.json"}
        assert {row["name"] for row in rows("v_people")} == {"Aybek Tan", "Selin Su"}
        assert rows("v_figures")[0]["parties"] == "KZ, TR"
        assert len(rows("v_positions")) == 2


def test_a_sqlite_ledger_of_the_first_schema_is_upgraded(tmp_path: Path, making: ModuleType) -> None:
    path = tmp_path / "ledger.db"
    with open_ledger(path) as ledger, ledger.begin() as tx:
        tx.add(making.reading())
    with sqlite3.connect(path) as connection:
        for name in ("v_people", "v_positions", "v_engagements", "v_outcomes", "v_figures"):
            connection.execute(f"DROP VIEW {name}")
        for name in (
            "about",
            "development",
            "interest",
            "profile_act",
            "profile",
            "tie",
            "priority",
            "watched",
            "source_state",
            "session",
            "token",
            "account",
            "attempt",
            "audit",
            "message",
            "standing",
            "notice",
            "alert_address",
            "alert",
            "tally",
            "occupancy",
            "sketch",
            "sketch_key",
        ):
            connection.execute(f"DROP TABLE {name}")
        for name in ("ix_outcome_offered", "ix_person_mention_person_id_position_known"):
            connection.execute(f"DROP INDEX {name}")
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    with pytest.raises(LedgerError, match="old schema"):
        open_ledger(path, read_only=True)
    with open_ledger(path) as ledger, ledger.view() as view:
        assert view.connection.execute(text("SELECT count(*) FROM v_people")).scalar() == 2
        assert view.stats().documents == 1
        assert [one.count for one in view.pair_counts()] == [1], "counted beforehand from what was there"
        assert len(view.positions()) == 2
        assert view.document("a.json").document.copies == 1  # its sketch was made on the way


def _ours(_item: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
    return not (kind == "table" and name is not None and name.startswith("document_search")) and not (
        kind == "index" and name is not None and name.startswith("ix_document_search")
    )


def test_sqlite_is_set_up(tmp_path: Path) -> None:
    path = tmp_path / "with space & ü.db"
    with open_ledger(path):
        pass
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    with open_ledger(f"sqlite:///{path}", read_only=True) as ledger:
        assert ledger.where == str(path)


def test_memory() -> None:
    with open_ledger(":memory:") as ledger, ledger.view() as view:
        assert view.stats().documents == 0


def test_not_a_database(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("This is no database at all. " * 100, "utf8")
    for read_only in (False, True):
        with pytest.raises(LedgerError, match="no ledger") as caught:
            open_ledger(path, read_only=read_only)
        assert caught.value.where == str(path)
        assert caught.value.mend


def test_a_damaged_ledger(tmp_path: Path, making: ModuleType) -> None:
    path = tmp_path / "ledger.db"
    with open_ledger(path) as ledger, ledger.begin() as tx:
        tx.add_all(making.numbered(n) for n in range(60))
    damaged = bytearray(path.read_bytes())
    damaged[8192:200_000] = b"\xff" * (200_000 - 8192)
    path.write_bytes(bytes(damaged))
    with pytest.raises(LedgerError, match="damaged"), open_ledger(path) as ledger, ledger.view() as view:
        list(view.export("engagements"))


def test_another_database(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE something (x)")
    with pytest.raises(LedgerError, match="no ledger"):
        open_ledger(path)


def test_an_unknown_schema_version(new_place: Callable[[], str]) -> None:
    where = new_place()
    engine = open_engine(where)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(LedgerError, match="another Elchi"):
        open_ledger(where)


def test_read_only(tmp_path: Path, making: ModuleType) -> None:
    path = tmp_path / "ledger.db"
    with pytest.raises(LedgerError, match="does not exist"):
        open_ledger(path, read_only=True)
    with open_ledger(path) as ledger, ledger.begin() as tx:
        tx.add(making.reading())
    with open_ledger(path, read_only=True) as ledger:
        with pytest.raises(LedgerError, match="reading only"), ledger.begin():
            pass
        with ledger.view() as view:
            assert view.stats().documents == 1
    path.chmod(0o444)
    with pytest.raises(LedgerError, match="read-only"):
        open_ledger(path)


def test_impossible_places(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="is a folder"):
        open_ledger(tmp_path)
    with pytest.raises(LedgerError, match="no such folder"):
        open_ledger(tmp_path / "none" / "ledger.db")
    with pytest.raises(LedgerError, match="no kind of ledger"):
        open_ledger("mysql://host/name")


@pytest.mark.postgres
def test_missing_server() -> None:
    with pytest.raises(LedgerError, match="cannot be reached") as caught:
        open_ledger("postgresql://someone:secret@127.0.0.1:1/ledger")
    assert "secret" not in str(caught.value)


@pytest.mark.postgres
def test_missing_database(new_postgresql: Callable[..., str]) -> None:
    url = new_postgresql()
    with pytest.raises(LedgerError, match="does not exist"):
        open_ledger(url.replace("/ledger", "/nowhere"))


@pytest.mark.postgres
def test_an_old_postgresql_ledger_waits_for_its_upgrade(
    new_postgresql: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    url = new_postgresql()
    monkeypatch.setattr("elchi.ledger.opening.SCHEMA_VERSION", "0099")
    with pytest.raises(LedgerError, match="old schema"):
        open_ledger(url)


@pytest.mark.postgres
def test_an_empty_postgresql_database_is_set_up(new_postgresql: Callable[..., str]) -> None:
    url = new_postgresql(ready=False)
    with pytest.raises(LedgerError, match="holds no ledger"):
        open_ledger(url, read_only=True)
    upgrade_ledger(url)
    with open_ledger(url.replace("postgresql:", "postgres:")) as ledger, ledger.view() as view:
        assert view.stats().documents == 0


def test_an_error_inside_names_the_ledger(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match=r"refuses|cannot be used"), ledger.begin() as tx:
        tx.connection.execute(
            metadata.tables["place"].insert().values(document_id="none", source="", url="", first_seen="")
        )
