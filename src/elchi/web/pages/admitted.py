"""For admins: who has an account and may do what, and the audit log."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Query
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from elchi.accounts import ROLES, keeping
from elchi.errors import ElchiError
from elchi.ledger import accounts as book
from elchi.ledger import auditing
from elchi.web.faults import Fault, fault_of
from elchi.web.pages.acting import author_of
from elchi.web.pages.entering import need_accounts
from elchi.web.visit import Visit, Visiting

router = APIRouter()
_HERE = "/accounts"
_ENTRIES = 100


@router.get("/accounts")
def accounts(visit: Visiting) -> HTMLResponse:
    """List all accounts."""
    need_accounts(visit)
    return _show(visit)


@router.post("/accounts", response_model=None)
def add(
    visit: Visiting,
    name: Annotated[str, Form(max_length=200)] = "",
    role: Annotated[str, Form()] = "reader",
    password: Annotated[str, Form(max_length=1000)] = "",
    email: Annotated[str, Form(max_length=300)] = "",
) -> Response:
    """Make an account."""
    need_accounts(visit)
    try:
        with visit.begin() as tx:
            keeping.add(tx, name.strip(), role, by=author_of(visit), password=password or None, email=email or None)
    except ElchiError as error:
        return _show(visit, fault=fault_of(error))
    return RedirectResponse(_HERE, HTTPStatus.SEE_OTHER)


@router.post("/accounts/{name}/role")
def change_role(visit: Visiting, name: str, role: Annotated[str, Form()]) -> RedirectResponse:
    """Give an account another role."""
    need_accounts(visit)
    with visit.begin() as tx:
        keeping.change_role(tx, name, role, by=author_of(visit))
    return RedirectResponse(_HERE, HTTPStatus.SEE_OTHER)


@router.post("/accounts/{name}/disable")
def disable(visit: Visiting, name: str, disabled: Annotated[bool, Form()]) -> RedirectResponse:
    """Let an account in no more, or again."""
    need_accounts(visit)
    with visit.begin() as tx:
        keeping.disable(tx, name, by=author_of(visit), disabled=disabled)
    return RedirectResponse(_HERE, HTTPStatus.SEE_OTHER)


@router.post("/accounts/{name}/password")
def set_password(visit: Visiting, name: str, password: Annotated[str, Form(max_length=1000)]) -> RedirectResponse:
    """Set an account's password."""
    need_accounts(visit)
    with visit.begin() as tx:
        keeping.set_password(tx, name, password, by=author_of(visit))
    return RedirectResponse(_HERE, HTTPStatus.SEE_OTHER)


@router.get("/audit")
def audit(
    visit: Visiting,
    who: str = "",
    act: str = "",
    since: str = "",
    before: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
) -> HTMLResponse:
    """Show the audit log, newest first."""
    asked = {name: value.strip() or None for name, value in (("who", who), ("act", act), ("since", since))}
    with visit.site.ledger.view() as view:
        found = auditing.entries(view.connection, before=before, limit=_ENTRIES, **asked)
    older = found[-1].id if len(found) == _ENTRIES else None
    return visit.page("audit.html", entries=found, given={"who": who, "act": act, "since": since}, older=older)


def _show(visit: Visit, *, fault: Fault | None = None) -> HTMLResponse:
    with visit.site.ledger.view() as view:
        found = book.accounts(view.connection)
    status = fault.status if fault else HTTPStatus.OK
    return visit.page("accounts.html", status=status, found=found, roles=list(ROLES), fault=fault)
