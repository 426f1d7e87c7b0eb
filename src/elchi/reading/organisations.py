"""Organisations: those the lexicon knows, and those that their own name declares.

"Dışişleri Bakanlığı", "Alanya Alaaddin Keykubat Üniversitesi", «Қазақстан темір жолы» ҰК: a head word (ministry,
university, company …) with a portfolio, a run of capitals or a quoted name beside it is an organisation even where no
list has it. An abbreviation in brackets behind a name stands for it from there on.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from elchi.lexicon import Hit, fold, load_world
from elchi.model import Organisation, Span
from elchi.reading.mentions import OrganisationMention
from elchi.reading.names import given_cut
from elchi.reading.page import DASH, Page, Sentence, Token
from elchi.reading.represents import home_state
from elchi.reading.romanise import romanise

_ABBREVIATION = re.compile(r"\s*\(\s*([^\W\d_a-zа-я][\w.-]{1,11})\s*[),;]")
_FEW_WORDS = 6
_QUOTED = re.compile(r"[«“\"„](?P<name>[^«»“”\"„\n]{2,80})[»”\"“]")
_NEVER_NAMED_AFTER = frozenset(["ministry", "igo", "government", "parliament"])  # others may bear a person's name
_AWAY = frozenset(["locative", "ablative", "dative", "accusative", "instrumental", "relative", "prepositional", "inessive", "sublative"])
_EXPLAINED = ("office", "alias", "date.months", "date.weekdays", "date.days", "say", "sides", "delegations", "margins", "source", "former", "engagement.verb")
_MOST_SMALL = 3
_SHARED = frozenset({"council", "commission", "group"})  # bodies that two states have together
_STATE_KINDS = frozenset(["ministry", "agency", "government", "parliament", "embassy", "court", "committee"])


def find_organisations(page: Page) -> tuple[dict[int, list[OrganisationMention]], tuple[Organisation, ...]]:
    """Mentions by sentence index, and the organisations of the document."""
    by_sentence: dict[int, list[OrganisationMention]] = {}
    for sentence in page.sentences:
        known = _known(page, sentence)
        if _is_byline(sentence):
            by_sentence[sentence.index] = []
            continue
        found = [*known, *(d for d in _declared(page, sentence) if not _headed_by_known(page, sentence, d, known))]
        kept: list[OrganisationMention] = []
        for mention in sorted(found, key=lambda m: (m.start, -m.end)):
            if not any(mention.start < other.end and other.start < mention.end for other in kept):
                kept.append(mention)
        by_sentence[sentence.index] = kept
    _follow_abbreviations(page, by_sentence)
    return by_sentence, _collect(by_sentence)


def _headed_by_known(page: Page, sentence: Sentence, declared: OrganisationMention, known: Sequence[OrganisationMention]) -> bool:
    """Whether a name that its head declares ends in a body that is known and begins with another, or with a person's name."""
    inside = [k for k in known if declared.start <= k.start and k.end <= declared.end]
    first = next((page.view[t.start : t.end] for t in sentence.tokens if t.start >= declared.start), "")
    return any(k.end == declared.end for k in inside) and (len(inside) >= 2 or first in sentence.language.names.given)


def _is_byline(sentence: Sentence) -> bool:
    """Whether a line only credits somebody: "Фото: МИД РК"."""
    return len(sentence.tokens) <= _FEW_WORDS and any(hit.start == sentence.start for hit in sentence.of("byline"))


def nominative(page: Page, sentence: Sentence, hit: Hit) -> str:
    """The words of a hit, without the case of the last one."""
    text = page.text
    if hit.lemma != page.view[hit.start : hit.stem_end]:
        words, lemma = text[hit.start : hit.end].split(), hit.lemma.split()
        if len(words) == len(lemma):
            return " ".join(_like(word, form) for word, form in zip(words, lemma, strict=True))
    rest = page.view[hit.stem_end : hit.end]
    kept = sentence.language.noun.uninflected(rest) if rest else ""
    return page.words(hit.start, hit.stem_end + len(kept)) if rest.startswith(kept) else page.words(hit.start, hit.stem_end)


