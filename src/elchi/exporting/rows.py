"""Rows as JSON Lines or CSV, written as they come.

A row is a mapping or a dataclass. In CSV a list of plain values becomes ``a; b`` and anything deeper its JSON; a
cell that a spreadsheet would run as a formula is led by an apostrophe, for texts come from strangers.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from typing import Any, TextIO

import msgspec

FORMATS = ("jsonl", "csv")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_mapping(row: object) -> dict[str, Any]:
    """Return a row as a mapping of JSON values."""
    value = msgspec.to_builtins(row)
    if not isinstance(value, dict):
        raise TypeError(f"a row is a mapping or a dataclass, not {type(row).__name__}")
    return value


def dump_json(row: object) -> str:
    """Return one line of JSON, letters as they are."""
    return json.dumps(to_mapping(row), ensure_ascii=False)


def write_jsonl(rows: Iterable[object], stream: TextIO) -> int:
    """Write a JSON object a line; returns how many."""
    count = 0
    for row in rows:
        stream.write(dump_json(row) + "\n")
        count += 1
    return count


def write_csv(rows: Iterable[object], stream: TextIO) -> int:
    """Write a header and a line a row; the first row's keys are the columns. Returns how many rows."""
    count, columns = 0, ()  # type: int, tuple[str, ...]
    writer = csv.writer(stream)
    for row in map(to_mapping, rows):
        if not count:
            columns = tuple(row)
            writer.writerow(columns)
        writer.writerow([cell(row.get(column)) for column in columns])
        count += 1
    return count


def write_rows(rows: Iterable[object], stream: TextIO, *, form: str) -> int:
    """Write rows in one of `FORMATS`; returns how many."""
    return {"jsonl": write_jsonl, "csv": write_csv}[form](rows, stream)


def cell(value: object) -> str:
    """Return what stands in a cell of a table: never a formula."""
    if value is None:
        return ""
    if isinstance(value, list) and not any(isinstance(item, list | Mapping) for item in value):
        value = "; ".join(map(str, value))
    elif isinstance(value, list | Mapping):
        value = json.dumps(value, ensure_ascii=False)
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text
