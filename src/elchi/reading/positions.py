"""Offices in a sentence, with the state or organisation they belong to: "Azerbaycan Ekonomi Bakanı".

A position phrase grows from the word for the office: to the left over states, organisations, portfolios and joining
words, and to the right where the language allows ("министр экономики Казахстана"). Two offices that are joined belong
to one person and make one phrase.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from elchi.lexicon import Hit, Language, World, fold, load_world
from elchi.model import PositionClass
from elchi.reading.mentions import OrganisationMention
from elchi.reading.names import given_cut
from elchi.reading.page import DASH, Page, Sentence, Token

_RANK = list(PositionClass)
BRACKETS = re.compile(r"\([^()\n]{1,14}\)")  # "Türkiye İhracatçılar Meclisi (TİM) Başkanı"
_HOLDS = frozenset({(), ("genitive",), ("possessive",), ("relative",), ("nominative",), ("plural",)})
_PLACE = frozenset(["locative", "dative", "ablative", "instrumental", "relative", "prepositional", "inessive", "sublative"])
# what heads an organisation of each kind is
_CLASS_BY_KIND = {
    "company": PositionClass.EXECUTIVE, "bank": PositionClass.EXECUTIVE, "chamber": PositionClass.EXECUTIVE,
    "association": PositionClass.EXECUTIVE, "university": PositionClass.ACADEMIC, "institute": PositionClass.ACADEMIC,
    "academy": PositionClass.ACADEMIC, "agency": PositionClass.AGENCY_HEAD, "fund": PositionClass.AGENCY_HEAD,
    "igo": PositionClass.AGENCY_HEAD, "committee": PositionClass.AGENCY_HEAD, "parliament": PositionClass.SPEAKER,
    "group": PositionClass.MP, "government": PositionClass.GOVERNOR, "court": PositionClass.OFFICIAL,
    "ministry": PositionClass.MINISTER,
}  # fmt: skip
_OWN_ID = frozenset(["company", "bank", "chamber", "association", "university", "institute", "academy", "fund", "igo", "park", "zone"])
_MOVABLE = frozenset({PositionClass.AGENCY_HEAD, PositionClass.EXECUTIVE, PositionClass.HEAD_OF_STATE})


@dataclass(frozen=True, slots=True)
class PositionPhrase:
    """An office as named at one place."""

    start: int
    end: int
    office: str
    """English title, with its portfolio and without the state."""
    position_class: PositionClass
    state: str | None
    organisation: str | None
    former: bool
    plural: bool
    bare: bool
    """The office alone ("Bakan", "the Minister"): it may mean somebody already named."""
    labels: tuple[str, ...]
    counterpart: bool = False
    """ "his Vietnamese opposite number": the office is the other side's."""
    listed: tuple[str, ...] = ()
    """The states of an office in the plural, in the order in which its holders are named."""

    @property
    def represents(self) -> str | None:
        """State or organisation id; None where the words do not say, and for former holders."""
        if self.former:
            return None
        return self.organisation or self.state


@dataclass(slots=True)
class _Growing:
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
    places: list[str] = field(default_factory=list)
    """States of the cities in the phrase: a mayor's city tells the state."""


def find_positions(page: Page, sentence: Sentence, organisations: Sequence[OrganisationMention]) -> list[PositionPhrase]:
    """All position phrases of a sentence, in order."""
    world = load_world()
    covered = [(o.start, o.end) for o in organisations]
    offices = [
        hit for hit in sentence.of("office", "alias") if not any(a <= hit.start and hit.end <= b and (a, b) != (hit.start, hit.end) for a, b in covered)
    ]
    offices = [hit for hit in offices if not any(o is not hit and o.start <= hit.start and hit.end <= o.end and (o.end - o.start) > (hit.end - hit.start) for o in offices)]
    offices = sorted([hit for hit in offices if not _part_of_name(page, sentence, hit)] + sentence.of("counterpart"), key=lambda hit: hit.start)
    phrases: list[PositionPhrase] = []
    for hit in offices:
        if phrases and hit.start < phrases[-1].end:
            continue
        floor = phrases[-1].end if phrases else sentence.start
        phrases.append(_phrase(page, sentence, hit, organisations, world, floor))
    return _joined(page, sentence.language, phrases)


