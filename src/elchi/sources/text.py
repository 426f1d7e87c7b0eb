r"""Plain text, with an optional first line that says when it was published.

``date: 2025-10-24`` as the first line is metadata and no part of the text; every other line is the text as it stands,
with line ends brought to ``\n``.
"""

from __future__ import annotations

import re

from elchi.errors import EmptySourceError
from elchi.model import Document
from elchi.sources.fields import build_document, published_of
from elchi.sources.options import SourceOptions

_DATE_LINE = re.compile(r"\s*date\s*:[ \t]*(\S[^\n]*?)[ \t]*(?:\n|\Z)", re.IGNORECASE)


def parse_text(content: str, *, source: str, options: SourceOptions) -> Document:
    """Return the document of a text file's content."""
    text = content.replace("\r\n", "\n").replace("\r", "\n")
    published = None
    if head := _DATE_LINE.match(text):
        published = published_of(head[1], where=f"{source}, line 1")
        text = text[head.end() :].lstrip("\n")
        if not text.strip():
            raise EmptySourceError("has a date line and no text", where=source, mend="write the text below it")
    return build_document({"text": text, "published": published}, source=source, options=options)
