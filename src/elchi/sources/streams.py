"""From a stream of bytes to documents, by its kind.

The kind comes from the name's ending, or from the first bytes where the ending says nothing. A kind holds one text
(text, page, JSON, PDF, Word), or several (rows, tables, feeds), or other inputs (archives, mails); archives call back
here for what is in them, with an allowance that all of it shares.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO, cast

from elchi.errors import EmptySourceError, SourceError
from elchi.model import Document
from elchi.sources.archive import read_archive
from elchi.sources.decoding import decode
from elchi.sources.feeds import is_feed, parse_feed
from elchi.sources.html import parse_html
from elchi.sources.mail import read_mail
from elchi.sources.options import Allowance, SourceOptions
from elchi.sources.parquet import parse_parquet
from elchi.sources.pdf import parse_pdf
from elchi.sources.rows import parse_json, parse_rows, too_large
from elchi.sources.table import parse_table
from elchi.sources.text import parse_text
from elchi.sources.warc import parse_warc, read_wacz
from elchi.sources.word import parse_word

Items = Iterator[Document | SourceError]
KINDS = {
    ".txt": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json",
    ".jsonl": "rows",
    ".ndjson": "rows",
    ".csv": "table",
    ".tsv": "table",
    ".pdf": "pdf",
    ".docx": "word",
    ".eml": "mail",
    ".zip": "archive",
    ".xml": "xml",
    ".rss": "feed",
    ".atom": "feed",
    ".parquet": "parquet",
    ".warc": "warc",
    ".wacz": "wacz",
}
MANY = frozenset(
    {"rows", "table", "mail", "archive", "feed", "xml", "parquet", "warc", "wacz"}
)  # kinds that may hold more than one document
_TEXTS = {"text": parse_text, "html": parse_html, "xml": parse_html, "json": parse_json}
_BYTES = {"pdf": parse_pdf, "word": parse_word}


def kind_of(name: str) -> str | None:
    """Return the kind that a name's ending tells, or None."""
    path = PurePath(name.lower())
    if path.name.endswith(".warc.gz"):
        return "warc"
    return KINDS.get(path.suffix)


def read_stream(
    stream: BinaryIO,
    *,
    source: str,
    options: SourceOptions,
    kind: str | None = None,
    allowance: Allowance | None = None,
) -> Items:
    """Yield the documents of a stream and the errors of what in it cannot be read."""
    try:
        if kind is None:
            head, stream = _peek(stream, options)
            kind = _sniff(head)
        yield from _read(stream, kind, source, options, allowance or Allowance(options))
    except SourceError as error:
        yield error


def _read(stream: BinaryIO, kind: str, source: str, options: SourceOptions, allowance: Allowance) -> Items:
    if kind == "rows":
        yield from _some(parse_rows(stream, source=source, options=options), source)
    elif kind == "table":
        yield from parse_table(stream, source=source, options=options)
    elif kind == "archive":
        yield from read_archive(stream, source=source, allowance=allowance, read_member=_read_member)
    elif kind == "parquet":
        yield from parse_parquet(stream, source=source, options=options)
    elif kind == "warc":
        yield from parse_warc(stream, source=source, options=options)
    elif kind == "wacz":
        yield from read_wacz(stream, source=source, allowance=allowance)
    elif kind == "mail":
        data = _whole(stream, source, options, options.max_packed)
        yield from read_mail(data, source=source, allowance=allowance, read_member=_read_member)
    elif kind in _BYTES:
        yield _BYTES[kind](_whole(stream, source, options, options.max_packed), source=source, options=options)
    else:
        data = _whole(stream, source, options, options.max_bytes)
        if kind == "feed" or (kind in ("xml", "json") and is_feed(data)):
            yield from parse_feed(data, source=source, options=options)
        else:
            page = kind in ("html", "xml")
            yield _TEXTS[kind](decode(data, where=source, html=page), source=source, options=options)


def _read_member(stream: BinaryIO, source: str, name: str, allowance: Allowance) -> Items:
    """Yield what is in a member of an archive or mail; nothing for kinds that are not read."""
    if kind := kind_of(name):
        yield from read_stream(stream, source=source, options=allowance.options, kind=kind, allowance=allowance)


def _some(items: Items, source: str) -> Items:
    empty = True
    for item in items:
        empty = False
        yield item
    if empty:
        yield EmptySourceError("is empty", where=source, mend="give a JSON object a line")


def _whole(stream: BinaryIO, source: str, options: SourceOptions, most: int) -> bytes:
    data = stream.read(most + 1)
    if len(data) > most:
        raise too_large(source, options, most)
    if not data:
        raise EmptySourceError("is empty", where=source, mend="give a file with text in it")
    return data


def _peek(stream: BinaryIO, options: SourceOptions) -> tuple[bytes, BinaryIO]:
    """Return the first line and a stream that still has it."""
    head = stream.readline(options.max_bytes + 1)
    while head and not head.strip() and len(head) <= options.max_bytes:
        more = stream.readline(options.max_bytes + 1)
        if not more:
            break
        head += more
    return head, cast("BinaryIO", io.BufferedReader(_Joined(head, stream)))


def _sniff(head: bytes) -> str:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"%PDF"):
        return "pdf"
    if start.startswith(b"{"):
        return "rows" if start.rstrip().endswith(b"}") else "json"
    tag = start[:64].lower()
    if tag.startswith((b"<?xml", b"<rss", b"<feed", b"<urlset", b"<sitemapindex")):
        return "xml"
    return "html" if tag.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) else "text"


class _Joined(io.RawIOBase):
    """A few bytes that were read already, and the stream they came from."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast("bytearray", buffer))
        piece = self._head[: len(view)] or self._rest.read(len(view))
        self._head = self._head[len(piece) :] if self._head else b""
        view[: len(piece)] = piece
        return len(piece)
