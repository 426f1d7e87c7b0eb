"""Every format there is: which kinds of rows it takes, what the web calls it, and how it is written.

A writer is given ``ask``, which returns the rows of a kind, and a stream of bytes. What a format cannot say of a kind is a
misuse, told with what it can.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO, TextIO

from elchi.errors import UsageError
from elchi.exporting import entities, events
from elchi.exporting.calendars import write_calendar
from elchi.exporting.graphs import write_graph
from elchi.exporting.linked import write_jsonld
from elchi.exporting.parquet import SHAPES, write_parquet
from elchi.exporting.rows import write_csv, write_jsonl

Ask = Callable[[str], Iterable[Mapping[str, Any]]]
EVERYTHING, NETWORK = "everything", "network"
ROWS = tuple(SHAPES)
WHAT = (*ROWS, NETWORK, EVERYTHING)


@dataclass(frozen=True, slots=True)
class Way:
    """A format: what it takes, its media type, its file's suffix, and its writer, which returns how many it wrote."""

    takes: tuple[str, ...]
    media_type: str
    suffix: str
    write: Callable[[Ask, str, BinaryIO], int]


@contextmanager
def _text(stream: BinaryIO) -> Iterator[TextIO]:
    """The stream for text, with line ends as they are written; it stays open."""
    wrapped = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    try:
        yield wrapped
    finally:
        wrapped.detach()


def _lines(ask: Ask, what: str, stream: BinaryIO) -> int:
    with _text(stream) as text:
        return write_jsonl(ask(what), text)


def _table(ask: Ask, what: str, stream: BinaryIO) -> int:
    with _text(stream) as text:
        return write_csv(ask(what), text)


def _parquet(ask: Ask, what: str, stream: BinaryIO) -> int:
    return write_parquet(ask(what), stream, kind=what)


def _entities(ask: Ask, what: str, stream: BinaryIO) -> int:
    with _text(stream) as text:
        return write_jsonl(entities.entities(ask, entities.KINDS if what == EVERYTHING else (what,)), text)


def _events(ask: Ask, what: str, stream: BinaryIO) -> int:
    with _text(stream) as text:
        return write_csv(events.event_rows(ask, ("engagements", "outcomes") if what == EVERYTHING else (what,)), text)


def _linked(ask: Ask, what: str, stream: BinaryIO) -> int:
    with _text(stream) as text:
        return write_jsonld(ask(what), text)


def _calendar(ask: Ask, what: str, stream: BinaryIO) -> int:
    return write_calendar(ask(what), stream)


def _graph(form: str) -> Callable[[Ask, str, BinaryIO], int]:
    return lambda ask, _what, stream: write_graph(ask("engagements"), stream, form=form)


WAYS: dict[str, Way] = {
    "jsonl": Way(ROWS, "application/x-ndjson", "jsonl", _lines),
    "csv": Way(ROWS, "text/csv", "csv", _table),
    "parquet": Way(ROWS, "application/vnd.apache.parquet", "parquet", _parquet),
    "ftm": Way((*entities.KINDS, EVERYTHING), "application/x-ndjson", "ftm.jsonl", _entities),
    "plover": Way(("engagements", "outcomes", EVERYTHING), "text/csv", "plover.csv", _events),
    "jsonld": Way(("engagements",), "application/ld+json", "jsonld", _linked),
    "ical": Way(("engagements", "outcomes"), "text/calendar", "ics", _calendar),
    "graphml": Way((NETWORK,), "application/xml", "graphml", _graph("graphml")),
    "gexf": Way((NETWORK,), "application/xml", "gexf", _graph("gexf")),
}


def write(ask: Ask, what: str, form: str, stream: BinaryIO) -> int:
    """Write what is asked for; returns how many rows, entities, events or nodes. Raises UsageError for a pair that is none."""
    if what not in WAYS[form].takes:
        forms = [name for name, way in WAYS.items() if what in way.takes]
        raise UsageError(
            f"{what} cannot be written as {form}",
            mend=f"{what}: {', '.join(forms)}; {form}: {', '.join(WAYS[form].takes)}",
        )
    return WAYS[form].write(ask, what, stream)
