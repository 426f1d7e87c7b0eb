"""Profiles that fit each other: the same subject across languages, complementary types, conditions that agree.

The score is in 0..1: from 0.5 on two profiles should be introduced, below it they are worth showing under a fitting one;
below `FLOOR` nothing is proposed. Every match carries reasons: shared concepts with the words of both texts, and the
conditions that speak for and against.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from elchi.model import OpportunityType, Topic
from elchi.partners.features import Subject
from elchi.partners.fitting import fit, partners_of
from elchi.partners.index import ProfileIndex
from elchi.partners.profile import Profile

MOST, FLOOR, CONVINCING = 10, 0.08, 0.5
CONCEPTS, GROUPS, SOUNDS, TOPICS = 0.55, 0.12, 0.18, 0.15  # shares of the similarity of subjects
UNWANTED = 0.6  # factor where the title of one names what the other's text excludes
MIDDLE, SLOPE = 0.28, 14.0  # similarity at which a match is even odds, and how steeply it rises around it
# topics that say how, not about what
_GENERAL = frozenset(
    (
        Topic.TRADE,
        Topic.INVESTMENT,
        Topic.ENTERPRISE,
        Topic.RESEARCH,
        Topic.INNOVATION,
        Topic.INDUSTRY,
        Topic.TECHNOLOGY_TRANSFER,
        Topic.DIGITAL,
        Topic.REGIONAL_DEVELOPMENT,
    )
)


@dataclass(frozen=True, slots=True)
class Match:
    """One profile that fits another, how well, and why."""

    match: str
    score: float
    reasons: tuple[str, ...]


def match_all(index: ProfileIndex, *, as_of: str) -> Iterator[tuple[str, list[Match]]]:
    """Yield the matches of every profile among all others."""
    for number in range(len(index)):
        yield index.profiles[number].id, match_one(index, number, as_of=as_of)


def match_one(
    index: ProfileIndex, number: int, *, as_of: str, boosts: Mapping[str, tuple[float, str]] | None = None
) -> list[Match]:
    """Return the matches of profile `number` of the index, best first; `boosts` are by the other's id."""
    profile, weights = index.profiles[number], index.weights[number]
    found: list[Match] = []
    for other in index.candidates(weights, partners_of(profile.type)):
        if other == number:
            continue
        match = _compare(index, number, other, as_of=as_of, boost=(boosts or {}).get(index.profiles[other].id))
        if match and match.score >= FLOOR:
            found.append(match)
    return sorted(found, key=lambda one: (-one.score, one.match))[:MOST]


def _compare(index: ProfileIndex, one: int, other: int, *, as_of: str, boost: tuple[float, str] | None) -> Match | None:
    a, b = index.profiles[one], index.profiles[other]
    fitting = fit(a, b, as_of=as_of)
    if fitting.barred:
        return None
    first, second = index.subjects[one], index.subjects[other]
    if a.country in second.unwanted or b.country in first.unwanted:
        return None
    excluded = sorted(first.unwanted & second.title) + sorted(second.unwanted & first.title)
    similarity = _similarity(index, one, other) * (UNWANTED if excluded else 1.0)
    score = fitting.factor * similarity * (boost[0] if boost else 1.0)
    probability = 1 / (1 + math.exp(-SLOPE * (score - MIDDLE)))
    reasons = (
        *_shared(index, one, other),
        *_topics(a, b),
        *fitting.reasons,
        *(f"one excludes {concept}" for concept in excluded[:2]),
        *([boost[1]] if boost else ()),
    )
    return Match(b.id, round(probability, 3), reasons)


def _similarity(index: ProfileIndex, one: int, other: int) -> float:
    parts = {"c": 0.0, "g": 0.0, "s": 0.0}
    a, b = index.weights[one], index.weights[other]
    for key, weight in a.items():
        if key in b:
            parts[key[0]] += weight * b[key]
    return (
        CONCEPTS * parts["c"]
        + GROUPS * parts["g"]
        + SOUNDS * parts["s"]
        + TOPICS * _topic_overlap(index.profiles[one], index.profiles[other])
    )


def _topic_overlap(a: Profile, b: Profile) -> float:
    if not a.topics or not b.topics:
        return 0.3
    shared = sum(_worth(topic) for topic in a.topics if topic in b.topics)
    union = sum(_worth(topic) for topic in {*a.topics, *b.topics})
    return shared / union


def _worth(topic: Topic) -> float:
    return 0.4 if topic in _GENERAL else 1.0


def _shared(index: ProfileIndex, one: int, other: int) -> list[str]:
    a, b = index.weights[one], index.weights[other]
    best = sorted((key for key in a if key in b and key[0] == "c"), key=lambda key: -a[key] * b[key])[:5]
    first, second = index.subjects[one], index.subjects[other]
    reasons = [f"{key[2:]}: “{_words(first, key)}” – “{_words(second, key)}”" for key in best]
    if not reasons:
        sounds = sorted((key for key in a if key in b and key[0] == "s"), key=lambda key: -a[key] * b[key])[:3]
        reasons = [f"alike: “{_words(first, key)}” – “{_words(second, key)}”" for key in sounds]
    return reasons


def _words(subject: Subject, key: str) -> str:
    return subject.words.get(key, key[2:])


def _topics(a: Profile, b: Profile) -> list[str]:
    shared = [topic for topic in a.topics if topic in b.topics]
    return ["topics of both: " + ", ".join(shared)] if shared else []


def complementary(kind: OpportunityType) -> list[str]:
    """Return the types that complement one, for people."""
    return sorted(partners_of(kind))
