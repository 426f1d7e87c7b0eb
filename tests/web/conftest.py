"""A ledger of the example documents behind the application: in process for contracts, on a port for the browser."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient

from elchi.joining import open_ledger
from elchi.ledger import Added, Filters, Ledger, Proposal
from elchi.pipeline import SourceOptions, add_inputs
from elchi.settings import Settings
from elchi.web import create_app

EXAMPLES = Path(__file__).parent.parent.parent / "examples" / "documents"
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def asking(app: FastAPI) -> TestClient:
    """A client on this machine, which is what the application is known by."""
    return TestClient(app, base_url="http://127.0.0.1")


@pytest.fixture(scope="session")
def ledger_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger that holds all example documents."""
    path = tmp_path_factory.mktemp("web") / "examples.db"
    with open_ledger(path) as ledger:
        results = list(add_inputs(ledger, [str(EXAMPLES)], SourceOptions(), batch=100))
        read = sum(isinstance(result, Added) for _, result in results)
        assert read > 0.9 * len(results), "that every example is read is for other tests to see"
    return path


@pytest.fixture(scope="session")
def client(ledger_path: Path) -> Iterator[TestClient]:
    with asking(create_app(Settings(ledger=str(ledger_path)))) as client:
        yield client


@pytest.fixture
def own_client(own_path: Path) -> Iterator[TestClient]:
    """An application on a copy of the ledger, for tests that decide something."""
    with asking(create_app(Settings(ledger=str(own_path)))) as client:
        yield client


@pytest.fixture(scope="session")
def empty_client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with asking(create_app(Settings(ledger=str(tmp_path_factory.mktemp("empty") / "empty.db")))) as client:
        yield client


@pytest.fixture(scope="session")
def ledger(ledger_path: Path) -> Iterator[Ledger]:
    with open_ledger(ledger_path) as ledger:
        yield ledger


@pytest.fixture(scope="session")
def peopled(ledger: Ledger) -> Any:
    """An engagement of Türkiye in which two people take part, with a date and a place that its words tell."""
    with ledger.view() as view:
        for one in view.engagements(Filters(states=("TR",), kind="meeting", status="held", limit=200)).items:
            found = view.engagement(one.id)
            told = {claim.field for claim in found.reports[0].claims}
            if len(one.participants) == 2 and found.outcomes and {"kind", "date", "place"} <= told:
                return found
    raise AssertionError("no example tells of such a meeting")


@contextmanager
def served(path: Path) -> Iterator[str]:
    """An application on a free port of this machine; yields its address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(create_app(Settings(ledger=str(path))), log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="session")
def site(ledger_path: Path) -> Iterator[str]:
    """The address of a served application."""
    with served(ledger_path) as address:
        yield address


@pytest.fixture
def own_path(ledger_path: Path, tmp_path: Path) -> Path:
    """A copy of the ledger, for tests that decide something."""
    with open_ledger(ledger_path) as ledger, ledger.begin():  # what is in the write-ahead log is readable by the copy
        copy = tmp_path / "copy.db"
        for suffix in ("", "-wal"):
            if (source := ledger_path.with_name(ledger_path.name + suffix)).exists():
                shutil.copy(source, copy.with_name(copy.name + suffix))
    return copy


@pytest.fixture
def own_site(own_path: Path) -> Iterator[str]:
    with served(own_path) as address:
        yield address


@pytest.fixture
def queued(own_path: Path) -> tuple[str, str]:
    """Two people whom identity is unsure of, and nobody else."""
    with open_ledger(own_path) as ledger, ledger.begin() as transaction:
        one, other = (transaction.person(row.id).mentions[0].node for row in transaction.people(Filters(limit=2)).items)
        for waiting in transaction.review("person", limit=500):
            transaction.decide("unsure", (waiting.a, waiting.b), author="test")
        transaction.link("person", [Proposal(a=min(one, other), b=max(one, other), verdict="unsure", score=0.5)])
    return one, other


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A headless Chromium; tests that need it are skipped where there is none."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not program:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="pip install playwright")
    with tempfile.TemporaryDirectory() as profile, playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=program, headless=True, args=[*FLAGS, f"--disk-cache-dir={profile}"]
        )
        yield browser
        browser.close()
