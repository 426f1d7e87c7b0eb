"""Which language and alphabet a stretch of text is in, or that it is none of those that are read.

Each language lists its most frequent words and its typical letters; a word that several languages share counts for
each the less. Too few known words means an unsupported language (Tatar, Bashkir, Mongolian, Uyghur, Chinese …): such
text is declared, not misread. So is text with many letters that the likeliest language does not write.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from elchi.lexicon.fold import fold
from elchi.lexicon.records import Record
from elchi.lexicon.world import read_compiled

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_MOST_WORDS = 400
_MOST_CHARACTERS = 4_000
_LEAST_SHARE = 0.04
_LETTER_WEIGHT = 0.6
_LEAST_OWN = 0.975  # share of letters that the language's alphabet must hold
_PLAIN = {"Latn": frozenset("abcdefghijklmnopqrstuvwxyz"), "Cyrl": frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюя")}
_SCRIPTS = {
    "Latn": re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+"),
    "Cyrl": re.compile(r"[\u0400-\u052f]+"),
    "Arab": re.compile(r"[\u0600-\u077f]+"),
    "Hani": re.compile(r"[\u3040-\u9fff]+"),
    "Zyyy": re.compile(r"[\u0370-\u03ff\u0530-\u05ff\u0900-\u1cff\uac00-\ud7af]+"),
}


class Identified(Record, frozen=True):
    """The language folder (None: not supported), the script, and how sure: share of words known to the language."""

    language: str | None
    script: str | None
    share: float


class _Letters(Record, frozen=True):
    """Letters beyond the plain alphabet that a language writes alone, with others of its script, or not at all."""

    own: str
    shared: str
    rivals: str


class _Profiles(Record, frozen=True):
    words: dict[str, tuple[tuple[str, float], ...]]
    letters: dict[str, frozenset[str]]
    telling: dict[str, _Letters]
    scripts: dict[str, str]
    shares: dict[str, float]
    """How many of its words a text of the language has at least from the list of frequent ones."""


@lru_cache(maxsize=1)
def _profiles() -> _Profiles:
    # a language on trial is read where it is named, and never guessed
    languages = {code: facts for code, facts in read_compiled("languages").items() if not facts.get("trial")}
    owners: dict[str, set[str]] = {}
    for code, facts in languages.items():
        for word in facts.get("frequent") or []:
            owners.setdefault(fold(str(word)).strip(), set()).add(code)
    scripts = {code: facts["script"] for code, facts in languages.items()}
    words = {
        word: tuple((code, 1.0 / sum(scripts[other] == scripts[code] for other in codes)) for code in sorted(codes))
        for word, codes in owners.items()
    }
    letters = {
        code: frozenset(fold(str(facts.get("letters") or ""))) - _PLAIN[facts["script"]] - {" ", "'"}
        for code, facts in languages.items()
    }
    telling = {}
    for code, own in letters.items():
        others = frozenset().union(
            *(theirs for other, theirs in letters.items() if other != code and scripts[other] == scripts[code])
        )
        telling[code] = _Letters(*("".join(sorted(part)) for part in (own - others, own & others, others - own)))
    shares = {code: float(facts.get("share") or _LEAST_SHARE) for code, facts in languages.items()}
    return _Profiles(words, letters, telling, scripts, shares)


@lru_cache(maxsize=20_000)
def _script(char: str) -> str | None:
    """The script of a letter."""
    return next((script for script, letters in _SCRIPTS.items() if letters.match(char)), None)


def script_of(text: str) -> str | None:
    """``Latn`` or ``Cyrl`` by the letters' majority; another ISO 15924 code, or None where there are no letters."""
    counts = dict.fromkeys(_SCRIPTS, 0)
    beginning = text[:_MOST_CHARACTERS]
    for char in set(beginning):
        script = _script(char)
        if script is not None:
            counts[script] += beginning.count(char)
    best = max(counts, key=lambda script: counts[script])
    return best if counts[best] else None


def _words(view: str) -> list[str]:
    """The first words of a folded view, without numbers: most are what stands between two blanks."""
    words: list[str] = []
    for piece in view[:_MOST_CHARACTERS].split():
        if piece.isalpha():
            words.append(piece)
        else:
            words += _WORD.findall(piece)
    return words[:_MOST_WORDS]


def identify(text: str, view: str) -> Identified:
    """Identify the language of `text` (with its folded `view`)."""
    profiles = _profiles()
    script = script_of(text)
    words = _words(view)
    if not words or script not in {"Latn", "Cyrl"}:
        return Identified(None, script, 0.0)
    scores: dict[str, float] = defaultdict(float)
    known: dict[str, int] = defaultdict(int)
    counts: dict[str, int] = {}
    for word in words:
        if word in profiles.words:
            counts[word] = counts.get(word, 0) + 1
    for word, count in counts.items():
        for code, weight in profiles.words[word]:
            scores[code] += weight * count
            known[code] += count
    together = "".join(words)
    distinct = {char: together.count(char) for char in set(together)}
    rare = [(char, distinct[char]) for char in distinct.keys() - _PLAIN[script]]
    for code, telling in profiles.telling.items():
        if profiles.scripts[code] == script and profiles.letters[code]:
            scores[code] += _LETTER_WEIGHT * (
                0.5 * sum([count for char, count in rare if char in telling.own])
                + 0.08 * sum([count for char, count in rare if char in telling.shared])
                # letters of the rivals that this language does not write speak against it
                - 0.25 * sum([count for char, count in rare if char in telling.rivals])
            )
    candidates = [code for code in scores if profiles.scripts[code] == script]
    if not candidates:
        return Identified(None, script, 0.0)
    best = max(candidates, key=lambda code: (scores[code], known[code], code))
    share = known[best] / len(words)
    alphabet = _PLAIN[script] | profiles.letters[best]
    of_script = {char: count for char, count in distinct.items() if _script(char) == script}
    letters_seen = sum(of_script.values()) or 1
    own_letters = sum(count for char, count in of_script.items() if char in alphabet)
    expected = profiles.shares[best] * len(words)
    if (
        # a short text full of names has fewer of the words by chance: one standard deviation is allowed
        (known[best] < expected - expected**0.5 and len(words) >= 12)
        or scores[best] <= 0
        or own_letters < _LEAST_OWN * letters_seen
    ):
        return Identified(None, script, share)
    return Identified(best, script, share)
