"""Topics of a stretch of text, apart from those that only name a ministry, an office or an organisation."""

from __future__ import annotations

from collections.abc import Iterable

from elchi.model import Topic
from elchi.reading.page import Sentence

Place = tuple[int, int]


def topics_of(sentences: Iterable[Sentence], covered: dict[int, list[Place]], *, within: Place | None = None) -> tuple[Topic, ...]:
    """Topics named in the sentences, in the order of the text; `covered` are places that do not count."""
    found: dict[Topic, None] = {}
    for sentence in sentences:
        places = covered.get(sentence.index, [])
        for hit in sentence.hits:
            if hit.entry.kind != "topic" or any(a <= hit.start and hit.end <= b for a, b in places):
                continue
            if within is None or (within[0] <= hit.start and hit.end <= within[1]):
                found[Topic(hit.value)] = None
    return tuple(found)
