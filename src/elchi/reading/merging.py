"""From drafts to the engagements of a document: what is one, what refers back, and what the whole text adds.

A noun without people ("the meeting", "görüşmede") speaks of an engagement already told. Two drafts of one kind are one
where their people or parties overlap and nothing tells them apart (another day, another status, a list of rounds).
Place and date that a draft lacks come from the session or visit it belongs to, from the dateline, or stay unknown.
"""

from __future__ import annotations

from elchi.model import Engagement, EngagementKind, PositionClass
from elchi.reading.completing import complete
from elchi.reading.drafts import CANCELLED, HELD, SCHEDULED, Draft, dates_agree, to_engagement
from elchi.reading.engagements import find_drafts
from elchi.reading.scene import Cast
from elchi.reading.status import still_to_come

_GATHERINGS = frozenset({"Forum", "Exhibition", "Seminar", "Congress"})
_TALKS = {EngagementKind.MEETING, EngagementKind.CONFERENCE, EngagementKind.CALL, EngagementKind.VISIT}
_PAIR = 2
_RELATED = {EngagementKind.MEETING, EngagementKind.CONFERENCE}


def find_engagements(cast: Cast) -> tuple[Engagement, ...]:
    """The engagements of a document, in the order of the text."""
    kept: list[Draft] = []
    for draft in find_drafts(cast):
        _settle(cast, kept, draft)
    kept = _second_pass(kept)
    kept = [draft for draft in kept if _counts(cast, draft)]
    for draft in kept:
        if draft.status is HELD and still_to_come(draft.date, cast.page.document.published):
            draft.status = SCHEDULED  # a headline without a date, and the day in the body
    complete(cast, kept)
    return tuple(to_engagement(cast, draft) for draft in kept)


def _settle(cast: Cast, kept: list[Draft], draft: Draft) -> None:
    """Merge a draft into one already kept, or keep it."""
    if draft.anaphoric and draft.kind is EngagementKind.MEETING and not draft.participants and draft.date is None:
        _name_sides(
            cast,
            draft,
            untold=not draft.vague and not any(k.kind in {EngagementKind.MEETING, EngagementKind.CALL} for k in kept),
        )
    if draft.anaphoric:
        target = _referred(kept, draft)
        if target is not None:
            _absorb(target, draft, people=draft.joining)
            return
        if draft.vague or not _borrow(cast, kept, draft):
            return
        kept.append(draft)
        return
    if draft.kind is EngagementKind.CONFERENCE and not draft.parties and (body := _last_body(cast, draft)) is not None:
        draft.parties = [body]  # "the organisation's 11th summit"
    if (
        draft.kind is EngagementKind.CONFERENCE
        and draft.status is SCHEDULED
        and len(draft.parties) < 2
        and _next_of(cast, kept, draft)
    ):
        kept.append(draft)
        return
    if draft.kind is EngagementKind.CONFERENCE and len(draft.parties) < 2 and not _own_body(cast, draft):
        _borrow(cast, kept, draft)
    if (planned := _called_off(kept, draft)) is not None:
        planned.status = CANCELLED
        _absorb(planned, draft, people=True)
        return
    same = next((k for k in reversed(kept) if _one(k, draft) or _by_telephone(k, draft)), None)
    if same is not None:
        _absorb(same, draft, people=True)
        return
    kept.append(draft)
    del cast


def _called_off(kept: list[Draft], draft: Draft) -> Draft | None:
    """What is told once as called off and once, of the same day and sides, as planned: it is called off."""
    if draft.status not in {CANCELLED, SCHEDULED}:
        return None
    for earlier in reversed(kept):
        both = {earlier.status, draft.status} == {CANCELLED, SCHEDULED}
        same = earlier.kind is draft.kind and len(draft.parties) > 1 and set(earlier.parties) == set(draft.parties)
        if both and same and draft.date is not None and earlier.date == draft.date:
            return earlier
    return None


