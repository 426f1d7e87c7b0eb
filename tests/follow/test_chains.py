"""Follow-through from texts to statuses, across languages: each chain is read, entered and asked on several days."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from elchi.joining import join, open_ledger
from elchi.ledger import Ledger, View, walk
from elchi.model import Document
from elchi.pursuing import Followed, follow_up, followed
from elchi.reading import read

_spec = importlib.util.spec_from_file_location("follow_chains", Path(__file__).with_name("chains.py"))
assert _spec is not None
assert _spec.loader is not None
_module = importlib.util.module_from_spec(_spec)
sys.modules[_spec.name] = _module
_spec.loader.exec_module(_module)
CHAINS = _module.CHAINS


def entered(place: Path, name: str, *, order: int = 1) -> Ledger:
    """A ledger with the documents of a chain, each added by itself, in their order or the reverse."""
    ledger = open_ledger(place / "ledger.db")
    documents = [
        Document(source=f"d{number}", text=text, published=published, language=language)
        for number, (language, published, text) in enumerate(CHAINS[name].documents, 1)
    ]
    for document in documents[::order]:
        reading = read(document)
        with ledger.begin() as tx:
            tx.add(reading)
            join(tx, [reading])
            follow_up(tx, [reading])
    return ledger


def told(view: View, chain: str, number: int, words: str, day: str) -> Followed:
    """What came of the promise in these words of a document."""
    text = CHAINS[chain].documents[number - 1][2]
    start = text.index(words)
    rows = [row for row in walk(view.outcomes) if row.source == f"d{number}"]
    rows = [row for row in rows if min(row.span.end, start + len(words)) - max(row.span.start, start) > len(words) / 2]
    assert rows, f"no outcome was read in {words!r}"
    return next(followed(view, rows, day))


@pytest.fixture(params=[1, -1], ids=["in order", "backwards"])
def order(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.mark.parametrize("name", CHAINS)
def test_what_came_of_a_promise(tmp_path: Path, name: str, order: int) -> None:
    with entered(tmp_path, name, order=order) as ledger:
        for number, words, statuses, repeats in CHAINS[name].promises:
            for day, status, documents in statuses:
                with ledger.view(as_of=day) as view:
                    row = told(view, name, number, words, day)
                assert row.life.status == status, f"{words[:60]!r} as of {day}"
                if documents:
                    assert {one.source for one in row.life.deciding} == {f"d{n}" for n in documents}
            assert {one.source for one in row.life.repeats} == {f"d{n}" for n in repeats}


def test_evidence_says_why_it_belongs(tmp_path: Path) -> None:
    name = "a satellite, from Turkmen to Russian"
    asked = CHAINS[name].promises[0]
    with entered(tmp_path, name) as ledger, ledger.view(as_of="2022-03-01") as view:
        row = told(view, name, asked.document, asked.words, "2022-03-01")
    delivery = row.life.deciding[0]
    reasons = [reason for reason, _ in delivery.reasons]
    assert "object: satellite" in reasons
    assert any("TM, TR" in reason for reason in reasons)
    assert delivery.score == pytest.approx(sum(weight for _, weight in delivery.reasons), abs=0.01)
    assert delivery.quote in CHAINS[name].documents[2][2]


def test_reading_again_changes_nothing(tmp_path: Path) -> None:
    name = "a university, and another country's in another city"
    with entered(tmp_path, name) as ledger:
        with ledger.view() as view:
            before = view.evidence([row.id for row in walk(view.outcomes)])
        language, published, text = CHAINS[name].documents[3]
        reading = read(Document(source="d4", text=text, published=published, language=language))
        with ledger.begin() as tx:
            tx.add_all([reading], force=True)
            follow_up(tx, [reading])
        with ledger.view() as view:
            assert view.evidence([row.id for row in walk(view.outcomes)]) == before


def test_unrelated_chains_deliver_nothing_to_each_other(tmp_path: Path) -> None:
    """Every document of all chains in one ledger: no promise is delivered by a document of another chain."""
    owners: dict[str, str] = {}
    readings = []
    for name, chain in CHAINS.items():
        for number, (language, published, text) in enumerate(chain.documents, 1):
            source = f"{name}/{number}"
            owners[source] = name
            readings.append(read(Document(source=source, text=text, published=published, language=language)))
    with open_ledger(tmp_path / "ledger.db") as ledger:
        with ledger.begin() as tx:
            tx.add_all(readings)
            follow_up(tx, readings)
        with ledger.view() as view:
            rows = list(followed(view, walk(view.outcomes), "2025-12-31"))
    wrong = [
        (row.outcome.quote, one.quote)
        for row in rows
        for one in row.life.deciding
        if one.kind in {"delivery", "cancellation"} and owners[one.source] != owners[row.outcome.source]
    ]
    assert wrong == []
