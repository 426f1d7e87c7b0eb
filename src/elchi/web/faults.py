"""From an exception to an answer: one table of statuses, one shape of JSON, one page.

Programs get ``{"error": {"status", "code", "message", "where", "mend"}}``, people a page that says the same. What was
not raised on purpose is logged and shown without its details.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.responses import Response

from elchi.accounts.letting_in import NotLetInError
from elchi.errors import (
    ConflictError,
    ElchiError,
    LedgerError,
    NotFoundError,
    SettingsError,
    SourceError,
    UsageError,
)
from elchi.partners import ProfileError
from elchi.web.headers import HEADERS
from elchi.web.visit import Visit, greet

_log = logging.getLogger(__name__)

# The first that fits is taken, so the special stand before the general.
STATUS_OF: tuple[tuple[type[ElchiError], HTTPStatus, str], ...] = (
    (NotFoundError, HTTPStatus.NOT_FOUND, "not_found"),
    (ConflictError, HTTPStatus.CONFLICT, "conflict"),
    (NotLetInError, HTTPStatus.UNAUTHORIZED, "unauthorized"),
    (UsageError, HTTPStatus.BAD_REQUEST, "bad_request"),
    (ProfileError, HTTPStatus.UNPROCESSABLE_ENTITY, "invalid_profile"),
    (SourceError, HTTPStatus.UNPROCESSABLE_ENTITY, "unreadable_text"),
    (LedgerError, HTTPStatus.SERVICE_UNAVAILABLE, "ledger_unavailable"),
    (SettingsError, HTTPStatus.INTERNAL_SERVER_ERROR, "internal"),
    (ElchiError, HTTPStatus.INTERNAL_SERVER_ERROR, "internal"),
)


class Fault(BaseModel):
    """What went wrong: HTTP status, a stable code, the message, the place, and what to do about it."""

    status: int
    code: str
    message: str
    where: str | None = None
    mend: str | None = None


class FaultBody(BaseModel):
    """The body of every answer that is not a success."""

    error: Fault


def fault_of(error: Exception) -> Fault:
    """Return what an exception means for the one who asked."""
    if isinstance(error, ElchiError):
        status, code = next((status, code) for kind, status, code in STATUS_OF if isinstance(error, kind))
        return Fault(status=status, code=code, message=error.message, where=error.where, mend=error.mend)
    if isinstance(error, RequestValidationError):
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return Fault(status=HTTPStatus.UNPROCESSABLE_ENTITY, code="invalid", message=str(first["msg"]), where=where)
    if isinstance(error, HTTPException):
        code = HTTPStatus(error.status_code).phrase.lower().replace(" ", "_")
        return Fault(status=error.status_code, code=code, message=str(error.detail))
    return Fault(status=HTTPStatus.INTERNAL_SERVER_ERROR, code="internal", message="something went wrong here")


def install(app: FastAPI) -> None:
    """Let the application answer every exception this way."""
    for kind in (ElchiError, RequestValidationError, HTTPException, Exception):
        app.add_exception_handler(kind, _answer)


def _answer(request: Request, error: Exception) -> Response:
    fault = fault_of(error)
    if fault.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        _log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return respond(request, fault, getattr(error, "headers", None))


def respond(request: Request, fault: Fault, headers: Mapping[str, str] | None = None) -> Response:
    """Say what went wrong: to programs as JSON, to people as a page."""
    response: Response
    if request.url.path.startswith("/api/"):
        response = JSONResponse({"error": fault.model_dump()}, fault.status)
    else:
        visit: Visit = greet(request, forgiving=True)
        response = visit.page("error.html", status=fault.status, fault=fault)
    # What nobody foresaw is answered outside of everything that would add them.
    response.headers.update({**HEADERS, **(headers or {})})
    return response
