"""Organisations and forums: the list, and one with its sessions, its decisions and which of them lived."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from elchi.pipeline import known_parties
from elchi.web.charts import columns, heat
from elchi.web.gathered.body import organisation_of
from elchi.web.standing import board, today
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
    with visit.view() as view:
        found = organisation_of(view, ident)
        day = today(view)
    return visit.page(
        "organisation.html",
        ident=ident,
        body=found,
        day=day,
        title=visit.party(ident) if ident in known_parties() or not found.about else visit.name(found.about),
        columns=board(found.decisions),
        months=columns(found.months),
        topics=heat(found.topic_months, width=4),
    )
