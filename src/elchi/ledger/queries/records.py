"""What stands in one document's words: outcomes, statements, figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Column, ColumnElement, Row, Select, Table, select

from elchi.errors import NotFoundError
from elchi.ledger import decided, tallies
from elchi.ledger import tables as t
from elchi.ledger.access import rows_where
from elchi.ledger.days import last_day
from elchi.ledger.filters import Filters, Page
from elchi.ledger.following import evidence_of
from elchi.ledger.queries.scope import (
    Condition,
    Scope,
    corrected,
    found_id,
    from_documents,
    in_period,
    newest,
    paged,
    person_ids,
    with_parties,
    with_person,
)
from elchi.ledger.records import ClaimRow, FigureRow, OutcomeDetail, OutcomeRow, StatementRow
from elchi.model import Amount, Span


def outcomes(scope: Scope, filters: Filters) -> Page[OutcomeRow]:
    """Outcomes by the day of their document, newest first; `status` is an editor's verdict."""
    c = t.outcome.c
    more: list[Condition] = []
    if filters.kind:
        more.append(c.kind == filters.kind)
    if filters.status:
        more.append(c.verdict == filters.status)
    if filters.due_by:
        more.append(c.due_day <= last_day(filters.due_by))
    if filters.opportunity:
        any_type = filters.opportunity == "any"
        more.append(c.opportunity.is_not(None) if any_type else c.opportunity == filters.opportunity)
    if (reports := with_person(scope, filters)) is not None:
        more.append(c.engagement_id.in_(reports))
    if filters.engagement:
        more.append(c.engagement_id.in_(_reports_of(filters.engagement)))
    rows = _page(scope, t.outcome, filters, more)
    return paged(rows, filters, lambda shown: _in_order(shown, outcomes_where(scope, c.id, _ids(shown))))


def outcome(scope: Scope, asked: str) -> OutcomeDetail:
    """One outcome with its claims, its evidence and the decisions on it; raises NotFoundError."""
    ident = found_id(scope, t.outcome, asked, "outcome")
    found = outcomes_where(scope, t.outcome.c.id, [ident])
    if not found:
        raise NotFoundError(f"there is no outcome {asked!r} as of {scope.as_of}")
    return OutcomeDetail(
        outcome=found[0],
        claims=tuple(claims_of(scope, [ident]).get(ident, ())),
        evidence=evidence_of(scope.connection, [ident], scope.as_of),
        decisions=decided.listed(scope.connection, [ident]),
    )


def statements(scope: Scope, filters: Filters) -> Page[StatementRow]:
    """Statements by the day of their document, newest first; `kind` is a medium."""
    c = t.statement.c
    more: list[Condition] = [c.medium == filters.kind] if filters.kind else []
    if filters.person:
        people = select(t.person_mention.c.id).where(
            t.person_mention.c.person_id.in_(person_ids(scope, filters.person))
        )
        more.append(c.mention_id.in_(people))
    if filters.engagement:
        documents = select(t.engagement.c.document_id).where(t.engagement.c.event_id == filters.engagement)
        more.append(c.document_id.in_(documents))
    rows = _page(scope, t.statement, filters, more, key=c.document_id)
    return paged(rows, filters, lambda shown: _in_order(shown, statements_where(scope, c.id, _ids(shown))))


def figures(scope: Scope, filters: Filters) -> Page[FigureRow]:
    """Figures by the day of their document, newest first; `kind` is an indicator."""
    c = t.figure.c
    more: list[Condition] = [c.indicator == filters.kind] if filters.kind else []
    if filters.topic:  # a figure has none of its own: its document's count
        more.extend(with_parties(Filters(topic=filters.topic), c.document_id))
    rows = _page(scope, t.figure, replace(filters, topic=None), more)
    return paged(rows, filters, lambda shown: _in_order(shown, figures_where(scope, c.id, _ids(shown))))


def outcomes_where(scope: Scope, column: ColumnElement[Any], values: Sequence[str]) -> list[OutcomeRow]:
    """Outcomes whose column has one of the values, by document and place in it."""
    query = (
        _with_document(scope, t.outcome)
        .add_columns(t.engagement.c.event_id)
        .outerjoin(t.engagement, t.engagement.c.id == t.outcome.c.engagement_id)
    )
    rows = _sorted(rows_where(scope.connection, query, column, values))
    return corrected(scope, [_outcome(row) for row in rows])


def statements_where(scope: Scope, column: ColumnElement[Any], values: Sequence[str]) -> list[StatementRow]:
    """Statements whose column has one of the values, by document and place in it."""
    query = (
        _with_document(scope, t.statement)
        .add_columns(t.person_mention.c.person_id)
        .outerjoin(t.person_mention, t.person_mention.c.id == t.statement.c.mention_id)
    )
    rows = _sorted(rows_where(scope.connection, query, column, values))
    return corrected(
        scope,
        [
            StatementRow(
                **_origin(row),
                quote=row.quote,
                span=Span(row.start, row.end),
                speaker=row.speaker,
                person_id=row.person_id,
                medium=row.medium,
            )
            for row in rows
        ],
    )


