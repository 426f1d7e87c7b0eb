"""From the paths on a command line to documents, one input after another.

A folder stands for the readable files in it, in the order of their names, in any depth; hidden files and other kinds
are left out. ``-`` is standard input. Whatever goes wrong with one input is yielded as its error, in its place.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from elchi.errors import BrokenSourceError, EmptySourceError, SourceError
from elchi.model import Document
from elchi.sources.options import SourceOptions
from elchi.sources.streams import KINDS, MANY, kind_of, read_stream

if TYPE_CHECKING:  # who reads files alone needs no network
    from elchi.sources.fetching import Fetcher

STDIN = "-"


def read_sources(paths: Iterable[str], options: SourceOptions | None = None) -> Iterator[Document | SourceError]:
    """Yield a document or an error for every input that `paths` name, in order; addresses are fetched."""
    options = options or SourceOptions()
    fetcher: Fetcher | None = None
    for path in paths:
        if path == STDIN:
            yield from read_stream(sys.stdin.buffer, source=STDIN, options=options)
        elif path.startswith(("http://", "https://")):
            from elchi.sources.fetching import Fetcher
            from elchi.sources.web import read_url

            fetcher = fetcher or Fetcher(options.fetching)
            yield from read_url(path, options, fetcher)
        elif Path(path).is_dir():
            yield from _read_folder(Path(path), options)
        else:
            yield from read_file(path, options)


def count_inputs(paths: Iterable[str]) -> int | None:
    """Return how many documents the paths name, for a progress bar; None where only reading them would tell."""
    total = 0
    paths = list(paths)
    if any(path.startswith(("http://", "https://")) for path in paths):
        return None
    for path in map(Path, paths):
        for file in _files_in(path) if path.is_dir() else (path,):
            if str(file) == STDIN or kind_of(str(file)) in MANY:
                return None
            total += 1
    return total


def read_file(path: str, options: SourceOptions | None = None) -> Iterator[Document | SourceError]:
    """Yield the documents of one file: one, or what its rows, entries or members are."""
    options = options or SourceOptions()
    try:
        with Path(path).open("rb") as stream:
            yield from read_stream(stream, source=path, options=options, kind=kind_of(path))
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
        suffixes = ", ".join(KINDS)
        yield EmptySourceError(
            "is a folder without readable files", where=str(folder), mend=f"give files ending in {suffixes}"
        )


def _files_in(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and kind_of(name):
                yield Path(root, name)
