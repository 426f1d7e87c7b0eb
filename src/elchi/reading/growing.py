"""How a position phrase grows from the word for the office over the states, bodies and portfolios beside it.

To the left over what stands before an office, to the right where the language allows; what no list knows is taken
where its place and its capitals show that it belongs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from elchi.lexicon import Hit, Language, fold
from elchi.reading.mentions import OrganisationMention
from elchi.reading.names import given_cut
from elchi.reading.page import DASH, Page, Sentence

_ENVOYS = frozenset({"ambassador", "consul"})
BRACKETS = re.compile(r"\([^()\n]{1,14}\)")  # "Türkiye İhracatçılar Meclisi (TİM) Başkanı"
_PARTS = re.compile(r"[.;:()!?\n]")
PLACE = frozenset(
    ["locative", "dative", "ablative", "instrumental", "relative", "prepositional", "inessive", "sublative"]
)
_WHITHER = frozenset({"dative", "sublative"})
_LOCAL = frozenset(["locative", "ablative"])
Part = tuple[int, int, str, object]
"""Start, end, kind and what it is."""


@dataclass(slots=True)
class Growing:
    """A position phrase in the making."""

    start: int
    end: int
    states: list[str]
    organisations: list[OrganisationMention]
    portfolios: list[str]
    former: bool = False
    unknown: bool = False
    posted: bool = False
    """A diplomat: the state behind a word of place ("посол Казахстана в Турции") ends the phrase."""
    plural: bool = False
    own: bool = False
    """A body shares words with the office: it is headed, and not what it is part of."""
    committee: bool = False
    """A committee of a parliament stands before the office."""
    department: bool = False
    """A department of a body does: who heads it is no head of the body."""
    places: list[str] = field(default_factory=list)
    """States of the cities in the phrase: a mayor's city tells the state."""


def parts_of(page: Page, sentence: Sentence, office: Hit, organisations: Sequence[OrganisationMention]) -> list[Part]:
    """What may belong to the office: the organisations, states, portfolios and small words of its sentence."""
    placed = {
        h.end for h in sentence.of("orghead", "organisation") if "possessive" in h.labels and _LOCAL & set(h.labels)
    }
    parts: list[Part] = [(o.start, o.end, "organisation", o) for o in organisations if o.end not in placed]
    inside = [(o.start, o.end) for o in organisations]
    for hit in sentence.of("state", "portfolio", "former", "acting", "city", "ordinal"):
        if hit.start < office.end and office.start < hit.end:
            continue
        word = page.view[hit.start : hit.end]
        if hit.kind == "city" and (word in sentence.language.names.given or given_cut(sentence.language, word)):
            continue  # a given name that a city bears too
        if not any(a <= hit.start and hit.end <= b for a, b in inside):
            parts.append((hit.start, hit.end, hit.kind, hit))
    return parts


def grow_left(page: Page, language: Language, grown: Growing, parts: Sequence[Part], floor: int) -> bool:
    """Take the next part on the left, if one joins. Whether it did."""
    for start, end, kind, thing in parts:
        if start < floor or not end <= grown.start <= end + 24:
            continue
        noun = kind in {"organisation", "portfolio", "city"} or (
            isinstance(thing, Hit) and thing.entry.data.get("form") == "name"
        )
        if noun and language.raw["language"].get("agree"):
            continue  # where adjectives agree, only they stand before an office: a noun there belongs to something else
        listing = (kind == "portfolio" and bool(grown.portfolios)) or (
            kind == "state" and grown.plural and bool(grown.states)
        )
        if not _joins(page, language, end, grown.start, enumerating=listing):
            continue
        if take(grown, kind, thing, left=True):
            grown.start = start
            return True
    return False


def grow_right(page: Page, language: Language, grown: Growing, parts: Sequence[Part], limit: int) -> bool:
    """Take the next part on the right, if one joins. Whether it did."""
    for start, end, kind, thing in parts:
        if end > limit or not start - 24 <= grown.end <= start or kind in {"former", "acting", "ordinal"}:
            continue
        taken = _take_state(page, language, grown, start, thing) if kind == "state" and isinstance(thing, Hit) else None
        if taken is None and grown.posted and kind in {"state", "city"}:
            at = page.view[grown.end : start].strip() in (language.raw["language"].get("at") or ())
            taken = (
                at or _posted(page, language, grown.end, start) or None
            )  # "the Ambassador of Turkmenistan to Astana"
        if taken is None and not (kind == "city" and grown.end == start):
            joined = _joins(
                page, language, grown.end, start, enumerating=kind == "portfolio" and bool(grown.portfolios)
            )
            taken = joined and take(grown, kind, thing, left=False)
        if taken:
            grown.end = end
            return True
    return False


