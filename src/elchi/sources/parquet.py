"""Parquet files: a row is a document, with the columns that a row of JSON Lines has.

Rows are read some hundreds at a time; columns that are none of a document's are not even read. The source of a row is
``file#row``, counted from one. Days and times in ``published`` may be of any type that Parquet has for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from elchi.errors import BrokenSourceError, EmptySourceError, SourceError, UnsupportedSourceError
from elchi.model import Document
from elchi.sources.fields import build_document
from elchi.sources.options import SourceOptions
from elchi.sources.rows import too_large

_COLUMNS = ("text", "published", "language", "url", "title", "publisher")
_ROWS = 128


def parse_parquet(
    stream: BinaryIO, *, source: str, options: SourceOptions, groups: Sequence[int] | None = None, first: int = 1
) -> Iterator[Document | SourceError]:
    """Yield a document or an error for every row, of all row groups or of some of which the first row's number is told."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise UnsupportedSourceError(
            "is a Parquet file, which is read by pyarrow", where=source, mend="pip install 'elchi[scale]'"
        ) from error
    number = first - 1
    try:
        file = pq.ParquetFile(stream, page_checksum_verification=True)
        names = [name for name in _COLUMNS if name in file.schema_arrow.names]
        if "text" not in names:
            raise BrokenSourceError('has no column "text"', where=source, mend="name the column with the text so")
        for batch in file.iter_batches(batch_size=_ROWS, columns=names, row_groups=groups):
            for row in batch.to_pylist():
                number += 1
                yield _document(row, f"{source}#{number}", options)
    except (pa.ArrowException, OSError, ValueError, EOFError) as error:
        why = " ".join(str(error).split())
        raise BrokenSourceError(
            f"is no whole Parquet file behind row {number}: {why}", where=source, mend="make it again"
        ) from error
    if number < first:
        raise EmptySourceError("holds no row", where=source, mend="give a file with rows in it")


def _document(row: dict[str, object], where: str, options: SourceOptions) -> Document | SourceError:
    text = row.get("text")
    if isinstance(text, str) and len(text) > options.max_bytes:
        return too_large(where, options)
    if row.get("published") is not None:
        row["published"] = str(row["published"])
    try:
        return build_document(row, source=where, options=options)
    except SourceError as error:
        return error
