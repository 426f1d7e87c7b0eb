"""What every answer says to the browser about safety, and who may send us forms.

Pages load nothing but what this server serves: no inline script or style, no frame, no other host. A form from another
site is refused by what the browser itself says of its origin, so that a page elsewhere cannot decide in a ledger here.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

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
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class SafetyMiddleware:
    """Sets the headers on every answer and turns away forms of other sites."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        if scope["method"] not in _SAFE and _is_foreign(Headers(scope=scope)):
            fault = {"status": 403, "code": "foreign_form", "message": "this form came from another site",
                     "where": None, "mend": "open the page here and send it from there"}  # fmt: skip
            await JSONResponse({"error": fault}, 403)(scope, receive, send_safely)
            return
        await self.app(scope, receive, send_safely)


def _is_foreign(headers: Headers) -> bool:
    """Whether a browser says that a form comes from elsewhere; programs say nothing and are no browser's victims."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host")
