"""A PDF: the words of its pages in their order, and its title.

pypdf reads it and is imported when the first one comes. A PDF says when it was made, which is not when it was
published, so no day is taken from it. One made of pictures of pages has no words and is refused: nothing here guesses
letters. Ends of lines that only the paper's width made are joined again, so that sentences are whole.
"""

from __future__ import annotations

import io
import logging
import re

from elchi.errors import BrokenSourceError, EmptySourceError, UnsupportedSourceError
from elchi.model import Document
from elchi.sources.fields import build_document
from elchi.sources.options import SourceOptions
from elchi.sources.rows import too_large

MOST_PAGES = 2000
_HYPHENATED = re.compile(r"(?<=[^\W\d_])[-\u00ad]\n(?=[^\W\d_])")
_WRAPPED = re.compile(r"(?<![.!?…:;»”\"\n])[ \t]*\n(?=[^\W\d_A-ZА-ЯЁӘҒҚҢӨҰҮҺІÇĞİÖŞÜ])")


def parse_pdf(data: bytes, *, source: str, options: SourceOptions) -> Document:
    """Return the document of a PDF; raises a SourceError naming the page that cannot be read."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every oddity that it overcomes
    if not data.lstrip()[:1024].startswith(b"%PDF"):
        raise BrokenSourceError("is no PDF: it does not begin with %PDF", where=source, mend="fetch it again")
    try:
        reader = PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
        count = 0 if locked else len(reader.pages)
    except (FileNotDecryptedError, DependencyError) as error:
        raise _locked(source) from error
    except Exception as error:
        raise _broken(error, source, None) from error
    if locked:
        raise _locked(source)
    if count > MOST_PAGES:
        raise BrokenSourceError(f"has {count} pages, more than {MOST_PAGES}", where=source, mend="split it")
    text = _words(reader, source, options)
    if not text.strip():
        raise EmptySourceError(
            "is a PDF without words, probably pictures of pages", where=source, mend="recognise its text first (OCR)"
        )
    return build_document({"text": text, "title": _title(reader)}, source=source, options=options)


def _words(reader: object, source: str, options: SourceOptions) -> str:
    parts: list[str] = []
    size = 0
    for number, page in enumerate(reader.pages, 1):  # type: ignore[attr-defined]
        try:
            words = page.extract_text()
        except Exception as error:
            raise _broken(error, source, number) from error
        size += len(words.encode("utf-8", "replace"))
        if size > options.max_bytes:
            raise too_large(source, options)
        parts.append(_flowing(words))
    return "\n\n".join(part for part in parts if part)


def _flowing(page: str) -> str:
    text = page.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(char if not "\ud800" <= char <= "\udfff" else "\ufffd" for char in text)
    return _WRAPPED.sub(" ", _HYPHENATED.sub("", text)).strip()


def _title(reader: object) -> str | None:
    try:
        title = reader.metadata.title  # type: ignore[attr-defined]
    except Exception:  # noqa: BLE001 - damaged metadata: the text is what counts
        return None
    return " ".join(title.split()) or None if isinstance(title, str) and "\0" not in title else None


def _locked(source: str) -> UnsupportedSourceError:
    return UnsupportedSourceError("is locked with a password", where=source, mend="save it without one")


def _broken(error: Exception, source: str, page: int | None) -> BrokenSourceError:
    place = f"{source}, page {page}" if page else source
    said = " ".join(str(error).split())[:120] or type(error).__name__
    return BrokenSourceError(f"is a damaged PDF: {said}", where=place, mend="fetch it again, or print it to a new PDF")
