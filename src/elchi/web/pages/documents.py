"""Documents: the list, and one document with everything that was read in it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from elchi.ledger import DocumentDetail
from elchi.web.marking import mark, short
from elchi.web.visit import Visiting, filters_of

router = APIRouter()


@router.get("/documents")
def documents(visit: Visiting, request: Request) -> HTMLResponse:
    """List documents by what is asked for, newest first."""
    asked = filters_of(request, limit=40)
    with visit.view() as view:
        return visit.page("documents.html", page=view.documents(asked), asked=asked)


@router.get("/documents/{ident:path}")
def document(visit: Visiting, ident: str) -> HTMLResponse:
    """Show a document beside its people, organisations, engagements, outcomes, statements and figures."""
    with visit.view() as view:
        detail = view.document(ident)
    return visit.page("document.html", **reading_context(detail))


def reading_context(detail: DocumentDetail) -> dict[str, Any]:
    """Return what the reading's template needs; "try it" shows the same."""
    return {
        "detail": detail,
        "document": detail.document,
        # Participants are people, whose own words are marked already.
        "text": mark(detail.text, (one for one in detail.highlights if one.field != "participants")),
        "key": short,
        "heading": detail.document.title or first_line(detail.text),
    }


def first_line(text: str, most: int = 140) -> str:
    """Return a text's first line, cut at a word."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return line if len(line) <= most else line[:most].rpartition(" ")[0] + " …"
