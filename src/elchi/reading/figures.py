"""Reported values of indicators: trade turnover, exports, joint companies, flights …

A figure needs the name of an indicator and a number beside it in one sentence, and no word that makes it a target.
"""

from __future__ import annotations

from elchi.lexicon import Hit
from elchi.model import Figure, Span
from elchi.reading.quantities import Quantity
from elchi.reading.scene import Cast, Scene

_MONEY = frozenset(["trade-turnover", "exports", "imports", "investment"])


def find_figures(cast: Cast) -> tuple[Figure, ...]:
    """All figures of a document."""
    found: list[Figure] = []
    for scene in cast.scenes:
        if scene.of("outcome.phrase", "outcome.verb") and any(h.value == "target" for h in scene.of("outcome.phrase", "outcome.verb", "outcome.noun")):
            continue
        for indicator in scene.of("number.indicators"):
            quantity = _value_of(scene, indicator)
            if quantity is not None:
                found.append(_figure(cast, scene, indicator, quantity))
    return tuple(dict.fromkeys(found))


def _value_of(scene: Scene, indicator: Hit) -> Quantity | None:
    if indicator.value in _MONEY:
        fitting = [q for q in scene.quantities if q.unit not in (None, "percent")]
    else:
        fitting = [q for q in scene.quantities if q.unit is None and not (1900 <= q.value <= 2100) and not any(d.start <= q.start < d.end for d in scene.dates)]
        fitting = [q for q in fitting if abs(q.start - indicator.start) < 60]
    later = [q for q in fitting if q.start >= indicator.end]
    if not fitting:
        return None
    return min(later, key=lambda q: q.start) if later and indicator.value in _MONEY else min(fitting, key=lambda q: abs(q.start - indicator.start))


def _figure(cast: Cast, scene: Scene, indicator: Hit, quantity: Quantity) -> Figure:
    start, end = min(indicator.start, quantity.start), max(indicator.end, quantity.end)
    periods = [d for d in scene.dates if d.value[:4] <= (cast.page.document.published or "9999")[:4]]
    return Figure(
        indicator=indicator.value,
        value=quantity.value,
        unit=quantity.unit or indicator.value,
        span=Span(start, end),
        period=min(periods, key=lambda d: abs(d.start - quantity.start)).value if periods else None,
        parties=main_parties(cast, scene),
    )


def main_parties(cast: Cast, scene: Scene) -> tuple[str, ...]:
    """The states of a sentence, or the two that the text is about."""
    here = list(dict.fromkeys(h.value for h in scene.states))
    if len(here) >= 2:
        return tuple(here[:4])
    counts: dict[str, int] = {}
    for other in cast.scenes:
        for hit in other.states:
            counts[hit.value] = counts.get(hit.value, 0) + 1
        for mention in other.people:
            state = cast.people[mention.person].represents
            if state and len(state) <= 3:
                counts[state] = counts.get(state, 0) + 1
    ranked = sorted(counts, key=lambda s: -counts[s])
    pair = list(dict.fromkeys([*here, *([cast.home] if cast.home in ranked[:3] and cast.home else []), *ranked]))
    return tuple(pair[:2])
