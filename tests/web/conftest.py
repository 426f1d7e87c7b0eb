"""A ledger of the example documents behind the application: in process for contracts, on a port for the browser."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi.testclient import TestClient

from elchi.ledger import Filters, Ledger, open_ledger
from elchi.pipeline import SourceOptions, add_inputs
from elchi.settings import Settings
from elchi.web import create_app

EXAMPLES = Path(__file__).parent.parent.parent / "examples" / "documents"
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="session")
def ledger_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger that holds all example documents."""
    path = tmp_path_factory.mktemp("web") / "examples.db"
    with open_ledger(path) as ledger:
        results = list(add_inputs(ledger, [str(EXAMPLES)], SourceOptions(), batch=100))
        assert all(not isinstance(result, Exception) for _, result in results)
    return path


@pytest.fixture(scope="session")
def client(ledger_path: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(ledger=str(ledger_path)))) as client:
        yield client


@pytest.fixture
def own_client(ledger_path: Path, tmp_path: Path) -> Iterator[TestClient]:
    """An application on a copy of the ledger, for tests that decide something."""
    copy = tmp_path / "copy.db"
    with open_ledger(ledger_path):  # the write-ahead log is folded in when the last connection closes
        pass
    shutil.copy(ledger_path, copy)
    with TestClient(create_app(Settings(ledger=str(copy)))) as client:
        yield client


@pytest.fixture(scope="session")
def empty_client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(ledger=str(tmp_path_factory.mktemp("empty") / "empty.db")))) as client:
        yield client


@pytest.fixture(scope="session")
def ledger(ledger_path: Path) -> Iterator[Ledger]:
    with open_ledger(ledger_path) as ledger:
        yield ledger


@pytest.fixture(scope="session")
def peopled(ledger: Ledger) -> Any:
    """An engagement between Kazakhstan and Türkiye in which two people take part."""
    with ledger.view() as view:
        found = view.engagements(Filters(states=("KZ", "TR"))).items
        return next(view.engagement(one.id) for one in found if len(one.participants) == 2)


@pytest.fixture(scope="session")
def site(ledger_path: Path) -> Iterator[str]:
    """The address of a served application."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        app = create_app(Settings(ledger=str(ledger_path)))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


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
