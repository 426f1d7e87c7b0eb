"""Rows as Parquet, with one schema for each kind, whether or not there are rows: lists and reports stay nested.

Needs pyarrow (``elchi[exports]``). Rows go out in groups, so that a ledger of any size streams.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any, BinaryIO

from elchi.exporting.needs import need
from elchi.exporting.rows import to_mapping

GROUP = 2000  # rows of a row group

# What each kind's rows hold, in the order of their keys: a type's name, a list of one, or a mapping for a nested row.
TEXTS, SPAN, SPANS = ["text"], ["whole"], [["whole"]]
_DOCUMENT = {"document": "text", "document_id": "text"}
_READ_IN = {"id": "text", **_DOCUMENT, "url": "text", "language": "text", "published": "text"}
_SEEN = {"first_seen": "text", "last_seen": "text"}
_TOLD = {"kind": "text", "status": "text", "date": "text", "city": "text", "country": "text", "within": "text"}
_OFFICE = {"name": "text", "name_en": "text", "position": "text", "position_class": "text", "represents": "text"}
SHAPES: dict[str, dict[str, Any]] = {
    "people": {
        "id": "text", "name_en": "text", "names": TEXTS, "position": "text", "position_class": "text",
        "represents": "text", **_SEEN,
        "mentions": [{**_DOCUMENT, "name": "text", "name_en": "text", "position": "text", "represents": "text", "spans": SPANS}],
    },
    "positions": {"person": "text", **_OFFICE, **_SEEN, "documents": "whole", "sources": TEXTS},
    "organisations": {
        "id": "text", "name_en": "text", "names": TEXTS, "kind": "text", "state": "text", **_SEEN,
        "mentions": [{**_DOCUMENT, "name": "text", "spans": SPANS}],
    },
    "engagements": {
        "id": "text", **_TOLD, "participants": [{"id": "text", **_OFFICE}], "parties": TEXTS, "topics": TEXTS,
        "texts": "whole",
        "reports": [{
            **_DOCUMENT, "id": "text", "text_id": "text", **_TOLD, "participants": TEXTS, "parties": TEXTS, "topics": TEXTS, "spans": SPANS,
            "published": "text", "language": "text",
        }],
        "disagreements": [{"field": "text", "values": [{"value": "text", "documents": TEXTS}]}],
    },
    "outcomes": {
        **_READ_IN, "kind": "text", "quote": "text", "parties": TEXTS, "topics": TEXTS,
        "amount": {"value": "number", "currency": "text"}, "due": "text", "opportunity": "text", "verdict": "text",
        "engagement": "text", "span": SPAN,
    },
    "statements": {**_READ_IN, "quote": "text", "speaker": "text", "medium": "text", "person": "text", "span": SPAN},
    "figures": {
        **_READ_IN, "indicator": "text", "value": "number", "unit": "text", "period": "text", "parties": TEXTS, "span": SPAN,
    },
    "documents": {
        "id": "text", "source": "text", "url": "text", "title": "text", "published": "text", "language": "text",
        "script": "text", "length": "whole", "reader": "text", "first_seen": "text", "topics": TEXTS, "places": "whole",
        "text_id": "text", "copies": "whole",
    },
    "initiatives": {
        "id": "text", "name": "text", "status": "text", "parties": TEXTS, "topics": TEXTS,
        "roles": [{"role": "text", "party": "text", "sources": TEXTS}], "place": "text",
        "since": "text", "last_heard": "text", "planned": "text", "actual": "text",
        "outcomes": [{"id": "text", **_DOCUMENT, "kind": "text", "quote": "text", "span": SPAN, "status": "text"}],
        "sources": TEXTS,
    },
}  # fmt: skip


def write_parquet(rows: Iterable[object], stream: BinaryIO, *, kind: str) -> int:
    """Write rows of one of `SHAPES`; returns how many."""
    arrow, parquet = need("pyarrow"), need("pyarrow.parquet")
    schema = arrow.schema([(name, _type(arrow, told)) for name, told in SHAPES[kind].items()])
    found, count = map(to_mapping, rows), 0
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        while group := list(islice(found, GROUP)):
            writer.write_table(arrow.Table.from_pylist(group, schema=schema))
            count += len(group)
    return count


def _type(arrow: Any, told: Any) -> Any:  # noqa: ANN401 - pyarrow ships no types
    if isinstance(told, list):
        return arrow.list_(_type(arrow, told[0]))
    if isinstance(told, dict):
        return arrow.struct([(name, _type(arrow, one)) for name, one in told.items()])
    return {"text": arrow.string(), "whole": arrow.int64(), "number": arrow.float64()}[told]
