"""The evidence that follow-through found, kept beside the outcomes: machine-made, replaced at will."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import Connection, select

from elchi.ledger import tables as t
from elchi.ledger.access import delete_where, insert_all, rows_where
from elchi.ledger.acts import Evidence
from elchi.model import Span


def replace(connection: Connection, outcome_ids: Iterable[str], evidence: Iterable[Evidence]) -> None:
    """Put evidence on outcomes in place of the old."""
    items = list(evidence)
    delete_where(connection, t.evidence.c.outcome_id, {*outcome_ids, *(item.outcome_id for item in items)})
    documents = {item.document_id for item in items}
    query = select(t.document.c.id, t.document.c.known)
    known = {row.id: row.known for row in rows_where(connection, query, t.document.c.id, documents)}
    numbers: Counter[str] = Counter()
    rows = []
    for item in items:
        rows.append({
            "outcome_id": item.outcome_id, "n": numbers[item.outcome_id], "kind": item.kind,
            "document_id": item.document_id, "quote": item.quote, "start": item.span[0], "end": item.span[1],
            "score": item.score, "reasons": item.reasons, "other_id": item.other_id,
            "known": known.get(item.document_id, "9999"),
        })  # fmt: skip
        numbers[item.outcome_id] += 1
    insert_all(connection, t.evidence, rows)


def evidence_of(connection: Connection, outcome_ids: Iterable[str], as_of: str | None) -> tuple[Evidence, ...]:
    """Evidence on outcomes from documents known by then, oldest document first."""
    query = select(t.evidence, t.document.c.source, t.document.c.published, t.document.c.known.label("day")).join(
        t.document, t.document.c.id == t.evidence.c.document_id
    )
    if as_of:
        query = query.where(t.document.c.known <= as_of)
    rows = rows_where(connection, query, t.evidence.c.outcome_id, dict.fromkeys(outcome_ids))
    return tuple(
        Evidence(
            outcome_id=row.outcome_id,
            kind=row.kind,
            document_id=row.document_id,
            quote=row.quote,
            span=Span(row.start, row.end),
            score=row.score,
            reasons=tuple((str(name), float(weight)) for name, weight in row.reasons),
            other_id=row.other_id,
            source=row.source,
            published=row.published,
        )
        for row in sorted(rows, key=lambda row: (row.outcome_id, row.day, row.n))
    )
