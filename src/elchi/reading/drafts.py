"""Drafts: engagements in the making, and the finished engagement with a claim for each field that has its own words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from elchi.model import Claim, Engagement, EngagementKind, EngagementStatus, PositionClass, Span
from elchi.reading.scene import Cast
from elchi.reading.topics import topics_of

HELD, SCHEDULED, CANCELLED = EngagementStatus.HELD, EngagementStatus.SCHEDULED, EngagementStatus.CANCELLED
AWAY = frozenset(
    {"locative", "relative", "prepositional", "inessive", "superessive", "dative", "illative", "sublative"}
)
"""Cases in which a place says where something is or whither somebody goes."""


@dataclass(slots=True)
class Draft:
    """An engagement in the making."""

    kind: EngagementKind
    status: EngagementStatus
    sentences: list[int]
    spans: list[tuple[int, int]]
    participants: list[int] = field(default_factory=list)
    parties: list[str] = field(default_factory=list)
    date: str | None = None
    date_span: tuple[int, int] | None = None
    city: str | None = None
    country: str | None = None
    place_span: tuple[int, int] | None = None
    within: str | None = None
    name: str | None = None
    """English name of a session or visit: what others may be within."""
    noun: str | None = None
    """What a session is called in English: "Forum", "Summit", "Meeting"."""
    named: bool = False
    anaphoric: bool = False
    background: bool = False
    separate: bool = False
    vague: bool = False
    """Counts only as part of an engagement told elsewhere."""
    joining: bool = False
    """Its people took part in the engagement it refers to."""
    doubts: list[str] = field(default_factory=list)


def with_people(cast: Cast, base: Draft, participants: Iterable[int], sentence: int) -> Draft:
    """A draft like `base`, of these people alone."""
    draft = Draft(
        base.kind, base.status, [*base.sentences, sentence], list(base.spans), list(dict.fromkeys(participants))
    )
    draft.date, draft.date_span, draft.city, draft.country, draft.place_span = (
        base.date,
        base.date_span,
        base.city,
        base.country,
        base.place_span,
    )
    draft.separate = True
    draft.parties = represented(cast, draft.participants)
    return draft


def represented(cast: Cast, people: Iterable[int]) -> list[str]:
    """Whom people represent, each party once."""
    return list(dict.fromkeys(party for index in people if (party := cast.people[index].represents)))


def to_engagement(cast: Cast, draft: Draft) -> Engagement:
    """The finished engagement, with a claim for each field that has its own words."""
    claims = [Claim("kind", draft.kind.value, Span(*draft.spans[0]))]
    if draft.date and draft.date_span:
        claims.append(Claim("date", draft.date, Span(*draft.date_span)))
    if draft.name:  # which session or visit it is: identity tells sessions apart by it
        claims.append(Claim("session", draft.name, Span(*draft.spans[0])))
    if draft.place_span and (draft.city or draft.country):
        claims.append(Claim("place", draft.city or draft.country or "", Span(*draft.place_span)))
    for index in draft.participants:
        person = cast.people[index]
        claims += [Claim("participants", person.name, span) for span in person.spans[:3]]
    sentences = [cast.scenes[i].sentence for i in sorted(set(draft.sentences))]
    return Engagement(
        kind=draft.kind,
        status=draft.status,
        spans=tuple(Span(s.start, s.end) for s in sentences),
        date=draft.date,
        city=draft.city,
        country=draft.country,
        within=draft.within,
        participants=tuple(cast.people[i].name for i in draft.participants),
        parties=tuple(draft.parties),
        topics=topics_of(sentences, cast.covered),
        claims=tuple(claims),
        doubts=tuple(dict.fromkeys(draft.doubts)),
    )


def officials(cast: Cast) -> list[int]:
    """People with an office, in the order of the text."""
    return [i for i, p in enumerate(cast.people) if p.position_class not in {None, PositionClass.OTHER}]


def dates_agree(a: str | None, b: str | None) -> bool:
    """Whether two dates may be one: one of them unknown, or coarser than the other."""
    return a is None or b is None or a.startswith(b) or b.startswith(a)
