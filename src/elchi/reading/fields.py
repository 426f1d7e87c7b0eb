"""What an office deals with, where no list knows it: the words between an office and the state or body it is of.

"Maltanın … ticarət təşviqi naziri", "Yevropa Ittifoqining Markaziy Osiyo bo'yicha vakili", "Milli Məclisin … əlaqələr
komitəsinin sədri": the growing phrase reaches over such a field to what stands before it.
"""

from __future__ import annotations

from collections.abc import Sequence

from elchi.lexicon import Hit, fold
from elchi.reading.growing import PLACE, Growing, Part, take
from elchi.reading.mentions import OrganisationMention
from elchi.reading.page import DASH, Page, Sentence, Token

_DERIVED = 5
"""The fewest letters of a word that says what an office deals with."""
_CHARGE = 140
"""The most characters of what an official is responsible for."""
_FIELD_WORDS = 8
_COMMITTEE_WORDS = 14
_COMMITTEES = frozenset({"committee", "commission"})
_INNER = frozenset({"committee", "commission", "agency"})
"""Kinds of heads that a part of a body may have."""
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


def unknown_left(page: Page, sentence: Sentence, hit: Hit, grown: Growing, floor: int) -> None:
    """Take capitalised words that directly precede an office in the possessive: a portfolio that no list knows."""
    stated = grown.states or grown.organisations or grown.places
    if stated or not _may_be_unknown(sentence, hit) or _known_alone(page, sentence, grown):
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
            h.start <= token.start < h.end and (h.kind != "city" or PLACE & set(h.labels))
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
    if first is None or (floor > sentence.start and page.text[floor : first.start] == " "):
        return  # "губернатору X Y … хокими": who holds the office in front
    if taken and taken <= 6:
        grown.start, grown.unknown = first.start, True
        grown.portfolios.insert(0, page.words(first.start, hit.start).strip(" ,-–"))


def _may_be_unknown(sentence: Sentence, hit: Hit) -> bool:
    """Whether an office is one before which a portfolio stands."""
    before = sentence.language.modifiers != "both" and "possessive" in hit.labels
    return before and hit.entry.data.get("takes") != "state"


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


def over_left(page: Page, sentence: Sentence, hit: Hit, grown: Growing, parts: Sequence[Part], floor: int) -> None:
    """Reach over what an office deals with to whose it is: "Yevropa Ittifoqining Markaziy Osiyo bo'yicha maxsus vakili"."""
    words = sentence.language.raw["language"].get("over") or ()
    tokens = [t for t in sentence.tokens if floor <= t.start and t.end <= hit.start]
    if not words or len(tokens) <= 1 or tokens[-1].word not in words or grown.organisations:
        return
    if any(h.end == tokens[-2].end for h in sentence.of("state")):
        grown.states.clear()  # a state directly before is what it deals with
    if grown.states:
        return
    known = sentence.of("say", "perform", "engagement.verb")
    at = tokens[-1].start
    grown.start = min(grown.start, at)
    for index, token in enumerate(reversed(tokens[:-1][-_FIELD_WORDS:])):
        if page.text[token.end : at].strip(" ,-") or any(h.start <= token.start < h.end for h in known):
            return
        for start, end, kind, thing in parts if index else ():
            if end != token.end or (
                kind != "organisation"
                and not (isinstance(thing, Hit) and kind == "state" and "genitive" in thing.labels)
            ):
                continue
            if take(grown, kind, thing, left=True):
                grown.start = start
                return
        at = token.start


def committee_left(page: Page, sentence: Sentence, hit: Hit, grown: Growing, parts: Sequence[Part], floor: int) -> None:
    """Reach over the name of a committee or a department to the body that it is of: "Milli Məclisin … əlaqələr komitəsinin sədri"."""
    heads = [h for h in sentence.of("orghead") if h.value in _INNER]
    bodies = [o for o in grown.organisations if o.kind in _COMMITTEES]
    own = next((h for h in heads if h.end <= hit.start and not page.text[h.end : hit.start].strip()), None)
    if (own is None and not bodies) or any(o.kind == "parliament" for o in grown.organisations):
        grown.committee = bool(bodies) and any(o.kind == "parliament" for o in grown.organisations)
        return
    department = own is not None and own.value not in _COMMITTEES
    if department and (grown.organisations or (own is not None and page.text[own.start].isupper())):
        return
    at = min([o.start for o in bodies] + [h.start for h in (own,) if h is not None])
    found = _whose_part(page, sentence, parts, floor, at)
    if found is None or (not department and found.kind != "parliament"):
        return
    grown.start, grown.committee, grown.department = found.start, not department, department
    grown.organisations.append(found)
    grown.states += [found.state] if found.state and not grown.states else []


def _whose_part(
    page: Page, sentence: Sentence, parts: Sequence[Part], floor: int, at: int
) -> OrganisationMention | None:
    """The body that stands before the name of its part, over the words of that name."""
    known = sentence.of("say", "perform", "engagement.verb", "office")
    for token in [t for t in reversed(sentence.tokens) if floor <= t.start and t.end <= at][:_COMMITTEE_WORDS]:
        if any(c in page.text[token.end : at] for c in ".;:()!?\n") or any(
            h.start <= token.start < h.end for h in known
        ):
            return None
        at = token.start
        body = next((p[3] for p in parts if p[1] == token.end and isinstance(p[3], OrganisationMention)), None)
        if isinstance(body, OrganisationMention):
            return body
    return None


def _of_field(hit: Hit) -> bool:
    """Whether an office has a field: a minister rather than a president."""
    return bool(hit.entry.data.get("takes") == "portfolio")


def in_charge(page: Page, sentence: Sentence, hit: Hit, grown: Growing, floor: int) -> None:
    """Take all that an official is responsible for, back to the comma that opens it: ", X-ért és Y-ért felelős államtitkár"."""
    words = sentence.language.raw["language"].get("charge") or ()
    before = page.view[floor : hit.start].split()
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


def acting_right(page: Page, sentence: Sentence, grown: Growing) -> None:
    """Take the words for a stand-in behind an office: "icraçı direktoru vəzifəsini icra edən"."""
    for hit in sentence.of("acting"):
        if hit.start >= grown.end and page.text[grown.end : hit.start] == " ":
            grown.end = hit.end
