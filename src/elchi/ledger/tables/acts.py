"""What is thought and decided: identity's nodes, links and blocks, editors' decisions, follow-through's evidence."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Float, ForeignKey, Index, Integer, PrimaryKeyConstraint, Table, Text

from elchi.ledger.tables.columns import ident, key, listed, metadata, number, of_document

node = Table(
    "node",
    metadata,
    ident(),
    key("kind"),
    key("cluster_id"),
    Index("ix_node_cluster_id", "cluster_id"),
)

link = Table(
    "link",
    metadata,
    key("a"),
    key("b"),
    key("kind"),
    key("verdict"),
    Column("score", Float(53), nullable=False),
    listed("reasons"),
    PrimaryKeyConstraint("a", "b"),
    CheckConstraint("a < b", name="order"),
    Index("ix_link_b", "b"),
    Index("ix_link_kind_verdict_score", "kind", "verdict", "score"),
)

block = Table(
    "block",
    metadata,
    key("kind"),
    key("key"),
    key("node"),
    PrimaryKeyConstraint("kind", "key", "node"),
    Index("ix_block_node", "node"),
    sqlite_with_rowid=False,
)

decision = Table(
    "decision",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    key("kind"),
    listed("subjects"),
    key("field", null=True),
    Column("value", Text),
    Column("author", Text, nullable=False),
    Column("note", Text),
    key("made_at"),
    key("undone_at", null=True),
    Column("undone_by", Text),
)

decision_subject = Table(
    "decision_subject",
    metadata,
    key("subject"),
    Column("decision_id", Integer, ForeignKey("decision.id"), nullable=False),
    PrimaryKeyConstraint("subject", "decision_id"),
    Index("ix_decision_subject_decision_id", "decision_id"),
)

evidence = Table(
    "evidence",
    metadata,
    key("outcome_id"),
    number("n"),
    key("kind"),
    of_document(),
    Column("quote", Text, nullable=False),
    number("start"),
    number("end"),
    Column("score", Float(53), nullable=False),
    listed("reasons"),
    key("other_id", null=True),
    key("known"),
    PrimaryKeyConstraint("outcome_id", "n"),
)
