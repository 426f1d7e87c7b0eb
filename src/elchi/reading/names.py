"""Runs of capitalised words that may be a person's name, and names brought back to the nominative.

A run breaks at anything the lexicon explains otherwise (states, organisations, offices, cities, months), at punctuation
and at the line's end. The nominative of a name is chosen among the ways its last word can be cut, by what the text
itself shows elsewhere, by usual surname endings, and by known given names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from elchi.lexicon import Hit, Language
from elchi.reading.page import Page, Sentence, Token

_INITIAL = re.compile(r"[^\W\d_]{1,2}")
# kinds of terms that explain a capitalised word as something other than a name
EXPLAINED = frozenset(
    ["state", "organisation", "office", "alias", "city", "region", "date.months", "date.weekdays", "engagement.noun", "engagement.verb", "say", "portfolio", "orghead", "document", "former", "acting", "date.days", "perform", "sides", "delegations", "margins", "medium", "source", "byline", "number.words", "number.magnitudes", "number.currencies", "topic", "outcome.noun", "outcome.verb", "outcome.phrase", "legal_form", "number.indicators", "date.weeks", "date.years_relative", "date.months_relative"]
)
# a place in one of these cases says where, and is no part of a name ("Nagy Márton Taskentben")
_PLACED = frozenset(["locative", "ablative", "inessive", "superessive", "illative", "sublative", "elative", "delative", "allative", "adessive"])
_HARD = frozenset(["state", "region", "organisation", "office", "alias", "date.months", "orghead", "byline"])


@dataclass(frozen=True, slots=True)
class Run:
    """Capitalised words that may be a name: its tokens without honorifics, in the order of the text."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    honoured: bool
    """An honorific stood before or behind it."""
    sentence: int


@dataclass(frozen=True, slots=True)
class Name:
    """A name brought back to the nominative."""

    words: tuple[str, ...]
    """In the document's spelling, in the order of the text."""
    folded: tuple[str, ...]
    case: str | None
    surname: int
    """Index of the surname among the words."""
    display: str
    """The name as it is written: initials keep their stops, and no blank where the text has none."""
    gender: str | None
    known_given: bool
    surname_like: bool


class Vocabulary:
    """What one text shows of its words: how often each is written with a capital (inside a sentence, too) or a small letter."""

    def __init__(self, page: Page) -> None:
        self.capital: Counter[str] = Counter()
        self.inner: Counter[str] = Counter()
        self.small: Counter[str] = Counter()
        view = page.view
        for sentence in page.sentences:
            for position, token in enumerate(sentence.tokens):
                word = view[token.start : token.end]
                if not token.capital:
                    self.small[word] += 1
                    continue
                self.capital[word] += 1
                if position:
                    self.inner[word.split("'")[0]] += 1


def find_runs(page: Page, sentence: Sentence, blocked: Sequence[tuple[int, int]], vocabulary: Vocabulary) -> list[Run]:
    """Runs of capitalised words of a sentence that nothing in `blocked` or in the lexicon explains."""
    language, view, text = sentence.language, page.view, page.text
    runs: list[Run] = []
    current: list[Token] = []
    honoured = False
    hard = [*blocked, *((h.start, h.end) for h in sentence.hits if h.entry.kind in _HARD and not _name_not_month(page, sentence, h))]
    soft = [(h.start, h.end) for h in sentence.hits if h.entry.kind in EXPLAINED and h.entry.kind not in _HARD]

    placed = [(h.start, h.end) for h in sentence.hits if h.entry.kind in {"city", "state"} and _PLACED & set(h.labels)]

    def close() -> None:
        nonlocal current, honoured
        while current and not current[-1].capital and not view[current[-1].start : current[-1].end].endswith(language.names.surname_endings or ("\n",)):
            current.pop()
        if current:
            runs.append(Run(current[0].start, current[-1].end, tuple(current), honoured, sentence.index))
        current, honoured = [], False

    previous_end = sentence.start
    dotted = _dotted(page, sentence)
    for position, token in enumerate(sentence.tokens):
        word = view[token.start : token.end]
        if any(a <= token.start < b for a, b in dotted):
            close()
            honoured, previous_end = True, token.end
            continue
        if not current and not token.capital:  # most words: nothing begins here
            honoured = word in language.names.honorifics
            previous_end = token.end
            continue
        if current and not _runs_on(text[previous_end : token.start], view[current[-1].start : current[-1].end]):
            close()
        previous_end = token.end
        if current and language.script == "Cyrl" and text[token.start].isascii() != text[current[-1].start].isascii():
            close()  # a company's name in Latin letters ends where a person's begins
        if word in language.names.honorifics and not current:
            honoured = True
            continue
        if current and word in language.names.after:
            honoured = True
            close()
            continue
        if current and word in language.names.particles:
            current.append(token)
            continue
        given = word.split("'")[0] in language.names.given
        follows_name = bool(current) and (view[current[-1].start : current[-1].end] in language.names.given or current[-1].end - current[-1].start <= 2)
        surname = _surname_of_place(page, sentence, position)
        if not token.capital or (any(a <= token.start < b for a, b in hard) and not surname and not (follows_name and not any(a <= token.start < b for a, b in blocked))):
            close()
            continue
        if any(a <= token.start < b for a, b in placed) and not given:
            close()
            continue
        if any(a <= token.start < b for a, b in soft) and not follows_name and not given and not surname and (language.apostrophe or given_cut(language, word) is None):
            close()
            continue
        if not current and not given and not surname and position == 0 and _ordinary(page, sentence, token, word, vocabulary):
            continue
        if given and current and _next_person(page, sentence, position, len(current)):
            close()  # "Şahin Mustafayev Hakan Fidanla görüşüb": the next person begins
        current.append(token)
        if language.apostrophe and "'" in word and language.noun.labels(word[word.rindex("'") :]) is not None:
            close()  # an inflected word ends a name
    close()
    return runs


