"""Try it: paste a text and see its reading; nothing is kept."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse

from elchi.errors import ElchiError, EmptySourceError, SourceError
from elchi.model import Document
from elchi.pipeline import read_document
from elchi.web.faults import fault_of
from elchi.web.from_reading import detail_of
from elchi.web.pages.documents import reading_context
from elchi.web.visit import Visit, Visiting

router = APIRouter()


@router.get("/try")
def ask(visit: Visiting) -> HTMLResponse:
    """Show the form, with a document of the ledger in it where one is named."""
    return visit.page("try.html", given={"text": "", "published": "", "language": ""}, fault=None)


@router.post("/try")
def answer(
    visit: Visiting,
    text: Annotated[str, Form()] = "",
    published: Annotated[str, Form()] = "",
    language: Annotated[str, Form()] = "",
) -> HTMLResponse:
    """Read the text and show what was read, or say why it cannot be read."""
    given = {"text": text, "published": published.strip(), "language": language.strip()}
    try:
        document = _document(visit, given)
        context = reading_context(detail_of(read_document(document)))
    except ElchiError as error:
        fault = fault_of(error)
        status = HTTPStatus.BAD_REQUEST if fault.status >= HTTPStatus.INTERNAL_SERVER_ERROR else fault.status
        return visit.page("try.html", given=given, fault=fault, status=status)
    return visit.page("tried.html", given=given, fault=None, **context)


def _document(visit: Visit, given: dict[str, str]) -> Document:
    text = given["text"].replace("\r\n", "\n").replace("\0", "")
    if not text.strip():
        raise EmptySourceError("there is no text to read", mend="paste a communiqué or a news text")
    size, most = len(text.encode("utf-8", "replace")), visit.site.settings.max_bytes
    if size > most:
        raise SourceError(f"the text has {size} bytes, and at most {most} are read", mend="paste a part of it")
    return Document(
        source="pasted text",
        text=text,
        published=given["published"] or None,
        language=given["language"] or None,
    )
