"""A CSV file with a heading line: a document a row.

The columns are those of a JSON row: ``text``, and where known ``published``, ``language``, ``url``, ``title``; others
are left alone. The separator (comma, semicolon or tab) is the one that the heading line uses. A broken row is an error
of its own, named by the line it begins on, and reading goes on with the line after that one: a quotation mark that is
never closed swallows nothing.
"""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterator
from typing import BinaryIO, cast

from elchi.errors import BrokenSourceError, EmptySourceError, SourceError
from elchi.model import Document
from elchi.sources.decoding import decode
from elchi.sources.fields import build_document
from elchi.sources.options import SourceOptions
from elchi.sources.rows import too_large

_COLUMNS = ("text", "published", "language", "url", "title", "publisher")
_SEPARATORS = ",;\t"
_MEND = "begin it with a line like: text,published,language,url,title"


def parse_table(stream: BinaryIO, *, source: str, options: SourceOptions) -> Iterator[Document | SourceError]:
    """Yield a document or an error for every row; sources are ``file#line``."""
    head = stream.readline(options.max_bytes + 1)
    heading = decode(head, where=f"{source}, line 1").strip("\ufeff\r\n")
    separator = max(_SEPARATORS, key=heading.count)
    names = [name.strip().lower() for name in next(csv.reader([heading], delimiter=separator), [])]
    if "text" not in names:
        raise BrokenSourceError('has no column "text"', where=f"{source}, line 1", mend=_MEND)
    if doubled := next((name for name in names if name in _COLUMNS and names.count(name) > 1), None):
        raise BrokenSourceError(f'has two columns "{doubled}"', where=f"{source}, line 1", mend="rename one of them")
    found = False
    for item in _rows(stream, names, separator, source, options):
        found = True
        yield item
    if not found:
        raise EmptySourceError("has a heading line and no rows", where=source, mend="add rows below it")


def _rows(
    stream: BinaryIO, names: list[str], separator: str, source: str, options: SourceOptions
) -> Iterator[Document | SourceError]:
    csv.field_size_limit(max(csv.field_size_limit(), options.max_bytes))
    wrapped = io.TextIOWrapper(cast("io.BufferedReader", stream), "utf-8", errors="surrogateescape", newline="")
    lines = _Lines(wrapped)
    while True:
        where = f"{source}#{lines.begin() + 1}"
        try:
            row = next(csv.reader(lines, delimiter=separator, strict=True))
        except StopIteration:
            break
        except csv.Error as error:
            yield _broken(error, where, options)
            lines.back()
            continue
        if not any(cell.strip() for cell in row):
            continue
        try:
            yield _document(row, names, where, options)
        except SourceError as error:
            yield error
    wrapped.detach()


class _Lines:
    """The lines below the heading; those of a row that failed can be had again, but for its first."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._again: deque[str] = deque()
        self._taken: list[str] = []
        self._number = 1

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        self._taken.append(line)
        self._number += 1
        return line

    def begin(self) -> int:
        """Begin a row; returns the number of the line before it."""
        self._taken.clear()
        return self._number

    def back(self) -> None:
        """Give back all lines of the row but its first."""
        self._again.extendleft(reversed(self._taken[1:]))
        self._number -= len(self._taken) - 1


def _document(row: list[str], names: list[str], where: str, options: SourceOptions) -> Document:
    if len(row) != len(names):
        raise BrokenSourceError(
            f"has {len(row)} cells under {len(names)} columns", where=where, mend="put cells with separators in quotes"
        )
    fields = {name: cell for name, cell in zip(names, row) if name in _COLUMNS}
    if sum(map(len, fields.values())) > options.max_bytes:
        raise too_large(where, options)
    if any("\udc80" <= char <= "\udcff" for cell in fields.values() for char in cell):
        raise BrokenSourceError(
            "is not valid UTF-8", where=where, mend="save the file as UTF-8 (in a spreadsheet: CSV UTF-8)"
        )
    return build_document(fields, source=where, options=options)


def _broken(error: csv.Error, where: str, options: SourceOptions) -> BrokenSourceError:
    if "field larger" in str(error):
        return too_large(where, options)
    return BrokenSourceError(
        f"is no readable row: {error}", where=where, mend="close the quotes, and double the quotes inside a cell"
    )
