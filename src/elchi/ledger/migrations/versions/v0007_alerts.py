"""Alerts: saved searches, the notices of what they found, and the messages on their way."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def _alert_id(table: str) -> tuple[sa.Column[str], sa.ForeignKeyConstraint]:
    key = sa.ForeignKeyConstraint(["alert_id"], ["alert.id"], name=op.f(f"fk_{table}_alert_id_alert"))
    return sa.Column("alert_id", KEY, nullable=False), key


def upgrade() -> None:
    op.create_table(
        "alert",
        sa.Column("id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("asks", sa.JSON(), nullable=False),
        *(sa.Column(name, KEY, nullable=False) for name in ("language", "owner", "made_at")),
        sa.Column("since_n", sa.Integer(), nullable=False),
        sa.Column("seen_n", sa.Integer(), nullable=False),
        sa.Column("seen", KEY, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert")),
    )
    op.create_table(
        "alert_address",
        *_alert_id("alert_address"),
        sa.Column("address", KEY, nullable=False),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("alert_id", "address", name=op.f("pk_alert_address")),
    )
    op.create_table(
        "notice",
        sa.Column("n", sa.Integer(), autoincrement=True, nullable=False),
        *_alert_id("notice"),
        *(sa.Column(name, KEY, nullable=False) for name in ("key", "kind", "record_id")),
        sa.Column("document_id", KEY, nullable=True),
        sa.Column("value", KEY, nullable=True),
        sa.Column("found_at", KEY, nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_notice_document_id_document")),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_notice")),
        sa.UniqueConstraint("alert_id", "key", name=op.f("uq_notice_alert_id_key")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_notice_document_id", "notice", ["document_id"], unique=False)
    op.create_index("ix_notice_alert_id_record_id", "notice", ["alert_id", "record_id"], unique=False)
    op.create_table(
        "standing",
        *_alert_id("standing"),
        sa.Column("outcome_id", KEY, nullable=False),
        sa.Column("status", KEY, nullable=False),
        sa.PrimaryKeyConstraint("alert_id", "outcome_id", name=op.f("pk_standing")),
    )
    op.create_table(
        "message",
        sa.Column("id", KEY, nullable=False),
        *_alert_id("message"),
        sa.Column("address", KEY, nullable=False),
        sa.Column("after", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=False),
        sa.Column("made_at", KEY, nullable=False),
        sa.Column("next_at", KEY, nullable=False),
        sa.Column("sent_at", KEY, nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
    )
    op.create_index("ix_message_sent_at_next_at", "message", ["sent_at", "next_at"], unique=False)
