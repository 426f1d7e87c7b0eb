"""Watching: which pages of which source were taken in, and how each source fared when it was asked last.

A page names its document without a foreign key: when a document is forgotten its page stays known, so that watching
does not bring it back.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, PrimaryKeyConstraint, Table, Text

from elchi.ledger.tables.columns import key, metadata, number

watched = Table(
    "watched",
    metadata,
    key("source"),
    key("url"),
    Column("etag", Text),
    Column("modified", Text),
    key("seen_at"),
    key("document", null=True),
    Column("error", Text),
    number("tries"),
    PrimaryKeyConstraint("source", "url"),
    Index("ix_watched_source_seen_at", "source", "seen_at"),
)

source_state = Table(
    "source_state",
    metadata,
    key("source"),
    key("first_polled"),
    key("last_polled"),
    key("last_new", null=True),
    number("every"),
    number("failures"),
    Column("last_error", Text),
    PrimaryKeyConstraint("source"),
)
