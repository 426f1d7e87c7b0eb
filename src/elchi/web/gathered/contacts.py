"""Who meets whom and where: counts over the newest engagements that fit, for networks, maps and a person's company."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations, islice

from elchi.ledger import EngagementRow, Filters, Participant, View, walk
from elchi.web.remembering import remembered

SCANNED = 2000  # engagements behind a picture of people or places


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Two parties or people who met, and how often."""

    a: str
    b: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Ties, most first; `people` has everyone in them where they are of people, in the capacity last reported."""

    of: str
    ties: tuple[Tie, ...]
    people: tuple[Participant, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """Someone who took part in the same engagements, and in how many."""

    person: Participant
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A city, and how many engagements were there."""

    city: str
    country: str | None
    count: int


def network_of(view: View, filters: Filters, of: str) -> Network:
    """Return who meets whom: all states, or the people of the newest engagements."""
    if of == "people":
        return remembered(view, "network", filters, lambda: _people(view, filters))
    counts = view.pair_counts(filters)
    return Network(of="states", ties=tuple(Tie(a=one.key[0], b=one.key[1], count=one.count) for one in counts))


def _people(view: View, filters: Filters) -> Network:
    counts: Counter[tuple[str, str]] = Counter()
    known: dict[str, Participant] = {}
    for row in islice(walk(view.engagements, filters), SCANNED):
        for one in row.participants:
            known.setdefault(one.person_id, one)
        counts.update(combinations(sorted({one.person_id for one in row.participants}), 2))
    ties = tuple(Tie(a=a, b=b, count=count) for (a, b), count in _ranked(counts))
    named = {end for tie in ties for end in (tie.a, tie.b)}
    return Network(of="people", ties=ties, people=tuple(one for ident, one in known.items() if ident in named))


def places_of(view: View, filters: Filters) -> tuple[Where, ...]:
    """Return where the newest engagements were, most first."""

    def ask() -> tuple[Where, ...]:
        rows = islice(walk(view.engagements, filters), SCANNED)
        counts = Counter((row.city, row.country or "") for row in rows if row.city)
        return tuple(Where(city=city, country=country or None, count=n) for (city, country), n in _ranked(counts))

    return remembered(view, "places", filters, ask)


def company_of(rows: tuple[EngagementRow, ...], own: str) -> list[Company]:
    """Return who took part in these engagements beside a person, most often first."""
    counted: Counter[str] = Counter()
    known: dict[str, Participant] = {}
    for row in rows:
        for one in row.participants:
            if one.person_id != own:
                counted[one.person_id] += 1
                known.setdefault(one.person_id, one)
    return [Company(person=known[ident], count=count) for ident, count in counted.most_common()]


def _ranked(counts: Counter[tuple[str, str]]) -> list[tuple[tuple[str, str], int]]:
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))
