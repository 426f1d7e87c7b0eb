"""The interface in nine languages: catalogues complete and up to date, dates and numbers as each language writes them."""

from __future__ import annotations

import re

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from catalogues import LOCALES, gather

from elchi.words import LABELS, LANGUAGES, SOURCE, Words, negotiate, words_for

TRANSLATED = [tag for tag in LANGUAGES if tag != SOURCE]
PLACE = re.compile(r"%\(\w+\)s")


def forms(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


@pytest.mark.parametrize("tag", TRANSLATED)
def test_a_catalogue_is_complete_and_up_to_date(tag: str) -> None:
    catalogue = read_po((LOCALES / f"{tag}.po").open("rb"), locale=tag)
    wanted = {message.id for message in gather() if message.id}
    assert {message.id for message in catalogue if message.id} == wanted, "run python tools/catalogues.py"
    for message in catalogue:
        if not message.id:
            continue
        source = message.id if isinstance(message.id, str) else message.id[0]
        for form in forms(message):
            assert form, f"{source!r} is not translated"
            assert sorted(PLACE.findall(form)) == sorted(PLACE.findall(source)), f"{source!r} loses or gains a value"


@pytest.mark.parametrize("tag", TRANSLATED)
def test_a_catalogue_is_in_its_own_language(tag: str) -> None:
    """Most messages of more than two words differ from English, and use the language's own alphabet."""
    catalogue = read_po((LOCALES / f"{tag}.po").open("rb"), locale=tag)
    long = [message for message in catalogue if isinstance(message.id, str) and message.id.count(" ") > 2]
    assert all(message.string != message.id for message in long)
    text = "".join(form for message in catalogue if message.id for form in forms(message))
    cyrillic = sum("\u0400" <= letter <= "\u04ff" for letter in text) / len(text)
    assert cyrillic > 0.5 if tag in ("kk", "ky", "ru") else cyrillic == 0


def test_plurals_follow_the_language() -> None:
    russian = words_for("ru")
    said = [str(russian.many("%(n)s document", "%(n)s documents", n)) for n in (1, 2, 5, 21)]
    assert said == ["1 документ", "2 документа", "5 документов", "21 документ"]


@pytest.mark.parametrize(
    ("tag", "day", "month"),
    [
        ("en", "October 24, 2025", "October 2025"),
        ("tr", "24 Ekim 2025", "Ekim 2025"),
        ("hu", "2025. október 24.", "2025. október"),
        ("ru", "24 октября 2025", "октябрь 2025"),
    ],
)
def test_partial_dates_are_written_as_far_as_they_go(tag: str, day: str, month: str) -> None:
    words = words_for(tag)
    assert words.date("2025-10-24").startswith(day)
    assert words.date("2025-10").startswith(month)
    assert words.date("2025") == "2025"
    assert words.date(None) == ""
    assert words.date("someday") == "someday"


def test_values_are_escaped() -> None:
    assert str(words_for("en")("Results for “%(words)s”", words="<b>")) == "Results for “&lt;b&gt;”"


def test_every_label_has_words_in_every_language() -> None:
    for tag in TRANSLATED:
        words: Words = words_for(tag)
        for kind, values in LABELS.items():
            assert all(words.label(kind, value) for value in values)


@pytest.mark.parametrize(
    ("header", "tag"),
    [
        ("kk-KZ,kk;q=0.9,ru;q=0.8", "kk"),
        ("fr, ru;q=0.5, tr;q=0.7", "tr"),
        ("fr", "en"),
        ("", "en"),
        (";;;q=x,hu", "hu"),
    ],
)
def test_the_browser_is_asked_for_the_language(header: str, tag: str) -> None:
    assert negotiate(header) == tag
