"""The full-text index of documents: each document's words, under its number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, text

Words = Sequence[str]


def index(connection: Connection, found: Sequence[tuple[int, Words]]) -> None:
    """Enter the words of documents."""
    if not found:
        return
    if connection.dialect.name == "sqlite":
        query = "INSERT INTO document_search (rowid, words) VALUES (:n, :words)"
        values: list[dict[str, Any]] = [{"n": n, "words": " ".join(words)} for n, words in found]
    else:
        query = "INSERT INTO document_search (rowid, words) VALUES (:n, array_to_tsvector(CAST(:words AS text[])))"
        values = [{"n": n, "words": list(words)} for n, words in found]
    connection.execute(text(query), values)


def unindex(connection: Connection, number: int, words: Words) -> None:
    """Take a document out; SQLite must be told the words that it was entered with."""
    if connection.dialect.name == "sqlite":
        query = "INSERT INTO document_search (document_search, rowid, words) VALUES ('delete', :n, :words)"
        connection.execute(text(query), {"n": number, "words": " ".join(words)})
    else:
        connection.execute(text("DELETE FROM document_search WHERE rowid = :n"), {"n": number})
