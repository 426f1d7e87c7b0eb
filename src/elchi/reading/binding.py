"""Who is bound by a promise: who acts, then who else.

The one who acts is the subject of the clause, the speaker of the quotation, or whom the text is about; the others are
the states and bodies of the sentence and of the engagement told of. Companies and universities bind themselves.
"""

from __future__ import annotations

from elchi.lexicon import Hit, load_world
from elchi.lexicon.records import Record
from elchi.model import Engagement, EngagementKind, EngagementStatus, OutcomeKind
from elchi.reading.figures import main_parties
from elchi.reading.scene import Cast, Scene
from elchi.reading.sides import CONTRACTING, protagonist
from elchi.reading.statements import speaker_before, speaker_of

BOTH = frozenset(
    {OutcomeKind.SIGNED, OutcomeKind.ADOPTED, OutcomeKind.AGREED, OutcomeKind.TARGET, OutcomeKind.SCHEDULED}
)
"""Kinds of promises that bind both sides."""
_STATE_BODIES = frozenset({"ministry", "agency", "government"})
_NEXT = 2
_OF_ONE = frozenset({OutcomeKind.INVITED, OutcomeKind.PROPOSED, OutcomeKind.PLEDGED})
_OBLIQUE = frozenset(
    [
        "genitive",
        "prepositional",
        "locative",
        "dative",
        "ablative",
        "instrumental",
        "accusative",
        "inessive",
        "superessive",
        "sublative",
        "illative",
        "elative",
        "delative",
        "allative",
        "adessive",
        "terminative",
        "causal",
    ]
)


class Found(Record, frozen=True):
    """A clause that promises something: its kind, the word that says so, and its place."""

    kind: OutcomeKind
    hit: Hit
    start: int
    end: int


def _at_hand(scene: Scene, engagements: tuple[Engagement, ...]) -> tuple[str, ...]:
    """The parties of the engagement that the text is telling of: the last one begun, the sentence's own first."""
    sentence = scene.sentence
    own = [
        e
        for e in engagements
        if any(s.start < sentence.end and sentence.start < s.end for s in e.spans) and len(e.parties) > 1
    ]
    before = [e for e in engagements if min(e.spans).start < sentence.start and len(e.parties) > 1]
    if own:
        return own[0].parties
    return (
        max(before, key=lambda e: max(s.start for s in e.spans if s.start < sentence.start)).parties if before else ()
    )


def parties_of(cast: Cast, scene: Scene, found: Found, engagements: tuple[Engagement, ...]) -> tuple[str, ...]:
    """Who acts, then who else is bound."""
    bodies = [o.id for o in scene.organisations if o.kind in CONTRACTING and found.start <= o.start < found.end]
    if found.kind in BOTH and len(set(bodies)) > 1:  # companies and universities bind themselves
        return tuple(dict.fromkeys(bodies))[:4]
    if (told := _of_session(found, engagements)) is not None:
        return told.parties[:4]
    actor = _actor(cast, scene, found)
    here = _named(cast, scene, found) + (bodies if found.kind in BOTH else [])
    around = _at_hand(scene, engagements) or main_parties(cast, scene)
    parties = list(dict.fromkeys([*([actor] if actor else []), *here]))
    if len(parties) < 2:
        others = [party for party in around if party not in parties]
        # who is only promised something does not act: the other side does
        parties = [*others, *parties] if actor is None and found.kind not in BOTH else [*parties, *others]
    return tuple(parties[:4] if found.kind in BOTH else parties[:2])


def _named(cast: Cast, scene: Scene, found: Found) -> list[str]:
    """The states and bodies of a sentence, those of the clause itself first where one side alone promises."""
    named = [(m.start, party) for m in scene.people if (party := cast.people[m.person].represents)]
    named += [
        (o.start, o.state)
        for o in scene.organisations
        if o.state and o.kind in _STATE_BODIES and found.start <= o.start < found.end
    ]
    named += [(h.start, h.value) for h in scene.states if not _of_city(scene, h)]
    named += [(h.start, state) for h, state in _acting_capitals(scene, found)]
    named += [(o.start, o.id) for o in scene.organisations if o.kind in {"igo", "fund", "bank"}]
    if found.kind not in BOTH:
        named.sort(key=lambda pair: not found.start <= pair[0] < found.end)
    return [party for _, party in named]


