"""What a promise is about: its object, parties, places, names, number and day, and what is to be done.

Taken from the developments that its words overlap, for a promise is told in the same words as the news of it. What a
clause does not say itself ("its construction begins this year") comes from the sentences before it, and weighs less.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from elchi.follow.concepts import load_concepts
from elchi.lexicon import load_world
from elchi.model import Amount, Development, Span

_MOST_PAIRS = 10
_MONEY = frozenset({"trade-turnover", "investments"})
_KEYS_FROM = 3
_DELIVERS: dict[str, frozenset[str]] = {
    "held": frozenset({"held", "completed", "started"}),
    "signed": frozenset({"signed", "in_force", "ratified"}),
    "ratified": frozenset({"ratified", "in_force"}),
    "in_force": frozenset({"in_force"}),
    "started": frozenset({"started", "operating", "completed"}),
    "operating": frozenset({"operating", "started"}),
    "building": frozenset({"completed", "started", "operating"}),
    "construction": frozenset({"building", "started", "completed", "operating"}),
    "completed": frozenset({"completed", "operating"}),
    "run": frozenset({"run", "operating"}),
    "planned": frozenset({"started", "operating", "completed", "held"}),
    "applied": frozenset({"in_force", "started", "operating", "completed"}),
}
_DONE_ABOUT = ("started", "held", "building", "completed", "operating", "in_force", "ratified", "planned")


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """An outcome as follow-through needs it; `known` is the day from which it counts."""

    id: str
    document_id: str
    known: str
    kind: str
    quote: str
    span: Span
    parties: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    amount: Amount | None = None
    due: str | None = None
    verdict: str | None = None


@dataclass(frozen=True, kw_only=True)
class Matter:
    """A promise with what it is about; `aims` are the acts that it speaks of."""

    promise: Promise
    aims: frozenset[str]
    concepts: frozenset[str]
    carried: frozenset[str]
    """Concepts of the sentences before, where the promise's own words name no object."""
    setting: frozenset[str]
    """The sessions that the sentences before tell of."""
    states: tuple[str, ...]
    """The states it is between, those that its words name first."""
    named: frozenset[str]
    """States that its own words name."""
    bodies: frozenset[str]
    """The organisations whose sessions or decisions it is about."""
    places: frozenset[str]
    names: frozenset[str]
    ordinals: frozenset[int]
    weekly: float | None = None
    """How often in a week something is to go."""
    roles: tuple[tuple[str, str], ...] = ()
    """The parts that states and bodies take in it, as (role, party)."""

    @cached_property
    def objects(self) -> frozenset[str]:
        """What it is about, said or carried over."""
        return self.concepts | self.carried

    @cached_property
    def telling_kin(self) -> frozenset[str]:
        """The objects that tell it from others, by all their names."""
        table = load_concepts()
        return frozenset(table.with_kin(table.telling(self.objects)))

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Keys under which news of it can be found: an object between two states, or of an organisation."""
        objects = load_concepts().with_kin(_telling(self.objects))
        pairs = _pairs(self.states[:_KEYS_FROM], sorted(self.bodies))
        return tuple(f"{concept}@{pair}" for concept in sorted(objects) for pair in pairs)

    @cached_property
    def fulfilling(self) -> frozenset[str]:
        """The acts that would fulfil it."""
        table = load_concepts()
        acts = frozenset(act for aim in self.aims for act in _DELIVERS.get(aim, ()))
        if self.concepts & table.regimes and self.aims & {"started", "planned", "operating"}:
            acts |= {"in_force"}
        return acts if self.objects & table.sessions or "held" in self.aims else acts - {"held"}

    @property
    def is_target(self) -> bool:
        """Whether it aims at a figure of money."""
        return self.promise.kind == "target" and self.promise.amount is not None


def matter_of(promise: Promise, told: Sequence[Development]) -> Matter:
    """Put together what a promise is about from the developments of its document."""
    own = [d for d in told if d.span.start < promise.span.end and promise.span.start < d.span.end]
    inside = [d for d in own if _share(d, promise) > 0.5] or own
    table = load_concepts()
    concepts = frozenset(c for d in inside for c in d.concepts)
    around = [c for d in inside for c in d.around]
    acts = [a for d in inside for a in d.acts]
    meets = any(act.startswith("held") for act in acts) and not any(
        n.startswith("person:") for d in inside for n in d.names
    )
    carried = (
        frozenset()
        if concepts - table.generic
        else frozenset(_first_telling([c for c in around if meets or c not in table.sessions]))
    )
    before = [d for d in told if d.span.start < promise.span.start and carried & set(d.concepts)]
    named, states, bodies = _sides(promise, inside)
    return Matter(
        promise=promise,
        aims=_aims(promise, acts, concepts | carried),
        concepts=concepts,
        carried=carried,
        setting=frozenset(c for c in around if c in table.sessions and table.weight(c) > 1),
        states=states,
        named=named,
        bodies=bodies,
        places=_places(inside) or _places(before),
        names=frozenset(n for d in [*own, *before[:1]] for n in d.names),
        ordinals=_ordinals(acts, inside, told),
        roles=tuple(dict.fromkeys(role for d in inside for role in d.roles)),
        weekly=next((a.value for d in inside for a in d.amounts if a.currency == "per week"), None),
    )


def keys_of_news(told: Development) -> list[str]:
    """The keys of promises that a development may tell of."""
    sides = list(
        dict.fromkeys(
            [
                *told.parties,
                *told.near,
                *(place.partition(", ")[2] for place in told.places if not place.startswith("~")),
            ]
        )
    )
    states = [p for p in sides if is_state(p)][:5]
    bodies = [p for p in sides if not is_state(p)][:2]
    pairs = list(dict.fromkeys([*_pairs(states, ()), *bodies]))[: _MOST_PAIRS + 2]
    return [f"{concept}@{pair}" for concept in sorted(_telling({*told.concepts, *told.around[:4]})) for pair in pairs]


def _places(told: Iterable[Development]) -> frozenset[str]:
    return frozenset(place for d in told for place in d.places if not place.startswith("~"))


def site(place: str) -> str:
    """A place without the mark that the clause itself does not say it."""
    return place.removeprefix("~")


def _telling(concepts: Iterable[str]) -> frozenset[str]:
    """Objects worth a key; where there is none, weak ones serve."""
    every = frozenset(concepts)
    return (load_concepts().telling(every) | (every & _MONEY)) or every


def _pairs(states: Sequence[str], bodies: Sequence[str]) -> list[str]:
    pairs = ["-".join(sorted(pair)) for pair in combinations(states, 2)]
    return [*pairs[:_MOST_PAIRS], *bodies, *(states[:1] if len(states) == 1 else [])]


def _share(development: Development, promise: Promise) -> float:
    shared = min(development.span.end, promise.span.end) - max(development.span.start, promise.span.start)
    return shared / max(1, min(development.span.end - development.span.start, promise.span.end - promise.span.start))


def _first_telling(around: Sequence[str]) -> list[str]:
    """The nearest objects named before."""
    table = load_concepts()
    return [c for c in dict.fromkeys(around) if table.weight(c) >= 1][:3] or list(dict.fromkeys(around))[:1]


def _sides(promise: Promise, told: Sequence[Development]) -> tuple[frozenset[str], tuple[str, ...], frozenset[str]]:
    """The states that the words name, the states it is between, and the organisation whose matter it is."""
    named = list(dict.fromkeys(p for d in told for p in d.parties))
    near = [p for d in told for p in d.near]
    hosts = [place.partition(", ")[2] for d in told for place in d.places if not place.startswith("~")]
    near_states = [p for p in dict.fromkeys(near) if is_state(p)]
    states = [p for p in named if is_state(p)]
    bodies = [p for p in [*named, *near[:3], *promise.parties] if _is_body(p)]
    session = bool(load_concepts().sessions & {c for d in told for c in [*d.concepts, *d.around[:2]]})
    own = bool(bodies) and bodies[0] in named
    whose = frozenset(
        bodies[:2] if bodies and (own or (len(set(states)) < 2 and (session or len(near_states) > _KEYS_FROM))) else ()
    )
    between = list(
        dict.fromkeys(
            [
                *states,
                *(h for h in hosts if h in near_states),
                *near_states,
                *(p for p in promise.parties if is_state(p)),
            ]
        )
    )
    return frozenset(states), tuple(between[: max(2, len(set(states)))]), whose


def is_state(party: str) -> bool:
    """Whether a party is a state."""
    return party in load_world().states


def is_particular(ident: str) -> bool:
    """Whether an organisation is one undertaking (a fund, an academy), and not a whole community of states."""
    known = load_world().organisations.get(ident)
    return known is not None and known.kind != "igo"


def _is_body(ident: str) -> bool:
    known = load_world().organisations.get(ident)
    return known is not None and known.state is None and known.kind in {"igo", "fund", "bank", "parliament", "academy"}


def _aims(promise: Promise, acts: Iterable[str], objects: frozenset[str]) -> frozenset[str]:
    """The acts that the promise is about: those to come, or those it names without a tense."""
    said = [tuple(act.partition(".")[::2]) for act in acts if "." in act]
    coming = {
        act
        for act, tense in said
        if tense in {"coming", "noun", "going"} and act not in {"repeated", "preparing", "postponed", "cancelled"}
    }
    if {"building", "started"} <= coming and ("building", "noun") in said:
        return frozenset({"construction"})
    if len(coming) > 1:
        coming.discard("planned")
    if len(coming) > 1:  # "to host a summit" is no acceptance of it, "to organise a zone" no session
        coming.discard("ratified" if load_concepts().sessions & objects else "held")
    done = {act for act, tense in said if tense == "done" and act in _DONE_ABOUT}
    if coming <= {"planned"} and done & {"held", "started", "completed"} and promise.kind not in {"signed", "adopted"}:
        coming = done & {"held", "started", "completed"}  # "will be hosted", where only the participle shows the act
    if promise.kind in {"signed", "adopted"}:
        coming.discard("signed")
        return frozenset(coming or {"applied"})
    return frozenset(coming or done or {"planned"})


def _ordinals(acts: Iterable[str], own: Sequence[Development], told: Sequence[Development]) -> frozenset[int]:
    """The number of the session promised: as said, or one more than that of the session told of."""
    said = {n for d in own for n in d.ordinals}
    if said:
        return frozenset(said)
    if "next" in acts:
        sessions = load_concepts().sessions
        topic = {c for d in own for c in d.concepts if c in sessions}
        earlier = [n for d in told for n in d.ordinals if topic & {*d.concepts, *d.around}]
        return frozenset({max(earlier) + 1}) if earlier else frozenset()
    return frozenset()
