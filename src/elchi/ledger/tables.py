"""The tables, as SQLAlchemy Core metadata; `docs/ledger.md` explains them, the migrations create them.

What documents say stands in the mention tables (`person_mention`, `organisation_mention`, `engagement`, `outcome`,
`statement`, `figure`) with one `claim` row a field. `person`, `organisation` and `event` are summaries of clusters,
derived from them and rebuilt at will. `node`, `link`, `block` belong to identity, `decision` to editors, `evidence` to
follow-through. `party`, `topic`, `pair` and `name_token` are indexes that queries start from.

Texts compare by code point everywhere (collation C on PostgreSQL), so that both databases order alike. Days are ISO
strings; `known` is the day from which a row counts for as-of queries.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeEngine

SCHEMA_VERSION = "0001"

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

KEY: TypeEngine[str] = Text().with_variant(Text(collation="C"), "postgresql")
LIST = JSON(none_as_null=True)


def _key(name: str, *, null: bool = False) -> Column[str]:
    return Column(name, KEY, nullable=null)


def _id() -> Column[str]:
    return Column("id", KEY, primary_key=True)


def _list(name: str) -> Column[object]:
    return Column(name, LIST, nullable=False)


def _document(*, index: bool = True) -> Column[str]:
    return Column("document_id", KEY, ForeignKey("document.id"), nullable=False, index=index)


def _number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


document = Table(
    "document",
    metadata,
    # The row number ties the document to its row in the full-text index.
    Column("n", Integer, primary_key=True, autoincrement=True),
    _key("id"),
    _key("source"),
    _key("url", null=True),
    Column("title", Text),
    _key("published", null=True),
    _key("day"),
    _key("known"),
    _key("language", null=True),
    _key("script", null=True),
    _number("length"),
    _key("reader"),
    _key("first_seen"),
    _list("topics"),
    _list("warnings"),
    Column("text", Text, nullable=False),
    UniqueConstraint("id"),
    Index("ix_document_day_id", "day", "id"),
)

place = Table(
    "place",
    metadata,
    Column("document_id", KEY, ForeignKey("document.id"), nullable=False),
    _key("source"),
    _key("url"),  # empty where unknown, so that it can be part of the key
    _key("published", null=True),
    _key("first_seen"),
    PrimaryKeyConstraint("document_id", "source", "url"),
    Index("ix_place_source", "source"),
)

person_mention = Table(
    "person_mention",
    metadata,
    _id(),
    _document(),
    _key("node"),
    _key("person_id"),
    Column("name", Text, nullable=False),
    Column("name_en", Text),
    _key("position", null=True),
    _key("position_class", null=True),
    _key("represents", null=True),
    _list("spans"),
    _list("doubts"),
    _key("known"),
    Index("ix_person_mention_node", "node"),
    Index("ix_person_mention_person_id_known", "person_id", "known"),
    Index("ix_person_mention_represents_position_class", "represents", "position_class"),
)

person = Table(
    "person",
    metadata,
    _id(),
    Column("name", Text, nullable=False),
    Column("name_en", Text),
    _list("names"),  # {spelling: how many documents}
    _list("names_en"),
    _key("position", null=True),
    _key("position_class", null=True),
    _key("represents", null=True),
    _key("position_day"),
    _key("first_seen"),
    _key("last_seen"),
    _number("documents"),
    Index("ix_person_last_seen_id", "last_seen", "id"),
    Index("ix_person_represents_last_seen", "represents", "last_seen"),
)

organisation_mention = Table(
    "organisation_mention",
    metadata,
    _id(),
    _document(),
    _key("organisation_id"),
    Column("name", Text, nullable=False),
    Column("name_en", Text),
    _key("kind"),
    _key("state", null=True),
    _list("spans"),
    _list("doubts"),
    _key("known"),
    Index("ix_organisation_mention_organisation_id_known", "organisation_id", "known"),
)

organisation = Table(
    "organisation",
    metadata,
    _id(),
    Column("name", Text, nullable=False),
    Column("name_en", Text),
    _list("names"),
    _list("names_en"),
    _key("kind"),
    _key("state", null=True),
    _key("first_seen"),
    _key("last_seen"),
    _number("documents"),
    Index("ix_organisation_last_seen_id", "last_seen", "id"),
    Index("ix_organisation_state_last_seen", "state", "last_seen"),
)

engagement = Table(
    "engagement",
    metadata,
    _id(),
    _document(),
    _key("node"),
    _key("event_id"),
    _key("kind"),
    _key("status"),
    _key("date", null=True),
    Column("city", Text),
    _key("country", null=True),
    Column("within", Text),
    _list("participants"),
    _list("parties"),
    _list("topics"),
    _list("spans"),
    _list("doubts"),
    _key("first_day"),
    _key("last_day"),
    _key("known"),
    Index("ix_engagement_node", "node"),
    Index("ix_engagement_event_id", "event_id"),
)

engagement_person = Table(
    "engagement_person",
    metadata,
    _key("engagement_id"),
    _number("n"),
    _key("mention_id"),
    PrimaryKeyConstraint("engagement_id", "n"),
    Index("ix_engagement_person_mention_id", "mention_id"),
    sqlite_with_rowid=False,
)

event = Table(
    "event",
    metadata,
    _id(),
    _key("kind"),
    _key("status"),
    _key("first_day"),
    _key("last_day"),
    _key("known"),
    _number("documents"),
    Index("ix_event_first_day_id", "first_day", "id"),
    Index("ix_event_kind_first_day", "kind", "first_day"),
    Index("ix_event_status_first_day", "status", "first_day"),
)

outcome = Table(
    "outcome",
    metadata,
    _id(),
    _document(),
    _key("engagement_id", null=True),
    _key("kind"),
    Column("quote", Text, nullable=False),
    _number("start"),
    _number("end"),
    _list("parties"),
    _list("topics"),
    Column("amount", Float(53)),
    _key("currency", null=True),
    _key("due", null=True),
    _key("due_day", null=True),
    _key("opportunity", null=True),
    _list("doubts"),
    _key("verdict", null=True),
    _key("day"),
    _key("known"),
    Index("ix_outcome_day_id", "day", "id"),
    Index("ix_outcome_kind_day", "kind", "day"),
    Index("ix_outcome_due_day", "due_day"),
    Index("ix_outcome_opportunity_day", "opportunity", "day"),
    Index("ix_outcome_engagement_id", "engagement_id"),
)

statement = Table(
    "statement",
    metadata,
    _id(),
    _document(),
    Column("quote", Text, nullable=False),
    _number("start"),
    _number("end"),
    Column("speaker", Text),
    _key("mention_id", null=True),
    _key("medium", null=True),
    _key("day"),
    _key("known"),
    Index("ix_statement_day_id", "day", "id"),
    Index("ix_statement_mention_id", "mention_id"),
)

figure = Table(
    "figure",
    metadata,
    _id(),
    _document(),
    _key("indicator"),
    Column("value", Float(53), nullable=False),
    _key("unit"),
    _key("period", null=True),
    _list("parties"),
    _number("start"),
    _number("end"),
    _key("day"),
    _key("known"),
    Index("ix_figure_day_id", "day", "id"),
    Index("ix_figure_indicator_day", "indicator", "day"),
)

claim = Table(
    "claim",
    metadata,
    _key("record_id"),
    _number("n"),
    _key("field"),
    Column("value", Text, nullable=False),
    _number("start"),
    _number("end"),
    PrimaryKeyConstraint("record_id", "n"),
    CheckConstraint('"start" < "end"', name="span"),
    sqlite_with_rowid=False,
)

# What the reader was not sure of, for the review queue.
doubt = Table(
    "doubt",
    metadata,
    _key("record_id"),
    _number("n"),
    _key("kind"),
    Column("doubt", Text, nullable=False),
    _key("known"),
    PrimaryKeyConstraint("record_id", "n"),
    Index("ix_doubt_kind_known", "kind", "known"),
    sqlite_with_rowid=False,
)

# Indexes that queries start from. `kind` is document, event, outcome or figure; `day` orders without a join.
party = Table(
    "party",
    metadata,
    _key("kind"),
    _key("party"),
    _key("day"),
    _key("record_id"),
    PrimaryKeyConstraint("record_id", "party"),
    Index("ix_party_kind_party_day_record_id", "kind", "party", "day", "record_id"),
    sqlite_with_rowid=False,
)

topic = Table(
    "topic",
    metadata,
    _key("kind"),
    _key("topic"),
    _key("day"),
    _key("record_id"),
    PrimaryKeyConstraint("record_id", "topic"),
    Index("ix_topic_kind_topic_day_record_id", "kind", "topic", "day", "record_id"),
    sqlite_with_rowid=False,
)

pair = Table(
    "pair",
    metadata,
    _key("a"),
    _key("b"),
    _key("day"),
    _key("event_id"),
    PrimaryKeyConstraint("event_id", "a", "b"),
    Index("ix_pair_a_b_day_event_id", "a", "b", "day", "event_id"),
    sqlite_with_rowid=False,
)

name_token = Table(
    "name_token",
    metadata,
    _key("kind"),
    _key("token"),
    _key("record_id"),
    PrimaryKeyConstraint("kind", "token", "record_id"),
    Index("ix_name_token_record_id", "record_id"),
    sqlite_with_rowid=False,
)

node = Table(
    "node",
    metadata,
    _id(),
    _key("kind"),
    _key("cluster_id"),
    Index("ix_node_cluster_id", "cluster_id"),
)

link = Table(
    "link",
    metadata,
    _key("a"),
    _key("b"),
    _key("kind"),
    _key("verdict"),
    Column("score", Float(53), nullable=False),
    _list("reasons"),
    PrimaryKeyConstraint("a", "b"),
    CheckConstraint("a < b", name="order"),
    Index("ix_link_b", "b"),
    Index("ix_link_kind_verdict_score", "kind", "verdict", "score"),
)

block = Table(
    "block",
    metadata,
    _key("kind"),
    _key("key"),
    _key("node"),
    PrimaryKeyConstraint("kind", "key", "node"),
    Index("ix_block_node", "node"),
    sqlite_with_rowid=False,
)

decision = Table(
    "decision",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    _key("kind"),
    _list("subjects"),
    _key("field", null=True),
    Column("value", Text),
    Column("author", Text, nullable=False),
    Column("note", Text),
    _key("made_at"),
    _key("undone_at", null=True),
    Column("undone_by", Text),
)

decision_subject = Table(
    "decision_subject",
    metadata,
    _key("subject"),
    Column("decision_id", Integer, ForeignKey("decision.id"), nullable=False),
    PrimaryKeyConstraint("subject", "decision_id"),
    Index("ix_decision_subject_decision_id", "decision_id"),
)

evidence = Table(
    "evidence",
    metadata,
    _key("outcome_id"),
    _number("n"),
    _key("kind"),
    _document(),
    Column("quote", Text, nullable=False),
    _number("start"),
    _number("end"),
    Column("score", Float(53), nullable=False),
    _list("reasons"),
    _key("other_id", null=True),
    _key("known"),
    PrimaryKeyConstraint("outcome_id", "n"),
)
