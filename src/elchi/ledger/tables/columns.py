"""What the tables are made of: one metadata, and a short name for every kind of column."""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, Integer, MetaData, Text
from sqlalchemy.types import TypeEngine

SCHEMA_VERSION = "0009"

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


def key(name: str, *, null: bool = False) -> Column[str]:
    """A text that is compared: an id, a code, a day."""
    return Column(name, KEY, nullable=null)


def ident() -> Column[str]:
    """A text primary key."""
    return Column("id", KEY, primary_key=True)


def listed(name: str) -> Column[object]:
    """A list or mapping, as JSON."""
    return Column(name, LIST, nullable=False)


def of_document(*, index: bool = True) -> Column[str]:
    """The document that a row was read in."""
    return Column("document_id", KEY, ForeignKey("document.id"), nullable=False, index=index)


def number(name: str) -> Column[int]:
    """A whole number."""
    return Column(name, Integer, nullable=False)
