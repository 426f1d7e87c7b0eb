"""A ZIP archive: every readable file in it is an input of its own, named ``archive.zip#path/in/it``.

Nothing is ever written to disk, so a path in an archive cannot lead anywhere; one that tries is refused all the same,
for an archive that holds it was made to harm. Sizes in an archive's table of contents are claims: what comes out is
counted, and reading stops at the limits of `SourceOptions`. A broken member is its own error; the others are read.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from elchi.errors import BrokenSourceError, EmptySourceError, SourceError, UnsupportedSourceError
from elchi.model import Document
from elchi.sources.options import MEBIBYTE, Allowance

Items = Iterator[Document | SourceError]
ReadMember = Callable[[BinaryIO, str, str, Allowance], Items]  # stream, source, name, allowance
_IN_MEMORY = 4 * MEBIBYTE


def read_archive(stream: BinaryIO, *, source: str, allowance: Allowance, read_member: ReadMember) -> Items:
    """Yield what `read_member` makes of every member that it knows the kind of, in the archive's order."""
    if len(allowance.nesting) >= allowance.options.max_nesting:
        raise BrokenSourceError(
            f"is an archive inside {len(allowance.nesting)} others", where=source, mend="unpack the outer ones"
        )
    allowance.nesting.append(source)
    try:
        with _opened(stream, source, allowance) as archive:
            yield from _members(archive, source, allowance, read_member)
    finally:
        allowance.nesting.pop()


def _opened(stream: BinaryIO, source: str, allowance: Allowance) -> zipfile.ZipFile:
    if not stream.seekable():  # standard input, or an archive in an archive
        stream = _spooled(stream, source, allowance)
    try:
        return zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise BrokenSourceError(
            f"is no whole ZIP archive: {error}", where=source, mend="fetch or make it again"
        ) from error


def _spooled(stream: BinaryIO, source: str, allowance: Allowance) -> BinaryIO:
    """Copy a stream to where one can go back in it."""
    copy = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - it lives as long as the archive
    size = 0
    while piece := stream.read(MEBIBYTE):
        size += len(piece)
        if size > allowance.options.max_unpacked:
            raise BrokenSourceError(
                f"is larger than {allowance.options.max_unpacked / MEBIBYTE:g} MiB", where=source, mend="split it"
            )
        copy.write(piece)
    copy.seek(0)
    return cast("BinaryIO", copy)


def _members(archive: zipfile.ZipFile, source: str, allowance: Allowance, read_member: ReadMember) -> Items:
    found = False
    for member in archive.infolist():
        if member.is_dir() or _is_hidden(member.filename):
            continue
        where = f"{source}#{member.filename}"
        allowance.enter(source)
        try:
            _refuse(member, where)
            for item in _read(archive, member, where, allowance, read_member):
                found = True
                yield item
        except SourceError as error:
            found = True
            yield error
        if allowance.unpacked > allowance.options.max_unpacked:
            return  # a bomb is not read on
    if not found:
        raise EmptySourceError(
            "is an archive without readable files", where=source, mend="give one with txt, html, pdf, docx … in it"
        )


def _read(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, where: str, allowance: Allowance, read_member: ReadMember
) -> Items:
    try:
        with archive.open(member) as packed:
            counted = io.BufferedReader(_Counted(packed, where, allowance))
            yield from read_member(cast("BinaryIO", counted), where, member.filename, allowance)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        raise BrokenSourceError(f"is damaged in the archive: {error}", where=where, mend="fetch it again") from error
    except (NotImplementedError, RuntimeError) as error:
        raise UnsupportedSourceError(
            f"is packed in a way that is not read: {error}", where=where, mend="pack it with deflate"
        ) from error


def _refuse(member: zipfile.ZipInfo, where: str) -> None:
    path = PurePosixPath(member.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0] or "\0" in member.orig_filename:
        raise BrokenSourceError(
            "has a path that leads out of the archive", where=where, mend="do not trust this archive"
        )
    if (member.external_attr >> 16) & 0o170000 == 0o120000:
        raise UnsupportedSourceError("is a link, not a file", where=where, mend="pack the file itself")
    if member.flag_bits & 0x1:
        raise UnsupportedSourceError("is encrypted", where=where, mend="unpack it with its password")


def _is_hidden(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return any(part == "__MACOSX" or (part.startswith(".") and part.strip(".")) for part in parts)


class _Counted(io.RawIOBase):
    """A member's bytes, counted as they come out."""

    def __init__(self, packed: zipfile.ZipExtFile | object, where: str, allowance: Allowance) -> None:
        super().__init__()
        self._packed, self._where, self._allowance = cast("BinaryIO", packed), where, allowance

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast("bytearray", buffer))
        piece = self._packed.read(len(view))
        self._allowance.unpack(len(piece), self._where)
        view[: len(piece)] = piece
        return len(piece)
