"""One folding for every alphabet, used when words go into the search index and when they are asked for.

Who searches often lacks the keyboard of the text: case, diacritics, tails and bars of letters (қ is к, ş is s), dotless and
dotted i, schwa and kinds of apostrophes make no difference. An apostrophe behind o or g belongs to the letter (Uzbek),
any other separates a suffix from its word. Alphabets stay apart: names are found across them by their spellings.
"""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress

_APOSTROPHES = re.compile("[’ʻʼ‘`´ʹ′]")
_LETTER_APOSTROPHE = re.compile(r"(?<=[og])'(?=\w)")
_WORD = re.compile(r"\w+")
# Letters of their own whose Unicode names do not say which other letter stands in for them.
_STAND_INS = {"ı": "i", "ə": "e", "ә": "а", "ү": "у", "ө": "о", "һ": "х", "_": " "}
_INDEX_BYTES = 900_000  # PostgreSQL keeps at most a megabyte of lexemes for one text


class _Letters(dict[int, str]):
    """Code point to what it is folded to, worked out when first met."""

    def __missing__(self, code: int) -> str:
        folded = "".join(map(_bare, unicodedata.normalize("NFKD", chr(code))))
        self[code] = folded
        return folded


def _bare(letter: str) -> str:
    if unicodedata.combining(letter):
        return ""
    base, _, mark = unicodedata.name(letter, "").partition(" WITH ")
    if mark and letter.isalpha():
        with suppress(KeyError):  # some letters' bases have no name of their own
            letter = unicodedata.lookup(base)
    return _STAND_INS.get(letter, letter)


_LETTERS = _Letters()


def fold(text: str) -> str:
    """Lower case without marks of any kind."""
    lowered = _APOSTROPHES.sub("'", text).casefold()
    return _LETTER_APOSTROPHE.sub("", lowered.translate(_LETTERS))


def words(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return [word[:200] for word in _WORD.findall(fold(text))]


def vocabulary(text: str) -> list[str]:
    """The distinct folded words of a text, sorted, as far as the index takes them."""
    kept, size = [], 0
    for word in dict.fromkeys(words(text)):
        size += len(word.encode()) + 4
        if size > _INDEX_BYTES:
            break
        kept.append(word)
    return sorted(kept)
