"""Words that speak of an engagement already told, and what they add to it: who else took part, and a new date.

"During the talks" and «на встрече» begin no second meeting; «во встрече приняли участие» names more who were there; a
visit that is postponed to April is a cancelled one and another that is still to come.
"""

from __future__ import annotations

from elchi.lexicon import Hit
from elchi.model import EngagementKind
from elchi.reading.dates import DateMention
from elchi.reading.drafts import HELD, SCHEDULED, Draft, represented
from elchi.reading.scene import Cast, Scene

_OBLIQUE = frozenset({"genitive", "dative", "accusative", "instrumental", "prepositional"})
_WHITHER = frozenset({"dative", "sublative", "allative"})
_NEAR = 120
_BESIDE = 3
_MANY = 3
_JUST = 2  # sentences
_COMING = frozenset({"future", "intention", "future_participle"})
_BEHIND = 12  # characters between a verb of postponing and the word before its new date


def refers_back(scene: Scene, trigger: Hit) -> bool:
    """Whether a noun of meeting stands behind a word like "during", "at", "after"."""
    return any(
        0 < trigger.start - h.end <= 2 or (h.start <= trigger.start and trigger.end <= h.end)
        for h in scene.of("refers")
    )


def opens(scene: Scene, trigger: Hit) -> bool:
    """Whether a noun begins a sentence and only its being held follows: «Встреча состоялась накануне визита»."""
    if trigger.kind != "engagement.noun" or trigger.start != scene.sentence.tokens[0].start:
        return False
    return any(0 < h.start - trigger.end <= 2 and h.value == "held" for h in scene.of("perform"))


def held_here(scene: Scene, trigger: Hit) -> bool:
    """Whether a verb right before a noun says that it was held: "Səmərqənddə keçirilən danışıqlar zamanı"."""
    before = [h for h in scene.of("perform") if h.value == "held" and 0 <= trigger.start - h.end <= _BESIDE]
    return scene.sentence.language.verb_final and bool(before)


def unperformed(scene: Scene, trigger: Hit) -> bool:
    """Whether nothing is said to be done with a noun in an oblique case: «о готовности к переговорам»."""
    if trigger.kind != "engagement.noun" or "nominative" in trigger.labels or _OBLIQUE.isdisjoint(trigger.labels):
        return False
    return not any(
        abs(h.start - trigger.end) < _NEAR or abs(trigger.start - h.end) < _NEAR for h in scene.of("perform")
    )


def attended(cast: Cast, scene: Scene) -> list[Draft]:
    """Who attended what the sentence before tells of, where a pronoun stands for it: "… geçirildi. Oňa … gatnaşdylar"."""
    words = scene.sentence.language.raw["language"].get("it") or ()
    first = scene.sentence.tokens[0] if scene.sentence.tokens else None
    if first is None or not words or cast.page.view[first.start : first.end] not in words or not scene.sentence.index:
        return []
    told = cast.scenes[scene.sentence.index - 1]
    attends = scene.of("attend")
    if not attends or not (told.sessions or any(h.value == "conference" for h in told.of("engagement.noun"))):
        return []
    draft = Draft(EngagementKind.CONFERENCE, HELD, [scene.sentence.index], [(attends[-1].start, attends[-1].end)])
    draft.status = SCHEDULED if _COMING & set(attends[-1].labels) else HELD
    draft.anaphoric = True
    join(cast, scene, draft)
    return [draft]


def join(cast: Cast, scene: Scene, draft: Draft) -> None:
    """Give a draft everybody who is said to take part: people, and the states whose officials are named without them."""
    if not scene.of("attend"):
        return
    draft.joining = True
    named = list(dict.fromkeys(m.person for m in scene.people))
    offices_told = [i for i in named if cast.people[i].position_class is not None]
    people = named if len(named) >= _MANY and not offices_told else offices_told  # a row of names without offices
    draft.participants = list(dict.fromkeys([*draft.participants, *people]))
    offices = [
        state for p in scene.positions if p.plural and not p.former for state in (p.listed or (p.represents,)) if state
    ]
    states = (
        [h.value for h in scene.states if h.entry.data.get("form") == "name"]
        if len(scene.states) > 1 or offices
        else []
    )
    draft.parties = list(dict.fromkeys([*draft.parties, *represented(cast, people), *offices, *states]))


def same_day(cast: Cast, drafts: list[Draft]) -> None:
    """Give what is told with "on the same day" the day of what was told just before."""
    for index, draft in enumerate(drafts):
        sentence = draft.sentences[0]
        if draft.date is not None or not any(h.start < draft.spans[0][0] for h in cast.scenes[sentence].of("same_day")):
            continue
        earlier = next(
            (d for d in reversed(drafts[:index]) if d.date and sentence - _JUST <= d.sentences[-1] < sentence), None
        )
        if earlier is not None:
            draft.date, draft.date_span = earlier.date, earlier.date_span
            if draft.city is None and draft.country in (None, earlier.country):
                draft.city, draft.country, draft.place_span = earlier.city, earlier.country, earlier.place_span


def moved_to(scene: Scene) -> DateMention | None:
    """The new date of what is postponed: «перенесен на апрель», "nisana ertelendi"."""
    verbs = [h for h in scene.of("perform") if h.value == "postponed"]
    for day in scene.dates if verbs else ():
        marked = any(
            0 < day.start - h.end <= 2 and any(0 < h.start - v.end <= _BEHIND for v in verbs)
            for h in scene.of("moved_to")
        )
        whither = any(
            day.start <= h.start and h.end <= day.end and not _WHITHER.isdisjoint(h.labels)
            for h in scene.of("date.months")
        )
        if marked or whither:
            return day
    return None


def at_new_date(draft: Draft, day: DateMention) -> Draft:
    """What is postponed, as it is to take place."""
    later = Draft(
        draft.kind, SCHEDULED, list(draft.sentences), list(draft.spans), list(draft.participants), list(draft.parties)
    )
    later.date, later.date_span = day.as_of(future=True), (day.start, day.end)
    later.city, later.country, later.place_span, later.name, later.named = (
        draft.city,
        draft.country,
        draft.place_span,
        draft.name,
        draft.named,
    )
    return later