def _of_city(scene: Scene, state: Hit) -> bool:
    """Whether a state only says where a city lies: "in Paris, France"."""
    return any(0 < state.start - h.end <= _NEXT for h in scene.cities)


def _of_session(found: Found, engagements: tuple[Engagement, ...]) -> Engagement | None:
    """The session still to come that a scheduling speaks of: its parties are bound."""
    if found.kind is not OutcomeKind.SCHEDULED:
        return None
    coming = [
        e
        for e in engagements
        if e.status is EngagementStatus.SCHEDULED and e.kind is EngagementKind.CONFERENCE and e.parties
    ]
    return next((e for e in coming if any(s.start < found.end and found.start < s.end for s in e.spans)), None)


def _actor(cast: Cast, scene: Scene, found: Found) -> str | None:
    """The party of the subject or speaker of a clause."""
    by_name = {p.name: p for p in cast.people}
    if found.hit.end <= found.start:  # "X and Y agreed that …": who agreed stands before what was agreed
        named = [m for m in scene.people if m.case in (None, "nominative", "possessive") and m.start < found.start]
        party = cast.people[named[0].person].represents if named else None
        if party is not None:
            return party
    nominative = [
        m
        for m in scene.people
        if m.case in (None, "nominative", "possessive") and found.start <= m.start < found.hit.start
    ]
    speaker = cast.people[nominative[0].person].name if nominative else speaker_of(cast, scene)
    if speaker is None:
        nominative = [
            m for m in scene.people if m.case in (None, "nominative", "possessive") and m.start < found.hit.start
        ]
        speaker = cast.people[nominative[0].person].name if nominative else speaker_before(cast, scene)
    if speaker is not None and by_name[speaker].represents:
        return by_name[speaker].represents
    titles = [
        p
        for p in scene.positions
        if p.represents
        and not p.former
        and not p.plural
        and found.start <= p.start < found.hit.start
        and not (set(p.labels) & _OBLIQUE)
    ]
    if titles and not nominative and scene.sentence.language.verb_final:
        return titles[0].represents  # "Tacikistan Prezidenti məni dəvət edib"
    plain = [
        h
        for h in scene.states
        if h.start < found.hit.start
        and not (set(h.labels) & _OBLIQUE)
        and not _behind_preposition(cast, scene, h)
        and not _before_with(cast, scene, h)
    ]
    if plain:
        return plain[0].value
    if capitals := [state for hit, state in _acting_capitals(scene, found) if hit.start < found.hit.start]:
        return capitals[0]
    lead = protagonist(cast, before=scene.sentence.index) if found.kind in _OF_ONE else None
    return cast.people[lead].represents if lead is not None else None


def _acting_capitals(scene: Scene, found: Found) -> list[tuple[Hit, str]]:
    """Capitals that stand for their states in a clause: «Москва и Вашингтон намерены …»."""
    known = load_world().capitals
    named = ((h, *h.value.partition(", ")[::2]) for h in scene.cities if found.start <= h.start < found.end)
    return [
        (h, state)
        for h, city, state in named
        if known.get(state) == city and (not h.labels or h.labels == ("nominative",))
    ]


def _before_with(cast: Cast, scene: Scene, hit: Hit) -> bool:
    """Whether a state is whom something is done with: "Türkmenistan bilen"."""
    after = cast.page.view[hit.end : hit.end + 16].split()[:1]
    marks = scene.sentence.language.marks["with"]
    return bool(after) and after[0] in marks.after - scene.sentence.language.and_words


def _behind_preposition(cast: Cast, scene: Scene, hit: Hit) -> bool:
    """Whether a state stands behind "to", "for", "with", "from": it does not act."""
    before = cast.page.view[max(scene.sentence.start, hit.start - 16) : hit.start].split()
    marks = scene.sentence.language.marks
    return bool(before) and any(before[-1] in marks[role].before for role in ("to", "with", "from"))
