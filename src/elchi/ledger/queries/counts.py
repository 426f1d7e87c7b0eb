"""Counts of engagements by pair of states, topic, month and state, and the size of the ledger."""

from __future__ import annotations

from sqlalchemy import func, select

from elchi.ledger import tables as t
from elchi.ledger.filters import Filters
from elchi.ledger.queries.engagements import chosen
from elchi.ledger.queries.scope import Scope
from elchi.ledger.records import Count, Stats


def pair_counts(scope: Scope, filters: Filters) -> tuple[Count, ...]:
    """Engagements by pair of states (a before b), most first; an engagement of three counts for three pairs."""
    query = select(t.pair.c.a, t.pair.c.b, func.count())
    if (events := chosen(scope, filters)) is not None:
        query = query.where(t.pair.c.event_id.in_(events))
    rows = scope.connection.execute(query.group_by(t.pair.c.a, t.pair.c.b))
    return _ranked([Count((a, b), n) for a, b, n in rows])


def topic_counts(scope: Scope, filters: Filters) -> tuple[Count, ...]:
    """Engagements by topic, most first."""
    query = select(t.topic.c.topic, func.count()).where(t.topic.c.kind == "event")
    if (events := chosen(scope, filters)) is not None:
        query = query.where(t.topic.c.record_id.in_(events))
    return _ranked([Count((topic,), n) for topic, n in scope.connection.execute(query.group_by(t.topic.c.topic))])


def party_counts(scope: Scope, filters: Filters) -> tuple[Count, ...]:
    """Engagements by party (states and organisations), most first."""
    query = select(t.party.c.party, func.count()).where(t.party.c.kind == "event")
    if (events := chosen(scope, filters)) is not None:
        query = query.where(t.party.c.record_id.in_(events))
    return _ranked([Count((party,), n) for party, n in scope.connection.execute(query.group_by(t.party.c.party))])


def month_counts(scope: Scope, filters: Filters) -> tuple[Count, ...]:
    """Engagements by month of their (first) day, oldest first; those without any date are left out."""
    month = func.substr(t.event.c.first_day, 1, 7)
    query = select(month, func.count()).where(t.event.c.first_day > "").group_by(month).order_by(month)
    if (events := chosen(scope, filters)) is not None:
        query = query.where(t.event.c.id.in_(events))
    return tuple(Count((name,), n) for name, n in scope.connection.execute(query))


def topic_month_counts(scope: Scope, filters: Filters) -> tuple[Count, ...]:
    """Engagements by topic and month, for heat maps; in the order of both."""
    month = func.substr(t.topic.c.day, 1, 7)
    query = select(t.topic.c.topic, month, func.count()).where(t.topic.c.kind == "event", t.topic.c.day > "")
    if (events := chosen(scope, filters)) is not None:
        query = query.where(t.topic.c.record_id.in_(events))
    rows = scope.connection.execute(query.group_by(t.topic.c.topic, month).order_by(t.topic.c.topic, month))
    return tuple(Count((topic, name), n) for topic, name, n in rows)


def stats(scope: Scope) -> Stats:
    """How much of everything there is, as of the scope's day."""
    run = scope.connection.execute
    d = t.document.c
    visible = scope.visible
    counts = {
        name: run(select(func.count()).select_from(column.table).where(*visible(column))).scalar_one()
        for name, column in (
            ("documents", d.known),
            ("people", t.person.c.first_seen),
            ("organisations", t.organisation.c.first_seen),
            ("engagements", t.event.c.known),
            ("outcomes", t.outcome.c.known),
            ("statements", t.statement.c.known),
            ("figures", t.figure.c.known),
        )
    }
    standing = select(func.count()).select_from(t.decision).where(t.decision.c.undone_at.is_(None))
    spoken = select(d.language, func.count()).where(d.language.is_not(None), *visible(d.known)).group_by(d.language)
    # One by one, so that each is read off the end of an index.
    first, last = (
        run(select(end(d.day)).where(d.day > "", *visible(d.known))).scalar() for end in (func.min, func.max)
    )
    languages = tuple(sorted(((name, n) for name, n in run(spoken)), key=lambda pair: (-pair[1], pair[0])))
    return Stats(**counts, decisions=run(standing).scalar_one(), languages=languages, first=first, last=last)


def _ranked(counts: list[Count]) -> tuple[Count, ...]:
    return tuple(sorted(counts, key=lambda count: (-count.count, count.key)))
