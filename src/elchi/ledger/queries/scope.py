"""What all queries share: the scope they look at, pages and cursors, and the conditions that filters become."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, Table, and_, bindparam, or_, select, text, tuple_

from elchi.errors import NotFoundError, UsageError
from elchi.ledger import decided
from elchi.ledger import tables as t
from elchi.ledger.days import first_day, last_day
from elchi.ledger.filters import Filters, Page
from elchi.ledger.folding import words
from elchi.ledger.identities import Identity
from elchi.model import Span

Record = TypeVar("Record")
Condition = ColumnElement[bool]
_PREFIX = 3  # words of so many letters also find what begins with them
_LAST = chr(0x10FFFF)


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a query looks, and as of which day (None: everything)."""

    connection: Connection
    identity: Identity
    as_of: str | None = None

    def visible(self, *known: ColumnElement[Any]) -> list[Condition]:
        """The condition that a row was known by the as-of day; days that never come later may narrow it too."""
        return [column <= self.as_of for column in known] if self.as_of else []


def spans(value: Any) -> tuple[Span, ...]:  # noqa: ANN401 - a JSON column
    """Spans as they come from a JSON column."""
    return tuple(Span(start, end) for start, end in value)


def newest(query: Select[Any], day: ColumnElement[Any], ident: ColumnElement[Any], filters: Filters) -> Select[Any]:
    """Order a query newest first, from the cursor on, one row more than the page."""
    if filters.limit < 1:
        raise UsageError(f"a page of {filters.limit} rows", mend="ask for one row or more")
    if filters.cursor:
        after = cursor_values(filters.cursor, 2)
        query = query.where(tuple_(day, ident) < tuple_(*after))
    return query.order_by(day.desc(), ident.desc()).limit(filters.limit + 1)


def paged(rows: Sequence[Any], filters: Filters, build: Callable[[Sequence[Any]], Sequence[Record]]) -> Page[Record]:
    """A page from rows that begin with (day, id), of which one too many was asked for."""
    shown = rows[: filters.limit]
    more = len(rows) > filters.limit
    return Page(tuple(build(shown)), cursor_of(shown[-1][0], shown[-1][1]) if more else None)


def cursor_of(*values: Any) -> str:  # noqa: ANN401 - JSON values
    """A cursor from the place a page ended at."""
    return base64.urlsafe_b64encode(msgspec.json.encode(values)).decode().rstrip("=")


def cursor_values(cursor: str, count: int) -> list[Any]:
    """The place that a cursor stands for; raises UsageError for anything that is none."""
    try:
        values = msgspec.json.decode(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)), type=list[Any])
    except (binascii.Error, ValueError, msgspec.MsgspecError) as error:
        raise UsageError(f"{cursor!r} is no cursor", mend="take next_cursor of a page") from error
    if len(values) != count:
        raise UsageError(f"{cursor!r} is a cursor of another query")
    return values


def sliced(rows: Sequence[Record], filters: Filters) -> Page[Record]:
    """A page of rows that were all made at once; its cursor is the place that the next one begins at."""
    start = cursor_values(filters.cursor, 1)[0] if filters.cursor else 0
    if not isinstance(start, int) or start < 0:
        raise UsageError(f"{filters.cursor!r} is a cursor of another query")
    end = start + filters.limit
    return Page(tuple(rows[start:end]), cursor_of(end) if len(rows) > end else None)


def in_period(filters: Filters, first: ColumnElement[Any], last: ColumnElement[Any]) -> list[Condition]:
    """That a record's own period touches that of since and until; without a first day its last one is all of it."""
    conditions: list[Condition] = []
    if filters.since:
        conditions.append(last >= first_day(filters.since))
    if filters.until:
        end = last_day(filters.until)
        conditions.append(and_(first <= end, or_(first > "", last <= end)))
    return conditions


def with_parties(filters: Filters, record_id: ColumnElement[Any]) -> list[Condition]:
    """That all states, and the organisation, are parties of a record, and that it has the topic."""
    conditions: list[Condition] = []
    parties = [*filters.states, *([filters.organisation] if filters.organisation else [])]
    for party in dict.fromkeys(parties):
        row = t.party.alias()
        conditions.append(select(row.c.party).where(row.c.record_id == record_id, row.c.party == party).exists())
    if filters.topic:
        row = t.topic.alias()
        found = select(row.c.topic).where(row.c.record_id == record_id, row.c.topic == filters.topic)
        conditions.append(found.exists())
    return conditions


