"""Outcomes: the list, and one outcome with its life: its words, what later texts say of it, what editors decided."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from elchi.errors import UsageError
from elchi.ledger import Filters
from elchi.web.marking import mark, short
from elchi.web.pages.acting import author_of, site_path
from elchi.web.standing import ORDER, standings
from elchi.web.visit import Visiting, filters_of

router = APIRouter()
AROUND = 420  # characters of the document on each side of the words


@router.get("/outcomes")
def outcomes(visit: Visiting, request: Request) -> HTMLResponse:
    """List outcomes by what is asked for, newest first."""
    asked = filters_of(request, limit=48)
    with visit.view() as view:
        page = view.outcomes(asked)
        return visit.page("outcomes.html", page=page, found=standings(view, page.items), asked=asked)


@router.get("/outcomes/{ident}")
def outcome(visit: Visiting, ident: str) -> HTMLResponse:
    """Show one outcome's life."""
    with visit.view() as view:
        detail = view.outcome(ident)
        document = view.document(detail.outcome.document_id)
        engagement = view.engagement(detail.outcome.engagement_id) if detail.outcome.engagement_id else None
        (standing,) = standings(view, [detail.outcome])
        kin = view.outcomes(
            Filters(states=detail.outcome.parties[:2], topic=next(iter(detail.outcome.topics), None), limit=7)
        )
    start, end = _window(document.text, detail.outcome.span.start, detail.outcome.span.end)
    own = [one for one in document.highlights if one.record_id == detail.outcome.id]
    shifted = [
        replace(one, start=max(one.start, start) - start, end=min(one.end, end) - start)
        for one in own
        if one.end > start and one.start < end
    ]
    return visit.page(
        "outcome.html",
        outcome=detail.outcome,
        standing=standing,
        life=sorted(detail.evidence, key=lambda one: (one.published or "9999", -one.score)),
        text=mark(document.text[start:end], shifted),
        cut=(start > 0, end < len(document.text)),
        key=short(detail.outcome.id),
        document=document.document,
        engagement=engagement.engagement if engagement else None,
        decisions=detail.decisions,
        kin=[one for one in kin.items if one.id != detail.outcome.id][:6],
        statuses=ORDER,
    )


@router.post("/outcomes/{ident}/verdict")
def judge(
    visit: Visiting, ident: str, status: Annotated[str, Form()], note: Annotated[str, Form()] = ""
) -> RedirectResponse:
    """Record an editor's verdict on how an outcome stands."""
    if status not in ORDER:
        raise UsageError(f"{status!r} is no status", mend=f"one of {', '.join(ORDER)}")
    with visit.begin() as transaction:
        transaction.decide("verdict", (ident,), value=status, author=author_of(visit), note=note.strip() or None)
    return RedirectResponse(site_path("outcomes", ident), HTTPStatus.SEE_OTHER)


def _window(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the surroundings of some words, from the beginning to the end of lines where these are near."""
    left = max(0, start - AROUND)
    right = min(len(text), end + AROUND)
    if left:
        left = next(
            (place + 1 for place in (text.find("\n", left, start), text.find(" ", left, start)) if place >= 0), left
        )
    if right < len(text):
        right = next(
            (place for place in (text.rfind("\n", end, right), text.rfind(" ", end, right)) if place >= 0), right
        )
    return left, right
