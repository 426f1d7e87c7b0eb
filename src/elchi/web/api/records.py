"""The records of the ledger: lists, single ones, counts, exports, and a text to be read."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from tempfile import SpooledTemporaryFile
from typing import Annotated, Any, BinaryIO, cast

from fastapi import APIRouter, Path, Query, Request, Response
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
    Occupancy,
    OrganisationDetail,
    OrganisationRow,
    OutcomeDetail,
    OutcomeRow,
    PersonDetail,
    PersonRow,
    StatementRow,
    View,
)
from elchi.model import Document
from elchi.outgoing import rows_of
from elchi.pipeline import read_document
from elchi.web.api.asking import PARTIAL_DATE, Asked, Date, Rows, add, answer
from elchi.web.visit import Site

SPOOLED = 8 * 1024 * 1024  # bytes of an export that are kept in memory
router = APIRouter()


class Text(BaseModel):
    """A text to be read; `published` and `language` say what the text does not."""

    text: str = Field(min_length=1)
    published: str | None = Field(default=None, pattern=PARTIAL_DATE)
    language: str | None = Field(default=None, max_length=12)
    url: str | None = Field(default=None, max_length=2000)
    title: str | None = Field(default=None, max_length=2000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much of everything the ledger has; `languages` counts documents, first and last are days of documents."""

    documents: int
    people: int
    organisations: int
    engagements: int
    outcomes: int
    statements: int
    figures: int
    decisions: int
    languages: dict[str, int]
    first: str | None
    last: str | None


def _list(name: str, row: type, summary: str) -> None:
    """Add the address of a list."""

    def listed(request: Request, filters: Asked, as_of: Date = None) -> Response:
        return answer(request, as_of, lambda view: getattr(view, name)(filters))

    add(router, f"/{name}", listed, Rows[row], summary)  # type: ignore[valid-type]


def _one(name: str, single: str, detail: type, summary: str) -> None:
    """Add the address of single records."""

    def shown(request: Request, ident: str, as_of: Date = None) -> Response:
        return answer(request, as_of, lambda view: getattr(view, single)(ident))

    # A document may be asked for by its source, a path, and an organisation's id is made of its name.
    taking = "ident:path" if name in ("documents", "organisations") else "ident"
    add(router, f"/{name}/{{{taking}}}", shown, detail, summary)


def _counts(name: str, query: str, summary: str) -> None:
    """Add the address of counts."""

    def counted(request: Request, filters: Asked, as_of: Date = None) -> Response:
        return answer(request, as_of, lambda view: getattr(view, query)(filters))

    add(router, f"/counts/{name}", counted, list[Count], summary)


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


@router.get("/stats", responses={200: {"model": Size}, 304: {}})
def stats(request: Request, as_of: Date = None) -> Response:
    """Return the size of the ledger."""

    def ask(view: View) -> Size:
        found = view.stats()
        kept = {field.name: getattr(found, field.name) for field in fields(found)}
        return Size(**kept | {"languages": dict(found.languages)})

    return answer(request, as_of, ask)


@router.get("/evidence", responses={200: {"model": list[Evidence]}, 304: {}})
def evidence(request: Request, outcome: Annotated[list[str], Query(max_length=200)], as_of: Date = None) -> Response:
    """Return what later texts say of some outcomes."""
    return answer(request, as_of, lambda view: view.evidence(outcome))


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
