"""The words of a text as copies are told by: folded, with those that may be facts, and the lines that are page furniture.

What sites write differently in one and the same word (case, apostrophes, dots that capitals lose or gain) makes no
difference. A fact is a number, or a word with a capital that is not there because a sentence begins with it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

MOST_WORDS = 20_000  # of a text that are looked at: a book is known by its beginning
_FURNITURE = 20  # a line of at most so many words that is no sentence is a headline, a caption or a link
_STEM = 5  # names are compared by so many letters: they are inflected
_PLAIN = str.maketrans(dict.fromkeys("'’ʻʼ‘`´ʹ′\u0307", "") | {"ı": "i", "İ": "I", "ё": "е", "Ё": "Е"})
_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"[.!?…]\W*$")
_BEGINNING = re.compile(r"(?:^|[.!?:;»”\"])\W*(\w+)")


@dataclass(frozen=True, slots=True)
class Worded:
    """The words of a text, folded; which of them may be facts; which lines (by their words) look like page furniture."""

    folded: tuple[str, ...]
    facts: tuple[bool, ...]
    furniture: tuple[tuple[int, int], ...]
    stems: frozenset[str]

    def facts_in(self, start: int, stop: int) -> set[str]:
        """The names, by their stems, and the numbers in ``[start, stop)``, without whole lines of page furniture."""
        spared = {n for begin, end in self.furniture if start <= begin and end <= stop for n in range(begin, end)}
        return {self.folded[n][:_STEM] for n in range(start, stop) if self.facts[n] and n not in spared}


def worded(text: str) -> Worded:
    """The words of a text, made ready to be held against those of others."""
    folded: list[str] = []
    facts: list[bool] = []
    furniture: list[tuple[int, int]] = []
    for line in unicodedata.normalize("NFKC", text).translate(_PLAIN).splitlines():
        words = _WORD.findall(line)
        if words:
            if len(words) <= _FURNITURE and not _SENTENCE_END.search(line):
                furniture.append((len(folded), len(folded) + len(words)))
            beginnings = set(_BEGINNING.findall(line))
            folded.extend(map(str.casefold, words))
            facts.extend(word[0].isdigit() or (word[0].isupper() and word not in beginnings) for word in words)
            if len(folded) >= MOST_WORDS:
                break
    cut = tuple(folded[:MOST_WORDS])
    kept = tuple((begin, end) for begin, end in furniture if end <= MOST_WORDS)
    return Worded(cut, tuple(facts[:MOST_WORDS]), kept, frozenset(word[:_STEM] for word in cut))