def from_documents(scope: Scope, filters: Filters, document_id: ColumnElement[Any]) -> list[Condition]:
    """That a row comes from a document with the given id or source, language and words."""
    conditions: list[Condition] = []
    c = t.document.c
    if filters.document:
        at = select(t.place.c.document_id).where(t.place.c.source == filters.document)
        conditions.append(or_(document_id == filters.document, document_id.in_(at)))
    inner: list[Condition] = []
    if filters.language:
        inner.append(c.language == filters.language)
    if filters.entered_after is not None:
        inner.append(c.n > filters.entered_after)
    own = document_id is c.id
    if filters.text and (found := matching(scope, filters.text)) is not None:
        inner.append(found)
    if own:
        conditions.extend(inner)
    elif inner:
        conditions.append(document_id.in_(select(c.id).where(*inner)))
    return conditions


def matching(scope: Scope, asked: str) -> Condition | None:
    """That a document has all the words (each also with what follows it); None where there is no word in it."""
    found = words(asked)
    if not found:
        return None
    if scope.connection.dialect.name == "sqlite":
        query = " AND ".join(f'"{word}"*' if len(word) >= _PREFIX else f'"{word}"' for word in found)
        rows = text("SELECT rowid FROM document_search WHERE document_search MATCH :words")
    else:
        query = " & ".join(f"'{word}':*" if len(word) >= _PREFIX else f"'{word}'" for word in found)
        rows = text("SELECT rowid FROM document_search WHERE words @@ CAST(:words AS tsquery)")
    numbers = rows.bindparams(bindparam("words", query, unique=True)).columns(t.document.c.n)
    return t.document.c.n.in_(numbers)


def named(kind: str, record_id: ColumnElement[Any], asked: str) -> list[Condition]:
    """That a person or organisation has all the words in its names, whole or as beginnings."""
    conditions: list[Condition] = []
    for word in words(asked):
        row = t.name_token.alias()
        hit = and_(row.c.kind == kind, row.c.token >= word, row.c.token < word + _LAST)
        conditions.append(record_id.in_(select(row.c.record_id).where(hit)))
    return conditions


def person_ids(scope: Scope, asked: str) -> ColumnElement[Any] | Select[Any]:
    """The persons that an id, or words of a name, mean; as something that a column can be `in_`."""
    node = scope.connection.execute(select(t.node.c.cluster_id).where(t.node.c.id == asked)).scalar()
    if node:
        return select(t.node.c.cluster_id).where(t.node.c.id == asked)
    conditions = named("person", t.person.c.id, asked)
    return select(t.person.c.id).where(*conditions) if conditions else select(t.person.c.id).where(t.person.c.id == "")


def with_person(scope: Scope, filters: Filters) -> Select[Any] | None:
    """Ids of the engagement reports in which the filtered person takes part."""
    if not filters.person:
        return None
    people = person_ids(scope, filters.person)
    return (
        select(t.engagement_person.c.engagement_id)
        .join(t.person_mention, t.person_mention.c.id == t.engagement_person.c.mention_id)
        .where(t.person_mention.c.person_id.in_(people), *scope.visible(t.person_mention.c.known))
    )


def found_id(scope: Scope, table: Table, asked: str, what: str) -> str:
    """The full id that an id, or a beginning of one that fits no other, stands for; raises NotFoundError."""
    query = select(table.c.id).where(table.c.id >= asked, table.c.id < asked + _LAST).order_by(table.c.id).limit(2)
    found = list(scope.connection.execute(query).scalars())
    if found and (found[0] == asked or (len(found) == 1 and len(asked) >= 4)):
        return str(found[0])
    raise NotFoundError(
        f"there is no {what} {asked!r}" if not found else f"{asked!r} begins the ids of several records"
    )


def corrected(scope: Scope, records: Sequence[Record]) -> list[Record]:
    """Records with the editors' corrections of their fields laid over."""
    values = decided.values_on(scope.connection, "correct", [record.id for record in records])  # type: ignore[attr-defined]
    if not values:
        return list(records)
    done = []
    for record in records:
        known = {field.name for field in fields(record)}  # type: ignore[arg-type]
        changes = {k: v for k, v in values.get(record.id, {}).items() if k in known}  # type: ignore[attr-defined]
        done.append(replace(record, **changes) if changes else record)  # type: ignore[type-var]
    return done
