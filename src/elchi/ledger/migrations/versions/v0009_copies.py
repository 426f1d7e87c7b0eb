"""Sketches of texts, by which copies of one text find each other (`migrate` makes those of the documents that are there)."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "sketch",
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text_id", KEY, nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["n"], ["document.n"], name=op.f("fk_sketch_n_document")),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_sketch")),
    )
    op.create_index("ix_sketch_text_id", "sketch", ["text_id"], unique=False)
    op.create_table(
        "sketch_key",
        sa.Column("tree", sa.Integer(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tree", "key", "n", name=op.f("pk_sketch_key")),
        sqlite_with_rowid=False,
    )
