"""How a position phrase grows from the word for the office over the states, bodies and portfolios beside it.

To the left over what stands before an office, to the right where the language allows; what no list knows is taken
where its place and its capitals show that it belongs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from elchi.lexicon import Hit, Language, fold
from elchi.lexicon.records import Notes
from elchi.reading.mentions import OrganisationMention
from elchi.reading.names import given_cut
from elchi.reading.page import DASH, Page, Sentence, Token

_ENVOYS = frozenset({"ambassador", "consul"})
BRACKETS = re.compile(r"\([^()\n]{1,14}\)")  # "Türkiye İhracatçılar Meclisi (TİM) Başkanı"
_PLACE = frozenset(
    ["locative", "dative", "ablative", "instrumental", "relative", "prepositional", "inessive", "sublative"]
)
_DERIVED = 5
"""The fewest letters of a word that says what an office deals with."""
_WHITHER = frozenset({"dative", "sublative"})
_CHARGE = 140
"""The most characters of what an official is responsible for."""
_LOCAL = frozenset(["locative", "ablative"])
_FIELD_WORDS = 8
_NO_FIELD = (
    "say",
    "perform",
    "engagement.verb",
    "engagement.noun",
    "outcome.verb",
    "outcome.phrase",
    "margins",
    "office",
    "alias",
    "counterpart",
    "delegations",
    "sides",
    "date.months",
)
"""What never stands inside a minister's field."""
Part = tuple[int, int, str, object]
"""Start, end, kind and what it is."""


class Growing(Notes):
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
    places: list[str] = msgspec.field(default_factory=list)
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
        if _take(grown, kind, thing, left=True):
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
            taken = joined and _take(grown, kind, thing, left=False)
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
    if any(char in raw for char in ".;:()!?\n") or DASH.search(raw):
        return False
    gap = fold(raw)
    if any(char in raw for char in ",") and not enumerating:
        return False
    words = gap.replace("'", " ").split()
    allowed = language.of_words | (language.and_words if enumerating else frozenset())
    return len(words) <= 3 and all(word in allowed or word == "s" for word in words)


def _take(grown: Growing, kind: str, thing: object, *, left: bool) -> bool:
    if isinstance(thing, OrganisationMention):
        grown.organisations.append(thing)
        return True
    assert isinstance(thing, Hit)  # noqa: S101 - parts hold nothing else
    if kind == "state":
        if _PLACE & set(thing.labels):
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
        return not _PLACE & set(thing.labels) or ("relative" in thing.labels and left)
    if kind == "portfolio":
        grown.portfolios.insert(0 if left else len(grown.portfolios), thing.value)
    if kind == "former":
        grown.former = True
    return True


def unknown_left(page: Page, sentence: Sentence, hit: Hit, grown: Growing, floor: int) -> None:
    """Take capitalised words that directly precede an office in the possessive: a portfolio that no list knows."""
    if (
        sentence.language.modifiers == "both"
        or "possessive" not in hit.labels
        or hit.entry.data.get("takes") == "state"
    ):
        return
    if grown.states or grown.organisations or _known_alone(page, sentence, grown):
        return
    tokens = [t for t in sentence.tokens if floor <= t.start and t.end <= grown.start]
    start = joint = grown.start
    taken = 0
    for token in reversed(tokens):
        gap = page.text[token.end : start]
        if token.word in sentence.language.names.given:
            start = joint  # a person's name: what stands before the last "and" is not the portfolio
            break
        if gap.strip(" -–,") or DASH.search(gap) or ("," in gap and taken == 0) or "'" in token.word:
            break
        if any(
            h.start <= token.start < h.end and (h.kind != "city" or _PLACE & set(h.labels))
            for h in sentence.of("state", "former", "city")
        ):
            break
        if token.capital:
            start, taken = token.start, taken + 1
        elif taken and token.word in sentence.language.and_words:
            joint, start = start, token.start
        else:
            break
    first = next((t for t in tokens if t.start >= start and t.capital), None)
    if first is not None and taken and taken <= 6:
        grown.start, grown.unknown = first.start, True
        grown.portfolios.insert(0, page.words(first.start, hit.start).strip(" ,-–"))


def _known_alone(page: Page, sentence: Sentence, grown: Growing) -> bool:
    """Whether a portfolio is known and joined to nothing: a capital right before it is whom the minister acts on."""
    before = page.text[sentence.start : grown.start].rstrip()
    last = fold(before.split()[-1]) if before else ""
    return bool(grown.portfolios) and not before.endswith(",") and last not in sentence.language.and_words


