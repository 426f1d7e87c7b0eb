"""The first schema: mentions, clusters, decisions, evidence, and the indexes that queries start from."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
LIST = sa.JSON(none_as_null=True)


def upgrade() -> None:  # noqa: PLR0915 - a list of tables
    op.create_table(
        "block",
        sa.Column("kind", KEY, nullable=False),
        sa.Column("key", KEY, nullable=False),
        sa.Column("node", KEY, nullable=False),
        sa.PrimaryKeyConstraint("kind", "key", "node", name=op.f("pk_block")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_block_node", "block", ["node"], unique=False)
    op.create_table(
        "claim",
        sa.Column("record_id", KEY, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("field", KEY, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.CheckConstraint('"start" < "end"', name=op.f("ck_claim_span")),
        sa.PrimaryKeyConstraint("record_id", "n", name=op.f("pk_claim")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("subjects", LIST, nullable=False),
        sa.Column("field", KEY, nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("made_at", KEY, nullable=False),
        sa.Column("undone_at", KEY, nullable=True),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    op.create_table(
        "document",
        sa.Column("n", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", KEY, nullable=False),
        sa.Column("source", KEY, nullable=False),
        sa.Column("url", KEY, nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("published", KEY, nullable=True),
        sa.Column("day", KEY, nullable=False),
        sa.Column("known", KEY, nullable=False),
        sa.Column("language", KEY, nullable=True),
        sa.Column("script", KEY, nullable=True),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("reader", KEY, nullable=False),
        sa.Column("first_seen", KEY, nullable=False),
        sa.Column("topics", LIST, nullable=False),
        sa.Column("warnings", LIST, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_document")),
        sa.UniqueConstraint("id", name=op.f("uq_document_id")),
    )
    op.create_index("ix_document_day_id", "document", ["day", "id"], unique=False)
    op.create_index("ix_document_language_known", "document", ["language", "known"], unique=False)
    op.create_table(
        "doubt",
        sa.Column("record_id", KEY, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("doubt", sa.Text(), nullable=False),
        sa.Column("known", KEY, nullable=False),
        sa.PrimaryKeyConstraint("record_id", "n", name=op.f("pk_doubt")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_doubt_kind_known", "doubt", ["kind", "known"], unique=False)
    op.create_table(
        "engagement_person",
        sa.Column("engagement_id", KEY, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("mention_id", KEY, nullable=False),
        sa.PrimaryKeyConstraint("engagement_id", "n", name=op.f("pk_engagement_person")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_engagement_person_mention_id", "engagement_person", ["mention_id"], unique=False)
    op.create_table(
        "event",
        sa.Column("id", KEY, nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("status", KEY, nullable=False),
        sa.Column("first_day", KEY, nullable=False),
        sa.Column("last_day", KEY, nullable=False),
        sa.Column("known", KEY, nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    op.create_index("ix_event_first_day_id", "event", ["first_day", "id"], unique=False)
    op.create_index("ix_event_kind_first_day", "event", ["kind", "first_day"], unique=False)
    op.create_index("ix_event_status_first_day", "event", ["status", "first_day"], unique=False)
    op.create_table(
        "link",
        sa.Column("a", KEY, nullable=False),
        sa.Column("b", KEY, nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("verdict", KEY, nullable=False),
        sa.Column("score", sa.Float(precision=53), nullable=False),
        sa.Column("reasons", LIST, nullable=False),
        sa.CheckConstraint("a < b", name=op.f("ck_link_order")),
        sa.PrimaryKeyConstraint("a", "b", name=op.f("pk_link")),
    )
    op.create_index("ix_link_b", "link", ["b"], unique=False)
    op.create_index("ix_link_kind_verdict_score", "link", ["kind", "verdict", "score"], unique=False)
    op.create_table(
        "name_token",
        sa.Column("kind", KEY, nullable=False),
        sa.Column("token", KEY, nullable=False),
        sa.Column("record_id", KEY, nullable=False),
        sa.PrimaryKeyConstraint("kind", "token", "record_id", name=op.f("pk_name_token")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_name_token_record_id", "name_token", ["record_id"], unique=False)
    op.create_table(
        "node",
        sa.Column("id", KEY, nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("cluster_id", KEY, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_node")),
    )
    op.create_index("ix_node_cluster_id", "node", ["cluster_id"], unique=False)
    op.create_table(
        "organisation",
        sa.Column("id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("names", LIST, nullable=False),
        sa.Column("names_en", LIST, nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("state", KEY, nullable=True),
        sa.Column("first_seen", KEY, nullable=False),
        sa.Column("last_seen", KEY, nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    op.create_index("ix_organisation_last_seen_id", "organisation", ["last_seen", "id"], unique=False)
    op.create_index("ix_organisation_state_last_seen", "organisation", ["state", "last_seen"], unique=False)
    op.create_table(
        "pair",
        sa.Column("a", KEY, nullable=False),
        sa.Column("b", KEY, nullable=False),
        sa.Column("day", KEY, nullable=False),
        sa.Column("event_id", KEY, nullable=False),
        sa.PrimaryKeyConstraint("event_id", "a", "b", name=op.f("pk_pair")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_pair_a_b_day_event_id", "pair", ["a", "b", "day", "event_id"], unique=False)
    op.create_table(
        "party",
        sa.Column("kind", KEY, nullable=False),
        sa.Column("party", KEY, nullable=False),
        sa.Column("day", KEY, nullable=False),
        sa.Column("record_id", KEY, nullable=False),
        sa.PrimaryKeyConstraint("record_id", "party", name=op.f("pk_party")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_party_kind_party_day_record_id", "party", ["kind", "party", "day", "record_id"], unique=False)
    op.create_table(
        "person",
        sa.Column("id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("names", LIST, nullable=False),
        sa.Column("names_en", LIST, nullable=False),
        sa.Column("position", KEY, nullable=True),
        sa.Column("position_class", KEY, nullable=True),
        sa.Column("represents", KEY, nullable=True),
        sa.Column("position_day", KEY, nullable=False),
        sa.Column("first_seen", KEY, nullable=False),
        sa.Column("last_seen", KEY, nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_index("ix_person_last_seen_id", "person", ["last_seen", "id"], unique=False)
    op.create_index("ix_person_represents_last_seen", "person", ["represents", "last_seen"], unique=False)
    op.create_table(
        "topic",
        sa.Column("kind", KEY, nullable=False),
        sa.Column("topic", KEY, nullable=False),
        sa.Column("day", KEY, nullable=False),
        sa.Column("record_id", KEY, nullable=False),
        sa.PrimaryKeyConstraint("record_id", "topic", name=op.f("pk_topic")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_topic_kind_topic_day_record_id", "topic", ["kind", "topic", "day", "record_id"], unique=False)
    op.create_table(
        "decision_subject",
        sa.Column("subject", KEY, nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_decision_subject_decision_id")),
        sa.PrimaryKeyConstraint("subject", "decision_id", name=op.f("pk_decision_subject")),
    )
    op.create_index("ix_decision_subject_decision_id", "decision_subject", ["decision_id"], unique=False)
    op.create_table(
        "engagement",
        sa.Column("id", KEY, nullable=False),
        sa.Column("document_id", KEY, nullable=False),
        sa.Column("node", KEY, nullable=False),
        sa.Column("event_id", KEY, nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("status", KEY, nullable=False),
        sa.Column("date", KEY, nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("country", KEY, nullable=True),
        sa.Column("within", sa.Text(), nullable=True),
        sa.Column("participants", LIST, nullable=False),
        sa.Column("parties", LIST, nullable=False),
        sa.Column("topics", LIST, nullable=False),
        sa.Column("spans", LIST, nullable=False),
        sa.Column("doubts", LIST, nullable=False),
        sa.Column("first_day", KEY, nullable=False),
        sa.Column("last_day", KEY, nullable=False),
        sa.Column("known", KEY, nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_engagement_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_engagement")),
    )
    op.create_index(op.f("ix_engagement_document_id"), "engagement", ["document_id"], unique=False)
    op.create_index("ix_engagement_event_id", "engagement", ["event_id"], unique=False)
    op.create_index("ix_engagement_node", "engagement", ["node"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("outcome_id", KEY, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("document_id", KEY, nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(precision=53), nullable=False),
        sa.Column("reasons", LIST, nullable=False),
        sa.Column("other_id", KEY, nullable=True),
        sa.Column("known", KEY, nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_evidence_document_id")),
        sa.PrimaryKeyConstraint("outcome_id", "n", name=op.f("pk_evidence")),
    )
    op.create_index(op.f("ix_evidence_document_id"), "evidence", ["document_id"], unique=False)
    op.create_table(
        "figure",
        sa.Column("id", KEY, nullable=False),
        sa.Column("document_id", KEY, nullable=False),
        sa.Column("indicator", KEY, nullable=False),
        sa.Column("value", sa.Float(precision=53), nullable=False),
        sa.Column("unit", KEY, nullable=False),
        sa.Column("period", KEY, nullable=True),
        sa.Column("parties", LIST, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("day", KEY, nullable=False),
        sa.Column("known", KEY, nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_figure_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure")),
    )
    op.create_index("ix_figure_day_id", "figure", ["day", "id"], unique=False)
    op.create_index(op.f("ix_figure_document_id"), "figure", ["document_id"], unique=False)
    op.create_index("ix_figure_indicator_day", "figure", ["indicator", "day"], unique=False)
    op.create_table(
        "organisation_mention",
        sa.Column("id", KEY, nullable=False),
        sa.Column("document_id", KEY, nullable=False),
        sa.Column("organisation_id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("state", KEY, nullable=True),
        sa.Column("spans", LIST, nullable=False),
        sa.Column("doubts", LIST, nullable=False),
        sa.Column("known", KEY, nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_organisation_mention_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_mention")),
    )
    op.create_index(op.f("ix_organisation_mention_document_id"), "organisation_mention", ["document_id"], unique=False)
    op.create_index(
        "ix_organisation_mention_organisation_id_known",
        "organisation_mention",
        ["organisation_id", "known"],
        unique=False,
    )
    op.create_table(
        "outcome",
        sa.Column("id", KEY, nullable=False),
        sa.Column("document_id", KEY, nullable=False),
        sa.Column("engagement_id", KEY, nullable=True),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("parties", LIST, nullable=False),
        sa.Column("topics", LIST, nullable=False),
        sa.Column("amount", sa.Float(precision=53), nullable=True),
        sa.Column("currency", KEY, nullable=True),
        sa.Column("due", KEY, nullable=True),
        sa.Column("due_day", KEY, nullable=True),
        sa.Column("opportunity", KEY, nullable=True),
        sa.Column("doubts", LIST, nullable=False),
        sa.Column("verdict", KEY, nullable=True),
        sa.Column("day", KEY, nullable=False),
        sa.Column("known", KEY, nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_outcome_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome")),
    )
    op.create_index("ix_outcome_day_id", "outcome", ["day", "id"], unique=False)
    op.create_index(op.f("ix_outcome_document_id"), "outcome", ["document_id"], unique=False)
    op.create_index("ix_outcome_due_day", "outcome", ["due_day"], unique=False)
    op.create_index("ix_outcome_engagement_id", "outcome", ["engagement_id"], unique=False)
    op.create_index("ix_outcome_kind_day", "outcome", ["kind", "day"], unique=False)
    op.create_index("ix_outcome_opportunity_day", "outcome", ["opportunity", "day"], unique=False)
    op.create_table(
        "person_mention",
        sa.Column("id", KEY, nullable=False),
        sa.Column("document_id", KEY, nullable=False),
        sa.Column("node", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("position", KEY, nullable=True),
        sa.Column("position_class", KEY, nullable=True),
        sa.Column("represents", KEY, nullable=True),
        sa.Column("spans", LIST, nullable=False),
        sa.Column("doubts", LIST, nullable=False),
        sa.Column("known", KEY, nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_person_mention_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_mention")),
    )
    op.create_index(op.f("ix_person_mention_document_id"), "person_mention", ["document_id"], unique=False)
    op.create_index("ix_person_mention_node", "person_mention", ["node"], unique=False)
    op.create_index("ix_person_mention_person_id_known", "person_mention", ["person_id", "known"], unique=False)
    op.create_index(
        "ix_person_mention_represents_position_class", "person_mention", ["represents", "position_class"], unique=False
    )
    op.create_table(
        "place",
        sa.Column("document_id", KEY, nullable=False),
        sa.Column("source", KEY, nullable=False),
        sa.Column("url", KEY, nullable=False),
        sa.Column("published", KEY, nullable=True),
        sa.Column("first_seen", KEY, nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_place_document_id")),
        sa.PrimaryKeyConstraint("document_id", "source", "url", name=op.f("pk_place")),
    )
    op.create_index("ix_place_source", "place", ["source"], unique=False)
    op.create_index("ix_place_url", "place", ["url"], unique=False)
    op.create_table(
        "statement",
        sa.Column("id", KEY, nullable=False),
        sa.Column("document_id", KEY, nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=True),
        sa.Column("mention_id", KEY, nullable=True),
        sa.Column("medium", KEY, nullable=True),
        sa.Column("day", KEY, nullable=False),
        sa.Column("known", KEY, nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_statement_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
    )
    op.create_index("ix_statement_day_id", "statement", ["day", "id"], unique=False)
    op.create_index(op.f("ix_statement_document_id"), "statement", ["document_id"], unique=False)
    op.create_index("ix_statement_mention_id", "statement", ["mention_id"], unique=False)

    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE document_search USING fts5("
            "words, content='', detail='none', tokenize='unicode61 remove_diacritics 2')"
        )
    else:
        op.create_table(
            "document_search",
            sa.Column("rowid", sa.Integer(), primary_key=True, autoincrement=False),
            sa.Column("words", TSVECTOR(), nullable=False),
        )
        op.create_index("ix_document_search_words", "document_search", ["words"], postgresql_using="gin")
