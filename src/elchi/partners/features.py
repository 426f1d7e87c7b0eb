"""What a profile is about, as weighted features that are comparable across languages.

Concepts of the sector vocabularies (``c:``), the broader groups they belong to (``g:``) and, for words that no list has,
their consonants (``s:``), by which international and kindred words meet. The title weighs most, then the parts of the
text that say what is offered or sought.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from elchi.lexicon import fold, load_language
from elchi.lexicon.sectors import concept_finder, folder_for, load_sectors, small_words, sounds_of, word_finder
from elchi.partners.profile import Profile

_WORD = re.compile(r"[^\W\d_][\w']*")
_CLAUSE = re.compile(r"[^,:]+")
_SENTENCE = re.compile(r"[^.!?;\n]+")
TITLE, NESTED, GROUP, SOUND = 3.0, 0.4, 0.5, 0.35
SHORTEST_WORD, SHORTEST_KEY, LONGEST_KEY = 6, 4, 6
Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Subject:
    """The features of a profile, and the words by which a person recognises each concept."""

    features: Features
    words: dict[str, str]
    title: frozenset[str]
    """Concepts of the title."""
    unwanted: frozenset[str]
    """Concepts, and states, that a sentence of the text excludes."""


def subject_of(profile: Profile) -> Subject:
    """Return what a profile is about."""
    counts: defaultdict[str, float] = defaultdict(float)
    words: dict[str, str] = {}
    for text, weight in ((profile.title, TITLE), (profile.text, 1.0)):
        _count(folder_of(profile.lang, text), text, weight, counts, words)
    features = {key: _saturated(count) for key, count in counts.items()}
    code = folder_of(profile.lang, profile.text)
    title = frozenset(hit.concept for hit in concept_finder(code).find(profile.title) if not hit.nested)
    return Subject(features, words, title, _unwanted(code, profile) - title)


def _unwanted(code: str, profile: Profile) -> frozenset[str]:
    """What sentences that exclude something name; a state that the profile looks to or admits is not meant."""
    found: set[str] = set()
    for match in _SENTENCE.finditer(profile.text):
        sentence = match[0]
        if excluding := word_finder(code, "exclude").find(sentence):
            clauses = [(part.start(), part.end()) for part in _CLAUSE.finditer(sentence)]
            denied = [(a, b) for a, b in clauses if any(a <= hit.start < b for hit in excluding)]
            hits = [hit for hit in concept_finder(code).find(sentence) if not hit.nested]
            found |= {hit.concept for hit in hits if any(a <= hit.start < b for a, b in denied)}
            found |= {
                hit.value for hit in load_language(code).matcher.scan(sentence, fold(sentence)) if hit.kind == "state"
            }
    return frozenset(found - {profile.country, *profile.target_countries, *profile.eligible_countries})


def folder_of(lang: str, text: str) -> str:
    """Return the lexicon folder for a language as a text writes it: ``uz`` in Cyrillic letters is ``uz-Cyrl``."""
    letters = len(re.findall(r"[^\W\d_]", text[:2000]))
    cyrillic = len(re.findall("[а-яёәғқңөұүһіўҳ]", text[:2000].lower())) * 2 > letters
    return folder_for(lang, cyrillic=cyrillic)


def _saturated(count: float) -> float:
    return math.log1p(count)


def _count(code: str, text: str, weight: float, counts: defaultdict[str, float], words: dict[str, str]) -> None:
    for hit in concept_finder(code).find(text):
        share = weight * (NESTED if hit.nested else 1.0)
        counts["c:" + hit.concept] += share
        group = group_of(hit.concept)
        if group != hit.concept:
            counts["g:" + group] += share * GROUP
        else:
            counts["g:" + group] += share
        words.setdefault("c:" + hit.concept, text[hit.start : hit.end])
    sounds, view = sounds_of(code.partition("-")[0]), fold(text)
    common = small_words(code)
    for match in _WORD.finditer(view):
        word = match[0]
        if len(word) < SHORTEST_WORD or word in common:
            continue
        key = sounds.key(word)[:LONGEST_KEY]
        if len(key) >= SHORTEST_KEY:
            counts["s:" + key] += weight * SOUND
            words.setdefault("s:" + key, text[match.start() : match.end()])


@lru_cache(maxsize=8192)
def group_of(concept: str) -> str:
    """Return the broader concept of a concept."""
    return load_sectors()[concept].group
