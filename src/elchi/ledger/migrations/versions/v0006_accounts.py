"""Accounts, sessions, tokens, attempts at logging in, and the audit log."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("name", KEY, nullable=False),
        sa.Column("role", KEY, nullable=False),
        sa.Column("password", sa.Text(), nullable=True),
        sa.Column("email", KEY, nullable=True),
        sa.Column("subject", KEY, nullable=True),
        sa.Column("made_at", KEY, nullable=False),
        sa.Column("disabled_at", KEY, nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_account")),
        sa.UniqueConstraint("email", name=op.f("uq_account_email")),
        sa.UniqueConstraint("subject", name=op.f("uq_account_subject")),
    )
    op.create_table(
        "session",
        sa.Column("hash", KEY, nullable=False),
        sa.Column("account", KEY, nullable=True),
        sa.Column("purpose", KEY, nullable=False),
        sa.Column("data", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("made_at", KEY, nullable=False),
        sa.Column("seen_at", KEY, nullable=False),
        sa.Column("expires_at", KEY, nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_session")),
        sa.ForeignKeyConstraint(["account"], ["account.name"], name=op.f("fk_session_account")),
    )
    op.create_index("ix_session_account", "session", ["account"], unique=False)
    op.create_index("ix_session_expires_at", "session", ["expires_at"], unique=False)
    op.create_table(
        "token",
        sa.Column("id", KEY, nullable=False),
        sa.Column("account", KEY, nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("scope", KEY, nullable=False),
        sa.Column("hash", KEY, nullable=False),
        sa.Column("made_at", KEY, nullable=False),
        sa.Column("expires_at", KEY, nullable=False),
        sa.Column("used_at", KEY, nullable=True),
        sa.Column("revoked_at", KEY, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_token")),
        sa.ForeignKeyConstraint(["account"], ["account.name"], name=op.f("fk_token_account")),
        sa.UniqueConstraint("hash", name=op.f("uq_token_hash")),
    )
    op.create_index("ix_token_account", "token", ["account"], unique=False)
    op.create_table(
        "attempt",
        sa.Column("key", KEY, nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("first_at", KEY, nullable=False),
        sa.Column("last_at", KEY, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_attempt")),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", KEY, nullable=False),
        sa.Column("who", KEY, nullable=False),
        sa.Column("act", KEY, nullable=False),
        sa.Column("subjects", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("detail", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index("ix_audit_who_id", "audit", ["who", "id"], unique=False)
