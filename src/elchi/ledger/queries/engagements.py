"""Engagements over all their reports: lists, one with everything, and the reports themselves.

Lists start from the index that narrows most (a pair of states, a party, a topic, or all by day) and build the page's
records from their reports. As of a day only the reports known by then make the record; what only later reports say
cannot have chosen it, so such a page may be shorter than its limit and still have a next one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select

from elchi.errors import NotFoundError
from elchi.ledger import tables as t
from elchi.ledger import tallies
from elchi.ledger.access import rows_where
from elchi.ledger.days import first_day, last_day
from elchi.ledger.decided import corrections_of
from elchi.ledger.events import merge
from elchi.ledger.filters import Filters, Page
from elchi.ledger.queries.records import claims_of, outcomes_where
from elchi.ledger.queries.scope import (
    Condition,
    Scope,
    corrected,
    from_documents,
    in_period,
    newest,
    paged,
    spans,
    with_parties,
    with_person,
)
from elchi.ledger.records import EngagementDetail, EngagementReport, EngagementRow, Moment, Participant
from elchi.ledger.states import is_state


def engagements(scope: Scope, filters: Filters) -> Page[EngagementRow]:
    """Engagements by their day, newest first."""
    day, ident, query, _ = _narrowed(scope, filters)
    rows = scope.connection.execute(newest(query, day, ident, filters)).all()
    return paged(rows, filters, lambda shown: _fitting(scope, filters, [row[1] for row in shown]))


def moments(scope: Scope, filters: Filters) -> tuple[Moment, ...]:
    """The newest engagements with a day, as a timeline needs them: from their summaries alone, not their reports."""
    day, ident, query, _ = _narrowed(scope, filters)
    newest_ids = newest(query, day, ident, filters).subquery()
    e = t.event.c
    rows = scope.connection.execute(
        select(e.id, e.kind, e.status, e.first_day).join(newest_ids, newest_ids.c.id == e.id).where(e.first_day > "")
    )
    found = sorted(rows, key=lambda row: (row.first_day, row.id), reverse=True)
    return tuple(Moment(id=row.id, kind=row.kind, status=row.status, date=row.first_day) for row in found)


def engagement(scope: Scope, asked: str) -> EngagementDetail:
    """One engagement by the id of its cluster, a node or a report; raises NotFoundError."""
    ident = _identify(scope, asked)
    found = engagement_rows(scope, [ident])
    if not found:
        raise NotFoundError(f"there is no engagement {asked!r} as of {scope.as_of}")
    told = reports(scope, t.engagement.c.event_id, [ident], claims=True)
    outcomes = outcomes_where(scope, t.outcome.c.engagement_id, [report.id for report in told])
    return EngagementDetail(engagement=found[0], reports=tuple(told), outcomes=tuple(outcomes))


def engagement_rows(scope: Scope, ids: Sequence[str]) -> list[EngagementRow]:
    """Engagements in the order of their ids here, as far as anything was known of them."""
    told: dict[str, list[EngagementReport]] = defaultdict(list)
    taking_part = _taking_part(scope, t.engagement.c.event_id, ids)
    for report in _reports(scope, t.engagement.c.event_id, ids, taking_part):
        told[report.engagement_id].append(report)
    people = _participants(taking_part)
    corrections = corrections_of(scope.connection, "correct", ids)
    _with_words(scope, told)
    return [
        _row(scope, ident, told[ident], people.get(ident, ()), corrections.get(ident, {}))
        for ident in ids
        if told[ident]
    ]


def _with_words(scope: Scope, told: dict[str, list[EngagementReport]]) -> None:
    """Give the reports of events that have several their claims and sums, by which they are held against each other."""
    ids = [report.id for many in told.values() if len(many) > 1 for report in many]
    if not ids:
        return
    said = claims_of(scope, ids)
    sums: dict[str, list[tuple[str, str, float]]] = defaultdict(list)
    o = t.outcome.c
    query = select(o.engagement_id, o.kind, o.currency, o.amount).where(o.amount.is_not(None))
    for row in rows_where(scope.connection, query, o.engagement_id, ids):
        sums[row.engagement_id].append((row.kind, row.currency or "", row.amount))
    for ident, many in told.items():
        if len(many) > 1:
            told[ident] = [
                replace(r, claims=tuple(said.get(r.id, ())), amounts=tuple(sorted(sums[r.id]))) for r in many
            ]


def reports(
    scope: Scope, column: ColumnElement[Any], values: Sequence[str], *, claims: bool = False
) -> list[EngagementReport]:
    """Reports whose column has one of the values, oldest document first."""
    return _reports(scope, column, values, _taking_part(scope, column, values), claims=claims)


def _reports(
    scope: Scope,
    column: ColumnElement[Any],
    values: Sequence[str],
    people: Sequence[Row[Any]],
    *,
    claims: bool = False,
) -> list[EngagementReport]:
    d = t.document.c
    query = (
        select(t.engagement, d.source, d.url, d.language, d.published, t.sketch.c.text_id)
        .join(t.document, d.id == t.engagement.c.document_id)
        .join(t.sketch, t.sketch.c.n == d.n)
        .where(*scope.visible(t.engagement.c.known))
    )
    rows = sorted(rows_where(scope.connection, query, column, values), key=lambda row: (row.known, row.id))
    ids = [row.id for row in rows]
    persons = _person_ids(people)
    said = claims_of(scope, ids) if claims else {}
    return corrected(scope, [_report(row, persons.get(row.id, ()), tuple(said.get(row.id, ()))) for row in rows])


def conditions(scope: Scope, filters: Filters) -> list[Condition]:
    """What filters mean for rows of `event`; as of a day, only what later reports cannot have changed."""
    c = t.event.c
    found: list[Condition] = [*scope.visible(c.known), *in_period(filters, c.first_day, c.last_day)]
    found.extend(with_parties(filters, c.id))
    if not scope.as_of:
        found.extend([c.kind == filters.kind] if filters.kind else [])
        found.extend([c.status == filters.status] if filters.status else [])
    inner = from_documents(scope, filters, t.engagement.c.document_id)
    if (taking_part := with_person(scope, filters)) is not None:
        inner.append(t.engagement.c.id.in_(taking_part))
    if filters.engagement:
        found.append(c.id == filters.engagement)
    if inner:
        found.append(c.id.in_(select(t.engagement.c.event_id).where(*scope.visible(t.engagement.c.known), *inner)))
    return found


def chosen(scope: Scope, filters: Filters) -> Select[Any] | None:
    """Ids of the events that filters pick, from the narrowest index; None where they pick all."""
    _, _, query, narrows = _narrowed(scope, filters)
    return select(query.subquery().c.id) if narrows else None


_Start = tuple[ColumnElement[Any], ColumnElement[Any], Select[Any], Filters]


def _narrowed(scope: Scope, filters: Filters) -> tuple[ColumnElement[Any], ColumnElement[Any], Select[Any], bool]:
    """A query of (day, event id) that has all conditions, its columns, and whether it leaves anything out."""
    day, ident, query, rest = _start(scope, filters)
    where = conditions(scope, rest)
    if where and ident is not t.event.c.id:
        query = query.join(t.event, t.event.c.id == ident)
    return day, ident, query.where(*where), bool(where) or ident is not t.event.c.id


def _start(scope: Scope, filters: Filters) -> _Start:
    """The index to walk: its day, its event id, a query over it, and the filters that it does not answer."""
    states = sorted({state for state in filters.states if is_state(state)})
    parties = tuple(dict.fromkeys([*filters.states, *([filters.organisation] if filters.organisation else [])]))
    if len(states) >= 2:
        c = t.pair.c
        query = select(c.day, c.event_id.label("id")).where(c.a == states[0], c.b == states[1])
        others = tuple(party for party in parties if party not in states[:2])
        return c.day, c.event_id, query, replace(filters, states=others, organisation=None)
    if parties:
        p = t.party.alias().c
        first = tallies.rarest(scope.connection, parties)
        query = select(p.day, p.record_id.label("id")).where(p.kind == "event", p.party == first)
        others = tuple(party for party in parties if party != first)
        return p.day, p.record_id, query, replace(filters, states=others, organisation=None)
    if filters.topic:
        s = t.topic.alias().c
        query = select(s.day, s.record_id.label("id")).where(s.kind == "event", s.topic == filters.topic)
        return s.day, s.record_id, query, replace(filters, topic=None)
    e = t.event.c
    return e.first_day, e.id, select(e.first_day, e.id), filters


def _fitting(scope: Scope, filters: Filters, ids: Sequence[str]) -> list[EngagementRow]:
    found = engagement_rows(scope, ids)
    return [row for row in found if _fits(row, filters)] if scope.as_of else found


def _fits(row: EngagementRow, filters: Filters) -> bool:
    """Whether an engagement as it was known still has what was asked for."""
    if (filters.kind and row.kind != filters.kind) or (filters.status and row.status != filters.status):
        return False
    if not set(filters.states) <= set(row.parties) or (filters.topic and filters.topic not in row.topics):
        return False
    if not row.date:
        return True
    late = bool(filters.since) and last_day(row.date) < first_day(filters.since or "")
    early = bool(filters.until) and first_day(row.date) > last_day(filters.until or "")
    return not late and not early


def _identify(scope: Scope, asked: str) -> str:
    node = select(t.node.c.cluster_id).where(t.node.c.id == asked)
    report = select(t.engagement.c.event_id).where(t.engagement.c.id == asked)
    for query in (node, report):
        if found := scope.connection.execute(query).scalar():
            return str(found)
    start = select(t.node.c.cluster_id).where(
        t.node.c.kind == "engagement", t.node.c.id >= asked, t.node.c.id < asked + chr(0x10FFFF)
    )
    begun = set(scope.connection.execute(start.limit(50)).scalars()) if len(asked) >= 4 else set()
    if len(begun) != 1:
        raise NotFoundError(f"there is no engagement {asked!r}" if not begun else f"{asked!r} begins several ids")
    return str(begun.pop())


def _taking_part(scope: Scope, column: ColumnElement[Any], values: Sequence[str]) -> list[Row[Any]]:
    """Mentions of the people in engagements, with the names their persons go by, oldest report first."""
    m, e = t.person_mention.c, t.engagement.c
    query = (
        select(e.event_id, t.engagement_person.c.engagement_id, t.engagement_person.c.n, m.person_id, m.id, m.known,
               m.position, m.position_class, m.represents,
               t.person.c.name.label("called"), t.person.c.name_en.label("called_en"))
        .join(t.engagement_person, t.engagement_person.c.engagement_id == e.id)
        .join(t.person_mention, m.id == t.engagement_person.c.mention_id)
        .join(t.person, t.person.c.id == m.person_id)
        .where(*scope.visible(e.known))
    )  # fmt: skip
    return sorted(rows_where(scope.connection, query, column, values), key=lambda row: (row.known, row.id))


def _person_ids(people: Sequence[Row[Any]]) -> dict[str, tuple[str, ...]]:
    """Who took part, by report, in the order of the report's participants."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in people:
        found[row.engagement_id].append((row.n, row.person_id))
    return {ident: tuple(person for _, person in sorted(pairs)) for ident, pairs in found.items()}


