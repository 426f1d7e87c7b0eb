"""Persons: what a mention hangs on, how likely partners are found, and when two are one.

A node is a spelling in a language with whom it represents and in what class of office, so that one person has a
few dozen nodes however many documents speak of them, and an editor can part any two that differ in anything. A name without
a given name or without a state floats (see `linking`); a family name alone without a state stays within its document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations

from elchi.identity.linking import Judgement, Matter, Reason, Verdict
from elchi.identity.nodes import is_state, node_id, pack, unpack
from elchi.lexicon.known import Known
from elchi.lexicon.namesakes import SAME, UNSURE, Kind, compare_names
from elchi.lexicon.sounds import Spelling, Word, common_families, spelling
from elchi.model import Person, Reading

_LONE_OFFICES = frozenset({"head_of_state", "head_of_government", "speaker", "secretary_general"})
_VOWELS = frozenset("AIO")


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What comparing needs to know of a person's node; `document` only where the name alone would say too little."""

    name: str
    language: str | None
    represents: str | None
    position_class: str | None
    document: str | None = None

    @property
    def state(self) -> str | None:
        """Whom it represents if that is a state."""
        return self.represents if self.represents and is_state(self.represents) else None

    @property
    def spelling(self) -> Spelling:
        """The name taken apart."""
        return spelling(self.name, self.language, self.state)


def person_facts(person: Person, reading: Reading) -> PersonFacts:
    """The facts of a mention."""
    name = " ".join(person.name.split())
    parts = spelling(name, reading.language, None)
    alone = not parts.full and not (person.represents and person.position_class)
    return PersonFacts(
        name=name,
        language=reading.language,
        represents=person.represents,
        position_class=str(person.position_class) if person.position_class else None,
        document=reading.document.id if alone else None,
    )


def person_text(person: Person, reading: Reading) -> str:
    """The facts of a mention as text."""
    facts = person_facts(person, reading)
    return pack(facts.name, facts.language, facts.represents, facts.position_class, facts.document)


def person_node(person: Person, reading: Reading) -> str:
    """The node of a mention: nothing but its facts decides."""
    return node_id("person", person_text(person, reading))


@lru_cache(maxsize=65536)
def _facts(text: str) -> PersonFacts:
    name, language, represents, position_class, document = unpack(text, 5)
    return PersonFacts(name or "", language, represents, position_class, document)


