"""Proper names of a sentence in plain Latin letters, whatever alphabet it is written in.

They are what tells two undertakings of one kind apart: "Ostim", «Остим» and "OSTİM" are one name, the words that the
lexicon explains (states, cities, offices, topics) are none.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from elchi.reading.page import lies_in
from elchi.reading.scene import Cast, Scene

_LATIN = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "j",
            "z",
            "i",
            "y",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "h",
            "ts",
            "ch",
            "sh",
            "sh",
            "",
            "i",
            "",
            "e",
            "yu",
            "ya",
            "a",
            "g",
            "k",
            "n",
            "o",
            "u",
            "u",
            "h",
            "i",
        ],
        strict=True,
    )
)
_OWN_NAMES = frozenset({"company", "bank", "fund", "university", "zone", "park"})
_SHORTEST = 3
_MOST = 12
_MARK = re.compile(r"['’‘ʼʻ`-]")
_NO_NAMES = frozenset(
    [
        "state",
        "city",
        "region",
        "act",
        "concept",
        "date.months",
        "date.weekdays",
        "office",
        "alias",
        "topic",
        "portfolio",
        "document",
        "say",
    ]
)
"""Kinds of terms that explain a capitalised word as something other than a proper name."""


def proper_names(cast: Cast, scene: Scene) -> tuple[str, ...]:
    """Proper names of a sentence in plain Latin letters: last words of people's names, and other capitalised words."""
    text = cast.page.text
    sentence = scene.sentence
    known = [(h.start, h.end) for h in sentence.hits if h.kind in _NO_NAMES]
    known += [(o.start, o.end) for o in scene.organisations if o.kind not in _OWN_NAMES]
    known += [(p.start, p.end) for p in scene.positions] + [(m.start, m.end) for m in scene.people]
    found = [f"person:{plain(cast.people[m.person].name.split()[-1])}" for m in scene.people]
    first = sentence.tokens[0].start
    for token in sentence.tokens:
        at = token.start
        if not token.capital or at <= sentence.start or lies_in(known, at):
            continue
        word = _MARK.split(text[at : token.end], maxsplit=1)[0]
        quoted = text[at - 1] in '«“„"'
        if len(word) >= _SHORTEST and (quoted or word.isupper() or at > first):
            found.append(plain(word))
    return tuple(name for name in dict.fromkeys(found) if len(name) >= _SHORTEST)[:_MOST]


@lru_cache(maxsize=20_000)
def plain(word: str) -> str:
    """A word in plain small Latin letters: "Остим", "OSTİM" and "Ostim" are one."""
    lower = word.replace("İ", "i").replace("ı", "i").replace("ə", "a").replace("Ə", "a").lower()
    latin = "".join(_LATIN.get(char, char) for char in lower)
    return "".join(char for char in unicodedata.normalize("NFD", latin) if char.isascii() and char.isalnum())
