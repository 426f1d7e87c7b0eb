"""Initiatives: joint undertakings that several promises, texts and years are about, and one with all its promises."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from elchi.ledger import Filters
from elchi.web.gathered.undertakings import undertaking, undertakings
from elchi.web.visit import Visiting, filters_of

router = APIRouter()
MOST = 120


@router.get("/initiatives")
def initiatives(visit: Visiting, request: Request) -> HTMLResponse:
    """List undertakings, last heard of first."""
    asked = filters_of(request)
    with visit.view() as view:
        found = undertakings(view, Filters(states=asked.states, topic=asked.topic))
    return visit.page("initiatives.html", found=found[:MOST], asked=asked)


@router.get("/initiatives/{ident}")
def initiative(visit: Visiting, ident: str) -> HTMLResponse:
    """Show one undertaking with all its promises, oldest first."""
    with visit.view() as view:
        return visit.page("initiative.html", one=undertaking(view, ident))
