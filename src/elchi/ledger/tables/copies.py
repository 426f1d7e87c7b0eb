"""Texts that are one: each document's sketch with the text it is a copy of, and the keys that find look-alikes.

Both go by the document's row number: there are sixteen keys to a document. `text_id` is the smallest document id among
the copies of one text, so that it does not depend on which of them came first.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, PrimaryKeyConstraint, Table

from elchi.ledger.tables.columns import key, metadata, number

sketch = Table(
    "sketch",
    metadata,
    Column("n", Integer, ForeignKey("document.n"), primary_key=True, autoincrement=False),
    key("text_id"),
    Column("signature", LargeBinary, nullable=False),
    Index("ix_sketch_text_id", "text_id"),
)

sketch_key = Table(
    "sketch_key",
    metadata,
    number("tree"),
    Column("key", LargeBinary, nullable=False),
    number("n"),
    PrimaryKeyConstraint("tree", "key", "n"),
    sqlite_with_rowid=False,
)
