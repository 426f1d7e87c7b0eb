"""What a query asks: one frozen object of filters for all of them, and the page it is answered with.

A filter that makes no sense for a query is ignored by it (a figure has no person). Dates may be a day, a month or a
year; `since` and `until` include their whole period, and a record matches when its own period touches theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

Row = TypeVar("Row")
Other = TypeVar("Other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Everything that can narrow a query; what is None or empty does not narrow.

    - states: ids of states or organisations; all of them must be parties (people, organisations: represent one of them)
    - person: a person's id, or words of a name in any spelling the ledger has
    - organisation: an organisation's id or words of its name (organisations; people and engagements: as party)
    - topic: one of the 43; kind: engagement, outcome, position class, organisation kind or indicator, by the query
    - status: of an engagement, an editor's verdict on an outcome; opportunity: type code of an outcome, or "any"
    - due_by: outcomes with a due date that has passed by this day
    - document: a document's id or source; engagement: an engagement's id
    - language: of the document; text: words of the document's text (each word also finds its suffixed forms)
    - entered_after: number of a document (its `n`); what was read in documents that were entered later
    - limit: most rows of a page; cursor: the `next_cursor` of the page before
    """

    states: tuple[str, ...] = ()
    person: str | None = None
    organisation: str | None = None
    topic: str | None = None
    kind: str | None = None
    status: str | None = None
    opportunity: str | None = None
    since: str | None = None
    until: str | None = None
    due_by: str | None = None
    document: str | None = None
    engagement: str | None = None
    language: str | None = None
    text: str | None = None
    entered_after: int | None = None
    limit: int = 50
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows in order, and where to go on: `next_cursor` is None on the last page."""

    items: tuple[Row, ...]
    next_cursor: str | None = None

    def __iter__(self) -> Iterator[Row]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def of(self, items: Iterable[Other]) -> Page[Other]:
        """Other rows in place of these, going on where this page does."""
        return Page(tuple(items), self.next_cursor)


def walk(query: Callable[[Filters], Page[Row]], filters: Filters | None = None, *, size: int = 500) -> Iterator[Row]:
    """Every row of a query, page by page: ``walk(view.outcomes, Filters(topic="space"))``."""
    asked = replace(filters or Filters(), limit=size)
    while True:
        page = query(asked)
        yield from page.items
        if page.next_cursor is None:
            return
        asked = replace(asked, cursor=page.next_cursor)
