"""One's own account: password, tokens for programs, and logging out everywhere."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from elchi.accounts import ROLES, SCOPES, keeping, letting_in, tokens
from elchi.errors import ElchiError
from elchi.ledger import accounts as book
from elchi.ledger import auditing
from elchi.web.cookies import SESSION, drop_cookie
from elchi.web.faults import Fault, fault_of
from elchi.web.gate import limits_of
from elchi.web.pages.entering import need_accounts
from elchi.web.visit import Visit, Visiting

router = APIRouter()
_HERE = "/account"


@router.get("/account")
def own(visit: Visiting) -> HTMLResponse:
    """Show who one is here, one's tokens, and what can be changed."""
    need_accounts(visit)
    return _show(visit)


@router.post("/account/password", response_model=None)
def change(
    visit: Visiting,
    old: Annotated[str, Form(max_length=1000)] = "",
    new: Annotated[str, Form(max_length=1000)] = "",
    again: Annotated[str, Form(max_length=1000)] = "",
) -> Response:
    """Change the password; every other session of the account ends."""
    need_accounts(visit)
    who, limits = visit.visitor, limits_of(visit.site.settings)
    if new != again:
        message = "the two are not the same password"
        return _show(visit, fault=Fault(status=HTTPStatus.BAD_REQUEST, code="bad_request", message=message))
    try:
        letting_in.check(visit.site.ledger, who.name, old, who.address, limits)
        with visit.begin() as tx:
            keeping.set_password(tx, who.name, new, by=who.name, keep=who.session)
    except ElchiError as error:
        return _show(visit, fault=fault_of(error))
    return RedirectResponse(_HERE, HTTPStatus.SEE_OTHER)


@router.post("/account/tokens", response_model=None)
def issue(
    visit: Visiting,
    scope: Annotated[str, Form()] = "read",
    label: Annotated[str, Form(max_length=200)] = "",
    days: Annotated[int, Form(ge=1, le=tokens.MOST_DAYS)] = 90,
) -> Response:
    """Make a token and show it, this once."""
    need_accounts(visit)
    who = visit.visitor
    try:
        with visit.begin() as tx:
            key, _ = tokens.issue(tx, who.name, label, scope, days=days, by=who.name)
    except ElchiError as error:
        return _show(visit, fault=fault_of(error))
    answer = _show(visit, fresh=key)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@router.post("/account/tokens/{ident}/revoke")
def revoke(visit: Visiting, ident: str) -> RedirectResponse:
    """Take a token of one's own away."""
    need_accounts(visit)
    with visit.begin() as tx:
        tokens.revoke(tx, ident, by=visit.visitor.name, of=visit.visitor.name)
    return RedirectResponse(_HERE, HTTPStatus.SEE_OTHER)


@router.post("/account/leave")
def leave_everywhere(visit: Visiting) -> RedirectResponse:
    """End all sessions of the account, this one too."""
    need_accounts(visit)
    name = visit.visitor.name
    with visit.begin() as tx:
        book.end_sessions(tx.connection, name)
        auditing.record(tx.connection, name, "logout everywhere", [name], now=tx.now())
    answer = RedirectResponse("/login", HTTPStatus.SEE_OTHER)
    drop_cookie(visit.request, answer, SESSION)
    return answer


def _show(visit: Visit, *, fault: Fault | None = None, fresh: str = "") -> HTMLResponse:
    name = visit.visitor.name
    with visit.site.ledger.view() as view:
        account, mine, now = keeping.account(view.connection, name), book.tokens(view.connection, name), view.now()
    return visit.page(
        "account.html",
        status=fault.status if fault else HTTPStatus.OK,
        account=account,
        tokens=[one for one in mine if not one.revoked_at and one.expires_at > now],
        scopes=[scope for scope, needed in SCOPES.items() if needed <= ROLES[account.role]],
        most_days=tokens.MOST_DAYS,
        fault=fault,
        fresh=fresh,
    )
