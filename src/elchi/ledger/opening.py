"""From a path or a URL to a database that is surely a ledger of this version, or to a clear error.

A path, ``sqlite:///path`` or ``:memory:`` is SQLite: created and migrated on the way. ``postgresql://…`` is a server: an
empty database gets the tables, an older ledger is left alone until somebody runs `upgrade_ledger`, because other
programs may be at work in it. Transactions are begun here, explicitly: a writing one takes its lock at once (BEGIN
IMMEDIATE; an advisory lock on PostgreSQL), so that two writers queue instead of failing halfway.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import msgspec
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DatabaseError, IntegrityError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.pool import QueuePool, StaticPool

from elchi.errors import ElchiError, LedgerError
from elchi.ledger.tables import SCHEMA_VERSION

BUSY_MILLISECONDS = 60_000
_STEPS = 20_000  # of SQLite's machine between two looks at the clock
_WRITER_LOCK = 0x656C6368  # "elch": the advisory lock that makes PostgreSQL writers queue
_JSON: dict[str, Any] = {
    "json_serializer": lambda value: msgspec.json.encode(value).decode(),
    "json_deserializer": msgspec.json.decode,
}
_NARROWER = "ask for less, or let whoever serves it raise ELCHI_REQUEST_SECONDS"
_MENDS = (
    (
        "not a database",
        "is damaged or no ledger",
        "give the path of a ledger, or move the file away to begin a new one",
    ),
    ("malformed", "is damaged", "restore a copy of it, or `sqlite3 FILE .recover` what is left"),
    ("readonly", "is read-only", "make the file and its folder writable, or write to another ledger"),
    ("read-only", "is read-only", "make the file and its folder writable, or write to another ledger"),
    ("locked", "is busy: another program is writing to it", "try again when it has finished"),
    ("unable to open", "cannot be opened", "see that the file and its folder exist and may be read"),
    ("interrupted", "was asked something that takes too long", _NARROWER),
    ("statement timeout", "was asked something that takes too long", _NARROWER),
    ("disk is full", "cannot grow: the disk is full", "make room; nothing of this transaction was kept"),
    ("does not exist", "does not exist on the server", "create the database, or correct the name"),
    ("authentication failed", "refuses the user or password", "correct the URL"),
    ("connection", "cannot be reached", "see that the PostgreSQL server runs and the URL is right"),
)


def open_engine(where: str | Path, *, read_only: bool = False) -> Engine:
    """An engine on a ledger of the current schema; raises LedgerError in every other case."""
    engine = make_engine(where, read_only=read_only)
    try:
        with errors(engine):
            prepare(engine, read_only=read_only)
    except BaseException:
        engine.dispose()
        raise
    return engine


def make_engine(where: str | Path, *, read_only: bool = False) -> Engine:
    """An engine with our connection settings, on a database that may hold anything."""
    name = str(where)
    if name.startswith(("postgresql:", "postgres:", "postgresql+psycopg:")):
        return _postgresql(name)
    if re.match(r"[a-z+]+://", name) and not name.startswith("sqlite:///"):
        raise LedgerError("is no kind of ledger", where=name, mend="give a path, or postgresql://user@host/name")
    return _sqlite(name.removeprefix("sqlite:///"), read_only=read_only)


def prepare(engine: Engine, *, read_only: bool) -> None:
    """Create, migrate or refuse, by what the database holds."""
    version, empty = _state(engine)
    if version == SCHEMA_VERSION:
        return
    from elchi.ledger.migrate import known_versions, upgrade

    name = place_of(engine)
    if version is None and not empty:
        raise LedgerError("is a database, but no ledger", where=name, mend="give another path or database")
    if version is not None and version not in known_versions():
        raise LedgerError(
            f"was written by another Elchi (schema {version}; this one knows {SCHEMA_VERSION})",
            where=name,
            mend="use the newer Elchi",
        )
    if read_only:
        what = "holds no ledger yet" if version is None else f"has the old schema {version}"
        raise LedgerError(what, where=name, mend="open it once for writing")
    if engine.dialect.name == "postgresql" and version is not None:
        raise LedgerError(f"has the old schema {version}", where=name, mend="upgrade it when nobody works in it")
    upgrade(engine)


def place_of(engine: Engine) -> str:
    """The ledger's path or URL without its password, for messages."""
    if engine.dialect.name == "sqlite":
        return unquote(str(engine.url.database or ":memory:").removeprefix("file:"))
    return engine.url.render_as_string(hide_password=True).replace("+psycopg", "")


