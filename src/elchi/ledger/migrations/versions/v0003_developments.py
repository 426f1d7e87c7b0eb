"""What documents say is done about something, and the keys by which promises and later news of them find each other."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
LIST = sa.JSON(none_as_null=True)


def upgrade() -> None:
    op.create_table(
        "development",
        sa.Column("id", KEY, nullable=False),
        sa.Column("document_id", KEY, nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("acts", LIST, nullable=False),
        sa.Column("concepts", LIST, nullable=False),
        sa.Column("parties", LIST, nullable=False),
        sa.Column("places", LIST, nullable=False),
        sa.Column("facts", LIST, nullable=False),
        sa.Column("known", KEY, nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_development_document_id_document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_development")),
    )
    op.create_index("ix_development_document_id", "development", ["document_id"], unique=False)
    op.create_table(
        "about",
        sa.Column("kind", KEY, nullable=False),
        sa.Column("key", KEY, nullable=False),
        sa.Column("known", KEY, nullable=False),
        sa.Column("record_id", KEY, nullable=False),
        sa.PrimaryKeyConstraint("record_id", "key", name=op.f("pk_about")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_about_kind_key_known_record_id", "about", ["kind", "key", "known", "record_id"], unique=False)
