"""What an editor's act does: same, different, unsure join and part clusters; rename, correct and verdict set values.

Any other kind (publish, follow, dismiss …) is recorded for the part of Elchi that knows what it means. A value may be
None where a field is to be emptied. Everything here can be undone, and undoing puts back what was before.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from elchi.errors import ConflictError, NotFoundError, UsageError
from elchi.ledger import auditing, clusters, decided
from elchi.ledger import tables as t
from elchi.ledger.acts import Decision
from elchi.ledger.summaries import rebuild

CORRECTABLE = frozenset(
    {
        "kind", "status", "date", "city", "country", "within", "name", "name_en", "position", "position_class",
        "represents", "due", "opportunity", "speaker", "medium", "indicator", "unit", "period", "state",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Act:
    """What is decided, on what."""

    kind: str
    subjects: tuple[str, ...]
    field: str | None = None
    value: str | None = None


def decide(connection: Connection, act: Act, *, author: str, note: str | None, now: str) -> Decision:
    """Check, record and apply an act."""
    subjects = _checked(connection, act)
    decision = decided.record(
        connection,
        {
            "kind": act.kind,
            "subjects": subjects,
            "field": "status" if act.kind == "verdict" else act.field,
            "value": act.value,
            "author": author,
            "note": note,
            "made_at": now,
        },
    )
    _apply(connection, decision)
    return decision


def undo(connection: Connection, decision_id: int, *, author: str, now: str) -> Decision:
    """Mark a decision as undone and take its effect back."""
    decision = decided.one(connection, decision_id)
    if decision.undone_at:
        raise ConflictError(f"decision {decision_id} was undone already, on {decision.undone_at}")
    where = t.decision.c.id == decision_id
    connection.execute(update(t.decision).where(where).values(undone_at=now, undone_by=author))
    auditing.record(connection, author, "undo", decision.subjects, now=now, decision=decision_id, kind=decision.kind)
    _apply(connection, decision)
    return decided.one(connection, decision_id)


def _checked(connection: Connection, act: Act) -> list[str]:
    """The subjects as they will be recorded; raises if the act makes no sense."""
    if not act.subjects:
        raise UsageError(f"a decision {act.kind!r} needs a subject")
    if act.kind in clusters.JUDGEMENTS:
        if len(act.subjects) < 2:
            raise UsageError(f"{act.kind!r} compares two records or more")
        _, nodes = clusters.nodes_of(connection, act.subjects)
        clusters.check(connection, act.kind, nodes)
        return nodes
    if act.kind in {"rename", "correct"} and act.field not in CORRECTABLE:
        raise UsageError(f"{act.field!r} cannot be set", mend=f"one of {', '.join(sorted(CORRECTABLE))}")
    for subject in act.subjects:
        if not _exists(connection, subject):
            raise NotFoundError(f"there is no record {subject!r}")
    return list(act.subjects)


def _exists(connection: Connection, subject: str) -> bool:
    tables = (t.node, t.outcome, t.engagement, t.person_mention, t.organisation, t.organisation_mention,
              t.figure, t.statement, t.document)  # fmt: skip
    return any(connection.execute(select(table.c.id).where(table.c.id == subject)).first() for table in tables)


def _apply(connection: Connection, decision: Decision) -> None:
    subjects = decision.subjects
    if decision.kind in clusters.JUDGEMENTS:
        nodes = select(t.node.c.kind).where(t.node.c.id.in_(subjects))
        if kind := connection.execute(nodes).scalar():
            clusters.regroup(connection, kind, subjects)
    elif decision.kind == "verdict":
        for subject in subjects:
            value = decided.values_on(connection, "verdict", [subject]).get(subject, {}).get("status")
            connection.execute(update(t.outcome).where(t.outcome.c.id == subject).values(verdict=value))
    elif decision.kind in {"rename", "correct"}:
        _rebuild(connection, subjects)


def _rebuild(connection: Connection, subjects: tuple[str, ...]) -> None:
    for subject in subjects:
        node = connection.execute(select(t.node.c.kind, t.node.c.cluster_id).where(t.node.c.id == subject)).first()
        report = connection.execute(select(t.engagement.c.event_id).where(t.engagement.c.id == subject)).first()
        if node:
            rebuild(connection, node.kind, [node.cluster_id])
        elif report:
            rebuild(connection, "engagement", [report.event_id])
        elif connection.execute(select(t.organisation.c.id).where(t.organisation.c.id == subject)).first():
            rebuild(connection, "organisation", [subject])
