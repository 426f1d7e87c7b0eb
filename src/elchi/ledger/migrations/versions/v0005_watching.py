"""What is watched: the pages that were taken in, and how their sources fare."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "watched",
        sa.Column("source", KEY, nullable=False),
        sa.Column("url", KEY, nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("modified", sa.Text(), nullable=True),
        sa.Column("seen_at", KEY, nullable=False),
        sa.Column("document", KEY, nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("source", "url", name=op.f("pk_watched")),
    )
    op.create_index("ix_watched_source_seen_at", "watched", ["source", "seen_at"], unique=False)
    op.create_table(
        "source_state",
        sa.Column("source", KEY, nullable=False),
        sa.Column("first_polled", KEY, nullable=False),
        sa.Column("last_polled", KEY, nullable=False),
        sa.Column("last_new", KEY, nullable=True),
        sa.Column("every", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_source_state")),
    )
