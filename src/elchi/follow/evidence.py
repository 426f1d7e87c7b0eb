"""Whether later news is about a promise, with reasons that a person can read, and what it is evidence of.

Three questions, in this order: may it be about it at all (the same parties, no other object, no other place or number,
no older event); how much speaks for it (a list of reasons with weights); and what it says of it, given what was
promised. A promise to sign is fulfilled by a signature, which is only progress on a promise to build.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from elchi.follow.concepts import load_concepts
from elchi.follow.days import first_day, last_day, shifted
from elchi.follow.matters import Matter, is_particular, is_state, site
from elchi.model import Development

Reason = tuple[str, float]
ENOUGH = 2.7
ENOUGH_TO_REPEAT = 3.2
_LATE = 75  # days after its day within which a report of what was held still speaks of it
_EARLY = 3
_SEASON = 550  # days within which the next session of a series is held
_MOST_BY_NAME = 2.5
_BY_NAME = 1.2
_SHORTEST_NAME = 4
_KIN = 0.6  # what is called by another name may be another thing
_DONE, _GOING, _COMING = "done", "going", "coming"

_FURTHERS: dict[str, frozenset[str]] = {
    "held": frozenset({"preparing"}),
    "signed": frozenset({"preparing"}),
    "ratified": frozenset({"preparing", "signed"}),
    "in_force": frozenset({"ratified", "preparing"}),
    "construction": frozenset({"preparing", "signed"}),
    "applied": frozenset({"ratified", "building", "preparing"}),
    "operating": frozenset({"building", "preparing", "signed", "ratified"}),
}
_BUILDS_UP = frozenset({"building", "preparing", "signed", "ratified"})


@dataclass(frozen=True, slots=True)
class _Acts:
    """The acts of a clause by their tense; construction named without a verb goes on, unless it is only discussed or agreed."""

    done: frozenset[str]
    going: frozenset[str]
    coming: frozenset[str]
    every: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class News:
    """A development with where and since when it is known; what every promise asks of it is worked out once."""

    id: str
    document_id: str
    known: str
    told: Development

    @cached_property
    def acts(self) -> _Acts:
        """Its acts by tense."""
        return _acts_of(self.told)

    @cached_property
    def sides(self) -> frozenset[str]:
        """The parties that it can be about."""
        return frozenset(_sides_of(self.told))

    @cached_property
    def telling(self) -> frozenset[str]:
        """The objects that it names."""
        return frozenset(load_concepts().telling(self.told.concepts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """News that is evidence on a promise: of what, how surely, and why."""

    kind: str
    score: float
    reasons: tuple[Reason, ...]


def weigh(matter: Matter, news: News) -> Finding | None:
    """Weigh one piece of later news against a promise; None where it is not about it, or says nothing new."""
    promise = matter.promise
    if news.document_id == promise.document_id or news.known < promise.known:
        return None
    kind = _kind(matter, news.acts)
    if kind is None or matter.is_target or _forbidden(matter, news, kind) or _too_seldom(matter, news.told, kind):
        return None
    reasons = _reasons(matter, news)
    score = sum(weight for _, weight in reasons)
    if not _same_object(reasons) or score < (ENOUGH_TO_REPEAT if kind == "repeat" or matter.bodies else ENOUGH):
        return None
    return Finding(kind=kind, score=round(score, 2), reasons=tuple(reasons))


def _same_object(reasons: list[Reason]) -> bool:
    """Whether anything but parties, people, topics and days speaks for it."""
    return sum(weight for reason, weight in reasons if reason.startswith(("object", "name", "number"))) >= 1


def _acts_of(told: Development) -> _Acts:
    acts = {(act, tense) for act, _, tense in (act.partition(".") for act in told.acts)}
    done = frozenset(act for act, tense in acts if tense == _DONE)
    named = {act for act, tense in acts if tense == "noun" and act in {"building", "preparing"}}
    if done & {"preparing", "signed", "ratified"}:
        named -= {"building"}
    return _Acts(
        done=done,
        going=frozenset(act for act, tense in acts if tense == _GOING) | named,
        coming=frozenset(act for act, tense in acts if tense == _COMING),
        every=frozenset(act for act, _ in acts),
    )


def _kind(matter: Matter, acts: _Acts) -> str | None:
    """What the news is evidence of, by what was promised and what is done."""
    if "cancelled" in acts.done | acts.going:
        return "cancellation"
    if "postponed" in acts.done | acts.going | acts.coming:
        return "postponement"
    if _is_retelling(matter, acts.done):
        return None
    delivers = matter.fulfilling
    if delivers & {"started", "completed"} and _is_underway(matter, acts, delivers):
        return "progress"
    if "building" in acts.going | acts.done and matter.aims != {"construction"} and not acts.done & delivers:
        return None
    return _by_fulfilment(matter, acts, delivers)


def _is_underway(matter: Matter, acts: _Acts, delivers: frozenset[str]) -> bool:
    """Whether something is done that is only a part: a preparation completed, a building begun or going on."""
    if acts.done & delivers == {"completed"} and "preparing" in acts.every and "completed" not in matter.aims:
        return True
    if "construction" in matter.aims:
        return False
    return "building" in acts.going | acts.done and not acts.done & {"completed", "operating", "held"}


def _by_fulfilment(matter: Matter, acts: _Acts, delivers: frozenset[str]) -> str | None:
    lasting = {"building"} if matter.aims == {"construction"} else delivers & {"operating"}
    if acts.done & delivers and not (acts.coming & matter.aims and not acts.done & matter.aims):
        return "progress" if _only_begun(matter, acts.done) else "delivery"
    if acts.going & lasting:
        return "delivery"
    if acts.coming & (matter.aims | {"planned"}):
        return "repeat"
    furthers = frozenset(act for aim in matter.aims for act in _FURTHERS.get(aim, _BUILDS_UP))
    if (acts.done | acts.going) & furthers or acts.going & delivers:
        return "progress"
    return "repeat" if "repeated" in acts.done else None


def _is_retelling(matter: Matter, done: frozenset[str]) -> bool:
    """Whether what was signed or adopted is only told to have been signed or adopted."""
    signed = matter.promise.kind in {"signed", "adopted"}
    return signed and bool(done) and done <= {"signed", "ratified", "held", "repeated", "preparing"}


def _too_seldom(matter: Matter, told: Development, kind: str) -> bool:
    """Whether flights so often in a week were promised, and the news does not say that there are so many."""
    if matter.weekly is None or kind == "repeat":
        return False
    return not any(a.currency == "per week" and a.value >= matter.weekly for a in told.amounts)


def _only_begun(matter: Matter, done: frozenset[str]) -> bool:
    """What is to be supplied or used over a period is not fulfilled when it begins."""
    supplied = bool(matter.objects & load_concepts().supplied)
    return matter.aims == {"planned"} and (supplied or bool(matter.promise.due)) and not done & {"completed"}


def _forbidden(matter: Matter, news: News, kind: str) -> bool:
    told = news.told
    return (
        not _same_sides(matter, news)
        or _other_object(matter, news)
        or _other_place(matter, told)
        or bool(matter.ordinals and told.ordinals and matter.ordinals.isdisjoint(told.ordinals))
        or (kind == "delivery" and news.known <= matter.promise.known)
        or (kind == "repeat" and not _names_it(matter, told))
        or (kind in {"delivery", "progress"} and (_older(matter, told) or _off_the_day(matter, news)))
        or (kind == "repeat" and _new_date(matter, told))
    )


def _names_it(matter: Matter, told: Development) -> bool:
    """Whether a clause that is to repeat a promise names its object itself, or what it is called."""
    if load_concepts().with_kin(matter.objects) & set(told.concepts) or matter.ordinals & set(told.ordinals):
        return True
    names = [n for n in matter.names if not n.startswith("person:")]
    return any(_same_name(one, other) for one in names for other in told.names)


def _sides_of(told: Development) -> set[str]:
    return {*told.parties, *told.near[:4], *(place.partition(", ")[2] for place in _said_places(told))}


def _same_sides(matter: Matter, news: News) -> bool:
    """Whether the parties can be the same, and no others are spoken of instead."""
    told, sides = news.told, news.sides
    if matter.bodies:
        host = matter.named | {place.partition(", ")[2] for place in matter.places}
        here = {p for p in told.parties if is_state(p)} | {place.partition(", ")[2] for place in _said_places(told)}
        return not matter.bodies.isdisjoint(sides) and (
            not host or not here or not host.isdisjoint(here) or "held" not in matter.aims
        )
    core = set(matter.states[:2])
    if len(core) < 2 or not core <= sides:
        return False
    said = {p for p in told.parties if is_state(p)}
    return not (said - core - matter.named) or core <= said


def _other_object(matter: Matter, news: News) -> bool:
    """Whether the news names an object of its own that is none of the promise's."""
    own, theirs = matter.telling_kin, news.telling
    return bool(own and theirs) and own.isdisjoint(theirs)


