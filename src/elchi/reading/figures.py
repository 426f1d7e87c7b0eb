"""Reported values of indicators: trade turnover, exports, joint companies, weekly flights.

A figure needs the name of an indicator and a number in one clause, and nothing that makes the number a target. Trade
may be named by a word for it ("trade with Türkiye amounts to …") or by one that refers back ("that figure was …").
Whose figure it is, the clause says; where it names one state alone, the other is that of the text.
"""

from __future__ import annotations

import re

from elchi.lexicon import Hit, load_world
from elchi.lexicon.records import Record
from elchi.model import Figure, Span
from elchi.reading.clauses import CUT
from elchi.reading.developments import PER_WEEK, dateline, represents, weekly
from elchi.reading.quantities import Quantity
from elchi.reading.scene import Cast, Scene

_TRADE = frozenset(["trade-turnover", "exports", "imports"])
_COUNTED = frozenset(["companies", "students", "tourists", "projects"])
_COUNT_REACH = 70  # characters between a number and what is counted
_LEAST_COUNT = 2
_LEAST_MONEY = 1e6
_RANGE = 2  # months named before a period: "January to October"


class _Clause(Record, frozen=True):
    scene: Scene
    start: int
    end: int

    def of(self, *kinds: str) -> list[Hit]:
        """Hits of these kinds in the clause."""
        return [h for h in self.scene.of(*kinds) if self.start <= h.start < self.end]

    def has(self, kind: str, value: str) -> bool:
        """Whether a word of a kind and value stands in the clause."""
        return any(h.value == value for h in self.of(kind))


def find_figures(cast: Cast) -> tuple[Figure, ...]:
    """All figures of a document."""
    found: list[Figure] = []
    last: str | None = None
    for scene in cast.scenes:
        for clause in _clauses(cast, scene) if scene.quantities else ():
            for quantity, indicator, word in _values(cast, clause, last):
                found.append(_figure(cast, clause, quantity, indicator, word))
                last = indicator
        found += _flown(cast, scene)
        named = [h.value for h in scene.of("number.indicators") if h.value in _TRADE]
        named += ["trade-turnover" for h in scene.of("concept") if h.value == "trade-turnover"]
        last = named[-1] if named else last
    best: dict[tuple[str, float, str], Figure] = {}
    for figure in found:
        best.setdefault((figure.indicator, figure.value, figure.unit), figure)
    return tuple(best.values())


def _clauses(cast: Cast, scene: Scene) -> list[_Clause]:
    """Pieces of a sentence with a number in each."""
    start, end = scene.sentence.start, scene.sentence.end
    cuts = [
        m.end()
        for m in CUT.finditer(cast.page.text, start, end)
        if not any(q.start < m.end() <= q.end for q in scene.quantities)
    ]
    pieces: list[_Clause] = []
    left = start
    for cut in [*cuts, end]:
        if (
            any(left <= q.start < cut and q.unit != "percent" and not _is_year(cast, q) for q in scene.quantities)
            or cut == end
        ):
            pieces.append(_Clause(scene, left, cut))
            left = cut
    return [p for p in pieces if any(p.start <= q.start < p.end for q in scene.quantities)]


def _values(cast: Cast, clause: _Clause, last: str | None) -> list[tuple[Quantity, str, Hit | None]]:
    """The figures of a clause as (number, indicator, the word that names it)."""
    here = _added_up([q for q in clause.scene.quantities if clause.start <= q.start < clause.end])
    return [*_money(cast, clause, here, last), *_counts(cast, clause, here)]


def _money(
    cast: Cast, clause: _Clause, here: list[Quantity], last: str | None
) -> list[tuple[Quantity, str, Hit | None]]:
    money = [q for q in here if q.unit not in (None, "percent") and q.value >= _LEAST_MONEY]
    if not money:
        return []
    words = [h for h in clause.of("number.indicators") if h.value in _TRADE]
    words += [
        h
        for h in clause.of("concept")
        if h.value == "trade-turnover" and not any(w.start <= h.start < w.end for w in words)
    ]
    back = clause.of("measure")
    if words:
        word = min(words, key=lambda h: (h.kind == "concept", abs(h.start - money[0].start)))
        indicator = word.value
    elif last and any(h.value == "same" for h in back):
        word, indicator = next(h for h in back if h.value == "same"), last
    else:
        return []
    told = [q for q in money if not _aimed_at(clause, q)]
    told = [q for q in told if not (q is not told[-1] and _risen_from(cast, clause, q))]
    return [(told[0] if len(told) == 1 else _nearest(told, word), indicator, word)] if told else []