def _next_of(cast: Cast, kept: list[Draft], draft: Draft) -> bool:
    """Make a draft the next session of a body's that was told before, where it has a time or place: its parties are the body and the host."""
    bodies = {o.id for o in cast.organisations if o.kind in {"igo", "parliament"} and o.state is None}
    last = next((k for k in reversed(kept) if k.kind is EngagementKind.CONFERENCE and bodies & set(k.parties)), None)
    if (
        last is None
        or not (draft.date or draft.country)
        or (draft.date and last.date and dates_agree(draft.date, last.date))
    ):
        return False
    draft.parties = [p for p in last.parties if p in bodies] + ([draft.country] if draft.country else [])
    draft.participants, draft.separate = [], True
    return True


def _last_body(cast: Cast, draft: Draft) -> str | None:
    """The international organisation named last before a session that names none."""
    index = draft.sentences[0]
    near = [
        o
        for scene in cast.scenes[max(0, index - 2) : index + 1]
        for o in scene.organisations
        if o.kind == "igo" and o.start < draft.spans[0][1]
    ]
    return near[-1].id if near and draft.named else None


def _own_body(cast: Cast, draft: Draft) -> bool:
    """Whether a session is one of an organisation of states that is still to meet: nobody told of before need be there."""
    bodies = {o.id for o in cast.organisations if o.kind == "igo"}
    return draft.status is SCHEDULED and bool(bodies & set(draft.parties))


def _by_telephone(call: Draft, talk: Draft) -> bool:
    """Whether people who "exchanged views" did so in the call already told of."""
    same = (
        bool(talk.participants)
        and set(talk.participants) <= set(call.participants)
        and set(talk.parties) <= set(call.parties)
        and talk.status is call.status
    )
    return (
        call.kind is EngagementKind.CALL
        and talk.kind is EngagementKind.MEETING
        and same
        and talk.city is None
        and dates_agree(call.date, talk.date)
    )


def _borrow(cast: Cast, kept: list[Draft], draft: Draft) -> bool:
    """Give a signing or a session whose sides the sentence leaves out ("they", "the sides") those last told of."""
    if draft.kind not in {EngagementKind.SIGNING, EngagementKind.CONFERENCE}:
        return bool(draft.participants or draft.parties)
    last = next((k for k in reversed(kept) if len(k.parties) >= 2), None)
    if last is None:
        return bool(draft.participants or draft.parties)
    near = draft.sentences[0] - last.sentences[-1] <= 2
    bodies = {o.id for o in cast.organisations if o.kind == "igo"}
    if (
        draft.status is SCHEDULED
        and draft.country
        and (body := next((p for p in last.parties if p in bodies), None)) is not None
    ):
        draft.parties = list(dict.fromkeys([body, *draft.parties, draft.country]))  # the next summit and its host
        return draft.named
    if (
        draft.kind is EngagementKind.SIGNING
        and last.kind is EngagementKind.CONFERENCE
        and last.named
        and len(last.parties) > _PAIR
        and bodies & set(last.parties)
    ):
        return False  # the declaration that closes a summit
    draft.parties = list(dict.fromkeys([*draft.parties, *last.parties]))
    if (
        draft.kind is EngagementKind.CONFERENCE
        and not draft.participants
        and near
        and draft.named
        and draft.status is last.status
    ):
        draft.participants = list(last.participants)
    return draft.kind is EngagementKind.SIGNING or draft.named


def _name_sides(cast: Cast, draft: Draft, *, untold: bool) -> None:
    """Give a meeting of "the two leaders" the officials of the two sides told of last, where its words are a verb or none is told of."""
    index = draft.sentences[0]
    hits = cast.scenes[index].sentence.hits
    verbal = any(h.entry.kind == "engagement.verb" and (h.start, h.end) == draft.spans[0] for h in hits)
    if not (verbal or untold) or not any(h.entry.kind == "sides" for h in hits):
        return
    by_side: dict[str, int] = {}
    for scene in reversed(cast.scenes[max(0, index - 2) : index + 1]):
        for mention in scene.people:
            person = cast.people[mention.person]
            if person.represents is not None and person.position_class is not None:
                by_side.setdefault(person.represents, mention.person)
        if len(by_side) >= 2:
            break
    if len(by_side) == 2:
        draft.participants, draft.parties, draft.anaphoric = list(by_side.values()), list(by_side), False


