"""Readings into the ledger, in bulk, within the caller's transaction.

`placing` says what becomes of each document, `rows` turns readings into rows; here they are written, mentions get their
clusters, and the summaries of the clusters concerned follow. When a document is read again its records keep their ids
where they share words with the old ones, and a node that decisions speak of stays, tied to the one that took its place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from elchi.ledger import clusters, decided, searching, summaries
from elchi.ledger import tables as t
from elchi.ledger.access import beneath, delete_where, insert_all, rows_where
from elchi.ledger.acts import Proposal
from elchi.ledger.copies import groups
from elchi.ledger.identities import Identity
from elchi.ledger.placing import Standing, Stored
from elchi.ledger.records import Added
from elchi.ledger.rows import Placing, Rows, carry, extents, rows_of, search_row
from elchi.model import Document, Reading

_MENTIONS = {
    "p": t.person_mention, "o": t.organisation_mention, "e": t.engagement,
    "r": t.outcome, "s": t.statement, "f": t.figure,
    "d": t.development,
}  # fmt: skip
_CLUSTERED = {"person": ("person_mention", "person_id"), "engagement": ("engagement", "event_id")}
_PLAIN = (
    "organisation_mention",
    "engagement_person",
    "outcome",
    "statement",
    "figure",
    "development",
    "claim",
    "doubt",
    "party",
    "topic",
)
_Touched = dict[str, set[str]]


class Adder:
    """Adds readings on one connection."""

    def __init__(self, connection: Connection, identity: Identity, now: str) -> None:
        self.connection, self.identity, self.now = connection, identity, now

    def add(self, readings: Sequence[Reading], *, force: bool = False) -> list[Added]:
        """Add a batch; `force` replaces also what the same reader read (its lexicon has changed, say)."""
        state = self._load({reading.document.id for reading in readings})
        results = [state[reading.document.id].take(reading, force=force) for reading in readings]
        self._write(state)
        return results

    def note(self, document: Document, reader: str) -> Added | None:
        """Note the place of a text that this reader, or a newer one, has read; None if it must be read."""
        state = self._load({document.id})
        if state[document.id].must_read(document, reader):
            return None
        added = state[document.id].note(document)
        self._write(state)
        return added

    def _load(self, ids: set[str]) -> dict[str, Standing]:
        state = {ident: Standing(None, self.now) for ident in sorted(ids)}
        names = ("id", "source", "url", "published", "title", "reader", "first_seen", "known", "day")
        query = select(*(t.document.c[name] for name in names))
        for row in rows_where(self.connection, query, t.document.c.id, state):
            chosen = Document(source=row.source, text="", url=row.url, published=row.published, title=row.title)
            stored = Stored(row.reader, chosen, row.first_seen, row.known, row.day)
            state[row.id] = Standing(stored, row.first_seen, reader=row.reader, chosen=chosen)
        old = [ident for ident, standing in state.items() if standing.stored]
        for row in rows_where(self.connection, select(t.place), t.place.c.document_id, old):
            state[row.document_id].places[(row.source, row.url)] = row.published
        return state

    def _write(self, state: Mapping[str, Standing]) -> None:
        rows: Rows = defaultdict(list)
        touched: _Touched = defaultdict(set)
        left: dict[str, dict[str, str | None]] = {"person": {}, "engagement": {}}
        for ident, standing in state.items():
            if standing.reading and standing.stored:
                self._replace(ident, standing, rows, touched, left)
            elif standing.reading:
                placing = Placing(standing.known, standing.first_seen)
                _extend(rows, rows_of(standing.reading, self.identity, placing))
            elif standing.stored:
                self._move(ident, standing, touched)
        again = {ident for ident, standing in state.items() if standing.stored}
        fresh = [row for row in rows["document"] if row["id"] not in again]
        insert_all(self.connection, t.document, fresh)
        self._places(state)
        numbers = self._search({row["id"]: state[row["id"]].reading for row in fresh})
        texts = {numbers[row["id"]]: (row["id"], row["text"]) for row in fresh}
        touched["engagement"] |= groups.enter(self.connection, texts)
        self._mentions(rows, again, touched)
        self._retire(left, touched)
        self._verdicts([row["id"] for row in rows["outcome"] if row["document_id"] in again])
        for kind, ids in touched.items():
            summaries.rebuild(self.connection, kind, ids)

    def _places(self, state: Mapping[str, Standing]) -> None:
        rows = [
            {"document_id": ident, "source": source, "url": url, "published": published, "first_seen": self.now}
            for ident, standing in state.items()
            for (source, url), published in standing.noted.items()
        ]
        for row in rows:
            if state[row["document_id"] or ""].stored:  # a place may come again with a better date
                c = t.place.c
                same = (c.document_id == row["document_id"]) & (c.source == row["source"]) & (c.url == row["url"])
                self.connection.execute(t.place.delete().where(same))
        insert_all(self.connection, t.place, rows)

    def _search(self, readings: Mapping[str, Reading | None]) -> dict[str, int]:
        """Enter new documents into the full-text index; their row numbers by id."""
        numbers = rows_where(self.connection, select(t.document.c.n, t.document.c.id), t.document.c.id, readings)
        found = [(row.n, search_row(reading)) for row in numbers if (reading := readings[row.id])]
        searching.index(self.connection, found)
        return {row.id: row.n for row in numbers}

    def _mentions(self, rows: Rows, again: set[str], touched: _Touched) -> None:
        """Write mentions with their clusters; summaries of new documents now, the others' clusters are `touched`."""
        reports: dict[str, list[Mapping[str, Any]]] = {}
        fresh_nodes: dict[str, set[str]] = {}
        for kind, (name, column) in _CLUSTERED.items():
            ids, fresh_nodes[kind] = clusters.settle(self.connection, kind, [row["node"] for row in rows[name]])
            for row in rows[name]:
                row[column] = ids[row["node"]]
                if row["document_id"] in again:
                    touched[kind].add(row[column])
            insert_all(self.connection, t.metadata.tables[name], rows[name])
        for name in _PLAIN:
            insert_all(self.connection, t.metadata.tables[name], rows[name])
        touched["organisation"] |= {
            row["organisation_id"] for row in rows["organisation_mention"] if row["document_id"] in again
        }
        people = [row for row in rows["person_mention"] if row["person_id"] not in touched["person"]]
        summaries.add_people(self.connection, people)
        bodies = [r for r in rows["organisation_mention"] if r["organisation_id"] not in touched["organisation"]]
        summaries.add_organisations(self.connection, bodies)
        for row in rows["engagement"]:
            if row["event_id"] not in touched["engagement"]:
                reports.setdefault(row["event_id"], []).append(row)
        fresh = {ident: items for ident, items in reports.items() if ident in fresh_nodes["engagement"]}
        summaries.build_events(self.connection, set(reports), fresh)
        for kind, nodes in fresh_nodes.items():
            if bound := clusters.bound(self.connection, nodes):
                clusters.regroup(self.connection, kind, bound)

    def _replace(
        self, ident: str, standing: Standing, rows: Rows, touched: _Touched, left: dict[str, dict[str, str | None]]
    ) -> None:
        """Take out what an older reading left and collect the rows of the new one under the old ids."""
        assert standing.reading is not None  # noqa: S101 - the caller looked
        old = {
            letter: self.connection.execute(select(table).where(table.c.document_id == ident)).all()
            for letter, table in _MENTIONS.items()
        }
        made = rows_of(standing.reading, self.identity, _placing(standing, old))
        document = made.pop("document")[0]
        self.connection.execute(update(t.document).where(t.document.c.id == ident).values(**document))
        for letter, column, kind in (
            ("p", "person_id", "person"), ("e", "event_id", "engagement"), ("o", "organisation_id", "organisation"),
        ):  # fmt: skip
            touched[kind] |= {getattr(row, column) for row in old[letter]}
        for letter, kind in (("p", "person"), ("e", "engagement")):
            now = {row["id"]: row["node"] for row in made[_CLUSTERED[kind][0]]}
            left[kind] |= {row.node: now.get(row.id) for row in old[letter] if now.get(row.id) != row.node}
        self._clear(ident, {row["id"] for row in made["outcome"]}, [row.id for row in old["r"]])
        _extend(rows, made)

    def _clear(self, ident: str, outcomes: set[str], old_outcomes: Iterable[str]) -> None:
        for table in _MENTIONS.values():
            self.connection.execute(table.delete().where(table.c.document_id == ident))
        for column in (t.claim.c.record_id, t.doubt.c.record_id, t.engagement_person.c.engagement_id,
                       t.party.c.record_id, t.topic.c.record_id, t.about.c.record_id):  # fmt: skip
            self.connection.execute(column.table.delete().where(beneath(column, ident) | (column == ident)))
        delete_where(self.connection, t.evidence.c.outcome_id, set(old_outcomes) - outcomes)

    def _move(self, ident: str, standing: Standing, touched: _Touched) -> None:
        """Another place stands for the document, or makes it known earlier; what was read stays."""
        stored, chosen, known = standing.stored, standing.chosen, standing.known
        assert stored is not None  # noqa: S101 - the caller looked
        assert chosen is not None  # noqa: S101 - a stored document has a chosen place
        if chosen is not stored.chosen:
            values = {"source": chosen.source, "url": chosen.url, "title": chosen.title}
            self.connection.execute(update(t.document).where(t.document.c.id == ident).values(**values))
        if known == stored.known:
            return
        self.connection.execute(
            update(t.document).where(t.document.c.id == ident).values(known=known, day=min(stored.day, known))
        )
        for table in _MENTIONS.values():
            days = {"day": min(stored.day, known)} if "day" in table.c else {}
            self.connection.execute(update(table).where(table.c.document_id == ident).values(known=known, **days))
        for kind, column in (
            ("person", t.person_mention.c.person_id), ("engagement", t.engagement.c.event_id),
            ("organisation", t.organisation_mention.c.organisation_id),
        ):  # fmt: skip
            found = self.connection.execute(select(column).where(column.table.c.document_id == ident))
            touched[kind] |= set(found.scalars())

    def _retire(self, left: Mapping[str, Mapping[str, str | None]], touched: _Touched) -> None:
        """Nodes that lost their last mention go, unless an editor spoke of them: those follow their successor."""
        for kind, successors in left.items():
            column: Any = t.metadata.tables[_CLUSTERED[kind][0]].c.node
            alive = {row.node for row in rows_where(self.connection, select(column), column, successors)}
            gone = {node: successor for node, successor in successors.items() if node not in alive}
            spoken = {s for d in decided.listed(self.connection, gone) for s in d.subjects}
            kept = [
                Proposal(a=node, b=successor, verdict="same", score=1.0, reasons=(("read again", 1.0),))
                for node, successor in gone.items()
                if successor and node in spoken
            ]
            clusters.drop(self.connection, kind, [node for node in gone if node not in spoken])
            touched[kind] |= clusters.link(self.connection, kind, kept) if kept else set()

    def _verdicts(self, outcomes: Sequence[str]) -> None:
        values = decided.values_on(self.connection, "verdict", outcomes)
        rows = [{"of": ident, "to": fields["status"]} for ident, fields in values.items() if "status" in fields]
        if rows:
            query = update(t.outcome).where(t.outcome.c.id == bindparam("of")).values(verdict=bindparam("to"))
            self.connection.execute(query, rows)


def _extend(rows: Rows, more: Mapping[str, list[dict[str, Any]]]) -> None:
    for name, items in more.items():
        rows[name].extend(items)


def _placing(standing: Standing, old: Mapping[str, Sequence[Row[Any]]]) -> Placing:
    """The ids that the records of a new reading take over from those of the old."""
    assert standing.reading is not None  # noqa: S101 - the caller looked
    carried: dict[tuple[str, int], str] = {}
    numbers: dict[str, int] = {}
    for letter, new in extents(standing.reading).items():
        spans = {r.id: r.spans if hasattr(r, "spans") else [(r.start, r.end)] for r in old[letter]}
        carried |= {(letter, place): ident for place, ident in carry(spans, new).items()}
        numbers[letter] = max((int(ident.rpartition(letter)[2]) + 1 for ident in spans), default=0)
    return Placing(standing.known, standing.first_seen, carried, numbers)
