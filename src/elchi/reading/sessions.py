"""Sessions of forums as a sentence names them, with an English name put together from their parts.

"TDT 2'nci Sanayi, Bilim, Teknoloji ve İnovasyon Bakanları Toplantısı" has an ordinal, an organisation, portfolios and a
noun: "2nd OTS Meeting of Ministers of Industry, Science, Technology and Innovation". A noun for a meeting that carries
nothing of the kind ("toplantıda") names no session; it refers to one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from elchi.lexicon import Hit, load_world
from elchi.lexicon.records import Record
from elchi.model import PositionClass
from elchi.reading.mentions import OrganisationMention, PersonMention
from elchi.reading.offices import PositionPhrase
from elchi.reading.page import Page, Sentence, Token

_DIGITS = re.compile(r"(\d{1,3})(?:[-'’.]{0,2}[^\W\d_]{0,5})?\.?$|^([IVX]{1,5})\.?$")
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
    "XVI": 16,
    "XVII": 17,
    "XVIII": 18,
    "XIX": 19,
    "XX": 20,
}
_PARTIES = frozenset({"igo", "parliament", "fund", "university", "academy"})
_REACH = 16
_LONGEST_NAME = 60  # characters
_CLOSING = {"»": "«", "”": "“", '"': '"'}
_MOST_ORDINAL = 300
_TWO = 2


class SessionMention(Record, frozen=True):
    """A session named at one place."""

    start: int
    end: int
    noun: Hit
    name_en: str
    noun_en: str
    ordinal: int | None
    organisation: str | None
    states: tuple[str, ...]
    named: bool
    portfolios: tuple[str, ...]
    """English names of the portfolios in its title."""
    formal: bool
    """An ordinal, or an organisation's or several ministers' meeting: a session even where the noun is a mere "meeting"."""
    bilateral: bool = False
    """The meeting of two states' ministers or presidents: a meeting of theirs, and no conference."""


def find_sessions(
    page: Page,
    sentence: Sentence,
    organisations: Sequence[OrganisationMention],
    positions: Sequence[PositionPhrase],
    people: Sequence[PersonMention] = (),
) -> list[SessionMention]:
    """Every noun of a conference in the sentence, with what names it."""
    sessions: list[SessionMention] = []
    if not sentence.of("engagement.noun"):
        return sessions
    for noun in _nouns(sentence):
        inside = [*sentence.of("medium"), *sentence.of("office")]  # "közgyűlési elnök" chairs a body
        if any(m.start <= noun.start and noun.end <= m.end for m in inside):
            continue
        if noun.value not in {"conference", "meeting"} or any(
            o.start <= noun.start and noun.end <= o.end for o in organisations
        ):
            continue
        floor = max([sessions[-1].end if sessions else sentence.start, *(m.end for m in people if m.end <= noun.start)])
        start = _left(page, sentence, noun, floor)
        end = _right(page, sentence, noun) if sentence.language.modifiers == "both" else noun.end
        session = _describe(page, sentence, noun, (start, end), organisations, positions)
        if noun.value == "conference" or session.formal:
            sessions.append(session)
    return sessions


def _nouns(sentence: Sentence) -> list[Hit]:
    """Nouns of meeting, each place once, the one that has an English word first."""
    found: dict[tuple[int, int], Hit] = {}
    for hit in sentence.of("engagement.noun"):
        if (hit.start, hit.end) not in found or "en" in hit.entry.data:
            found[hit.start, hit.end] = hit
    return list(found.values())


def _belongs(sentence: Sentence, token: Token) -> bool:
    """Whether a word may be part of a session's name."""
    word = token.word
    if word in sentence.language.names.given and not any(
        h.start <= token.start < h.end and h.end > token.end for h in sentence.of("office", "organisation")
    ):
        return False
    if any(h.start <= token.start < h.end and "genitive" not in h.labels for h in sentence.of("leaders")):
        return False  # who holds it
    if any(h.start <= token.start < h.end for h in sentence.of("same_day")):
        return False
    if word in (sentence.language.raw["language"].get("session_words") or ()):
        return True
    if word in sentence.language.of_words or word in sentence.language.and_words or token.capital or word[0].isdigit():
        return not any(
            h.start <= token.start < h.end for h in sentence.of("date.months", "date.year", "say", "date.days")
        )
    return any(
        hit.start <= token.start < hit.end
        for hit in sentence.of(
            "ordinal",
            "portfolio",
            "office",
            "organisation",
            "state",
            "orghead",
            "mutual",
            "topic",
            "engagement.noun",
            "sides",
        )
    )


def _listed(sentence: Sentence, position: int) -> bool:
    """Whether a word belongs to a list of portfolios, bodies or states: there a comma ends nothing."""
    return any(
        hit.start <= position < hit.end for hit in sentence.of("portfolio", "office", "organisation", "state", "topic")
    )


def _opened(page: Page, gap: str, token: Token, floor: int) -> int | None:
    """Where a name in quotation marks begins that ends before a part of the session: «Центральная Азия – США» саммиті."""
    if gap.strip() not in _CLOSING:
        return None
    at = page.text.rfind(_CLOSING[gap.strip()], max(floor, token.end - _LONGEST_NAME), token.end)
    return at if at >= 0 else None


def _left(page: Page, sentence: Sentence, noun: Hit, floor: int) -> int:
    start, kept, taken = noun.start, noun.start, 0
    articles = sentence.language.raw["language"].get("articles") or ()
    for token in reversed([t for t in sentence.tokens if floor <= t.start and t.end <= noun.start]):
        if token.end > start:
            continue  # inside a quoted name that has been taken as a whole
        if token.word in articles:
            break
        gap = page.text[token.end : start]
        if (opened := _opened(page, gap, token, floor)) is not None:
            start = kept = opened
            continue
        if taken >= _REACH or _parted(page, sentence, token, gap, start):
            break
        start, taken = token.start, taken + 1
        word = token.word
        if word not in sentence.language.and_words and word not in sentence.language.of_words:
            kept = start
    return kept


