"""Engagements: the list with its filters, and one engagement beside the very words that tell of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from elchi.ledger import DocumentDetail, EngagementDetail, EngagementReport, Highlight
from elchi.web.marking import mark, short
from elchi.web.visit import Visiting, filters_of

router = APIRouter()

# Where a field has no words of its own, the words of another carry it.
_CARRIED_BY = {
    "kind": ("kind",),
    "status": ("status", "kind"),
    "date": ("date",),
    "city": ("city", "place"),
    "country": ("country", "place"),
    "within": ("within",),
    "topics": ("topics",),
}


@router.get("/engagements")
def engagements(visit: Visiting, request: Request) -> HTMLResponse:
    """List engagements by what is asked for, newest first."""
    asked = filters_of(request, limit=40)
    with visit.view() as view:
        return visit.page("engagements.html", page=view.engagements(asked), asked=asked, path_of="engagements")


@router.get("/engagements/{ident}")
def engagement(visit: Visiting, ident: str, report: int = 1) -> HTMLResponse:
    """Show one engagement, and one of its reports with the words marked."""
    with visit.view() as view:
        detail = view.engagement(ident)
        place = max(1, min(report, len(detail.reports)))
        told = detail.reports[place - 1]
        document = view.document(told.document_id)
    marked = mark(document.text, _about(detail, told, document))
    tabs = _of_each_text(detail.reports)
    return visit.page(
        "engagement.html",
        detail=detail,
        engagement=detail.engagement,
        report=told,
        place=place,
        tabs=tabs,
        beside=next((number for number, one in tabs if one.text_id != told.text_id), 0),
        copies=document.copies,
        document=document.document,
        text=marked,
        lights=_lights(told, marked.keys),
        people=_words_of_people(told, document),
        outcomes=[(one, short(one.id) if one.document_id == told.document_id else None) for one in detail.outcomes],
    )


def _of_each_text(reports: Sequence[EngagementReport]) -> list[tuple[int, EngagementReport]]:
    """Keep the first report of each text, with its number: copies say nothing of their own."""
    first: dict[str, tuple[int, EngagementReport]] = {}
    for number, one in enumerate(reports, 1):
        first.setdefault(one.text_id, (number, one))
    return list(first.values())


def _about(detail: EngagementDetail, told: EngagementReport, document: DocumentDetail) -> list[Highlight]:
    """Keep the words of this engagement, of its people, its parties and its outcomes."""
    people = set(_words_of_people(told, document).values())
    outcomes = {one.id for one in detail.outcomes}
    parties = {one.id for one in document.organisations if one.organisation_id in told.parties}
    wanted = {told.id} | outcomes | parties
    return [
        one
        for one in document.highlights
        if (one.record_id in wanted and one.field != "participants")
        or (one.kind == "person" and short(one.record_id) in people)
    ]


def _words_of_people(told: EngagementReport, document: DocumentDetail) -> dict[str, str]:
    """Return the key of each participant's words by the person's id."""
    return {person.person_id: short(person.id) for person in document.people if person.person_id in told.person_ids}


def _lights(told: EngagementReport, keys: Iterable[str]) -> dict[str, str]:
    """Return, for each field that has words, the key that lights them."""
    own, known = short(told.id), set(keys)
    found: dict[str, str] = defaultdict(str)
    for field, carriers in _CARRIED_BY.items():
        found[field] = next((f"{own}-{carrier}" for carrier in carriers if f"{own}-{carrier}" in known), own)
    return found
