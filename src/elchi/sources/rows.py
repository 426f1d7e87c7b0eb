"""JSON documents, one to a file, and JSON Lines, one to a line.

A JSON Lines file of any length is read a line at a time, and a line above the size limit is skipped in pieces, so
memory stays bounded by one document. A broken row is an error of its own with its line; the rows after it are read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from elchi.errors import BrokenSourceError, SourceError
from elchi.model import Document
from elchi.sources.decoding import decode
from elchi.sources.fields import build_document
from elchi.sources.options import MEBIBYTE, SourceOptions

_SHAPE = '{"text": "…", "published": "YYYY-MM-DD", "language": "…", "url": "…"}'


def parse_json(content: str, *, source: str, options: SourceOptions) -> Document:
    """Return the document of one JSON object."""
    return build_document(_load(content, source), source=source, options=options)


def parse_rows(
    stream: BinaryIO, *, source: str, options: SourceOptions, first: int = 1
) -> Iterator[Document | SourceError]:
    """Yield a document or an error for every line that is not blank; sources are ``file#line``, from line `first`."""
    limit = options.max_bytes
    number = first - 1
    while line := stream.readline(limit + 1):
        number += 1
        where = f"{source}#{number}"
        if len(line) > limit and not line.endswith(b"\n"):
            _skip_line(stream)
            yield too_large(where, options)
            continue
        if not line.strip(b" \t\r\n\xef\xbb\xbf"):
            continue
        try:
            yield build_document(_load(decode(line, where=where), where), source=where, options=options)
        except SourceError as error:
            yield error


def too_large(where: str, options: SourceOptions, most: int | None = None) -> BrokenSourceError:
    """Return the error for an input above the size limit."""
    size = f"{(most or options.max_bytes) / MEBIBYTE:g} MiB"
    return BrokenSourceError(
        f"is larger than {size}", where=where, mend="split it, or raise ELCHI_MAX_BYTES / --max-bytes if it is one text"
    )


def _load(content: str, where: str) -> dict[str, object]:
    try:
        value = json.loads(content)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise BrokenSourceError(
            f"is no valid JSON at {place}: {error.msg}", where=where, mend=f"give {_SHAPE}"
        ) from error
    except (RecursionError, ValueError) as error:
        raise BrokenSourceError(f"is no readable JSON: {error}", where=where, mend=f"give {_SHAPE}") from error
    if not isinstance(value, dict):
        raise BrokenSourceError(
            f"holds a JSON {type(value).__name__}, not an object", where=where, mend=f"give {_SHAPE}"
        )
    return value


def _skip_line(stream: BinaryIO) -> None:
    while (piece := stream.readline(MEBIBYTE)) and not piece.endswith(b"\n"):
        pass