def _added_up(quantities: list[Quantity]) -> list[Quantity]:
    """Put together what is one sum: "2 billion 427 million dollars"."""
    found: list[Quantity] = []
    for quantity in quantities:
        last = found[-1] if found else None
        if (
            last
            and last.unit is None
            and quantity.unit
            and last.value >= _LEAST_MONEY > 0
            and last.value > quantity.value
            and 0 <= quantity.start - last.end <= 2
        ):
            found[-1] = Quantity(last.start, quantity.end, last.value + quantity.value, quantity.unit)
        else:
            found.append(quantity)
    return found


def _risen_from(cast: Cast, clause: _Clause, quantity: Quantity) -> bool:
    """Whether a sum is where it came from: "from 488 million to 533 million"."""
    before = cast.page.view[max(clause.start, quantity.start - 6) : quantity.start].split()
    ablative = any(
        h.end == quantity.end and "ablative" in h.labels for h in clause.of("number.currencies", "number.magnitudes")
    )
    return ablative or (bool(before) and before[-1] in {"from", "с", "со"})


def _nearest(quantities: list[Quantity], word: Hit) -> Quantity:
    """The first number behind its word, or else the nearest before it."""
    later = [q for q in quantities if q.start >= word.end]
    return min(later, key=lambda q: q.start) if later else max(quantities, key=lambda q: q.start)


def _aimed_at(clause: _Clause, quantity: Quantity) -> bool:
    """Whether a sum is one to be reached: a word of aiming, or a verb of what is to come."""
    if any(h.value == "target" for h in clause.of("outcome.verb", "outcome.noun", "outcome.phrase")):
        return True
    aims = any(h.value == "aim" for h in clause.of("measure"))
    acts = [h for h in clause.of("act") if h.value in {"started", "planned", "completed"}]
    coming = [
        h
        for h in acts
        if h.entry.data.get("tense") == "coming"
        or set(h.labels)
        & {"future", "future_participle", "necessity", "optative", "infinitive", "nominal", "intention"}
    ]
    done = [h for h in acts if h.entry.data.get("tense") == "done" or set(h.labels) & {"past", "perfect"}]
    near = min((h for h in [*coming, *done]), key=lambda h: abs(h.start - quantity.end), default=None)
    return aims or (near is not None and near in coming and near not in done)


def _counts(cast: Cast, clause: _Clause, here: list[Quantity]) -> list[tuple[Quantity, str, Hit | None]]:
    """How many there are of what is counted, where the text says that it gives a number or one that was reached."""
    if not (any(h.value == "number" for h in clause.of("measure")) or clause.of("number.growth")):
        return []
    plain = [q for q in here if q.unit is None and q.value >= _LEAST_COUNT and not _is_year(cast, q)]
    plain = [
        q for q in plain if not _aimed_at(clause, q) and not any(d.start <= q.start < d.end for d in clause.scene.dates)
    ]
    for word in clause.of("number.indicators"):
        near = [q for q in plain if abs(q.start - word.end) <= _COUNT_REACH]
        if word.value in _COUNTED and near:
            return [(max(near, key=lambda q: q.value), word.value, word)]
    return []


def _is_year(cast: Cast, quantity: Quantity) -> bool:
    return bool(re.fullmatch(r"(19|20)\d\d", cast.page.text[quantity.start : quantity.end].strip()))


