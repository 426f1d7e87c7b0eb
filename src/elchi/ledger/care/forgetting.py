"""Forgetting a document: its text, everything that rests on it alone, and what it was evidence of.

What rests on other documents too stays, with one report less. Editors' decisions stay in the record, as does the
forgetting itself, with the document's id and nothing of its words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, or_, select

from elchi.errors import NotFoundError
from elchi.ledger import alerts, clusters, decided, searching, summaries
from elchi.ledger import tables as t
from elchi.ledger.access import beneath, delete_where, rows_where
from elchi.ledger.copies import groups
from elchi.ledger.folding import vocabulary

_BENEATH = (
    t.claim.c.record_id, t.doubt.c.record_id, t.engagement_person.c.engagement_id, t.party.c.record_id,
    t.topic.c.record_id, t.about.c.record_id,
)  # fmt: skip
_CLUSTERED = (
    ("person", t.person_mention, "person_id", t.person),
    ("engagement", t.engagement, "event_id", t.event),
    ("organisation", t.organisation_mention, "organisation_id", t.organisation),
)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What went with a document: ids of records that no other document told of; and what lost support, but stays."""

    document_id: str
    source: str
    gone: dict[str, tuple[str, ...]]
    weakened: dict[str, tuple[str, ...]]


def forget(connection: Connection, asked: str, *, author: str, note: str | None, now: str) -> Forgotten:
    """Take out a document, by its id or source; raises NotFoundError."""
    d = t.document.c
    row = connection.execute(select(t.document).where(or_(d.id == asked, d.source == asked))).first()
    if row is None:
        raise NotFoundError(f"there is no document {asked!r}", mend="its id or source stands in: elchi show documents")
    told = {
        kind: set(connection.execute(select(mention.c[column]).where(mention.c.document_id == row.id)).scalars())
        for kind, mention, column, _ in _CLUSTERED
    }
    outcomes = tuple(connection.execute(select(t.outcome.c.id).where(t.outcome.c.document_id == row.id)).scalars())
    spoken_of = set(
        connection.execute(select(t.evidence.c.outcome_id).where(t.evidence.c.document_id == row.id)).scalars()
    ) - set(outcomes)
    nodes = {kind: _nodes(connection, mention, row.id) for kind, mention, _, _ in _CLUSTERED[:2]}
    recounted = groups.leave(connection, row.n)
    _delete(connection, row, outcomes)
    touched = {kind: _retire(connection, kind, nodes[kind]) for kind in nodes}
    summaries.rebuild(connection, "engagement", recounted)
    gone: dict[str, tuple[str, ...]] = {"outcome": outcomes}
    weakened: dict[str, tuple[str, ...]] = {"outcome": tuple(sorted(spoken_of))}
    for kind, _, _, summary in _CLUSTERED:
        ids = told[kind] | touched.get(kind, set())
        summaries.rebuild(connection, kind, ids)
        left = {found.id for found in rows_where(connection, select(summary.c.id), summary.c.id, told[kind])}
        gone[kind] = tuple(sorted(told[kind] - left))
        weakened[kind] = tuple(sorted(told[kind] & left))
    decided.record(
        connection,
        {
            "kind": "forget", "subjects": [row.id], "field": None, "value": None, "author": author, "note": note,
            "made_at": now,
        },
    )  # fmt: skip
    return Forgotten(row.id, row.source, gone, weakened)


def _nodes(connection: Connection, mention: Any, document_id: str) -> set[str]:  # noqa: ANN401 - one of two tables
    return set(connection.execute(select(mention.c.node).where(mention.c.document_id == document_id)).scalars())


def _delete(connection: Connection, row: Any, outcomes: Iterable[str]) -> None:  # noqa: ANN401 - a row of `document`
    delete_where(connection, t.evidence.c.outcome_id, outcomes)
    for column in _BENEATH:
        connection.execute(column.table.delete().where(beneath(column, row.id) | (column == row.id)))
    searching.unindex(connection, row.n, vocabulary(f"{row.title or ''}\n{row.text}"))
    for table in reversed(t.metadata.sorted_tables):  # whatever else belongs to the document, and then itself
        if table is not t.document and "document_id" in table.c:
            connection.execute(delete(table).where(table.c.document_id == row.id))
    connection.execute(delete(t.document).where(t.document.c.id == row.id))
    alerts.never_beyond(connection)


def _retire(connection: Connection, kind: str, nodes: set[str]) -> set[str]:
    """Drop nodes that no mention is left of, unless an editor spoke of them; the clusters that change with it."""
    column: Any = (t.person_mention if kind == "person" else t.engagement).c.node
    alive = {row.node for row in rows_where(connection, select(column), column, nodes)}
    gone = nodes - alive
    spoken = {subject for decision in decided.listed(connection, gone) for subject in decision.subjects}
    near = clusters.unlink(connection, kind, gone - spoken)
    clusters.drop(connection, kind, gone - spoken)
    return near
