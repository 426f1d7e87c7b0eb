"""Quoted words and whose they are.

A quotation is what stands between the quotation marks of the language; its speaker is the person nearest to a verb of
saying in the same sentence, or the last speaker where the sentence is all quotation.
"""

from __future__ import annotations

import re

from elchi.lexicon import Hit
from elchi.model import Span, Statement
from elchi.reading.scene import Cast, Scene

_QUOTE = re.compile(r"[«“„\"](?P<words>[^«»“”„\"\n]{12,1200})[»”“\"]")


def find_statements(cast: Cast) -> tuple[Statement, ...]:
    """All quotations of a document with their speakers."""
    statements: list[Statement] = []
    text = cast.page.text
    last: str | None = None
    for match in _QUOTE.finditer(text):
        start, end = match.span("words")
        words = match["words"]
        if len(words.split()) < 4:
            continue
        scenes = [cast.scenes[cast.page.sentence_at(p).index] for p in (start, end)]
        speaker, medium = None, None
        for scene in dict.fromkeys((scenes[1].sentence.index, scenes[0].sentence.index)):
            found = speaker_of(cast, cast.scenes[scene], inside=(start, end))
            speaker = speaker or found
            medium = medium or next((h.value for h in cast.scenes[scene].of("medium")), None)
        if speaker is None and not scenes[1].people:
            speaker = speaker_before(cast, scenes[1])
        if speaker is None and not any(_says(cast.scenes[s.sentence.index], (start, end)) for s in scenes):
            speaker = last
        statements.append(
            Statement(quote=cast.page.document.text[start:end], span=Span(start, end), speaker=speaker, medium=medium)
        )
        last = speaker or last
    return tuple(statements)


def speaker_before(cast: Cast, scene: Scene) -> str | None:
    """Whom "he said" means: who is named first in the sentence before, if that sentence names anybody."""
    index = scene.sentence.index
    if index == 0 or scene.people or not scene.of("say"):
        return None
    before = cast.scenes[index - 1]
    return speaker_of(cast, before) or (cast.people[before.people[0].person].name if before.people else None)


def quotations(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Places of the words between quotation marks in a stretch of text."""
    return [match.span("words") for match in _QUOTE.finditer(text, start, end)]


def _says(scene: Scene, inside: tuple[int, int]) -> list[Hit]:
    return [h for h in scene.of("say") if not (inside[0] <= h.start < inside[1])]


def speaker_of(cast: Cast, scene: Scene, *, inside: tuple[int, int] = (-1, -1)) -> str | None:
    """The person who speaks in a sentence: the one nearest to its verb of saying, outside the quotation itself."""
    people = [m for m in scene.people if not (inside[0] <= m.start < inside[1])]
    if not people:
        return None
    says = _says(scene, inside)
    if not says:
        return cast.people[people[0].person].name if inside != (-1, -1) else None
    plain = [m for m in people if m.case in (None, "nominative", "possessive")] or people
    best = min(plain, key=lambda m: min(abs(m.start - s.start) for s in says))
    return cast.people[best.person].name
