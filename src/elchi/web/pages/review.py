"""Review: what waits for an editor, one question at a time, with keys; every decision can be undone."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse

from elchi.errors import UsageError
from elchi.ledger import Decision
from elchi.web.gathered.waiting import questions_of
from elchi.web.pages.acting import author_of
from elchi.web.visit import YEAR, Visiting

router = APIRouter()
JUDGEMENTS = ("same", "different", "unsure")
QUEUE = 30
SHOWN_DECISIONS = 12


@router.get("/review")
def review(visit: Visiting, kind: str = "person") -> HTMLResponse:
    """Show the queue of one kind: person, engagement or doubt."""
    with visit.view() as view:
        questions = questions_of(view, kind, QUEUE) if kind in ("person", "engagement") else []
        decisions = sorted(view.decisions(), key=lambda one: -one.id)[:SHOWN_DECISIONS]
        return visit.page(
            "review.html",
            kind=kind,
            questions=questions,
            waiting={one: len(view.review(one, limit=QUEUE)) for one in ("person", "engagement")},
            doubts=view.doubts(limit=60),
            decisions=decisions,
            author=author_of(visit),
            latest=next((one for one in decisions if not one.undone_at), None),
        )


@router.post("/review/decide")
def decide(
    visit: Visiting,
    verdict: Annotated[str, Form()],
    a: Annotated[str, Form()],
    b: Annotated[str, Form()],
    kind: Annotated[str, Form()] = "person",
    note: Annotated[str, Form()] = "",
) -> RedirectResponse:
    """Record what an editor says of two nodes."""
    if verdict not in JUDGEMENTS:
        raise UsageError(f"{verdict!r} is no judgement", mend=f"one of {', '.join(JUDGEMENTS)}")
    with visit.begin() as transaction:
        transaction.decide(verdict, (a, b), author=author_of(visit), note=note.strip() or None)
    return _back(kind)


@router.post("/review/undo")
def undo(
    visit: Visiting, decision: Annotated[int, Form()], back: Annotated[str, Form()] = "/review"
) -> RedirectResponse:
    """Take a decision back."""
    with visit.begin() as transaction:
        undone = transaction.undo(decision, author=author_of(visit))
    return RedirectResponse(_where(back, undone), HTTPStatus.SEE_OTHER)


@router.post("/review/author")
def sign(visit: Visiting, author: Annotated[str, Form()] = "") -> RedirectResponse:
    """Keep the name that decisions are signed with, where no account says it."""
    answer = _back("person")
    if visit.visitor.name:
        return answer
    answer.set_cookie("author", author.strip()[:60], max_age=YEAR, httponly=True, samesite="lax")
    return answer


def _back(kind: str) -> RedirectResponse:
    return RedirectResponse(f"/review?kind={'engagement' if kind == 'engagement' else 'person'}", HTTPStatus.SEE_OTHER)


def _where(back: str, undone: Decision) -> str:
    """Return a page of this site to go back to; one that the undoing may have taken away is not gone back to."""
    if back.startswith("/outcomes/") and undone.kind == "verdict" and "//" not in back:
        return back
    return "/review"
