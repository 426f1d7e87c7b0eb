"""Files to read, on disks or in object stores (``s3://…``), through pyarrow's file systems."""

from __future__ import annotations

import io
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from elchi.errors import BrokenSourceError, SettingsError, UsageError

if TYPE_CHECKING:
    from pyarrow.fs import FileSystem

_WILD = "*?["


def need_arrow() -> None:
    """Raise a SettingsError that names the extra where pyarrow is not installed."""
    try:
        import pyarrow as pa  # noqa: F401 - is it there?
    except ImportError as error:
        raise SettingsError("reading at scale needs pyarrow", mend="pip install 'elchi[scale]'") from error


def find(asked: str) -> list[tuple[str, int]]:
    """Return the files that a path, a folder, a pattern or a URI of such means, sorted, with their sizes.

    Raises `UsageError` where there is none.
    """
    from pyarrow.fs import FileSelector, FileType

    system, path, prefix = _system(asked)
    base = path
    while any(mark in base for mark in _WILD):
        base = base.rpartition("/")[0]
    try:
        infos = system.get_file_info(FileSelector(base, recursive=True, allow_not_found=True)) if base != path else []
        if base == path:
            info = system.get_file_info(path)
            folder = info.type is FileType.Directory
            infos = system.get_file_info(FileSelector(path, recursive=True)) if folder else [info]
    except OSError as error:
        raise BrokenSourceError(f"cannot be listed: {error}", where=asked) from error
    files = [info for info in infos if info.type is FileType.File and (base == path or fnmatchcase(info.path, path))]
    if not files:
        raise UsageError("there is no such file", where=asked, mend="check the path or pattern")
    return sorted((prefix + info.path, info.size) for info in files)


def open_file(source: str) -> BinaryIO:
    """Open a file for reading; one can go back in it."""
    system, path, _ = _system(source)
    return cast("BinaryIO", system.open_input_file(path))


def window(stream: BinaryIO, start: int, stop: int) -> BinaryIO:
    """Return the bytes ``[start, stop)`` of a stream as a stream."""
    stream.seek(start)
    return cast("BinaryIO", io.BufferedReader(_Window(stream, stop - start), 1 << 16))


def _system(asked: str) -> tuple[FileSystem, str, str]:
    """The file system, the path in it, and what makes a path of it a source again."""
    from pyarrow.fs import FileSystem, LocalFileSystem

    if "://" not in asked:
        # As it was given, so that a source is named as `elchi add` names it.
        return LocalFileSystem(), asked.rstrip("/") if Path(asked).is_dir() else asked, ""
    scheme = asked.partition("://")[0]
    try:
        system, path = FileSystem.from_uri(asked)
    except (OSError, ValueError) as error:
        raise UsageError(f"is no place to read from: {error}", where=asked, mend="give a path or s3://…") from error
    return system, path, f"{scheme}://"


class _Window(io.RawIOBase):
    """A part of a stream."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        super().__init__()
        self._stream, self._left = stream, size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - any writable buffer
        view = memoryview(buffer)
        piece = self._stream.read(min(len(view), self._left))
        view[: len(piece)] = piece
        self._left -= len(piece)
        return len(piece)
