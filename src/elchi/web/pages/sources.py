"""How the sources fare that `elchi watch` asks, worst first, and which others there are.

Judged by the same code as `elchi sources --health`, from what the ledger remembers: nobody is asked.
"""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from elchi.pipeline import load_catalogue
from elchi.watching import health_of
from elchi.web.visit import Visiting
from elchi.words import LABELS

router = APIRouter()
_WORST_FIRST = tuple(LABELS["health"])


@router.get("/sources")
def sources(visit: Visiting) -> HTMLResponse:
    """List the watched sources with their health, then those that are known and not watched."""
    own = visit.site.settings.sources
    known = load_catalogue(Path(own) if own else None)
    found = health_of(visit.site.ledger, known.values())
    found.sort(key=lambda one: (_WORST_FIRST.index(one.word), one.source))
    watched = {one.source for one in found}
    counts = [(word, sum(1 for one in found if one.word == word)) for word in _WORST_FIRST]
    return visit.page(
        "sources.html",
        watched=[(known[one.source], one) for one in found],
        others=[one for one in known.values() if one.id not in watched],
        counts=[(word, count) for word, count in counts if count],
    )
