"""Documents: lists, full-text search, and one document with all its highlighted spans."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Select, func, select

from elchi.errors import NotFoundError
from elchi.ledger import tables as t
from elchi.ledger.access import beneath, rows_where
from elchi.ledger.copies import groups
from elchi.ledger.filters import Filters, Page
from elchi.ledger.folding import fold, words
from elchi.ledger.placing import newer
from elchi.ledger.queries import engagements, organisations, people, records
from elchi.ledger.queries.scope import (
    Scope,
    found_id,
    from_documents,
    in_period,
    newest,
    paged,
    person_ids,
    with_parties,
)
from elchi.ledger.records import Alike, DocumentDetail, DocumentRow, Highlight, Place

_WORD = re.compile(r"\w+")
_EXCERPT = 200
_MOST_COPIES = 500  # that are named; how many there are, the row says


def documents(scope: Scope, filters: Filters) -> Page[DocumentRow]:
    """Documents by day of publication, newest first; `kind` is a reader."""
    c = t.document.c
    query = select(c.day, c.id).where(
        *scope.visible(c.known, c.day),
        *in_period(filters, c.day, c.known),
        *with_parties(filters, c.id),
        *from_documents(scope, filters, c.id),
    )
    if filters.person:
        mentions = select(t.person_mention.c.document_id)
        query = query.where(
            c.id.in_(mentions.where(t.person_mention.c.person_id.in_(person_ids(scope, filters.person))))
        )
    if filters.engagement:
        query = query.where(
            c.id.in_(select(t.engagement.c.document_id).where(t.engagement.c.event_id == filters.engagement))
        )
    if filters.kind:
        query = query.where(c.reader == filters.kind)
    rows = scope.connection.execute(newest(query, c.day, c.id, filters)).all()
    return paged(rows, filters, lambda shown: document_rows(scope, [row.id for row in shown], filters.text))


def document_rows(scope: Scope, ids: Sequence[str], asked: str | None = None) -> list[DocumentRow]:
    """Documents in the order of their ids here; `asked` chooses the excerpt."""
    found = {row.id: row for row in rows_where(scope.connection, _query(), t.document.c.id, ids)}
    sought = words(asked or "")
    return [_row(found[ident], sought) for ident in ids if ident in found]


def document(scope: Scope, asked: str) -> DocumentDetail:
    """One document by id, source or url; raises NotFoundError."""
    ident = _identify(scope, asked)
    row = scope.connection.execute(_query().where(t.document.c.id == ident, *scope.visible(t.document.c.known))).first()
    if row is None:
        raise NotFoundError(f"there is no document {asked!r} as of {scope.as_of}")
    places = scope.connection.execute(select(t.place).where(t.place.c.document_id == ident))
    told = _parts(scope, ident)
    return DocumentDetail(
        document=_row(row, []),
        text=row.text,
        places=tuple(
            Place(source=p.source, url=p.url or None, published=p.published, first_seen=p.first_seen)
            for p in sorted(places, key=lambda p: (p.first_seen, p.source, p.url))
        ),
        copies=_copies(scope, ident, row.text_id),
        similar=_similar(scope, ident),
        people=tuple(told["person"]),
        organisations=tuple(told["organisation"]),
        engagements=tuple(told["engagement"]),
        outcomes=tuple(told["outcome"]),
        statements=tuple(told["statement"]),
        figures=tuple(told["figure"]),
        warnings=tuple(row.warnings),
        highlights=tuple(sorted(_highlights(scope, ident, told), key=lambda h: (h.start, -h.end, h.record_id))),
    )


def _copies(scope: Scope, ident: str, text_id: str) -> tuple[Alike, ...]:
    """The other documents that are this text, oldest first."""
    others = [other for other in groups.copies_of(scope.connection, [text_id])[text_id] if other != ident][
        :_MOST_COPIES
    ]
    found = groups.likeness(scope.connection, ident, others)
    return tuple(sorted(_alike(scope, found), key=lambda a: (a.published or "9", a.source)))


def _similar(scope: Scope, ident: str) -> tuple[Alike, ...]:
    """Documents that are made from the same words, likest first."""
    found = groups.like(scope.connection, ident)
    return tuple(sorted(_alike(scope, found), key=lambda a: (-a.score, a.id)))


def _alike(scope: Scope, scores: Mapping[str, float]) -> Iterator[Alike]:
    d = t.document.c
    query = select(d.id, d.source, d.url, d.title, d.published, d.language).where(*scope.visible(d.known))
    for row in rows_where(scope.connection, query, d.id, scores):
        yield Alike(**row._mapping, score=scores[row.id])  # noqa: SLF001 - a row's columns are the record's fields


def _parts(scope: Scope, ident: str) -> dict[str, Sequence[Any]]:
    """All records of a document by kind."""
    return {
        "person": people.mentions(scope, t.person_mention.c.document_id, [ident]),
        "organisation": organisations.mentions(scope, t.organisation_mention.c.document_id, [ident]),
        "engagement": engagements.reports(scope, t.engagement.c.document_id, [ident], claims=True),
        "outcome": records.outcomes_where(scope, t.outcome.c.document_id, [ident]),
        "statement": records.statements_where(scope, t.statement.c.document_id, [ident]),
        "figure": records.figures_where(scope, t.figure.c.document_id, [ident]),
    }


def dates(scope: Scope, ids: Iterable[str]) -> dict[str, str | None]:
    """Document id to its date of publication."""
    query = select(t.document.c.id, t.document.c.published)
    return {row.id: row.published for row in rows_where(scope.connection, query, t.document.c.id, ids)}


def texts(scope: Scope, ids: Iterable[str]) -> dict[str, str]:
    """Document id to its text."""
    query = select(t.document.c.id, t.document.c.text)
    return {row.id: row.text for row in rows_where(scope.connection, query, t.document.c.id, ids)}


def known(scope: Scope, ids: Iterable[str], reader: str) -> frozenset[str]:
    """Those document ids that this reader, or a newer one, has read."""
    query = select(t.document.c.id, t.document.c.reader)
    rows = rows_where(scope.connection, query, t.document.c.id, dict.fromkeys(ids))
    return frozenset(row.id for row in rows if not newer(reader, row.reader))


def _identify(scope: Scope, asked: str) -> str:
    for column in (t.place.c.source, t.place.c.url):
        query = select(t.place.c.document_id).where(column == asked).order_by(t.place.c.first_seen.desc())
        if asked and (found := scope.connection.execute(query.limit(1)).scalar()):
            return str(found)
    return found_id(scope, t.document, asked, "document")


def _query() -> Select[Any]:
    places = select(func.count()).where(t.place.c.document_id == t.document.c.id).scalar_subquery()
    same = t.sketch.alias()
    copies = select(func.count()).where(same.c.text_id == t.sketch.c.text_id).scalar_subquery()
    return select(t.document, places.label("places"), t.sketch.c.text_id, copies.label("copies")).join(
        t.sketch, t.sketch.c.n == t.document.c.n
    )


def _row(row: Row[Any], sought: Sequence[str]) -> DocumentRow:
    return DocumentRow(
        id=row.id,
        source=row.source,
        url=row.url,
        title=row.title,
        published=row.published,
        known=row.known,
        language=row.language,
        script=row.script,
        length=row.length,
        reader=row.reader,
        first_seen=row.first_seen,
        topics=tuple(row.topics),
        places=row.places,
        text_id=row.text_id,
        copies=row.copies,
        excerpt=excerpt(row.text, sought),
    )


def excerpt(text: str, sought: Sequence[str]) -> str:
    """The beginning of a text, or the surroundings of the first sought (folded) word in it."""
    start = 0
    if sought:
        for match in _WORD.finditer(text):
            if fold(match.group()).startswith(tuple(sought)):
                start = max(0, match.start() - 60)
                break
    if start:
        start = text.find(" ", start) + 1
    cut = text[start : start + _EXCERPT]
    if start + _EXCERPT < len(text):
        cut = cut.rpartition(" ")[0] + " …" if " " in cut else cut + "…"
    return ("… " if start else "") + " ".join(cut.split())


def _highlights(scope: Scope, ident: str, parts: dict[str, Sequence[Any]]) -> Iterator[Highlight]:
    kinds: dict[str, str] = {}
    for kind, found in parts.items():
        for record in found:
            kinds[record.id] = kind
            for span in getattr(record, "spans", None) or (record.span,):
                yield Highlight(start=span.start, end=span.end, kind=kind, record_id=record.id)
    query = select(t.claim).where(beneath(t.claim.c.record_id, ident))
    for row in scope.connection.execute(query):
        if row.record_id in kinds:
            of = kinds[row.record_id]
            yield Highlight(
                start=row.start, end=row.end, kind=of, record_id=row.record_id, field=row.field, value=row.value
            )
