"""When and where: the date and the place that a sentence gives to what it tells of."""

from __future__ import annotations

from typing import TypeVar

from elchi.lexicon import Hit
from elchi.reading.dates import DateMention
from elchi.reading.drafts import AWAY, HELD, Draft
from elchi.reading.scene import Scene, city_parts
from elchi.reading.sessions import SessionMention

_OTHERWISE = frozenset({"genitive", "accusative", "instrumental"})
"""Cases in which a city is no place: "Moskova'nın tutumu"."""
Mention = TypeVar("Mention", DateMention, Hit)
_AHEAD, _BACK = 2, 50  # years
_NEXT = 2  # characters between a verb of reporting and the day of the report
_BEHIND = 40
_QUALIFIED = 25  # characters between a date and the session it is the day of, a verb among them
_HEAD = 30
"""Characters at the beginning of a line that a dateline takes."""
_BESIDE = 25
"""Characters between a state's name and the word that makes it the host."""


def own_of(scene: Scene, session: SessionMention, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The dates or places that belong to one session where a sentence names several: those nearer to it than to the others."""
    others = [s for s in scene.sessions if s is not session]
    outside = (
        [m for m in mentions if m.end <= scene.sessions[0].start or m.start >= scene.sessions[-1].end] if others else []
    )
    if not others or (len(mentions) == 1 and outside):  # one date for all
        return mentions
    behind = _BEHIND if scene.sentence.language.verb_final else 0
    return tuple(m for m in mentions if all(_gap(m, session, behind) <= _gap(m, s, behind) for s in others))


def _gap(mention: DateMention | Hit, session: SessionMention, behind: int) -> int:
    """Characters between; what stands behind a session is rather of the next one, where what qualifies stands before ("Astana'da yapılacak Toplantı")."""
    after = mention.start - session.end
    return after + behind if after >= 0 else session.start - mention.end


def give_date(
    scene: Scene, trigger: Hit, draft: Draft, *, published: str | None, dates: tuple[DateMention, ...] | None = None
) -> None:
    """Give a draft the date nearest to its words, a day rather than a month or a year; of `dates`, if not of the whole sentence."""
    future = draft.status is not HELD
    limits = scene.of("date.until")  # "2030'a kadar": a date by which something is due, not when this takes place
    open_dates = [
        d
        for d in (scene.dates if dates is None else dates)
        if not any(
            -8 <= h.start - d.end <= 8 or (-8 <= d.start - h.end <= 8 and not scene.sentence.language.verb_final)
            for h in limits
        )
    ]
    if dates is None:
        open_dates = [
            d
            for d in open_dates
            if not any(trigger.end <= d.start and 0 <= s.start - d.end <= _QUALIFIED for s in scene.sessions)
        ]
    open_dates = [
        d for d in open_dates if not _of_other_times(d, published) and not (future and _is_stamp(scene, d, published))
    ]
    open_dates = [d for d in open_dates if not _of_statement(scene, trigger, d)]
    reported = [d for d in open_dates if any(-1 <= d.start - h.end <= _NEXT for h in scene.of("say", "source"))]
    open_dates = [d for d in open_dates if d not in reported] or open_dates  # «сообщает сегодня, 16 февраля, …»
    exact = [d for d in open_dates if len(d.value) >= 7] or open_dates
    if scene.sentence.language.verb_final and trigger.kind == "engagement.verb" and "participle" in trigger.labels:
        exact = [d for d in exact if d.end <= trigger.start] or exact  # what stands behind is of the next verb
    if not exact:
        return
    best = min(exact, key=lambda d: (len(d.value) < 10, min(abs(d.start - trigger.end), abs(trigger.start - d.end))))
    draft.date, draft.date_span = best.as_of(future=future), (best.start, best.end)


def _of_statement(scene: Scene, trigger: Hit, mention: DateMention) -> bool:
    """Whether a date is that of words spoken before a verb: "1 Kasım'da yaptığı açıklamada … geleceğini söyledi"."""
    return scene.sentence.language.verb_final and any(
        0 <= h.start - mention.end <= _QUALIFIED and h.end <= trigger.start and "locative" in h.labels
        for h in scene.of("medium")
    )


def _of_other_times(mention: DateMention, published: str | None) -> bool:
    """Whether a bare year lies so far ahead that it names a plan ("2040 Vizyonu"), or so far back that it is a number."""
    if not published or len(mention.value) != 4:
        return False
    return not -_BACK <= int(mention.value) - int(published[:4]) <= _AHEAD


def _is_stamp(scene: Scene, mention: DateMention, published: str | None) -> bool:
    """Whether a date is the day of the text itself, put behind it: "… imzalanacak. (22.11.2019)"."""
    sentence = scene.sentence
    return (
        mention.value == published and sentence.end - mention.end <= _AHEAD and mention.start - sentence.start > _BEHIND
    )


def give_place(scene: Scene, trigger: Hit, draft: Draft, *, cities: tuple[Hit, ...] | None = None) -> None:
    """Give a draft the place where its sentence says it is; a city of `cities`, if not any of the sentence."""
    cities = tuple(h for h in (scene.cities if cities is None else cities) if not _elsewhere(scene, trigger, h))
    if cities:
        best = min(cities, key=lambda h: (not (AWAY & set(h.labels)), abs(h.start - trigger.start)))
        draft.city, draft.country = city_parts(best)
        draft.place_span = (best.start, best.end)
        return
    places = [h for h in scene.states if AWAY & set(h.labels) and h.entry.data.get("form") == "name"]
    host = host_of(scene)
    if places:
        best = min(places, key=lambda h: abs(h.start - trigger.start))
        draft.country, draft.place_span = best.value, (best.start, best.end)
    elif host is not None:
        draft.country, draft.place_span = host.value, (host.start, host.end)


def _elsewhere(scene: Scene, trigger: Hit, city: Hit) -> bool:
    """Whether a city is named, but not as a place; where cases tell, only a dateline or a title needs none."""
    if _OTHERWISE & set(city.labels):
        return True
    titled = any(s.start <= city.start and city.end <= s.end for s in scene.sessions)
    return (
        scene.sentence.language.verb_final
        and not AWAY & set(city.labels)
        and not titled
        and city.start - scene.sentence.start > _HEAD
        and abs(city.start - trigger.start) > _HEAD
    )


def host_of(scene: Scene) -> Hit | None:
    """The state that a sentence names as the host: "Kazakistan'ın ev sahipliğinde", "hosted by Kazakhstan"."""
    near = [
        (max(state.start - word.end, word.start - state.end), state)
        for word in scene.of("hosts")
        for state in scene.states
        if max(state.start - word.end, word.start - state.end) <= _BESIDE
    ]
    return min(near, key=lambda pair: pair[0])[1] if near else None
