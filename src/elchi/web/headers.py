"""What every answer says to the browser about safety, who may send us forms, by which name we are asked, and how much.

Pages load nothing but what this server serves: no inline script or style, no frame, no other host. A form from another
site is refused by what the browser itself says of its origin, and so is a request under a name that is not ours, by
which a page elsewhere could pass for this one (DNS rebinding). A body larger than the largest text is not taken in.
"""

from __future__ import annotations

import ipaddress
import socket
from functools import lru_cache
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from elchi.settings import Settings

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
HTTPS_ONLY = "max-age=31536000"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_FORM = 64 * 1024  # bytes of a form besides its text
_ESCAPED = 3  # bytes that a byte of text may take in a form or in JSON


class _TooLargeError(Exception):
    """More was sent than is taken."""


class SafetyMiddleware:
    """Sets the headers on every answer; turns away forms of other sites, strange names and giant bodies."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self.settings = app, settings
        self.headers = HEADERS | ({"Strict-Transport-Security": HTTPS_ONLY} if settings.url.startswith("https") else {})
        self.most = settings.max_bytes * _ESCAPED + _FORM

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = False

        async def send_safely(message: Message) -> None:
            nonlocal began
            if message["type"] == "http.response.start":
                began = True
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = self._refusal(scope["method"], Headers(scope=scope))
        try:
            await (refusal or self.app)(scope, _at_most(receive, self.most), send_safely)
        except _TooLargeError:
            if not began:
                await _too_large(self.most)(scope, receive, send_safely)

    def _refusal(self, method: str, headers: Headers) -> JSONResponse | None:
        if not is_ours(headers.get("host", ""), self.settings):
            return _fault(HTTPStatus.MISDIRECTED_REQUEST, "strange_host", "this server is not known by that name",
                          "say by which it is in ELCHI_URL")  # fmt: skip
        if method not in _SAFE and _is_foreign(headers):
            return _fault(HTTPStatus.FORBIDDEN, "foreign_form", "this form came from another site",
                          "open the page here and send it from there")  # fmt: skip
        length = headers.get("content-length", "0")
        return _too_large(self.most) if length.isdecimal() and int(length) > self.most else None


def is_ours(host: str, settings: Settings) -> bool:
    """Whether a server goes by this name: this machine's, an address as such, or what the settings say.

    An address cannot be rebound; a name that somebody else's page goes by can, so it is not ours unless we are told.
    """
    name = urlsplit(f"//{host}").hostname or ""
    own = urlsplit(settings.url).hostname
    if name == "localhost" or (own and name == own):
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return not is_loopback(settings.host) and name in _machine()
    return address.is_loopback or not is_loopback(settings.host)


def is_loopback(host: str) -> bool:
    """Whether what is bound to this address can be reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@lru_cache(maxsize=1)
def _machine() -> frozenset[str]:
    return frozenset({socket.gethostname().lower(), socket.getfqdn().lower()})


def _is_foreign(headers: Headers) -> bool:
    """Whether a browser says that a form comes from elsewhere; programs say nothing and are no browser's victims."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host")


def _at_most(receive: Receive, most: int) -> Receive:
    """Take a body in as long as it is no larger than that, whatever its header says."""
    taken = 0

    async def receive_at_most() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise _TooLargeError
        return message

    return receive_at_most


def _too_large(most: int) -> JSONResponse:
    return _fault(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large", f"at most {most} bytes are taken", "send a part of it"
    )


def _fault(status: HTTPStatus, code: str, message: str, mend: str) -> JSONResponse:
    fault = {"status": int(status), "code": code, "message": message, "where": None, "mend": mend}
    return JSONResponse({"error": fault}, status)