def _part_of_name(page: Page, sentence: Sentence, hit: Hit) -> bool:
    """ "İbrahim Reisi": a surname that is an office in some language, behind a known given name."""
    if not page.text[hit.start].isupper():
        return False
    before = next((t for t in reversed(sentence.tokens) if t.end <= hit.start), None)
    after = next((t for t in sentence.tokens if t.start >= hit.end), None)
    if after is not None and after.capital and page.view[after.start : after.end] in sentence.language.names.given:
        return False  # "Şahbaz Şərif Prezident İlham Əliyevə zəng edib"
    return before is not None and page.text[before.end : hit.start] == " " and page.view[before.start : before.end] in sentence.language.names.given


def _phrase(
    page: Page, sentence: Sentence, hit: Hit, organisations: Sequence[OrganisationMention], world: World, floor: int
) -> PositionPhrase:
    grown = _Growing(hit.start, hit.end, [], [], [], posted=hit.value in {PositionClass.AMBASSADOR, PositionClass.CONSUL}, plural="plural" in hit.labels)
    parts = _parts(page, sentence, hit, organisations)
    language = sentence.language
    for mention in organisations:
        if mention.start < hit.end and hit.start < mention.end:  # "Şura Meclisi Başkanı" shares its body with the office
            grown.start = min(grown.start, mention.start)
            grown.states += [mention.state] if mention.state else []
            if language.modifiers == "both":
                grown.end = max(grown.end, mention.end)  # "глава МИД Казахстана"
    grown.states += [h.value for h in sentence.of("state") if hit.start <= h.start and h.end <= hit.end]
    for _ in range(12):  # a position has few parts; a text that never ends must not either
        if not _grow_left(page, language, grown, parts, floor):
            break
    _unknown_left(page, sentence, hit, grown, floor)
    if grown.unknown:
        for _ in range(4):
            if not _grow_left(page, language, grown, parts, floor):
                break
    if language.modifiers == "both":
        for _ in range(12):
            if not _grow_right(page, language, grown, parts, sentence.end) and not _unknown_right(page, sentence, grown):
                break
    return _describe(hit, grown, world)


Part = tuple[int, int, str, object]


def _parts(page: Page, sentence: Sentence, office: Hit, organisations: Sequence[OrganisationMention]) -> list[Part]:
    parts: list[Part] = [(o.start, o.end, "organisation", o) for o in organisations]
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


def _grow_left(page: Page, language: Language, grown: _Growing, parts: list[Part], floor: int) -> bool:
    for start, end, kind, thing in parts:
        if start < floor or not end <= grown.start <= end + 24:
            continue
        noun = kind in {"organisation", "portfolio", "city"} or (isinstance(thing, Hit) and thing.entry.data.get("form") == "name")
        if noun and language.raw["language"].get("agree"):
            continue  # where adjectives agree, only they stand before an office: a noun there belongs to something else
        listing = (kind == "portfolio" and bool(grown.portfolios)) or (kind == "state" and grown.plural and bool(grown.states))
        if not _joins(page, language, end, grown.start, enumerating=listing):
            continue
        if _take(grown, kind, thing, left=True):
            grown.start = start
            return True
    return False


def _grow_right(page: Page, language: Language, grown: _Growing, parts: list[Part], limit: int) -> bool:
    for start, end, kind, thing in parts:
        if end > limit or not start - 24 <= grown.end <= start:
            continue
        if kind in {"former", "acting", "ordinal"}:
            continue
        if grown.posted and kind in {"state", "city"} and page.view[grown.end : start].strip() in (language.raw["language"].get("at") or ()):
            grown.end = end
            return True
        if kind == "state" and grown.states:
            if grown.plural and isinstance(thing, Hit) and _joins(page, language, grown.end, start, enumerating=True):
                grown.states.append(thing.value)  # "the presidents of Kazakhstan, Kyrgyzstan and Uzbekistan"
                grown.end = end
                return True
            if _posted(page, language, grown.end, start):  # "Ambassador of Kazakhstan to Türkiye"
                grown.end = end
                return True
            continue
        if kind == "city" and grown.end == start:
            continue
        if kind == "state" and _comes_from(page, language, grown.end, start):  # «с коллегой из Узбекистана»
            grown.states.append(thing.value)  # type: ignore[attr-defined]
            grown.end = end
            return True
        if not _joins(page, language, grown.end, start, enumerating=kind == "portfolio" and bool(grown.portfolios)):
            continue
        if _take(grown, kind, thing, left=False):
            grown.end = end
            return True
    return False


