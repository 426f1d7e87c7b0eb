"""A pair of states: what the desk officer asks for, on one page, every line with its source.

Contacts in a timeline, promises by how they stand, targets against figures, what is planned, who held which office in
these contacts last, topics over the years, opportunities, and where the sources disagree.
"""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse

from elchi.pipeline import known_parties
from elchi.web.charts import columns, heat, lanes, targets
from elchi.web.gathered.pair import LISTED, pair_of
from elchi.web.standing import board
from elchi.web.visit import Visiting

router = APIRouter()


@router.get("/pairs", response_model=None)
def find(visit: Visiting, a: str = "", b: str = "") -> HTMLResponse | RedirectResponse:
    """Go to the pair of a form, or show the pairs that meet most."""
    if a and b:
        return RedirectResponse(visit.href("pairs", a.strip().upper(), b.strip().upper()))
    return RedirectResponse(visit.href("states"))


@router.get("/pairs/{a}/{b}", response_model=None)
def pair(visit: Visiting, a: str, b: str) -> HTMLResponse | RedirectResponse:
    """Show what two states, or a state and a body, have to do with each other."""
    if a == b and a in known_parties():
        return RedirectResponse(visit.href("states", a))
    with visit.view() as view:
        found = pair_of(view, a, b)
    return visit.page(
        "pair.html",
        a=a,
        b=b,
        pair=found,
        timeline=lanes(found.moments),
        months=columns(found.months),
        recent=[row for row in found.engagements if row.status == "held"][:LISTED],
        columns=board(one for one in found.promises if one.outcome.kind != "scheduled"),
        drawings=targets(found.targets),
        topics=heat(found.topics, width=4, most=16),
    )
