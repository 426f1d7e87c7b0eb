"""Partnering profiles and their history, interests, ties of institutions, priorities of regions."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
LIST = sa.JSON(none_as_null=True)


def upgrade() -> None:
    op.create_table(
        "profile",
        sa.Column("id", KEY, nullable=False),
        *[sa.Column(name, KEY, nullable=False) for name in ("type", "country", "lang")],
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("topics", LIST, nullable=False),
        sa.Column("stage", KEY, nullable=True),
        sa.Column("partner", KEY, nullable=False),
        *[sa.Column(name, LIST, nullable=False) for name in ("cooperation", "target_countries", "eligible_countries")],
        sa.Column("amount", sa.Float(53), nullable=True),
        *[sa.Column(name, KEY, nullable=True) for name in ("currency", "deadline", "published", "expires")],
        sa.Column("status", KEY, nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("document_id", KEY, nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("changed_at", KEY, nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_profile_document_id_document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile")),
    )
    op.create_index("ix_profile_status_type", "profile", ["status", "type"], unique=False)
    op.create_index("ix_profile_document_id", "profile", ["document_id"], unique=False)
    op.create_table(
        "profile_act",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("profile_id", KEY, nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("data", LIST, nullable=False),
        sa.Column("made_at", KEY, nullable=False),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name=op.f("fk_profile_act_profile_id_profile")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile_act")),
    )
    op.create_index("ix_profile_act_profile_id", "profile_act", ["profile_id"], unique=False)
    op.create_table(
        "interest",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("profile_id", KEY, nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("status", KEY, nullable=False),
        sa.Column("made_at", KEY, nullable=False),
        sa.Column("answered_at", KEY, nullable=True),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name=op.f("fk_interest_profile_id_profile")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interest")),
    )
    op.create_index("ix_interest_profile_id", "interest", ["profile_id"], unique=False)
    op.create_table(
        "tie",
        sa.Column("document_id", KEY, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("kind", KEY, nullable=False),
        *[
            column
            for name in ("one", "other")
            for column in (
                sa.Column(name, sa.Text(), nullable=False),
                sa.Column(f"{name}_kind", KEY, nullable=False),
                sa.Column(f"{name}_state", KEY, nullable=True),
            )
        ],
        sa.Column("topics", LIST, nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("known", KEY, nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_tie_document_id_document")),
        sa.PrimaryKeyConstraint("document_id", "n", name=op.f("pk_tie")),
    )
    op.create_table(
        "priority",
        sa.Column("id", KEY, nullable=False),
        sa.Column("region", KEY, nullable=False),
        sa.Column("topic", KEY, nullable=False),
        sa.Column("concepts", LIST, nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("document_id", KEY, nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("declared", KEY, nullable=True),
        sa.Column("known", KEY, nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_priority_document_id_document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_priority")),
    )
    op.create_index("ix_priority_document_id", "priority", ["document_id"], unique=False)
    op.create_index("ix_priority_region", "priority", ["region"], unique=False)
