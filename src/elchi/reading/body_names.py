"""Names of bodies that grow from the word that says what they are: over portfolios, states and capitals on either side."""

from __future__ import annotations

import re
from collections.abc import Sequence

from elchi.lexicon import Hit
from elchi.reading.names import ends_a_name, given_cut, is_initial
from elchi.reading.naming import (
    agreeing,
    for_purpose,
    nominative,
    quoted_after,
    quoted_before,
)
from elchi.reading.page import DASH, Page, Sentence, Token

_NEVER_NAMED_AFTER = frozenset(
    ["ministry", "igo", "government", "parliament", "council", "commission", "committee", "bank"]
)  # others may bear a person's name
_AWAY = frozenset(
    [
        "locative",
        "ablative",
        "dative",
        "accusative",
        "instrumental",
        "relative",
        "prepositional",
        "inessive",
        "sublative",
    ]
)
_PUBLIC = re.compile("parliament|government|ministry")
_PLACED = frozenset(["locative", "ablative", "dative"])
_MOST_SMALL = 3
_FEW_WORDS = 6
_MOST_WORDS, _PAIR, _NAMESAKE = 8, 2, 4
_SUBJECT = frozenset({"of", "for"})
_EXPLAINED = (
    "refers",
    "office",
    "alias",
    "date.months",
    "date.weekdays",
    "date.days",
    "say",
    "sides",
    "delegations",
    "margins",
    "source",
    "former",
    "engagement.verb",
)


def with_portfolio(page: Page, sentence: Sentence, hit: Hit, *, first: bool) -> tuple[int, int, str] | None:
    """A ministry: its head with the portfolios that stand beside it."""
    portfolios = [p for p in sentence.of("portfolio") if p.end <= hit.start or p.start >= hit.end]
    if not first:
        start = hit.start
        for portfolio in reversed([p for p in portfolios if p.end <= hit.start]):
            if _close(page, sentence, portfolio.end, start, listing=start != hit.start):
                start = portfolio.start
        if start != hit.start:
            return with_state(
                page,
                sentence,
                hit,
                (start, hit.end, f"{page.words(start, hit.start)} {nominative(page, sentence, hit)}".strip()),
            )
    if first or sentence.language.modifiers == "both":
        end = hit.end
        for portfolio in [p for p in portfolios if p.start >= hit.end]:
            if _close(page, sentence, end, portfolio.start, listing=end != hit.end):
                end = portfolio.end
        if end != hit.end:
            return with_state(
                page,
                sentence,
                hit,
                (hit.start, end, f"{nominative(page, sentence, hit)} {page.words(hit.end, end)}".strip()),
            )
    return before_head(page, sentence, hit) if not first else after_head(page, sentence, hit)


def with_state(page: Page, sentence: Sentence, hit: Hit, mention: tuple[int, int, str]) -> tuple[int, int, str]:
    """A name together with the state beside it: "МИД Казахстана", "Rossiya TIV"."""
    start, end, name = mention
    for state in sentence.of("state"):
        if state.entry.data.get("form") == "adjective" or {"locative", "dative", "instrumental"} & set(state.labels):
            continue
        if sentence.language.modifiers == "both" and state.start > end and not page.text[end : state.start].strip(" "):
            return start, state.end, f"{name} {page.words(state.start, state.end)}"
        if (
            sentence.language.modifiers == "before"
            and state.end < hit.start
            and not page.text[state.end : start].strip(" ")
        ):
            return state.start, end, f"{page.words(state.start, state.end)} {name}"
    return mention


def _close(page: Page, sentence: Sentence, left: int, right: int, *, listing: bool) -> bool:
    gap, raw = page.view[left:right], page.text[left:right]
    if right < left or "\n" in gap or any(c in raw for c in ".;:()") or ("," in raw and not listing):
        return False
    allowed = sentence.language.of_words | (sentence.language.and_words if listing else frozenset())
    return all(word in allowed for word in gap.split())


