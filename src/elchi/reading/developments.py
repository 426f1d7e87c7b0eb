"""Developments: clauses that tell what is done about something, for follow-through to hold promises against.

Every clause that names an object of cooperation (a zone, a fund, a council's session) or says that something was
opened, signed, held, built, postponed becomes one, whatever its weight: what it is evidence of is decided later, when
the promise is known. What a clause leaves unsaid ("its construction begins this year") is taken from the sentences
before it and kept apart from what it says itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from elchi.lexicon import Hit, load_known, load_world
from elchi.lexicon.records import Record
from elchi.model import Amount, Development, Span
from elchi.reading.page import lies_in
from elchi.reading.proper import proper_names
from elchi.reading.quantities import Quantity
from elchi.reading.scene import Cast, Scene
from elchi.reading.topics import topics_of
from elchi.reading.undertaken import find_roles

_CUT = re.compile(r"[;,]\s|\s[–—]\s")
_DONE = frozenset({"past", "perfect", "participle"})
_COMING = frozenset(
    {
        "future",
        "future_participle",
        "intention",
        "necessity",
        "optative",
        "infinitive",
        "nominal",
        "imperative",
        "conditional",
    }
)
_GOING = frozenset({"present"})
_SESSIONS = frozenset(
    {
        "council",
        "summit",
        "informal-summit",
        "commission",
        "ministers-meeting",
        "third-meeting",
        "business-forum",
        "working-group",
        "business-council",
    }
)
_NUMBER_BEFORE = re.compile(
    r"(?<![\w.,])(\d{1,2}|[IVX]{1,5})(?:[-.'’]{0,2}[^\W\d_]{0,5})?\.?\s{1,2}(?:[^\W\d_]+\s){0,3}$"
)
_DATELINE = re.compile(r"\s*(?:[,.]?\s*\d|[–—-]\s|\(|[,.:]\s)")
_DATELINE_REACH = 18
_ROMAN = {
    "I": 1,
    "II": 2,
    "III": 3,
    "IV": 4,
    "V": 5,
    "VI": 6,
    "VII": 7,
    "VIII": 8,
    "IX": 9,
    "X": 10,
    "XI": 11,
    "XII": 12,
    "XIII": 13,
    "XIV": 14,
    "XV": 15,
}
_MOST = 6
_NEAR_WEEK = 20  # characters between a number and "a week"
_DAILY = 300
PER_WEEK = "per week"
_BACK = 3  # sentences that an "it" may reach back
_NEXT = "next"


def find_developments(cast: Cast) -> tuple[Development, ...]:
    """All developments of a document, in the order of the text."""
    telling = [index for index, scene in enumerate(cast.scenes) if _tells(scene)]
    if not telling:
        return ()
    near = _main_parties(cast)
    said = [_said(cast, scene) for scene in cast.scenes]
    found: list[Development] = []
    for index in telling:
        scene = cast.scenes[index]
        before = [*said[max(0, index - _BACK) : index], *said[:1]] if index > _BACK else said[:index]
        surroundings = _Surroundings(
            near, (*said[index].concepts, *(c for other in reversed(before) for c in other.concepts)), said, index
        )
        whole = _whole(cast, scene)
        for place in _clauses(cast, scene):
            development = _development(cast, scene, place, surroundings, whole)
            if development is not None:
                found.append(development)
    return tuple(found)


def _tells(scene: Scene) -> bool:
    """Whether a sentence has a word of doing or an object of cooperation."""
    by_kind = scene.sentence.by_kind
    return "act" in by_kind or "concept" in by_kind or any(h.value == _NEXT for h in scene.of("measure"))


class _Whole(Record, frozen=True):
    """What all clauses of a sentence share."""

    names: tuple[str, ...]
    ordinals: tuple[int, ...]
    weekly: Quantity | None
    next: bool


def _whole(cast: Cast, scene: Scene) -> _Whole:
    return _Whole(
        proper_names(cast, scene),
        _ordinals(cast, scene),
        weekly(scene),
        any(h.value == _NEXT for h in scene.of("measure")),
    )


class _Said(Record, frozen=True):
    """What a whole sentence names; worked out once, for every clause near it asks."""

    concepts: tuple[str, ...]
    places: tuple[str, ...]


class _Surroundings(Record, frozen=True):
    """What a clause may leave unsaid: whom the text is about, and what its own sentence (`index`) and the others name."""

    near: tuple[str, ...]
    concepts: tuple[str, ...]
    said: Sequence[_Said]
    index: int

    def places(self) -> tuple[str, ...]:
        """Where the sentence says, or else where the text is about, marked as not said here: "~Baku, AZ"."""
        if own := self.said[self.index].places:
            return own
        others = [place for i, said in enumerate(self.said) if i != self.index for place in said.places]
        return tuple(f"~{place}" for place in dict.fromkeys(others))[:_MOST]


def _said(cast: Cast, scene: Scene) -> _Said:
    whole = (scene.sentence.start, scene.sentence.end)
    return _Said(_values(scene, "concept", whole), _places(cast, scene, whole))


def _clauses(cast: Cast, scene: Scene) -> list[tuple[int, int]]:
    """Pieces of a sentence that each have an act; what has none goes with the verb it belongs to."""
    start, end = scene.sentence.start, scene.sentence.end
    names = [*((p.start, p.end) for p in scene.positions), *((o.start, o.end) for o in scene.organisations)]
    cuts = [m.end() for m in _CUT.finditer(cast.page.text, start, end) if not any(a < m.end() < b for a, b in names)]
    acts = [h.start for h in scene.of("act")]
    pieces: list[tuple[int, int]] = []
    left = start
    for cut in [*cuts, end]:
        if any(left <= a < cut for a in acts) or cut == end:
            pieces.append((left, cut))
            left = cut
    if len(pieces) > 1 and not any(pieces[-1][0] <= a < pieces[-1][1] for a in acts):
        last = pieces.pop()
        pieces[-1] = (pieces[-1][0], last[1])
    return pieces


def _development(
    cast: Cast, scene: Scene, place: tuple[int, int], surroundings: _Surroundings, whole: _Whole
) -> Development | None:
    start, end = place
    acts = _acts(scene, place, whole)
    concepts = _values(scene, "concept", place)
    if not acts and not concepts:
        return None
    quote_start, quote_end = _trim(cast.page.text, start, end)
    if quote_end <= quote_start:
        return None
    often = whole.weekly is not None  # "on Saturdays" is no date
    dates = [d for d in scene.dates if start <= d.start < end and not (often and d.relative)]
    return Development(
        quote=cast.page.document.text[quote_start:quote_end],
        span=Span(quote_start, quote_end),
        acts=acts,
        concepts=concepts,
        around=tuple(c for c in dict.fromkeys(surroundings.concepts) if c not in concepts),
        parties=_parties(cast, scene, place),
        near=surroundings.near,
        topics=topics_of([scene.sentence], cast.covered, within=place),
        places=_places(cast, scene, place) or surroundings.places(),
        names=whole.names,
        ordinals=whole.ordinals,
        amounts=(*_money(scene, place), *_frequency(whole.weekly, place)),
        due=dates[-1].as_of(future=any(a.endswith(".coming") for a in acts)) if dates else None,
        nearing=any(h.value == "nearing" for h in _inside(scene, "measure", place)),
        roles=find_roles(cast.page.text, scene, place),
    )


def _inside(scene: Scene, kind: str, place: tuple[int, int]) -> list[Hit]:
    start, end = place
    return [h for h in scene.sentence.by_kind.get(kind, ()) if start <= h.start and h.end <= end]


def _values(scene: Scene, kind: str, place: tuple[int, int]) -> tuple[str, ...]:
    hits = _inside(scene, kind, place)
    if not hits:
        return ()
    bodies = [(o.start, o.end) for o in scene.organisations if o.kind == "igo"]  # the Turkic Council is no council
    return tuple(dict.fromkeys([h.value for h in hits if not any(a <= h.start and h.end <= b for a, b in bodies)]))


def _acts(scene: Scene, place: tuple[int, int], whole: _Whole) -> tuple[str, ...]:
    """What is done, with its tense; a word under a negation is none, and of a word's tenses the longest hit decides."""
    found: dict[str, None] = {}
    for hit in _inside(scene, "act", place):
        if "negative" in hit.labels or "inability" in hit.labels:
            continue
        found[f"{hit.value}.{_tense(hit)}"] = None
    if whole.next:
        found[_NEXT] = None
    return tuple(found)