@contextmanager
def errors(engine: Engine) -> Iterator[None]:
    """Turns the driver's errors into a LedgerError that names the ledger and the mend."""
    try:
        yield
    except ElchiError:
        raise
    except IntegrityError as error:
        raise LedgerError(f"refuses what breaks its rules: {error.orig}", where=place_of(engine)) from error
    except (OperationalError, InterfaceError, DatabaseError) as error:
        raise _explained(str(error.orig or error), place_of(engine)) from error
    except SQLAlchemyError as error:
        raise LedgerError(f"cannot be used: {error}", where=place_of(engine)) from error


def _explained(message: str, name: str) -> LedgerError:
    lowered = message.lower()
    for sign, what, mend in _MENDS:
        if sign in lowered:
            return LedgerError(what, where=name, mend=mend)
    return LedgerError(f"cannot be used: {' '.join(message.split())}", where=name)


def _state(engine: Engine) -> tuple[str | None, bool]:
    """The schema version (None without one) and whether the database is empty."""
    if engine.dialect.name == "sqlite":
        listing = "SELECT name FROM sqlite_master WHERE type = 'table'"
    else:
        listing = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
    with engine.connect() as connection:
        names = set(connection.execute(text(listing)).scalars())
        if "alembic_version" not in names or (names != {"alembic_version"} and "document" not in names):
            return None, not names
        version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return version, version is None


def _sqlite(path: str, *, read_only: bool) -> Engine:
    if path == ":memory:":
        engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}, **_JSON)
    else:
        url = _sqlite_url(Path(path), read_only=read_only)
        engine = create_engine(
            url, poolclass=QueuePool, pool_size=20, connect_args={"check_same_thread": False}, **_JSON
        )
    event.listen(engine, "connect", _set_up_read_only if read_only else _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _sqlite_url(path: Path, *, read_only: bool) -> URL:
    if path.is_dir():
        raise LedgerError("is a folder", where=str(path), mend="give the path of a file")
    if not read_only:
        if not path.absolute().parent.is_dir():
            raise LedgerError(
                "cannot be created: there is no such folder", where=str(path), mend=f"create {path.parent}"
            )
        # The mode is an intention that holds for the superuser too, whom the system would let through.
        if path.exists() and not path.stat().st_mode & 0o222:
            raise _explained("readonly", str(path))
        return URL.create("sqlite", database=str(path))
    if not path.exists():
        raise LedgerError("does not exist", where=str(path), mend="correct the path, or add documents to it first")
    query = {"mode": "ro", "uri": "true"}
    if not os.access(path.absolute().parent, os.W_OK) and not path.with_name(path.name + "-wal").exists():
        query["immutable"] = "1"  # SQLite could not create its lock files there, and nobody can be writing
    return URL.create("sqlite", database=f"file:{quote(str(path.absolute()))}", query=query)


def _set_up_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own connection
    _set_up_read_only(connection, _record)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")


def _set_up_read_only(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own connection
    connection.isolation_level = None  # transactions are ours, see `_begin_sqlite`
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute("PRAGMA temp_store = MEMORY")


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _postgresql(name: str) -> Engine:
    try:
        import psycopg  # noqa: F401 - is it there?
    except ImportError as error:
        raise LedgerError("needs the PostgreSQL driver", where=name, mend="pip install 'elchi[postgres]'") from error
    url = make_url("postgresql+psycopg:" + name.partition(":")[2])
    engine = create_engine(url, pool_pre_ping=True, pool_size=20, **_JSON)
    event.listen(engine, "begin", _begin_postgresql)
    return engine


def for_view(connection: Connection) -> Connection:
    """The connection, set so that all of its next transaction sees one moment of the database."""
    if connection.dialect.name == "postgresql":
        return connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return connection  # SQLite's transactions always do


@contextmanager
def limited(connection: Connection, seconds: float) -> Iterator[None]:
    """Lets the database give up what takes longer: all questions together on SQLite, each of them on PostgreSQL."""
    if not seconds:
        yield
    elif connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = {round(seconds * 1000)}")
        yield
    else:
        ends = time.monotonic() + seconds
        driver: Any = connection.connection.driver_connection
        driver.set_progress_handler(lambda: time.monotonic() > ends, _STEPS)
        try:
            yield
        finally:
            driver.set_progress_handler(None, 0)


def _begin_postgresql(connection: Connection) -> None:
    if connection.get_execution_options().get("writing", False):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER_LOCK})")
