"""The order of things: inputs become documents, documents readings, readings entries of a ledger.

This is the only file that knows it. Each step is a generator or takes one, so that a file of a million rows passes
through in bounded memory, and each input that fails is a value among the results, never the end of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol, TypeVar

from elchi.errors import ElchiError, ReadingError, SettingsError, SourceError
from elchi.joining import join
from elchi.lexicon import load_world
from elchi.lexicon.sectors import load_regions
from elchi.model import Document, Reading
from elchi.partnering import note_found
from elchi.pursuing import follow_up
from elchi.reading import READER, read
from elchi.sources import FetchOptions, SourceOptions, read_sources
from elchi.sources.parquet import parse_parquet
from elchi.sources.rows import parse_rows
from elchi.sources.streams import kind_of, read_stream
from elchi.sources.walk import count_inputs

if TYPE_CHECKING:  # reading alone should not load a database library
    from elchi.ledger import Added, Ledger, Transaction
    from elchi.llm import ModelReader
    from elchi.settings import Settings
    from elchi.sources.catalogue import Source
    from elchi.sources.feeds import Link

__all__ = [
    "READER",
    "SourceOptions",
    "add_documents",
    "add_inputs",
    "count_inputs",
    "find_links",
    "kind_of",
    "known_parties",
    "load_catalogue",
    "load_readings",
    "model_reader",
    "read_document",
    "read_inputs",
    "sift_piece",
    "source_options",
]

MOST_CHARACTERS = 4_000_000  # of a batch: what is held in memory at once
Input = Document | SourceError
T = TypeVar("T")


class PieceOf(Protocol):
    """A piece of a large input: rows from number `first` on, or row groups ``[start, stop)`` of a Parquet file."""

    @property
    def source(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def stop(self) -> int: ...
    @property
    def first(self) -> int: ...


def read_document(document: Document, *, known_people: bool = True) -> Reading:
    """Return the reading of one document; raises `ReadingError` where the reader itself fails."""
    try:
        return read(document, known_people=known_people)
    except ElchiError:
        raise
    except Exception as error:
        raise ReadingError(
            f"the reader failed: {type(error).__name__}: {error}",
            where=document.source,
            mend="please report it with the text",
        ) from error


def read_inputs(
    paths: Iterable[str],
    options: SourceOptions,
    *,
    model: ModelReader | None = None,
    alone: bool = False,
    known_people: bool = True,
) -> Iterator[Reading | ElchiError]:
    """Yield a reading or an error for every input, in order.

    With a `model`, it is asked about what the grammar reader doubts, or reads everything `alone`.
    """
    for item in read_sources(paths, options):
        if not isinstance(item, Document):
            yield item
        elif model is None:
            yield _try_reading(item, known_people=known_people)
        else:
            yield _ask_model(item, model, alone=alone, known_people=known_people)


def _ask_model(document: Document, model: ModelReader, *, alone: bool, known_people: bool) -> Reading | ElchiError:
    grammar = _try_reading(document, known_people=known_people)
    told = grammar if isinstance(grammar, Reading) else None
    try:
        if alone or told is None:  # what the grammar cannot read, the model may
            return model.read(document, told)
        return model.settle(told)
    except ElchiError as error:
        return _placed(error, document.source)


def model_reader(settings: Settings) -> ModelReader:
    """Return the model reader that the settings describe; raises `SettingsError` where no model is named."""
    from elchi.llm import Budget, ChatClient, Endpoint, ModelReader  # only who asks a model loads it

    if not settings.llm_model:
        raise SettingsError("no model is named", where="ELCHI_LLM_MODEL", mend="set it, or --llm-model")
    endpoint = Endpoint(
        url=settings.llm_url, model=settings.llm_model, key=settings.llm_key, timeout=settings.llm_timeout
    )
    budget = Budget(
        max_tokens=settings.max_tokens or None, max_cost=settings.max_cost or None, price=settings.llm_price
    )
    return ModelReader(ChatClient(endpoint, budget), cache=Path(settings.llm_cache) if settings.llm_cache else None)


def source_options(settings: Settings, *, published: str | None = None, language: str | None = None) -> SourceOptions:
    """Return how inputs are read and fetched by these settings."""
    fetching = FetchOptions(
        agent=settings.agent,
        delay=settings.fetch_delay,
        timeout=settings.fetch_timeout,
        max_bytes=settings.fetch_bytes,
        allow_private=settings.allow_private,
    )
    return SourceOptions(published=published, language=language, max_bytes=settings.max_bytes, fetching=fetching)


def load_catalogue(own: Path | None = None) -> dict[str, Source]:
    """Return the sources that are known by name, those of the folder `own` on top."""
    from elchi.sources import catalogue  # who reads files needs no YAML

    return catalogue.load_catalogue(own)


def find_links(sources: Iterable[Source], options: SourceOptions) -> Iterator[Link | SourceError]:
    """Yield what these sources have now; each that fails is an error in its place."""
    from elchi.sources import finding
    from elchi.sources.fetching import Fetcher

    fetcher = Fetcher(options.fetching)
    for source in sources:
        yield from finding.find_links(source, fetcher)


def add_inputs(
    ledger: Ledger,
    paths: Iterable[str],
    options: SourceOptions,
    *,
    batch: int,
    again: bool = False,
    known_people: bool = True,
) -> Iterator[tuple[str, Added | ElchiError]]:
    """Read every input into the ledger; yields its source and what became of it.

    Documents enter `batch` to a transaction, each whole or not at all; what this reader has read before is not read
    again, unless `again` asks for it. A failure of the ledger itself is raised: the batches before it stay, and the same call later goes on from
    there, for a known document changes nothing.
    """
    for chunk in _batches(read_sources(paths, options), batch):
        documents = [item for item in chunk if isinstance(item, Document)]
        results = iter(add_documents(ledger, documents, again=again, known_people=known_people))
        for item in chunk:
            if isinstance(item, Document):
                yield item.source, next(results)
            else:
                yield item.where or "", item


def sift_piece(
    stream: BinaryIO, piece: PieceOf, options: SourceOptions, *, known_people: bool = True, everything: bool = False
) -> Iterator[Reading | ElchiError | None]:
    """Yield what one worker makes of its piece of a large input: a reading, an error, or None for what is not relevant.

    With `everything`, what names no two parties and an act is read too.
    """
    from elchi.reading.relevance import is_relevant  # who reads single files needs no sieve

    try:
        for item in _items_of(stream, piece, options):
            if not isinstance(item, Document):
                yield item
            elif everything or is_relevant(item.text):
                yield _try_reading(item, known_people=known_people)
            else:
                yield None
    except SourceError as error:
        yield error


def _items_of(stream: BinaryIO, piece: PieceOf, options: SourceOptions) -> Iterator[Input]:
    if piece.kind == "rows":
        return parse_rows(stream, source=piece.source, options=options, first=piece.first)
    if piece.kind == "parquet":
        groups = range(piece.start, piece.stop)
        return parse_parquet(stream, source=piece.source, options=options, groups=groups, first=piece.first)
    return read_stream(stream, source=piece.source, options=options, kind=piece.kind)


def load_readings(
    ledger: Ledger, readings: Iterable[Reading], *, batch: int, known_people: bool = True
) -> Iterator[Added | ElchiError]:
    """Enter readings that were made elsewhere; the ledger is the one that `add_inputs` makes of their documents."""
    for chunk in _batches(readings, batch):
        made = {reading.document: reading for reading in chunk}
        documents = [reading.document for reading in chunk]
        yield from add_documents(ledger, documents, made.__getitem__, known_people=known_people)


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Cut inputs into batches of at most `size`, smaller where the texts are large."""
    batch: list[T] = []
    characters = 0
    for item in items:
        batch.append(item)
        characters += _characters(item)
        if len(batch) >= size or characters >= MOST_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def _characters(item: object) -> int:
    document = item.document if isinstance(item, Reading) else item
    return len(document.text) if isinstance(document, Document) else 0


