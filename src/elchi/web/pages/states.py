"""States: who meets whom as a grid, and one state's contacts by partner and topic over time."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse

from elchi.errors import NotFoundError
from elchi.ledger import Count, Filters
from elchi.ledger import profiles as book
from elchi.ledger.states import is_state
from elchi.pipeline import known_parties
from elchi.web.charts import columns, heat
from elchi.web.charts.heat import step
from elchi.web.standing import board, standings
from elchi.web.visit import Visiting

router = APIRouter()
PARTNERS = 12
TIES = 12


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
    if not is_state(code) or code not in known_parties():
        if is_state(code.upper()) and code.upper() in known_parties():
            return RedirectResponse(visit.href("states", code.upper()))
        raise NotFoundError(f"there is no state {code!r}", mend="give its ISO 3166-1 alpha-2 code")
    asked = Filters(states=(code,))
    with visit.view() as view:
        partners = [one for one in view.pair_counts(asked) if code in one.key]
        with_whom = [(next(other for other in one.key if other != code), one.count) for one in partners]
        over_time = [
            Count((partner, month.key[0]), month.count)
            for partner, _ in with_whom[:PARTNERS]
            for month in view.month_counts(Filters(states=(code, partner)))
        ]
        promises = view.outcomes(Filters(states=(code,), limit=40)).items
        return visit.page(
            "state.html",
            code=code,
            partners=with_whom,
            partner_heat=heat(over_time, width=4, most=PARTNERS, latest=9),
            topic_heat=heat(view.topic_month_counts(asked), width=4, latest=9),
            months=columns(view.month_counts(asked)),
            engagements=view.engagements(Filters(states=(code,), limit=10)).items,
            positions=view.positions(Filters(states=(code,), limit=14)).items,
            columns=board(standings(view, promises)),
            ties=book.ties(view.connection, state=code, as_of=view.as_of)[:TIES],
            priorities=book.priorities(view.connection, state=code, as_of=view.as_of)[:TIES],
        )
