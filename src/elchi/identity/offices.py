"""Who held an office on a day, from what reports say and from the reference list, each with where it is said.

An office is asked for by words of its English title ("minister of industry") and whom it represents. Reports show a holder from
the first to the last of them; a term of the reference list has its own dates. Between two reports of one holder the
office is theirs; after the last one it is theirs until another is reported, and that is said as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from elchi.lexicon.known import Known

_IDLE = frozenset({"of", "the", "and", "for", "a"})


class Occupancy(Protocol):
    """What reports tell of a person in an office."""

    @property
    def person_id(self) -> str: ...  # noqa: D102
    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def name_en(self) -> str | None: ...  # noqa: D102
    @property
    def position(self) -> str: ...  # noqa: D102
    @property
    def represents(self) -> str | None: ...  # noqa: D102
    @property
    def first_seen(self) -> str: ...  # noqa: D102
    @property
    def last_seen(self) -> str: ...  # noqa: D102
    @property
    def sources(self) -> Sequence[str]: ...  # noqa: D102


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A person in an office as of the day asked for.

    `how` is "reported" (reports before and after the day), "last reported" (none after it, and nobody else since) or
    "reference" (the reference list); `since` and `until` are days of reports or of the term.
    """

    name: str
    position: str
    represents: str
    since: str | None
    until: str | None
    how: str
    person_id: str | None = None
    sources: tuple[str, ...] = ()


def title_words(title: str) -> frozenset[str]:
    """The words of a title that tell."""
    return frozenset(re.findall(r"\w+", title.casefold())) - _IDLE


def holders(occupancies: Iterable[Occupancy], known: Known, title: str, represents: str, day: str) -> list[Holding]:
    """Who held the office on a day (or in a month or year), surest first."""
    wanted = title_words(title)
    told = [o for o in occupancies if o.represents == represents and _is_office(o.position, wanted)]
    return [*_reported(told, day), *_listed(known, wanted, represents, day)]


def _is_office(position: str, wanted: frozenset[str]) -> bool:
    """Whether a position is the one asked for: a deputy minister is no minister."""
    words = title_words(position)
    apart = {"deputy", "vice", "first", "former", "acting", "assistant"}
    return wanted <= words and not (words & apart) - wanted


def _reported(told: Sequence[Occupancy], day: str) -> list[Holding]:
    found = [_holding(o, "reported") for o in told if o.first_seen[: len(day)] <= day <= o.last_seen[: len(day)]]
    if found:
        return _once(sorted(found, key=lambda h: (-len(h.sources), h.name)))
    before = [o for o in told if o.last_seen[: len(day)] < day]
    latest = max(before, key=lambda o: (o.last_seen, o.name), default=None)
    return [_holding(latest, "last reported")] if latest else []


def _holding(o: Occupancy, how: str) -> Holding:
    return Holding(
        name=o.name_en or o.name,
        position=o.position,
        represents=o.represents or "",
        since=o.first_seen,
        until=o.last_seen,
        how=how,
        person_id=o.person_id,
        sources=tuple(o.sources),
    )


def _once(holdings: Iterable[Holding]) -> list[Holding]:
    """Each person once, by the wording that most documents have."""
    found: dict[str | None, Holding] = {}
    for holding in holdings:
        found.setdefault(holding.person_id, holding)
    return list(found.values())


def _listed(known: Known, wanted: frozenset[str], represents: str, day: str) -> list[Holding]:
    return [
        Holding(
            name=person.name_en, position=term.position, represents=represents, since=term.since, until=term.until,
            how="reference",
        )
        for person in known.people
        for term in person.terms
        if term.represents == represents and term.covers(day) and _is_office(term.position, wanted)
    ]  # fmt: skip