def _comes_from(page: Page, language: Language, left: int, right: int) -> bool:
    """Whether only a word of origin stands before the state that an official is from."""
    word = page.view[left:right].strip()
    return word in language.marks["from"].before and word not in language.marks["with"].before and right - left == len(word) + 2


def _posted(page: Page, language: Language, left: int, right: int) -> bool:
    """Whether only a word of direction stands before the state in which an envoy serves."""
    gap = page.view[left:right]
    return gap.strip() in language.marks["to"].before and len(gap) - len(gap.strip()) == 2


def _joins(page: Page, language: Language, left: int, right: int, *, enumerating: bool) -> bool:
    """Whether only blanks and small joining words stand between two parts of a phrase."""
    raw = page.text[left:right]
    if "(" in raw:
        raw = BRACKETS.sub(" ", raw)
    if any(char in raw for char in ".;:()!?\n") or DASH.search(raw):
        return False
    gap = fold(raw)
    if any(char in raw for char in ",") and not enumerating:
        return False
    words = gap.replace("'", " ").split()
    allowed = language.of_words | (language.and_words if enumerating else frozenset())
    return len(words) <= 3 and all(word in allowed or word == "s" for word in words)


def _take(grown: _Growing, kind: str, thing: object, *, left: bool) -> bool:
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
        grown.places.append(thing.value.partition(", ")[2])
        return not _PLACE & set(thing.labels) or ("relative" in thing.labels and left)
    if kind == "portfolio":
        grown.portfolios.insert(0 if left else len(grown.portfolios), thing.value)
    if kind == "former":
        grown.former = True
    return True


def _unknown_left(page: Page, sentence: Sentence, hit: Hit, grown: _Growing, floor: int) -> None:
    """Take capitalised words that directly precede an office in the possessive: a portfolio that no list knows."""
    if sentence.language.modifiers == "both" or "possessive" not in hit.labels or hit.entry.data.get("takes") == "state":
        return
    if grown.states or grown.organisations:
        return
    tokens = [t for t in sentence.tokens if floor <= t.start and t.end <= grown.start]
    start = joint = grown.start
    taken = 0
    for token in reversed(tokens):
        gap = page.text[token.end : start]
        if page.view[token.start : token.end] in sentence.language.names.given:
            start = joint  # a person's name: what stands before the last "and" is not the portfolio
            break
        if gap.strip(" -–,") or DASH.search(gap) or ("," in gap and taken == 0) or "'" in page.view[token.start : token.end]:
            break
        if any(h.start <= token.start < h.end and (h.kind != "city" or _PLACE & set(h.labels)) for h in sentence.of("state", "former", "city")):
            break
        if token.capital:
            start, taken = token.start, taken + 1
        elif taken and page.view[token.start : token.end] in sentence.language.and_words:
            joint, start = start, token.start
        else:
            break
    first = next((t for t in tokens if t.start >= start and t.capital), None)
    if first is not None and taken and taken <= 6:
        grown.start, grown.unknown = first.start, True
        grown.portfolios.insert(0, page.words(first.start, hit.start).strip(" ,-–"))


def _unknown_right(page: Page, sentence: Sentence, grown: _Growing) -> bool:
    """Take "for Eastern Relations": a joining word and capitals that no list knows."""
    if grown.unknown or sentence.language.script != "Latn":
        return False
    after = [t for t in sentence.tokens if t.start >= grown.end]
    if not after or page.view[after[0].start : after[0].end] not in sentence.language.of_words or page.text[grown.end : after[0].start] != " ":
        return False
    joining = sentence.language.of_words | sentence.language.and_words
    end, last, taken = after[0].end, None, 0
    for token in after[1:]:
        word = page.view[token.start : token.end]
        gap = page.text[end : token.start]
        if gap.strip(" -–,") or ("," in gap and not taken) or taken >= 8 or any(h.start <= token.start < h.end for h in sentence.of("state", "orghead", "organisation", "city")):
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


