"""Bytes become text, or an error that says where they cannot.

UTF-8 is expected, with or without a byte order mark; UTF-16 is read where its mark is there; an HTML page may declare
another encoding. Nothing is guessed: a wrong guess would put wrong letters under every span.
"""

from __future__ import annotations

import codecs
import re

from elchi.errors import BrokenSourceError, EmptySourceError, UnsupportedSourceError

_MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP, Word or Excel file",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\x1f\x8b": "a gzip file",
    b"SQLite format 3": "an SQLite database",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel file",
    b"\x7fELF": "a program",
}
_DECLARED = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.IGNORECASE)
_SNIFFED = 4096


def decode(data: bytes, *, where: str, html: bool = False) -> str:
    """Return the text of an input; raises `SourceError`s that name the byte and the mend."""
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise EmptySourceError("is empty", where=where, mend="give a file with text in it")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decode_as("utf-16", data, where)
    _refuse_binary(data, where)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        declared = _DECLARED.search(data[:_SNIFFED]) if html else None
        if declared and declared[1].lower() not in (b"utf-8", b"utf8"):
            return _decode_as(declared[1].decode("ascii"), data, where)
        raise _wrong_bytes(error, data, where) from error


def _decode_as(encoding: str, data: bytes, where: str) -> str:
    try:
        return codecs.decode(data, encoding)
    except UnicodeDecodeError as error:
        raise BrokenSourceError(
            f"is not valid {encoding} at byte {error.start}", where=where, mend="save it as UTF-8"
        ) from error
    except (LookupError, TypeError, ValueError) as error:
        raise BrokenSourceError(
            f"declares an unknown encoding {encoding!r}", where=where, mend="save it as UTF-8"
        ) from error


def _wrong_bytes(error: UnicodeDecodeError, data: bytes, where: str) -> BrokenSourceError:
    line = data.count(b"\n", 0, error.start) + 1
    return BrokenSourceError(
        f"is not valid UTF-8: byte 0x{data[error.start]:02x} at offset {error.start} (line {line})",
        where=where,
        mend="save it as UTF-8, e.g. iconv -f WINDOWS-1254 -t UTF-8 (Cyrillic: WINDOWS-1251)",
    )


def _refuse_binary(data: bytes, where: str) -> None:
    kind = next((name for magic, name in _MAGIC.items() if data.startswith(magic)), None)
    if kind is None and b"\0" in data[:_SNIFFED]:
        kind = "a binary file"
    if kind:
        raise UnsupportedSourceError(
            f"is {kind}, not text", where=where, mend="give text, or name it by its kind (.pdf, .docx, .zip …)"
        )
