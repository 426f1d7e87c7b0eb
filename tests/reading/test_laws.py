"""What holds for every reading of any text: spans inside it, quotes equal to it, the same again and again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from elchi.errors import ReadingError, UnsupportedSourceError
from elchi.lexicon import load_language, trial_languages
from elchi.model import (
    Claim,
    Document,
    Engagement,
    EngagementKind,
    EngagementStatus,
    Outcome,
    OutcomeKind,
    Person,
    Reading,
    Span,
)
from elchi.reading import read

EXAMPLES = sorted((Path(__file__).parents[2] / "examples" / "documents").glob("*.json"))
TEXTS = [json.loads(path.read_text("utf-8"))["text"] for path in EXAMPLES]
PIECES = [sentence for text in TEXTS for sentence in text.split(". ")]
ODD = [
    "«",
    "»",
    "\u0301",
    "İ",
    "ı",
    "10.000.000,5",
    "2'nci",
    "31.02.2025",
    "Bakan",
    "Президент",
    "kabul etti",
    "(",
    ")",
    "—",
    "\u00ad",
    "\U0001f600",
    "̈",
]


def checked(text: str, published: str | None = "2025-10-24") -> Reading | None:
    try:
        return read(Document(source="x", text=text, published=published))
    except UnsupportedSourceError:
        return None


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_reading_is_a_pure_function(path: Path) -> None:
    row = json.loads(path.read_text("utf-8"))
    named = (
        row["language"] if row.get("language") in trial_languages() else None
    )  # on trial: read only where it is named
    document = Document(source=path.name, text=row["text"], published=row["published"], language=named)
    assert read(document) == read(document)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from([*PIECES, *ODD]) | st.text(max_size=20), max_size=12))
def test_no_mixture_of_texts_breaks_a_law(pieces: list[str]) -> None:
    checked(" ".join(pieces))
    checked("\n".join(pieces), None)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(TEXTS), st.data())
def test_a_text_cut_anywhere_is_still_read(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    checked(text[start : data.draw(st.integers(start, len(text)))])


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["tr", "ru", "hu", "kk", "uz-Cyrl"]))
def test_any_text_in_a_named_language_is_read_or_refused(text: str, language: str) -> None:
    try:
        read(Document(source="x", text=text, language=language))
    except UnsupportedSourceError:
        assert load_language(language)


def test_a_participant_is_one_of_the_people() -> None:
    engagement = Engagement(
        kind=EngagementKind.MEETING, status=EngagementStatus.HELD, spans=(Span(0, 3),), participants=("Nobody",)
    )
    with pytest.raises(ReadingError, match="none of the people"):
        Reading(document=Document(source="x", text="abc"), language="en", script="Latn", engagements=(engagement,))


def test_a_person_without_words_cannot_exist() -> None:
    with pytest.raises(ReadingError, match="points at no words"):
        Person(name="X", spans=())


def test_a_span_outside_the_text_cannot_exist() -> None:
    person = Person(name="X", spans=(Span(0, 1),), claims=(Claim("position", "Minister", Span(2, 9)),))
    with pytest.raises(ReadingError, match="not inside the text"):
        Reading(document=Document(source="x", text="abc"), language="en", script="Latn", people=(person,))


def test_a_quote_is_the_text_under_its_span() -> None:
    outcome = Outcome(kind=OutcomeKind.AGREED, quote="abx", span=Span(0, 3))
    with pytest.raises(ReadingError, match="quote is not the text"):
        Reading(document=Document(source="x", text="abc"), language="en", script="Latn", outcomes=(outcome,))


def test_a_date_is_a_day_a_month_or_a_year() -> None:
    with pytest.raises(ReadingError, match="YYYY-MM-DD"):
        Document(source="x", text="abc", published="24.10.2025")
