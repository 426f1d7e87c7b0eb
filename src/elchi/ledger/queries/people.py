"""Persons over all their mentions, and positions: who held what, from which report to which."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select

from elchi.errors import NotFoundError, UsageError
from elchi.ledger import tables as t
from elchi.ledger.access import rows_where
from elchi.ledger.decided import corrections_of
from elchi.ledger.filters import Filters, Page
from elchi.ledger.queries.scope import (
    Condition,
    Scope,
    corrected,
    cursor_of,
    cursor_values,
    from_documents,
    in_period,
    named,
    newest,
    paged,
    person_ids,
    spans,
    with_parties,
)
from elchi.ledger.records import Occupancy, PersonDetail, PersonMention, PersonRow
from elchi.ledger.summaries import commonest

_MOST_SOURCES = 20


def people(scope: Scope, filters: Filters) -> Page[PersonRow]:
    """Persons by when they were last heard of; `kind` is a position class, `text` words of names."""
    c = t.person.c
    query = select(c.last_seen, c.id).where(*in_period(filters, c.first_seen, c.last_seen))
    if scope.as_of:
        query = query.where(c.first_seen <= scope.as_of)
    if filters.text:
        query = query.where(*named("person", c.id, filters.text))
    if filters.person:
        query = query.where(c.id.in_(person_ids(scope, filters.person)))
    if inner := _mentioned(scope, replace(filters, text=None)):
        query = query.where(c.id.in_(select(t.person_mention.c.person_id).where(*inner)))
    rows = scope.connection.execute(newest(query, c.last_seen, c.id, filters)).all()
    return paged(rows, filters, lambda shown: person_rows(scope, [row.id for row in shown]))


def person(scope: Scope, asked: str) -> PersonDetail:
    """One person by the id of a cluster, a node or a mention; raises NotFoundError."""
    ident = _identify(scope, asked)
    found = person_rows(scope, [ident])
    if not found:
        raise NotFoundError(f"there is no person {asked!r} as of {scope.as_of}")
    held = positions(scope, Filters(person=ident, limit=1000))
    told = mentions(scope, t.person_mention.c.person_id, [ident])
    return PersonDetail(person=found[0], mentions=tuple(told), occupancies=held.items)


def person_rows(scope: Scope, ids: Sequence[str]) -> list[PersonRow]:
    """Persons in the order of their ids here; as of a day, made from the mentions known by then."""
    if scope.as_of:
        return _as_known(scope, ids)
    found = {row.id: _row(row) for row in rows_where(scope.connection, select(t.person), t.person.c.id, ids)}
    return [found[ident] for ident in ids if ident in found]


def mentions(scope: Scope, column: ColumnElement[Any], values: Sequence[str]) -> list[PersonMention]:
    """Mentions whose column has one of the values, oldest document first."""
    d = t.document.c
    query = (
        select(t.person_mention, d.source, d.url, d.language, d.published)
        .join(t.document, d.id == t.person_mention.c.document_id)
        .where(*scope.visible(t.person_mention.c.known))
    )
    rows = sorted(rows_where(scope.connection, query, column, values), key=lambda row: (row.known, row.id))
    return corrected(scope, [_mention(row) for row in rows])


def positions(scope: Scope, filters: Filters) -> Page[Occupancy]:
    """Occupancies, the latest heard of first; `kind` is a position class, `text` words of the person's names.

    `since` and `until` keep those that touch the period.
    """
    kept = scope.as_of is None and filters == replace(
        filters, topic=None, document=None, language=None, engagement=None
    )
    query, key, last = _kept(filters) if kept else _as_told(scope, filters)
    if filters.person:
        query = query.where(key[0].in_(person_ids(scope, filters.person)))
    if filters.text:
        query = query.where(*named("person", key[0], filters.text))
    start = cursor_values(filters.cursor, 1)[0] if filters.cursor else 0
    if not isinstance(start, int) or start < 0:
        raise UsageError(f"{filters.cursor!r} is a cursor of another query")
    query = query.order_by(last.desc(), *key).offset(start).limit(filters.limit + 1)
    rows = scope.connection.execute(query).all()
    items = tuple(_occupancy(scope, row) for row in rows[: filters.limit])
    return Page(items, cursor_of(start + filters.limit) if len(rows) > filters.limit else None)


_Query = tuple[Select[Any], Sequence[ColumnElement[Any]], ColumnElement[Any]]


def _kept(filters: Filters) -> _Query:
    """Occupancies as they are kept: the query, what makes one, and when it was last heard of."""
    o = t.occupancy.c
    key = (o.person_id, o.position, o.position_class, o.represents)
    query = select(t.occupancy, t.person.c.name, t.person.c.name_en).join(t.person, t.person.c.id == o.person_id)
    if filters.states:
        query = query.where(o.represents.in_(filters.states))
    if filters.organisation:
        query = query.where(o.represents == filters.organisation)
    if filters.kind:
        query = query.where(o.position_class == filters.kind)
    return query.where(*in_period(filters, o.first_seen, o.last_seen)), key, o.last_seen


def _as_told(scope: Scope, filters: Filters) -> _Query:
    """Occupancies counted from the mentions that fit, for questions of a day or of some documents."""
    m = t.person_mention.c
    key = (m.person_id, m.position, func.coalesce(m.position_class, ""), func.coalesce(m.represents, ""))
    first, last = func.min(m.known).label("first_seen"), func.max(m.known).label("last_seen")
    counted = func.count(m.document_id.distinct()).label("documents")
    named_key = (*key[:2], key[2].label("position_class"), key[3].label("represents"))
    query = (
        select(*named_key, first, last, counted, t.person.c.name, t.person.c.name_en)
        .join(t.person, t.person.c.id == m.person_id)
        .where(m.position > "", *scope.visible(m.known), *_mentioned(scope, replace(filters, text=None)))
        .group_by(*key, t.person.c.name, t.person.c.name_en)
        .having(*in_period(filters, first, last))
    )
    return query, key, last


def _occupancy(scope: Scope, row: Row[Any]) -> Occupancy:
    return Occupancy(
        person_id=row.person_id,
        name=row.name,
        name_en=row.name_en,
        position=row.position,
        position_class=row.position_class or None,
        represents=row.represents or None,
        first_seen=row.first_seen,
        last_seen=row.last_seen,
        documents=row.documents,
        sources=_sources(scope, row),
    )


def _mentioned(scope: Scope, filters: Filters) -> list[Condition]:
    """What filters mean for rows of `person_mention`."""
    m = t.person_mention.c
    found: list[Condition] = []
    if filters.states:
        found.append(m.represents.in_(filters.states))
    if filters.organisation:
        found.append(m.represents == filters.organisation)
    if filters.kind:
        found.append(m.position_class == filters.kind)
    if filters.topic:
        found.extend(with_parties(Filters(topic=filters.topic), m.document_id))
    found.extend(from_documents(scope, filters, m.document_id))
    if filters.engagement:
        told = select(t.engagement_person.c.mention_id).join(
            t.engagement, t.engagement.c.id == t.engagement_person.c.engagement_id
        )
        found.append(m.id.in_(told.where(t.engagement.c.event_id == filters.engagement)))
    return [*found, *scope.visible(m.known)] if found else []


def _identify(scope: Scope, asked: str) -> str:
    node = select(t.node.c.cluster_id).where(t.node.c.id == asked)
    mention = select(t.person_mention.c.person_id).where(t.person_mention.c.id == asked)
    for query in (node, mention):
        if found := scope.connection.execute(query).scalar():
            return str(found)
    start = select(t.node.c.cluster_id).where(
        t.node.c.kind == "person", t.node.c.id >= asked, t.node.c.id < asked + chr(0x10FFFF)
    )
    begun = set(scope.connection.execute(start.limit(50)).scalars()) if len(asked) >= 4 else set()
    if len(begun) != 1:
        raise NotFoundError(f"there is no person {asked!r}" if not begun else f"{asked!r} begins several ids")
    return str(begun.pop())


def _row(row: Row[Any]) -> PersonRow:
    return PersonRow(
        id=row.id,
        name=row.name,
        name_en=row.name_en,
        names=_spellings(row.names),
        position=row.position,
        position_class=row.position_class,
        represents=row.represents,
        first_seen=row.first_seen,
        last_seen=row.last_seen,
        documents=row.documents,
    )


def _spellings(names: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(sorted(names, key=lambda name: (-names[name], name)))


def _as_known(scope: Scope, ids: Sequence[str]) -> list[PersonRow]:
    m = t.person_mention.c
    columns = (m.id, m.person_id, m.document_id, m.name, m.name_en, m.position, m.position_class, m.represents, m.known)
    told: dict[str, list[Any]] = defaultdict(list)
    for row in rows_where(scope.connection, select(*columns).where(*scope.visible(m.known)), m.person_id, ids):
        told[row.person_id].append(row)
    renamed = corrections_of(scope.connection, "rename", ids)
    return [_made(ident, told[ident], renamed.get(ident, {})) for ident in ids if told[ident]]


def _made(ident: str, rows: list[Any], renamed: Mapping[str, str | None]) -> PersonRow:
    names = Counter(row.name for row in rows)
    holding = [row for row in rows if row.position or row.represents]
    latest = max(holding or rows, key=lambda row: (row.known, row.id))
    return PersonRow(
        id=ident,
        name=renamed.get("name") or commonest(names) or "",
        name_en=renamed.get("name_en") or commonest(Counter(row.name_en for row in rows if row.name_en)),
        names=_spellings(names),
        position=latest.position,
        position_class=latest.position_class,
        represents=latest.represents,
        first_seen=min(row.known for row in rows),
        last_seen=max(row.known for row in rows),
        documents=len({row.document_id for row in rows}),
    )


def _mention(row: Row[Any]) -> PersonMention:
    return PersonMention(
        id=row.id,
        node=row.node,
        person_id=row.person_id,
        document_id=row.document_id,
        source=row.source,
        url=row.url,
        language=row.language,
        published=row.published,
        name=row.name,
        name_en=row.name_en,
        position=row.position,
        position_class=row.position_class,
        represents=row.represents,
        spans=spans(row.spans),
        doubts=tuple(row.doubts),
    )


def _sources(scope: Scope, row: Row[Any]) -> tuple[str, ...]:
    """The newest sources of an occupancy, read off the end of an index: somebody met daily has thousands."""
    m, source = t.person_mention.c, t.document.c.source
    query = (
        select(source)
        .join(t.document, t.document.c.id == m.document_id)
        .where(
            m.person_id == row.person_id,
            m.position == row.position,
            func.coalesce(m.position_class, "") == row.position_class,
            func.coalesce(m.represents, "") == row.represents,
            *scope.visible(m.known),
        )
        .order_by(m.known.desc(), source.desc())
        .limit(_MOST_SOURCES)
    )
    return tuple(dict.fromkeys(scope.connection.execute(query).scalars()))