def _parted(page: Page, sentence: Sentence, token: Token, gap: str, start: int) -> bool:
    """Whether a word is no part of the name that begins behind it, by what it is or by the marks between."""
    number = token.word.isdigit()  # "Komisyonu (KEK) 12. Toplantısı"
    if any(c in gap for c in (";:!?«»" if number else ".;:!?«»")) or not _belongs(sentence, token):
        return True
    if ("(" in gap or ")" in gap) and not _abbreviates(page, token, gap, start):
        return True
    return "," in gap and not (_listed(sentence, token.start) and _listed(sentence, start))


def _abbreviates(page: Page, token: Token, gap: str, start: int) -> bool:
    """Whether a bracket beside a word only holds an abbreviation of the name: "(KEK)"."""
    inside = page.text[token.start : token.end] if ")" in gap else page.text[token.end : start]
    bracketed = ")" in gap and page.text[: token.start].endswith("(")
    opened = gap.strip() == "(" and inside.strip() == "("
    short = sum(char.isupper() for char in inside) > 1  # "ТүркПА" too
    return len(inside) <= 8 and ((bracketed and short) or opened)


def _right(page: Page, sentence: Sentence, noun: Hit) -> int:
    end, kept, taken = noun.end, noun.end, 0
    for token in [t for t in sentence.tokens if t.start >= noun.end]:
        gap = page.text[end : token.start]
        if any(c in gap for c in ".;:!?()") or taken >= _REACH or not _belongs(sentence, token):
            break
        if "," in gap and not (_listed(sentence, token.start) or token.word in sentence.language.and_words):
            break
        end, taken = token.end, taken + 1
        word = token.word
        if word not in sentence.language.and_words and word not in sentence.language.of_words:
            kept = end
    return kept


def _describe(
    page: Page,
    sentence: Sentence,
    noun: Hit,
    place: tuple[int, int],
    organisations: Sequence[OrganisationMention],
    positions: Sequence[PositionPhrase],
) -> SessionMention:
    start, end = place
    bodies = [o for o in organisations if start <= o.start and o.end <= end and o.kind not in {"ministry", "embassy"}]
    portfolios = [h.value for h in sentence.of("portfolio") if start <= h.start and h.end <= end]
    offices = [
        PositionClass(h.value or "other")
        for h in sentence.of("office")
        if start <= h.start and h.end <= end and "plural" in h.labels
    ]
    offices = offices or [p.position_class for p in positions if p.plural and start <= p.start and p.end <= end]
    igos = [(o.start, o.end) for o in bodies if o.kind == "igo"]  # "Türk Dövlətləri Təşkilatı" names no state
    inner = [
        h
        for h in sentence.of("state")
        if start <= h.start and h.end <= end and not any(a <= h.start < b for a, b in igos)
    ]
    states = tuple(dict.fromkeys(h.value for h in inner))
    ordinal = _ordinal(page, sentence, start, end)
    capitals = sum(t.capital for t in sentence.tokens if start < t.start and t.end <= end)
    organisation = next(
        (b.id for b in bodies if b.kind in _PARTIES), None
    )  # a council of two states is no party of its own
    nouns = [h for h in sentence.of("engagement.noun") if noun.start <= h.start and h.end <= noun.end]
    noun_en = next((h.entry.data["en"] for h in (noun, *nouns) if "en" in h.entry.data), "Meeting")
    parts = [_nth(ordinal)] if ordinal else []
    if bodies:
        parts.append(bodies[0].id if len(bodies[0].id) <= 6 else (bodies[0].name_en or bodies[0].name))
    if states and not organisation:
        world = load_world()
        parts.insert(1 if ordinal else 0, "–".join(world.states.get(s, s) for s in states))
    parts.append(noun_en)
    if offices and portfolios:
        parts.append("of Ministers of " + " and ".join(filter(None, [", ".join(portfolios[:-1]), portfolios[-1]])))
    elif offices:
        parts.append("of Heads of State" if PositionClass.HEAD_OF_STATE in offices else "of Ministers")
    elif portfolios:
        parts.append("on " + " and ".join(portfolios))
    if not (bodies or offices or portfolios or states) and capitals >= 1:
        parts = [page.words(start, end)]
    named = bool(bodies or ordinal or (offices and portfolios) or len(states) >= 2 or capitals >= 2)
    formal = bool(ordinal or (offices and (portfolios or organisation)))
    bilateral = len(states) == _TWO and bool(offices) and not (ordinal or bodies or "en" in noun.entry.data)
    return SessionMention(
        start,
        end,
        noun,
        " ".join(parts),
        noun_en,
        ordinal,
        organisation,
        states,
        named,
        tuple(portfolios),
        formal,
        bilateral,
    )


def _ordinal(page: Page, sentence: Sentence, start: int, end: int) -> int | None:
    for hit in sentence.of("ordinal"):
        if start <= hit.start and hit.end <= end:
            return int(hit.value)
    for token in sentence.tokens:
        if start <= token.start and token.end <= end:
            word = page.text[token.start : token.end]
            if word in _ROMAN:
                return _ROMAN[word]
            match = _DIGITS.match(word)
            if (
                match
                and match[1]
                and int(match[1]) < _MOST_ORDINAL
                and (len(word) > len(match[1]) or page.text[token.end : token.end + 1] in {".", "-", "’", "'"})
            ):
                return int(match[1])
    return None


def _nth(number: int) -> str:
    suffix = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"
