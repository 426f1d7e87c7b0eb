"""The reference list of office-holders: facts with their sources, from ``lexicon/world/people.yaml``.

It adds certainty where names are known and is never needed: an empty list gives the same answers with less to go on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from elchi.lexicon.namesakes import Kind, match
from elchi.lexicon.sounds import Spelling, spelling
from elchi.lexicon.world import load_world

_SURE = 0.86


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """An office and the time it was held, both ends ISO dates of any exactness; `until` is None where it lasts."""

    position: str
    position_class: str
    represents: str
    since: str | None
    until: str | None

    def covers(self, day: str) -> bool:
        """Whether it was held on a day, or at some time of a month or year."""
        since, until = self.since or "", self.until or "9999"
        return since[: len(day)] <= day and day[: len(until)] <= until


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPerson:
    """A person of the reference list."""

    name_en: str
    names: tuple[str, ...]
    terms: tuple[Term, ...]


class Known:
    """The persons of a reference list, found by the sound of their names."""

    def __init__(self, people: Iterable[KnownPerson]) -> None:
        self.people = tuple(people)
        self._index: dict[str, list[tuple[int, Spelling]]] = defaultdict(list)
        for n, one in enumerate(self.people):
            state = one.terms[0].represents if one.terms else None
            for name in dict.fromkeys((one.name_en, *one.names)):
                parts = spelling(name, None, state)
                for bones in _keys(parts):
                    self._index[bones].append((n, parts))
        self._found: dict[tuple[str, str | None, str | None], str | None] = {}

    def person(self, name: str, language: str | None, state: str | None) -> str | None:
        """The English name of the one person who is called so; None if nobody or several are."""
        asked = (name, language, state)
        if asked not in self._found:
            if len(self._found) > 100_000:
                self._found.clear()
            self._found[asked] = self._look(spelling(name, language, state)) if self._index else None
        return self._found[asked]

    def represented(self, name: str, language: str | None, position_class: str, day: str | None) -> str | None:
        """Whom the one person of that name represented in an office of that class (on a day); None where unknown."""
        english = self.person(name, language, None)
        one = next((person for person in self.people if person.name_en == english), None) if english else None
        terms = [term for term in one.terms if term.position_class == position_class] if one else []
        standing = [term for term in terms if day is None or term.covers(day)] or terms
        return standing[0].represents if standing else None

    def _look(self, parts: Spelling) -> str | None:
        if not parts.full:
            return None
        near = {item for key in _keys(parts) for item in self._index.get(key, ())}
        hits: dict[int, float] = {}
        for n, other in near:
            found = match(parts, other)
            if found.kind is Kind.FULL and found.score >= _SURE:
                hits[n] = max(hits.get(n, 0.0), found.score)
        return self.people[next(iter(hits))].name_en if len(hits) == 1 else None


def _keys(parts: Spelling) -> set[str]:
    return {b for word in parts.words if not word.initial for s in word.sounds for b in (s.bones, s.hard) if len(b) > 1}


def load_known(data: Mapping[str, Any] | None = None) -> Known:
    """The reference list of the lexicon (or of data of its shape)."""
    return _load() if data is None else Known(_people(data))


@lru_cache(maxsize=1)
def _load() -> Known:
    return Known(_people(load_world().raw.get("people", {})))


NOBODY = Known(())


def _people(data: Mapping[str, Any]) -> Iterable[KnownPerson]:
    for name, facts in data.items():
        if isinstance(facts, Mapping) and "terms" in facts:
            yield KnownPerson(
                name_en=name,
                names=tuple(facts.get("names", ())),
                terms=tuple(
                    Term(
                        position=str(t[0]), position_class=str(t[1]), represents=str(t[2]),
                        since=str(t[3]) if t[3] else None, until=str(t[4]) if t[4] else None,
                    )
                    for t in facts["terms"]
                ),
            )  # fmt: skip