def figures_where(scope: Scope, column: ColumnElement[Any], values: Sequence[str]) -> list[FigureRow]:
    """Figures whose column has one of the values, by document and place in it."""
    rows = _sorted(rows_where(scope.connection, _with_document(scope, t.figure), column, values))
    return corrected(
        scope,
        [
            FigureRow(
                **_origin(row),
                known=row.known,
                indicator=row.indicator,
                value=row.value,
                unit=row.unit,
                period=row.period,
                parties=tuple(row.parties),
                span=Span(row.start, row.end),
            )
            for row in rows
        ],
    )


def claims_of(scope: Scope, record_ids: Sequence[str]) -> dict[str, list[ClaimRow]]:
    """The claims of records, by record."""
    found: dict[str, list[ClaimRow]] = {}
    rows = rows_where(scope.connection, select(t.claim), t.claim.c.record_id, record_ids)
    for row in sorted(rows, key=lambda row: (row.record_id, row.n)):
        found.setdefault(row.record_id, []).append(
            ClaimRow(
                document_id=row.record_id.partition(".")[0],
                record_id=row.record_id,
                field=row.field,
                value=row.value,
                span=Span(row.start, row.end),
            )
        )
    return found


def _page(
    scope: Scope,
    table: Table,
    filters: Filters,
    more: Sequence[Condition],
    key: Column[Any] | None = None,
) -> Sequence[Row[Any]]:
    """(day, id) rows of a table of records: from the narrowest index, newest first."""
    c = table.c
    record: ColumnElement[Any] = c.id if key is None else key
    day, ident, query = c.day, c.id, select(c.day, c.id)
    index, rest = None, filters
    parties = tuple(dict.fromkeys([*filters.states, *([filters.organisation] if filters.organisation else [])]))
    if filters.opportunity:
        pass  # few outcomes are opportunities, and these have an index of their own
    elif key is None and parties:
        index = t.party.alias()
        first = tallies.rarest(scope.connection, parties)
        query = query.join(index, index.c.record_id == c.id).where(index.c.party == first)
        rest = replace(filters, states=tuple(one for one in parties if one != first), organisation=None)
    elif key is None and filters.topic:
        index = t.topic.alias()
        query = query.join(index, index.c.record_id == c.id).where(index.c.topic == filters.topic)
        rest = replace(filters, topic=None)
    if index is not None:
        query = query.where(index.c.kind == table.name)
        day, ident = index.c.day, index.c.record_id
        query = query.with_only_columns(day, ident.label("id"), maintain_column_froms=True)
    query = query.where(
        *scope.visible(c.known, day),
        *in_period(filters, c.day, c.known),
        *with_parties(rest, record),
        *from_documents(scope, filters, c.document_id),
        *more,
    )
    return scope.connection.execute(newest(query, day, ident, filters)).all()


def _with_document(scope: Scope, table: Table) -> Select[Any]:
    d = t.document.c
    return (
        select(table, d.source, d.url, d.language, d.published)
        .join(t.document, d.id == table.c.document_id)
        .where(*scope.visible(table.c.known))
    )


def _origin(row: Row[Any]) -> dict[str, Any]:
    return {key: getattr(row, key) for key in ("id", "document_id", "source", "url", "language", "published")}


def _outcome(row: Row[Any]) -> OutcomeRow:
    return OutcomeRow(
        **_origin(row),
        known=row.known,
        kind=row.kind,
        quote=row.quote,
        span=Span(row.start, row.end),
        parties=tuple(row.parties),
        topics=tuple(row.topics),
        amount=Amount(row.amount, row.currency) if row.amount is not None else None,
        due=row.due,
        opportunity=row.opportunity,
        engagement_id=row.event_id,
        doubts=tuple(row.doubts),
        verdict=row.verdict,
    )


def _reports_of(event_id: str) -> Select[Any]:
    return select(t.engagement.c.id).where(t.engagement.c.event_id == event_id)


def _ids(rows: Sequence[Row[Any]]) -> list[str]:
    return [row.id for row in rows]


def _sorted(rows: Sequence[Row[Any]]) -> list[Row[Any]]:
    return sorted(rows, key=lambda row: (row.document_id, row.start, row.id))


def _in_order(rows: Sequence[Row[Any]], found: Sequence[Any]) -> list[Any]:
    by_id = {record.id: record for record in found}
    return [by_id[row.id] for row in rows if row.id in by_id]
