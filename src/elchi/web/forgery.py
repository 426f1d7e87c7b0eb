"""Against forged forms: where there are accounts, every form carries a value that only our own pages can know.

It is made of a secret that the browser keeps in a cookie: the session's, or before anybody has logged in one of the
visit. Templates need not think of it: it is put into every form that posts when a template is compiled. Requests
with a token carry no cookie and cannot be forged.
"""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Any

from fastapi import Request
from jinja2.ext import Extension
from markupsafe import Markup
from starlette.exceptions import HTTPException

from elchi.accounts.secrets import derive, new_key, same
from elchi.web.cookies import SAFE, VISIT, cookie_of, visitor_of

FIELD, HEADER = "csrf", "X-CSRF-Token"
_POSTING = re.compile(r"<form\b[^>]*\bmethod\s*=\s*[\"']?post\b[^>]*>", re.IGNORECASE)


class GuardedForms(Extension):
    """Puts the value behind the opening of every form that posts."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
        """Return a template's source with its forms guarded."""
        return _POSTING.sub(lambda found: found[0] + "{{ csrf }}", source)


def key_of(request: Request) -> str:
    """What the value is made of: the session's key, or that of the visit; nothing where the browser has neither."""
    return visitor_of(request).key or cookie_of(request, VISIT)


def field(key: str) -> Markup:
    """Return the hidden field of a form."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, derive(key, FIELD)) if key else Markup()


def guard(request: Request) -> tuple[str, bool]:
    """The key for the forms of a page, and whether the browser has yet to get it."""
    if not request.app.state.site.settings.accounts:
        return "", False
    key = key_of(request)
    return (key, False) if key else (new_key(), True)


async def refuse_forged(request: Request) -> None:
    """Refuse what a browser was made to send by a page that is not ours."""
    if request.method in SAFE or not request.app.state.site.settings.accounts:
        return
    if visitor_of(request).via.startswith("token"):
        return
    given: Any = request.headers.get(HEADER) or (await request.form()).get(FIELD)
    key = key_of(request)
    if not key or not isinstance(given, str) or not same(given, derive(key, FIELD)):
        raise HTTPException(HTTPStatus.FORBIDDEN, "this form is not one of ours, or is too old: open its page again")