def _other_place(matter: Matter, told: Development) -> bool:
    """Whether the same kind of thing is meant somewhere else."""
    table = load_concepts()
    sited = matter.objects & table.sited
    here = {site(place) for place in told.places}
    if not sited or not matter.places or not here:
        return False
    if "flight" in matter.objects:
        said = _said_places(told)
        return bool(said) and not (matter.places <= said or (len(matter.places) > 2 and len(matter.places & said) > 1))
    return matter.places.isdisjoint(here)


def _said_places(told: Development) -> set[str]:
    return {place for place in told.places if not place.startswith("~")}


def _older(matter: Matter, told: Development) -> bool:
    """Whether what is told happened before the promise was made."""
    return (
        told.due is not None
        and last_day(told.due) < matter.promise.known
        and not any(a.endswith(".coming") for a in told.acts)
    )


def _off_the_day(matter: Matter, news: News) -> bool:
    """Whether a session promised for a day is reported before it, or long after."""
    due = matter.promise.due
    if "held" not in matter.aims:
        return False
    if due is None:
        return news.known > shifted(matter.promise.known, _SEASON)
    return not shifted(first_day(due), -_EARLY) <= news.known <= shifted(last_day(due), _LATE)


def _new_date(matter: Matter, told: Development) -> bool:
    """A new date or a new sum is a new promise, not a repeat."""
    due, again = matter.promise.due, told.due
    if due and again and not (due.startswith(again) or again.startswith(due)):
        return True
    amount = matter.promise.amount
    return bool(amount and told.amounts and amount not in told.amounts)


