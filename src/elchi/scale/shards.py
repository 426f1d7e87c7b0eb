"""Readings as Parquet: one file a piece, in the order of the inputs.

A row is a reading (`reading` holds all of it as JSON, the other columns let one look without unpacking it) or, with
`error`, an input that could not be read. What the sieve refused is only counted, in the file's metadata. The same piece
gives the same bytes.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from elchi.errors import ElchiError, LedgerError
from elchi.model import Reading
from elchi.scale.plans import Plan

ROWS = 256
_COUNTS = "elchi.counts"
_decode = msgspec.json.Decoder(Reading).decode


def shard_path(output: Path, index: int) -> Path:
    """Return where the readings of a piece stand."""
    return output / f"part-{index:06d}.parquet"


def write_shard(path: Path, results: Iterable[Reading | ElchiError | None]) -> dict[str, int]:
    """Write what became of the documents of a piece and put the file in its place at once; returns its counts."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    text, number = pa.string(), pa.int32()
    names = ("source", "id", "url", "title", "published", "language", "reader")
    fields = [(name, text) for name in names] + [("engagements", number), ("outcomes", number)]
    schema = pa.schema([*fields, ("reading", text), ("error", text)])
    counts: Counter[str] = Counter()
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    with pq.ParquetWriter(temporary, schema, compression="zstd") as writer:
        rows: list[dict[str, Any]] = []
        for result in results:
            counts["irrelevant" if result is None else "read" if isinstance(result, Reading) else "failed"] += 1
            if result is not None:
                rows.append(_row(result))
            if len(rows) == ROWS:
                writer.write_table(pa.Table.from_pylist(rows, schema=schema))
                rows = []
        writer.write_table(pa.Table.from_pylist(rows, schema=schema))
        writer.add_key_value_metadata({_COUNTS: msgspec.json.encode(dict(counts)).decode()})
    with temporary.open("rb") as stream:
        os.fsync(stream.fileno())
    temporary.replace(path)
    return dict(counts)


def counts_of(path: Path) -> dict[str, int]:
    """Return the counts of a finished file: read, irrelevant, failed."""
    import pyarrow.parquet as pq

    with _errors(path):
        metadata = pq.read_metadata(path).metadata or {}
        counts: dict[str, int] = msgspec.json.decode(metadata[_COUNTS.encode()])
        return counts


def readings(output: Path, plan: Plan) -> Iterator[Reading]:
    """Yield all readings of a folder in the order of the inputs; raises `LedgerError` where a file is not there yet."""
    for row in _rows(output, plan, "reading"):
        yield _decode(row)


def failures(output: Path, plan: Plan) -> Iterator[str]:
    """Yield the errors of the inputs that could not be read."""
    yield from _rows(output, plan, "error")


def _rows(output: Path, plan: Plan, column: str) -> Iterator[str]:
    import pyarrow.parquet as pq

    for piece in plan.pieces:
        path = shard_path(output, piece.index)
        if not path.exists():
            raise LedgerError(
                f"lacks {path.name}: not all inputs have been read", where=str(output), mend="call elchi scale again"
            )
        with _errors(path), pq.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=ROWS, columns=[column]):
                yield from (value for value in batch.column(0).to_pylist() if value is not None)


class _errors:  # noqa: N801 - used as a function
    """Turns what pyarrow says of a damaged file into a LedgerError."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _trace: object) -> None:
        import pyarrow as pa

        if isinstance(error, pa.ArrowException | OSError | KeyError | msgspec.MsgspecError):
            raise LedgerError(
                f"is damaged: {error}", where=str(self.path), mend="remove it and call elchi scale again"
            ) from error


def _row(result: Reading | ElchiError) -> dict[str, Any]:
    if isinstance(result, ElchiError):
        return {"source": result.where, "error": str(result)}
    document = result.document
    return {
        "source": document.source,
        "id": document.id,
        "url": document.url,
        "title": document.title,
        "published": document.published,
        "language": result.language,
        "reader": result.reader,
        "engagements": len(result.engagements),
        "outcomes": len(result.outcomes),
        "reading": msgspec.json.encode(result).decode(),
    }
