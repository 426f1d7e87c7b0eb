"""From what a model says to a reading: only what stands in the text, only what the closed lists allow.

A quotation must be the text's own words (white space and kinds of quotation mark aside); a name must have its words in
the text, each at least by its stem, for texts inflect names and models write nominatives. What fails is dropped, and
the reading says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Any, TypeVar

from elchi.lexicon import fold
from elchi.model import (
    Amount,
    Caveat,
    Claim,
    Document,
    Engagement,
    EngagementKind,
    EngagementStatus,
    Figure,
    Organisation,
    Outcome,
    OutcomeKind,
    Person,
    PositionClass,
    Reading,
    Span,
    Statement,
    Topic,
)

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?\Z")
_CODE = re.compile(r"[A-Z][A-Z0-9_-]{1,63}\Z")
_STEM = 3  # letters of a word that must stay when its ending goes
_ENDING = 4  # letters that an ending may take away from a name's nominative
Listed = TypeVar("Listed", bound=StrEnum)


class Grounder:
    """Looks up in one document what a model claims about it, and gathers what it had to drop."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.view = fold(document.text)
        self.dropped: list[Caveat] = []

    def reading(self, answer: dict[str, Any], *, reader: str, language: str | None, script: str | None) -> Reading:
        """The reading that is left of an answer."""
        people = self._people(answer.get("people"))
        names = {person.name for person in people}
        return Reading(
            document=self.document,
            language=language,
            script=script,
            people=people,
            organisations=self._organisations(answer.get("organisations")),
            engagements=self._engagements(answer.get("engagements"), names),
            outcomes=self._outcomes(answer.get("outcomes")),
            statements=self._statements(answer.get("statements"), names),
            figures=self._figures(answer.get("figures")),
            topics=self._topics(answer.get("topics")),
            warnings=tuple(self.dropped),
            reader=reader,
        )

    def quotation(self, words: object, what: str) -> Span | None:
        """Where the text has these words; None, with a warning, where it has not."""
        text = str(words or "").strip(" .\n")
        pieces = [re.escape(piece) for piece in fold(text).split()]
        match = re.search(r"\W+".join(pieces), self.view) if pieces else None
        if match is None:
            self._drop("llm-invented-quote", f"{what}: the text has no words {text[:80]!r}")
            return None
        return Span(*match.span())

    def name(self, name: object, what: str) -> Span | None:
        """Where the text names this; None, with a warning, where it does not."""
        words = fold(str(name or "")).split()
        patterns = [re.escape(word[: max(_STEM, len(word) - _ENDING)]) + r"[\w']*" for word in words]
        match = re.search(r"(?<!\w)" + r"\W{1,3}".join(patterns), self.view) if patterns else None
        if match is None:
            self._drop("llm-invented-name", f"{what}: the text does not name {str(name)[:80]!r}")
            return None
        return Span(*match.span())

    def _drop(self, code: str, message: str) -> None:
        self.dropped.append(Caveat(code=code, message=message))

    def _listed(self, kind: type[Listed], value: object, what: str) -> Listed | None:
        try:
            return kind(str(value))
        except ValueError:
            if value is not None:
                self._drop("llm-unknown-value", f"{what}: {str(value)[:40]!r} is no {kind.__name__}")
            return None

    def _people(self, rows: object) -> tuple[Person, ...]:
        people: dict[str, Person] = {}
        for row in _rows(rows):
            span = self.name(row.get("name"), "people")
            if span is None:
                continue
            rank = self._listed(PositionClass, row.get("position_class"), "people")
            represents = _code(row.get("represents"))
            claims = [Claim("position_class", rank.value, span)] if rank else []
            claims += [Claim("represents", represents, span)] if represents else []
            name = str(row["name"]).strip()
            people.setdefault(
                name,
                Person(
                    name=name,
                    name_en=_text(row.get("name_en")),
                    position=_text(row.get("position")),
                    position_class=rank,
                    represents=represents,
                    spans=(span,),
                    claims=tuple(claims),
                    doubts=("read by a model",),
                ),
            )
        return tuple(people.values())

    def _organisations(self, rows: object) -> tuple[Organisation, ...]:
        found: dict[str, Organisation] = {}
        for row in _rows(rows):
            span = self.name(row.get("name"), "organisations")
            if span is not None:
                name = str(row["name"]).strip()
                ident = _code(row.get("id")) or re.sub(r"\W+", "_", name).strip("_").upper()
                found.setdefault(
                    ident,
                    Organisation(
                        id=ident,
                        name=name,
                        name_en=_text(row.get("name_en")),
                        kind=_text(row.get("kind")) or "other",
                        spans=(span,),
                    ),
                )
        return tuple(found.values())

    def _engagements(self, rows: object, names: set[str]) -> tuple[Engagement, ...]:
        found: list[Engagement] = []
        for row in _rows(rows):
            span = self.quotation(row.get("words"), "engagements")
            kind = self._listed(EngagementKind, row.get("kind"), "engagements")
            status = self._listed(EngagementStatus, row.get("status"), "engagements")
            if span is None or kind is None or status is None:
                continue
            found.append(
                Engagement(
                    kind=kind,
                    status=status,
                    spans=(span,),
                    date=_date(row.get("date")),
                    city=_text(row.get("city")),
                    country=_code(row.get("country")),
                    within=_text(row.get("within")),
                    participants=tuple(name for name in _strings(row.get("participants")) if name in names),
                    parties=tuple(filter(None, map(_code, _strings(row.get("parties"))))),
                    topics=self._topics(row.get("topics")),
                    claims=(Claim("kind", kind.value, span),),
                    doubts=("read by a model",),
                )
            )
        return tuple(found)

    def _outcomes(self, rows: object) -> tuple[Outcome, ...]:
        found: list[Outcome] = []
        for row in _rows(rows):
            span = self.quotation(row.get("quote"), "outcomes")
            kind = self._listed(OutcomeKind, row.get("kind"), "outcomes")
            if span is None or kind is None:
                continue
            found.append(
                Outcome(
                    kind=kind,
                    quote=self.document.text[span.start : span.end],
                    span=span,
                    parties=tuple(filter(None, map(_code, _strings(row.get("parties"))))),
                    topics=self._topics(row.get("topics")),
                    amount=_amount(row.get("amount")),
                    due=_date(row.get("due")),
                    claims=(Claim("kind", kind.value, span),),
                    doubts=("read by a model",),
                )
            )
        return tuple(found)

    def _statements(self, rows: object, names: set[str]) -> tuple[Statement, ...]:
        found: list[Statement] = []
        for row in _rows(rows):
            span = self.quotation(row.get("quote"), "statements")
            if span is not None:
                speaker = _text(row.get("speaker"))
                found.append(
                    Statement(
                        quote=self.document.text[span.start : span.end],
                        span=span,
                        speaker=speaker if speaker in names else None,
                        medium=_text(row.get("medium")),
                    )
                )
        return tuple(found)

    def _figures(self, rows: object) -> tuple[Figure, ...]:
        found: list[Figure] = []
        for row in _rows(rows):
            span = self.quotation(row.get("quote"), "figures")
            value = row.get("value")
            if (
                span is not None
                and isinstance(value, int | float)
                and not isinstance(value, bool)
                and _text(row.get("indicator"))
            ):
                parties = tuple(filter(None, map(_code, _strings(row.get("parties")))))
                found.append(
                    Figure(
                        indicator=str(row["indicator"]),
                        value=float(value),
                        unit=_text(row.get("unit")) or "",
                        span=span,
                        period=_date(row.get("period")),
                        parties=parties,
                    )
                )
        return tuple(found)

    def _topics(self, values: object) -> tuple[Topic, ...]:
        return tuple(
            dict.fromkeys(topic for value in _strings(values) if (topic := self._listed(Topic, value, "topics")))
        )


def _rows(value: object) -> Iterable[dict[str, Any]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _strings(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _code(value: object) -> str | None:
    return value if isinstance(value, str) and _CODE.match(value) else None


def _date(value: object) -> str | None:
    return value if isinstance(value, str) and _DATE.match(value) else None


def _amount(value: object) -> Amount | None:
    if not isinstance(value, dict):
        return None
    number, currency = value.get("value"), value.get("currency")
    if not isinstance(number, int | float) or isinstance(number, bool) or not isinstance(currency, str):
        return None
    return Amount(float(number), currency)
