"""What is to be read: inputs cut into pieces, each of them work for one worker and one file of the output.

Rows of JSON Lines are cut every half megabyte, Parquet by its row groups, a WARC is one piece. The plan is written into
the output folder before the first piece is read. A later run with the same inputs and settings finds it there and goes
on; one with others is refused, for its pieces would mix with those that are there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import msgspec

from elchi.errors import BrokenSourceError, LedgerError, SettingsError, UnsupportedSourceError
from elchi.pipeline import kind_of
from elchi.scale.files import find, need_arrow, open_file

SCHEMA = "elchi.scale/1"
PLAN = "plan.json"
PIECE_BYTES = 512 * 1024
_KINDS = ("rows", "parquet", "warc", "wacz")
_BLOCK = 1 << 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of an input: bytes ``[start, stop)``, or row groups of Parquet; `first` is the number of its first row."""

    index: int
    source: str
    kind: str
    start: int = 0
    stop: int = 0
    first: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What was asked for; two runs into one folder must ask for the same."""

    inputs: tuple[str, ...]
    reader: str
    published: str | None = None
    language: str | None = None
    max_bytes: int = 8 * 1024 * 1024
    known_people: bool = True
    everything: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What was asked for, the files that it meant, and the pieces they were cut into."""

    wish: Wish
    files: tuple[tuple[str, int], ...]
    pieces: tuple[Piece, ...]
    schema: str = SCHEMA


def plan(wish: Wish, output: Path) -> Plan:
    """Return the plan in the output folder, made and written there by the first run.

    Raises `SettingsError` where the folder holds another run, `UsageError` and `SourceError`s for inputs that are not
    there or not read at scale.
    """
    need_arrow()
    files = tuple(dict.fromkeys(file for asked in wish.inputs for file in find(asked)))
    if (output / PLAN).exists():
        standing = load_plan(output)
        if (standing.wish, standing.files) != (wish, files):
            raise SettingsError(
                "holds the readings of other inputs or settings", where=str(output), mend="give another folder"
            )
        return standing
    pieces = tuple(_cut(files))
    made = Plan(wish=wish, files=files, pieces=pieces)
    output.mkdir(parents=True, exist_ok=True)
    write_whole(output / PLAN, msgspec.json.encode(asdict(made)))
    return made


def load_plan(output: Path) -> Plan:
    """Return the plan of a folder; raises `LedgerError` where there is none or it is damaged."""
    try:
        return msgspec.json.decode((output / PLAN).read_bytes(), type=Plan)
    except OSError as error:
        raise LedgerError(
            "holds no readings", where=str(output), mend="make them with: elchi scale --input … --output FOLDER"
        ) from error
    except msgspec.MsgspecError as error:
        raise LedgerError(f"has a damaged {PLAN}: {error}", where=str(output), mend="read the inputs again") from error


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all, whenever the machine stops."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    with temporary.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(path)


def _cut(files: Sequence[tuple[str, int]]) -> Iterator[Piece]:
    index = 0
    for source, size in files:
        kind = kind_of(source)
        if kind not in _KINDS:
            raise UnsupportedSourceError(
                "is not read at scale", where=source, mend="give .jsonl, .parquet, .warc, .warc.gz or .wacz files"
            )
        try:
            with open_file(source) as stream:
                cuts = {"rows": _cut_rows, "parquet": _cut_parquet}.get(kind)
                parts = cuts(stream) if cuts else iter([(0, size, 1)])
                for start, stop, first in parts:
                    yield Piece(index=index, source=source, kind=kind, start=start, stop=stop, first=first)
                    index += 1
        except (OSError, ValueError) as error:
            raise BrokenSourceError(f"cannot be read: {error}", where=source) from error


def _cut_rows(stream: object) -> Iterator[tuple[int, int, int]]:
    """Cut at line ends: first byte, byte behind the last, number of the first line."""
    read = stream.read  # type: ignore[attr-defined]
    start = at = 0
    first = line = 1
    while block := read(_BLOCK):
        end = block.rfind(b"\n") + 1
        if end and at + end - start >= PIECE_BYTES:
            line += block.count(b"\n", 0, end)
            yield start, at + end, first
            start, first = at + end, line
            line += block.count(b"\n", end)
        else:
            line += block.count(b"\n")
        at += len(block)
    if at > start:
        yield start, at, first


def _cut_parquet(stream: object) -> Iterator[tuple[int, int, int]]:
    """Cut between row groups: first group, group behind the last, number of the first row."""
    import pyarrow.parquet as pq

    metadata = pq.ParquetFile(stream).metadata
    start, first, rows, size = 0, 1, 0, 0
    for group in range(metadata.num_row_groups):
        rows += metadata.row_group(group).num_rows
        size += metadata.row_group(group).total_byte_size
        if size >= PIECE_BYTES or group == metadata.num_row_groups - 1:
            yield start, group + 1, first
            start, first, size = group + 1, rows + 1, 0
