"""Names brought back to the nominative.

The nominative of a name is chosen among the ways its last word can be cut, by what the text itself shows elsewhere, by
usual surname endings, and by known given names; the other words follow the case that this cut means.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from elchi.lexicon import Language
from elchi.reading.names import Name, Run, Vocabulary, given_cut, is_initial, like_surname
from elchi.reading.page import Page

_SURE = 1.2  # a letter in which no name ends
_OBJECT_FAR = 80  # characters between an object and its verb
_VOWELS = frozenset("aeiouyäöüəıаеёиоуыэюяәөүұіў")
_AN = 1.2  # more than a longer ending counts


@dataclass(slots=True)
class _Words:
    """The words of a name while they are brought back, as written and folded alike."""

    written: list[str]
    folded: list[str]
    case: str | None = None
    gender: str | None = None

    def put(self, index: int, length: int, restored: str) -> None:
        """Keep `length` letters of a word and put what the nominative has behind them."""
        self.written[index] = self.written[index][:length] + restored
        self.folded[index] = self.folded[index][:length] + restored


def to_nominative(
    page: Page, language: Language, run: Run, vocabulary: Vocabulary, expected: str | None = None
) -> Name:
    """Bring a run back to the nominative; `expected` is the case that its office shows."""
    words = _Words([page.text[t.start : t.end] for t in run.tokens], [t.word for t in run.tokens])
    last = len(words.folded) - 1
    expected = expected or _whose(page, language, run)
    expected = expected or (
        "accusative" if _object_of_verb(page, language, run) else _beside_meeting(page, language, run)
    )
    first_cut = _cut_first(language, words, expected)
    if words.case is None and not language.apostrophe:
        words.case = next(
            (
                cut[1]
                for word in words.folded[1:-1]
                if word not in language.names.given and (cut := given_cut(language, word))
            ),
            None,
        )
    length, replacement, case = _best_cut(
        language, words.folded[last], vocabulary, expected=words.case or expected, gender=words.gender, alone=last == 0
    )
    if length is not None:
        words.put(last, length, replacement)
        words.case = case or words.case
    if not language.apostrophe and (sure := expected or words.case):
        _cut_unknown(language, words, sure)
    if words.case is not None and (first_cut or not language.apostrophe):
        _cut_middle(language, words)
    surname = _surname_of(language, words.folded)
    return Name(
        display=_display(page, run, words.written),
        words=tuple(words.written),
        folded=tuple(words.folded),
        case=words.case,
        surname=surname,
        gender=words.gender,
        known_given=any(f in language.names.given for f in words.folded),
        surname_like=like_surname(language, words.folded[surname]),
    )


def _cut_first(language: Language, words: _Words, expected: str | None) -> bool:
    """Bring the first word back where cutting it leaves a known given name; tell the gender of the name. Whether it could be cut."""
    names, folded = language.names, words.folded
    cut = given_cut(language, folded[0]) if len(folded) > 1 and folded[-1] not in names.given else None
    words.gender = names.given.get(folded[0].split("'")[0]) or next(
        (names.given[f] for f in folded if f in names.given), None
    )
    cut = _cut_in_case(language, folded[0], expected) or cut if cut is not None else None
    in_case = (
        cut is not None and expected is not None and cut[1] == expected
    )  # «генсека Рамиля Гасана»: no woman's name
    if cut is not None and (folded[0] not in names.given or in_case):
        base, words.case, restored = cut
        words.put(0, len(base) - len(restored), restored)
        words.gender = names.given.get(base)
    if (
        words.gender is None
        and cut is None
        and names.feminine
        and folded[0].endswith(tuple({end[-1] for end in names.feminine.values()}))
    ):
        words.gender = "f"  # an unknown given name that ends like a woman's
    return cut is not None


def _cut_in_case(language: Language, word: str, case: str | None) -> tuple[str, str, str] | None:
    """A cut that leaves a known given name and means this very case: several cases may end alike."""
    for ending, replacement, of_case in language.names.endings_of(word) if case is not None else ():
        base = word[: len(word) - len(ending)] + replacement
        if of_case == case and base in language.names.given:
            return base, of_case, replacement
    return None


def _cut_unknown(language: Language, words: _Words, case: str) -> None:
    """Bring given names that no list has back: their case is known from the office or the surname."""
    for index in range(len(words.folded) - 1):
        if words.folded[index] not in language.names.given and given_cut(language, words.folded[index]) is None:
            words.written[index], words.folded[index] = _unknown_given(
                language, words.written[index], words.folded[index], case
            )


def _cut_middle(language: Language, words: _Words) -> None:
    for index in range(1, len(words.folded) - 1):
        cut = given_cut(language, words.folded[index])
        if cut is not None and words.folded[index] not in language.names.given:
            words.put(index, len(cut[0]) - len(cut[2]), cut[2])


def _surname_of(language: Language, folded: Sequence[str]) -> int:
    """Which word is the surname: the last, or the first where surnames come first and the given names do not say otherwise."""
    given, last = language.names.given, len(folded) - 1
    if not language.names.surname_first or not last:
        return last
    return last if folded[0] in given else 0


def _object_of_verb(page: Page, language: Language, run: Run) -> bool:
    """Whether a name with an accusative ending stands directly before a verb: "Gideon Lustigni qabul qildi"."""
    if not language.verb_final:
        return False
    word = page.view[run.tokens[-1].start : run.tokens[-1].end]
    if not any(case == "accusative" and len(ending) > 1 for ending, _, case in language.names.endings_of(word)):
        return False
    sentence = page.sentences[run.sentence]
    hits = [h for h in sentence.of("engagement.verb", "outcome.verb") if h.value in {"meeting", "invited"}]
    if any(h.start == run.end + 1 for h in hits):
        return True
    behind = next(
        (h for h in hits if 0 < h.start - run.end <= _OBJECT_FAR), None
    )  # "X-ni … munosabati bilan qabul qildi"
    if behind is None or not any(0 < run.start - h.end <= 1 for h in sentence.of("office")):
        return False
    words = page.text[run.end : behind.start].split()
    if not words or words[0] in language.marks["with"].after or any(h.start > run.end for h in sentence.of("office")):
        return False
    return not any(word[:1].isupper() or word.endswith(",") for word in words)


def _whose(page: Page, language: Language, run: Run) -> str | None:
    """Genitive, before a word for what somebody does or has: "X-in rəhbərlik etdiyi", "X-in iştirakı ilə"."""
    words = language.raw["language"].get("whose") or ()
    following = page.view[run.end : run.end + 40].split()[:1] if words else []
    return "genitive" if following and following[0].startswith(tuple(words)) else None


def _beside_meeting(page: Page, language: Language, run: Run) -> str | None:
    """The case of counterparts, where a name with such an ending stands directly before a word of meeting: "Erol Özvarla görüş"."""
    cases, word = language.marks["with"].cases, page.view[run.tokens[-1].start : run.tokens[-1].end]
    if not language.verb_final or language.apostrophe:
        return None
    case = next(
        (case for ending, _, case in language.names.endings_of(word) if case in cases and len(ending) > 1), None
    )
    if case is None:
        return None
    hits = page.sentences[run.sentence].of("engagement.verb", "engagement.noun")
    return case if any(h.start == run.end + 1 and h.value in {"meeting", "call"} for h in hits) else None


def _display(page: Page, run: Run, words: Sequence[str]) -> str:
    pieces: list[str] = []
    for token, word in zip(run.tokens, words, strict=True):
        stop = is_initial(page, token) and token is not run.tokens[-1]
        glued = (
            page.text[token.end : token.end + 2].strip() not in {"", "."}
            or page.text[token.end + 1 : token.end + 2].isalpha()
        )
        joint = page.text[token.end : token.end + 1]
        pieces.append(
            word
            + ("." if stop else "")
            + ("" if stop and glued else joint if joint in {"-", "‑"} and token is not run.tokens[-1] else " ")
        )
    return "".join(pieces).strip()


def _unknown_given(language: Language, word: str, folded: str, case: str) -> tuple[str, str]:
    """A given name that no list has, back in the nominative: its case is known from its office or its surname."""
    for ending, replacement, of_case in language.names.endings_of(folded):
        if of_case == case and len(ending) >= 2 and len(folded) - len(ending) >= 3 and ending[0] == replacement[:1]:
            stem = len(word) - len(ending)
            return word[:stem] + replacement, folded[:stem] + replacement
    return word, folded


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
    for ending, replacement, case in names.endings_of(word):
        stem = word[: len(word) - len(ending)]
        clear = ending in names.clear and stem[-1:] not in _VOWELS
        if len(stem) < (2 if clear and not alone else 3):
            continue
        base = stem + replacement
        score = -1.0 + (1.6 if len(ending) >= 3 and not language.apostrophe else 0.0)
        score += (
            3.0 * (vocabulary.capital[base] > 0 and not _inflected(language, base))
            + 1.2 * like_surname(language, base)
            + 1.5 * ((alone or names.surname_first) and base in names.given)
        )
        score += 0.5 * (
            len(ending) == 2
            and not language.apostrophe
            and like_surname(language, base)
            and not like_surname(language, word)
        )
        score += 1.2 * (
            names.surname_first and bool(replacement) and case != "superessive"
        )  # a lengthened vowel shows a case
        score += 2.5 * (expected is not None and expected == case) - 1.0 * (expected is not None and expected != case)
        if not language.apostrophe and len(base) >= 4:  # the name stands in the text in another case too
            score += 1.6 * any(
                other != word and other.startswith(base) and len(other) <= len(base) + 3 for other in vocabulary.capital
            )
        score += _SURE * ending.endswith(names.case_letters)
        score += _SURE * clear
        if not language.apostrophe and not like_surname(language, base) and base not in names.given:
            score += _AN * _ends_in_an(language, word, ending)
        score -= 2.0 * (gender == "m" and bool(names.feminine) and base.endswith(tuple(names.feminine.values())))
        score -= 3.5 * (gender == "f" and base in _masculine(names.feminine, base))
        if score > best[0]:
            best = (score, len(stem), replacement, case)
    return best[1], best[2], best[3]


def _inflected(language: Language, base: str) -> bool:
    """Whether a form that the text shows is itself in a case: "Lawrowyň" beside "Lawrowy" is of Lawrow."""
    return not like_surname(language, base) and any(
        not replacement and like_surname(language, base[: len(base) - len(ending)])
        for ending, replacement, _ in language.names.endings_of(base)
    )


def _ends_in_an(language: Language, word: str, ending: str) -> int:
    """1 for the ending behind "-an", -1 for the same with a buffer n behind "-a": "Fidanın" is of Fidan rather than Fida."""
    endings = {e for e, _, _ in language.names.endings_of(word)}
    if ending.startswith("n") and ending[1:] in endings and word[: -len(ending)].endswith("a"):
        return -1
    return int(f"n{ending}" in endings and word[: -len(ending)].endswith("an"))


def _masculine(feminine: object, base: str) -> frozenset[str]:
    """`base` itself where it ends like a masculine surname that has a feminine form."""
    ends = tuple(feminine) if isinstance(feminine, dict) else ()
    return frozenset({base}) if ends and base.endswith(ends) else frozenset()


def _plain_score(language: Language, word: str, vocabulary: Vocabulary, gender: str | None) -> float:
    names = language.names
    if not language.apostrophe and any(
        len(other) > len(word) and other.startswith(word) and any(e == other[len(word) :] for e, _, _ in names.endings)
        for other in vocabulary.capital
    ):
        return 1.6 + (gender == "f") + 1.0 * like_surname(language, word)  # "Mattarella" beside "Mattarellaya"
    feminine = tuple(names.feminine.values())
    if feminine and word.endswith(feminine):
        return {"f": 1.5, "m": 0.0}.get(gender or "", 1.0)
    return (
        1.0 * like_surname(language, word)
        + 1.5 * (word in names.given)
        + 0.3 * (vocabulary.capital[word] > 1 and (language.apostrophe or not _inflected(language, word)))
    )