def before_head(page: Page, sentence: Sentence, hit: Hit) -> tuple[int, int, str] | None:
    """Capitalised or quoted words directly before the head: "Alanya Alaaddin Keykubat Üniversitesi"."""
    brand = bool(hit.entry.data.get("brand"))  # "TAQA kompaniyasi" is called TAQA
    quoted = quoted_before(page, sentence, hit)
    if quoted is not None:
        start, inner = quoted
        return start, hit.end, inner if brand else f"{inner} {nominative(page, sentence, hit)}"
    if (
        not page.text[hit.start].isupper()
        and sentence.language.script == "Latn"
        and not sentence.language.raw["language"].get("small_heads")
    ):
        return None
    start = _first_word(page, sentence, hit)
    start = _namesake(page, sentence, start) if hit.value not in _NEVER_NAMED_AFTER else start
    if start == hit.start:
        return None
    words = agreeing(sentence, hit, page.words(start, hit.start))
    end = _subject_behind(page, sentence, hit)
    behind = f" {page.words(hit.end, end)}" if end > hit.end else ""
    return start, end, words.strip() if brand else f"{words} {nominative(page, sentence, hit)}{behind}".strip()


def _namesake(page: Page, sentence: Sentence, start: int) -> int:
    """Where a name begins that says after whom a body is named: "Magtymguly adyndaky Türkmen döwlet uniwersiteti"."""
    marks = sentence.language.raw["language"].get("named_after") or ()
    before = [t for t in sentence.tokens if t.end <= start]
    if not marks or not before or before[-1].word not in marks:
        return start
    at, taken = before[-1].start, start
    for token in list(reversed(before[:-1]))[:_NAMESAKE]:
        gap = page.text[token.end : at]
        if gap.strip(" .-") or not token.capital or any(h.start <= token.start < h.end for h in sentence.of("office")):
            break
        if taken != start and ends_a_name(sentence.language, token.word):
            break  # "D.Seýitmämmedow Iwane Jawahişwili adyndaky": somebody else's surname
        at = taken = token.start
    return taken


def _subject_behind(page: Page, sentence: Sentence, hit: Hit) -> int:
    """Where a name that has words before its head goes on behind it: "International University of Oil and Gas"."""
    following = [t for t in sentence.tokens if t.start >= hit.end][:2]
    if (
        sentence.language.modifiers != "both"
        or sentence.language.script != "Latn"
        or len(following) < _PAIR
        or page.view[following[0].start : following[0].end] not in _SUBJECT & sentence.language.of_words
        or any(h.start == following[1].start for h in sentence.of("state", "city", "orghead"))
    ):
        return hit.end
    return _last_word(page, sentence, hit)


def _first_word(page: Page, sentence: Sentence, hit: Hit) -> int:
    """Where the capitalised words in front of a head begin; a state begins a name, a person's name is none."""
    joining = sentence.language.of_words | sentence.language.and_words
    start, taken, low = hit.start, 0, 0
    for token in reversed([t for t in sentence.tokens if t.end <= hit.start]):
        word = token.word
        places = [h for h in sentence.of("state", "city") if h.start <= token.start < h.end]
        gap = page.text[token.end : start]
        if (
            gap.strip(" -–")
            or (DASH.search(gap) and not _pair_of_states(sentence, places, start))
            or _foreign_word(sentence, token, hit)
            or any(h.start <= token.start < h.end and "genitive" in h.labels for h in sentence.of("organisation"))
            or taken >= 8
            or (not places and _outside(sentence, token, word))
        ):
            break
        if word in sentence.language.names.given and (
            hit.value in _NEVER_NAMED_AFTER or _titled(page, sentence, token)
        ):
            return _behind_person(sentence, token, hit)
        if places:
            if all(_AWAY & set(h.labels) for h in places) or not _may_precede(sentence, word):
                break
            start, taken, low = min(h.start for h in places), taken + 1, 0
            continue
        if taken and any(h.start == start for h in sentence.of("state", "city")):
            break  # a state begins a name, and so does a pair of states
        if token.capital and not (token.start == sentence.start and word in joining):  # "The …", "A …" is an article
            start, taken = token.start, taken + 1
            low = 0
        elif low < _MOST_SMALL and not taken and _small_part(sentence, token, word):
            low, start = low + 1, token.start
        elif not (taken and word in joining and token.start > sentence.start):
            break
    return hit.start if low else _behind_holder(page, sentence, start, hit)


