"""What watching remembers, in and out: pages that were taken in, and the state of their sources.

Which page is fetched, and what a state means, is decided by ``elchi.watching``; here it is written down and found again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, delete, func, insert, select

from elchi.ledger import tables as t


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A page of a source: the document it became or why it did not, and how often it was tried.

    With neither, it is one of the addresses that a source is found by, kept for the marks it was last given.
    """

    source: str
    url: str
    seen_at: str
    etag: str | None = None
    modified: str | None = None
    document: str | None = None
    error: str | None = None
    tries: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """How a source fared: `failures` are polls in a row that failed, `every` the minutes between polls."""

    source: str
    first_polled: str
    last_polled: str
    last_new: str | None = None
    every: int
    failures: int = 0
    last_error: str | None = None


def pages(connection: Connection, source: str) -> dict[str, Watched]:
    """All that is remembered of a source's pages, by address."""
    rows = connection.execute(select(t.watched).where(t.watched.c.source == source)).mappings()
    return {row["url"]: Watched(**row) for row in rows}


def mark(connection: Connection, page: Watched) -> None:
    """Remember a page, in place of what was remembered of it."""
    same = (t.watched.c.source == page.source) & (t.watched.c.url == page.url)
    connection.execute(delete(t.watched).where(same))
    connection.execute(insert(t.watched).values(**asdict(page)))


def states(connection: Connection) -> dict[str, SourceState]:
    """The sources that were ever asked, by name."""
    rows = connection.execute(select(t.source_state).order_by(t.source_state.c.source)).mappings()
    return {row["source"]: SourceState(**row) for row in rows}


def set_state(connection: Connection, state: SourceState) -> None:
    """Remember how a source fared."""
    connection.execute(delete(t.source_state).where(t.source_state.c.source == state.source))
    connection.execute(insert(t.source_state).values(**asdict(state)))


def taken_since(connection: Connection, moment: str) -> Mapping[str, int]:
    """How many pages of each source became documents since a moment."""
    query = (
        select(t.watched.c.source, func.count().label("n"))
        .where(t.watched.c.document.is_not(None), t.watched.c.seen_at >= moment)
        .group_by(t.watched.c.source)
    )
    return {row.source: row.n for row in connection.execute(query)}
