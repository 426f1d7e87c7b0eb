"""Rows for export, as plain dictionaries with stable keys; `document` is a source as it was given.

Beside `document` stands `document_id` everywhere, by which rows join those of documents. Documents, and reports, with one
`text_id` are copies of one text.

people         id, names, name_en, position, position_class, represents, first_seen, last_seen, mentions
organisations  id, names, name_en, kind, state, first_seen, last_seen, mentions
engagements    id, kind, status, date, city, country, within, participants, parties, topics, texts, reports, disagreements
outcomes       id, document, published, kind, quote, span, parties, topics, amount, due, opportunity, engagement, verdict
statements     id, document, published, speaker, quote, span, medium
figures        id, document, published, indicator, value, unit, period, parties, span
documents      id, source, url, title, published, language, script, length, reader, topics, places, text_id, copies
positions      person, name, name_en, position, position_class, represents, first_seen, last_seen, documents, sources

Order: newest first. Rows are made page by page, so that a ledger of any size streams.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from elchi.errors import UsageError
from elchi.ledger import tables as t
from elchi.ledger.filters import Filters, walk
from elchi.ledger.queries import documents, engagements, organisations, people, records
from elchi.ledger.queries.scope import Scope
from elchi.ledger.records import (
    DocumentRow,
    EngagementReport,
    EngagementRow,
    FigureRow,
    Occupancy,
    OrganisationRow,
    OutcomeRow,
    PersonRow,
    StatementRow,
)

ExportRow = dict[str, Any]
_PAGE = 300


def export(scope: Scope, what: str, filters: Filters | None = None) -> Iterator[ExportRow]:
    """All rows of one kind, narrowed by filters; raises UsageError for a kind that is not exported."""
    if what not in EXPORTS:
        raise UsageError(f"{what!r} is not exported", mend=f"one of {', '.join(EXPORTS)}")
    query, build = EXPORTS[what]
    batch: list[Any] = []
    for row in walk(lambda asked: query(scope, asked), filters, size=_PAGE):
        batch.append(row)
        if len(batch) == _PAGE:
            yield from build(scope, batch)
            batch = []
    yield from build(scope, batch)


def _people(scope: Scope, rows: Sequence[PersonRow]) -> Iterator[ExportRow]:
    told: dict[str, list[ExportRow]] = defaultdict(list)
    for m in people.mentions(scope, t.person_mention.c.person_id, [row.id for row in rows]):
        mention: ExportRow = {"document": m.source, "document_id": m.document_id, "name": m.name, "name_en": m.name_en}
        mention |= {"position": m.position, "represents": m.represents, "spans": _pairs(m.spans)}
        told[m.person_id].append(mention)
    for row in rows:
        yield _plain(row, "name", "documents") | {"mentions": told[row.id]}


def _organisations(scope: Scope, rows: Sequence[OrganisationRow]) -> Iterator[ExportRow]:
    told: dict[str, list[ExportRow]] = defaultdict(list)
    ids = [row.id for row in rows]
    for m in organisations.mentions(scope, t.organisation_mention.c.organisation_id, ids):
        mention: ExportRow = {
            "document": m.source,
            "document_id": m.document_id,
            "name": m.name,
            "spans": _pairs(m.spans),
        }
        told[m.organisation_id].append(mention)
    for row in rows:
        yield _plain(row, "name", "documents") | {"mentions": told[row.id]}


def _engagements(scope: Scope, rows: Sequence[EngagementRow]) -> Iterator[ExportRow]:
    told: dict[str, list[ExportRow]] = defaultdict(list)
    for report in engagements.reports(scope, t.engagement.c.event_id, [row.id for row in rows]):
        told[report.engagement_id].append(_report(report))
    for row in rows:
        disagreements = [
            {"field": d.field, "values": [{"value": v, "documents": list(s)} for v, s in d.values]}
            for d in row.disagreements
        ]
        people_ = [{"id": p.person_id} | _plain(p, "person_id") for p in row.participants]
        plain = _plain(row, "documents", "sources")
        yield plain | {"participants": people_, "reports": told[row.id], "disagreements": disagreements}


def _report(report: EngagementReport) -> ExportRow:
    row: ExportRow = {"document": report.source, "document_id": report.document_id, "id": report.id}
    row["text_id"] = report.text_id
    for key in ("kind", "status", "date", "city", "country", "within"):
        row[key] = getattr(report, key)
    lists = {key: list(getattr(report, key)) for key in ("participants", "parties", "topics")}
    return row | lists | {"spans": _pairs(report.spans), "published": report.published, "language": report.language}


def _outcomes(_scope: Scope, rows: Sequence[OutcomeRow]) -> Iterator[ExportRow]:
    for row in rows:
        amount = {"value": row.amount.value, "currency": row.amount.currency} if row.amount else None
        yield _from_document(row, "known", "doubts", "engagement_id") | {
            "amount": amount,
            "engagement": row.engagement_id,
        }


def _statements(_scope: Scope, rows: Sequence[StatementRow]) -> Iterator[ExportRow]:
    for row in rows:
        yield _from_document(row, "person_id") | {"person": row.person_id}


def _figures(_scope: Scope, rows: Sequence[FigureRow]) -> Iterator[ExportRow]:
    for row in rows:
        yield _from_document(row, "known")


def _documents(_scope: Scope, rows: Sequence[DocumentRow]) -> Iterator[ExportRow]:
    for row in rows:
        yield _plain(row, "excerpt", "known")


def _positions(_scope: Scope, rows: Sequence[Occupancy]) -> Iterator[ExportRow]:
    for row in rows:
        yield {"person": row.person_id} | _plain(row, "person_id")


def _from_document(row: OutcomeRow | StatementRow | FigureRow, *without: str) -> ExportRow:
    plain = _plain(row, "document_id", "source", "span", *without)
    return (
        {"id": plain.pop("id"), "document": row.source, "document_id": row.document_id}
        | plain
        | {"span": list(row.span)}
    )


def _plain(row: Any, *without: str) -> ExportRow:  # noqa: ANN401 - any record
    """A record as a dictionary with lists for tuples."""
    return {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(row).items() if k not in without}


def _pairs(spans: Sequence[Sequence[int]]) -> list[list[int]]:
    return [list(span) for span in spans]


EXPORTS: dict[str, tuple[Callable[[Scope, Filters], Any], Callable[[Scope, Sequence[Any]], Iterator[ExportRow]]]] = {
    "people": (people.people, _people),
    "organisations": (organisations.organisations, _organisations),
    "engagements": (engagements.engagements, _engagements),
    "outcomes": (records.outcomes, _outcomes),
    "statements": (records.statements, _statements),
    "figures": (records.figures, _figures),
    "documents": (documents.documents, _documents),
    "positions": (people.positions, _positions),
}