def _referred(kept: list[Draft], draft: Draft) -> Draft | None:
    if (
        kept
        and draft.kind is EngagementKind.MEETING
        and kept[-1].kind is EngagementKind.CALL
        and draft.status is HELD
        and dates_agree(kept[-1].date, draft.date)
    ):
        return kept[-1]  # "telefonda görüştü. Görüşmede …": the talk just told was a call
    for earlier in reversed(kept):
        if (
            earlier.kind is draft.kind
            and (earlier.status is draft.status or draft.status is HELD)
            and dates_agree(earlier.date, draft.date)
        ):
            return earlier
    for earlier in reversed(kept):
        if (
            {earlier.kind, draft.kind} <= _RELATED
            and earlier.status is draft.status
            and dates_agree(earlier.date, draft.date)
        ):
            return earlier
    return None


def _one(a: Draft, b: Draft) -> bool:
    """Whether two drafts tell of one engagement."""
    if a.kind is not b.kind or _apart(a, b):
        return False
    if (
        a.kind is EngagementKind.VISIT
        and a.country
        and a.country == b.country
        and a.date
        and a.date == b.date
        and set(a.parties) == set(b.parties)
        and a.status is b.status
    ):
        return True
    people_a, people_b = set(a.participants), set(b.participants)
    if a.kind is EngagementKind.CONFERENCE:
        return _one_session(a, b)
    if a.separate or b.separate:
        return bool(people_a) and (
            people_a == people_b
            or (people_b <= people_a and len(people_b) >= 2)
            or (people_a <= people_b and len(people_a) >= 2)
        )
    if people_a and people_b:
        return len(people_a & people_b) >= min(2, len(people_a), len(people_b))
    shared = set(a.parties) & set(b.parties)
    return len(shared) >= 2 or (bool(shared) and (len(a.parties) < 2 or len(b.parties) < 2))


def _apart(a: Draft, b: Draft) -> bool:
    """Whether date, status or place tell two drafts apart."""
    if not dates_agree(a.date, b.date):
        return True
    if a.kind is EngagementKind.CONFERENCE and a.status is not b.status and (a.separate or b.separate):
        return True  # the next session of a body
    if a.status is not b.status:
        coming = a if a.status is SCHEDULED else b
        if a.kind is EngagementKind.CONFERENCE and a.named != b.named and coming.date:
            return True  # the next one is another
        called_off = CANCELLED in (a.status, b.status)
        if called_off or (a.date and b.date) or (a.kind is EngagementKind.CONFERENCE and a.named and b.named):
            return True
    if a.background is not b.background and min(abs(x - y) for x in a.sentences for y in b.sentences) > 1:
        return True  # the talks of years ago are not those of today
    return a.kind is EngagementKind.VISIT and bool(a.country and b.country) and a.country != b.country


def _one_session(a: Draft, b: Draft) -> bool:
    if a.named and b.named:
        apart = _ordinals_differ(a.name, b.name) or _of_two_kinds(a.name, b.name)
        return _alike_names(a.name, b.name) or bool(set(a.parties) & set(b.parties) and not apart)
    return bool(set(a.parties) & set(b.parties)) or not b.named


def _ordinals_differ(a: str | None, b: str | None) -> bool:
    first, second = ((name or "").split(" ")[0] for name in (a, b))
    return first[:1].isdigit() and second[:1].isdigit() and first != second


