"""Organisations: those the lexicon knows, and those that their own name declares.

"Dışişleri Bakanlığı", "Alanya Alaaddin Keykubat Üniversitesi", «Қазақстан темір жолы» ҰК: a head word (ministry,
university, company …) with a portfolio, a run of capitals or a quoted name beside it is an organisation even where no
list has it. An abbreviation in brackets behind a name stands for it from there on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from elchi.lexicon import Hit, fold, load_world
from elchi.model import Organisation, Span
from elchi.reading.body_names import after_head, before_head, with_portfolio, with_state
from elchi.reading.growing import last_named
from elchi.reading.mentions import OrganisationMention
from elchi.reading.names import ends_a_name
from elchi.reading.naming import (
    city_of_adjective,
    in_english,
    make_id,
    nominative,
    quoted_after,
)
from elchi.reading.page import Page, Sentence
from elchi.reading.represents import home_state

_ABBREVIATION = re.compile(r"\s*\(\s*([^\W\d_a-zа-я][\w.-]{1,11})\s*[),;]")
_FEW_WORDS = 6
_PRIVATE = frozenset(
    {"company", "bank", "fund", "university", "institute", "academy", "association", "chamber", "group", "park"}
)
_LEARNED = frozenset({"university", "institute", "academy"})
_SHARED = frozenset({"council", "commission", "group"})  # bodies that two states have together


def find_organisations(page: Page) -> tuple[dict[int, list[OrganisationMention]], tuple[Organisation, ...]]:
    """Mentions by sentence index, and the organisations of the document."""
    by_sentence: dict[int, list[OrganisationMention]] = {}
    for sentence in page.sentences:
        if not sentence.of("organisation", "orghead") or _is_byline(sentence):
            by_sentence[sentence.index] = []
            continue
        known = _known(page, sentence)
        declared = [d for d in _declared(page, sentence) if not _headed_by_known(sentence, d, known)]
        known, declared = _widened(page, sentence, known, declared)
        found = [*known, *declared]
        kept: list[OrganisationMention] = []
        for mention in sorted(found, key=lambda m: (m.start, -m.end)):
            if not any(mention.start < other.end and other.start < mention.end for other in kept):
                kept.append(mention)
        by_sentence[sentence.index] = kept
    _follow_abbreviations(page, by_sentence)
    return by_sentence, _collect(by_sentence)


def _headed_by_known(sentence: Sentence, declared: OrganisationMention, known: Sequence[OrganisationMention]) -> bool:
    """Whether a name that its head declares ends in a body that is known and begins with another, or with a person's name."""
    inside = [k for k in known if declared.start <= k.start and k.end <= declared.end]
    first = next((t.word for t in sentence.tokens if t.start >= declared.start), "")
    if len(inside) == 1 and inside[0].state is None and inside[0].end == declared.end:
        whose = [
            s
            for s in sentence.of("state")
            if s.start == declared.start and ("genitive" in s.labels or inside[0].kind == "igo")
        ]
        if any(0 <= inside[0].start - s.end <= 1 for s in whose):
            return True  # "Қырғызстанның Түркі мемлекеттері ұйымындағы": the state is in the body, not of it
    return any(k.end == declared.end for k in inside) and (len(inside) >= 2 or first in sentence.language.names.given)


def _widened(
    page: Page, sentence: Sentence, known: list[OrganisationMention], declared: list[OrganisationMention]
) -> tuple[list[OrganisationMention], list[OrganisationMention]]:
    """Known bodies with the head or the state around them («корпорация «Роскосмос»», «Мажилис РК»), and the names that are none of these."""
    kept: list[OrganisationMention] = []
    for mention in declared:
        if any(mention.start < k.start < mention.end < k.end for k in known):
            continue  # "Narbayeva MDH Parlamentlararo Assambleyasi Kengashi": the known name goes on
        inside = [k for k in known if mention.start <= k.start and k.end <= mention.end]
        if len(inside) == 1 and (
            _quoted_alone(page, inside[0]) or _with_state_only(page, sentence, inside[0], mention)
        ):
            known = [replace(k, start=mention.start, end=mention.end) if k is inside[0] else k for k in known]
        elif not (
            len(inside) == 1
            and (_of_whom(page, sentence, inside[0], mention) or _beside(page, sentence, inside[0], mention))
        ):
            kept.append(mention)
    return known, kept


def _quoted_alone(page: Page, known: OrganisationMention) -> bool:
    """Whether a known name stands alone in quotation marks."""
    opened = any(char in page.text[known.start - 1 : known.end] for char in '«"“„')
    return opened and page.text[known.end : known.end + 1] in set('»"”“')


