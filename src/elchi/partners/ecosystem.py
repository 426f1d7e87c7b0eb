"""Ecosystems and regions in documents: ties between institutions, and what regions have declared to be their priorities.

A tie is read from a sentence that names two bodies, at least one of them an institution of cooperation (a technopark, a
fund, an academy, a university, a chamber, an agency), and a word that ties them. A priority is read from a sentence that
names a region (ISO 3166-2), a word of priority and a topic. Both keep their words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from elchi.lexicon import fold, load_language
from elchi.lexicon.sectors import concept_finder, region_finder, word_finder
from elchi.model import Organisation, Reading, Span, Topic
from elchi.partners.features import folder_of
from elchi.partners.opportunities import sentences

INSTITUTIONS = frozenset(
    ["university", "institute", "academy", "park", "zone", "fund", "chamber", "agency", "association", "bank", "centre"]
)
_OF_STATES = frozenset(
    ["igo", "council", "parliament", "government", "ministry"]
)  # a member or a signatory, never a host or a workshop
# topics that every talk of priorities has, and that say no sector
_VAGUE = frozenset(
    [
        "regional-development",
        "regional-affairs",
        "political",
        "multilateral",
        "enterprise",
        "investment",
        "innovation",
        "parliamentary",
        "consular",
    ]
)


class TieKind(StrEnum):
    """How two bodies are tied, the most telling first."""

    FUNDS = "funds"
    MEMBER = "member"
    HOSTS = "hosts"
    SIGNED = "signed"
    PARTNER = "partner"


@dataclass(frozen=True, slots=True)
class Tie:
    """A sourced relation between two bodies; the first one funds, hosts, or is the member."""

    kind: TieKind
    one: Organisation
    other: Organisation
    quote: str
    span: Span


@dataclass(frozen=True, slots=True)
class Priority:
    """A region's declared aim: a topic, the sector concepts named, and the words."""

    region: str
    topic: Topic
    concepts: tuple[str, ...]
    quote: str
    span: Span


def find_ties(reading: Reading) -> tuple[Tie, ...]:
    """Return the ties that a reading tells of, in the order of the text."""
    if reading.language is None:
        return ()
    code = folder_of(reading.language, reading.document.text)
    found: dict[tuple[TieKind, str, str], Tie] = {}
    for span in sentences(reading.document.text):
        bodies = _bodies(reading.organisations, span)
        if len(bodies) < 2:
            continue
        quote = _hidden(reading, span)
        kinds = {hit.concept for hit in word_finder(code, "ties").find(quote)}
        kind = next((kind for kind in TieKind if kind in kinds), None)
        if kind is None:
            continue
        first = bodies[0]
        for other in bodies[1:]:
            if first.id != other.id and _may_be_tied(kind, first, other):
                tie = Tie(kind, first, other, reading.document.text[span.start : span.end], span)
                found.setdefault((kind, first.id, other.id), tie)
    return tuple(found.values())


def _may_be_tied(kind: TieKind, first: Organisation, other: Organisation) -> bool:
    if not {first.kind, other.kind} & INSTITUTIONS:
        return False
    if kind is TieKind.SIGNED and "ministry" in {first.kind, other.kind}:
        return False  # more often the one who tells of it
    return kind in {TieKind.MEMBER, TieKind.SIGNED, TieKind.FUNDS} or not {first.kind, other.kind} & _OF_STATES


def _bodies(organisations: Iterable[Organisation], span: Span) -> list[Organisation]:
    """Bodies named in a sentence, in the order of their first words."""
    places = sorted(
        (min(s.start for s in body.spans if span.start <= s.start < span.end), number)
        for number, body in enumerate(organisations)
        if any(span.start <= s.start < span.end for s in body.spans)
    )
    listed = list(organisations)
    return [listed[number] for _, number in places]


def _hidden(reading: Reading, span: Span) -> str:
    """A sentence without the names of bodies: a union of partners is tied to nobody by its name."""
    text = reading.document.text[span.start : span.end]
    for body in reading.organisations:
        for name in body.spans:
            start, end = max(0, name.start - span.start), min(len(text), name.end - span.start)
            if start < end:
                text = text[:start] + " " * (end - start) + text[end:]
    return text


def find_priorities(reading: Reading) -> tuple[Priority, ...]:
    """Return the priorities that regions declare in a reading, in the order of the text."""
    if reading.language is None:
        return ()
    code = folder_of(reading.language, reading.document.text)
    found: dict[tuple[str, Topic], Priority] = {}
    for span in sentences(reading.document.text):
        quote = reading.document.text[span.start : span.end]
        if not word_finder(code, "priorities").find(quote):
            continue
        hits = [hit for hit in region_finder(code).find(quote) if quote[hit.start].isupper() and not hit.nested]
        topics = _topics(code, quote)
        concepts = tuple(dict.fromkeys(hit.concept for hit in concept_finder(code).find(quote) if not hit.nested))
        for hit in hits:
            for topic in topics:
                found.setdefault((hit.concept, topic), Priority(hit.concept, topic, concepts, quote, span))
    return tuple(found.values())


def _topics(code: str, quote: str) -> list[Topic]:
    hits = load_language(code).matcher.scan(quote, fold(quote))
    return list(dict.fromkeys(Topic(hit.value) for hit in hits if hit.kind == "topic" and hit.value not in _VAGUE))