def _flown(cast: Cast, scene: Scene) -> list[Figure]:
    """Flights a week between two cities, as flown: "Bakıdan Daşkəndə həftədə 7 uçuş"."""
    quantity = weekly(scene)
    if quantity is None:
        return []
    cities = [h for h in scene.of("city") if not dateline(cast, h)]
    if len({h.value.partition(", ")[2] for h in cities}) < 2:
        return []
    clause = _Clause(scene, scene.sentence.start, scene.sentence.end)
    acts = [h for h in clause.of("act") if h.value in {"operating", "started", "planned"}]
    if any(
        h.entry.data.get("tense") == "coming" or set(h.labels) & {"future", "future_participle", "infinitive"}
        for h in acts
    ):
        return []
    return [_figure(cast, clause, quantity, "flights", None)]


def _figure(cast: Cast, clause: _Clause, quantity: Quantity, indicator: str, word: Hit | None) -> Figure:
    start = min(quantity.start, word.start) if word else quantity.start
    end = max(quantity.end, word.end) if word else quantity.end
    return Figure(
        indicator=indicator,
        value=quantity.value,
        unit=quantity.unit or (PER_WEEK if indicator == "flights" else indicator),
        span=Span(start, end),
        period=_period(cast, clause, quantity),
        parties=_pair(cast, clause),
    )


def _period(cast: Cast, clause: _Clause, quantity: Quantity) -> str | None:
    """The time a value is of: as said, a range of months as one, or the year of the text."""
    published = cast.page.document.published or ""
    past = [d for d in clause.scene.dates if d.value[:4] <= (published or "9999")[:4]]
    inside = [d for d in past if clause.start <= d.start < clause.end] or past
    months = [d for d in inside if len(d.value) == 7]
    if len(months) >= _RANGE and months[0].value < months[-1].value:
        return f"{months[0].value}/{months[-1].value}"
    if inside:
        return min(inside, key=lambda d: abs(d.start - quantity.start)).value
    return published[:4] or None


def _pair(cast: Cast, clause: _Clause) -> tuple[str, ...]:
    """The two states of a figure: those that its clause names, and else the text's own."""
    money = [(q.start, q.end) for q in clause.scene.quantities]
    named = [
        h.value
        for h in clause.scene.sentence.of("state")
        if clause.start <= h.start < clause.end and not any(a <= h.start < b for a, b in money)
    ]
    cities = [h for h in clause.of("city") if not dateline(cast, h)]
    here = list(dict.fromkeys([*named, *(h.value.partition(", ")[2] for h in cities if len(named) < 2)]))
    if len(here) >= 2:
        return tuple(here[:2])
    if not here and clause.scene.sentence.index:  # "that figure was …": of whom the sentence before speaks
        before = cast.scenes[clause.scene.sentence.index - 1]
        here = list(dict.fromkeys(h.value for h in before.states))[:2]
    home = _written_in(cast) or cast.home
    ranked = [party for party in main_states(cast) if party not in here]
    own = [home] if home and home not in here and home in ranked else []
    return tuple(dict.fromkeys([*here, *own, *ranked]))[:2]


def _written_in(cast: Cast) -> str | None:
    """The state of the city of the dateline."""
    cities = [h for scene in cast.scenes[:2] for h in scene.of("city")]
    return next((h.value.partition(", ")[2] for h in cities if dateline(cast, h)), None)


def _codes() -> dict[str, str]:
    return load_world().states


def main_states(cast: Cast) -> list[str]:
    """The states that a text is about, most named first; where it was written counts."""
    counts: dict[str, int] = {}
    for scene in cast.scenes:
        states = [h.value for h in scene.states]
        states += [h.value.partition(", ")[2] for h in scene.cities]
        states += [party for m in scene.people if (party := represents(cast, m.person)) and party in _codes()]
        for state in states:
            counts[state] = counts.get(state, 0) + 1
    return sorted(counts, key=lambda state: -counts[state])


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
            if state and state in _codes():
                counts[state] = counts.get(state, 0) + 1
    ranked = sorted(counts, key=lambda s: -counts[s])
    pair = list(dict.fromkeys([*here, *([cast.home] if cast.home in ranked[:3] and cast.home else []), *ranked]))
    return tuple(pair[:2])
