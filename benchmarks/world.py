"""A world of made-up news for benchmarks: real readings of our texts, told again of other states, people and days.

Every copy of a text is a text of its own (a line is added at its end). Its states are exchanged for a pair drawn as the
world's news draws them (few pairs meet often, most seldom), its people for office-holders of these states, its days for
days of other years; so that a ledger of such readings grows as one of real news does: in people, pairs and subjects.
"""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from itertools import count
from typing import TypeVar

from elchi.ledger.days import first_day
from elchi.lexicon import load_world
from elchi.model import Reading

Told = TypeVar("Told")
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
FIRST_DAY = dt.date(2015, 1, 1)
DAYS = 4000
OFFICES = 400  # people of a state that its news name, the first of them most often
SYLLABLES = [consonant + vowel for consonant in "bdgklmnprstvz" for vowel in "aeiou"]


def told_again(originals: Sequence[Reading], seed: int = 9) -> Iterator[Reading]:
    """Readings without end, no two of one text; the same from every run."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    states = sorted(load_world().states)
    chance.shuffle(states)
    weights = [1 / rank for rank in range(1, len(states) + 1)]
    for number in count():
        original = originals[number % len(originals)]
        drawn = list(dict.fromkeys(chance.choices(states, weights, k=40)))
        yield _told(original, number, drawn, chance)


def _told(original: Reading, number: int, drawn: Sequence[str], chance: random.Random) -> Reading:
    known = load_world().states
    said = dict.fromkeys(word for word in _words(original) for word in _codes(word) if word in known)
    states = dict(zip(said, drawn, strict=False))
    told_on = dt.date.fromisoformat(first_day(original.document.published or "2020"))
    published = FIRST_DAY + dt.timedelta(days=chance.randrange(DAYS))
    people: dict[str, str] = {}
    for person in original.people:
        home = states.get(person.represents or "", person.represents or drawn[0])
        people[person.name] = office_holder(home, min(int(chance.paretovariate(0.7)) - 1, OFFICES - 1))
    exchange = _Exchange(states, people, published - told_on)
    document = replace(
        original.document,
        source=f"{number}.json",
        text=f"{original.document.text}\n{number}",
        url=None,
        published=published.isoformat(),
    )
    parts = ("people", "organisations", "engagements", "outcomes", "statements", "figures", "developments")
    return replace(original, document=document, **{part: exchange.of(getattr(original, part)) for part in parts})


def office_holder(state: str, rank: int) -> str:
    """The name of a state's person of a rank: always the same, and no two alike by chance."""
    chance = random.Random(f"{state}{rank}")  # noqa: S311 - no secret
    given, family = ("".join(chance.choices(SYLLABLES, k=size)).capitalize() for size in (2, 4))
    return f"{given} {family}"


def _words(told: object) -> Iterator[str]:
    """All strings in a record, at any depth."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, tuple):
        for part in told:
            yield from _words(part)
    elif is_dataclass(told):
        for field in fields(told):
            if field.name not in {"document", "quote", "language"}:
                yield from _words(getattr(told, field.name))


def _codes(word: str) -> tuple[str, ...]:
    """A word that may be a state, and the state behind a place ("Baku, AZ")."""
    return (word, word.rpartition(", ")[2])


class _Exchange:
    """Puts other states, people and days into records."""

    def __init__(self, states: Mapping[str, str], people: Mapping[str, str], later: dt.timedelta) -> None:
        self._words: Mapping[str, str] = {**states, **people}
        self._states, self._later = states, later

    def of(self, told: Told) -> Told:
        """The record with all its words exchanged; quotes stay, for they are the text's."""
        if isinstance(told, str):
            return self._word(told)  # type: ignore[return-value]
        if isinstance(told, tuple) and type(told) is tuple:
            return tuple(self.of(part) for part in told)  # type: ignore[return-value]
        if is_dataclass(told):
            names = [
                field.name for field in fields(told) if field.init and field.name not in {"quote", "span", "spans"}
            ]
            return replace(told, **{name: self.of(getattr(told, name)) for name in names})  # type: ignore[type-var]
        return told

    def _word(self, word: str) -> str:
        if type(word) is not str:  # a member of a closed list
            return word
        if word in self._words:
            return self._words[word]
        if DATE.fullmatch(word):
            return (dt.date.fromisoformat(first_day(word)) + self._later).isoformat()[: len(word)]
        place, comma, state = word.rpartition(", ")
        return f"{place}{comma}{self._states.get(state, state)}" if comma else word
