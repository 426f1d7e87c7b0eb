"""A document's text as HTML, with the words behind every record marked.

Spans may overlap and nest; the text is cut wherever one begins or ends, and each piece carries the keys of all records
over it. A key is the record's own short id (``e2``) and, for one field of it, ``e2-date``; an element of the page with
``data-lights="e2-date"`` lights those pieces up, and its link leads to the anchor before the first of them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from elchi.ledger import Highlight

# How a piece under several records is coloured: names inside promises stay visible.
_LAYERS = ("person", "organisation", "figure", "outcome", "statement", "engagement")
Keys = Callable[[Highlight], tuple[str, ...]]
_BLANK_LINE = re.compile(r"[ \t]*\n(?:[ \t]*\n)+")
_LINE_END = re.compile(r"\n")


@dataclass(frozen=True, slots=True)
class Marked:
    """A text ready for a page: its HTML, and the keys that have an anchor in it."""

    html: Markup
    keys: frozenset[str]


def short(record_id: str) -> str:
    """Return a record's id within its document: the key of its words."""
    return record_id.rpartition(".")[2]


def keys_of(highlight: Highlight) -> tuple[str, ...]:
    """Return the keys a span answers to: those of its field, or of the record as a whole."""
    own = short(highlight.record_id)
    return (own,) if highlight.field is None else (f"{own}-{highlight.field}",)


def mark(text: str, highlights: Iterable[Highlight], keys: Keys = keys_of) -> Marked:
    """Return the text with these spans marked; the text is escaped, whatever is in it.

    `keys` says which keys a span answers to.
    """
    spans = [one for one in highlights if 0 <= one.start < one.end <= len(text)]
    seen: set[str] = set()
    paragraphs = []
    for start, end in _paragraphs(text):
        inside = [one for one in spans if one.start < end and one.end > start]
        paragraphs.append(
            Markup("<p>{}</p>").format(Markup("").join(_pieces(text, (start, end), inside, _Naming(keys, seen))))
        )
    return Marked(Markup("\n").join(paragraphs), frozenset(seen))


@dataclass(frozen=True, slots=True)
class _Naming:
    """How spans get their keys, and which keys have an anchor already."""

    keys: Keys
    seen: set[str]


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Cut at blank lines; where there is none, at every line's end."""
    boundary = _BLANK_LINE if _BLANK_LINE.search(text.strip()) else _LINE_END
    start = 0
    for match in boundary.finditer(text):
        if text[start : match.start()].strip():
            yield start, match.start()
        start = match.end()
    if text[start:].strip():
        yield start, len(text)


def _pieces(text: str, bounds: tuple[int, int], spans: Sequence[Highlight], naming: _Naming) -> Iterator[Markup]:
    """Yield the pieces of a paragraph, each under the same spans from its first character to its last."""
    start, end = bounds
    opening: dict[int, list[Highlight]] = defaultdict(list)
    closing: dict[int, list[Highlight]] = defaultdict(list)
    for one in spans:
        opening[max(one.start, start)].append(one)
        closing[min(one.end, end)].append(one)
    cuts = sorted({start, end, *opening, *closing})
    open_now: list[Highlight] = []
    for here, after in pairwise(cuts):
        for ended in closing.get(here, ()):
            open_now.remove(ended)
        open_now.extend(opening.get(here, ()))
        yield _piece(text[here:after], open_now, naming)


def _piece(words: str, spans: Sequence[Highlight], naming: _Naming) -> Markup:
    if not spans:
        return escape(words)
    keys = list(dict.fromkeys(key for one in spans for key in naming.keys(one)))
    kinds = {one.kind for one in spans}
    fields = any(one.field is not None for one in spans)
    layers = " ".join(f"k-{kind}" for kind in _LAYERS if kind in kinds) + (" k-field" if fields else "")
    anchors = Markup("").join(
        Markup('<i class="at" id="w-{}"></i>').format(key) for key in keys if key not in naming.seen
    )
    naming.seen.update(keys)
    return Markup('{}<mark class="{}" data-k="{}">{}</mark>').format(anchors, layers, " ".join(keys), words)
