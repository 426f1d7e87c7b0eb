"""What follow-through works on: developments as documents tell them, and what records are about.

`about` holds keys of outcomes (an object and a pair of parties) and of developments (an object), so that a promise and
later news of it are found without comparing everything with everything; `kind` is outcome or development.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, PrimaryKeyConstraint, Table, Text

from elchi.ledger.tables.columns import ident, key, listed, metadata, number, of_document

development = Table(
    "development",
    metadata,
    ident(),
    of_document(),
    Column("quote", Text, nullable=False),
    number("start"),
    number("end"),
    listed("acts"),
    listed("concepts"),
    listed("parties"),
    listed("places"),
    listed("facts"),  # what else a Development holds, by field
    key("known"),
)

about = Table(
    "about",
    metadata,
    key("kind"),
    key("key"),
    key("known"),
    key("record_id"),
    PrimaryKeyConstraint("record_id", "key"),
    Index("ix_about_kind_key_known_record_id", "kind", "key", "known", "record_id"),
    sqlite_with_rowid=False,
)