def _participants(people: Sequence[Row[Any]]) -> dict[str, tuple[Participant, ...]]:
    """Who took part, by engagement: each person once, in the capacity of the latest report that gives one."""
    found: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for row in people:
        found[row.event_id][row.person_id].append(row)
    return {ident: tuple(map(_participant, _by_place(persons))) for ident, persons in found.items()}


def _by_place(people: Mapping[str, list[Any]]) -> list[list[Any]]:
    return sorted(people.values(), key=lambda rows: (min(row.n for row in rows), rows[0].person_id))


def _participant(rows: Sequence[Row[Any]]) -> Participant:
    telling = next((row for row in reversed(rows) if row.position), rows[-1])
    return Participant(
        person_id=telling.person_id,
        name=telling.called,
        name_en=telling.called_en,
        position=telling.position,
        position_class=telling.position_class,
        represents=telling.represents or next((row.represents for row in rows if row.represents), None),
    )


def _row(
    scope: Scope,
    ident: str,
    told: Sequence[EngagementReport],
    people: tuple[Participant, ...],
    corrections: Mapping[str, str | None],
) -> EngagementRow:
    merged = merge(told, corrections)
    return EngagementRow(
        id=ident,
        kind=merged.kind,
        status=merged.status,
        date=merged.date,
        city=merged.city,
        country=merged.country,
        within=merged.within,
        participants=people,
        parties=merged.parties,
        topics=merged.topics,
        documents=merged.documents,
        texts=merged.texts,
        sources=tuple(dict.fromkeys(report.source for report in told)),
        disagreements=scope.identity.disagreements(told) if len(told) > 1 else (),
    )


def _report(row: Row[Any], persons: tuple[str, ...], said: tuple[Any, ...]) -> EngagementReport:
    return EngagementReport(
        id=row.id,
        node=row.node,
        engagement_id=row.event_id,
        document_id=row.document_id,
        text_id=row.text_id,
        source=row.source,
        url=row.url,
        language=row.language,
        published=row.published,
        known=row.known,
        kind=row.kind,
        status=row.status,
        date=row.date,
        city=row.city,
        country=row.country,
        within=row.within,
        participants=tuple(row.participants),
        person_ids=persons,
        parties=tuple(row.parties),
        topics=tuple(row.topics),
        spans=spans(row.spans),
        claims=said,
        doubts=tuple(row.doubts),
    )
