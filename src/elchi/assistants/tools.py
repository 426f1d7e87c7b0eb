"""The questions an assistant may ask, and their answers: search, brief, the life of an outcome, a quotation.

The first line of each docstring, and what its parameters say of themselves, is what the assistant reads. The ledger is
opened for each question, read-only, and closed again: a server that runs for days sees what was added meanwhile.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from elchi.assistants.passages import Passage, Passages
from elchi.briefing import compose
from elchi.errors import UsageError
from elchi.follow import last_day
from elchi.joining import open_ledger
from elchi.ledger import Evidence, Filters, OutcomeRow
from elchi.model import Topic
from elchi.outgoing import this_day
from elchi.pipeline import known_parties
from elchi.pursuing import followed
from elchi.words import LANGUAGES, SOURCE, words_for

_CONTEXT = 300  # characters shown before and after a quotation

States = Annotated[list[str], Field(description="codes (TR, KZ, OTS) or English names; all must be parties")]
Day = Annotated[
    str | None,
    Field(
        pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$",
        description="a day, a month or a year: 2025-10-24, 2025-10, 2025",
    ),
]
AsOf = Annotated[Day, Field(description="the ledger as it was known on this day; today where it is not given")]


# Answers have no slots: the protocol's package takes a slot for a default when it makes their schema.
@dataclass(frozen=True)
class Outcome:
    """What was promised or reported, and the words that say so."""

    id: str
    kind: str
    parties: tuple[str, ...]
    topics: tuple[str, ...]
    amount: float | None
    currency: str | None
    due: str | None
    status: str
    passage: Passage


@dataclass(frozen=True)
class Found:
    """Documents with the passage that was found in each, and outcomes; both newest first."""

    documents: tuple[Passage, ...]
    outcomes: tuple[Outcome, ...]
    more_documents: bool
    more_outcomes: bool


@dataclass(frozen=True)
class Told:
    """One line of a brief with the words it rests on."""

    text: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Part:
    """A section of a brief."""

    title: str
    lines: tuple[Told, ...]


@dataclass(frozen=True)
class Page:
    """A brief."""

    title: str
    known: str
    language: str
    sections: tuple[Part, ...]


@dataclass(frozen=True)
class Piece:
    """A later report on an outcome: what it says became of it, how surely it belongs, and why."""

    kind: str
    known: str
    score: float
    reasons: tuple[str, ...]
    passage: Passage


@dataclass(frozen=True)
class Life:
    """An outcome with everything the ledger has on what came of it; `decided` tells that an editor said so."""

    outcome: Outcome
    as_of: str
    last_heard: str | None
    decided: bool
    evidence: tuple[Piece, ...]


@dataclass(frozen=True)
class Quotation:
    """Words of a document with what stands around them."""

    before: str
    passage: Passage
    after: str


@dataclass(frozen=True, slots=True)
class Tools:
    """The tools on one ledger."""

    ledger: str

    def search(
        self,
        words: Annotated[str, Field(description="words that must all stand in the document's text")] = "",
        states: States = [],  # noqa: B006 - never changed, and an empty list is what the schema shall show
        topic: Annotated[Topic | None, Field(description="one of the closed list")] = None,
        since: Day = None,
        as_of: AsOf = None,
        limit: Annotated[int, Field(ge=1, le=50, description="most documents, and most outcomes")] = 10,
    ) -> Found:
        """Find documents and outcomes (promises, agreements, deliveries) by words, states, topic and time."""
        asked = Filters(states=_codes(states), topic=topic, since=_day(since), text=words.strip() or None, limit=limit)
        with self._asked(as_of) as passages:
            documents, outcomes = passages.view.documents(asked), passages.view.outcomes(asked)
            return Found(
                documents=tuple(map(passages.of_excerpt, documents)),
                outcomes=tuple(_outcomes(passages, outcomes, as_of)),
                more_documents=documents.next_cursor is not None,
                more_outcomes=outcomes.next_cursor is not None,
            )

    def brief(
        self,
        states: Annotated[States, Field(min_length=1)],
        topic: Annotated[Topic | None, Field(description="one of the closed list")] = None,
        language: Annotated[
            str, Field(description="of the brief's own words", json_schema_extra={"enum": list(LANGUAGES)})
        ] = SOURCE,
        as_of: AsOf = None,
    ) -> Page:
        """Tell on one page what states promised each other and what came of it, who holds office, what is to come."""
        if language not in LANGUAGES:
            raise UsageError("is no language of the interface", where=language, mend=f"one of {', '.join(LANGUAGES)}")
        asked = Filters(states=_codes(states), topic=topic)
        with self._asked(as_of) as passages:
            page = compose(passages.view, asked, this_day(as_of), words_for(language))
            parts = (
                Part(one.title, tuple(Told(line.text, passages.of_line(line)) for line in one.lines))
                for one in page.sections
            )
            return Page(page.title, page.known, page.language, tuple(parts))

    def outcome(
        self,
        ident: Annotated[str, Field(min_length=1, description="an outcome's id, as search gives it")],
        as_of: AsOf = None,
    ) -> Life:
        """Show the life of one outcome: its status on a day, and each later report on it with its words."""
        with self._asked(as_of) as passages:
            detail = passages.view.outcome(ident)
            life = next(followed(passages.view, [detail.outcome], this_day(as_of))).life
            return Life(
                outcome=_outcome(passages, detail.outcome, life.status.value),
                as_of=this_day(as_of),
                last_heard=life.last_heard,
                decided=life.verdict,
                evidence=tuple(_piece(passages, one) for one in detail.evidence),
            )

    def quote(
        self,
        document: Annotated[str, Field(min_length=1, description="a document's id or source")],
        start: Annotated[int, Field(ge=0, description="the first character")],
        end: Annotated[int, Field(ge=1, description="the character after the last")],
    ) -> Quotation:
        """Quote a span of a document exactly, with what stands before and after it."""
        with self._asked(None) as passages:
            text = passages.document(document).text
            if not start < end <= len(text):
                raise UsageError(f"has no span {start}-{end}", where=document, mend=f"0 <= start < end <= {len(text)}")
            return Quotation(
                before=text[max(0, start - _CONTEXT) : start],
                passage=passages.at(document, start, end),
                after=text[end : end + _CONTEXT],
            )

    @contextmanager
    def _asked(self, as_of: str | None) -> Iterator[Passages]:
        """Open the ledger for one question."""
        with open_ledger(self.ledger, read_only=True) as opened, opened.view(as_of=_day(as_of)) as view:
            yield Passages(view)


def _day(told: str | None) -> str | None:
    """Return a date that is on the calendar as it was given."""
    try:
        dt.date.fromisoformat(last_day(told) if told else "2000-01-01")
    except ValueError as error:
        raise UsageError("is no day of the calendar", where=told) from error
    return told


def _codes(states: Iterable[str]) -> tuple[str, ...]:
    parties = known_parties()
    names = {name.lower(): ident for ident, name in parties.items()}
    codes = [names.get(state.strip().lower(), state.strip().upper()) for state in states]
    for code in codes:
        if code not in parties:
            raise UsageError("is no state or organisation", where=code, mend="give a code such as TR, KZ or OTS")
    return tuple(dict.fromkeys(codes))


def _outcomes(passages: Passages, rows: Iterable[OutcomeRow], as_of: str | None) -> Iterator[Outcome]:
    for row in followed(passages.view, rows, this_day(as_of)):
        yield _outcome(passages, row.outcome, row.life.status.value)


def _outcome(passages: Passages, row: OutcomeRow, status: str) -> Outcome:
    return Outcome(
        id=row.id,
        kind=row.kind,
        parties=row.parties,
        topics=row.topics,
        amount=row.amount.value if row.amount else None,
        currency=row.amount.currency if row.amount else None,
        due=row.due,
        status=status,
        passage=passages.at(row.document_id, *row.span),
    )


def _piece(passages: Passages, one: Evidence) -> Piece:
    return Piece(
        kind=one.kind,
        known=one.known,
        score=one.score,
        reasons=tuple(f"{weight:+.1f} {reason}" for reason, weight in one.reasons),
        passage=passages.at(one.document_id, *one.span),
    )
