"""What waits for an editor: pairs that identity is unsure of, and what readers doubted."""

from __future__ import annotations

from sqlalchemy import select

from elchi.ledger import decided
from elchi.ledger import tables as t
from elchi.ledger.access import rows_where
from elchi.ledger.acts import Doubt, Proposal
from elchi.ledger.clusters import JUDGEMENTS
from elchi.ledger.queries.scope import Scope


def review(scope: Scope, kind: str, limit: int) -> tuple[Proposal, ...]:
    """Pairs of nodes to decide on, likeliest first: unsure, not yet judged, and not in one cluster by other ways."""
    a, b = t.node.alias(), t.node.alias()
    query = (
        select(t.link)
        .join(a, a.c.id == t.link.c.a)
        .join(b, b.c.id == t.link.c.b)
        .where(t.link.c.kind == kind, t.link.c.verdict == "unsure", a.c.cluster_id != b.c.cluster_id)
        .order_by(t.link.c.score.desc(), t.link.c.a, t.link.c.b)
    )
    judged = {
        frozenset((one, other))
        for decision in decided.listed(scope.connection, kinds=JUDGEMENTS, undone=False)
        for one in decision.subjects
        for other in decision.subjects
        if one != other
    }
    found: list[Proposal] = []
    for row in scope.connection.execute(query):
        if frozenset((row.a, row.b)) not in judged:
            reasons = tuple((str(name), float(weight)) for name, weight in row.reasons)
            found.append(Proposal(a=row.a, b=row.b, verdict="unsure", score=row.score, reasons=reasons))
        if len(found) == limit:
            break
    return tuple(found)


def doubts(scope: Scope, kind: str | None, limit: int) -> tuple[Doubt, ...]:
    """What readers were not sure of, newest document first; records that an editor has corrected are left out."""
    query = select(t.doubt).where(*scope.visible(t.doubt.c.known))
    if kind:
        query = query.where(t.doubt.c.kind == kind)
    spoken = select(t.decision_subject.c.subject)
    query = query.where(t.doubt.c.record_id.not_in(spoken)).order_by(t.doubt.c.known.desc(), t.doubt.c.record_id)
    rows = scope.connection.execute(query.limit(limit)).all()
    ids = {row.record_id.partition(".")[0] for row in rows}
    places = rows_where(scope.connection, select(t.document.c.id, t.document.c.source), t.document.c.id, ids)
    sources = {row.id: row.source for row in places}
    return tuple(
        Doubt(
            record_id=row.record_id,
            kind=row.kind,
            document_id=ident,
            source=sources[ident],
            doubt=row.doubt,
        )
        for row in rows
        for ident in [row.record_id.partition(".")[0]]
    )