def _behind_holder(page: Page, sentence: Sentence, start: int, hit: Hit) -> int:
    """Where a name begins behind whoever holds the office right before it: "комитетінің төрағасы X Y Азеркосмос компаниясы"."""
    holds = [o for o in sentence.of("office") if page.text[o.end : start] == " " and "possessive" in o.labels]
    if not holds or not sentence.language.verb_final:
        return start
    person = [t for t in sentence.tokens if start <= t.start < hit.start][:_PAIR]
    latin = sentence.language.script == "Latn"
    if len(person) < _PAIR or not all(t.capital and (latin or not t.word.isascii()) for t in person):
        return start
    return next((t.start for t in sentence.tokens if t.start > person[-1].start), hit.start)


def _small_part(sentence: Sentence, token: Token, word: str) -> bool:
    """Whether a small word may be of a name: «Ұлттық қорғаныс университеті», «Центральной избирательной комиссии»."""
    field = any(h.start <= token.start < h.end for h in sentence.of("portfolio", "topic"))
    of_bodies = word in (sentence.language.raw["language"].get("body_words") or ())
    return (field and _may_precede(sentence, word)) or (not token.capital and (of_bodies or _adjective(sentence, word)))


def _pair_of_states(sentence: Sentence, places: Sequence[Hit], start: int) -> bool:
    """Whether a dash joins two states in a name ("Türkiye – Hungary Chamber"); behind a town it ends a dateline."""
    return any(h.kind == "state" for h in places) and any(h.start == start for h in sentence.of("state"))


def _outside(sentence: Sentence, token: Token, word: str) -> bool:
    """Whether a word in front of a head cannot be of its name: it is inflected by itself, or does not agree."""
    inflected = "'" in word and sentence.language.apostrophe
    if token.start == sentence.start and word in (sentence.language.raw["language"].get("it") or ()):
        return True  # "Oňa Ýewropa Geňeşi": "to it"
    return word not in sentence.language.names.given and (
        inflected or (token.capital and not _may_precede(sentence, word))
    )


def _titled(page: Page, sentence: Sentence, given: Token) -> bool:
    """Whether an office stands right before a given name: "SOCAR prezidenti Rövşən Nəcəf BP şirkəti"."""
    return any(page.text[h.end : given.start] == " " for h in sentence.of("office"))


def _behind_person(sentence: Sentence, given: Token, hit: Hit) -> int:
    """Where a body's name begins behind a person's, whose given name is known."""
    following = next((t for t in sentence.tokens if t.start > given.end), None)
    after = next((t for t in sentence.tokens if following and t.start > following.start and t.capital), None)
    return (
        after.start if after is not None and after.end <= hit.start and following and following.capital else hit.start
    )


def _adjective(sentence: Sentence, word: str) -> bool:
    """Whether a small word agrees with its head, where adjectives do."""
    return (
        bool(sentence.language.raw["language"].get("agree")) and len(word) > _FEW_WORDS and _may_precede(sentence, word)
    )


def _may_precede(sentence: Sentence, word: str) -> bool:
    """Where adjectives agree with their head, only they stand before it."""
    rules = sentence.language.raw["language"].get("agree") or []
    return (
        not rules
        or word.isascii()
        or word.endswith(tuple(end for rule in rules for pair in rule["endings"] for end in pair.split(">")))
    )