def _dotted(page: Page, sentence: Sentence) -> list[tuple[int, int]]:
    """Places of abbreviated honorifics ("H.E."), whose letters look like initials."""
    text = page.text[sentence.start : sentence.end]
    found = [(title, text.find(title)) for title in sentence.language.names.dotted]
    places = []
    for title, at in found:
        while at >= 0:
            places.append((sentence.start + at, sentence.start + at + len(title)))
            at = text.find(title, at + 1)
    return places


def _surname_of_place(page: Page, sentence: Sentence, position: int) -> bool:
    """Whether a word for a state or a town is a surname: "Magyar Levente", "Ungvári József", where surnames come first."""
    language, tokens = sentence.language, sentence.tokens
    if not language.names.surname_first or position + 1 >= len(tokens):
        return False
    token, following = tokens[position], tokens[position + 1]
    if not (token.capital and following.capital and page.text[token.end : following.start] == " "):
        return False
    explained = [h for h in sentence.hits if h.start == token.start and h.end == token.end and h.entry.kind in EXPLAINED]
    if not explained or any(h.entry.kind not in {"state", "city", "topic"} or _PLACED & set(h.labels) for h in explained):
        return False
    word = page.view[following.start : following.end]
    return word in language.names.given or given_cut(language, word) is not None


def _name_not_month(page: Page, sentence: Sentence, hit: Hit) -> bool:
    """ "Kasım Cömert Tokayev": a month that is a given name too, before another capital and behind no number."""
    if hit.entry.kind != "date.months" or page.view[hit.start : hit.end] not in sentence.language.names.given:
        return False
    behind = page.text[hit.end : hit.end + 2]
    return behind[:1] in {" ", "-"} and behind[1:].isupper() and not page.text[max(0, hit.start - 4) : hit.start].strip(" .'’-")[-1:].isdigit()


def _ends_a_name(language: Language, word: str) -> bool:
    """Whether a word is a surname rather than another given name, inflected or not."""
    return word not in language.names.given and (_like_surname(language, word) or any(
        word.endswith(ending) and _like_surname(language, word[: len(word) - len(ending)] + restored) for ending, restored, _ in language.names.endings
    ))


def _next_person(page: Page, sentence: Sentence, position: int, before: int) -> bool:
    """Whether a given name behind a surname begins another person: a full name stands before it, or follows with its own surname."""
    words = [page.view[t.start : t.end] for t in sentence.tokens[position - 1 : position + 2]]
    language = sentence.language
    if not _ends_a_name(language, words[0]):
        return False
    return before > 1 or (not language.names.surname_first and len(words) > 2 and sentence.tokens[position + 1].capital and _ends_a_name(language, words[2]))


def _runs_on(gap: str, before: str) -> bool:
    """Whether a name goes on over the gap: a blank, a hyphen, or the stop of an initial."""
    return gap in {" ", "-", "\u00a0", "‑"} or (gap.strip() in {".", ". "} and len(gap) <= 2 and len(before) <= 2)


