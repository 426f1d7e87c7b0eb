"""What follow-through reads and writes: developments, what records are about, and the evidence it found on outcomes.

All of it is machine-made and replaced at will.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select

from elchi.ledger import tables as t
from elchi.ledger.access import delete_where, insert_all, pieces, rows_where
from elchi.ledger.acts import Evidence
from elchi.ledger.copies.groups import texts_of
from elchi.ledger.records import DevelopmentRow
from elchi.model import Amount, Development, Span, Topic


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


def evidence_of(
    connection: Connection, outcome_ids: Iterable[str], as_of: str | None, *, copies: bool = False
) -> tuple[Evidence, ...]:
    """Evidence on outcomes from documents known by then, oldest document first.

    A copy of the text that made a promise says nothing new about it, and of several copies of another text one speaks;
    with `copies` they are all there.
    """
    query = select(t.evidence, t.document.c.source, t.document.c.published, t.document.c.known.label("day")).join(
        t.document, t.document.c.id == t.evidence.c.document_id
    )
    if as_of:
        query = query.where(t.document.c.known <= as_of)
    rows = rows_where(connection, query, t.evidence.c.outcome_id, dict.fromkeys(outcome_ids))
    rows.sort(key=lambda row: (row.outcome_id, row.day, row.n))
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
            known=row.day,
        )
        for row in (rows if copies else _of_other_texts(connection, rows))
    )


def outcomes_with_evidence_from(connection: Connection, document_ids: Iterable[str]) -> set[str]:
    """Ids of the outcomes on which documents are evidence."""
    column = t.evidence.c.document_id
    rows = rows_where(connection, select(t.evidence.c.outcome_id), column, dict.fromkeys(document_ids))
    return {row.outcome_id for row in rows}


def _of_other_texts(connection: Connection, rows: Sequence[Row[Any]]) -> Iterator[Row[Any]]:
    """Evidence without what copies say again."""
    texts = texts_of(connection, {ident for row in rows for ident in (row.document_id, _document_of(row.outcome_id))})
    speaking: dict[tuple[str, str | None], str] = {}
    for row in sorted(rows, key=lambda row: (row.day, row.document_id)):
        speaking.setdefault((row.outcome_id, texts.get(row.document_id)), row.document_id)
    for row in rows:
        text = texts.get(row.document_id)
        if text != texts.get(_document_of(row.outcome_id)) and speaking[row.outcome_id, text] == row.document_id:
            yield row


def _document_of(record_id: str) -> str:
    return record_id.partition(".")[0]


def set_about(connection: Connection, kind: str, keys: Mapping[str, Iterable[str]], known: Mapping[str, str]) -> None:
    """Set what records are about, in place of what was set before; `known` is the day from which each counts."""
    delete_where(connection, t.about.c.record_id, keys)
    rows = [
        {"kind": kind, "key": key, "known": known[record], "record_id": record}
        for record, all_ in keys.items()
        for key in dict.fromkeys(all_)
    ]
    insert_all(connection, t.about, rows)


def records_about(
    connection: Connection, kind: str, keys: Iterable[str], *, since: str = "", until: str = "9"
) -> list[str]:
    """Ids of records that are about any of these keys and count from a day between the two."""
    found: dict[str, None] = {}
    for piece in pieces(dict.fromkeys(keys)):
        c = t.about.c
        query = select(c.record_id).where(c.kind == kind, c.key.in_(piece), c.known >= since, c.known <= until)
        found |= dict.fromkeys(connection.execute(query).scalars())
    return sorted(found)


def developments_where(
    connection: Connection, column: ColumnElement[Any], values: Iterable[str], as_of: str | None
) -> list[DevelopmentRow]:
    """Developments whose column has one of the values, by document and place in it."""
    query = select(t.development, t.document.c.source, t.document.c.published, t.document.c.url).join(
        t.document, t.document.c.id == t.development.c.document_id
    )
    if as_of:
        query = query.where(t.development.c.known <= as_of)
    rows = rows_where(connection, query, column, dict.fromkeys(values))
    return [_development(row) for row in sorted(rows, key=lambda row: (row.known, row.document_id, row.start, row.end))]


def _development(row: Row[Any]) -> DevelopmentRow:
    facts = row.facts
    return DevelopmentRow(
        id=row.id,
        document_id=row.document_id,
        source=row.source,
        url=row.url,
        published=row.published,
        known=row.known,
        told=Development(
            quote=row.quote,
            span=Span(row.start, row.end),
            acts=tuple(row.acts),
            concepts=tuple(row.concepts),
            around=tuple(facts["around"]),
            parties=tuple(row.parties),
            near=tuple(facts["near"]),
            topics=tuple(Topic(topic) for topic in facts["topics"]),
            places=tuple(row.places),
            names=tuple(facts["names"]),
            ordinals=tuple(facts["ordinals"]),
            amounts=tuple(Amount(value, currency) for value, currency in facts["amounts"]),
            due=facts["due"],
            nearing=facts["nearing"],
            roles=tuple((role, party) for role, party in facts.get("roles", ())),
        ),
    )
