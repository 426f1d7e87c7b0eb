"""A pair's brief: one page to take along, on screen and as a file, in the visitor's language."""

from __future__ import annotations

from collections.abc import Iterable

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from elchi.briefing import FORMATS, MEDIA_TYPES, Brief, compose
from elchi.errors import NotFoundError
from elchi.ledger import Filters
from elchi.web.standing import today
from elchi.web.visit import Visit, Visiting, filters_of

router = APIRouter()


@router.get("/pairs/{a}/{b}/brief")
def brief(visit: Visiting, request: Request, a: str, b: str) -> HTMLResponse:
    """Show the brief on two states."""
    asked = _asked(request, a, b)
    return visit.page("brief.html", brief=_composed(visit, asked), a=a, b=b, asked=asked, formats=tuple(FORMATS))


@router.get("/pairs/{a}/{b}/brief.{form}")
def file(visit: Visiting, request: Request, a: str, b: str, form: str) -> Response:
    """Give the brief as a file."""
    if form not in FORMATS:
        raise NotFoundError(f"there is no brief in the form {form!r}", mend=f"there are {', '.join(FORMATS)}")
    return attached(_composed(visit, _asked(request, a, b)), form, (a, b))


def attached(brief: Brief, form: str, parties: Iterable[str]) -> Response:
    """Return a brief on parties as a file in one of `FORMATS`."""
    named = {"Content-Disposition": f'attachment; filename="brief-{"-".join(parties)}.{form}"'}
    return Response(FORMATS[form](brief), media_type=MEDIA_TYPES[form], headers=named)


def _asked(request: Request, a: str, b: str) -> Filters:
    asked = filters_of(request)
    return Filters(states=(a.upper(), b.upper()), topic=asked.topic, since=asked.since)


def _composed(visit: Visit, asked: Filters) -> Brief:
    with visit.view() as view:
        return compose(view, asked, today(view), visit.words)