def _ordinary(page: Page, sentence: Sentence, token: Token, word: str, vocabulary: Vocabulary) -> bool:
    """Whether the first word of a sentence is likely an ordinary word that only the sentence made capital."""
    if vocabulary.small[word]:
        return True
    following = next((t for t in sentence.tokens if t.start > token.start), None)
    if not sentence.language.apostrophe and len(word) >= 5:  # a name is met in other cases elsewhere
        stem = word[: max(4, len(word) - 2)]
        if any(other.startswith(stem) and abs(len(other) - len(word)) <= 3 for other in vocabulary.inner):
            return False
    if "'" in word and sentence.language.apostrophe:
        return False
    if following is None or not following.capital:
        return vocabulary.inner[word] == 0 and (following is not None or not _like_surname(sentence.language, word))
    return False


def _like_surname(language: Language, word: str) -> bool:
    return len(word) >= 5 and word.endswith(language.names.surname_endings)


def to_nominative(page: Page, language: Language, run: Run, vocabulary: Vocabulary, expected: str | None = None) -> Name:
    """Bring a run back to the nominative; `expected` is the case that its office shows."""
    names = language.names
    words = [page.text[t.start : t.end] for t in run.tokens]
    folded = [page.view[t.start : t.end] for t in run.tokens]
    case: str | None = None
    expected = expected or ("accusative" if _object_of_verb(page, language, run) else None)
    if len(folded) > 1 and folded[-1] not in names.given:
        first_cut = given_cut(language, folded[0])
    else:
        first_cut = None
    gender = names.given.get(folded[0].split("'")[0]) or next((names.given[f] for f in folded if f in names.given), None)
    if first_cut is not None and folded[0] not in names.given:
        base, ending_case, restored = first_cut
        words[0] = words[0][: len(base) - len(restored)] + restored if restored else words[0][: len(base)]
        folded[0], case = base, ending_case
        gender = names.given.get(base)
    if case is None and not language.apostrophe:
        case = next((cut[1] for word in folded[1:-1] if word not in names.given and (cut := given_cut(language, word))), None)
    if gender is None and first_cut is None and names.feminine and folded[0].endswith(tuple({end[-1] for end in names.feminine.values()})):
        gender = "f"  # an unknown given name that ends like a woman's
    last = len(words) - 1
    inflects_last = not (names.surname_first and False)
    if inflects_last:
        length, replacement, cut_case = _best_cut(language, folded[last], vocabulary, expected=case or expected, gender=gender, alone=len(words) == 1)
        if length is not None:
            words[last] = words[last][:length] + replacement
            folded[last] = folded[last][:length] + replacement
            case = cut_case or case
    middle = range(1, last)
    if not language.apostrophe and (sure := expected or case):
        for index in range(last):
            if folded[index] not in names.given and given_cut(language, folded[index]) is None:
                words[index], folded[index] = _unknown_given(language, words[index], folded[index], sure)
    if case is not None and (first_cut is not None or not language.apostrophe):
        for index in middle:
            cut = given_cut(language, folded[index])
            if cut is not None and folded[index] not in names.given:
                words[index] = words[index][: len(cut[0]) - len(cut[2])] + cut[2]
                folded[index] = cut[0]
    surname = 0 if names.surname_first and len(words) > 1 and folded[0] not in names.given else last
    if names.surname_first and len(words) > 1 and folded[0] in names.given and folded[last] not in names.given:
        surname = last
    if not names.surname_first and len(words) > 1 and folded[last] in names.given and folded[0] not in names.given:
        surname = last
    return Name(
        display=_display(page, run, words),
        words=tuple(words),
        folded=tuple(folded),
        case=case,
        surname=surname,
        gender=gender,
        known_given=any(f in names.given for f in folded),
        surname_like=_like_surname(language, folded[surname]),
    )


def _object_of_verb(page: Page, language: Language, run: Run) -> bool:
    """Whether a name with an accusative ending stands directly before a verb: "Gideon Lustigni qabul qildi"."""
    if not language.verb_final:
        return False
    word = page.view[run.tokens[-1].start : run.tokens[-1].end]
    if not any(case == "accusative" and len(ending) > 1 and word.endswith(ending) for ending, _, case in language.names.endings):
        return False
    hits = page.sentences[run.sentence].of("engagement.verb", "outcome.verb")
    return any(h.start == run.end + 1 and h.value in {"meeting", "invited"} for h in hits)


