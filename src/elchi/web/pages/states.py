"""States: who meets whom as a grid, and one state's contacts by partner and topic over time."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse

from elchi.ledger.states import is_state
from elchi.web.charts import columns, heat
from elchi.web.charts.heat import step
from elchi.web.gathered.state import PARTNERS, state_of
from elchi.web.standing import board
from elchi.web.visit import Visiting

router = APIRouter()


@router.get("/states")
def states(visit: Visiting) -> HTMLResponse:
    """Show the states that meet most, as a grid of pairs."""
    with visit.view() as view:
        pairs = {one.key: one.count for one in view.pair_counts()}
        parties = view.party_counts()
    listed = [one.key[0] for one in parties if is_state(one.key[0])][:18]
    highest = max(pairs.values(), default=1)
    grid = [
        (a, [(b, n, step(n, highest)) for b in listed for n in [pairs.get((min(a, b), max(a, b)), 0)]]) for a in listed
    ]
    bodies = [one for one in parties if not is_state(one.key[0])][:14]
    others = [one for one in parties if is_state(one.key[0]) and one.key[0] not in listed]
    return visit.page("states.html", grid=grid, listed=listed, bodies=bodies, others=others)


@router.get("/states/{code}", response_model=None)
def state(visit: Visiting, code: str) -> HTMLResponse | RedirectResponse:
    """Show one state."""
    if not is_state(code) and is_state(code.upper()):
        return RedirectResponse(visit.href("states", code.upper()))
    with visit.view() as view:
        found = state_of(view, code)
    return visit.page(
        "state.html",
        code=code,
        state=found,
        partner_heat=heat(found.partner_months, width=4, most=PARTNERS, latest=9),
        topic_heat=heat(found.topic_months, width=4, latest=9),
        months=columns(found.months),
        columns=board(found.promises),
    )
