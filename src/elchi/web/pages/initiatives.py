"""Initiatives: joint undertakings that several promises, texts and years are about, and one with all its promises."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from elchi.errors import NotFoundError
from elchi.follow import Initiative
from elchi.ledger import Filters, View
from elchi.pursuing import initiatives as gathered
from elchi.web.remembering import RememberingView
from elchi.web.standing import today
from elchi.web.visit import Visiting, filters_of

router = APIRouter()
MOST = 120
LATELY = 600  # of the newest outcomes: what a page can gather while one waits


def undertakings(view: View, filters: Filters) -> Sequence[Initiative]:
    """Return the undertakings of some promises, gathered once between two changes of the ledger."""
    day = today(view)
    if isinstance(view, RememberingView):
        return view.remember(("initiatives", day), filters, lambda: gathered(view, filters, day, most=LATELY))
    return gathered(view, filters, day, most=LATELY)


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
        parties = tuple(ident.split(".")[1].split("-")) if "." in ident else ()
        # A body's name may stand in the texts without being a party of the promise: then all are gone through.
        asked = (Filters(states=parties), Filters()) if parties else (Filters(),)
        found = next((one for filters in asked for one in undertakings(view, filters) if one.id == ident), None)
    if found is None:
        raise NotFoundError(f"there is no initiative {ident!r}")
    return visit.page("initiative.html", one=found)
