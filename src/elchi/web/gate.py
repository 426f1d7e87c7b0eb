"""The gate that every request passes: who asks, and whether somebody of that role may ask it.

What a request needs is read from its method and path alone: looking needs a reader, everything else an editor, but for
what stands in `RULES`. So a new page is protected before anybody thinks of it; tests go over all routes. Without accounts
the one who serves the ledger to themselves may do everything, and in public mode everybody may look.
"""

from __future__ import annotations

import re
from http import HTTPStatus
from urllib.parse import quote

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from elchi.accounts import Role, Visitor, letting_in, tokens
from elchi.accounts.letting_in import Limits
from elchi.errors import ElchiError
from elchi.ledger import accounts as book
from elchi.settings import Settings
from elchi.web.cookies import SAFE, SESSION, cookie_of
from elchi.web.faults import Fault, fault_of, respond
from elchi.web.visit import Site

# Who may ask what, where it is not "looking: reader; anything else: editor": methods, path, role. The first that fits counts.
RULES: tuple[tuple[frozenset[str], re.Pattern[str], Role], ...] = tuple(
    (frozenset(methods.split()), re.compile(path + r"\Z"), role)
    for methods, path, role in (
        ("GET HEAD", "/static/.*", Role.NOBODY),
        ("GET HEAD POST", "/login(/.*)?", Role.NOBODY),
        ("POST", "/logout", Role.NOBODY),
        ("POST", "/preferences", Role.NOBODY),
        ("POST", "/try", Role.READER),  # reads a text and keeps nothing
        ("POST", "/api/v1/read", Role.READER),
        ("GET HEAD POST", "/account(/.*)?", Role.READER),  # one's own
        ("GET HEAD POST", "/accounts(/.*)?", Role.ADMIN),
        ("GET HEAD", "/audit", Role.ADMIN),
        ("GET HEAD", "/api/v1/audit", Role.ADMIN),
    )
)
# What concerns one's own login is asked with it, never with a token, which could make itself more than it is.
_OWN = re.compile(r"/account(/.*)?\Z")


def needed(method: str, path: str) -> Role:
    """The role that a request needs."""
    for methods, pattern, role in RULES:
        if method in methods and pattern.match(path):
            return role
    return Role.READER if method in SAFE else Role.EDITOR


def limits_of(settings: Settings) -> Limits:
    """How long logins hold and how often may be guessed."""
    return Limits(
        session_hours=settings.session_hours,
        idle_minutes=settings.idle_minutes,
        failures=settings.login_failures,
        block_minutes=settings.login_wait,
    )


class GateMiddleware:
    """Finds out who asks, and turns away those who may not."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self.app, self.site = app, site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        try:
            visitor = await self._visitor(request)
        except ElchiError as error:
            await respond(request, fault_of(error))(scope, receive, send)
            return
        scope.setdefault("state", {})["visitor"] = visitor or Visitor(address=_address(request))
        if self.site.settings.accounts and not scope["path"].startswith("/static/"):
            send = _privately(send)
        if refusal := _refusal(request, visitor):
            await refusal(scope, receive, send)
            return
        await self.app(scope, receive, send)

    async def _visitor(self, request: Request) -> Visitor | None:
        """Who asks; None for a token or a login that does not count."""
        settings, address = self.site.settings, _address(request)
        if not settings.accounts:
            return Visitor(role=Role.READER if settings.public else Role.ADMIN, address=address)
        kind, _, shown = request.headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer":
            return await run_in_threadpool(self._by_token, shown.strip(), address)
        if key := cookie_of(request, SESSION):
            found = await run_in_threadpool(self._by_session, key, address)
            if found is not None:
                return found
        return Visitor(role=Role.READER if settings.public else Role.NOBODY, address=address)

    def _by_token(self, key: str, address: str) -> Visitor | None:
        with self.site.ledger.view() as view:
            found, old = tokens.visitor(view, key, address)
        if found is not None and old:
            with self.site.ledger.begin(origin=found.origin) as tx:
                tokens.note_use(tx.connection, found.via, tx.now())
        return found

    def _by_session(self, key: str, address: str) -> Visitor | None:
        with self.site.ledger.view() as view:
            found, old = letting_in.visitor(view, key, address, limits_of(self.site.settings))
        if found is not None and old:
            with self.site.ledger.begin(origin=found.origin) as tx:
                book.see_session(tx.connection, found.session, tx.now())
        return found


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _privately(send: Send) -> Send:
    """What accounts see is nothing that a proxy may keep for others."""

    async def send_privately(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message)["Cache-Control"] = "private, no-cache"
        await send(message)

    return send_privately


def _refusal(request: Request, visitor: Visitor | None) -> Response | None:
    """The answer to somebody who may not ask this; None to those who may."""
    method, path = request.method, request.url.path
    if visitor is None:
        fault = Fault(status=HTTPStatus.UNAUTHORIZED, code="unauthorized", message="the token does not count",
                      mend="it may be revoked or too old: make another with elchi tokens new")  # fmt: skip
        return respond(request, fault, {"WWW-Authenticate": 'Bearer error="invalid_token"'})
    role = needed(method, path)
    if request.app.state.site.settings.accounts and _OWN.match(path) and visitor.via != "session":
        if visitor.via:
            fault = Fault(status=HTTPStatus.FORBIDDEN, code="forbidden", message="a token cannot ask this")
            return respond(request, fault)
        return _to_login(request)
    if visitor.may(role):
        return None
    if not visitor.name and request.app.state.site.settings.accounts:
        if path.startswith("/api/"):
            fault = Fault(status=HTTPStatus.UNAUTHORIZED, code="unauthorized", message="this needs a token",
                          mend="send the header Authorization: Bearer TOKEN")  # fmt: skip
            return respond(request, fault, {"WWW-Authenticate": "Bearer"})
        return _to_login(request)
    fault = Fault(status=HTTPStatus.FORBIDDEN, code="forbidden", message=f"this needs the role {role.name.lower()}",
                  mend="ask an admin" if visitor.name else "this ledger is served for reading only")  # fmt: skip
    return respond(request, fault)


def _to_login(request: Request) -> Response:
    """The way to the login page; what was looked at is come back to, what was sent is not sent again."""
    asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    back = f"?back={quote(asked)}" if request.method in SAFE and asked != "/" else ""
    return RedirectResponse("/login" + back, HTTPStatus.SEE_OTHER)