def _of_two_kinds(a: str | None, b: str | None) -> bool:
    """Whether one is a forum, a fair or a seminar and the other is not: they may have the same parties on one day."""
    kinds = [{word for word in (name or "").split() if word in _GATHERINGS} for name in (a, b)]
    return kinds[0] != kinds[1]


def _alike_names(a: str | None, b: str | None) -> bool:
    if not a or not b or _ordinals_differ(a, b):
        return False
    words_a, words_b = set(a.lower().split()), set(b.lower().split())
    return len(words_a & words_b) / len(words_a | words_b) >= 0.5


def _absorb(target: Draft, draft: Draft, *, people: bool) -> None:
    target.sentences += draft.sentences
    target.spans += draft.spans
    if people:
        target.participants = list(dict.fromkeys([*target.participants, *draft.participants]))
        target.parties = list(dict.fromkeys([*target.parties, *draft.parties]))
    if draft.date and (
        target.date is None or (len(draft.date) > len(target.date) and draft.date.startswith(target.date))
    ):
        target.date, target.date_span = draft.date, draft.date_span
    if draft.city and target.city is None and target.country in (None, draft.country):
        target.city, target.country, target.place_span = draft.city, draft.country, draft.place_span
    elif target.country is None and draft.country:
        target.country, target.place_span = draft.country, draft.place_span
    if draft.named and not target.named:
        target.name, target.named = draft.name, True
    if draft.status is SCHEDULED and target.status is HELD and not people and draft.date and not target.date:
        target.date = draft.date


def _second_pass(kept: list[Draft]) -> list[Draft]:
    """What a headline told with less is merged once the body has told the rest; a talk that was a call is the call."""
    result: list[Draft] = []
    for draft in kept:
        same = next((r for r in result if _one(r, draft)), None)
        if same is None:
            result.append(draft)
        else:
            _absorb(same, draft, people=True)
    for draft in [d for d in result if d.anaphoric and d.kind is EngagementKind.MEETING and not d.participants]:
        told = next(
            (
                d
                for d in result
                if d is not draft
                and d.kind in _TALKS
                and d.status is draft.status
                and set(draft.parties) <= set(d.parties)
            ),
            None,
        )
        if told is not None:
            result.remove(draft)
            _absorb(told, draft, people=False)
    calls = [draft for draft in result if draft.kind is EngagementKind.CALL]
    for draft in [d for d in result if d.kind is EngagementKind.MEETING and not d.city]:
        call = next(
            (
                c
                for c in calls
                if set(draft.parties) <= set(c.parties)
                and set(draft.participants) <= set(c.participants)
                and dates_agree(c.date, draft.date)
            ),
            None,
        )
        if call is not None:
            result.remove(draft)
            _absorb(call, draft, people=False)
    return result


def _counts(cast: Cast, draft: Draft) -> bool:
    """Whether a draft is an engagement between states or bodies at all."""
    parties = set(draft.parties)
    if draft.kind is EngagementKind.CONFERENCE:
        return (bool(draft.named and parties) or len(parties) >= 2) and not _domestic(cast, parties)
    if draft.kind is EngagementKind.VISIT:
        return len(parties) >= 2 and bool(draft.country or draft.participants)
    unknown = [
        i
        for i in draft.participants
        if cast.people[i].represents is None and cast.people[i].position_class is not PositionClass.OTHER
    ]
    if len(parties) >= 2:
        return bool(unknown) or not _domestic(cast, parties, everybody=True)
    return len(draft.participants) >= 2 and bool(unknown) and bool(parties)


def _domestic(cast: Cast, parties: set[str], *, everybody: bool = False) -> bool:
    """Whether only one state and its own bodies (or, with `everybody`, its companies and associations) take part."""
    public = {"parliament", "government", "ministry", "agency", "committee", "court"}
    owners = {o.id: o.state for o in cast.organisations if everybody or o.kind in public}
    sides = {owners.get(party) or party for party in parties}
    return len(sides) == 1 and (len(parties) > 1 or not sides <= parties)
