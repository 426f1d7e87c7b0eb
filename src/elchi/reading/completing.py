"""What single sentences leave out and the text as a whole says: the session or visit around a meeting, its date and place."""

from __future__ import annotations

from elchi.model import EngagementKind, PositionClass
from elchi.reading.dates import long_past
from elchi.reading.drafts import HELD, SCHEDULED, Draft, dates_agree, officials
from elchi.reading.scene import Cast, city_parts

Dateline = tuple[tuple[str | None, str | None], str | None]
"""City and state, and the day."""
_ROUND = 3  # sentences within which a round of meetings goes on
_OF_ROUND = frozenset({EngagementKind.MEETING, EngagementKind.CONFERENCE, EngagementKind.SIGNING})


def complete(cast: Cast, kept: list[Draft]) -> None:
    """Fill what single sentences leave out from what the text as a whole says."""
    published = cast.page.document.published
    held = [d for d in kept if d.status is HELD]
    held = [d for d in held if not long_past(d.date, published)] or held
    conferences = [d for d in held if d.kind is EngagementKind.CONFERENCE]
    conference = conferences[0] if conferences else None
    visit = next((d for d in held if d.kind is EngagementKind.VISIT), None)
    coming = [d for d in kept if d.status is SCHEDULED and d.kind in {EngagementKind.CONFERENCE, EngagementKind.VISIT}]
    dateline = _dateline(cast)
    for draft in kept:
        frame = next(
            (
                f
                for f in (*_nearest_first(draft, conferences), visit, *coming)
                if f is not None and f is not draft and _inside(cast, draft, f)
            ),
            None,
        )
        if frame is not None:
            _put_within(draft, frame)
        round_ = _earlier_of_round(kept, draft)
        if round_ is not None:
            draft.date = draft.date or round_.date
            _share_place(draft, round_)
        _place_at_last(cast, draft, dateline, visit)
        _date_at_last(cast, draft, dateline)
    if conference is not None:
        _join_conference(cast, conference)


def _nearest_first(draft: Draft, conferences: list[Draft]) -> list[Draft]:
    """The session around a draft: the main one, unless the draft's own sentences speak of another."""
    if len(conferences) < 2 or set(draft.sentences) & set(conferences[0].sentences):
        return conferences[:1]
    return sorted(conferences, key=lambda f: not set(draft.sentences) & set(f.sentences))[:1]


def _put_within(draft: Draft, frame: Draft) -> None:
    """Put a draft within the session or visit on whose margins it is, and where that takes place."""
    draft.within = frame.name
    if draft.kind is not EngagementKind.CALL:
        _share_place(draft, frame)
    if draft.date is None and frame.date and frame.kind is EngagementKind.CONFERENCE:
        draft.date, draft.date_span = frame.date, frame.date_span
    elif frame.date is None and draft.date and frame.kind is EngagementKind.CONFERENCE and _near(draft, frame):
        frame.date, frame.date_span = draft.date, draft.date_span
    elif draft.date is None and frame.date and draft.status is SCHEDULED:
        draft.date, draft.date_span = frame.date[:7], frame.date_span  # on one of the days of the visit


def _near(draft: Draft, other: Draft) -> bool:
    """Whether two are told of so close to each other that they go on in one round."""
    return abs(draft.sentences[0] - other.sentences[0]) <= _ROUND


def _share_place(draft: Draft, other: Draft) -> None:
    if draft.city is None and draft.country in (None, other.country):
        draft.city, draft.country, draft.place_span = other.city, other.country, other.place_span


def _place_at_last(cast: Cast, draft: Draft, dateline: Dateline, visit: Draft | None) -> None:
    """Where nothing else says where: the dateline, the state visited, or at home."""
    (city, country), _ = dateline
    if draft.kind in {EngagementKind.CALL, EngagementKind.CORRESPONDENCE}:
        draft.city = draft.country = None
    elif (
        draft.status is HELD
        and draft.country is None
        and not city
        and visit is not None
        and visit is not draft
        and set(draft.participants) & set(visit.participants)
    ):
        _share_place(draft, visit)
    elif draft.status is HELD and city and draft.city is None and draft.country == country:
        draft.city = city
    elif draft.status is HELD and draft.country is None:
        at_home = cast.home if draft.kind is not EngagementKind.VISIT else None
        draft.city, draft.country = (city, country) if city else (None, _of_envoy(cast, draft) or at_home)
        if draft.country == cast.home and not city:
            draft.doubts.append("place assumed")


