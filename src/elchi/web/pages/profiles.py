"""Partnering profiles: the list, the form, and one profile with its life, its matches and their reasons.

Drafts come from documents or from the form; an editor publishes them; whoever owns one stays unnamed until an interest
is accepted.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from elchi import partnering
from elchi.errors import ElchiError, UsageError
from elchi.ledger import View
from elchi.ledger import profiles as book
from elchi.model import OpportunityType
from elchi.partners import parse_profile
from elchi.web.faults import fault_of
from elchi.web.pages.acting import author_of, site_path
from elchi.web.standing import today
from elchi.web.visit import Visit, Visiting

router = APIRouter()
MOST = 120
LISTS = ("topics", "cooperation", "target_countries", "eligible_countries")
ONES = ("type", "country", "lang", "title", "text", "stage", "partner", "deadline")
# What may follow a status; those that need ratings or words have forms of their own.
NEXT = {
    "draft": ("submit", "drop"),
    "review": ("publish", "return", "drop"),
    "published": ("renew", "expire", "drop"),
    "expired": ("renew", "drop"),
    "dropped": (),
}


@router.get("/profiles")
def profiles(visit: Visiting, status: str = "", kind: str = "", country: str = "") -> HTMLResponse:
    """List profiles by status, type and country, the latest changed first."""
    wanted = [status] if status in NEXT else [one for one in NEXT if one != "dropped"]
    with visit.view() as view:
        rows = book.profiles(
            view.connection, status=wanted, kind=kind or None, country=country or None, as_of=view.until
        )
    return visit.page("profiles.html", rows=rows[:MOST], given={"status": status, "kind": kind, "country": country})


@router.get("/profiles/new")
def blank(visit: Visiting) -> HTMLResponse:
    """Show the form."""
    return visit.page("profile_form.html", given=dict.fromkeys((*ONES, *LISTS), ""), fault=None)


@router.post("/profiles/new", response_model=None)
async def enter(visit: Visiting, request: Request) -> HTMLResponse | RedirectResponse:
    """Enter a profile as a draft, or say which field is wrong."""
    form = await request.form()
    given: dict[str, Any] = {name: str(form.get(name, "")).strip() for name in ONES}
    given |= {name: ";".join(str(one) for one in form.getlist(name) if str(one)) for name in LISTS}
    try:
        ident = _enter(visit, given)
    except ElchiError as error:
        fault = fault_of(error)
        return visit.page("profile_form.html", given=given, fault=fault, status=fault.status)
    return RedirectResponse(site_path("profiles", ident), HTTPStatus.SEE_OTHER)


def _enter(visit: Visit, given: dict[str, Any]) -> str:
    if given["type"] not in list(OpportunityType):
        raise UsageError("a profile needs a type", mend=", ".join(OpportunityType))
    author = author_of(visit)
    with visit.begin() as transaction:
        kind, country = OpportunityType(given["type"]), given["country"] or "ZZ"
        ident = partnering.new_id(transaction, kind, country, today(transaction))
        profile = parse_profile({"id": ident, **given}, where="form")
        return partnering.add_profile(transaction, profile, owner=author, author=author)


@router.get("/profiles/{ident}")
def profile(visit: Visiting, ident: str) -> HTMLResponse:
    """Show one profile, what fits it and why, and what may be done with it."""
    with visit.view() as view:
        row = book.profile(view.connection, ident)
        matches = partnering.match_in_ledger(view, row["id"], as_of=today(view))
        return visit.page(
            "profile.html",
            row=row,
            matches=[(match, book.profile(view.connection, match.match)) for match in matches],
            acts=book.acts(view.connection, row["id"]),
            interests=book.interests(view.connection, row["id"]),
            owner=partnering.owner_for(view, row["id"], author_of(visit)),
            steps=NEXT.get(row["status"], ()),
            criteria=partnering.CRITERIA,
            source=_source(view, row),
        )


@router.post("/profiles/{ident}/step")
async def step(visit: Visiting, request: Request, ident: str) -> RedirectResponse:
    """Take a profile one step on."""
    form = await request.form()
    act = str(form.get("act", ""))
    if act not in partnering.STEPS:
        raise UsageError(f"{act!r} is no step", mend=", ".join(partnering.STEPS))
    rated = {name: str(form[name]) for name in partnering.CRITERIA if name in form}
    if any(not value.isdecimal() for value in rated.values()):
        raise UsageError("a rating is a number from 0 to 5")
    with visit.begin() as transaction:
        partnering.step(
            transaction,
            ident,
            act,
            author=author_of(visit),
            note=str(form.get("note", "")).strip() or None,
            ratings={name: int(value) for name, value in rated.items()} or None,
        )
    return RedirectResponse(site_path("profiles", ident), HTTPStatus.SEE_OTHER)


@router.post("/profiles/{ident}/interest")
def interest(
    visit: Visiting, ident: str, message: Annotated[str, Form(min_length=1, max_length=4000)]
) -> RedirectResponse:
    """Express interest in a published profile."""
    with visit.begin() as transaction:
        partnering.express_interest(transaction, ident, sender=author_of(visit), message=message.strip())
    return RedirectResponse(site_path("profiles", ident), HTTPStatus.SEE_OTHER)


@router.post("/profiles/{ident}/interests/{number}")
def answer(visit: Visiting, ident: str, number: int, accept: Annotated[bool, Form()]) -> RedirectResponse:
    """Accept or decline an interest."""
    with visit.begin() as transaction:
        partnering.answer(transaction, number, accept=accept, author=author_of(visit))
    return RedirectResponse(site_path("profiles", ident), HTTPStatus.SEE_OTHER)


def _source(view: View, row: dict[str, Any]) -> str | None:
    """Return the key of the words that a draft was found in: those of the outcome that starts with them."""
    if not row["document_id"]:
        return None
    outcomes = view.document(row["document_id"]).outcomes
    found = next((one for one in outcomes if one.span.start <= row["start"] < one.span.end), None)
    return found.id.rpartition(".")[2] if found else ""