def _reasons(matter: Matter, news: News) -> list[Reason]:
    told, reasons = news.told, []
    core = set(matter.states[:2])
    if matter.bodies:
        shared = sorted(matter.bodies & news.sides)
        reasons.append((f"same body: {', '.join(shared)}", 1.5 if matter.bodies & set(told.parties) else 1.2))
    elif core <= set(told.parties):
        reasons.append((f"same parties: {', '.join(sorted(core))}", 1.5))
    else:
        main = [p for p in told.near if is_state(p)][:2]
        weight = 1.2 if core == set(main) else 1.0 if core & set(told.parties) else 0.7
        reasons.append((f"parties of the text: {', '.join(sorted(core))}", weight))
    own = sorted(b for b in matter.bodies & set(told.parties) if is_particular(b))
    reasons += [(f"name: {body}", _BY_NAME) for body in own[:1]]
    reasons += _object_reasons(matter, told)
    reasons += _name_reasons(matter, told)
    if places := matter.places & _said_places(told):
        reasons.append((f"same place: {'; '.join(sorted(places))}", 1.0))
    elif places := matter.places & {site(place) for place in told.places}:
        reasons.append((f"place of the text: {'; '.join(sorted(places))}", 0.5))
    if numbers := matter.ordinals & set(told.ordinals):
        reasons.append((f"number of the session: {min(numbers)}", 1.5))
    if settings := matter.setting & {*told.concepts, *told.around}:
        reasons.append((f"same setting: {', '.join(sorted(settings))}", 0.5))
    if topics := set(matter.promise.topics) & {str(topic) for topic in told.topics}:
        reasons.append((f"same topics: {', '.join(sorted(topics))}", min(1.0, 0.4 * len(topics))))
    if matter.promise.amount and matter.promise.amount in told.amounts:
        reasons.append(("same amount", 1.0))
    if (due := matter.promise.due) and len(due) == 10 and (told.due == due or due <= news.known <= shifted(due, 2)):
        reasons.append((f"on the day: {due}", 1.0))
    return reasons


def _object_reasons(matter: Matter, told: Development) -> list[Reason]:
    table = load_concepts()
    found: dict[str, float] = {}
    for concept in matter.objects:
        part = 1.0 if concept in matter.concepts else 0.8
        kin = set(table.kin.get(concept, ()))
        if concept in told.concepts:
            found[concept] = part * table.weight(concept)
        elif said := kin & set(told.concepts):
            found[concept] = part * _KIN * min(table.weight(concept), max(table.weight(c) for c in said))
        elif concept in told.around[:4]:
            found[concept] = part * 0.5 * table.weight(concept)
    best = sorted(found.items(), key=lambda item: (-item[1], item[0]))[:3]
    return [(f"object: {concept}", round(weight, 2)) for concept, weight in best if weight > 0]


def _name_reasons(matter: Matter, told: Development) -> list[Reason]:
    reasons: list[Reason] = []
    left = _MOST_BY_NAME
    for name in sorted(matter.names):
        if any(_same_name(name, other) for other in told.names):
            person = name.startswith("person:")
            weight = min(left, 0.5 if person else _BY_NAME)
            if weight > 0:
                reasons.append((f"{'person' if person else 'name'}: {name.removeprefix('person:')}", weight))
                left -= weight
    return reasons


def _same_name(one: str, other: str) -> bool:
    """Whether two names in plain letters are one, with or without an ending."""
    if one == other:
        return True
    if one.startswith("person:") != other.startswith("person:"):
        return False
    short, long = sorted((one.removeprefix("person:"), other.removeprefix("person:")), key=len)
    return len(short) >= _SHORTEST_NAME and long.startswith(short) and len(long) - len(short) <= _SHORTEST_NAME
