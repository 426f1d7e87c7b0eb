"""Whether two drafts tell of one engagement: overlapping people or parties, and nothing that tells them apart.

What does is another day, another status, another place of a visit, and for sessions another number, a forum beside a
commission, a council beside one.
"""

from __future__ import annotations

from elchi.model import EngagementKind
from elchi.reading.drafts import CANCELLED, SCHEDULED, Draft, dates_agree

_GATHERINGS = frozenset({"Forum", "Exhibition", "Seminar", "Congress"})
_BODIES = frozenset({"Commission", "Council", "Committee"})


def is_one(a: Draft, b: Draft) -> bool:
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
        if a.kind is EngagementKind.SIGNING and coming.date and a.sentences[0] and b.sentences[0]:
            return True  # "signed the protocol … four more will be signed early in 2020": not what a headline announces
        if called_off or (a.date and b.date) or (a.kind is EngagementKind.CONFERENCE and a.named and b.named):
            return True
    if a.background is not b.background and min(abs(x - y) for x in a.sentences for y in b.sentences) > 1:
        return True  # the talks of years ago are not those of today
    return a.kind is EngagementKind.VISIT and bool(a.country and b.country) and a.country != b.country


def _one_session(a: Draft, b: Draft) -> bool:
    if a.named and b.named:
        apart = _ordinals_differ(a.name, b.name) or _of_two_kinds(a, b)
        return _alike_names(a.name, b.name) or bool(set(a.parties) & set(b.parties) and not apart)
    if (not b.named and another_gathering(b, a)) or (not a.named and another_gathering(a, b)):
        return False
    return bool(set(a.parties) & set(b.parties)) or not b.named


def _ordinals_differ(a: str | None, b: str | None) -> bool:
    first, second = ((name or "").split(" ")[0] for name in (a, b))
    return first[:1].isdigit() and second[:1].isdigit() and first != second


def _of_two_kinds(a: Draft, b: Draft) -> bool:
    """Whether one is a forum, a fair or a seminar and the other is not, or one of a council and one of a commission: they may have the same parties on one day."""
    gatherings = [d.noun if d.noun in _GATHERINGS else None for d in (a, b)]
    bodies = [_BODIES.intersection((d.name or "").split()) for d in (a, b)]
    return gatherings[0] != gatherings[1] or (all(bodies) and bodies[0].isdisjoint(bodies[1]))


def _alike_names(a: str | None, b: str | None) -> bool:
    if not a or not b or _ordinals_differ(a, b):
        return False
    words_a, words_b = set(a.lower().split()), set(b.lower().split())
    return len(words_a & words_b) / len(words_a | words_b) >= 0.5


def another_gathering(draft: Draft, earlier: Draft) -> bool:
    """Whether a noun for a forum or a fair cannot mean the session of a body told before: a business forum beside a commission."""
    both = draft.kind is earlier.kind is EngagementKind.CONFERENCE
    return both and earlier.named and draft.noun in _GATHERINGS and earlier.noun not in _GATHERINGS
