"""A sentence with everything that the earlier steps found in it: who, whom they represent, where and when."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from elchi.lexicon import Hit, Language, fold, load_world
from elchi.lexicon.records import Record
from elchi.model import Organisation, Person
from elchi.reading.dates import DateMention, find_dates
from elchi.reading.mentions import OrganisationMention, PersonMention
from elchi.reading.offices import PositionPhrase
from elchi.reading.page import Page, Sentence
from elchi.reading.people import People
from elchi.reading.quantities import Quantity, find_quantities
from elchi.reading.sessions import SessionMention, find_sessions

_NONE: list[Hit] = []
_HOLDER = 40  # characters between an office and its holder
_BESIDE = 2  # characters between a state and the word for its capital
_UNKNOWN = "?"  # a town that no list knows
_NO_TOPICS = frozenset({"ministry", "igo", "agency", "embassy", "company", "government"})


class Scene(Record, frozen=True):
    """One sentence and the mentions in it."""

    sentence: Sentence
    people: tuple[PersonMention, ...]
    positions: tuple[PositionPhrase, ...]
    organisations: tuple[OrganisationMention, ...]
    states: tuple[Hit, ...]
    """States outside positions and organisations."""
    cities: tuple[Hit, ...]
    dates: tuple[DateMention, ...]
    quantities: tuple[Quantity, ...]
    sessions: tuple[SessionMention, ...]

    def of(self, *kinds: str) -> list[Hit]:
        """Hits of these kinds in the sentence."""
        if len(kinds) == 1:  # asked for more often than anything else: without going through the sentence
            return self.sentence.by_kind.get(kinds[0], _NONE)
        return self.sentence.of(*kinds)


class Cast(Record, frozen=True):
    """The document as a whole: its scenes, people and organisations, and the state it is at home in."""

    page: Page
    scenes: tuple[Scene, ...]
    people: tuple[Person, ...]
    organisations: tuple[Organisation, ...]
    home: str | None
    covered: dict[int, list[tuple[int, int]]]
    """Places of names of offices, people and organisations, by sentence: words there are no topics."""


def _covered(scene: Scene) -> list[tuple[int, int]]:
    return [
        *((p.start, p.end) for p in scene.positions),
        *((o.start, o.end) for o in scene.organisations if o.kind in _NO_TOPICS),
        *((m.start, m.end) for m in scene.people),
        *((h.start, h.end) for h in scene.of("medium", "source", "byline")),
    ]


def set_scenes(
    page: Page,
    people: People,
    by_sentence: dict[int, list[OrganisationMention]],
    organisations: tuple[Organisation, ...],
) -> Cast:
    """Put together what was found, sentence by sentence."""
    scenes = []
    for sentence in page.sentences:
        here = by_sentence.get(sentence.index, [])
        positions = people.positions.get(sentence.index, [])
        persons = people.mentions.get(sentence.index, [])
        inside = [
            *[(p.start, p.end) for p in positions],
            *[(o.start, o.end) for o in here],
            *[(m.start, m.end) for m in persons],
            *[(h.start, h.end) for h in sentence.of("region")],
        ]  # "Bakı-Tbilisi-Qars" is no place
        scenes.append(
            Scene(
                sentence=sentence,
                people=tuple(persons),
                positions=tuple(positions),
                organisations=tuple(here),
                states=tuple(
                    [h for h in sentence.of("state") if not any(a <= h.start and h.end <= b for a, b in inside)]
                ),
                cities=(*_towns(page, sentence, inside), *_capitals(page, sentence)),
                dates=tuple(find_dates(page, sentence)),
                quantities=tuple(find_quantities(page, sentence)),
                sessions=tuple(find_sessions(page, sentence, here, positions, persons)),
            )
        )
    covered = {scene.sentence.index: _covered(scene) for scene in scenes}
    return Cast(page, tuple(scenes), people.people, organisations, people.home, covered)


def _towns(page: Page, sentence: Sentence, inside: list[tuple[int, int]]) -> list[Hit]:
    """Cities outside names; one before a word for "town" has its case: "Daşkent şäherinde". A town that no list knows tells its state."""
    found = [h for h in sentence.of("city") if not any(a <= h.start and h.end <= b for a, b in inside)]
    of_word = _town_words(sentence.language)
    if not of_word:
        return found
    known = {h.end: i for i, h in enumerate(found)}
    states = {h.end: h for h in sentence.of("state") if h.labels == ("genitive",)}
    tokens = sentence.tokens
    for i in range(1, len(tokens)):
        case = of_word.get(tokens[i].word)
        if case is None or page.text[tokens[i - 1].end : tokens[i].start] != " ":
            continue
        before = tokens[i - 1]
        if before.end in known:
            hit = found[known[before.end]]
            found[known[before.end]] = hit if hit.labels else hit.labelled(case)
        elif before.capital and before.start - 1 in states and not any(a <= before.start < b for a, b in inside):
            state = states[before.start - 1]
            entry = replace(state.entry, kind="city", value=f"{_UNKNOWN}, {state.value}")
            found.append(
                Hit(before.start, tokens[i].end, state.stem_end, entry, (case,), state.lemma, "city", entry.value)
            )
    return found


@lru_cache(maxsize=32)
def _town_words(language: Language) -> dict[str, str]:
    """Words for "town" in a case -> the case."""
    cases = language.raw["language"].get("towns") or {}
    return {fold(str(word)): case for case, words in cases.items() for word in words}


def _capitals(page: Page, sentence: Sentence) -> list[Hit]:
    """Capitals told by their state: «в турецкой столице», "in the Turkish capital"."""
    found = []
    for word in sentence.of("capitals"):
        beside = [
            h
            for h in sentence.of("state")
            if 0 < word.start - h.end <= _BESIDE or 0 < h.start - word.end <= _BESIDE + 2
        ]
        state = min(beside, key=lambda h: abs(h.start - word.start), default=None)
        capital = load_world().capitals.get(state.value) if state is not None else None
        if state is not None and capital is not None:
            start = min(state.start, word.start)
            before = page.view[max(sentence.start, start - 6) : start].split()[-1:]
            at = bool(before) and before[0] in (sentence.language.raw["language"].get("at") or ())
            entry = replace(word.entry, kind="city", value=f"{capital}, {state.value}")
            found.append(
                Hit(
                    start,
                    max(state.end, word.end),
                    word.stem_end,
                    entry,
                    ("locative",) if at else word.labels,
                    word.lemma,
                    "city",
                    entry.value,
                )
            )
    return found


def city_parts(hit: Hit) -> tuple[str | None, str | None]:
    """English name and state of a city hit; a province ("Karabakh Region, AZ") tells the state alone."""
    name, _, state = hit.value.partition(", ")
    return None if name.endswith(" Region") or name == _UNKNOWN else name, state or None


def english_state(code: str) -> str:
    """English name of a state."""
    return load_world().states.get(code, code)


def is_held(scene: Scene, phrase: PositionPhrase) -> bool:
    """Whether somebody named beside holds an office: no other office stands between."""
    return any(
        m.start <= phrase.end + _HOLDER
        and phrase.start <= m.end
        and not any(phrase.end <= other.start and other.end <= m.start for other in scene.positions)
        for m in scene.people
    )
