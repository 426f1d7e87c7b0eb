"""Promises told as plain futures: "the zone will be established", "an industrial park is to open by 2030".

No word of promising stands in such a clause, only something that will be done about an object of cooperation between
states, or a sum that will be reached. It becomes an outcome where `outcomes` found none: a target where a sum of money
is aimed at, scheduled where it has a time or is a session's, pledged else.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from elchi.lexicon import Hit, load_world
from elchi.lexicon.records import Record
from elchi.model import Amount, Claim, Development, Outcome, OutcomeKind, Span
from elchi.reading.binding import BOTH
from elchi.reading.clauses import alone
from elchi.reading.developments import PER_WEEK
from elchi.reading.scene import Cast, Scene
from elchi.reading.topics import topics_of

_FINITE = frozenset({"future", "future_participle", "intention"})
_NOT_ACTS = frozenset({"repeated", "preparing", "postponed", "cancelled"})
_EVENTS = frozenset({"held", "ratified", "signed", "started", "completed"})
_MONEY = frozenset({"trade-turnover", "investments"})
_INFINITIVE = ("ть", "ти", "ться", "ni")
_STRONG, _TELLING = 2.0, 1.0
_MOST_PARTIES = 3
_REACH = 3  # characters from a finite verb to the end of its clause
_NEAR = 12  # … and to the verb that reports it
_OVERLAP = 0.4  # of a clause that another outcome may cover


class _Clause(Record, frozen=True):
    scene: Scene
    told: Development
    acts: tuple[Hit, ...]
    """Finite verbs of what is to come."""


def find_promises(cast: Cast, told: tuple[Development, ...], outcomes: list[Outcome]) -> list[Outcome]:
    """Outcomes in clauses of `told` that overlap none of `outcomes`."""
    found: list[Outcome] = []
    for development in told:
        span = development.span
        if any(_shared(o.span, span) > _OVERLAP * (span.end - span.start) for o in [*outcomes, *found]):
            continue
        scene = cast.scenes[cast.page.sentence_at(span.start).index]
        clause = _Clause(scene, development, tuple(_finite(cast, scene, development)))
        kind = _kind(cast, clause)
        told_of = clause.acts and any(o.span.start <= clause.acts[0].start < o.span.end for o in outcomes)
        if kind is not None and not told_of:
            found.append(_outcome(cast, clause, kind))
    return found


def bind(outcome: Outcome, told: tuple[Development, ...]) -> Outcome:
    """An outcome of two sides for which one alone was found, with the other that its own words name."""
    if len(outcome.parties) > 1 or outcome.kind not in BOTH:
        return outcome
    own = [d for d in told if d.span.start < outcome.span.end and outcome.span.start < d.span.end]
    named = [p for d in own for p in (*d.parties, *(d.near[:2] if not d.parties else ()))]
    parties = tuple(dict.fromkeys([*outcome.parties, *named]))[:_MOST_PARTIES]
    return replace(outcome, parties=parties) if len(parties) > len(outcome.parties) else outcome


def _shared(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _finite(cast: Cast, scene: Scene, told: Development) -> list[Hit]:
    """The clause's verbs of what is to come that stand in a finite form, or lean on one that does."""
    here = [
        h
        for h in scene.of("act")
        if told.span.start <= h.start < told.span.end and h.value not in _NOT_ACTS and "negative" not in h.labels
    ]
    view = cast.page.view
    coming = [h for h in here if (h.entry.data.get("tense") == "coming" and not h.labels) or set(h.labels) & _FINITE]
    infinitives = (
        []
        if scene.sentence.language.verb_final
        else [
            h
            for h in coming
            if h.entry.data.get("tense") == "coming"
            and (view[h.start : h.end].endswith(_INFINITIVE) or view[h.start : h.end].startswith("to "))
        ]
    )
    finite = [h for h in coming if h not in infinitives]
    if scene.sentence.language.verb_final:  # what stands earlier belongs to a noun: "agreements that will be signed"
        last = max((h.end for h in scene.of("act") if h.start < told.span.end), default=0)
        says = [h.start for h in scene.of("say") if h.start >= told.span.start]
        finite = [
            h
            for h in finite
            if (h.end >= last or h in here[-1:])
            and (told.span.end - h.end <= _REACH or any(0 <= s - h.end <= _NEAR for s in says))
        ]
    return [*finite, *infinitives] if finite else []


