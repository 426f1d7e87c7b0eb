"""Counts of engagements by month, kept while engagements are made and unmade, so that no page counts a large ledger anew.

A row of `tally` says how many engagements of a month are of a topic, a party, a pair of states, or of a party and a
topic; all rows of a kind and key together say how many there are at all. What is asked as of a day, or with more
filters, is counted where it stands.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from elchi.ledger import tables as t
from elchi.ledger.access import rows_where

Key = tuple[str, str, str, str]
"""Kind, what is counted (one thing or two), month."""
EVENT, TOPIC, PARTY, PAIR, PARTY_TOPIC = "event", "topic", "party", "pair", "party-topic"


def counted(made: Mapping[str, Sequence[Mapping[str, Any]]]) -> Counter[Key]:
    """What rows of `event`, `party`, `topic` and `pair`, all of engagements, count for."""
    months = {row["id"]: row["first_day"][:7] for row in made.get("event", ())}
    found: Counter[Key] = Counter((EVENT, "", "", month) for month in months.values())
    topics: dict[str, list[str]] = defaultdict(list)
    for row in made.get("topic", ()):
        topics[row["record_id"]].append(row["topic"])
        found[TOPIC, row["topic"], "", months[row["record_id"]]] += 1
    for row in made.get("party", ()):
        month = months[row["record_id"]]
        found[PARTY, row["party"], "", month] += 1
        for topic in topics[row["record_id"]]:
            found[PARTY_TOPIC, row["party"], topic, month] += 1
    for row in made.get("pair", ()):
        found[PAIR, row["a"], row["b"], months[row["event_id"]]] += 1
    return found


def standing(connection: Connection, ids: Sequence[str]) -> Counter[Key]:
    """What engagements count for as they stand."""
    e = t.event.c
    rows = {
        "event": rows_where(connection, select(e.id, e.first_day), e.id, ids),
        "party": rows_where(connection, select(t.party), t.party.c.record_id, ids),
        "topic": rows_where(connection, select(t.topic), t.topic.c.record_id, ids),
        "pair": rows_where(connection, select(t.pair), t.pair.c.event_id, ids),
    }
    return counted({name: [row._mapping for row in found] for name, found in rows.items()})  # type: ignore[misc] # noqa: SLF001


def change(connection: Connection, before: Counter[Key], after: Counter[Key]) -> None:
    """Count what has come and no longer what has gone."""
    differences = {key: after[key] - before[key] for key in before.keys() | after.keys()}
    rows = [
        {"kind": kind, "a": a, "b": b, "month": month, "n": n}
        for (kind, a, b, month), n in sorted(differences.items())
        if n
    ]
    if not rows:
        return
    insert = (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(t.tally)
    columns = [t.tally.c.kind, t.tally.c.a, t.tally.c.b, t.tally.c.month]
    connection.execute(
        insert.on_conflict_do_update(index_elements=columns, set_={"n": t.tally.c.n + insert.excluded.n}), rows
    )
    less = [key for key, n in sorted(differences.items()) if n < 0]
    gone = [{"of_kind": kind, "of_a": a, "of_b": b, "of_month": month} for kind, a, b, month in less]
    if gone:
        where = [column == bindparam(f"of_{column.name}") for column in columns]
        connection.execute(delete(t.tally).where(*where, t.tally.c.n == 0), gone)


def occupancies(connection: Connection, mentions: Iterable[Mapping[str, Any]]) -> None:
    """Put new mentions (rows of `person_mention`) of new documents on the occupancies of their persons."""
    told: dict[tuple[str, str, str, str], dict[str, Any]] = {}
    seen: set[tuple[Any, ...]] = set()
    held = [m for m in mentions if m["position"]]
    people = {m["person_id"] for m in held}
    for kept in rows_where(connection, select(t.occupancy), t.occupancy.c.person_id, people):
        told[kept.person_id, kept.position, kept.position_class, kept.represents] = dict(kept._mapping)  # noqa: SLF001
    changed: dict[tuple[str, str, str, str], dict[str, Any]] = {}
    for m in held:
        key = (m["person_id"], m["position"], m["position_class"] or "", m["represents"] or "")
        row = changed[key] = told.setdefault(key, _fresh(key))
        row["first_seen"] = min(row["first_seen"], m["known"])
        row["last_seen"] = max(row["last_seen"], m["known"])
        if (key, m["document_id"]) not in seen:
            seen.add((key, m["document_id"]))
            row["documents"] += 1
    if not changed:
        return
    insert = (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(t.occupancy)
    fresh = {name: insert.excluded[name] for name in ("first_seen", "last_seen", "documents")}
    connection.execute(
        insert.on_conflict_do_update(index_elements=list(t.occupancy.primary_key.columns), set_=fresh),
        [changed[key] for key in sorted(changed)],
    )


def rarest(connection: Connection, parties: Sequence[str]) -> str:
    """Of several parties the one with the fewest engagements: the shortest way to what they have in common."""
    if len(parties) == 1:
        return parties[0]
    c = t.tally.c
    query = select(c.a, func.sum(c.n)).where(c.kind == PARTY, c.a.in_(parties)).group_by(c.a)
    known = {party: int(n) for party, n in connection.execute(query)}
    return min(parties, key=lambda party: (known.get(party, 0), party))


def _fresh(key: tuple[str, str, str, str]) -> dict[str, Any]:
    names = ("person_id", "position", "position_class", "represents")
    return dict(zip(names, key, strict=True)) | {"first_seen": "9999", "last_seen": "", "documents": 0}