def _with_state_only(page: Page, sentence: Sentence, known: OrganisationMention, mention: OrganisationMention) -> bool:
    """Whether what a name has beyond a known one is its state."""
    return known.state is not None and any(
        h.value == known.state
        and (
            (page.text[known.end : h.start].isspace() and h.end == mention.end and known.start == mention.start)
            or (page.text[h.end : known.start].isspace() and h.start == mention.start and known.end == mention.end)
        )
        for h in sentence.of("state")
    )


def _beside(page: Page, sentence: Sentence, known: OrganisationMention, mention: OrganisationMention) -> bool:
    """Whether a name is only a body of several states behind a state or a surname that acts: "O'zbekiston Osiyo taraqqiyot bankiga a'zo bo'ldi"."""
    if known.state is not None or known.end != mention.end or mention.start == known.start:
        return False
    state = any(
        h.start == mention.start and h.entry.data.get("form") == "name" and page.text[h.end : known.start].isspace()
        for h in sentence.of("state")
    )
    words = [t for t in sentence.tokens if mention.start <= t.start and t.end <= known.start]
    return state or (len(words) == 1 and ends_a_name(sentence.language, words[0].word))


def _of_whom(page: Page, sentence: Sentence, known: OrganisationMention, mention: OrganisationMention) -> bool:
    """Whether a name is only a body of several states behind a state that does something with it: "Azərbaycanın İƏT-ə …"."""
    return (
        known.state is None
        and known.kind == "igo"
        and known.end == mention.end
        and any(
            h.start == mention.start and "genitive" in h.labels and page.text[h.end : known.start].isspace()
            for h in sentence.of("state")
        )
    )


def _is_byline(sentence: Sentence) -> bool:
    """Whether a line only credits somebody: "Фото: МИД РК"."""
    return len(sentence.tokens) <= _FEW_WORDS and any(hit.start == sentence.start for hit in sentence.of("byline"))


def _known(page: Page, sentence: Sentence) -> list[OrganisationMention]:
    organisations = load_world().organisations
    found = []
    for hit in sentence.of("organisation"):
        known = organisations.get(hit.value)
        referred = any(h.start <= hit.start and hit.end < h.end for h in sentence.of("refers"))  # "Mejlisiň dowamynda"
        if known is not None and not referred:
            start = (
                _with_states(page, sentence, hit.start) if known.kind in _SHARED and known.state is None else hit.start
            )
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
        if (
            hit.entry.data.get("press")
            or "plural" in hit.labels
            or any(s.start <= hit.start and hit.end <= s.end for s in sentence.of("state", "region"))
        ):
            continue  # «Российская Федерация» is a state
        kind = hit.value.partition(".")[0]
        first = hit.entry.data.get("position") == "first"
        if hit.entry.data.get("bare") and any(
            o.start <= hit.start and hit.end <= o.end and ("plural" in o.labels or kind == "government")
            for o in sentence.of("office")
        ):
            continue  # "the foreign ministers of the OTS" are those of many states; a cabinet is told of by who heads it
        if sentence.language.modifiers == "both" and (quoted := quoted_after(page, sentence, hit)) is not None:
            mention: tuple[int, int, str] | None = quoted
        elif hit.entry.data.get("bare"):
            mention = with_state(page, sentence, hit, (hit.start, hit.end, nominative(page, sentence, hit)))
        elif hit.entry.data.get("takes") == "portfolio":
            mention = with_portfolio(page, sentence, hit, first=first)
        else:
            mention = (after_head if first else before_head)(page, sentence, hit)
        if (
            mention is None
            and sentence.language.modifiers == "both"
            and not first
            and hit.entry.data.get("takes") != "portfolio"
        ):
            mention = after_head(page, sentence, hit)
        if mention is not None and not _generic(page, sentence, hit, mention):
            found.append(_describe(page, sentence, kind, hit, mention))
    return found


def _generic(page: Page, sentence: Sentence, hit: Hit, mention: tuple[int, int, str]) -> bool:
    """Whether only a state's adjective stands before a small word for a private body: «турецкая компания» is no name."""
    kind = hit.value.partition(".")[0]
    if kind not in _PRIVATE or page.text[hit.start].isupper() or mention[1] != hit.end:
        return False
    if kind in _LEARNED and " " in page.text[hit.start : hit.end]:
        return False  # "Türkmen döwlet uniwersiteti"
    return any(
        h.start == mention[0] and h.entry.data.get("form") == "adjective" and page.text[h.end : hit.start].isspace()
        for h in sentence.of("state")
    )