def add_documents(
    ledger: Ledger,
    documents: list[Document],
    reader: Callable[[Document], Reading | ElchiError] | None = None,
    *,
    again: bool = False,
    known_people: bool = True,
    also: Callable[[Transaction, list[Added | ElchiError]], None] | None = None,
) -> list[Added | ElchiError]:
    """Read what is not known, then enter and link all in one short transaction; results are in the documents' order.

    What the caller has to write with them, or not at all, it writes in `also`.
    """
    reader = reader or partial(_try_reading, known_people=known_people)
    with ledger.view() as view:
        known = frozenset() if again else view.known([document.id for document in documents], reader=READER)
    readings = [None if document.id in known else reader(document) for document in documents]
    told = [reading for reading in readings if isinstance(reading, Reading)]
    with ledger.begin() as transaction:
        added = iter(transaction.add_all(told, force=again))
        results: list[Added | ElchiError] = []
        for document, reading in zip(documents, readings, strict=True):
            if reading is None:
                results.append(_note(transaction, document, told, reader))
            else:
                results.append(next(added) if isinstance(reading, Reading) else reading)
        join(transaction, told, known_people=known_people, again=again)
        note_found(transaction, told)
        follow_up(transaction, told)
        if also:
            also(transaction, results)
    return results


def _note(
    transaction: Transaction,
    document: Document,
    told: list[Reading],
    reader: Callable[[Document], Reading | ElchiError],
) -> Added | ElchiError:
    """Note where a known text was found; read it after all where its place changes what it says (a better date)."""
    if noted := transaction.note(document, reader=READER):
        return noted
    reading = reader(document)
    if isinstance(reading, Reading):
        told.append(reading)
        return transaction.add(reading)
    return reading


def _try_reading(document: Document, *, known_people: bool) -> Reading | ElchiError:
    try:
        return read_document(document, known_people=known_people)
    except ElchiError as error:
        return _placed(error, document.source)


def known_parties() -> dict[str, str]:
    """Return every state and organisation that has a code of its own, with its English name."""
    world = load_world()
    return world.states | {ident: organisation.name_en for ident, organisation in world.organisations.items()}


def known_regions() -> dict[str, str]:
    """Return every region that has a code of its own (ISO 3166-2), with its English name."""
    return {code: str(facts["en"]) for code, facts in load_regions().items()}


def _placed(error: ElchiError, source: str) -> ElchiError:
    """Return the error with the input it came from."""
    if error.where is not None and source in error.where:
        return error
    message = ": ".join(filter(None, (error.where, error.message)))
    return type(error)(message, where=source, mend=error.mend)
