"""A Word file (.docx): its paragraphs and the cells of its tables, in their order, and its title.

python-docx reads it and is imported when the first one comes; its XML parser expands no entities of a document's own.
A Word file is a ZIP archive, so what it unpacks to is bounded before it is opened.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from elchi.errors import BrokenSourceError, EmptySourceError, UnsupportedSourceError
from elchi.model import Document
from elchi.sources.fields import build_document
from elchi.sources.options import MEBIBYTE, SourceOptions
from elchi.sources.rows import too_large

_OLD = b"\xd0\xcf\x11\xe0"


def parse_word(data: bytes, *, source: str, options: SourceOptions) -> Document:
    """Return the document of a Word file."""
    import docx

    if data.startswith(_OLD):  # also what a new one becomes under a password
        raise UnsupportedSourceError(
            "is an old Word file, or one with a password", where=source, mend="save it as .docx without a password"
        )
    _bounded(data, source, options)
    try:
        opened = docx.Document(io.BytesIO(data))
        text = "\n".join(line for line in _lines(opened) if line)
        title = " ".join(str(opened.core_properties.title or "").split()) or None
    except Exception as error:
        said = " ".join(str(error).split())[:120] or type(error).__name__
        raise BrokenSourceError(
            f"is a damaged Word file: {said}", where=source, mend="open it in a word processor and save it again"
        ) from error
    if not text.strip():
        raise EmptySourceError("is a Word file without words", where=source, mend="give one with text in it")
    if len(text.encode("utf-8", "replace")) > options.max_bytes:
        raise too_large(source, options)
    return build_document({"text": text, "title": title}, source=source, options=options)


def _bounded(data: bytes, source: str, options: SourceOptions) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(member.file_size for member in archive.infolist())
            names = set(archive.namelist())
    except (zipfile.BadZipFile, EOFError, OSError, ValueError) as error:
        raise BrokenSourceError(
            f"is no whole Word file: {error}", where=source, mend="fetch it again, or save it again as .docx"
        ) from error
    if size > options.max_packed:
        raise BrokenSourceError(
            f"unpacks to more than {options.max_packed / MEBIBYTE:g} MiB", where=source, mend="save its text as .txt"
        )
    if "word/document.xml" not in names and "[Content_Types].xml" not in names:
        raise BrokenSourceError("is an archive, but no Word file", where=source, mend="name it .zip if it is one")


def _lines(opened: Any) -> Iterator[str]:  # noqa: ANN401 - a document or a cell of python-docx
    for part in opened.iter_inner_content():
        if hasattr(part, "rows"):
            for row in part.rows:
                cells: dict[int, str] = {}
                for cell in row.cells:  # a merged cell comes once for each place it covers
                    cells.setdefault(id(cell._tc), " ".join(_lines(cell)))  # noqa: SLF001 - the only identity it has
                yield "\t".join(filter(None, cells.values()))
        else:
            yield part.text.strip()