def _display(page: Page, run: Run, words: Sequence[str]) -> str:
    pieces: list[str] = []
    for token, word in zip(run.tokens, words, strict=True):
        stop = is_initial(page, token) and token is not run.tokens[-1]
        glued = page.text[token.end : token.end + 2].strip() not in {"", "."} or page.text[token.end + 1 : token.end + 2].isalpha()
        joint = page.text[token.end : token.end + 1]
        pieces.append(word + ("." if stop else "") + ("" if stop and glued else joint if joint in {"-", "‑"} and token is not run.tokens[-1] else " "))
    return "".join(pieces).strip()


def _unknown_given(language: Language, word: str, folded: str, case: str) -> tuple[str, str]:
    """A given name that no list has, back in the nominative: its case is known from its office or its surname."""
    for ending, replacement, of_case in language.names.endings:
        if of_case == case and len(ending) >= 2 and folded.endswith(ending) and len(folded) - len(ending) >= 3 and ending[0] == replacement[:1]:
            stem = len(word) - len(ending)
            return word[:stem] + replacement, folded[:stem] + replacement
    return word, folded


def given_cut(language: Language, word: str) -> tuple[str, str, str] | None:
    """(nominative, case, what was restored) where cutting an ending leaves a known given name."""
    names = language.names
    for ending, replacement, case in names.endings:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            base = word[: len(word) - len(ending)] + replacement
            if base in names.given:
                return base, case, replacement
    return None


def _best_cut(
    language: Language, word: str, vocabulary: Vocabulary, *, expected: str | None, gender: str | None, alone: bool
) -> tuple[int | None, str, str | None]:
    """How much of the last word of a name stays, what is put behind it, and the case that this cut means."""
    names = language.names
    if "'" in word:
        at = word.rindex("'")
        rest = word[at + 1 :]
        labels = language.noun.labels(rest)
        if language.apostrophe and (labels is not None or any(rest == e for e, _, _ in names.endings)):
            case = next((c for e, _, c in names.endings if e == rest), None) or (labels[-1] if labels else None)
            return at, "", case
    # with an apostrophe to show cases, a bare word is a nominative unless the text shows otherwise
    best: tuple[float, int | None, str, str | None] = (_plain_score(language, word, vocabulary, gender), None, "", None)
    for ending, replacement, case in names.endings:
        stem = word[: len(word) - len(ending)]
        if not word.endswith(ending) or len(stem) < 3:
            continue
        base = stem + replacement
        score = -1.0 + (1.6 if len(ending) >= 3 and not language.apostrophe else 0.0)
        score += 3.0 * (vocabulary.capital[base] > 0) + 1.2 * _like_surname(language, base) + 1.5 * (alone and base in names.given)
        score += 0.5 * (len(ending) == 2 and not language.apostrophe and _like_surname(language, base) and not _like_surname(language, word))
        score += 2.5 * (expected is not None and expected == case) - 1.0 * (expected is not None and expected != case)
        if not language.apostrophe and len(base) >= 4:  # the name stands in the text in another case too
            score += 1.6 * any(other != word and other.startswith(base) and len(other) <= len(base) + 3 for other in vocabulary.capital)
        score -= 2.0 * (gender == "m" and bool(names.feminine) and base.endswith(tuple(names.feminine.values())))
        score -= 2.0 * (gender == "f" and not replacement and base in _masculine(names.feminine, base))
        if score > best[0]:
            best = (score, len(stem), replacement, case)
    return best[1], best[2], best[3]


def _masculine(feminine: object, base: str) -> frozenset[str]:
    """`base` itself where it ends like a masculine surname that has a feminine form."""
    ends = tuple(feminine) if isinstance(feminine, dict) else ()
    return frozenset({base}) if ends and base.endswith(ends) else frozenset()


def _plain_score(language: Language, word: str, vocabulary: Vocabulary, gender: str | None) -> float:
    names = language.names
    feminine = tuple(names.feminine.values())
    if feminine and word.endswith(feminine):
        return {"f": 1.5, "m": 0.0}.get(gender or "", 1.0)
    return 1.0 * _like_surname(language, word) + 1.5 * (word in names.given) + 0.3 * (vocabulary.capital[word] > 1)


def is_initial(page: Page, token: Token) -> bool:
    """Whether a token is an initial (one or two letters and a stop)."""
    return token.end - token.start <= 2 and page.text[token.end : token.end + 1] == "." and bool(_INITIAL.fullmatch(page.view, token.start, token.end))
