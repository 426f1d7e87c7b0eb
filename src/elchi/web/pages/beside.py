"""Two reports of one engagement side by side, in two languages or of two newsrooms, with the same things lit in both."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from elchi.ledger import DocumentDetail, EngagementReport, Highlight, View
from elchi.web.marking import Marked, mark
from elchi.web.visit import Visiting

router = APIRouter()
FIELDS = ("kind", "status", "date", "city", "country", "within", "parties", "participants", "topics")


@router.get("/engagements/{ident}/beside")
def beside(visit: Visiting, ident: str, left: int = 1, right: int = 2) -> HTMLResponse:
    """Show two reports and what each of them says of every field."""
    with visit.view() as view:
        detail = view.engagement(ident)
        last = len(detail.reports)
        places = [max(1, min(place, last)) for place in (left, right)]
        papers = [_paper(view, detail.reports[place - 1]) for place in places]
    told = [detail.reports[place - 1] for place in places]
    return visit.page(
        "beside.html",
        engagement=detail.engagement,
        reports=detail.reports,
        places=places,
        papers=papers,
        fields=[(field, [getattr(one, field) for one in told]) for field in FIELDS],
    )


def _paper(view: View, report: EngagementReport) -> tuple[DocumentDetail, Marked]:
    document = view.document(report.document_id)
    persons = {one.id: one.person_id for one in document.people if one.person_id in report.person_ids}
    marks = [
        one
        for one in document.highlights
        if (one.record_id == report.id and one.field != "participants") or (one.record_id in persons and not one.field)
    ]

    def keys(one: Highlight) -> tuple[str, ...]:
        if one.record_id in persons:
            return (persons[one.record_id],)
        return (one.field,) if one.field else ("engagement",)

    return document, mark(document.text, marks, keys)