def _like(word: str, form: str) -> str:
    """`form` with the capitals of `word`."""
    if word.isupper() and len(word) > 1:
        return form.upper()
    return form[:1].upper() + form[1:] if word[:1].isupper() else form


def _known(page: Page, sentence: Sentence) -> list[OrganisationMention]:
    organisations = load_world().organisations
    found = []
    for hit in sentence.of("organisation"):
        known = organisations.get(hit.value)
        if known is not None:
            start = _with_states(page, sentence, hit.start) if known.kind in _SHARED and known.state is None else hit.start
            name = f"{page.text[start : hit.start]}{nominative(page, sentence, hit)}"
            found.append(OrganisationMention(start, hit.end, known.id, known.kind, name, known.name_en, known.state))
    return found


def _with_states(page: Page, sentence: Sentence, start: int) -> int:
    """Where the states in front of a body of theirs begin: "Türkiye-Kazakistan Karma Ekonomik Komisyonu"."""
    for hit in reversed(sentence.of("state")):
        if hit.end <= start and page.text[hit.end : start] in {" ", "-", "–", " - ", " – "} and not hit.labels:
            start = hit.start
    return start


def _declared(page: Page, sentence: Sentence) -> list[OrganisationMention]:
    found = []
    for hit in sentence.of("orghead"):
        if "plural" in hit.labels or any(s.start <= hit.start and hit.end <= s.end for s in sentence.of("state")):
            continue  # «Российская Федерация» is a state
        kind = hit.value.partition(".")[0]
        first = hit.entry.data.get("position") == "first"
        if hit.entry.data.get("bare") and any(o.start <= hit.start and hit.end <= o.end and "plural" in o.labels for o in sentence.of("office")):
            continue  # "the foreign ministers of the OTS" are those of many states
        if hit.entry.data.get("bare"):
            mention: tuple[int, int, str] | None = _with_state(page, sentence, hit, (hit.start, hit.end, nominative(page, sentence, hit)))
        elif hit.entry.data.get("takes") == "portfolio":
            mention = _with_portfolio(page, sentence, hit, first=first)
        else:
            mention = (_after_head if first else _before_head)(page, sentence, hit)
        if mention is None and sentence.language.modifiers == "both" and not first and hit.entry.data.get("takes") != "portfolio":
            mention = _after_head(page, sentence, hit)
        if mention is not None:
            start, end, name = mention
            found.append(_describe(page, sentence, kind, hit, start, end, name))
    return found


def _with_portfolio(page: Page, sentence: Sentence, hit: Hit, *, first: bool) -> tuple[int, int, str] | None:
    """A ministry: its head with the portfolios that stand beside it."""
    portfolios = [p for p in sentence.of("portfolio") if p.end <= hit.start or p.start >= hit.end]
    if not first:
        start = hit.start
        for portfolio in reversed([p for p in portfolios if p.end <= hit.start]):
            if _close(page, sentence, portfolio.end, start, listing=start != hit.start):
                start = portfolio.start
        if start != hit.start:
            return _with_state(page, sentence, hit, (start, hit.end, f"{page.words(start, hit.start)} {nominative(page, sentence, hit)}".strip()))
    if first or sentence.language.modifiers == "both":
        end = hit.end
        for portfolio in [p for p in portfolios if p.start >= hit.end]:
            if _close(page, sentence, end, portfolio.start, listing=end != hit.end):
                end = portfolio.end
        if end != hit.end:
            return _with_state(page, sentence, hit, (hit.start, end, f"{nominative(page, sentence, hit)} {page.words(hit.end, end)}".strip()))
    return _before_head(page, sentence, hit) if not first else _after_head(page, sentence, hit)


