"""What is a name: a run of capitalised words, the same brought back to the nominative, and what one text shows of its words.

`runs` finds the runs, `nominative` brings them back.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from elchi.lexicon import Language
from elchi.lexicon.records import Record
from elchi.reading.page import Page, Token

_INITIAL = re.compile(r"[^\W\d_]{1,2}")


class Run(Record, frozen=True):
    """Capitalised words that may be a name: its tokens without honorifics, in the order of the text."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    honoured: bool
    """An honorific stood before or behind it."""
    sentence: int


class Name(Record, frozen=True):
    """A name brought back to the nominative."""

    words: tuple[str, ...]
    """In the document's spelling, in the order of the text."""
    folded: tuple[str, ...]
    case: str | None
    surname: int
    """Index of the surname among the words."""
    display: str
    """The name as it is written: initials keep their stops, and no blank where the text has none."""
    gender: str | None
    known_given: bool
    surname_like: bool


class Vocabulary:
    """What one text shows of its words: how often each has a capital, which have one inside a sentence, which a small letter."""

    def __init__(self, page: Page) -> None:
        capitals = [[token for token in sentence.tokens if token.capital] for sentence in page.sentences]
        self.capital = Counter([token.word for some in capitals for token in some])
        self.small = {token.word for sentence in page.sentences for token in sentence.tokens if not token.capital}
        self.inner = {
            token.word.partition("'")[0]
            for sentence, some in zip(page.sentences, capitals)
            for token in some
            if token.start > sentence.tokens[0].start
        }


@lru_cache(maxsize=50_000)  # asked several times of each capitalised word
def given_cut(language: Language, word: str) -> tuple[str, str, str] | None:
    """(nominative, case, what was restored) where cutting an ending leaves a known given name."""
    names = language.names
    for ending, replacement, case in names.endings_of(word):
        base = word[: len(word) - len(ending)] + replacement
        if len(word) - len(ending) >= 2 and base in names.given:
            return base, case, replacement
    return None


def like_surname(language: Language, word: str) -> bool:
    """Whether a word ends like a surname."""
    return len(word) >= 5 and word.endswith(language.names.surname_endings)


def is_initial(page: Page, token: Token) -> bool:
    """Whether a token is an initial (one or two letters and a stop)."""
    return (
        token.end - token.start <= 2
        and page.text[token.end : token.end + 1] == "."
        and bool(_INITIAL.fullmatch(page.view, token.start, token.end))
    )


def ends_a_name(language: Language, word: str) -> bool:
    """Whether a word is a surname rather than another given name, inflected or not."""
    return word not in language.names.given and (
        like_surname(language, word)
        or any(
            like_surname(language, word[: len(word) - len(ending)] + restored)
            for ending, restored, _ in language.names.endings_of(word)
        )
    )


def runs_on(gap: str, before: str) -> bool:
    """Whether a name goes on over the gap: a blank, a hyphen, or the stop of an initial."""
    return gap in {" ", "-", "\u00a0", "‑", "–"} or (gap.strip() in {".", ". "} and len(gap) <= 2 and len(before) <= 2)
