"""The facts beside a text: when it was published, where, in which language.

They arrive as written in file heads, HTML metadata and JSON rows, and leave as the vocabulary wants them; what is
wrong is refused with its place, for a wrong publication date would put wrong dates on everything in the text.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from elchi.errors import BrokenSourceError, EmptySourceError
from elchi.model import Document
from elchi.sources.options import SourceOptions

_PUBLISHED = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ].*)?)?)?\Z")
_SURROGATE = re.compile("[\ud800-\udfff]")


def published_of(value: object, *, where: str) -> str | None:
    """Return a day, a month or a year in ISO form, or None for an empty value; a time of day is cut off."""
    if value is None or value == "":
        return None
    match = _PUBLISHED.match(str(value).strip())
    if match and not isinstance(value, bool):
        year, month, day = match.groups()
        try:
            dt.date(int(year), int(month or 1), int(day or 1))
        except ValueError:
            pass
        else:
            return "-".join(part for part in (year, month, day) if part)
    raise BrokenSourceError(f"published {value!r} is no date", where=where, mend="write YYYY-MM-DD, YYYY-MM or YYYY")


def build_document(fields: Mapping[str, object], *, source: str, options: SourceOptions) -> Document:
    """Return the document of a mapping with ``text`` and what is known of the other fields of a `Document`.

    What the mapping leaves open is taken from `options`.
    """
    text = fields.get("text")
    if not isinstance(text, str):
        found = "is missing" if text is None else f"is {type(text).__name__}, not a string"
        raise BrokenSourceError(
            f'"text" {found}', where=source, mend='give {"text": "…", "published": "…", "url": "…"}'
        )
    if not text.strip():
        raise EmptySourceError("has no text", where=source, mend="give a document with words in it")
    if bad := _SURROGATE.search(text):
        raise BrokenSourceError(
            f"has half a character (a lone surrogate) at {bad.start()}", where=source, mend="export it again"
        )
    if (nul := text.find("\0")) >= 0:
        raise BrokenSourceError(f"has a NUL character at {nul}", where=source, mend="remove it")
    return Document(
        source=source,
        text=text,
        url=_string(fields, "url", source),
        title=_string(fields, "title", source),
        published=published_of(fields.get("published"), where=source) or options.published,
        language=_string(fields, "language", source) or options.language,
        publisher=_string(fields, "publisher", source),
    )


def _string(fields: Mapping[str, object], key: str, source: str) -> str | None:
    value = fields.get(key)
    if value is not None and not isinstance(value, str):
        raise BrokenSourceError(
            f'"{key}" is {type(value).__name__}, not a string', where=source, mend="give a string or null"
        )
    return (value or "").strip() or None
