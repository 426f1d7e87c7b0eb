"""What is remembered is never older than the ledger, whoever writes to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from elchi.joining import open_ledger
from elchi.ledger import Filters, View
from elchi.model import Document
from elchi.pipeline import read_document
from elchi.settings import Settings
from elchi.web import create_app
from elchi.web.remembering import Memory

TEXT = "The Minister of Energy of Azerbaijan Parviz Shahbazov met the Minister of Energy of Georgia in Tbilisi on 3 March 2025."


def test_what_another_program_adds_is_seen_at_once(own_client: TestClient, own_path: Path) -> None:
    before = own_client.get("/api/v1/stats").json()
    pairs = own_client.get("/api/v1/counts/pairs").json()
    assert own_client.get("/api/v1/stats").json() == before
    with open_ledger(own_path) as other, other.begin() as transaction:
        transaction.add(read_document(Document(source="other", text=TEXT, published="2025-03-04")))
    assert own_client.get("/api/v1/stats").json()["documents"] == before["documents"] + 1
    assert own_client.get("/api/v1/counts/pairs").json() != pairs


def test_the_same_question_is_asked_of_the_ledger_once(own_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Filters] = []
    count = View.pair_counts

    def counting(view: View, filters: Filters = Filters()) -> object:  # noqa: B008
        asked.append(filters)
        return count(view, filters)

    monkeypatch.setattr(View, "pair_counts", counting)
    with TestClient(create_app(Settings(ledger=str(own_path))), base_url="http://127.0.0.1") as client:
        for _ in range(3):
            client.get("/api/v1/counts/pairs")
        client.get("/api/v1/counts/pairs", params={"state": "TR"})
        client.get("/api/v1/counts/pairs", params={"as_of": "2022"})
    assert len(asked) == 3


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("elchi.web.remembering.MOST", 3)
    memory = Memory("none.db")
    for number in range(10):
        memory.recall("state", number, object)
    found = [memory.recall("state", number, lambda: "forgotten") for number in range(10)]
    assert found.count("forgotten") == 10  # asking in order pushes out what would have been asked next
    assert memory.recall("state", 9, lambda: "new") == "forgotten"
    assert memory.recall("other state", 9, lambda: "new") == "new"