def _describe(
    page: Page, sentence: Sentence, kind: str, hit: Hit, mention: tuple[int, int, str]
) -> OrganisationMention:
    start, end, name = mention
    state = _state_of(page, sentence, start, end)[0] or _state_of_adjective(sentence, start, hit.start)
    world = load_world()
    portfolios = [p.value for p in sentence.of("portfolio") if start <= p.start and p.end <= end]
    template = hit.entry.data.get("en", "{}")
    name_en: str | None = None
    bare = bool(hit.entry.data.get("bare"))
    if bare or (hit.entry.data.get("takes") == "portfolio" and portfolios):
        name_en = template.replace("{}", " and ".join(filter(None, [", ".join(portfolios[:-1]), *portfolios[-1:]])))
        state = state or _of_that_state(page, sentence, end) or home_state(page)
        if state is not None:
            name_en = f"{name_en} of {world.states.get(state, state)}"
    elif hit.entry.data.get("brand") and sentence.language.script == "Latn":
        name_en = name
    elif sentence.language.tag != "en":
        name_en = in_english(page, sentence, hit, start, end, template)
    ident = make_id(name_en or name)
    return OrganisationMention(start, end, ident, kind, name, name_en, state)


def _of_that_state(page: Page, sentence: Sentence, end: int) -> str | None:
    """The state that «МИД республики» means."""
    following = next((t for t in sentence.tokens if t.start >= end), None)
    words = sentence.language.raw["language"].get("that_state") or ()
    if following is None or following.word not in words:
        return None
    return last_named(page, sentence, end)


def _state_of_adjective(sentence: Sentence, start: int, head: int) -> str | None:
    """The state of the city whose adjective stands in a name: «Багдадский университет»."""
    words = [t.word for t in sentence.tokens if start <= t.start and t.end <= head]
    return next((city.partition(", ")[2] for word in words if (city := city_of_adjective(sentence, word))), None)


def _state_of(page: Page, sentence: Sentence, start: int, end: int) -> tuple[str | None, int]:
    for hit in sentence.of("state"):
        inside = start <= hit.start and hit.end <= end
        before = (
            hit.end <= start
            and not page.text[hit.end : start].strip(" «“„\"'’")
            and not ({"locative", "dative", "ablative"} & set(hit.labels))
        )
        behind = (
            hit.start >= end
            and all(w in sentence.language.of_words for w in page.view[end : hit.start].split())
            and sentence.language.modifiers == "both"
        )
        if inside or before or (behind and not page.text[end : hit.start].strip(" ofthe")):
            return hit.value, hit.start
    return None, start


def _follow_abbreviations(page: Page, by_sentence: dict[int, list[OrganisationMention]]) -> None:
    """Let an abbreviation stand for a name in the rest of the text: "Türkiye İhracatçılar Meclisi (TİM)"."""
    meant: dict[str, OrganisationMention] = {}
    for mentions in by_sentence.values():
        for mention in list(mentions):
            match = _ABBREVIATION.match(page.text, mention.end)
            same = next(
                (m for m in mentions if match and m.start == match.start(1) and m.id in load_world().organisations),
                None,
            )
            if same is not None and mention.id != same.id and mention.id in load_world().organisations:
                _reread(page, by_sentence, same, mention)  # the abbreviation of two bodies: here it is this one's
            elif same is not None and mention.id != same.id and not _of_a_town(page, mention):
                mentions[mentions.index(mention)] = replace(
                    mention, id=same.id, kind=same.kind, name_en=same.name_en, state=same.state
                )
            elif match and sum(char.isupper() for char in match[1]) >= 2:
                meant.setdefault(fold(match[1]).strip(), mention)
    if meant:
        _add_short(page, by_sentence, meant)


def _add_short(
    page: Page, by_sentence: dict[int, list[OrganisationMention]], meant: dict[str, OrganisationMention]
) -> None:
    """Add the places where an abbreviation that a text explains stands alone."""
    for sentence in page.sentences:
        here = by_sentence[sentence.index]
        for token in sentence.tokens:
            word = token.word.split("'")[0]
            known = meant.get(word)
            if known is None or token.start < known.start or not page.text[token.start : token.start + 2].isupper():
                continue
            if not any(o.start <= token.start < o.end for o in here):
                here.append(replace(known, start=token.start, end=token.end))
        here.sort(key=lambda m: m.start)


def _reread(
    page: Page, by_sentence: dict[int, list[OrganisationMention]], short: OrganisationMention, full: OrganisationMention
) -> None:
    """Let an abbreviation that is known for one body mean another, whose full name the text gives with it."""
    written = page.view[short.start : short.end]
    for index, mentions in by_sentence.items():
        by_sentence[index] = [
            replace(m, id=full.id, kind=full.kind, name=full.name, name_en=full.name_en, state=full.state)
            if m.id == short.id and page.view[m.start : m.end].startswith(written)
            else m
            for m in mentions
        ]


def _of_a_town(page: Page, mention: OrganisationMention) -> bool:
    """Whether a chamber or a university bears a town's name: its abbreviation may be that of a known body too."""
    sentence = page.sentence_at(mention.start)
    return any(h.start == mention.start and h.end < mention.end for h in sentence.of("city"))


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
