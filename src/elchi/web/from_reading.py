"""A reading that is in no ledger, as the same record that the ledger gives of a document.

"Try it" shows a pasted text with the very page that shows a document of the ledger; nothing is stored. Ids are made as
the ledger makes them, with the document's id, a letter and a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from elchi.ledger import (
    ClaimRow,
    DocumentDetail,
    DocumentRow,
    EngagementReport,
    FigureRow,
    Highlight,
    OrganisationMention,
    OutcomeRow,
    PersonMention,
    StatementRow,
)
from elchi.model import Claim, Reading, Span

# The ledger's own letters; an outcome is a result.
_LETTERS = {"person": "p", "organisation": "o", "engagement": "e", "outcome": "r", "statement": "s", "figure": "f"}


def detail_of(reading: Reading) -> DocumentDetail:
    """Return what the ledger would say of the document, if this reading were in it."""
    told: dict[str, list[Any]] = {
        "person": list(_people(reading)),
        "organisation": list(_organisations(reading)),
        "engagement": list(_engagements(reading)),
        "outcome": list(_outcomes(reading)),
        "statement": list(_statements(reading)),
        "figure": list(_figures(reading)),
    }
    marks = [*_spans(told), *_fields(reading, "person", reading.people), *_fields(reading, "outcome", reading.outcomes)]
    marks.extend(_fields(reading, "engagement", reading.engagements))
    return DocumentDetail(
        document=_document(reading),
        text=reading.document.text,
        places=(),
        copies=(),
        similar=(),
        people=tuple(told["person"]),
        organisations=tuple(told["organisation"]),
        engagements=tuple(told["engagement"]),
        outcomes=tuple(told["outcome"]),
        statements=tuple(told["statement"]),
        figures=tuple(told["figure"]),
        warnings=tuple(caveat.message for caveat in reading.warnings),
        highlights=tuple(sorted(marks, key=lambda h: (h.start, -h.end, h.record_id))),
    )


def _ident(reading: Reading, kind: str, n: int) -> str:
    return f"{reading.document.id}.{_LETTERS[kind]}{n}"


def _place(reading: Reading) -> dict[str, Any]:
    document = reading.document
    return {
        "document_id": document.id,
        "source": document.source,
        "url": document.url,
        "language": reading.language,
        "published": document.published,
    }


def _document(reading: Reading) -> DocumentRow:
    document = reading.document
    return DocumentRow(
        id=document.id,
        source=document.source,
        url=document.url,
        title=document.title,
        published=document.published,
        known=document.published or "",
        language=reading.language,
        script=reading.script,
        length=len(document.text),
        reader=reading.reader,
        first_seen="",
        topics=tuple(reading.topics),
        places=0,
        text_id=document.id,
        copies=1,
        excerpt="",
    )


def _people(reading: Reading) -> Iterator[PersonMention]:
    for n, person in enumerate(reading.people):
        yield PersonMention(
            id=_ident(reading, "person", n),
            node="",
            person_id="",
            name=person.name,
            name_en=person.name_en,
            position=person.position,
            position_class=person.position_class,
            represents=person.represents,
            spans=person.spans,
            doubts=person.doubts,
            **_place(reading),
        )


def _organisations(reading: Reading) -> Iterator[OrganisationMention]:
    for n, one in enumerate(reading.organisations):
        yield OrganisationMention(
            id=_ident(reading, "organisation", n),
            organisation_id=one.id,
            name=one.name,
            name_en=one.name_en,
            kind=one.kind,
            state=one.state,
            spans=one.spans,
            doubts=one.doubts,
            **_place(reading),
        )


def _engagements(reading: Reading) -> Iterator[EngagementReport]:
    for n, one in enumerate(reading.engagements):
        ident = _ident(reading, "engagement", n)
        yield EngagementReport(
            id=ident,
            node="",
            engagement_id="",
            text_id=reading.document.id,
            known=reading.document.published or "",
            kind=one.kind,
            status=one.status,
            date=one.date,
            city=one.city,
            country=one.country,
            within=one.within,
            participants=one.participants,
            person_ids=(),
            parties=one.parties,
            topics=tuple(one.topics),
            spans=one.spans,
            claims=tuple(_claims(reading.document.id, ident, one.claims)),
            doubts=one.doubts,
            **_place(reading),
        )


def _outcomes(reading: Reading) -> Iterator[OutcomeRow]:
    for n, one in enumerate(reading.outcomes):
        yield OutcomeRow(
            id=_ident(reading, "outcome", n),
            known=reading.document.published or "",
            kind=one.kind,
            quote=one.quote,
            span=one.span,
            parties=one.parties,
            topics=tuple(one.topics),
            amount=one.amount,
            due=one.due,
            opportunity=one.opportunity,
            engagement_id=None,
            doubts=one.doubts,
            verdict=None,
            **_place(reading),
        )


def _statements(reading: Reading) -> Iterator[StatementRow]:
    for n, one in enumerate(reading.statements):
        yield StatementRow(
            id=_ident(reading, "statement", n),
            quote=one.quote,
            span=one.span,
            speaker=one.speaker,
            person_id=None,
            medium=one.medium,
            **_place(reading),
        )


def _figures(reading: Reading) -> Iterator[FigureRow]:
    for n, one in enumerate(reading.figures):
        yield FigureRow(
            id=_ident(reading, "figure", n),
            indicator=one.indicator,
            value=one.value,
            unit=one.unit,
            period=one.period,
            parties=one.parties,
            span=one.span,
            **_place(reading),
        )


def _claims(document_id: str, record_id: str, claims: Iterable[Claim]) -> Iterator[ClaimRow]:
    for claim in claims:
        yield ClaimRow(
            document_id=document_id, record_id=record_id, field=claim.field, value=claim.value, span=claim.span
        )


def _spans(told: dict[str, list[Any]]) -> Iterator[Highlight]:
    for kind, records in told.items():
        for record in records:
            spans: tuple[Span, ...] = getattr(record, "spans", None) or (record.span,)
            for span in spans:
                yield Highlight(start=span.start, end=span.end, kind=kind, record_id=record.id)


def _fields(reading: Reading, kind: str, records: Sequence[Any]) -> Iterator[Highlight]:
    for n, record in enumerate(records):
        for claim in record.claims:
            yield Highlight(
                start=claim.span.start,
                end=claim.span.end,
                kind=kind,
                record_id=_ident(reading, kind, n),
                field=claim.field,
                value=claim.value,
            )