def _with_state(page: Page, sentence: Sentence, hit: Hit, mention: tuple[int, int, str]) -> tuple[int, int, str]:
    """A name together with the state beside it: "МИД Казахстана", "Rossiya TIV"."""
    start, end, name = mention
    for state in sentence.of("state"):
        if state.entry.data.get("form") == "adjective" or {"locative", "dative", "instrumental"} & set(state.labels):
            continue
        if sentence.language.modifiers == "both" and state.start > end and not page.text[end : state.start].strip(" "):
            return start, state.end, f"{name} {page.words(state.start, state.end)}"
        if sentence.language.modifiers == "before" and state.end < hit.start and not page.text[state.end : start].strip(" "):
            return state.start, end, f"{page.words(state.start, state.end)} {name}"
    return mention


def _close(page: Page, sentence: Sentence, left: int, right: int, *, listing: bool) -> bool:
    gap, raw = page.view[left:right], page.text[left:right]
    if right < left or "\n" in gap or any(c in raw for c in ".;:()") or ("," in raw and not listing):
        return False
    allowed = sentence.language.of_words | (sentence.language.and_words if listing else frozenset())
    return all(word in allowed for word in gap.split())


def _before_head(page: Page, sentence: Sentence, hit: Hit) -> tuple[int, int, str] | None:
    """Capitalised or quoted words directly before the head: "Alanya Alaaddin Keykubat Üniversitesi"."""
    brand = bool(hit.entry.data.get("brand"))  # "TAQA kompaniyasi" is called TAQA
    quoted = _quoted_before(page, sentence, hit)
    if quoted is not None:
        start, inner = quoted
        return start, hit.end, inner if brand else f"{inner} {nominative(page, sentence, hit)}"
    if not page.text[hit.start].isupper() and sentence.language.script == "Latn" and not sentence.language.raw["language"].get("small_heads"):
        return None
    start = _first_word(page, sentence, hit)
    if start == hit.start:
        return None
    words = _agreeing(sentence, hit, page.words(start, hit.start))
    return start, hit.end, words.strip() if brand else f"{words} {nominative(page, sentence, hit)}".strip()


def _agreeing(sentence: Sentence, hit: Hit, words: str) -> str:
    """Adjectives before an inflected head, brought back with it: "Гентского университета" is "Гентский университет"."""
    if not hit.labels or "nominative" in hit.labels:
        return words
    rules = sentence.language.raw["language"].get("agree") or []
    endings: list[str] = next((rule["endings"] for rule in rules if hit.lemma.endswith(tuple(rule["heads"]))), [])
    restored = []
    for word in words.split():
        pair = next((pair.split(">") for pair in endings if word.endswith(pair.split(">")[0])), None)
        restored.append(word[: -len(pair[0])] + pair[1] if pair else word)
    return " ".join(restored)


def _first_word(page: Page, sentence: Sentence, hit: Hit) -> int:
    """Where the capitalised words in front of a head begin; a state begins a name, a person's name is none."""
    joining = sentence.language.of_words | sentence.language.and_words
    start, taken, low = hit.start, 0, 0
    for token in reversed([t for t in sentence.tokens if t.end <= hit.start]):
        word = page.view[token.start : token.end]
        places = [h for h in sentence.of("state", "city") if h.start <= token.start < h.end]
        gap = page.text[token.end : start]
        if gap.strip(" -–") or DASH.search(gap) or _foreign_word(sentence, token, hit) or taken >= 8:
            break
        if word in sentence.language.names.given and hit.value in _NEVER_NAMED_AFTER:
            following = next((t for t in sentence.tokens if t.start > token.end), None)
            after = next((t for t in sentence.tokens if following and t.start > following.start and t.capital), None)
            return after.start if after is not None and after.end <= hit.start and following and following.capital else hit.start
        if places:
            if all(_AWAY & set(h.labels) for h in places) or not _may_precede(sentence, word):
                break
            start, taken, low = min(h.start for h in places), taken + 1, 0
            continue
        if taken and any(h.start == start for h in sentence.of("state", "city")):
            break  # a state begins a name, and so does a pair of states
        if "'" in word and sentence.language.apostrophe:
            break
        if token.capital and not _may_precede(sentence, word):
            break
        if token.capital and not (token.start == sentence.start and word in joining):  # "The …", "A …" is an article
            start, taken = token.start, taken + 1
            low = 0
        elif low < _MOST_SMALL and not taken and any(h.start <= token.start < h.end for h in sentence.of("portfolio", "topic")):
            low, start = low + 1, token.start  # «Ұлттық қорғаныс университеті»: only its first word is written large
        elif not (taken and word in joining and token.start > sentence.start):
            break
    return hit.start if low else start


