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
from elchi.reading.sameness import another_gathering, is_one
from elchi.reading.scene import Cast
from elchi.reading.status import still_to_come

_TALKS = {EngagementKind.MEETING, EngagementKind.CONFERENCE, EngagementKind.CALL, EngagementKind.VISIT}
_PAIR = 2
_RELATED = {EngagementKind.MEETING, EngagementKind.CONFERENCE}


def find_engagements(cast: Cast) -> tuple[Engagement, ...]:
    """The engagements of a document, in the order of the text."""
    kept: list[Draft] = []
    for draft in find_drafts(cast):
        _settle(cast, kept, draft)
    kept = _second_pass(kept)
    kept = [draft for draft in kept if _counts(cast, draft) and not _at_coming_session(draft, kept)]
    for draft in kept:
        if draft.status is HELD and still_to_come(draft.date, cast.page.document.published):
            draft.status = SCHEDULED  # a headline without a date, and the day in the body
    complete(cast, kept)
    return tuple(to_engagement(cast, draft) for draft in kept)


def _settle(cast: Cast, kept: list[Draft], draft: Draft) -> None:
    """Merge a draft into one already kept, or keep it."""
    _name_leaders(cast, draft)
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
    same = next((k for k in reversed(kept) if is_one(k, draft) or _by_telephone(k, draft)), None)
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
        and last.kind is EngagementKind.CONFERENCE
    ):
        draft.participants = list(last.participants)
    return draft.kind is EngagementKind.SIGNING or draft.named or (near and _forum_beside(kept, draft))


def _forum_beside(kept: list[Draft], draft: Draft) -> bool:
    """Whether a forum without a name is told of with its day or place, as held beside a session: «в тот же день выступил на форуме»."""
    return bool(draft.date or draft.city) and any(
        another_gathering(draft, k) and k.date is not None and dates_agree(k.date, draft.date) for k in kept
    )


def _name_sides(cast: Cast, draft: Draft, *, untold: bool) -> None:
    """Give a meeting of "the two leaders" the officials of the two sides told of last, where its words are a verb or none is told of."""
    index = draft.sentences[0]
    hits = cast.scenes[index].sentence.hits
    verbal = any(h.entry.kind == "engagement.verb" and (h.start, h.end) == draft.spans[0] for h in hits)
    if not (verbal or untold) or not any(h.entry.kind == "sides" for h in hits):
        return
    by_side = _last_of_each_side(cast, index)
    if len(by_side) == _PAIR:
        draft.participants, draft.parties, draft.anaphoric = list(by_side.values()), list(by_side), False


def _last_of_each_side(cast: Cast, index: int) -> dict[str, int]:
    """The officials named last of each side, in a sentence and the two before it."""
    by_side: dict[str, int] = {}
    for scene in reversed(cast.scenes[max(0, index - 2) : index + 1]):
        for mention in scene.people:
            person = cast.people[mention.person]
            if person.represents is not None and person.position_class is not None:
                by_side.setdefault(person.represents, mention.person)
        if len(by_side) >= _PAIR:
            break
    return by_side


def _name_leaders(cast: Cast, draft: Draft) -> None:
    """Give a session of two sides that "the leaders" hold or attend the leaders told of last."""
    scene = cast.scenes[draft.sentences[0]]
    if draft.kind is not EngagementKind.CONFERENCE or draft.participants or draft.anaphoric:
        return
    outside = any(h.end <= draft.spans[0][0] or h.start >= draft.spans[0][1] for h in scene.of("leaders"))
    near = cast.scenes[max(0, draft.sentences[0] - 1) : draft.sentences[0] + 1]
    if not outside or any(o.kind == "igo" for s in near for o in s.organisations):  # the leaders of all its members
        return
    by_side = _last_of_each_side(cast, draft.sentences[0])
    if len(by_side) == _PAIR and set(draft.parties) <= set(by_side):
        draft.participants, draft.parties = list(by_side.values()), list(by_side)


def _referred(kept: list[Draft], draft: Draft) -> Draft | None:
    if (
        kept
        and draft.kind is EngagementKind.MEETING
        and kept[-1].kind is EngagementKind.CALL
        and draft.status is HELD
        and dates_agree(kept[-1].date, draft.date)
    ):
        return kept[-1]  # "telefonda görüştü. Görüşmede …": the talk just told was a call
    if (
        kept
        and draft.kind is EngagementKind.CALL
        and kept[-1].kind is EngagementKind.MEETING
        and not (draft.participants or draft.parties)
        and draft.status is kept[-1].status
        and draft.sentences[0] - kept[-1].sentences[-1] <= 1
        and dates_agree(kept[-1].date, draft.date)
    ):
        return kept[-1]  # "X met Y. They spoke by video link": what was told was that call
    for earlier in reversed(kept):
        if (
            earlier.kind is draft.kind
            and (earlier.status is draft.status or draft.status is HELD)
            and dates_agree(earlier.date, draft.date)
            and not another_gathering(draft, earlier)
        ):
            return earlier
    for earlier in reversed(kept):
        if (
            {earlier.kind, draft.kind} <= _RELATED
            and not another_gathering(draft, earlier)
            and earlier.status is draft.status
            and dates_agree(earlier.date, draft.date)
        ):
            return earlier
    return None


def _absorb(target: Draft, draft: Draft, *, people: bool) -> None:
    if draft.kind is EngagementKind.CALL and target.kind is EngagementKind.MEETING:
        target.kind, target.city, target.country, target.place_span = draft.kind, None, None, None
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
        same = next((r for r in result if is_one(r, draft)), None)
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


def _at_coming_session(draft: Draft, kept: list[Draft]) -> bool:
    """Whether a signing is only what is to be done at a session still to come, told in the same words."""
    return (
        draft.kind is EngagementKind.SIGNING
        and draft.status is SCHEDULED
        and not draft.participants
        and any(
            k.kind is EngagementKind.CONFERENCE and k.status is SCHEDULED and set(draft.sentences) <= set(k.sentences)
            for k in kept
        )
    )


def _domestic(cast: Cast, parties: set[str], *, everybody: bool = False) -> bool:
    """Whether only one state and its own bodies (or, with `everybody`, its companies and associations) take part."""
    public = {"parliament", "government", "ministry", "agency", "committee", "court"}
    owners = {o.id: o.state for o in cast.organisations if everybody or o.kind in public}
    sides = {owners.get(party) or party for party in parties}
    return len(sides) == 1 and (len(parties) > 1 or not sides <= parties)