def after_head(page: Page, sentence: Sentence, hit: Hit) -> tuple[int, int, str] | None:
    """A head followed by a quoted name, or by "of" and capitals: "University of Szeged", "компания «КазМунайГаз»"."""
    quoted = quoted_after(page, sentence, hit)
    if quoted is not None:
        return quoted
    if not page.text[hit.start].isupper():
        return None
    if (purpose := for_purpose(page, sentence, hit)) is not None:
        return purpose
    end = _last_word(page, sentence, hit)
    return (hit.start, end, f"{nominative(page, sentence, hit)} {page.words(hit.end, end)}") if end > hit.end else None


def _last_word(page: Page, sentence: Sentence, hit: Hit) -> int:
    """Where the capitalised words behind a head end, small joining words between them; where the head does, if there are none."""
    end = at = hit.end
    taken = 0
    articles = sentence.language.raw["language"].get("articles") or ()
    for token in [t for t in sentence.tokens if t.start >= hit.end]:
        word = token.word
        if page.text[at : token.start].strip(" -–") or taken >= _MOST_WORDS or (taken and is_initial(page, token)):
            break
        if _closes_name(page, sentence, hit, token, end if taken else None) or (taken and word in articles):
            break  # "the Institute of International Relations of the Ministry …"
        if token.capital and not _foreign_word(sentence, token, hit):
            end, taken = token.end, taken + 1
        elif word not in sentence.language.of_words and not (taken == 1 and _goes_on(sentence, token, word)):
            break
        at = token.end
    return end


def _goes_on(sentence: Sentence, token: Token, word: str) -> bool:
    """Whether an "and" joins another subject of a body rather than another body: "University of Oil and Gas"."""
    if word not in sentence.language.and_words or sentence.language.script != "Latn":
        return False
    following = [t for t in sentence.tokens if t.start > token.start][:3]
    begins = sentence.of("state", "city", "orghead", "office", "organisation")
    return (
        bool(following)
        and following[0].capital
        and not any(t.start <= h.start < t.end for h in begins for t in following)
    )


def _closes_name(page: Page, sentence: Sentence, hit: Hit, token: Token, end: int | None) -> bool:
    """Whether a word behind a head begins something else than its name: a person, mostly; `end` is where the name ends so far."""
    language, word = sentence.language, token.word
    if hit.value in _NEVER_NAMED_AFTER and (word in language.names.given or given_cut(language, word)):
        return True
    if language.script == "Cyrl" and page.text[hit.start].isascii() != page.text[token.start].isascii():
        return True  # "Satbayev University" and who heads it
    if not language.raw["language"].get("agree"):
        closed = end is not None and any(h.end == end for h in sentence.of("state"))
        return closed or (end is not None and language.modifiers == "both" and word in language.names.given)
    if end is not None and any(h.end == end for h in sentence.of("state")):
        return True  # the state in the genitive closes a name: what follows is who heads it
    return any(h.start == token.start and "nominative" in h.labels for h in sentence.of("state"))


def _foreign_word(sentence: Sentence, token: Token, head: Hit) -> bool:
    """Whether a capitalised word is an office, a month or a person's title rather than part of a name."""
    hits = sentence.of(*_EXPLAINED)
    begun = any(  # "Mazhilis Speaker"; a public body is told of by who heads it, and is no name of its own there
        hit.start == head.start
        and token.end <= hit.end
        and (token.start >= head.start or _PUBLIC.match(head.value) or "genitive" not in head.labels)
        for hit in sentence.of("office")
    )
    placed = any(  # "Naxçıvan Universitetində Bayburt Universiteti": the first only says where
        hit.start <= token.start < hit.end <= head.start and _PLACED & set(hit.labels) for hit in sentence.of("orghead")
    )
    told = any(  # "İclasda şirkətin": where something was said
        hit.start <= token.start < hit.end and _PLACED & set(hit.labels) for hit in sentence.of("engagement.noun")
    )
    return (
        begun
        or placed
        or told
        or any(
            hit.start <= token.start < hit.end and not (hit.start < head.end and head.start < hit.end) for hit in hits
        )
    )