def _kind(cast: Cast, clause: _Clause) -> OutcomeKind | None:
    told, scene = clause.told, clause.scene
    if _headline(cast, scene) or not _between(told):
        return None
    aims = any(h.value == "aim" and told.span.start <= h.start < told.span.end for h in scene.of("measure"))
    objects = {*told.concepts, *told.around[:3]}
    if (
        any(a.currency != PER_WEEK for a in told.amounts)
        and _MONEY & objects
        and (clause.acts or aims)
        and not any(a.endswith(".done") and not a.startswith(("repeated", "held")) for a in told.acts)
    ):
        return OutcomeKind.TARGET
    if not clause.acts or _is_told_as_done(scene, told):
        return None
    light = _weights()
    weight = max((light.get(c, _STRONG) for c in told.concepts), default=0.0)
    carried = max((light.get(c, _STRONG) for c in told.around[:2]), default=0.0)
    values = {h.value for h in clause.acts}
    dated = told.due is not None and told.due[:4] >= (cast.page.document.published or "9999")[:4]
    if (
        "held" in values
        and _sessions() & set(told.concepts)
        and weight >= _TELLING
        and (dated or _here(told) or told.parties)
    ):
        return OutcomeKind.SCHEDULED
    if "held" in values and dated and any(name.startswith("person:") for name in told.names):
        return OutcomeKind.SCHEDULED
    if values == {"planned"} and weight < _TELLING <= carried and _here(told):
        return OutcomeKind.PLEDGED
    if values <= {"planned", "held"}:
        enough = weight >= _STRONG or (weight >= _TELLING and dated)
        said = told.parties and "planned" in values
        return (
            OutcomeKind.SCHEDULED
            if dated and weight >= _TELLING and told.due != cast.page.document.published
            else OutcomeKind.PLEDGED
            if enough and said
            else None
        )
    if dated and max(weight, carried) >= _TELLING:
        return OutcomeKind.SCHEDULED
    if weight < _TELLING and ((carried >= _STRONG and told.names) or (carried >= _TELLING and _here(told))):
        return OutcomeKind.PLEDGED  # "it will be run by OSTIM": of what the sentence before speaks of
    return OutcomeKind.PLEDGED if weight >= _STRONG or (weight >= _TELLING and (told.parties or _here(told))) else None


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    """How much a concept weighs; what is not listed weighs `_STRONG`."""
    weights = load_world().raw.get("concepts", {}).get("weight", {})
    return {concept: float(weight) for weight, all_ in weights.items() for concept in all_}


@lru_cache(maxsize=1)
def _sessions() -> frozenset[str]:
    return frozenset(load_world().raw.get("concepts", {}).get("session", ()))


def _is_told_as_done(scene: Scene, told: Development) -> bool:
    """Whether the clause's main verb says that something has happened; a participle before a noun does not."""
    here = [h for h in scene.of("act") if told.span.start <= h.start < told.span.end and h.value in _EVENTS]
    return any(
        (h.entry.data.get("tense") == "done" and "participle" not in h.labels)
        or (set(h.labels) & {"past", "perfect"} and not set(h.labels) & {"participle"})
        for h in here
    )


def _here(told: Development) -> list[str]:
    return [place for place in told.places if not place.startswith("~")]


def _between(told: Development) -> bool:
    """Whether the text is one between states, and the clause not about one alone that it is not about."""
    return len(told.near) > 1 or len(told.parties) > 1


def _headline(cast: Cast, scene: Scene) -> bool:
    sentences = cast.page.sentences
    return len(sentences) > 2 and scene.sentence.line == sentences[0].line and sentences[1].line != sentences[0].line


def _outcome(cast: Cast, clause: _Clause, kind: OutcomeKind) -> Outcome:
    told, scene = clause.told, clause.scene
    parties = list(dict.fromkeys([*told.parties, *[p for p in told.near if len(told.parties) < 2]]))[:_MOST_PARTIES]
    hit = clause.acts[0] if clause.acts else None
    money = [a for a in told.amounts if a.currency != PER_WEEK]
    largest = max(money, key=lambda a: a.value) if money else None
    place = Span(hit.start, hit.end) if hit else told.span
    told_at = Span(*alone(cast.page.text, scene, told.span.start, told.span.end))
    return Outcome(
        kind=kind,
        quote=cast.page.document.text[told_at.start : told_at.end],
        span=told_at,
        parties=tuple(parties[:2] if len(told.parties) < 2 else parties),
        topics=topics_of([scene.sentence], cast.covered, within=(told.span.start, told.span.end)),
        amount=Amount(largest.value, largest.currency) if largest else None,
        due=_due(cast, told),
        claims=(Claim("kind", kind.value, place),),
        doubts=("told as a plain future",),
    )


def _due(cast: Cast, told: Development) -> str | None:
    published = cast.page.document.published or ""
    due = told.due
    return due if due and due[: len(published)] >= published[: len(due)] else None
