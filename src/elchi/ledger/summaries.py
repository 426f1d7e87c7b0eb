"""The summary rows of clusters: `person`, `organisation` and `event` with their indexes, derived from mentions.

New mentions are added to a person's or organisation's summary without reading the old ones again, so that a president
of fifty thousand reports costs no more than a namesake of none; `rebuild` starts from nothing after merges, splits and
re-readings, and gives the same rows. Events have few reports and are always made anew.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Column, Connection, Row, Table, select

from elchi.ledger import tables as t
from elchi.ledger import tallies
from elchi.ledger.access import delete_where, insert_all, insert_new, rows_where
from elchi.ledger.copies.groups import texts_of
from elchi.ledger.days import first_day, last_day
from elchi.ledger.decided import corrections_of
from elchi.ledger.events import merge
from elchi.ledger.folding import words
from elchi.ledger.states import is_state

_PERSON_FACTS = ("position", "position_class", "represents")


@dataclass(slots=True)
class _Named:
    """A person or organisation in the making."""

    id: str
    names: Counter[str] = field(default_factory=Counter)
    names_en: Counter[str] = field(default_factory=Counter)
    first_seen: str = "9999"
    last_seen: str = ""
    documents: int = 0
    facts: dict[str, Any] = field(default_factory=dict)
    position_day: str = ""
    seen: set[str] = field(default_factory=set)

    def add(self, mention: Mapping[str, Any]) -> None:
        self.names[mention["name"]] += 1
        if mention["name_en"]:
            self.names_en[mention["name_en"]] += 1
        self.first_seen = min(self.first_seen, mention["known"])
        self.last_seen = max(self.last_seen, mention["known"])
        if mention["document_id"] not in self.seen:
            self.seen.add(mention["document_id"])
            self.documents += 1

    def row(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "name": commonest(self.names) or "",
            "name_en": commonest(self.names_en),
            "names": self.names,
            "names_en": self.names_en,
            "first_seen": self.first_seen,
            "last_seen": self.last_seen,
            "documents": self.documents,
            **self.facts,
        }


def commonest(names: Mapping[str, int]) -> str | None:
    """The most frequent spelling, the first of the alphabet among equals."""
    return min(names, key=lambda name: (-names[name], name), default=None)


def add_people(connection: Connection, mentions: Sequence[Mapping[str, Any]]) -> None:
    """Put new mentions (rows of `person_mention`) of new documents on the summaries of their persons."""
    made = _start(connection, t.person, {m["person_id"] for m in mentions})
    for mention in mentions:
        person = made[mention["person_id"]]
        person.add(mention)
        # The latest report that gives a position decides; its id settles ties, whatever the order of adding.
        moment = f"{mention['known']} {mention['id']}"
        if (mention["position"] or mention["represents"]) and moment >= person.position_day:
            person.position_day = moment
            person.facts.update({key: mention[key] for key in _PERSON_FACTS})
    tallies.occupancies(connection, mentions)
    for person in made.values():
        person.facts = {**dict.fromkeys(_PERSON_FACTS), **person.facts, "position_day": person.position_day}
    _finish(connection, t.person, "person", made)


def add_organisations(connection: Connection, mentions: Sequence[Mapping[str, Any]]) -> None:
    """Put new mentions of new documents on the summaries of their organisations."""
    made = _start(connection, t.organisation, {m["organisation_id"] for m in mentions})
    for mention in sorted(mentions, key=lambda m: m["id"]):
        body = made[mention["organisation_id"]]
        body.add(mention)
        body.facts["kind"] = min(body.facts.get("kind") or mention["kind"], mention["kind"])
        states = [s for s in (body.facts.get("state"), mention["state"]) if s]
        body.facts["state"] = min(states, default=None)
    _finish(connection, t.organisation, "organisation", made)


def rebuild(connection: Connection, kind: str, ids: Iterable[str]) -> None:
    """Make the summaries of clusters anew from all their mentions; a cluster without mentions loses its summary."""
    wanted = set(ids)
    if kind == "engagement":
        build_events(connection, wanted)
        return
    person = kind == "person"
    summary, mention_table = (t.person, t.person_mention) if person else (t.organisation, t.organisation_mention)
    key: Column[Any] = mention_table.c.person_id if person else mention_table.c.organisation_id
    delete_where(connection, summary.c.id, wanted)
    delete_where(connection, t.name_token.c.record_id, wanted)
    if person:
        delete_where(connection, t.occupancy.c.person_id, wanted)
    mentions = [dict(row._mapping) for row in rows_where(connection, select(mention_table), key, wanted)]  # noqa: SLF001
    (add_people if person else add_organisations)(connection, mentions)


def _start(connection: Connection, table: Table, ids: set[str]) -> dict[str, _Named]:
    made = {ident: _Named(ident) for ident in ids}
    for row in rows_where(connection, select(table), table.c.id, sorted(ids)):
        made[row.id] = _Named(
            row.id,
            names=Counter(row.names),
            names_en=Counter(row.names_en),
            first_seen=row.first_seen,
            last_seen=row.last_seen,
            documents=row.documents,
            position_day=getattr(row, "position_day", ""),
            facts={key: getattr(row, key) for key in (*_PERSON_FACTS, "kind", "state") if hasattr(row, key)},
        )
    return made


def _finish(connection: Connection, table: Table, kind: str, made: Mapping[str, _Named]) -> None:
    delete_where(connection, table.c.id, made)
    renamed = corrections_of(connection, "rename", made)
    rows: list[dict[str, Any]] = []
    tokens: set[tuple[str, str]] = set()
    for ident, item in made.items():
        row = item.row() | {k: v for k, v in renamed.get(ident, {}).items() if k in {"name", "name_en"}}
        rows.append(row)
        spellings = (*item.names, *item.names_en, row["name"], row["name_en"] or "")
        tokens.update((word, ident) for spelling in spellings for word in words(spelling))
    insert_all(connection, table, rows)
    insert_new(
        connection,
        t.name_token,
        [{"kind": kind, "token": token, "record_id": ident} for token, ident in sorted(tokens)],
    )


def build_events(
    connection: Connection, ids: set[str], fresh: Mapping[str, Sequence[Mapping[str, Any]]] | None = None
) -> None:
    """Make events and their party, topic and pair rows; `fresh` has all reports of events that are surely new."""
    fresh = fresh or {}
    old = sorted(ids - set(fresh))
    before = tallies.standing(connection, old)
    for column in (t.event.c.id, t.party.c.record_id, t.topic.c.record_id, t.pair.c.event_id):
        delete_where(connection, column, old)
    reports: dict[str, list[Any]] = defaultdict(list)
    for row in rows_where(connection, select(t.engagement), t.engagement.c.event_id, old):
        reports[row.event_id].append(SimpleNamespace(**row._mapping, text_id=row.document_id))  # noqa: SLF001
    for ident, rows in fresh.items():
        reports[ident] = [SimpleNamespace(**row, text_id=row["document_id"]) for row in rows]
    several = [report for told in reports.values() if len(told) > 1 for report in told]
    texts = texts_of(connection, (report.document_id for report in several))
    for report in several:
        report.text_id = texts[report.document_id]
    corrections = corrections_of(connection, "correct", old)
    made: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for ident, items in reports.items():
        _event(made, ident, sorted(items, key=lambda r: r.id), corrections.get(ident, {}))
    for name, rows in made.items():
        insert_all(connection, t.metadata.tables[name], rows)
    tallies.change(connection, before, tallies.counted(made))


def _event(
    made: dict[str, list[dict[str, Any]]],
    ident: str,
    reports: Sequence[Row[Any]],
    corrections: Mapping[str, str | None],
) -> None:
    merged = merge(reports, corrections)
    dated = [r for r in reports if r.date] or [r for r in reports if r.first_day] or reports
    days = [(r.first_day, r.last_day) for r in dated]
    if corrections.get("date") and merged.date:
        days = [(first_day(merged.date), last_day(merged.date))]
    first, last = min(day[0] for day in days), max(day[1] for day in days)
    made["event"].append({
        "id": ident, "first_day": first, "last_day": last, "known": min(r.known for r in reports),
        "kind": merged.kind, "status": merged.status, "documents": merged.documents,
    })  # fmt: skip
    for table, values in (("party", merged.parties), ("topic", merged.topics)):
        made[table].extend({"kind": "event", table: v, "day": first, "record_id": ident} for v in values)
    states = sorted(party for party in merged.parties if is_state(party))
    made["pair"].extend({"a": a, "b": b, "day": first, "event_id": ident} for a, b in combinations(states, 2))
