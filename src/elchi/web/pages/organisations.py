"""Organisations and forums: the list, and one with its sessions, its decisions and which of them lived."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from elchi.errors import NotFoundError
from elchi.joining import Body, forum
from elchi.ledger import Filters, OrganisationDetail, View
from elchi.web.charts import columns, heat
from elchi.web.standing import board, standings, today
from elchi.web.visit import Visiting, filters_of

router = APIRouter()


@router.get("/organisations")
def organisations(visit: Visiting, request: Request) -> HTMLResponse:
    """List organisations by what is asked for, last heard of first."""
    asked = filters_of(request, limit=60)
    with visit.view() as view:
        return visit.page("organisations.html", page=view.organisations(asked), asked=asked)


@router.get("/organisations/{ident:path}")
def organisation(visit: Visiting, ident: str) -> HTMLResponse:
    """Show one organisation."""
    asked = Filters(states=(ident,))
    with visit.view() as view:
        promises = view.outcomes(Filters(states=(ident,), limit=60)).items
        sessions = view.engagements(Filters(states=(ident,), kind="conference", limit=30)).items
        contacts = view.engagements(Filters(states=(ident,), limit=12)).items
        detail = _detail(view, ident, known=bool(contacts or promises) or visit.site.party_name(ident) is not None)
        members = [one for one in view.party_counts(asked) if one.key[0] != ident]
        return visit.page(
            "organisation.html",
            ident=ident,
            detail=detail,
            body=_body(ident, today(view)),
            day=today(view),
            title=visit.name(detail.organisation) if detail else visit.party(ident),
            sessions=sessions,
            contacts=contacts,
            members=members[:14],
            people=view.people(Filters(states=(ident,), limit=12)).items,
            columns=board(standings(view, promises)),
            promised=len(promises),
            months=columns(view.month_counts(asked)),
            topics=heat(view.topic_month_counts(asked), width=4),
        )


def _body(ident: str, day: str) -> Body | None:
    """Return what the reference data know of a standing body; most organisations are none."""
    try:
        return forum(ident, day)
    except NotFoundError:
        return None


def _detail(view: View, ident: str, *, known: bool) -> OrganisationDetail | None:
    """Return what documents say of it; a body that is only a party of something has no mention of its own."""
    try:
        return view.organisation(ident)
    except NotFoundError:
        if not known:
            raise
        return None
