"""Counts of engagements by pair of states, topic, month and state, and the size of the ledger."""

from __future__ import annotations

from sqlalchemy import func, select

from elchi.ledger import tables as t
from elchi.ledger import tallies
from elchi.ledger.filters import Filters
from elchi.ledger.queries.engagements import chosen
from elchi.ledger.queries.scope import Scope
from elchi.ledger.records import Count, Stats
from elchi.ledger.states import is_state

c = t.tally.c


def pair_counts(scope: Scope, filters: Filters) -> tuple[Count, ...]:
    """Engagements by pair of states (a before b), most first; an engagement of three counts for three pairs."""
    if _simply(scope, filters) == () and not filters.topic:
        query = select(c.a, c.b, func.sum(c.n)).where(c.kind == tallies.PAIR).group_by(c.a, c.b)
        return _ranked([Count((a, b), int(n)) for a, b, n in scope.connection.execute(query)])
    query = select(t.pair.c.a, t.pair.c.b, func.count())
    if (events := chosen(scope, filters)) is not None:
        query = query.where(t.pair.c.event_id.in_(events))
    rows = scope.connection.execute(query.group_by(t.pair.c.a, t.pair.c.b))
    return _ranked([Count((a, b), n) for a, b, n in rows])


def partner_counts(scope: Scope, state: str) -> tuple[Count, ...]:
    """Engagements of a state by its partner, most first."""
    if scope.as_of:
        known = pair_counts(scope, Filters(states=(state,)))
        found = [(one.key[0], one.key[1], one.count) for one in known if state in one.key]
    else:
        query = select(c.a, c.b, func.sum(c.n)).where(c.kind == tallies.PAIR).group_by(c.a, c.b)
        sides = (query.where(c.a == state), query.where(c.b == state))
        found = [(a, b, int(n)) for side in sides for a, b, n in scope.connection.execute(side)]
    return _ranked([Count((b if a == state else a,), n) for a, b, n in found])


def topic_counts(scope: Scope, filters: Filters) -> tuple[Count, ...]:
    """Engagements by topic, most first."""
    found = _tallied_topics(scope, filters)
    if found is None:
        query = select(t.topic.c.topic, func.count()).where(t.topic.c.kind == "event")
        if (events := chosen(scope, filters)) is not None:
            query = query.where(t.topic.c.record_id.in_(events))
        found = [(topic, n) for topic, n in scope.connection.execute(query.group_by(t.topic.c.topic))]
    return _ranked([Count((topic,), n) for topic, n in found])


def party_counts(scope: Scope, filters: Filters) -> tuple[Count, ...]:
    """Engagements by party (states and organisations), most first."""
    if _simply(scope, filters) == () and not filters.topic:
        query = select(c.a, func.sum(c.n)).where(c.kind == tallies.PARTY).group_by(c.a)
    else:
        query = select(t.party.c.party, func.count()).where(t.party.c.kind == "event").group_by(t.party.c.party)
        if (events := chosen(scope, filters)) is not None:
            query = query.where(t.party.c.record_id.in_(events))
    return _ranked([Count((party,), int(n)) for party, n in scope.connection.execute(query)])


def month_counts(scope: Scope, filters: Filters) -> tuple[Count, ...]:
    """Engagements by month of their (first) day, oldest first; those without any date are left out."""
    asked = _simply(scope, filters)
    key = _key_of(asked, filters.topic) if asked is not None else None
    if key is not None:
        query = select(c.month, c.n).where(c.kind == key[0], c.a == key[1], c.b == key[2], c.month > "")
        return tuple(Count((name,), n) for name, n in scope.connection.execute(query.order_by(c.month)))
    month = func.substr(t.event.c.first_day, 1, 7)
    query = select(month, func.count()).where(t.event.c.first_day > "").group_by(month).order_by(month)
    if (events := chosen(scope, filters)) is not None:
        query = query.where(t.event.c.id.in_(events))
    return tuple(Count((name,), n) for name, n in scope.connection.execute(query))


def topic_month_counts(scope: Scope, filters: Filters) -> tuple[Count, ...]:
    """Engagements by topic and month, for heat maps; in the order of both."""
    asked = _simply(scope, filters)
    if asked is not None and len(asked) < 2 and not filters.topic:
        topic, where = (
            (c.b, (c.kind == tallies.PARTY_TOPIC) & (c.a == asked[0])) if asked else (c.a, c.kind == tallies.TOPIC)
        )
        rows = scope.connection.execute(select(topic, c.month, c.n).where(where, c.month > "").order_by(topic, c.month))
        return tuple(Count((name, month), n) for name, month, n in rows)
    month = func.substr(t.topic.c.day, 1, 7)
    query = select(t.topic.c.topic, month, func.count()).where(t.topic.c.kind == "event", t.topic.c.day > "")
    if (events := chosen(scope, filters)) is not None:
        found = events.subquery()  # joined: its rows are many, and each has few topics
        query = query.join(found, found.c.id == t.topic.c.record_id)
    rows = scope.connection.execute(query.group_by(t.topic.c.topic, month).order_by(t.topic.c.topic, month))
    return tuple(Count((topic, name), n) for topic, name, n in rows)


def _simply(scope: Scope, filters: Filters) -> tuple[str, ...] | None:
    """The parties asked for, where nothing but parties and a topic is asked for and nothing as of a day."""
    parties = tuple(dict.fromkeys([*filters.states, *([filters.organisation] if filters.organisation else [])]))
    plain = Filters(states=filters.states, organisation=filters.organisation, topic=filters.topic, limit=filters.limit)
    return parties if scope.as_of is None and filters == plain else None


def _key_of(parties: tuple[str, ...], topic: str | None) -> tuple[str, str, str] | None:
    """The key under which engagements of these are tallied; None where they are not."""
    if not parties:
        return (tallies.TOPIC, topic, "") if topic else (tallies.EVENT, "", "")
    if len(parties) == 1:
        return (tallies.PARTY_TOPIC, parties[0], topic) if topic else (tallies.PARTY, parties[0], "")
    if len(parties) == 2 and all(map(is_state, parties)) and not topic:
        return (tallies.PAIR, *sorted(parties))  # type: ignore[return-value]
    return None


def _tallied_topics(scope: Scope, filters: Filters) -> list[tuple[str, int]] | None:
    asked = _simply(scope, filters)
    if asked is None or len(asked) > 1 or filters.topic:
        return None
    topic, where = (
        (c.b, (c.kind == tallies.PARTY_TOPIC) & (c.a == asked[0])) if asked else (c.a, c.kind == tallies.TOPIC)
    )
    rows = scope.connection.execute(select(topic, func.sum(c.n)).where(where).group_by(topic))
    return [(name, int(n)) for name, n in rows]


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
