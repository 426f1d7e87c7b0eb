"""Backup and restore: a ledger as one verified SQLite file, taken while others work, and put back anywhere.

A backup is itself a ledger of the current schema, so that it can be opened, asked and checked like any other, and so that
a ledger can move between SQLite and PostgreSQL. It appears under its name when it is whole and verified, not before.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine, Integer, Table, func, select

from elchi.errors import ConflictError, LedgerError
from elchi.ledger import searching
from elchi.ledger import tables as t
from elchi.ledger.access import insert_all, pieces
from elchi.ledger.care.checking import check, damage
from elchi.ledger.folding import vocabulary
from elchi.ledger.opening import errors, for_view, make_engine, open_engine, place_of

_BATCH = 2000
_NUMBERED = tuple(
    (table, table.primary_key.columns[0].name)
    for table in t.metadata.sorted_tables
    if len(table.primary_key.columns) == 1 and isinstance(table.primary_key.columns[0].type, Integer)
)


@dataclass(frozen=True, slots=True)
class Copied:
    """What a backup or a restored ledger holds: rows by table."""

    where: str
    rows: dict[str, int]


def backup(where: str | Path, target: Path) -> Copied:
    """Copy a ledger, as it is at this moment, into a new file.

    Raises ConflictError where the target exists, LedgerError where the copy is not the ledger.
    """
    _refuse_existing(target)
    source = open_engine(where, read_only=True)
    try:
        with _unfinished(target) as partial:
            with errors(source), for_view(source.connect()) as reading, reading.begin():
                counted = _counts(reading)
                _take(reading, partial)
            _verify(partial, counted)
            partial.settle(target)
    finally:
        source.dispose()
    return Copied(str(target), counted)


def restore(source: Path, where: str | Path) -> Copied:
    """Put a backup in the place of a ledger that does not exist yet; an old schema is brought up to date on the way.

    Raises LedgerError where the backup is damaged or breaks a law, ConflictError where there is something already.
    """
    if not source.is_file():
        raise LedgerError("is no file", where=str(source), mend="give the path of a backup")
    target = None if str(where).startswith(("postgres:", "postgresql")) else Path(str(where).removeprefix("sqlite:///"))
    if target is not None:
        _refuse_existing(target)
    with _unfinished(target or Path(tempfile.gettempdir()) / "elchi-restore.db") as partial:
        original = make_engine(source, read_only=True)
        try:
            with errors(original), original.connect() as reading, reading.begin():
                _take(reading, partial)
        finally:
            original.dispose()
        engine = open_engine(partial.path)  # migrates
        try:
            with errors(engine), engine.connect() as reading, reading.begin():
                fault = next(check(reading), None)
                if fault is not None:
                    raise LedgerError(f"{fault.record} {fault.message}", where=str(source), mend="use another backup")
                counted = _counts(reading)
                if target is None:
                    _fill(reading, where)
        finally:
            engine.dispose()
        if target is not None:
            partial.settle(target)
    return Copied(str(where), counted)


class _unfinished:  # noqa: N801 - used like a function
    """A file beside the target, that goes away unless it is settled."""

    def __init__(self, target: Path) -> None:
        self.path = target.with_name(f".{target.name}.{os.getpid()}.partial")

    def __enter__(self) -> Self:
        if not self.path.absolute().parent.is_dir():
            raise LedgerError(
                "cannot be written: there is no such folder", where=str(self.path.parent), mend="create it"
            )
        self._clear()
        return self

    def __exit__(self, *_: object) -> None:
        self._clear()

    def settle(self, target: Path) -> None:
        """Give the file its name, for good."""
        with self.path.open("rb") as file:
            os.fsync(file.fileno())
        self.path.replace(target)

    def _clear(self) -> None:
        for ending in ("", "-wal", "-shm", "-journal"):
            with suppress(FileNotFoundError):
                self.path.with_name(self.path.name + ending).unlink()


def _refuse_existing(target: Path) -> None:
    if target.exists():
        raise ConflictError("exists already", where=str(target), mend="give another name, or move it away")


def _take(reading: Connection, partial: _unfinished) -> None:
    """All of a ledger into a new SQLite file."""
    if reading.dialect.name == "sqlite":
        import sqlite3

        driver = reading.connection.driver_connection
        with sqlite3.connect(partial.path) as copy:
            driver.backup(copy)  # type: ignore[union-attr]
        copy.close()
    else:
        _fill(reading, partial.path)


def _fill(reading: Connection, where: str | Path) -> None:
    """Put all rows into another, empty ledger of the same schema, in one transaction."""
    engine = open_engine(where)
    try:
        with errors(engine), engine.connect() as connection:
            writing = connection.execution_options(writing=True)
            with writing.begin():
                if any(_counts(writing).values()):
                    raise ConflictError("holds records already", where=place_of(engine), mend="give an empty database")
                for table in t.metadata.sorted_tables:
                    _copy(reading, writing, table)
                _number_on(writing)
        if engine.dialect.name == "sqlite":
            _close_log(engine)
    finally:
        engine.dispose()


def _copy(reading: Connection, writing: Connection, table: Table) -> None:
    rows = reading.execute(select(table), execution_options={"yield_per": _BATCH}).mappings()
    for batch in pieces((dict(row) for row in rows), _BATCH):
        insert_all(writing, table, batch)
        if table is t.document:
            searching.index(writing, [(r["n"], vocabulary(f"{r['title'] or ''}\n{r['text']}")) for r in batch])


def _number_on(writing: Connection) -> None:
    """PostgreSQL goes on counting behind the numbers that were copied."""
    if writing.dialect.name == "postgresql":
        for table, column in _NUMBERED:
            last = writing.execute(select(func.max(table.c[column]))).scalar()
            if last:
                sequence = func.pg_get_serial_sequence(table.name, column)
                writing.execute(select(func.setval(sequence, last)))


def _close_log(engine: Engine) -> None:
    """Bring everything from the write-ahead log into the one file."""
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _counts(connection: Connection) -> dict[str, int]:
    return {
        table.name: int(connection.execute(select(func.count()).select_from(table)).scalar() or 0)
        for table in t.metadata.sorted_tables
    }


def _verify(partial: _unfinished, counted: dict[str, int]) -> None:
    """The copy is whole, and has every row."""
    engine = make_engine(partial.path)
    try:
        with errors(engine), engine.connect() as connection:
            wrong = next(damage(connection), None)
            if wrong or _counts(connection) != counted:
                raise LedgerError(f"the copy is not the ledger: {wrong or 'rows are missing'}", mend="try again")
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA journal_mode = DELETE")
    finally:
        engine.dispose()
