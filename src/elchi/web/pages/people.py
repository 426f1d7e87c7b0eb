"""People: the list, and one person's positions over time, contacts, company, words and names."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from elchi.ledger import Filters
from elchi.web.charts import columns, tenures
from elchi.web.gathered.contacts import company_of
from elchi.web.pages.acting import author_of, site_path
from elchi.web.visit import Visiting, filters_of

router = APIRouter()


@router.get("/people")
def people(visit: Visiting, request: Request) -> HTMLResponse:
    """List people by what is asked for, last heard of first."""
    asked = filters_of(request, limit=60)
    with visit.view() as view:
        return visit.page("people.html", page=view.people(asked), asked=asked)


@router.get("/people/{ident}")
def person(visit: Visiting, ident: str) -> HTMLResponse:
    """Show one person."""
    with visit.view() as view:
        detail = view.person(ident)
        own = detail.person.id
        contacts = view.engagements(Filters(person=own, limit=60))
        return visit.page(
            "person.html",
            detail=detail,
            person=detail.person,
            tenures=tenures(detail.occupancies),
            contacts=contacts,
            months=columns(view.month_counts(Filters(person=own))),
            company=company_of(contacts.items, own)[:12],
            statements=view.statements(Filters(person=own, limit=8)).items,
            decisions=[one for one in view.decisions({own, *(m.node for m in detail.mentions)}) if not one.undone_at],
        )


@router.post("/people/{ident}/same")
def join(
    visit: Visiting, ident: str, other: Annotated[str, Form()], note: Annotated[str, Form()] = ""
) -> RedirectResponse:
    """Record that two people are one."""
    other = other.strip().rstrip("/").rpartition("/")[2]
    with visit.begin() as transaction:
        nodes = (transaction.person(ident).mentions[0].node, transaction.person(other).mentions[0].node)
        transaction.decide("same", nodes, author=author_of(visit), note=note.strip() or None)
        joined = transaction.person(nodes[0]).person.id
    return RedirectResponse(site_path("people", joined), HTTPStatus.SEE_OTHER)
