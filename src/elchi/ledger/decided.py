"""Decisions of editors: made, undone, read, and laid over what was read.

A decision is never changed but only undone, and it holds by its subjects' ids, which survive re-reading. What joins and
parts clusters (same, different, unsure) takes effect through `clusters`; rename and correct are laid over the values.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from elchi.errors import NotFoundError
from elchi.ledger import auditing
from elchi.ledger import tables as t
from elchi.ledger.access import insert_all, pieces
from elchi.ledger.acts import Decision


def record(connection: Connection, values: dict[str, Any]) -> Decision:
    """Write a decision and its subjects."""
    key = connection.execute(t.decision.insert().values(**values)).inserted_primary_key
    ident = int(key[0]) if key else 0
    subjects = [{"subject": subject, "decision_id": ident} for subject in dict.fromkeys(values["subjects"])]
    insert_all(connection, t.decision_subject, subjects)
    told = {name: values[name] for name in ("field", "value", "note") if values[name] is not None}
    auditing.record(
        connection, values["author"], values["kind"], values["subjects"], now=values["made_at"], decision=ident, **told
    )
    return one(connection, ident)


def one(connection: Connection, ident: int) -> Decision:
    """A decision by its number."""
    row = connection.execute(select(t.decision).where(t.decision.c.id == ident)).one_or_none()
    if row is None:
        raise NotFoundError(f"there is no decision {ident}")
    return _decision(row)


def listed(
    connection: Connection,
    subjects: Iterable[str] | None = None,
    *,
    kinds: Iterable[str] = (),
    undone: bool = True,
) -> tuple[Decision, ...]:
    """Decisions in the order they were made, of all subjects or of some."""
    query = select(t.decision).order_by(t.decision.c.id)
    if kinds:
        query = query.where(t.decision.c.kind.in_(list(kinds)))
    if not undone:
        query = query.where(t.decision.c.undone_at.is_(None))
    if subjects is None:
        return tuple(_decision(row) for row in connection.execute(query))
    found: dict[int, Decision] = {}
    for piece in pieces(dict.fromkeys(subjects)):
        chosen = select(t.decision_subject.c.decision_id).where(t.decision_subject.c.subject.in_(piece))
        found |= {row.id: _decision(row) for row in connection.execute(query.where(t.decision.c.id.in_(chosen)))}
    return tuple(found[ident] for ident in sorted(found))


def corrections_of(connection: Connection, kind: str, clusters: Iterable[str]) -> dict[str, dict[str, str | None]]:
    """Standing values of fields by cluster id, from decisions on any node or mention of the cluster; the last one wins."""
    values: dict[str, dict[str, str | None]] = defaultdict(dict)
    wanted = sorted(clusters)
    if not wanted or not _any(connection, kind):
        return values
    for piece in pieces(wanted):
        found = [row for query in _cluster_queries(kind, piece) for row in connection.execute(query)]
        for row in sorted(found, key=lambda row: row.id):
            values[row.cluster][row.field] = row.value
    return values


def values_on(connection: Connection, kind: str, subjects: Iterable[str]) -> dict[str, dict[str, str | None]]:
    """Standing values of fields by the very subject they were decided on."""
    values: dict[str, dict[str, str | None]] = defaultdict(dict)
    wanted = sorted(subjects)
    if not wanted or not _any(connection, kind):
        return values
    subject = t.decision_subject.c.subject
    for piece in pieces(wanted):
        query = _standing(subject.label("cluster"), kind).where(subject.in_(piece))
        for row in connection.execute(query.order_by(t.decision.c.id)):
            values[row.cluster][row.field] = row.value
    return values


def _any(connection: Connection, kind: str) -> bool:
    query = select(t.decision.c.id).where(t.decision.c.kind == kind, t.decision.c.undone_at.is_(None))
    return connection.execute(query.limit(1)).first() is not None


def _standing(cluster: Any, kind: str) -> Select[Any]:  # noqa: ANN401 - a labelled column
    return (
        select(t.decision.c.id, t.decision.c.field, t.decision.c.value, cluster)
        .join(t.decision_subject, t.decision_subject.c.decision_id == t.decision.c.id)
        .where(t.decision.c.kind == kind, t.decision.c.undone_at.is_(None))
    )


def _cluster_queries(kind: str, clusters: list[str]) -> Iterable[Select[Any]]:
    subject = t.decision_subject.c.subject
    yield (
        _standing(t.node.c.cluster_id.label("cluster"), kind)
        .join(t.node, t.node.c.id == subject)
        .where(t.node.c.cluster_id.in_(clusters))
    )
    if kind == "correct":
        yield (
            _standing(t.engagement.c.event_id.label("cluster"), kind)
            .join(t.engagement, t.engagement.c.id == subject)
            .where(t.engagement.c.event_id.in_(clusters))
        )
    else:
        yield _standing(subject.label("cluster"), kind).where(subject.in_(clusters), ~subject.in_(select(t.node.c.id)))


def _decision(row: Row[Any]) -> Decision:
    return Decision(
        id=row.id,
        kind=row.kind,
        subjects=tuple(row.subjects),
        field=row.field,
        value=row.value,
        author=row.author,
        note=row.note,
        made_at=row.made_at,
        undone_at=row.undone_at,
        undone_by=row.undone_by,
    )
