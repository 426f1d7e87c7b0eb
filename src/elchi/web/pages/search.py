"""Search: people, bodies and states by name in any alphabet, promises and documents by their words.

Every result says why it is there: the name that fits, or the passage with the words marked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup, escape

from elchi.ledger.folding import fold
from elchi.ledger.states import is_state
from elchi.web.gathered.finding import fits, found_by
from elchi.web.visit import Visiting, filters_of

router = APIRouter()
_WORD = re.compile(r"\w+")


@router.get("/search")
def search(visit: Visiting, request: Request) -> HTMLResponse:
    """Search everything at once, or show the form."""
    asked = filters_of(request, limit=15)
    with visit.view() as view:
        found = found_by(view, asked)
    return visit.page(
        "search.html",
        asked=asked,
        found=found,
        pair=tuple(sorted(one for one in found.parties if is_state(one)))[:2],
        mark_words=lambda text: mark_words(text, found.sought),
        name_that_fits=lambda names: next((name for name in names if fits(name, found.sought)), None),
    )


def mark_words(text: str, sought: Sequence[str]) -> Markup:
    """Return a text with the words that begin like one of those sought marked."""
    pieces, end = [], 0
    for match in _WORD.finditer(text):
        if sought and fold(match.group()).startswith(tuple(sought)):
            pieces.append(
                escape(text[end : match.start()]) + Markup('<mark class="hit">{}</mark>').format(match.group())
            )
            end = match.end()
    return Markup("").join([*pieces, escape(text[end:])])
