"""Rows leave as JSON Lines or CSV without losing letters or harming spreadsheets."""

from __future__ import annotations

import csv
import io
import json

import pytest

from elchi.exporting import dump_json, write_csv, write_jsonl, write_rows
from elchi.model import Amount, EngagementKind, Span

ROWS = [
    {"id": "1", "names": ["Мирзиёев", "Mirziyoyev"], "value": 1.5, "none": None, "reports": [{"document": "a.txt"}]},
    {"id": "2", "names": [], "value": -2, "none": "x", "reports": []},
]


def test_json_lines_keep_letters_and_nulls() -> None:
    stream = io.StringIO()
    assert write_jsonl(ROWS, stream) == 2
    first, second = stream.getvalue().splitlines()
    assert "Мирзиёев" in first
    assert json.loads(first) == ROWS[0]
    assert json.loads(second) == ROWS[1]


def test_dataclasses_spans_and_enums_become_plain_json() -> None:
    assert dump_json(Amount(5.0, "USD")) == '{"value": 5.0, "currency": "USD"}'
    assert json.loads(dump_json({"span": Span(1, 2), "kind": EngagementKind.CALL})) == {"span": [1, 2], "kind": "call"}
    with pytest.raises(TypeError):
        dump_json([1])


def test_csv_has_a_header_and_readable_lists() -> None:
    stream = io.StringIO()
    assert write_csv(ROWS, stream) == 2
    first, second = csv.DictReader(io.StringIO(stream.getvalue()))
    assert first == {
        "id": "1",
        "names": "Мирзиёев; Mirziyoyev",
        "value": "1.5",
        "none": "",
        "reports": '[{"document": "a.txt"}]',
    }
    assert (second["value"], second["names"]) == ("-2", "")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_csv_defuses_formulas(cell: str) -> None:
    stream = io.StringIO()
    write_rows([{"a": cell, "b": [cell, "x"]}], stream, form="csv")
    row = next(csv.DictReader(io.StringIO(stream.getvalue(), newline="")))
    assert row["a"] == f"'{cell}"
    assert row["b"].startswith("'")


def test_no_rows_write_nothing() -> None:
    stream = io.StringIO()
    assert write_csv([], stream) == 0
    assert stream.getvalue() == ""
