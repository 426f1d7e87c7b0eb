"""The ledger for programs, under ``/api/v1``: the records of the ledger as JSON, described by OpenAPI.

Lists take the filters of the ledger and a cursor and answer ``{"items": […], "next_cursor": …}``. Every answer carries an
ETag, so that a question asked again costs no body. `as_of` asks the ledger as it was known on a day.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from tempfile import SpooledTemporaryFile
from typing import Annotated, Any, BinaryIO, Generic, TypeVar, cast

import msgspec
from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import BaseModel, Field
from starlette.background import BackgroundTask
from starlette.responses import StreamingResponse

from elchi.errors import EmptySourceError, SourceError
from elchi.exporting import WAYS, WHAT, reading_to_dict, write
from elchi.ledger import (
    Count,
    DocumentDetail,
    DocumentRow,
    EngagementDetail,
    EngagementRow,
    Evidence,
    FigureRow,
    Filters,
    Occupancy,
    OrganisationDetail,
    OrganisationRow,
    OutcomeDetail,
    OutcomeRow,
    Page,
    PersonDetail,
    PersonRow,
    StatementRow,
    Stats,
    View,
)
from elchi.model import Document
from elchi.outgoing import rows_of
from elchi.pipeline import read_document
from elchi.web.faults import FaultBody
from elchi.web.visit import Site

Row = TypeVar("Row")
PARTIAL_DATE = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
MOST = 500
SPOOLED = 8 * 1024 * 1024  # bytes of an export that are kept in memory

ERRORS: dict[int | str, dict[str, Any]] = {
    400: {"model": FaultBody, "description": "The question makes no sense."},
    404: {"model": FaultBody, "description": "There is no such record."},
    422: {"model": FaultBody, "description": "A parameter or a text cannot be understood."},
    503: {"model": FaultBody, "description": "The ledger cannot be read now."},
}
router = APIRouter(prefix="/api/v1", responses=ERRORS)
Date = Annotated[
    str | None, Query(pattern=PARTIAL_DATE, description="a day, a month or a year: 2025-10-24, 2025-10, 2025")
]


class Rows(BaseModel, Generic[Row]):
    """One page of a list; `next_cursor` is null on the last."""

    items: list[Row]
    next_cursor: str | None = None


class Text(BaseModel):
    """A text to be read; `published` and `language` say what the text does not."""

    text: str = Field(min_length=1)
    published: str | None = Field(default=None, pattern=PARTIAL_DATE)
    language: str | None = Field(default=None, max_length=12)
    url: str | None = Field(default=None, max_length=2000)
    title: str | None = Field(default=None, max_length=2000)


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


def _answer(request: Request, as_of: str | None, question: Callable[[View], object]) -> Response:
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


def _list(name: str, row: type, summary: str) -> None:
    """Add the address of a list."""

    def listed(request: Request, filters: Asked, as_of: Date = None) -> Response:
        return _answer(request, as_of, lambda view: getattr(view, name)(filters))

    _add(f"/{name}", listed, Rows[row], summary)  # type: ignore[valid-type]


def _one(name: str, single: str, detail: type, summary: str) -> None:
    """Add the address of single records."""

    def shown(request: Request, ident: str, as_of: Date = None) -> Response:
        return _answer(request, as_of, lambda view: getattr(view, single)(ident))

    _add(f"/{name}/{{ident:path}}", shown, detail, summary)


def _counts(name: str, query: str, summary: str) -> None:
    """Add the address of counts."""

    def counted(request: Request, filters: Asked, as_of: Date = None) -> Response:
        return _answer(request, as_of, lambda view: getattr(view, query)(filters))

    _add(f"/counts/{name}", counted, list[Count], summary)


def _add(path: str, endpoint: Callable[..., Response], model: object, summary: str) -> None:
    name = path.strip("/").replace("/{ident:path}", "-one").replace("/", "-")
    told: dict[int | str, dict[str, Any]] = {
        200: {"model": model, "headers": {"ETag": {"schema": {"type": "string"}}}},
        304: {"description": "Nothing has changed since the ETag that was sent."},
    }
    router.add_api_route(path, endpoint, methods=["GET"], responses=told, summary=summary, operation_id=name)


_counts("pairs", "pair_counts", "Engagements by pair of states, most first")
_counts("topics", "topic_counts", "Engagements by topic, most first")
_counts("parties", "party_counts", "Engagements by party, most first")
_counts("months", "month_counts", "Engagements by month, oldest first")
_counts("topic-months", "topic_month_counts", "Engagements by topic and month")
_list("documents", DocumentRow, "Documents, newest first")
_one("documents", "document", DocumentDetail, "A document with its text and everything read in it")
_list("people", PersonRow, "People, last heard of first")
_one("people", "person", PersonDetail, "A person with mentions and positions")
_list("positions", Occupancy, "Who held what, latest heard of first")
_list("organisations", OrganisationRow, "Organisations, last heard of first")
_one("organisations", "organisation", OrganisationDetail, "An organisation with its mentions")
_list("engagements", EngagementRow, "Engagements, newest first")
_one("engagements", "engagement", EngagementDetail, "An engagement with reports, claims and outcomes")
_list("outcomes", OutcomeRow, "Outcomes, newest first")
_one("outcomes", "outcome", OutcomeDetail, "An outcome with claims, evidence and decisions")
_list("statements", StatementRow, "Statements, newest first")
_list("figures", FigureRow, "Figures, newest first")


def export(
    request: Request,
    filters: Asked,
    what: Annotated[str, Path(pattern=f"^({'|'.join(WHAT)})$")],
    form: Annotated[str, Query(alias="format", pattern=f"^({'|'.join(WAYS)})$")] = "jsonl",
    as_of: Date = None,
) -> Response:
    """Return all rows of a kind in a format that other tools read; see docs/exports.md for what goes with what."""
    site: Site = request.app.state.site
    spool = SpooledTemporaryFile(max_size=SPOOLED)  # noqa: SIM115 - closed when it was sent
    with site.view(as_of) as view:
        write(rows_of(view, replace(filters, cursor=None)), what, form, cast("BinaryIO", spool))
    spool.seek(0)
    way = WAYS[form]
    name = {"Content-Disposition": f'attachment; filename="elchi-{what}.{way.suffix}"'}
    sent = iter(lambda: spool.read(1 << 16), b"")
    return StreamingResponse(sent, media_type=way.media_type, headers=name, background=BackgroundTask(spool.close))


router.add_api_route(
    "/export/{what}",
    export,
    methods=["GET"],
    operation_id="export",
    summary="Everything of one kind, in the formats of other tools",
    response_class=StreamingResponse,
    responses={200: {"content": {way.media_type: {} for way in WAYS.values()}, "description": "A file."}},
)


@router.get("/stats", responses={200: {"model": Stats}, 304: {}})
def stats(request: Request, as_of: Date = None) -> Response:
    """Return the size of the ledger."""
    return _answer(request, as_of, lambda view: view.stats())


@router.get("/evidence", responses={200: {"model": list[Evidence]}, 304: {}})
def evidence(request: Request, outcome: Annotated[list[str], Query(max_length=200)], as_of: Date = None) -> Response:
    """Return what later texts say of some outcomes."""
    return _answer(request, as_of, lambda view: view.evidence(outcome))


@router.post("/read", responses={200: {"description": "A reading of the schema elchi.reading/1."}})
def read(request: Request, given: Text) -> dict[str, Any]:
    """Read a text and return its reading; nothing is kept."""
    site: Site = request.app.state.site
    size, most = len(given.text.encode("utf-8", "replace")), site.settings.max_bytes
    if size > most:
        raise SourceError(f"the text has {size} bytes, and at most {most} are read", mend="send a part of it")
    if not given.text.strip():
        raise EmptySourceError("there is no text to read")
    text = given.text.replace("\0", "")
    document = Document(
        source="api", text=text, url=given.url, title=given.title, published=given.published, language=given.language
    )
    return reading_to_dict(read_document(document))
