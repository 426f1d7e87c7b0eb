"""The words an answer rests on: of a document, a span, or a record of the ledger, with where they stand.

Every answer to an assistant carries such passages, so that whatever it says can be held against the document itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from elchi.briefing import Line
from elchi.ledger import DocumentDetail, DocumentRow, View

_OF_ONE_RECORD = 2  # passages of one record in one document: enough to check it by, and an assistant's room is dear


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a document, exactly as they stand there: the characters from `start` to before `end`."""

    document_id: str
    source: str
    url: str | None
    published: str | None
    language: str | None
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Passages:
    """Finds passages in one view of a ledger; a document is read once."""

    view: View
    _read: dict[str, DocumentDetail] = field(default_factory=dict)

    def document(self, ident: str) -> DocumentDetail:
        """Return a document by id, source or address."""
        if ident not in self._read:
            self._read[ident] = self.view.document(ident)
        return self._read[ident]

    def at(self, document_id: str, start: int, end: int) -> Passage:
        """Return the words of a span."""
        found = self.document(document_id)
        told = found.document
        return Passage(
            document_id=told.id,
            source=told.source,
            url=told.url,
            published=told.published,
            language=told.language,
            start=start,
            end=end,
            words=found.text[start:end],
        )

    def of_excerpt(self, row: DocumentRow) -> Passage:
        """Return the words that a found document is shown with: in its list they stand on one line, here as they are."""
        text = self.document(row.id).text
        shown = map(re.escape, row.excerpt.removeprefix("… ").removesuffix("…").split())
        found = re.search(r"\s+".join(shown), text)
        return self.at(row.id, *(found.span() if found else (0, len(text))))

    def of_line(self, line: Line) -> tuple[Passage, ...]:
        """Return the words that a line of a brief rests on, in the sources it names."""
        spans: dict[tuple[str, int, int], None] = {}
        for kind, ident in line.records:
            for document_id, source, own in self._told(kind, ident):
                if source in line.sources:
                    spans.update(dict.fromkeys((document_id, start, end) for start, end in islice(own, _OF_ONE_RECORD)))
        return tuple(self.at(*span) for span in spans)

    def _told(self, kind: str, ident: str) -> Iterator[tuple[str, str, Iterable[tuple[int, int]]]]:
        """Yield where a record is told: document, source, spans."""
        if kind == "outcome":
            detail = self.view.outcome(ident)
            yield detail.outcome.document_id, detail.outcome.source, (detail.outcome.span,)
            yield from ((one.document_id, one.source, (one.span,)) for one in detail.evidence)
        elif kind == "engagement":
            yield from ((one.document_id, one.source, one.spans) for one in self.view.engagement(ident).reports)
        elif kind == "person":
            yield from ((one.document_id, one.source, one.spans) for one in self.view.person(ident).mentions)
        else:
            figures = self.view.figures_in({ident.rpartition(".")[0]})
            yield from ((one.document_id, one.source, (one.span,)) for one in figures if one.id == ident)
