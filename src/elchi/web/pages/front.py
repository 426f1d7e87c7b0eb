"""The front page: what is new in the ledger, who meets whom, about what, and how to begin."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from elchi.ledger import Filters
from elchi.web.charts import bars, columns
from elchi.web.visit import Visiting

router = APIRouter()
NEWEST = 8


@router.get("/")
def front(visit: Visiting) -> HTMLResponse:
    """Show the newest engagements and outcomes, and the counts."""
    with visit.view() as view:
        stats = view.stats()
        pairs = view.pair_counts()
        topics = view.topic_counts()
        return visit.page(
            "front.html",
            stats=stats,
            engagements=view.engagements(Filters(limit=NEWEST, status="held")).items,
            planned=view.engagements(Filters(limit=4, status="scheduled")).items,
            outcomes=view.outcomes(Filters(limit=6)).items,
            pair_bars=bars(pairs, 10),
            topic_bars=bars(topics, 12),
            pairs=len(pairs),
            months=columns(view.month_counts()),
        )