def _describe(hit: Hit, grown: _Growing, world: World) -> PositionPhrase:
    data = hit.entry.data
    position_class = PositionClass(hit.value or "other")
    state = grown.states[-1] if grown.states else None
    if state is None and grown.places and not grown.posted:
        state = grown.places[-1] or None
    if grown.portfolios and "with_portfolio" in data:
        data = {**data, "en": data["portfolio_en"]}
        position_class = PositionClass(data["with_portfolio"])  # "глава внешнеполитического ведомства"
    elif grown.states and not grown.organisations and "with_state" in data:
        position_class = PositionClass(data["with_state"])  # "глава Руанды", but "глава компании"
    organisation: str | None = None
    mention = grown.organisations[0] if grown.organisations else None
    if mention is not None:
        state = state or mention.state
        vice = position_class is PositionClass.DEPUTY_HEAD_OF_GOVERNMENT and mention.kind in _OWN_ID  # "vice-president of the World Bank"
        if (position_class in _MOVABLE or vice) and mention.kind in _CLASS_BY_KIND:
            position_class = _CLASS_BY_KIND[mention.kind]
        envoy = position_class is PositionClass.AMBASSADOR and bool(grown.states)  # a state's envoy to a body
        known = world.organisations.get(mention.id)
        if (mention.kind in _OWN_ID or (known is not None and known.state is None)) and not envoy and not (mention.kind in {"fund", "institute", "academy"} and mention.id in world.states):
            organisation = mention.id
    organisation = organisation or data.get("represents")
    portfolio = " and ".join(filter(None, [", ".join(grown.portfolios[:-1]), *grown.portfolios[-1:]]))
    template = str(data.get("en", ""))
    filler = portfolio or (mention.name_en or mention.name if mention else "")
    office = template.replace("{}", filler) if "{}" in template and filler else str(data.get("bare") or template.replace("of {}", "").replace("{}", "").strip())
    if mention and "{}" not in template:
        office = f"{office} of {mention.name_en or mention.name}"
    return PositionPhrase(
        start=grown.start,
        end=grown.end,
        office=office,
        position_class=PositionClass.OTHER if grown.former else position_class,
        state=state,
        organisation=organisation,
        former=grown.former,
        plural="plural" in hit.labels,
        bare=(grown.start, grown.end) == (hit.start, hit.end) or hit.kind == "alias",
        labels=hit.labels,
        counterpart=hit.kind == "counterpart",
        listed=tuple(grown.states) if grown.plural and len(grown.states) > 1 else (),
    )


def _joined(page: Page, language: Language, phrases: list[PositionPhrase]) -> list[PositionPhrase]:
    """Join offices of one person: "Deputy Prime Minister and Minister of Foreign Affairs"; "a miniszterelnök sajtófőnöke"."""
    joined: list[PositionPhrase] = []
    for phrase in phrases:
        before = joined[-1] if joined else None
        if before is not None and not before.plural and "\n" not in (gap := page.text[before.end : phrase.start]):
            words = fold(gap).split()
            marks = gap.strip(" ,-–")
            if not gap.strip() and language.raw["language"].get("agree") and _owns(before, phrase):
                joined[-1] = replace(before, end=phrase.end, state=before.state or phrase.state, bare=False)
                continue
            if not words and not marks:
                # side by side, the first office only says whose the second one is
                owned = not gap.strip() and language.modifiers == "before" and "possessive" in phrase.labels
                joined[-1] = replace(phrase, start=before.start, state=phrase.state or before.state, bare=False) if owned else _one_of_two(before, phrase)
                continue
            if len(words) == 1 and words[0] in language.and_words and len(marks) == len(words[0]) and not phrase.state and not phrase.organisation:
                joined[-1] = _one_of_two(before, phrase)
                continue
        joined.append(phrase)
    return joined


def _owns(before: PositionPhrase, phrase: PositionPhrase) -> bool:
    """Whether an office in the genitive only says whose the one before it is: «спецпосланник президента США»."""
    two = before.position_class is PositionClass.DEPUTY_HEAD_OF_GOVERNMENT and phrase.position_class is PositionClass.MINISTER
    return "genitive" in phrase.labels and not two


def _one_of_two(first: PositionPhrase, second: PositionPhrase) -> PositionPhrase:
    classes = sorted({first.position_class, second.position_class}, key=_RANK.index)
    best = classes[0]
    if best is PositionClass.DEPUTY_HEAD_OF_GOVERNMENT and PositionClass.MINISTER in classes:
        best = PositionClass.MINISTER
    return replace(
        first,
        end=second.end,
        office=f"{first.office}, {second.office}",
        position_class=best,
        state=first.state or second.state,
        organisation=first.organisation or second.organisation if best not in {PositionClass.MINISTER, PositionClass.DEPUTY_HEAD_OF_GOVERNMENT} else None,
        former=first.former and second.former,
        bare=False,
        labels=second.labels,
    )


def covers(spans: Sequence[tuple[int, int]], token: Token) -> bool:
    """Whether a token lies in one of the spans."""
    return any(start <= token.start < end for start, end in spans)
