"""Whether two spellings are one name: a verdict with its reasons, from sounds alone.

Words are paired by how near they sound. Both family names must find a partner, and so must the given names as far as
both spellings have them; what one spelling leaves out (a middle name, a father's name) costs little, what contradicts
(another given name, another father, the other sex) forbids. The reasons are (name, weight) pairs that add up to the score.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler, Levenshtein

from elchi.lexicon.sounds import Sound, Spelling, Word, distinct_given, father_stem, spelling

Reason = tuple[str, float]
ALIKE = 0.78  # words at least as near as this are one word
_INITIAL = 0.8
SAME, UNSURE = 0.82, 0.6  # of a full name
WITH_INITIAL = 0.6


class Kind(StrEnum):
    """How much of a name agrees."""

    FULL = "full"
    """Family name and a given name on both sides."""
    PARTIAL = "partial"
    """The family name and at most an initial: it may be the same person."""
    CONFLICT = "conflict"
    """Something forbids that they are one."""


@dataclass(frozen=True, slots=True)
class Match:
    """What comparing two names gave; `score` runs from 0 to 1."""

    kind: Kind
    reasons: tuple[Reason, ...]

    @property
    def score(self) -> float:
        """The reasons' weights together."""
        return max(0.0, min(1.0, sum(weight for _, weight in self.reasons)))

    @property
    def same(self) -> bool:
        """Whether the names by themselves are one: alike in full, or a family name with a fitting initial."""
        if self.kind is Kind.CONFLICT:
            return False
        return self.score >= (SAME if self.kind is Kind.FULL else WITH_INITIAL)


@lru_cache(maxsize=131_072)
def compare_names(
    one: str,
    other: str,
    language: str | None = None,
    other_language: str | None = None,
    state: str | None = None,
    other_state: str | None = None,
) -> Match:
    """Compare two names as written; the languages are those of the texts, the states those they represent, where known.

    Remembered, for a ledger compares the same few spellings of its office-holders with every report.
    """
    return match(spelling(one, language, state), spelling(other, other_language, other_state))


@lru_cache(maxsize=65536)
def likeness(one: Word, other: Word) -> float:
    """How near two words sound, 0 to 1: their nearest readings."""
    if one.initial or other.initial:
        return _INITIAL if _begin_alike(one, other) else 0.0
    if _distinct(one, other):
        return 0.0
    return max((_near(a, b) for a in one.sounds for b in other.sounds), default=0.0)


@lru_cache(maxsize=1)
def _rows() -> dict[str, dict[int, int]]:
    """Sounds of a given name to the rows of distinct names it stands in, with its place there."""
    found: dict[str, dict[int, int]] = {}
    for row, names in enumerate(distinct_given()):
        for place, sounds in enumerate(names):
            for full in sounds:
                found.setdefault(full, {}).setdefault(row, place)
    return found


def _distinct(one: Word, other: Word) -> bool:
    """Whether the lexicon says that two names that sound alike are not one."""
    rows = _rows()
    places = [
        {row: place for sound in word.sounds for row, place in rows.get(sound.full, {}).items()}
        for word in (one, other)
    ]
    return any(places[1].get(row, place) != place for row, place in places[0].items()) and not (
        {s.full for s in one.sounds} & {s.full for s in other.sounds}
    )


def _near(a: Sound, b: Sound) -> float:
    if a.full == b.full:
        return 1.0
    if (
        a.full[-1:] == b.full[-1:] == "V" and min(len(a.full), len(b.full)) > 3
    ):  # what all family names share tells nothing
        a, b = _stem(a), _stem(b)
    if min(len(a.full), len(b.full)) > 3 and 2 * len(_letters(a.hard) & _letters(b.hard)) < max(
        len(_letters(a.bones)), len(_letters(b.bones))
    ):
        return 0.0  # too few consonants in common to be worth measuring
    full = Levenshtein.normalized_similarity(a.full, b.full)
    if min(len(a.full), len(b.full)) <= 3:
        return full if full >= 0.8 or a.bones == b.bones else full * 0.7
    bones = max(Levenshtein.normalized_similarity(x, y) for x in (a.bones, a.hard) for y in (b.bones, b.hard))
    begin = JaroWinkler.normalized_similarity(a.full, b.full)
    near = 0.4 * full + 0.4 * bones + 0.2 * begin
    # A vowel more at the end is another name: Aziz and Aziza, Farid and Farida.
    shorter, longer = sorted((a.full, b.full), key=len)
    return min(near, ALIKE - 0.1) if longer == shorter + "A" and shorter[-1] not in "AIO" else near


@lru_cache(maxsize=65536)
def _letters(text: str) -> frozenset[str]:
    return frozenset(text)


@lru_cache(maxsize=65536)
def _stem(sound: Sound) -> Sound:
    return Sound(sound.full[:-1], sound.bones[:-1], sound.hard[:-1])


def _begin_alike(one: Word, other: Word) -> bool:
    begins = {s.full[: (len(s.full) if one.initial else 1)][:1] for s in one.sounds}
    others = {s.full[:1] for s in other.sounds}
    return bool(begins & others) or (begins <= {""} or others <= {""})