def _may_precede(sentence: Sentence, word: str) -> bool:
    """Where adjectives agree with their head, only they stand before it."""
    rules = sentence.language.raw["language"].get("agree") or []
    return not rules or word.isascii() or word.endswith(tuple(end for rule in rules for pair in rule["endings"] for end in pair.split(">")))


def _after_head(page: Page, sentence: Sentence, hit: Hit) -> tuple[int, int, str] | None:
    """A head followed by a quoted name, or by "of" and capitals: "University of Szeged", "компания «КазМунайГаз»"."""
    quoted = _QUOTED.match(page.text, hit.end + 1, sentence.end) if hit.end + 1 < sentence.end else None
    if quoted is not None and not page.text[hit.end : quoted.start()].strip():
        return hit.start, quoted.end(), quoted["name"]
    if not page.text[hit.start].isupper():
        return None
    end, taken = hit.end, 0
    for token in [t for t in sentence.tokens if t.start >= hit.end]:
        gap = page.text[end : token.start]
        if gap.strip(" -–"):
            break
        word = page.view[token.start : token.end]
        if hit.value in _NEVER_NAMED_AFTER and (word in sentence.language.names.given or given_cut(sentence.language, word)):
            break
        if sentence.language.script == "Cyrl" and page.text[hit.start].isascii() != page.text[token.start].isascii():
            break  # "Satbayev University" and who heads it
        if taken and sentence.language.raw["language"].get("agree") and any(h.end == end for h in sentence.of("state")):
            break  # the state in the genitive closes a name: what follows is who heads it
        if token.capital and not _foreign_word(sentence, token, hit):
            end, taken = token.end, taken + 1
        elif word not in sentence.language.of_words or taken >= 8:
            break
    return (hit.start, end, f"{nominative(page, sentence, hit)} {page.words(hit.end, end)}") if taken else None


def _quoted_before(page: Page, sentence: Sentence, hit: Hit) -> tuple[int, str] | None:
    for match in _QUOTED.finditer(page.text, sentence.start, hit.start):
        if not page.text[match.end() : hit.start].strip():
            return match.start(), match["name"]
    return None


def _foreign_word(sentence: Sentence, token: Token, head: Hit) -> bool:
    """Whether a capitalised word is an office, a month or a person's title rather than part of a name."""
    hits = sentence.of(*_EXPLAINED)
    return any(hit.start <= token.start < hit.end and not (hit.start < head.end and head.start < hit.end) for hit in hits)


def _describe(page: Page, sentence: Sentence, kind: str, hit: Hit, start: int, end: int, name: str) -> OrganisationMention:
    state, _ = _state_of(page, sentence, start, end)
    world = load_world()
    portfolios = [p.value for p in sentence.of("portfolio") if start <= p.start and p.end <= end]
    template = hit.entry.data.get("en", "{}")
    name_en: str | None = None
    bare = bool(hit.entry.data.get("bare"))
    if bare or (hit.entry.data.get("takes") == "portfolio" and portfolios):
        name_en = template.replace("{}", " and ".join(filter(None, [", ".join(portfolios[:-1]), *portfolios[-1:]])))
        state = state or home_state(page)
        if state is not None:
            name_en = f"{name_en} of {world.states.get(state, state)}"
    elif hit.entry.data.get("brand") and sentence.language.script == "Latn":
        name_en = name
    elif sentence.language.tag != "en":
        name_en = _in_english(page, sentence, hit, start, end, template)
    ident = make_id(name_en or name)
    return OrganisationMention(start, end, ident, kind, name, name_en, state if kind in _STATE_KINDS else state)