def _tense(hit: Hit) -> str:
    said = hit.entry.data.get("tense")
    if said in {"done", "going", "coming"}:
        return "coming" if hit.value == "planned" else str(said)
    if said == "nouns":
        return "noun"
    labels = set(hit.labels)
    if labels & _COMING and not labels & {"past", "perfect"}:
        return "coming"
    if labels & _DONE:
        return "done"
    return "going" if labels & _GOING else "noun"


def _parties(cast: Cast, scene: Scene, place: tuple[int, int]) -> tuple[str, ...]:
    """States that the clause names, or else its sentence; then those that its people represent, and bodies of states."""
    hits = scene.sentence.of("state")
    if hits:
        igos = [(o.start, o.end) for o in scene.organisations if o.kind == "igo"]
        igos += [(q.start, q.end) for q in scene.quantities]  # "10 billion US dollars" names no party
        hits = [h for h in hits if not lies_in(igos, h.start)]
    states = [h.value for h in hits if place[0] <= h.start < place[1]] or [h.value for h in hits]
    states += [
        party for m in scene.people if (party := represents(cast, m.person)) and cast.page.text[m.start].isupper()
    ]
    states += [o.id for o in scene.organisations if is_body(o.id, o.kind)]
    states += [o.state for o in scene.organisations if o.state]
    return tuple(dict.fromkeys(states))[:_MOST]


