"""From the paths on a command line to documents, one input after another.

A folder stands for the readable files in it, in the order of their names, in any depth; hidden files and other kinds
are left out. ``-`` is standard input. Whatever goes wrong with one input is yielded as its error, in its place.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from elchi.errors import BrokenSourceError, EmptySourceError, SourceError
from elchi.model import Document
from elchi.sources.decoding import decode
from elchi.sources.html import parse_html
from elchi.sources.options import SourceOptions
from elchi.sources.rows import parse_json, parse_rows, too_large
from elchi.sources.text import parse_text

STDIN = "-"
_KINDS = {
    ".txt": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json",
    ".jsonl": "rows",
    ".ndjson": "rows",
}


def read_sources(paths: Iterable[str], options: SourceOptions | None = None) -> Iterator[Document | SourceError]:
    """Yield a document or an error for every input that `paths` name, in order."""
    options = options or SourceOptions()
    for path in paths:
        if path == STDIN:
            yield from _read_stream(sys.stdin.buffer, source=STDIN, options=options)
        elif Path(path).is_dir():
            yield from _read_folder(Path(path), options)
        else:
            yield from read_file(path, options)


def count_inputs(paths: Iterable[str]) -> int | None:
    """Return how many documents the paths name, for a progress bar; None where only reading them would tell."""
    total = 0
    for path in map(Path, paths):
        for file in _files_in(path) if path.is_dir() else (path,):
            if str(file) == STDIN or _KINDS.get(file.suffix.lower()) == "rows":
                return None
            total += 1
    return total


def read_file(path: str, options: SourceOptions | None = None) -> Iterator[Document | SourceError]:
    """Yield the documents of one file: one, or for JSON Lines one a row."""
    options = options or SourceOptions()
    try:
        with Path(path).open("rb") as stream:
            kind = _KINDS.get(Path(path).suffix.lower())
            yield from _read_stream(stream, source=path, options=options, kind=kind)
    except FileNotFoundError:
        yield BrokenSourceError("does not exist", where=path, mend="check the path")
    except PermissionError:
        yield BrokenSourceError("may not be read", where=path, mend="check the file's permissions")
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        yield BrokenSourceError(f"cannot be read: {error}", where=path)


def _read_folder(folder: Path, options: SourceOptions) -> Iterator[Document | SourceError]:
    empty = True
    for path in _files_in(folder):
        empty = False
        yield from read_file(str(path), options)
    if empty:
        suffixes = ", ".join(_KINDS)
        yield EmptySourceError(
            "is a folder without readable files", where=str(folder), mend=f"give files ending in {suffixes}"
        )


def _files_in(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and Path(name).suffix.lower() in _KINDS:
                yield Path(root, name)


def _read_stream(
    stream: BinaryIO, *, source: str, options: SourceOptions, kind: str | None = None
) -> Iterator[Document | SourceError]:
    if kind is None:
        head, stream = _peek(stream, options)
        kind = _sniff(head)
    if kind == "rows":
        yield from _read_rows(stream, source=source, options=options)
        return
    try:
        yield _read_one(stream, kind, source=source, options=options)
    except SourceError as error:
        yield error


def _read_rows(stream: BinaryIO, *, source: str, options: SourceOptions) -> Iterator[Document | SourceError]:
    empty = True
    for item in parse_rows(stream, source=source, options=options):
        empty = False
        yield item
    if empty:
        yield EmptySourceError("is empty", where=source, mend="give a JSON object a line")


def _read_one(stream: BinaryIO, kind: str, *, source: str, options: SourceOptions) -> Document:
    data = stream.read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        raise too_large(source, options)
    content = decode(data, where=source, html=kind == "html")
    parse = {"text": parse_text, "html": parse_html, "json": parse_json}[kind]
    return parse(content, source=source, options=options)


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
    if start.startswith(b"{"):
        return "rows" if start.rstrip().endswith(b"}") else "json"
    tag = start[:64].lower()
    return "html" if tag.startswith((b"<!doctype html", b"<html", b"<?xml", b"<head", b"<body")) else "text"


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
