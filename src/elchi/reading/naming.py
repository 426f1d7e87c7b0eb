"""What an organisation is called: its name in the nominative, and in English as far as that can be told.

Where adjectives agree with their head, an inflected name goes back as a whole («Багдадского университета» is
«Багдадский университет»), and an adjective made from a city's name tells the city: "Baghdad University".
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from elchi.lexicon import Hit, load_language, load_world
from elchi.lexicon.terms import expand
from elchi.reading.page import Page, Sentence
from elchi.reading.romanise import romanise

_SOFT = "аеиоуыэюяйьъ"
_MADE_FROM = re.compile(r"(?:ин|ен|ан|ян|ь)?[сц]к(?:ий|ая|ое|ие|ого|ому|им|ом|ой|ую|их|ими)")
_SHORTEST = 3
_HYPHENS = frozenset("-‑")
_QUOTED = re.compile(r"[«“\"„](?P<name>[^«»“”\"„\n]{2,80})[»”\"“]")
_PURPOSE = 9  # small words that a name may go on with


@lru_cache(maxsize=8)
def _cities(code: str) -> dict[str, str]:
    """Stems of the names of cities in a language -> the city, for languages whose adjectives agree."""
    stems: dict[str, str] = {}
    paradigms = {
        name: [str(e or "") for e in ends]
        for name, ends in load_language(code).raw["language"].get("paradigms", {}).items()
    }
    for city, terms in load_language(code).raw.get("cities", {}).items():
        for term in terms or []:
            stem = next(expand(str(term), paradigms)).lemma.rstrip(_SOFT)
            if len(stem) >= _SHORTEST and " " not in stem:
                stems.setdefault(stem, city)
    return stems


def city_of_adjective(sentence: Sentence, word: str) -> str | None:
    """The city ("Baghdad, IQ") from which an adjective is made: «багдадского»."""
    if not sentence.language.raw["language"].get("agree"):
        return None
    stems = _cities(sentence.language.code)
    for cut in range(len(word) - 3, _SHORTEST - 1, -1):
        if word[:cut] in stems and _MADE_FROM.fullmatch(word, cut):
            return stems[word[:cut]]
    return None


def nominative(page: Page, sentence: Sentence, hit: Hit) -> str:
    """The words of a hit, without the case of the last one."""
    text = page.text
    if hit.lemma != page.view[hit.start : hit.stem_end]:
        words, lemma = text[hit.start : hit.end].split(), hit.lemma.split()
        if len(words) == len(lemma):
            return " ".join(_like(word, form) for word, form in zip(words, lemma, strict=True))
    rest = page.view[hit.stem_end : hit.end]
    if rest and text[hit.stem_end] in _HYPHENS and "nominative" not in hit.labels:
        return page.words(hit.start, hit.stem_end)  # "XİN-dən"
    kept = sentence.language.noun.uninflected(rest) if rest else ""
    return (
        page.words(hit.start, hit.stem_end + len(kept))
        if rest.startswith(kept)
        else page.words(hit.start, hit.stem_end)
    )


def _like(word: str, form: str) -> str:
    """`form` with the capitals of `word`."""
    if word.isupper() and len(word) > 1:
        return form.upper()
    return form[:1].upper() + form[1:] if word[:1].isupper() else form


def agreeing(sentence: Sentence, hit: Hit, words: str) -> str:
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


def in_english(page: Page, sentence: Sentence, hit: Hit, start: int, end: int, template: str) -> str:
    """The name in English as far as it can be told: known places and fields translated, the rest in Latin letters."""
    known = {h.start: h for h in sentence.of("portfolio", "city", "state")}
    states = load_world().states
    words: list[str] = []
    at = start
    for token in [
        t for t in sentence.tokens if start <= t.start and t.end <= end and not hit.start <= t.start < hit.end
    ]:
        if token.start < at:
            continue
        found = known.get(token.start)
        if found is not None and found.end <= end:
            words.append(states.get(found.value, found.value.partition(", ")[0]))
            at = found.end
        elif (city := city_of_adjective(sentence, token.word)) is not None:
            words.append(city.partition(", ")[0].removesuffix(" Region"))
        elif token.word not in sentence.language.of_words:
            word = page.text[token.start : token.end]
            words.append(romanise(agreeing(sentence, hit, word) if token.end <= hit.start else word, sentence.language))
    return (template if "{}" in template else "{}").replace("{}", " ".join(words)).strip()


def make_id(name: str) -> str:
    """An upper-case id from a name: "Alanya University" -> ``ALANYA_UNIVERSITY``."""
    plain = unicodedata.normalize("NFKD", name.replace("ı", "i").replace("ə", "a"))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return re.sub(r"\W+", "_", plain).strip("_").upper() or "ORGANISATION"


def quoted_after(page: Page, sentence: Sentence, hit: Hit) -> tuple[int, int, str] | None:
    """A quoted name right behind a head, as (start, end, name)."""
    quoted = _QUOTED.match(page.text, hit.end + 1, sentence.end) if hit.end + 1 < sentence.end else None
    if quoted is None or page.text[hit.end : quoted.start()].strip():
        return None
    return hit.start, quoted.end(), quoted["name"]


def quoted_before(page: Page, sentence: Sentence, hit: Hit) -> tuple[int, str] | None:
    """A quoted name right before a head, as (start, name)."""
    for match in _QUOTED.finditer(page.text, sentence.start, hit.start):
        if not page.text[match.end() : hit.start].strip(" )"):
            return match.start(), match["name"]
    return None


def for_purpose(page: Page, sentence: Sentence, hit: Hit) -> tuple[int, int, str] | None:
    """A head whose name goes on in small letters behind "for": «Агентство по противодействию коррупции»."""
    language = sentence.language
    tokens = [t for t in sentence.tokens if t.start >= hit.end]
    if not tokens or tokens[0].word not in (language.raw["language"].get("purpose") or ()):
        return None
    stops = sentence.of("say", "perform", "engagement.verb", "engagement.noun", "outcome.verb", "state")
    prepositions = {
        *(language.raw["language"].get("at") or ()),
        *language.marks["with"].before,
        *language.marks["from"].before,
        *language.marks["to"].before,
    }
    end = words = 0
    at = hit.end
    for token in tokens:
        word = token.word
        stopped = (
            token.capital
            or page.text[at : token.start] != " "
            or words >= _PURPOSE
            or any(h.start <= token.start < h.end for h in stops)
        )
        if stopped or (words and word in prepositions):
            break
        at, words = token.end, words + 1
        if word not in language.and_words and word not in language.of_words:
            end = token.end
    quoted = _QUOTED.match(page.text, at + 1, sentence.end) if words and at + 1 < sentence.end else None
    if quoted is not None and page.text[at : quoted.start()] == " ":
        return hit.start, quoted.end(), quoted["name"]
    return (
        (hit.start, end, f"{nominative(page, sentence, hit)} {page.words(hit.end, end)}") if end and words > 1 else None
    )
