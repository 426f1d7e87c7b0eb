"""The order of things: inputs become documents, documents readings, readings entries of a ledger.

This is the only file that knows it. Each step is a generator or takes one, so that a file of a million rows passes
through in bounded memory, and each input that fails is a value among the results, never the end of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from elchi.errors import ElchiError, ReadingError
from elchi.lexicon import load_world
from elchi.model import Document, Reading
from elchi.reading import read
from elchi.sources import SourceOptions, read_sources
from elchi.sources.walk import count_inputs

if TYPE_CHECKING:  # reading alone should not load a database library
    from elchi.ledger import Added, Ledger

__all__ = ["SourceOptions", "add_inputs", "count_inputs", "known_parties", "read_document", "read_inputs"]


def read_document(document: Document) -> Reading:
    """Return the reading of one document; raises `ReadingError` where the reader itself fails."""
    try:
        return read(document)
    except ElchiError:
        raise
    except Exception as error:
        raise ReadingError(
            f"the reader failed: {type(error).__name__}: {error}",
            where=document.source,
            mend="please report it with the text",
        ) from error


def read_inputs(paths: Iterable[str], options: SourceOptions) -> Iterator[Reading | ElchiError]:
    """Yield a reading or an error for every input, in order."""
    for item in read_sources(paths, options):
        if not isinstance(item, Document):
            yield item
            continue
        try:
            yield read_document(item)
        except ElchiError as error:
            yield _placed(error, item.source)


def add_inputs(
    ledger: Ledger, paths: Iterable[str], options: SourceOptions, *, batch: int
) -> Iterator[tuple[str, Added | ElchiError]]:
    """Read every input into the ledger; yields its source and what became of it.

    Documents enter `batch` to a transaction, each whole or not at all. A failure of the ledger itself is raised: the
    batches before it stay, and the same call later goes on from there, for a known document changes nothing.
    """
    results = read_inputs(paths, options)
    while chunk := list(islice(results, batch)):
        readings = [item for item in chunk if isinstance(item, Reading)]
        with ledger.begin() as transaction:
            added = iter(transaction.add_all(readings))
        for item in chunk:
            if isinstance(item, Reading):
                yield item.document.source, next(added)
            else:
                yield item.where or "", item


def known_parties() -> dict[str, str]:
    """Return every state and organisation that has a code of its own, with its English name."""
    world = load_world()
    return world.states | {ident: organisation.name_en for ident, organisation in world.organisations.items()}


def _placed(error: ElchiError, source: str) -> ElchiError:
    """Return the error with the input it came from."""
    if error.where is not None and source in error.where:
        return error
    message = ": ".join(filter(None, (error.where, error.message)))
    return type(error)(message, where=source, mend=error.mend)
