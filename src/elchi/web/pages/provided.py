"""The door through an identity provider: out to it, and back."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import RedirectResponse
from starlette.responses import Response

from elchi.accounts import letting_in, oidc
from elchi.accounts.letting_in import NotLetInError
from elchi.errors import NotFoundError
from elchi.web.cookies import PROVIDER, cookie_of, drop_cookie, set_cookie
from elchi.web.gate import limits_of
from elchi.web.pages.acting import back_on_site
from elchi.web.pages.entering import ask, let_in, need_accounts, provider_of
from elchi.web.visit import Visit, Visiting

router = APIRouter()
_MINUTES_ON_THE_WAY = 10
Word = Annotated[str, Query(max_length=4000)]


@router.get("/login/provider")
def out(visit: Visiting, back: str = "/") -> RedirectResponse:
    """Send the browser to the provider, with something to come back with."""
    provider = _provider(visit)
    base = visit.site.settings.url or str(visit.request.base_url)
    redirect = base.rstrip("/") + "/login/provider/back"
    url, key = oidc.send(visit.site.ledger, provider, redirect, back_on_site(back), visit.visitor.address)
    answer = RedirectResponse(url, HTTPStatus.SEE_OTHER)
    set_cookie(visit.request, answer, PROVIDER, key, seconds=_MINUTES_ON_THE_WAY * 60)
    return answer


@router.get("/login/provider/back", response_model=None)
def back(visit: Visiting, state: Word = "", code: Word = "", iss: Word = "", error: Word = "") -> Response:
    """Let in whom the provider vouches for, or show the login page."""
    provider = _provider(visit)
    brought = oidc.Answer(key=cookie_of(visit.request, PROVIDER), state=state, code=code, issuer=iss, error=error)
    address = visit.visitor.address
    try:
        account, wanted = oidc.receive(visit.site.ledger, provider, brought, address)
    except NotLetInError:
        refused = ask(visit, "/", refused=True)
        drop_cookie(visit.request, refused, PROVIDER)
        return refused
    with visit.begin() as tx:
        key, _ = letting_in.begin(tx, account, address, limits_of(visit.site.settings), how="provider")
    answer = let_in(visit, key, wanted)
    drop_cookie(visit.request, answer, PROVIDER)
    return answer


def _provider(visit: Visit) -> oidc.Provider:
    need_accounts(visit)
    if (found := provider_of(visit.site.settings)) is None:
        raise NotFoundError("there is no identity provider here", mend="name one in ELCHI_OIDC_ISSUER")
    return found
