"""The front page: what is new in the ledger, who meets whom, about what, and how to begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from elchi.ledger import Count, EngagementRow, Filters, OutcomeRow, View
from elchi.web.charts import bars, columns
from elchi.web.standing import standings, today
from elchi.web.visit import Visiting

router = APIRouter()
NEWEST = 8
LATELY = 24  # outcomes among which the guide looks for one with a life


@dataclass(frozen=True, slots=True)
class Guide:
    """Where the first five minutes lead: a pair, an engagement with people, an outcome."""

    pair: tuple[str, ...]
    engagement: EngagementRow | None
    outcome: OutcomeRow | None


@router.get("/")
def front(visit: Visiting) -> HTMLResponse:
    """Show the newest engagements and outcomes, and the counts."""
    with visit.view() as view:
        stats = view.stats()
        pairs = view.pair_counts()
        topics = view.topic_counts()
        latest = view.engagements(Filters(limit=NEWEST, status="held")).items
        lately = view.outcomes(Filters(limit=LATELY)).items
        promises = lately[:6]
        return visit.page(
            "front.html",
            stats=stats,
            guide=_guide(pairs, latest, _telling(view, lately)),
            engagements=latest,
            planned=view.engagements(Filters(limit=4, status="scheduled", since=today(view))).items,
            outcomes=promises,
            pair_bars=bars(pairs, 10),
            topic_bars=bars(topics, 12),
            pairs=len(pairs),
            months=columns(view.month_counts()),
        )


def _telling(view: View, promises: Sequence[OutcomeRow]) -> OutcomeRow | None:
    """Return a promise of which later texts speak, the more the better; any where none is followed up."""
    found = standings(view, promises)
    return max(found, key=lambda one: len(one.evidence)).outcome if found else None


def _guide(pairs: Sequence[Count], latest: Sequence[EngagementRow], promise: OutcomeRow | None) -> Guide | None:
    if not pairs:
        return None
    engagement = next((one for one in latest if len(one.participants) > 1), None)
    return Guide(pairs[0].key, engagement, promise)