def field_left(page: Page, sentence: Sentence, hit: Hit, grown: Growing, floor: int) -> None:
    """Reach over a field in small letters that no list knows to the state or the office before it: "Maltanın … ticarət təşviqi naziri"."""
    if "possessive" not in hit.labels or grown.organisations or grown.states or grown.places:
        return
    stops = [(h.start, h.end) for h in sentence.of(*_NO_FIELD)]
    fields = [(h.start, h.end) for h in sentence.of("portfolio", "region")]
    tokens = [t for t in sentence.tokens if floor <= t.start and t.end <= grown.start]
    at = grown.start
    for token in reversed(tokens[-_FIELD_WORDS:]):
        gap = page.text[token.end : at]
        state = next((h for h in sentence.of("state") if h.end == token.end), None)
        if gap.strip(" -") or state is not None:
            if state is not None and gap == " " and state.labels in {(), ("genitive",)} and _of_field(hit):
                grown.start = state.start
                grown.states.append(state.value)
            return
        known = any(start <= token.start < end for start, end in fields)
        first = token is tokens[0]  # the field of a second office begins with a capital
        if (token.capital and not known and not first) or any(a <= token.start < b for a, b in stops):
            return
        at = token.start
        if first and floor > sentence.start and page.text[floor:at] == ", ":
            grown.start = at


def _of_field(hit: Hit) -> bool:
    """Whether an office has a field: a minister rather than a president."""
    return bool(hit.entry.data.get("takes") == "portfolio")


def acting_right(page: Page, sentence: Sentence, grown: Growing) -> None:
    """Take the words for a stand-in behind an office: "icraçı direktoru vəzifəsini icra edən"."""
    for hit in sentence.of("acting"):
        if hit.start >= grown.end and page.text[grown.end : hit.start] == " ":
            grown.end = hit.end


def in_charge(page: Page, sentence: Sentence, grown: Growing, floor: int) -> None:
    """Take all that an official is responsible for, back to the comma that opens it: ", X-ért és Y-ért felelős államtitkár"."""
    words = sentence.language.raw["language"].get("charge") or ()
    before = page.view[floor : grown.start].split()
    comma = page.text.rfind(",", floor, grown.start)
    if not before or before[-1] not in words or comma < 0 or grown.start - comma > _CHARGE:
        return
    if not any(comma < hit.start < grown.start for hit in sentence.of("engagement.verb", "office", "say")):
        grown.start = comma + 1 + len(page.text[comma + 1 :]) - len(page.text[comma + 1 :].lstrip())


def small_left(page: Page, sentence: Sentence, hit: Hit, grown: Growing, floor: int) -> None:
    """Take small words before an office: the body told of ("az egyetem rektora") and what an office deals with ("vállalkozásfejlesztési vezető")."""
    raw = sentence.language.raw["language"]
    bodies, endings = frozenset(raw.get("that_body") or ()), tuple(raw.get("derived") or ())
    if not bodies or hit.entry.data.get("takes") not in {"portfolio", "organisation", "place"}:
        return
    start, taken, named = grown.start, False, False
    for token in reversed([t for t in sentence.tokens if floor <= t.start and t.end <= grown.start]):
        word, gap = page.view[token.start : token.end], page.text[token.end : start]
        if gap not in {" ", "- ", "-"} or _explained(sentence, token):
            break
        if token.capital and named and word not in sentence.language.names.given:
            start = grown.start = token.start  # the body's own name: "a HUN-REN kutatóhálózat elnöke"
            continue
        if token.capital:
            break
        joined = taken and word in sentence.language.and_words
        if not joined and word not in bodies and not (word.endswith(endings) and len(word) >= _DERIVED):
            break
        start, taken, named = token.start, not joined, named or word in bodies
        grown.start = grown.start if joined else token.start


def _explained(sentence: Sentence, token: Token) -> bool:
    """Whether a word is one that a position phrase never goes over."""
    known = sentence.of("state", "city", "engagement.verb", "perform", "say", "office", "outcome.verb", "former")
    return any(h.start < token.end and token.start < h.end and h.labels != ("relative",) for h in known)


def unknown_right(page: Page, sentence: Sentence, grown: Growing) -> bool:
    """Take "for Eastern Relations": a joining word and capitals that no list knows."""
    if grown.unknown or sentence.language.script != "Latn":
        return False
    after = [t for t in sentence.tokens if t.start >= grown.end]
    if (
        not after
        or page.view[after[0].start : after[0].end] not in sentence.language.of_words
        or page.text[grown.end : after[0].start] != " "
    ):
        return False
    joining = sentence.language.of_words | sentence.language.and_words
    end, last, taken = after[0].end, None, 0
    for token in after[1:]:
        word = token.word
        gap = page.text[end : token.start]
        if (
            gap.strip(" -–,")
            or ("," in gap and not taken)
            or taken >= 8
            or any(h.start <= token.start < h.end for h in sentence.of("state", "orghead", "organisation", "city"))
        ):
            break
        if token.capital and "'" not in word:
            last, taken = token, taken + 1
        elif word not in joining or "," in gap:
            break
        end = token.end
    if last is None:
        return False
    grown.portfolios.append(page.words(after[1].start, last.end))
    grown.end, grown.unknown = last.end, True
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