class People(Matter[PersonFacts]):
    """Persons as matter for linking; `known` is the reference list of office-holders, or an empty one."""

    kind = "person"
    lone = False

    def __init__(self, known: Known) -> None:
        self.known = known

    def facts(self, text: str) -> PersonFacts:
        """Facts from their text."""
        return _facts(text)

    def firm(self, facts: PersonFacts) -> bool:
        """A full name and a state or body that it stands for."""
        return facts.represents is not None and facts.spelling.full

    def stored(self, facts: PersonFacts) -> set[str]:
        """Names by the consonants of the family name with the given name's beginning; and by whom it represents."""
        mark = "f" if facts.spelling.full else "p"
        place = facts.represents or "?"
        return _given_keys(facts.spelling) | {
            f"{mark}:{b}:{p}" for b in _families(facts.spelling) for p in (place, "*")
        }

    def asked(self, facts: PersonFacts) -> set[str]:
        """Full names ask for full names; a family name asks for those of its state, and the other way about."""
        marks = "p" if facts.spelling.full else "fp"
        places = (facts.represents, "?") if facts.represents else ("*",)
        return _given_keys(facts.spelling) | {
            f"{mark}:{b}:{place}" for b in _families(facts.spelling) for mark in marks for place in places
        }

    def judge(self, one: PersonFacts, other: PersonFacts) -> Judgement | None:
        """Names first, then what state, office and the reference list add or forbid."""
        found = compare_names(one.name, other.name, one.language, other.language, one.state, other.state)
        if found.kind is Kind.CONFLICT:
            return None
        if one.document and one.document == other.document and found.kind is Kind.PARTIAL:
            return None  # one document's reader has told them apart
        reasons = [*found.reasons, *self._states(one, other, full=found.kind is Kind.FULL), *_offices(one, other)]
        reasons += self._known(one, other)
        score = min(1.0, sum(weight for _, weight in reasons))
        if found.kind is Kind.PARTIAL:
            verdict = self._partial(one, other, found.score, score)
            alone = not one.spelling.full and not other.spelling.full
            if verdict == "same" and not alone and not (self.firm(one) or self.firm(other)):
                verdict = "unsure"  # neither a full name with its state to hold on to, nor two equal remainders
        else:
            verdict = "same" if score >= SAME else "unsure" if score >= UNSURE else None
        return Judgement(verdict, max(0.0, min(1.0, score)), tuple(reasons)) if verdict else None

    def _partial(self, one: PersonFacts, other: PersonFacts, name: float, score: float) -> Verdict | None:
        """A family name with at most an initial is enough within one state; without a state it makes a question."""
        if one.represents and other.represents:
            return "same" if one.represents == other.represents and name >= 0.4 else None
        return "same" if score >= 0.4 else None

    def _states(self, one: PersonFacts, other: PersonFacts, *, full: bool) -> list[Reason]:
        if not one.represents or not other.represents:
            return [] if full else [("state unknown", -0.05)]
        if one.represents == other.represents:
            return [(f"both of {one.represents}", 0.1)]
        if one.state and other.state:
            offices = {one.position_class, other.position_class}
            words = min(len(one.spelling.words), len(other.spelling.words))
            if words >= 3 or not _common(one, other) or (len(offices) == 1 and offices <= _LONE_OFFICES):
                # Three names alike, a rare family name, two heads of state: no chance, but a state misread.
                return [(f"{one.state} and {other.state}", -0.05 if len(offices) == 1 or None in offices else -0.1)]
            return [(f"namesakes of {one.state} and {other.state}?", -0.15 if None in offices else -0.3)]
        return [(f"{one.represents} and {other.represents}", -0.02)]

    def _known(self, one: PersonFacts, other: PersonFacts) -> list[Reason]:
        """What the reference list says: one office-holder, or two."""
        persons = [self.known.person(facts.name, facts.language, facts.state) for facts in (one, other)]
        if persons[0] and persons[1]:
            return (
                [("one known office-holder", 0.3)] if persons[0] == persons[1] else [("two known office-holders", -1.0)]
            )
        return []


def _common(one: PersonFacts, other: PersonFacts) -> bool:
    """Whether the family name is so common that namesakes are likely."""
    names = (one.spelling.family, other.spelling.family)
    return any(sound.full in common_families() for name in names if name for sound in name.sounds)


def _offices(one: PersonFacts, other: PersonFacts) -> list[Reason]:
    if not one.position_class or not other.position_class or one.represents != other.represents:
        return []
    if one.position_class == other.position_class:
        return [(f"both {one.position_class}", 0.15 if one.position_class in _LONE_OFFICES else 0.1)]
    return [
        (f"{min(one.position_class, other.position_class)} and {max(one.position_class, other.position_class)}", -0.02)
    ]


def _families(name: Spelling) -> set[str]:
    """The consonants of the family name, by all its readings."""
    found = _bones(name.family) if name.family else set()
    return found | _bones(name.words[-1]) | _bones(name.words[0]) if name.either else found


def _bones(word: Word) -> set[str]:
    return {b or "_" for sound in word.sounds for b in (sound.bones, sound.hard)}


def _begins(word: Word) -> set[str]:
    """What a given name begins with: its first two consonants, behind a mark where a vowel comes first."""
    return {
        ("_" if sound.full[:1] in _VOWELS else "") + bones[:2]
        for sound in word.sounds
        for bones in (sound.bones, sound.hard)
    }


def _given_keys(name: Spelling) -> set[str]:
    return set(_full_keys(name)) if len(name.words) > 1 else set()


def _full_keys(name: Spelling) -> Iterator[str]:
    """Keys of a name of several words: the last or first word, or one with a family name's ending, may be the family name."""
    ends = {0, len(name.words) - 1} if not name.words[name.surname].family else {name.surname}
    for family, given in permutations(range(len(name.words)), 2):
        if family in ends and not (name.words[family].initial or name.words[given].initial):
            for bones in _bones(name.words[family]):
                for begin in _begins(name.words[given]):
                    yield f"n:{bones}:{begin}"


def names_by_person(readings: Mapping[str, Reading]) -> dict[str, str]:
    """Node to facts of all persons of readings."""
    return {
        person_node(person, reading): person_text(person, reading)
        for reading in readings.values()
        for person in reading.people
    }
