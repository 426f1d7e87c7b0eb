"""Initiatives: joint undertakings that several promises, texts and years are about.

Promises belong to one undertaking when they are about the same telling object between the same parties, and, where
there may be several of the kind (zones, flights, plants), at the same place. Roles are those of IATI (funding, accountable,
implementing), as the words of a promise or of its evidence tell them. Its status follows IATI's: pipeline while
nothing but promises is known, implementation while work is told of or a part is done, closed when all is delivered,
suspended after a postponement, cancelled when called off.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from elchi.follow.concepts import STRONG, load_concepts
from elchi.follow.matters import Matter
from elchi.follow.status import Status

ROLES = ("funding", "accountable", "implementing")
_LEAST = STRONG
_CAPITALS_LAST = 2


class Activity(StrEnum):
    """IATI's activity statuses, as far as texts tell them."""

    PIPELINE = "pipeline"
    IMPLEMENTATION = "implementation"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One promise of an undertaking: what it is about, what came of it, and the days of its evidence by kind."""

    matter: Matter
    status: Status
    evidence: tuple[tuple[str, str, str], ...] = ()
    """(day known, kind, source)"""
    source: str = ""
    roles: tuple[tuple[str, str, str], ...] = ()
    """The parts that states and bodies take in it by its words and its evidence's: (role, party, source)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """The part that a state or body takes in an undertaking, by IATI's words, with the sources that say so."""

    role: str
    party: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative:
    """A joint undertaking; `planned` is the latest due date promised, `actual` the day from which it is known as done."""

    id: str
    name: str
    parties: tuple[str, ...]
    topics: tuple[str, ...]
    place: str | None
    activity: Activity
    since: str
    last_heard: str
    planned: str | None
    actual: str | None
    parts: tuple[Part, ...]
    sources: tuple[str, ...]
    roles: tuple[Role, ...] = ()


def gather(parts: Iterable[Part]) -> list[Initiative]:
    """The undertakings that promises belong to, last heard of first."""
    groups: dict[tuple[str, str, str], list[Part]] = defaultdict(list)
    for part in parts:
        key = _key(part.matter)
        if key is not None:
            groups[key].append(part)
    found = [_initiative(key, items) for key, items in groups.items()]
    return sorted(found, key=lambda one: (one.last_heard, one.id), reverse=True)


def _key(matter: Matter) -> tuple[str, str, str] | None:
    table = load_concepts()
    named = [c for c in matter.concepts or matter.carried if table.weight(c) >= _LEAST and c not in table.sessions]
    sides = min(matter.bodies, default="") or "-".join(sorted(matter.states[:2]))
    if not named or not sides:
        return None
    concept = min(named)
    places = sorted(place.partition(", ")[0] for place in matter.places)
    return concept, sides, "–".join(places[:_CAPITALS_LAST]) if concept in table.sited else ""


def _initiative(key: tuple[str, str, str], parts: Sequence[Part]) -> Initiative:
    concept, sides, place = key
    dates = [part.matter.promise.known for part in parts]
    evidence = [row for part in parts for row in part.evidence]
    done = [day for day, kind, _ in evidence if kind == "delivery"]
    due = [part.matter.promise.due for part in parts if part.matter.promise.due]
    activity = _activity(parts)
    words = concept.replace("-", " ")
    return Initiative(
        id=".".join(filter(None, (concept, sides, place.lower().replace(" ", "-")))),
        name=f"{words[0].upper()}{words[1:]}, {sides}" + (f", {place}" if place else ""),
        parties=tuple(sides.split("-")),
        topics=tuple(dict.fromkeys(topic for part in parts for topic in part.matter.promise.topics)),
        place=place or None,
        activity=activity,
        since=min(dates),
        last_heard=max([*dates, *(day for day, _, _ in evidence)]),
        planned=max(due) if due else None,
        actual=max(done) if done and activity is Activity.CLOSED else None,
        parts=tuple(sorted(parts, key=lambda part: (part.matter.promise.known, part.matter.promise.id))),
        sources=tuple(
            dict.fromkeys([*(part.source for part in parts), *(source for _, _, source in sorted(evidence))])
        ),
        roles=_roles(parts),
    )


def _roles(parts: Sequence[Part]) -> tuple[Role, ...]:
    """Who takes which part, those that most sources tell of first within each role."""
    told: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for part in parts:
        for role, party, source in part.roles:
            told[role, party][source] = None
    found = [Role(role=role, party=party, sources=tuple(sources)) for (role, party), sources in told.items()]
    return tuple(sorted(found, key=lambda one: (ROLES.index(one.role), -len(one.sources), one.party)))


def _activity(parts: Sequence[Part]) -> Activity:
    statuses = {part.status for part in parts}
    if statuses <= {Status.CANCELLED}:
        return Activity.CANCELLED
    if statuses <= {Status.DELIVERED, Status.CANCELLED}:
        return Activity.CLOSED
    if any(kind == "postponement" for part in parts for _, kind, _ in part.evidence):
        return Activity.SUSPENDED
    if statuses & {Status.DELIVERED, Status.IN_PROGRESS}:
        return Activity.IMPLEMENTATION
    return Activity.PIPELINE
