"""What all addresses of the API share: filters and dates of a question, the envelope of a list, an answer with its ETag."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Annotated, Any, Generic, TypeVar

import msgspec
from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel

from elchi.ledger import Filters, Page, View
from elchi.web.faults import FaultBody
from elchi.web.visit import Site

Row = TypeVar("Row")
PARTIAL_DATE = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
MOST = 500

ERRORS: dict[int | str, dict[str, Any]] = {
    400: {"model": FaultBody, "description": "The question makes no sense."},
    404: {"model": FaultBody, "description": "There is no such record."},
    422: {"model": FaultBody, "description": "A parameter or a text cannot be understood."},
    503: {"model": FaultBody, "description": "The ledger cannot be read now."},
}
Date = Annotated[
    str | None, Query(pattern=PARTIAL_DATE, description="a day, a month or a year: 2025-10-24, 2025-10, 2025")
]


class Rows(BaseModel, Generic[Row]):
    """One page of a list; `next_cursor` is null on the last."""

    items: list[Row]
    next_cursor: str | None = None


def asked(
    state: Annotated[list[str] | None, Query(description="id of a state or organisation; given twice, both")] = None,
    person: Annotated[str | None, Query(description="id of a person, or words of a name")] = None,
    organisation: Annotated[str | None, Query(description="id of an organisation, or words of its name")] = None,
    topic: Annotated[str | None, Query(description="one of the 43 topics")] = None,
    kind: Annotated[str | None, Query(description="kind of the records asked for")] = None,
    status: Annotated[str | None, Query(description="held, scheduled or cancelled")] = None,
    opportunity: Annotated[str | None, Query(description="TO, TR, BO, BR, RDR, INV, REL, CALL or any")] = None,
    document: Annotated[str | None, Query(description="id or source of a document")] = None,
    language: Annotated[str | None, Query(description="language of the document")] = None,
    q: Annotated[str | None, Query(description="words of the document's text")] = None,
    since: Date = None,
    until: Date = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 50,
    cursor: Annotated[str | None, Query(description="next_cursor of the page before")] = None,
) -> Filters:
    """Return the filters of a question."""
    return Filters(
        states=tuple(state or ()),
        person=person or None,
        organisation=organisation or None,
        topic=topic or None,
        kind=kind or None,
        status=status or None,
        opportunity=opportunity or None,
        document=document or None,
        language=language or None,
        text=q or None,
        since=since,
        until=until,
        limit=limit,
        cursor=cursor,
    )


Asked = Annotated[Filters, Depends(asked)]


def answer(request: Request, as_of: str | None, question: Callable[[View], object]) -> Response:
    """Ask the ledger, and answer with JSON and its ETag, or with 304 where the asker has it."""
    site: Site = request.app.state.site
    with site.view(as_of) as view:
        found = question(view)
    if isinstance(found, Page):
        found = {"items": found.items, "next_cursor": found.next_cursor}
    body = msgspec.json.encode(found)
    tag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if tag in request.headers.get("if-none-match", "").replace("W/", "").split(", "):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)


def add(router: APIRouter, path: str, endpoint: Callable[..., Response], model: object, summary: str) -> None:
    """Add an address that is asked and answers from the ledger; its operation is named by its path."""
    parts = [part for part in path.strip("/").split("/") if part != "{ident:path}"]
    name = "-".join(part.strip("{}") for part in parts) + ("-one" if path.endswith("{ident:path}") else "")
    told: dict[int | str, dict[str, Any]] = {
        200: {"model": model, "headers": {"ETag": {"schema": {"type": "string"}}}},
        304: {"description": "Nothing has changed since the ETag that was sent."},
    }
    router.add_api_route(path, endpoint, methods=["GET"], responses=told, summary=summary, operation_id=name)
