"""A body or forum: what reference data and documents know of it, its sessions, its decisions and which of them lived."""

from __future__ import annotations

from dataclasses import dataclass

from elchi.errors import NotFoundError
from elchi.joining import Body, ReportedSession, forum, sessions_reported
from elchi.ledger import (
    Count,
    EngagementRow,
    Filters,
    OrganisationMention,
    OrganisationRow,
    PersonRow,
    View,
    sliced,
)
from elchi.pipeline import known_parties
from elchi.web.remembering import remembered
from elchi.web.standing import Standing, standings, today

PROMISES = 60
SESSIONS = 30
MENTIONS = 12
MEMBERS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """All of a body; `reference` and what follows from it are None where the reference data know nothing of it."""

    ident: str
    about: OrganisationRow | None
    reference: Body | None
    chair: str | None
    head: str | None
    sessions: tuple[EngagementRow, ...]
    engagements: tuple[EngagementRow, ...]
    decisions: tuple[Standing, ...]
    partners: tuple[Count, ...]
    people: tuple[PersonRow, ...]
    mentions: tuple[OrganisationMention, ...]
    months: tuple[Count, ...]
    topic_months: tuple[Count, ...]


def organisation_of(view: View, ident: str) -> Organisation:
    """Return all of a body; raises NotFoundError for one that neither documents nor reference data know."""
    asked = Filters(states=(ident,))
    decisions = view.outcomes(Filters(states=(ident,), limit=PROMISES)).items
    engagements = view.engagements(Filters(states=(ident,), limit=12)).items
    known = bool(engagements or decisions) or ident in known_parties()
    about, mentions = _told(view, ident, known=known)
    day = today(view)
    reference = reference_of(ident, day)
    chair = reference.chair(day) if reference else None
    return Organisation(
        ident=ident,
        about=about,
        reference=reference,
        chair=chair[0] if chair else None,
        head=reference.head(day) if reference else None,
        sessions=view.engagements(Filters(states=(ident,), kind="conference", limit=SESSIONS)).items,
        engagements=engagements,
        decisions=tuple(standings(view, decisions)),
        partners=tuple(one for one in view.party_counts(asked) if one.key[0] != ident)[:MEMBERS],
        people=view.people(Filters(states=(ident,), limit=12)).items,
        mentions=mentions,
        months=view.month_counts(asked),
        topic_months=view.topic_month_counts(asked),
    )


def reference_of(ident: str, day: str) -> Body | None:
    """Return what the reference data know of a standing body; most organisations are none."""
    try:
        return forum(ident, day)
    except NotFoundError:
        return None


def reported_sessions(view: View, body: str, filters: Filters) -> tuple[tuple[ReportedSession, ...], str | None]:
    """Return a page of the conferences of a body with what took place on their margins, and the next cursor."""
    page = sliced(remembered(view, "sessions", body, lambda: sessions_reported(view, body)), filters)
    return page.items, page.next_cursor


def _told(view: View, ident: str, *, known: bool) -> tuple[OrganisationRow | None, tuple[OrganisationMention, ...]]:
    """What documents say of it; a body that is only a party of something has no mention of its own."""
    try:
        detail = view.organisation(ident)
    except NotFoundError:
        if not known:
            raise
        return None, ()
    return detail.organisation, detail.mentions[:MENTIONS]
