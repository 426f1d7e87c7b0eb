"""The door: logging in with name and password, and logging out."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from elchi.accounts import letting_in, oidc
from elchi.accounts.letting_in import NotLetInError
from elchi.errors import NotFoundError
from elchi.settings import Settings
from elchi.web.cookies import SESSION, VISIT, drop_cookie, set_cookie
from elchi.web.faults import Fault, fault_of
from elchi.web.gate import limits_of
from elchi.web.pages.acting import back_on_site
from elchi.web.visit import Visit, Visiting

router = APIRouter()


@router.get("/login")
def door(visit: Visiting, back: str = "/") -> Response:
    """Show the form; who is in already goes on."""
    need_accounts(visit)
    if visit.visitor.name:
        return RedirectResponse(back_on_site(back), HTTPStatus.SEE_OTHER)
    return ask(visit, back_on_site(back))


@router.post("/login", response_model=None)
def enter(
    visit: Visiting,
    name: Annotated[str, Form(max_length=200)] = "",
    password: Annotated[str, Form(max_length=1000)] = "",
    back: Annotated[str, Form()] = "/",
) -> Response:
    """Let in, with a session whose key is new, or show the form again."""
    need_accounts(visit)
    try:
        key, _ = letting_in.log_in(
            visit.site.ledger, name, password, visit.visitor.address, limits_of(visit.site.settings)
        )
    except NotLetInError as error:
        return ask(visit, back_on_site(back), name=name[:60], fault=fault_of(error))
    return let_in(visit, key, back)


@router.post("/logout")
def leave(visit: Visiting) -> RedirectResponse:
    """End the session here and in the browser."""
    if visit.visitor.session:
        with visit.begin() as tx:
            letting_in.log_out(tx, visit.visitor)
    answer = RedirectResponse("/login", HTTPStatus.SEE_OTHER)
    drop_cookie(visit.request, answer, SESSION)
    return answer


def need_accounts(visit: Visit) -> None:
    """Say that there is no door where nobody is asked who they are."""
    if not visit.site.settings.accounts:
        raise NotFoundError("this ledger is served without accounts", mend="serve it with ELCHI_ACCOUNTS=1")


def provider_of(settings: Settings) -> oidc.Provider | None:
    """Return the identity provider of the settings; raises SettingsError for one that cannot be trusted."""
    if not settings.oidc_issuer:
        return None
    return oidc.Provider(
        issuer=settings.oidc_issuer,
        client=settings.oidc_client,
        secret=settings.oidc_secret,
        role=settings.oidc_role,
    )


def ask(visit: Visit, back: str, *, name: str = "", fault: Fault | None = None, refused: bool = False) -> HTMLResponse:
    """Return the form; `refused` says that the provider did not let in."""
    status = HTTPStatus.UNAUTHORIZED if refused else fault.status if fault else HTTPStatus.OK
    return visit.page(
        "login.html",
        status=status,
        to=back,
        name_given=name,
        fault=fault,
        refused=refused,
        provider=bool(visit.site.settings.oidc_issuer),
    )


def let_in(visit: Visit, key: str, back: str) -> RedirectResponse:
    """Give the browser its session; what it kept before says nothing any more."""
    answer = RedirectResponse(back_on_site(back), HTTPStatus.SEE_OTHER)
    hours = visit.site.settings.session_hours
    set_cookie(visit.request, answer, SESSION, key, seconds=hours * 3600)
    drop_cookie(visit.request, answer, VISIT)
    return answer
