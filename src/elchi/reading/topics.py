"""Topics of a stretch of text, apart from those that only name a ministry, an office or an organisation.

The title of a session counts: a meeting of ministers of industry is about industry. A summit of an organisation of
states is about cooperation within it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from elchi.lexicon import load_world
from elchi.model import Engagement, EngagementKind, Topic
from elchi.reading.dates import long_past
from elchi.reading.page import Sentence
from elchi.reading.scene import Cast, Scene

_TOLD, _FIRST = 2, 4  # sentences that tell of a session; else one of the first
Place = tuple[int, int]
_TOPICS = {topic.value: topic for topic in Topic}


def topics_of(
    sentences: Iterable[Sentence], covered: dict[int, list[Place]], *, within: Place | None = None
) -> tuple[Topic, ...]:
    """Topics named in the sentences, in the order of the text; `covered` are places that do not count."""
    found: dict[Topic, None] = {}
    for sentence in sentences:
        hits = sentence.of("topic")
        places = covered.get(sentence.index, ()) if hits else ()
        for hit in hits:
            if within is not None and not (within[0] <= hit.start and hit.end <= within[1]):
                continue
            if not any(a <= hit.start and hit.end <= b for a, b in places):
                found[_TOPICS[hit.value]] = None
    return tuple(found)


def document_topics(cast: Cast, engagements: Iterable[Engagement]) -> tuple[Topic, ...]:
    """Topics of a whole document."""
    topics = dict.fromkeys(topics_of((scene.sentence for scene in cast.scenes), cast.covered))
    topics |= dict.fromkeys(topic for scene in cast.scenes for topic in titled(scene))
    if any(e.kind is EngagementKind.CONFERENCE and _general(cast, e) for e in engagements):
        topics[Topic.MULTILATERAL] = None
    return tuple(topics)


def titled(scene: Scene) -> list[Topic]:
    """Topics that the titles of the sessions named in a sentence stand for."""
    return [
        topic
        for session in scene.sessions
        if session.formal
        for name in session.portfolios
        for topic in _of_portfolio(name)
    ]


def _general(cast: Cast, engagement: Engagement) -> bool:
    """Whether a session is one of an organisation of states and not of the ministers of one field."""
    bodies = {o.id for o in cast.organisations if o.kind == "igo"}
    if not bodies & set(engagement.parties) or long_past(engagement.date, cast.page.document.published):
        return False
    scenes = [cast.scenes[cast.page.sentence_at(span.start).index] for span in engagement.spans]
    if len(scenes) < _TOLD and scenes[0].sentence.index >= _FIRST:
        return False  # named in passing
    return not any(titled(scene) or _has_field(scene) for scene in scenes)


def _has_field(scene: Scene) -> bool:
    """Whether a session's title names a topic."""
    return any(s.start <= h.start and h.end <= s.end for s in scene.sessions for h in scene.of("topic"))


@lru_cache(maxsize=1024)
def _of_portfolio(name: str) -> tuple[Topic, ...]:
    fields = {
        part: Topic(topic)
        for topic, facts in load_world().raw["topics"].items()
        for part in facts.get("portfolios") or ()
    }
    return (
        (fields[name],)
        if name in fields
        else tuple(fields[part] for part in re.split(r", | and ", name) if part in fields)
    )