def _take_state(page: Page, language: Language, grown: Growing, start: int, state: Hit) -> bool | None:
    """Whether a state on the right belongs to the phrase by its own rules; None where those say nothing."""
    if grown.posted and page.view[grown.end : start].strip() in (language.raw["language"].get("at") or ()):
        return True
    if not grown.states:
        if not _comes_from(page, language, grown.end, start):
            return None
        grown.states.append(state.value)  # «с коллегой из Узбекистана»
        return True
    if grown.plural and _joins(page, language, grown.end, start, enumerating=True):
        grown.states.append(state.value)  # "the presidents of Kazakhstan, Kyrgyzstan and Uzbekistan"
        return True
    again = state.value == grown.states[-1] and _joins(page, language, grown.end, start, enumerating=False)
    return again or _posted(page, language, grown.end, start)  # "Ambassador of Kazakhstan to Türkiye"


def _comes_from(page: Page, language: Language, left: int, right: int) -> bool:
    """Whether only a word of origin stands before the state that an official is from."""
    word = page.view[left:right].strip()
    return (
        word in language.marks["from"].before
        and word not in language.marks["with"].before
        and right - left == len(word) + 2
    )


def _posted(page: Page, language: Language, left: int, right: int) -> bool:
    """Whether only a word of direction stands before the state in which an envoy serves."""
    gap = page.view[left:right]
    return gap.strip() in language.marks["to"].before and len(gap) - len(gap.strip()) == 2


def _joins(page: Page, language: Language, left: int, right: int, *, enumerating: bool) -> bool:
    """Whether only blanks and small joining words stand between two parts of a phrase."""
    raw = page.text[left:right]
    if "(" in raw:
        raw = BRACKETS.sub(" ", raw)
    if enumerating and raw.startswith("- "):
        raw = raw[1:]  # "pénzügy- és gazdasági miniszter": the hyphen stands for what the two share
    if raw == " ":
        return True
    if ("," in raw and not enumerating) or _PARTS.search(raw) or DASH.search(raw):
        return False
    gap = fold(raw)
    words = gap.replace("'", " ").split()
    allowed = language.of_words | (language.and_words if enumerating else frozenset())
    allowed = allowed.union(language.raw["language"].get("qualifiers") or ())  # "the newly appointed"
    return len(words) <= 3 and all(word in allowed or word == "s" for word in words)


def take(grown: Growing, kind: str, thing: object, *, left: bool) -> bool:
    """Take a part into a phrase. False where its case shows that it belongs to something else."""
    if isinstance(thing, OrganisationMention):
        grown.organisations.append(thing)
        return True
    assert isinstance(thing, Hit)  # noqa: S101 - parts hold nothing else
    if kind == "state":
        if PLACE & set(thing.labels):
            # "Kazakistan'ın Ankara'daki büyükelçisi": where somebody serves is not whom they serve
            return "relative" in thing.labels and left
        if left and grown.plural:
            grown.states.insert(0, thing.value)
        elif left or not grown.states:
            grown.states.append(thing.value)
        return True
    if kind == "city":
        if _WHITHER.isdisjoint(
            thing.labels
        ):  # "Ташкентке премьер-министр": where somebody goes is not where they serve
            grown.places.append(thing.value.partition(", ")[2])
        return not PLACE & set(thing.labels) or ("relative" in thing.labels and left)
    if kind == "portfolio":
        grown.portfolios.insert(0 if left else len(grown.portfolios), thing.value)
    if kind == "former":
        grown.former = True
    return True


def of_that_state(page: Page, sentence: Sentence, grown: Growing) -> bool:
    """Whether an office ends in, or is followed by, a word that means the state told of: «президент республики»."""
    words = [
        *(sentence.language.raw["language"].get("that_state") or ()),
        *(sentence.language.raw["language"].get("that_place") or ()),
    ]
    if not words:
        return False
    if page.view[grown.start : grown.end].split()[-1] in words:
        return not any(h.end == grown.end for h in sentence.of("state"))  # «Китайской Народной Республики»
    behind = page.view[grown.end : grown.end + 20]
    for phrase in words:
        if (
            " " in phrase
            and behind.startswith(f" {phrase}")
            and not behind[len(phrase) + 1 : len(phrase) + 2].isalpha()
        ):
            grown.end += len(phrase) + 1  # "the Minister of Defence of this country"
            return True
    following = next((t for t in sentence.tokens if t.start >= grown.end), None)
    if following is None or page.text[grown.end : following.start] != " " or following.word not in words:
        return False
    grown.end = following.end
    return True


def last_named(page: Page, sentence: Sentence, position: int) -> str | None:
    """The state named last before a position: by itself, else as that of an official who is no envoy, else by a city."""
    for earlier in reversed(page.sentences[max(0, sentence.index - 3) : sentence.index + 1]):
        states = [h for h in earlier.of("state") if h.end <= position]
        owners = {h.start: next((o for o in earlier.of("office") if 0 < h.start - o.end <= 2), None) for h in states}
        free = [h for h in states if owners[h.start] is None or earlier is not sentence]
        owned = [h for h in states if (office := owners[h.start]) is not None and office.value not in _ENVOYS]
        if found := free or owned:
            return found[-1].value
        cities = [h for h in earlier.of("city") if h.end <= position]
        if cities:
            return cities[-1].value.partition(", ")[2] or None
    return None
