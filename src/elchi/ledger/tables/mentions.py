"""What documents say: the documents, where they were found, and everything read in them, each row with its spans.

`doubt` holds what the reader was not sure of, for the review queue.
"""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from elchi.ledger.tables.columns import KEY, ident, key, listed, metadata, number, of_document

document = Table(
    "document",
    metadata,
    # The row number ties the document to its row in the full-text index.
    Column("n", Integer, primary_key=True, autoincrement=True),
    key("id"),
    key("source"),
    key("url", null=True),
    Column("title", Text),
    key("published", null=True),
    key("day"),
    key("known"),
    key("language", null=True),
    key("script", null=True),
    number("length"),
    key("reader"),
    key("first_seen"),
    listed("topics"),
    listed("warnings"),
    Column("text", Text, nullable=False),
    UniqueConstraint("id"),
    Index("ix_document_day_id", "day", "id"),
    Index("ix_document_language_known", "language", "known"),
)

place = Table(
    "place",
    metadata,
    Column("document_id", KEY, ForeignKey("document.id"), nullable=False),
    key("source"),
    key("url"),  # empty where unknown, so that it can be part of the key
    key("published", null=True),
    key("first_seen"),
    PrimaryKeyConstraint("document_id", "source", "url"),
    Index("ix_place_source", "source"),
    Index("ix_place_url", "url"),
)

person_mention = Table(
    "person_mention",
    metadata,
    ident(),
    of_document(),
    key("node"),
    key("person_id"),
    Column("name", Text, nullable=False),
    Column("name_en", Text),
    key("position", null=True),
    key("position_class", null=True),
    key("represents", null=True),
    listed("spans"),
    listed("doubts"),
    key("known"),
    Index("ix_person_mention_node", "node"),
    Index("ix_person_mention_person_id_known", "person_id", "known"),
    Index("ix_person_mention_person_id_position_known", "person_id", "position", "known"),
    Index("ix_person_mention_represents_position_class", "represents", "position_class"),
)

organisation_mention = Table(
    "organisation_mention",
    metadata,
    ident(),
    of_document(),
    key("organisation_id"),
    Column("name", Text, nullable=False),
    Column("name_en", Text),
    key("kind"),
    key("state", null=True),
    listed("spans"),
    listed("doubts"),
    key("known"),
    Index("ix_organisation_mention_organisation_id_known", "organisation_id", "known"),
)

engagement = Table(
    "engagement",
    metadata,
    ident(),
    of_document(),
    key("node"),
    key("event_id"),
    key("kind"),
    key("status"),
    key("date", null=True),
    Column("city", Text),
    key("country", null=True),
    Column("within", Text),
    listed("participants"),
    listed("parties"),
    listed("topics"),
    listed("spans"),
    listed("doubts"),
    key("first_day"),
    key("last_day"),
    key("known"),
    Index("ix_engagement_node", "node"),
    Index("ix_engagement_event_id", "event_id"),
)

engagement_person = Table(
    "engagement_person",
    metadata,
    key("engagement_id"),
    number("n"),
    key("mention_id"),
    PrimaryKeyConstraint("engagement_id", "n"),
    Index("ix_engagement_person_mention_id", "mention_id"),
    sqlite_with_rowid=False,
)

outcome = Table(
    "outcome",
    metadata,
    ident(),
    of_document(),
    key("engagement_id", null=True),
    key("kind"),
    Column("quote", Text, nullable=False),
    number("start"),
    number("end"),
    listed("parties"),
    listed("topics"),
    Column("amount", Float(53)),
    key("currency", null=True),
    key("due", null=True),
    key("due_day", null=True),
    key("opportunity", null=True),
    listed("doubts"),
    key("verdict", null=True),
    key("day"),
    key("known"),
    Index("ix_outcome_day_id", "day", "id"),
    Index("ix_outcome_kind_day", "kind", "day"),
    Index("ix_outcome_due_day", "due_day"),
    Index("ix_outcome_opportunity_day", "opportunity", "day"),
    Index("ix_outcome_engagement_id", "engagement_id"),
    Index(
        "ix_outcome_offered",
        "day",
        "id",
        sqlite_where=text("opportunity IS NOT NULL"),
        postgresql_where=text("opportunity IS NOT NULL"),
    ),
)

statement = Table(
    "statement",
    metadata,
    ident(),
    of_document(),
    Column("quote", Text, nullable=False),
    number("start"),
    number("end"),
    Column("speaker", Text),
    key("mention_id", null=True),
    key("medium", null=True),
    key("day"),
    key("known"),
    Index("ix_statement_day_id", "day", "id"),
    Index("ix_statement_mention_id", "mention_id"),
)

figure = Table(
    "figure",
    metadata,
    ident(),
    of_document(),
    key("indicator"),
    Column("value", Float(53), nullable=False),
    key("unit"),
    key("period", null=True),
    listed("parties"),
    number("start"),
    number("end"),
    key("day"),
    key("known"),
    Index("ix_figure_day_id", "day", "id"),
    Index("ix_figure_indicator_day", "indicator", "day"),
)

claim = Table(
    "claim",
    metadata,
    key("record_id"),
    number("n"),
    key("field"),
    Column("value", Text, nullable=False),
    number("start"),
    number("end"),
    PrimaryKeyConstraint("record_id", "n"),
    CheckConstraint('"start" < "end"', name="span"),
    sqlite_with_rowid=False,
)

doubt = Table(
    "doubt",
    metadata,
    key("record_id"),
    number("n"),
    key("kind"),
    Column("doubt", Text, nullable=False),
    key("known"),
    PrimaryKeyConstraint("record_id", "n"),
    Index("ix_doubt_kind_known", "kind", "known"),
    sqlite_with_rowid=False,
)
