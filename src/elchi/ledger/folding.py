"""One folding for every alphabet, used when words go into the search index and when they are asked for.

Case, diacritics, dotless and dotted i, kinds of apostrophes and of ё/е make no difference; an apostrophe behind o or g
belongs to the letter (Uzbek), any other separates a suffix from its word.
"""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = re.compile("[’ʻʼ‘`´ʹ′]")
_LETTER_APOSTROPHE = re.compile(r"(?<=[og])'(?=\w)")
_WORD = re.compile(r"\w+")
_SAME = str.maketrans({"ı": "i", "ё": "е", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "_": " "})
_INDEX_BYTES = 900_000  # PostgreSQL keeps at most a megabyte of lexemes for one text


def fold(text: str) -> str:
    """Lower case without diacritics; й, ў and their like lose their mark too."""
    lowered = _APOSTROPHES.sub("'", text).casefold()
    bare = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    return _LETTER_APOSTROPHE.sub("", bare.translate(_SAME))


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
