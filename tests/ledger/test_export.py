"""Rows for export have the keys that scorers and other tools read."""

from __future__ import annotations

import json
from types import ModuleType

import pytest

from elchi.errors import UsageError
from elchi.ledger import Filters, Ledger


@pytest.fixture
def filled(ledger: Ledger, making: ModuleType) -> Ledger:
    with ledger.begin() as tx:
        tx.add(making.reading())
        tx.add(making.reading("b.json", tail="b", city="Bakı", published="2025-10-26"))
    return ledger


def test_people(filled: Ledger) -> None:
    with filled.view() as view:
        rows = {row["name_en"]: row for row in view.export("people")}
    row = rows["Aybek Tan"]
    assert row["names"] == ["Aybek Tan"]
    assert [(m["document"], m["name"]) for m in row["mentions"]] == [("a.json", "Aybek Tan"), ("b.json", "Aybek Tan")]


def test_engagements(filled: Ledger) -> None:
    with filled.view() as view:
        (row,) = view.export("engagements")
    assert row["kind"] == "meeting"
    assert [(r["document"], r["participants"], r["parties"], r["kind"]) for r in row["reports"]] == [
        (source, ["Aybek Tan", "Selin Su"], ["KZ", "TR"], "meeting") for source in ("a.json", "b.json")
    ]
    assert [d["field"] for d in row["disagreements"]] == ["city"]
    assert row["disagreements"][0]["values"][0] == {"value": "Baku", "documents": ["a.json"]}


def test_records_of_documents(filled: Ledger) -> None:
    with filled.view() as view:
        figure = next(view.export("figures"))
        outcome = next(view.export("outcomes", Filters(document="a.json")))
        statement = next(view.export("statements"))
        organisation = next(view.export("organisations"))
        document = next(view.export("documents"))
    assert {"document", "indicator", "value", "unit", "period", "parties"} <= set(figure)
    assert (outcome["document"], outcome["quote"], outcome["amount"]) == (
        "a.json",
        "build a satellite",
        {"value": 1e6, "currency": "USD"},
    )
    assert statement["speaker"] == "Aybek Tan"
    assert (organisation["id"], organisation["kind"], len(organisation["mentions"])) == ("AZ-works", "ministry", 2)
    assert document["source"] == "b.json"


def test_rows_are_json(filled: Ledger) -> None:
    with filled.view("2025-12") as view:
        for what in (
            "people",
            "organisations",
            "engagements",
            "outcomes",
            "statements",
            "figures",
            "documents",
            "positions",
        ):
            rows = list(view.export(what))
            assert rows
            assert json.loads(json.dumps(rows)) == rows


def test_unknown_kind(filled: Ledger) -> None:
    with filled.view() as view, pytest.raises(UsageError, match="not exported"):
        list(view.export("secrets"))