def match(one: Spelling, other: Spelling) -> Match:
    """Compare two names taken apart."""
    if not one.words or not other.words:
        return Match(Kind.CONFLICT, (("no name", 0.0),))
    pairs = _pair(one, other)
    if not pairs:
        return _joined(one, other) or Match(Kind.CONFLICT, (("no word in common", 0.0),))
    if clash := _clash(one, other, pairs):
        return _joined(one, other) or Match(Kind.CONFLICT, (*_alike(one, other, pairs), (clash, -1.0)))
    reasons = [*_alike(one, other, pairs)]
    lone = len(one.words) + len(other.words) - 2 * len(pairs)
    solid = [pair for pair in pairs if not (one.words[pair[0]].initial or other.words[pair[1]].initial)]
    if lone:
        reasons.append(("a name left out", -0.03 * lone))
    return Match(Kind.FULL if len(solid) >= 2 else Kind.PARTIAL, tuple(reasons))


def _pair(one: Spelling, other: Spelling) -> list[tuple[int, int, float]]:
    """Words that sound alike, each once, nearest first; on a tie family names go together."""
    found = []
    for i, a in enumerate(one.words):
        for j, b in enumerate(other.words):
            if (near := likeness(a, b)) >= ALIKE:
                together = (i == one.surname) == (j == other.surname)
                found.append((-near, not together, abs(i - j), i, j))
    pairs: list[tuple[int, int, float]] = []
    for near, _, _, i, j in sorted(found):
        if all(i != x and j != y for x, y, _ in pairs):
            pairs.append((i, j, -near))
    return pairs


def _clash(one: Spelling, other: Spelling, pairs: Sequence[tuple[int, int, float]]) -> str:
    """What forbids that two names with these pairs of words are one; empty if nothing does."""
    left = [n for n in range(len(one.words)) if all(n != i for i, _, _ in pairs)]
    right = [n for n in range(len(other.words)) if all(n != j for _, j, _ in pairs)]
    if one.surname in left or other.surname in right:
        # In another order or with another word taken for the family name, all of the shorter name must be there.
        if (left and right) or (len(one.words) > 1 and len(other.words) > 1 and len(pairs) < 2):
            return "other family name"
        if min(len(one.words), len(other.words)) == 1 and not _ends(one, other, pairs):
            return "a given name alone"
    if left and right:
        return "other given name"
    family = one.family, other.family
    if family[0] and family[1] and {family[0].sex, family[1].sex} == {"m", "f"} and not _same_given(one, other, pairs):
        return "other sex"
    if one.fathers and other.fathers and not _same_father(one, other):
        return "other father"
    return ""


def _ends(one: Spelling, other: Spelling, pairs: Sequence[tuple[int, int, float]]) -> bool:
    """Whether a name of one word is the other's family name."""
    return all(_may_end(one, i) and _may_end(other, j) for i, j, _ in pairs)


def _may_end(name: Spelling, place: int) -> bool:
    return place == name.surname or (name.either and place in {0, len(name.words) - 1})


def _same_father(one: Spelling, other: Spelling) -> bool:
    """Fathers' names without what all of them end in."""
    return any(
        _near(father_stem(a), father_stem(b)) >= ALIKE
        for x in one.fathers
        for y in other.fathers
        for a in x.sounds
        for b in y.sounds
    )


def _same_given(one: Spelling, other: Spelling, pairs: Sequence[tuple[int, int, float]]) -> bool:
    """Whether a given name is alike to the letter, so that a family name's ending may be a case or a slip."""
    given = [near for i, j, near in pairs if i != one.surname and j != other.surname]
    solid = [i for i, _, _ in pairs if i != one.surname and not one.words[i].initial]
    vowel = [i for i in solid if one.words[i].sounds[0].full[-1:] in "AI"]
    return bool(given) and min(given) >= 0.99 and bool(solid) and not vowel


def _alike(one: Spelling, other: Spelling, pairs: Sequence[tuple[int, int, float]]) -> tuple[Reason, ...]:
    reasons: list[Reason] = []
    for i, j, near in sorted(pairs):
        a, b = one.words[i], other.words[j]
        if a.initial or b.initial:
            reasons.append((f"initial {a.text.upper()} ~ {b.text}", 0.2))
        elif i == one.surname or j == other.surname:
            reasons.append((f"family name {a.text} ~ {b.text}", round(0.5 * near, 3)))
        else:
            reasons.append((f"given name {a.text} ~ {b.text}", round(0.45 * near, 3)))
    if one.fathers and other.fathers:
        reasons.append(("same father's name", 0.05))
    return tuple(reasons)


def _joined(one: Spelling, other: Spelling) -> Match | None:
    """One spelling writes as one word what the other parts: Kassymzhomart, Kassym-Jomart."""
    if len(one.words) == len(other.words) or min(len(one.words), len(other.words)) < 2:
        return None
    near = max((Levenshtein.normalized_similarity(a, b) for a in _run(one) for b in _run(other)), default=0.0)
    if near < 0.9:
        return None
    return Match(Kind.FULL, (("written together", round(0.9 * near, 3)),))


def _run(name: Spelling) -> set[str]:
    """All words' sounds in one run, by the first and the last of their readings."""
    return {"".join(word.sounds[n].full for word in name.words if word.sounds) for n in (0, -1)}