def _of_envoy(cast: Cast, draft: Draft) -> str | None:
    """The state in which an envoy serves who takes part in a meeting: "Türkmenistanyň Türkiýedäki Ilçisi"."""
    if draft.kind is not EngagementKind.MEETING:
        return None
    for scene in (cast.scenes[index] for index in draft.sentences):
        for position in scene.positions:
            if position.position_class is not PositionClass.AMBASSADOR:
                continue
            places = [h for h in scene.of("state", "city") if position.start <= h.start and h.end <= position.end]
            served = [h for h in places if "relative" in h.labels or (h.kind == "city" and len(places) > 1)]
            if served:
                return city_parts(served[-1])[1] if served[-1].kind == "city" else served[-1].value
    return None


def _date_at_last(cast: Cast, draft: Draft, dateline: Dateline) -> None:
    """Where nothing else says when: the dateline, or these days."""
    if draft.status is not HELD:
        return
    published = cast.page.document.published
    if draft.date and len(draft.date) == 4 and draft.date >= (published or "9")[:4]:
        draft.date = None  # a year alone that is not over speaks of something else
    if draft.date is None:
        draft.date = dateline[1] or (published[:7] if published and len(published) >= 7 else published)
        draft.doubts.append("date from publication")


def _earlier_of_round(kept: list[Draft], draft: Draft) -> Draft | None:
    """The meeting told before of the same round: one side goes on to meet the next on the same day, and signs after the talks."""
    if draft.status is not HELD or draft.kind not in _OF_ROUND:
        return None
    for earlier in reversed(kept[: kept.index(draft)]):
        shared = set(earlier.participants) & set(draft.participants) or (
            not draft.participants and set(earlier.parties) >= set(draft.parties)
        )
        near = 0 <= draft.sentences[0] - max(earlier.sentences) <= _ROUND
        if (
            earlier.kind in {EngagementKind.MEETING, EngagementKind.CONFERENCE}
            and earlier.status is HELD
            and shared
            and near
            and dates_agree(earlier.date, draft.date)
        ):
            return earlier
    return None


def _join_conference(cast: Cast, conference: Draft) -> None:
    """Officials who appear in the sentences of a session take part in it."""
    near = {m.person for i in set(conference.sentences) for m in cast.scenes[i].people}
    joined = [i for i in officials(cast) if i in near]
    conference.participants = list(dict.fromkeys([*conference.participants, *joined]))
    everybody = officials(cast) if conference.sentences[0] < 4 else joined
    conference.parties = list(
        dict.fromkeys([*conference.parties, *(p for i in everybody if (p := cast.people[i].represents))])
    )


def _inside(cast: Cast, draft: Draft, frame: Draft) -> bool:
    """Whether a draft takes place on the margins of a session, or during a visit."""
    if (
        draft.kind in {EngagementKind.CALL, EngagementKind.CORRESPONDENCE, EngagementKind.VISIT}
        or draft.status is not frame.status
    ):
        return False
    if draft.kind is EngagementKind.CONFERENCE or not dates_agree(
        draft.date, frame.date if frame.kind is EngagementKind.CONFERENCE else None
    ):
        return False
    if frame.kind is EngagementKind.VISIT:
        return bool(set(draft.participants) & set(frame.participants)) and draft.country in (None, frame.country)
    margins = any(cast.scenes[i].of("margins") for i in draft.sentences)
    return margins or bool(set(draft.sentences) & set(frame.sentences)) or frame.sentences[0] < draft.sentences[0]


def _dateline(cast: Cast) -> Dateline:
    """Place and date of a dateline ("Baku, October 24, AZERTAC"; "ASTANA. KAZINFORM –") in the first lines."""
    headline: Dateline = ((None, None), None)
    for scene in cast.scenes[:6]:
        sentence = scene.sentence
        opening = next(
            (d.end for d in scene.dates if d.start - sentence.start <= 3), sentence.start
        )  # "24 октября, Баку"
        head = [
            h
            for h in sentence.of("city")
            if h.start - opening <= 3 and (opening == sentence.start or {"nominative"}.issuperset(h.labels))
        ]
        short = sentence.end - sentence.start < 60
        mark = cast.page.text[sentence.start : sentence.start + 60].partition("\n")[0]
        if (
            head
            and (short or head[0].end - sentence.start <= 30)
            and any(c in mark for c in "./–—-,()")
            and (cast.page.text[head[0].start : head[0].end].isupper() or "," in mark[:30] or short or ". " in mark)
        ):
            line = [s for s in cast.scenes[sentence.index : sentence.index + 3] if s.sentence.line == sentence.line]
            day = next(
                (d.value for s in line for d in s.dates if len(d.value) == 10 and d.start - sentence.start < 50), None
            )
            return city_parts(head[0]), day
        if head and short and sentence.line == 0:
            headline = city_parts(head[0]), None  # "Ankara'da zirve": a place, where no dateline says another
    return headline
