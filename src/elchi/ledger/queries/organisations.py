"""Organisations over all their mentions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, select

from elchi.errors import NotFoundError
from elchi.ledger import tables as t
from elchi.ledger.access import rows_where
from elchi.ledger.filters import Filters, Page
from elchi.ledger.queries.scope import (
    Condition,
    Scope,
    corrected,
    from_documents,
    in_period,
    named,
    newest,
    paged,
    spans,
    with_parties,
)
from elchi.ledger.records import OrganisationDetail, OrganisationMention, OrganisationRow


def organisations(scope: Scope, filters: Filters) -> Page[OrganisationRow]:
    """Organisations by when they were last heard of; `organisation` and `text` are an id or words of names."""
    c = t.organisation.c
    query = select(c.last_seen, c.id).where(*in_period(filters, c.first_seen, c.last_seen))
    if scope.as_of:
        query = query.where(c.first_seen <= scope.as_of)
    if filters.states:
        query = query.where(c.state.in_(filters.states))
    if filters.kind:
        query = query.where(c.kind == filters.kind)
    if filters.text:
        query = query.where(*named("organisation", c.id, filters.text))
    if asked := filters.organisation:
        known = scope.connection.execute(select(c.id).where(c.id == asked)).first()
        query = query.where(c.id == asked) if known else query.where(*named("organisation", c.id, asked))
    if inner := _mentioned(scope, filters):
        query = query.where(c.id.in_(select(t.organisation_mention.c.organisation_id).where(*inner)))
    rows = scope.connection.execute(newest(query, c.last_seen, c.id, filters)).all()
    return paged(rows, filters, lambda shown: organisation_rows(scope, [row.id for row in shown]))


def organisation(scope: Scope, asked: str) -> OrganisationDetail:
    """One organisation by its id; raises NotFoundError."""
    found = organisation_rows(scope, [asked])
    told = mentions(scope, t.organisation_mention.c.organisation_id, [asked])
    if not found or not told:
        raise NotFoundError(f"there is no organisation {asked!r}" + (f" as of {scope.as_of}" if scope.as_of else ""))
    return OrganisationDetail(organisation=found[0], mentions=tuple(told))


def organisation_rows(scope: Scope, ids: Sequence[str]) -> list[OrganisationRow]:
    """Organisations in the order of their ids here."""
    found = {
        row.id: OrganisationRow(
            id=row.id,
            name=row.name,
            name_en=row.name_en,
            names=tuple(sorted(row.names, key=lambda name: (-row.names[name], name))),
            kind=row.kind,
            state=row.state,
            first_seen=row.first_seen,
            last_seen=row.last_seen,
            documents=row.documents,
        )
        for row in rows_where(scope.connection, select(t.organisation), t.organisation.c.id, ids)
    }
    return [found[ident] for ident in ids if ident in found]


def mentions(scope: Scope, column: ColumnElement[Any], values: Sequence[str]) -> list[OrganisationMention]:
    """Mentions whose column has one of the values, oldest document first."""
    d = t.document.c
    query = (
        select(t.organisation_mention, d.source, d.url, d.language, d.published)
        .join(t.document, d.id == t.organisation_mention.c.document_id)
        .where(*scope.visible(t.organisation_mention.c.known))
    )
    rows = sorted(rows_where(scope.connection, query, column, values), key=lambda row: (row.known, row.id))
    found = [
        OrganisationMention(
            id=row.id,
            organisation_id=row.organisation_id,
            document_id=row.document_id,
            source=row.source,
            url=row.url,
            language=row.language,
            published=row.published,
            name=row.name,
            name_en=row.name_en,
            kind=row.kind,
            state=row.state,
            spans=spans(row.spans),
            doubts=tuple(row.doubts),
        )
        for row in rows
    ]
    return corrected(scope, found)


def _mentioned(scope: Scope, filters: Filters) -> list[Condition]:
    m = t.organisation_mention.c
    found: list[Condition] = []
    if filters.document or filters.language:
        narrowed = Filters(document=filters.document, language=filters.language)
        found.extend(from_documents(scope, narrowed, m.document_id))
    if filters.topic:
        found.extend(with_parties(Filters(topic=filters.topic), m.document_id))
    return [*found, *scope.visible(m.known)] if found else []