def _in_english(page: Page, sentence: Sentence, hit: Hit, start: int, end: int, template: str) -> str:
    """The name in English as far as it can be told: known places and fields translated, the rest in Latin letters."""
    known = {h.start: h for h in sentence.of("portfolio", "city", "state")}
    states = load_world().states
    words: list[str] = []
    at = start
    for token in [t for t in sentence.tokens if start <= t.start and t.end <= end and not hit.start <= t.start < hit.end]:
        if token.start < at:
            continue
        found = known.get(token.start)
        if found is not None and found.end <= end:
            words.append(states.get(found.value, found.value.partition(", ")[0]))
            at = found.end
        elif page.view[token.start : token.end] not in sentence.language.of_words:
            words.append(romanise(page.text[token.start : token.end], sentence.language))
    return (template if "{}" in template else "{}").replace("{}", " ".join(words)).strip()


def _state_of(page: Page, sentence: Sentence, start: int, end: int) -> tuple[str | None, int]:
    for hit in sentence.of("state"):
        inside = start <= hit.start and hit.end <= end
        before = hit.end <= start and not page.view[hit.end : start].strip() and not ({"locative", "dative", "ablative"} & set(hit.labels))
        behind = hit.start >= end and all(w in sentence.language.of_words for w in page.view[end : hit.start].split()) and sentence.language.modifiers == "both"
        if inside or before or (behind and not page.text[end : hit.start].strip(" ofthe")):
            return hit.value, hit.start
    return None, start


def make_id(name: str) -> str:
    """An upper-case id from a name: "Alanya University" -> ``ALANYA_UNIVERSITY``."""
    plain = unicodedata.normalize("NFKD", name.replace("ı", "i").replace("ə", "a"))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return re.sub(r"\W+", "_", plain).strip("_").upper() or "ORGANISATION"


def _follow_abbreviations(page: Page, by_sentence: dict[int, list[OrganisationMention]]) -> None:
    """ "Türkiye İhracatçılar Meclisi (TİM)": TİM stands for it in the rest of the text."""
    meant: dict[str, OrganisationMention] = {}
    for mentions in by_sentence.values():
        for mention in mentions:
            match = _ABBREVIATION.match(page.text, mention.end)
            if match and sum(char.isupper() for char in match[1]) >= 2:
                meant.setdefault(fold(match[1]).strip(), mention)
    if not meant:
        return
    for sentence in page.sentences:
        here = by_sentence[sentence.index]
        for token in sentence.tokens:
            word = page.view[token.start : token.end].split("'")[0]
            known = meant.get(word)
            if known is None or token.start < known.start or not page.text[token.start : token.start + 2].isupper():
                continue
            if not any(o.start <= token.start < o.end for o in here):
                here.append(replace(known, start=token.start, end=token.end))
        here.sort(key=lambda m: m.start)


def _collect(by_sentence: dict[int, list[OrganisationMention]]) -> tuple[Organisation, ...]:
    grouped: dict[str, list[OrganisationMention]] = {}
    for mentions in by_sentence.values():
        for mention in mentions:
            grouped.setdefault(mention.id, []).append(mention)
    return tuple(
        Organisation(
            id=ident,
            name=max((m.name for m in mentions), key=len),
            name_en=mentions[0].name_en,
            kind=mentions[0].kind,
            state=next((m.state for m in mentions if m.state), None),
            spans=tuple(Span(m.start, m.end) for m in mentions),
        )
        for ident, mentions in grouped.items()
    )


def mentions_in(by_sentence: dict[int, list[OrganisationMention]], sentence: Sentence) -> Sequence[OrganisationMention]:
    """The organisations named in a sentence."""
    return by_sentence.get(sentence.index, ())
