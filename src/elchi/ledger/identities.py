"""Which mentions are one: the one place where the ledger asks.

Every mention gets a **node** from an `Identity`: mentions of one node are one person, or one engagement, without
further question. What joins nodes (proposals of the identity stage, decisions of editors) is in `clusters`. The default
below needs nothing but the mention: a person is a folded English name, an engagement its kind, day, parties and people.
The identity stage replaces it by passing its own `Identity` to `open_ledger`.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from elchi.ledger.days import compatible
from elchi.ledger.folding import words
from elchi.ledger.records import Disagreement, EngagementReport
from elchi.model import Engagement, Person, Reading


def node_id(kind: str, parts: Iterable[str]) -> str:
    """A node's id from what makes it: the same parts give the same id in every ledger."""
    return f"{kind[0]}-{hashlib.sha256(chr(31).join(parts).encode('utf-8', 'replace')).hexdigest()[:16]}"


def person_node(person: Person, reading: Reading) -> str:  # noqa: ARG001 - part of the hook's shape
    """Persons of one folded English name are one; without one, the name as written."""
    return node_id("person", sorted(words(person.name_en or person.name)))


def engagement_node(engagement: Engagement, reading: Reading) -> str:
    """Engagements of one kind, date, parties and participants are one; without a date, within one document only."""
    english = {person.name: person.name_en or person.name for person in reading.people}
    people = sorted(" ".join(words(english.get(name, name))) for name in engagement.participants)
    when = engagement.date or reading.document.id
    where = "" if people or engagement.parties else f"{reading.document.id}{engagement.spans[0].start}"
    return node_id("engagement", [engagement.kind, when, "|".join(sorted(engagement.parties)), "|".join(people), where])


def disagreements(reports: Sequence[EngagementReport]) -> tuple[Disagreement, ...]:
    """Fields on which reports of one engagement cannot all be right; saying less is no disagreement."""
    found = []
    for field in ("date", "city", "country"):
        values: dict[str, list[str]] = defaultdict(list)
        for report in reports:
            if value := getattr(report, field):
                values[value].append(report.source)
        if _contradict(field, values):
            found.append(Disagreement(field=field, values=tuple((v, tuple(s)) for v, s in sorted(values.items()))))
    return tuple(found)


def _contradict(field: str, values: Mapping[str, list[str]]) -> bool:
    names = sorted(values)
    if field == "date":
        return any(not compatible(a, b) for i, a in enumerate(names) for b in names[i + 1 :])
    return len({" ".join(words(name)) for name in names}) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The hooks: a node for a person, a node for an engagement, and what reports of one engagement disagree on.

    Node ids must depend on nothing but the arguments, so that adding in any order gives the same ledger.
    """

    person: Callable[[Person, Reading], str] = person_node
    engagement: Callable[[Engagement, Reading], str] = engagement_node
    disagreements: Callable[[Sequence[EngagementReport]], tuple[Disagreement, ...]] = disagreements


DEFAULT_IDENTITY = Identity()
