"""Opportunities, ties and priorities found in texts, measured on golden files of our own: floors that may only rise."""

from __future__ import annotations

import json
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from elchi.model import Document, Reading
from elchi.partners import find_opportunities, find_priorities, find_ties
from elchi.reading import read

OPPORTUNITIES, IN_DOCUMENTS, TIES, PRIORITIES = 0.90, 0.75, 0.70, 0.85
EXAMPLES = Path(__file__).parents[2] / "examples" / "documents"


@pytest.fixture(scope="module")
def measuring() -> ModuleType:
    spec = spec_from_file_location("measuring", Path(__file__).parent / "measuring.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _reading(row: dict[str, str]) -> Reading:
    return read(Document(source="golden", text=row["text"], published="2025-10-01", language=row["lang"]))


def test_opportunities(measuring: ModuleType) -> None:
    rows = measuring.rows("opportunities.jsonl")
    assert sum(bool(row["types"]) for row in rows) >= 40
    assert sum(not row["types"] for row in rows) >= 40
    pairs = [({draft.type.value for draft in find_opportunities(_reading(row))}, set(row["types"])) for row in rows]
    assert measuring.f1(pairs) >= OPPORTUNITIES


def test_opportunities_in_whole_documents(measuring: ModuleType) -> None:
    pairs = []
    for row in measuring.rows("documents.jsonl"):
        told = json.loads((EXAMPLES / f"{row['document']}.json").read_text("utf-8"))
        reading = read(Document(source=row["document"], text=told["text"], published=told["published"]))
        pairs.append(({draft.type.value for draft in find_opportunities(reading)}, set(row["types"])))
    assert sum(not want for _, want in pairs) >= 40
    assert measuring.f1(pairs) >= IN_DOCUMENTS


def test_ties_and_priorities(measuring: ModuleType) -> None:
    rows = measuring.rows("ecosystems.jsonl")
    readings = [_reading(row) for row in rows]
    ties = [
        ({(t.one.name, t.kind.value, t.other.name) for t in find_ties(r)}, {tuple(t) for t in row["ties"]})
        for r, row in zip(readings, rows)
    ]
    aims = [
        ({(p.region, p.topic.value) for p in find_priorities(r)}, {tuple(p) for p in row["priorities"]})
        for r, row in zip(readings, rows)
    ]
    assert sum(len(want) for _, want in ties) >= 40
    assert sum(len(want) for _, want in aims) >= 20
    assert measuring.f1(ties) >= TIES
    assert measuring.f1(aims) >= PRIORITIES


def test_a_draft_cites_its_words() -> None:
    text = "The Ambassador extended an invitation to transfer Turkish production enterprises to Kazakhstan."
    (draft,) = find_opportunities(_reading({"text": text, "lang": "en"}))
    assert draft.type == "REL"
    assert text[draft.span.start : draft.span.end] == draft.quote
