"""Cookies of a login and of a visit: what they are called, and whether they may travel over plain http.

Over https their names begin with ``__Host-``, so that no other host and no plain page can have set them.
"""

from __future__ import annotations

from fastapi import Request
from starlette.responses import Response

from elchi.accounts import Visitor

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
SESSION, VISIT, PROVIDER = "elchi_session", "elchi_visit", "elchi_provider"


def is_secure(request: Request) -> bool:
    """Whether the browser reached us over https, as the settings or the connection say."""
    return request.url.scheme == "https" or request.app.state.site.settings.url.startswith("https://")


def cookie_name(request: Request, name: str) -> str:
    """The name of a cookie of this connection."""
    return f"__Host-{name}" if is_secure(request) else name


def cookie_of(request: Request, name: str) -> str:
    """What a browser keeps for us, or nothing."""
    return request.cookies.get(cookie_name(request, name), "")


def set_cookie(request: Request, answer: Response, name: str, value: str, *, seconds: int | None = None) -> None:
    """Let the browser keep something that scripts cannot read and other sites cannot make it send with a form."""
    answer.set_cookie(
        cookie_name(request, name),
        value,
        max_age=seconds,
        httponly=True,
        secure=is_secure(request),
        samesite="lax",
        path="/",
    )


def drop_cookie(request: Request, answer: Response, name: str) -> None:
    """Let the browser forget it."""
    answer.delete_cookie(cookie_name(request, name), httponly=True, secure=is_secure(request), samesite="lax", path="/")


def visitor_of(request: Request) -> Visitor:
    """Who asks, as the gate found out; nobody where it has not been passed."""
    found: Visitor = getattr(request.state, "visitor", None) or Visitor()
    return found
