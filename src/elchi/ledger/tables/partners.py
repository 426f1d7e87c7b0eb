"""Partnering: profiles and what became of them, expressions of interest, ties of institutions, priorities of regions.

Profiles come by hand, in bulk, or as drafts from documents, in which case they point at their words. `profile_act` is
their history; nothing in it is ever changed. Ties and priorities are claims of documents (or of an imported file).
"""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, PrimaryKeyConstraint, Table, Text

from elchi.ledger.tables.columns import KEY, ident, key, listed, metadata, of_document

profile = Table(
    "profile",
    metadata,
    ident(),
    key("type"),
    key("country"),
    key("lang"),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    listed("topics"),
    key("stage", null=True),
    key("partner"),
    listed("cooperation"),
    listed("target_countries"),
    listed("eligible_countries"),
    Column("amount", Float(53)),
    key("currency", null=True),
    key("deadline", null=True),
    key("published", null=True),
    key("expires", null=True),
    key("status"),
    Column("owner", Text, nullable=False),
    Column("document_id", KEY, ForeignKey("document.id"), nullable=True),
    Column("start", Integer),
    Column("end", Integer),
    key("changed_at"),
    Index("ix_profile_status_type", "status", "type"),
    Index("ix_profile_document_id", "document_id"),
)

profile_act = Table(
    "profile_act",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("profile_id", KEY, ForeignKey("profile.id"), nullable=False, index=True),
    key("kind"),
    Column("author", Text, nullable=False),
    Column("note", Text),
    listed("data"),
    key("made_at"),
)

interest = Table(
    "interest",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("profile_id", KEY, ForeignKey("profile.id"), nullable=False, index=True),
    Column("sender", Text, nullable=False),
    Column("message", Text, nullable=False),
    key("status"),
    key("made_at"),
    key("answered_at", null=True),
)

tie = Table(
    "tie",
    metadata,
    of_document(index=False),
    Column("n", Integer, nullable=False),
    key("kind"),
    Column("one", Text, nullable=False),
    key("one_kind"),
    key("one_state", null=True),
    Column("other", Text, nullable=False),
    key("other_kind"),
    key("other_state", null=True),
    listed("topics"),
    Column("quote", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    key("known"),
    PrimaryKeyConstraint("document_id", "n"),
    Index("ix_tie_one_state_known", "one_state", "known"),
    Index("ix_tie_other_state_known", "other_state", "known"),
)

priority = Table(
    "priority",
    metadata,
    ident(),
    key("region"),
    key("topic"),
    listed("concepts"),
    Column("quote", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("document_id", KEY, ForeignKey("document.id"), nullable=True, index=True),
    Column("start", Integer),
    Column("end", Integer),
    key("declared", null=True),
    key("known"),
    Index("ix_priority_region", "region"),
)
