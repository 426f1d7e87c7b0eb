"""Names and their offices in languages where the two agree in case: "с министром Лавровым", "у министра Лаврова".

The office shows in which case the name beside it stands, so that the name is brought back to the nominative by it. An
office whose case the name cannot have belongs to the words before it: in "заведующий отделом администрации президента
Асанов" the nominative name is not the president's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from msgspec.structs import replace

from elchi.lexicon import Language
from elchi.lexicon.chains import CASES
from elchi.reading.holders import Candidate
from elchi.reading.names import Name, Run, Vocabulary
from elchi.reading.nominative import to_nominative
from elchi.reading.offices import PositionPhrase
from elchi.reading.page import Page, Sentence

_REACH = 110


def to_candidates(
    page: Page,
    sentence: Sentence,
    runs: Sequence[Run],
    holders: Mapping[int, PositionPhrase],
    phrases: Sequence[PositionPhrase],
    vocabulary: Vocabulary,
) -> list[Candidate]:
    """Every run of capitals of a sentence as a name, with the office that agrees with it."""
    language = sentence.language
    agrees = bool(language.raw["language"].get("agree"))
    found = []
    for index, run in enumerate(runs):
        phrase = holders.get(index)
        if not agrees or phrase is None:
            phrase = _with_tail(page, sentence, run, phrases, [*holders.values()]) if agrees else phrase
            shown = phrase is not None and (agrees or _apposed(page, language, run, phrase))
            name = to_nominative(page, language, run, vocabulary, _case_of(phrase) if shown and phrase else None)
            if agrees and phrase is not None and not _fits_tail(page, name, phrase, run, language):
                name, phrase = to_nominative(page, language, run, vocabulary), None
            found.append(Candidate(run, name, phrase, sentence))
            continue
        name = to_nominative(page, language, run, vocabulary, _case_of(phrase))
        if not _agree(name, phrase, language):
            spelled_out = phrase if " " in name.display else None  # not every newsroom declines a full name
            phrase = _earlier(page, run, phrase, phrases, vocabulary, runs) or spelled_out
            name = to_nominative(page, language, run, vocabulary, _case_of(phrase) if phrase else None)
        found.append(Candidate(run, name, phrase, sentence))
    return found


def _apposed(page: Page, language: Language, run: Run, phrase: PositionPhrase) -> bool:
    """Whether an office behind a comma stands in the case of its name: "Númán Kurtulmust, a nemzetgyűlés elnökét"."""
    return language.names.surname_first and phrase.start > run.end and page.text[run.end : run.end + 1] == ","


def _case_of(phrase: PositionPhrase) -> str | None:
    """The case of an office other than the nominative, where its form shows one."""
    return next((label for label in reversed(phrase.labels) if label in CASES), None)


def _agree(name: Name, phrase: PositionPhrase, language: Language) -> bool:
    """Whether a name can stand in the case of its office."""
    case = _case_of(phrase)
    if case is None and "nominative" not in phrase.labels:
        return True  # the form of the office does not show its case
    if name.case is None:
        adjective = " " not in name.display and name.folded[-1].endswith(
            _oblique(language)
        )  # "председатель Витебского исполкома"
        return not adjective and (case is None or not _declines(name, language))
    return name.case == case or {name.case, case} == {"genitive", "accusative"}


@lru_cache(maxsize=32)
def _oblique(language: Language) -> tuple[str, ...]:
    """Endings of adjectives in the other cases."""
    pairs = [pair.split(">") for rule in language.raw["language"]["agree"] for pair in rule["endings"]]
    return tuple(inflected for inflected, plain in pairs if inflected != plain)


def _declines(name: Name, language: Language) -> bool:
    """Whether the last word of a name has other cases: a nominative that does is one."""
    word = name.folded[-1]
    if name.gender == "f" and not word.endswith(tuple(end[-1] for end in language.names.feminine.values())):
        return False
    return len(word) > 3 and any(ending and word.endswith(ending) for _, ending, _ in language.names.endings)


def _with_tail(
    page: Page, sentence: Sentence, run: Run, phrases: Sequence[PositionPhrase], held: Sequence[PositionPhrase]
) -> PositionPhrase | None:
    """The office a full name has behind words that no list knows: "председателем комитета по делам молодежи Асановым"."""
    phrase = next((p for p in reversed(phrases) if p.end <= run.start), None)
    if phrase is None or phrase.plural or phrase in held or len(run.tokens) == 1 or run.start - phrase.end > _REACH:
        return None
    if any(char in page.text[phrase.end : run.start] for char in ',.;:!?()\n«»"'):
        return None
    known = sentence.of("state", "city", "organisation", "orghead", "portfolio")
    capitals = [
        t
        for t in sentence.tokens
        if phrase.end <= t.start < run.start and t.capital and not any(h.start <= t.start < h.end for h in known)
    ]
    verbs = sentence.of("say", "engagement.verb", "perform", "outcome.verb")
    if capitals or any(phrase.end <= hit.start < run.start for hit in verbs):
        return None
    state = next((h.value for h in sentence.of("state") if phrase.end <= h.start < run.start), None)
    return (
        replace(phrase, state=state) if state and not phrase.represents else phrase
    )  # «губернатор данного региона России»


def _fits_tail(page: Page, name: Name, phrase: PositionPhrase, run: Run, language: Language) -> bool:
    """Whether a name stands in the case of the office that unknown words part it from; a nominative needs to be one that declines."""
    if case := _case_of(phrase):
        return name.case == case
    joined = not language.and_words.isdisjoint(page.view[phrase.end : run.start].split())
    return (
        name.case is None
        and ("nominative" in phrase.labels or not phrase.labels)
        and _declines(name, language)
        and not joined
    )


def _earlier(
    page: Page,
    run: Run,
    phrase: PositionPhrase,
    phrases: Sequence[PositionPhrase],
    vocabulary: Vocabulary,
    runs: Sequence[Run],
) -> PositionPhrase | None:
    """The nearest office before a wrong one, in the same breath, that agrees with the name."""
    language = page.sentences[run.sentence].language
    for earlier in reversed([p for p in phrases if p.end <= phrase.start and run.start >= phrase.end]):
        between = page.text[earlier.end : phrase.start]
        if any(earlier.end <= other.start < run.start for other in runs):
            return None  # that office has its own holder
        if run.start - earlier.end > _REACH or any(char in between for char in '.,;:!?()\n«»"'):
            return None
        if _agree(to_nominative(page, language, run, vocabulary, _case_of(earlier)), earlier, language):
            return earlier
    return None
