"""WARC archives of web pages (Common Crawl's CC-NEWS and the like), and WACZ, which is a ZIP with WARCs in it.

Records are read one after the other, so memory stays bounded by one page whatever the archive's size. Of the records
the answers of servers with a page or plain text count, and texts that were taken out of pages before (WET); every other
kind is passed over. A page's source is ``file#number`` with its number among all records, its address the one it was
fetched from. A page that cannot be read is an error of its own; where the archive itself is damaged, reading it ends.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

from elchi.errors import BrokenSourceError, EmptySourceError, SourceError, UnsupportedSourceError
from elchi.model import Document
from elchi.sources.archive import read_archive
from elchi.sources.decoding import decode
from elchi.sources.html import parse_html
from elchi.sources.options import Allowance, SourceOptions
from elchi.sources.rows import too_large
from elchi.sources.text import parse_text

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

Items = Iterator[Document | SourceError]
_PAGES = ("text/html", "application/xhtml+xml")
_PLAIN = "text/plain"
_DONE = "200"
_CLOSING = 4  # bytes that end a record
_WORDS = 120


def parse_warc(stream: BinaryIO, *, source: str, options: SourceOptions) -> Items:
    """Yield a document or an error for every page in a WARC, packed by record or not packed."""
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as error:
        raise UnsupportedSourceError(
            "is a WARC archive, which is read by warcio", where=source, mend="pip install 'elchi[warc]'"
        ) from error
    number = end = 0
    counted = _Counted(stream)
    try:
        records = ArchiveIterator(counted)
        for record in records:
            if record.format != "warc":
                raise _broken(source, number, "what follows is no record")
            number += 1
            if kind := _kind(record):
                try:
                    yield _page(record, kind, f"{source}#{number}", options)
                except SourceError as error:
                    yield error
            records.read_to_end(record)
            end = records.get_record_offset() + records.get_record_length()
    except (ArchiveLoadFailed, EOFError, zlib.error, ValueError, AttributeError) as error:
        raise _broken(source, number, " ".join(str(error).split())[:_WORDS]) from error
    if counted.size - end > _CLOSING:
        # A cut archive ends without a word: what is left over is the beginning of a record.
        raise _broken(source, number, f"{counted.size - end} bytes are left over")
    if not number:
        raise EmptySourceError("holds no record", where=source, mend="give a WARC with pages in it")


def read_wacz(stream: BinaryIO, *, source: str, allowance: Allowance) -> Items:
    """Yield the pages of all WARCs in a WACZ; its indexes and lists of pages are passed over."""

    def member(inner: BinaryIO, where: str, name: str, allowance: Allowance) -> Items:
        if name.lower().endswith((".warc", ".warc.gz")):
            yield from parse_warc(inner, source=where, options=allowance.options)

    return read_archive(stream, source=source, allowance=allowance, read_member=member)


def _kind(record: ArcWarcRecord) -> str | None:
    """Whether a record holds a page or plain text."""
    if record.rec_type == "conversion":
        return _PLAIN
    headers = record.http_headers
    if record.rec_type == "response" and headers is not None and headers.get_statuscode() == _DONE:
        stated = headers.get_header("Content-Type") or ""
    elif record.rec_type == "resource":
        stated = record.content_type or ""
    else:
        return None
    kind = stated.partition(";")[0].strip().lower()
    return kind if kind in (*_PAGES, _PLAIN) else None


def _page(record: ArcWarcRecord, kind: str, where: str, options: SourceOptions) -> Document:
    data = record.content_stream().read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        raise too_large(where, options)
    record.raw_stream.read(1)
    if getattr(record.raw_stream, "limit", 0) > 0:  # less than the record says it holds
        raise BrokenSourceError("is cut off", where=where, mend="fetch the archive again")
    content = decode(data, where=where, html=kind in _PAGES)
    parse = parse_html if kind in _PAGES else parse_text
    document = parse(content, source=where, options=options)
    address = record.rec_headers.get_header("WARC-Target-URI")
    return replace(document, url=address or document.url)


def _broken(source: str, number: int, why: str) -> BrokenSourceError:
    return BrokenSourceError(f"is no whole WARC behind record {number}: {why}", where=source, mend="fetch it again")


class _Counted:
    """A stream that counts what was read from it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.size = 0

    def read(self, size: int = -1) -> bytes:
        """Read up to so many bytes."""
        data = self._stream.read(size)
        self.size += len(data)
        return data