def is_body(ident: str, kind: str) -> bool:
    """Whether an organisation is one of several states."""
    known = load_world().organisations.get(ident)
    return known is not None and known.state is None and kind in {"igo", "fund", "bank", "parliament", "academy"}


def _main_parties(cast: Cast) -> tuple[str, ...]:
    """The states and bodies a document is about, most named first; where it was written counts."""
    named: list[str] = []
    for scene in cast.scenes:
        named += [h.value for h in scene.states]
        named += [p.state for p in scene.positions if p.state]
        named += [h.value.partition(", ")[2] for h in scene.of("city")]
        named += [o.id for o in scene.organisations if is_body(o.id, o.kind)]
        named += [party for m in scene.people if (party := represents(cast, m.person))]
    if cast.home:
        named.append(cast.home)
    counts = Counter(named)
    return tuple(party for party, _ in counts.most_common(_MOST) if party)


def represents(cast: Cast, person: int) -> str | None:
    """Whom a person represents as the text says, or, where it does not, as everybody knows."""
    one = cast.people[person]
    if one.represents or one.position:
        return one.represents
    reference = load_known()
    english = reference.person(one.name, cast.page.language.tag, None)
    known = next((k for k in reference.people if k.name_en == english), None) if english else None
    day = cast.page.document.published
    parties = {t.represents for t in known.terms if day is None or t.covers(day)} if known else set()
    return parties.pop() if len(parties) == 1 else None


def dateline(cast: Cast, hit: Hit) -> bool:
    """Whether a city only says where a report was written: "BİŞKEK, 6 Kasım", «Ташкент, 30 января»."""
    text = cast.page.text
    line = max(text.rfind(mark, 0, hit.start) for mark in "\n\r") + 1
    if hit.start - line > _DATELINE_REACH or not _DATELINE.match(text, hit.end):
        return False
    following = next((h for h in cast.page.sentence_at(hit.start).of("city") if hit.end < h.start <= hit.end + 4), None)
    return dateline(cast, following) if following else True


def _places(cast: Cast, scene: Scene, place: tuple[int, int]) -> tuple[str, ...]:
    cities = scene.of("city")
    if not cities:
        return ()
    found = [h for h in cities if place[0] <= h.start < place[1] and not dateline(cast, h)]
    return tuple(dict.fromkeys(h.value.replace(" Region,", ",") for h in found))[:_MOST]


def _money(scene: Scene, place: tuple[int, int]) -> list[Amount]:
    return [
        Amount(q.value, q.unit)
        for q in scene.quantities
        if place[0] <= q.start < place[1] and q.unit not in (None, "percent")
    ]


def _frequency(found: Quantity | None, place: tuple[int, int]) -> list[Amount]:
    """How often in a week."""
    return [Amount(found.value, PER_WEEK)] if found and place[0] <= found.start < place[1] else []


def weekly(scene: Scene) -> Quantity | None:
    """The number beside "a week": "haftada 7 uçuş", "twice a week"."""
    measures = scene.of("measure")
    word = next((h for h in measures if h.value == "weekly"), None) if measures else None
    if word is None:
        return None
    taken = [(q.start, q.end) for q in scene.quantities] + [(d.start, d.end) for d in scene.dates]
    numbers = [
        q
        for q in scene.quantities
        if q.unit is None and q.value < _DAILY and not any(d.start <= q.start < d.end for d in scene.dates)
    ]
    numbers += [
        Quantity(h.start, h.end, float(h.value), None)
        for h in scene.of("number.words")
        if float(h.value) >= 1 and not any(a <= h.start < b for a, b in taken)
    ]
    near = [q for q in numbers if 0 <= q.start - word.end <= _NEAR_WEEK or 0 <= word.start - q.end <= _NEAR_WEEK]
    return min(near, key=lambda q: min(abs(q.start - word.end), abs(word.start - q.end))) if near else None


def _ordinals(cast: Cast, scene: Scene) -> tuple[int, ...]:
    """Numbers of sessions: "the 12th summit", "4. toplantısı", «третье заседание»."""
    found = [s.ordinal for s in scene.sessions if s.ordinal]
    text = cast.page.text
    for hit in scene.of("concept"):
        if hit.value not in _SESSIONS:
            continue
        left = text[max(scene.sentence.start, hit.start - 40) : hit.start]
        match = _NUMBER_BEFORE.search(left)
        if match and not any(
            d.start < hit.start and d.end > hit.start - len(left) + match.start(1) for d in scene.dates
        ):
            found.append(_ROMAN.get(match[1]) or (int(match[1]) if match[1].isdigit() else 0))
        found += [int(o.value) for o in scene.of("ordinal") if 0 <= hit.start - o.end <= 30 and o.value.isdigit()]
    return tuple(n for n in dict.fromkeys(found) if 0 < n < 60)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start and (text[end - 1].isspace() or text[end - 1] in ".,;:–—"):
        end -= 1
    while start < end and (text[start].isspace() or text[start] in "–—-•*"):
        start += 1
    return start, end
