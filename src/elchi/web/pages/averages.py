"""How promises fare: means of what came of them by state, pair, topic or forum, beside what helps a promise."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from elchi.ledger import Filters
from elchi.pursuing import GROUPS
from elchi.web.gathered.undertakings import average_lines
from elchi.web.standing import ORDER
from elchi.web.visit import Visiting, filters_of

router = APIRouter()
MOST = 100


@router.get("/averages")
def averages(visit: Visiting, request: Request) -> HTMLResponse:
    """Show a line for each group, most promises first."""
    by = request.query_params.get("by", "")
    by = by if by in GROUPS else "state"
    given = filters_of(request)
    asked = Filters(states=given.states, topic=given.topic)
    with visit.view() as view:
        found = average_lines(view, by, asked)
    return visit.page("averages.html", found=found[:MOST], by=by, groups=tuple(GROUPS), asked=asked, order=ORDER)
