"""What all addresses of the API share: filters and dates of a question, the envelope of a list, an answer with its ETag."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import Annotated, Any, Generic, TypeVar

import msgspec
from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel

from elchi.errors import NotFoundError
from elchi.ledger import Filters, Page, Transaction, View
from elchi.pipeline import known_parties
from elchi.web.faults import FaultBody
from elchi.web.pages.acting import author_of
from elchi.web.visit import Site, greet

Row = TypeVar("Row")
Changed = TypeVar("Changed")
PARTIAL_DATE = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
MOST = 500

ERRORS: dict[int | str, dict[str, Any]] = {
    400: {"model": FaultBody, "description": "The question makes no sense."},
    401: {"model": FaultBody, "description": "This needs a token, where the ledger is served to accounts."},
    403: {
        "model": FaultBody,
        "description": "The token's scope does not reach so far, or the form is of another site.",
    },
    404: {"model": FaultBody, "description": "There is no such record."},
    413: {"model": FaultBody, "description": "More was sent than is taken."},
    421: {"model": FaultBody, "description": "This server is not known by that name."},
    422: {"model": FaultBody, "description": "A parameter or a text cannot be understood."},
    503: {"model": FaultBody, "description": "The ledger cannot be read now."},
}
CHANGED: dict[int | str, dict[str, Any]] = {
    409: {
        "model": FaultBody,
        "description": "It contradicts what was decided, or does not follow from how things stand.",
    },
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
    parts = path.strip("/").split("/")
    name = "-".join(part for part in parts if "{" not in part) + ("-one" if "{" in parts[-1] else "")
    told: dict[int | str, dict[str, Any]] = {
        200: {"model": model, "headers": {"ETag": {"schema": {"type": "string"}}}},
        304: {"description": "Nothing has changed since the ETag that was sent."},
    }
    router.add_api_route(path, endpoint, methods=["GET"], responses=told, summary=summary, operation_id=name)


def change(request: Request, act: Callable[[Transaction, str], Changed]) -> Changed:
    """Do something in the ledger in the name of who asks, and return what it answers."""
    visit = greet(request)
    with visit.begin() as transaction:
        return act(transaction, author_of(visit))


def party_code(given: str) -> str:
    """Return the code of a state or body as the ledger writes it; raises NotFoundError for one that is none."""
    code = next(
        (one for one in (given, given.upper(), given.upper().replace("-", "_")) if one in known_parties()), None
    )
    if code is None:
        raise NotFoundError(f"there is no state or body {given!r}", mend="give a code such as TR, KZ or OTS")
    return code


def party_codes(given: Iterable[str]) -> tuple[str, ...]:
    """Return the codes of several, each once; see `party_code`."""
    return tuple(dict.fromkeys(map(party_code, given)))
