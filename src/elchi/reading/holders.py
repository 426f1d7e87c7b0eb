"""Which run of capitals holds which office: "Bakan X", "X, Minister of Y", "X török, Y szerb és Z üzbég elnökkel".

An office belongs to the name it touches, in the order that the language prefers; an office in the plural belongs to
all names joined to its first, and a counterpart holds the office of whom they meet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from elchi.lexicon import Hit, Language, fold
from elchi.lexicon.records import Record
from elchi.model import PositionClass
from elchi.reading.growing import BRACKETS
from elchi.reading.names import Name, Run
from elchi.reading.offices import PositionPhrase
from elchi.reading.page import Page, Sentence

_HANGING = frozenset({"genitive", "locative", "dative", "ablative"})
_BEFORE_NAME = re.compile(r" {1,2}|\s?[–—-]\s")  # between a state and the name of its official, in a list
_REMARK = re.compile(r"\([^()\n]{1,80}\)")


class Candidate(Record, frozen=True):
    """A run of capitals as a name, with the office it holds."""

    run: Run
    name: Name
    phrase: PositionPhrase | None
    sentence: Sentence


def find_holders(
    page: Page, sentence: Sentence, phrases: Sequence[PositionPhrase], runs: Sequence[Run]
) -> dict[int, PositionPhrase]:
    """Which run of capitals holds which office."""
    held: dict[int, PositionPhrase] = {}
    for phrase in phrases:
        chosen = _choose(page, sentence.language, phrase, runs, held)
        if chosen is None:
            continue
        held[chosen] = phrase
        for other, state in _shared_office(page, sentence, runs, chosen):
            held.setdefault(other, replace(phrase, state=state))
        if phrase.plural:
            equals = _equals(page, sentence.language, runs, chosen)
            pairwise: tuple[str | None, ...] = (
                phrase.listed if len(phrase.listed) == len(equals) + 1 else (phrase.state,) * (len(equals) + 1)
            )
            held[chosen] = replace(phrase, state=pairwise[0])
            for other, own in zip(equals, pairwise[1:], strict=True):
                held.setdefault(other, replace(phrase, state=own))
            for other, state in (
                *_own_states(page, sentence, runs, chosen),
                *_each_of_state(page, sentence, runs, chosen),
            ):
                held.setdefault(other, replace(phrase, state=state))
    return held


def _choose(
    page: Page, language: Language, phrase: PositionPhrase, runs: Sequence[Run], held: Mapping[int, PositionPhrase]
) -> int | None:
    """The run that an office belongs to, in the order that the language prefers."""
    before = next(
        (
            i
            for i, r in enumerate(runs)
            if r.start >= phrase.end and _touching(page, language, phrase.end, r.start, comma=False)
        ),
        None,
    )
    after = next(
        (
            i
            for i, r in enumerate(runs)
            if r.end <= phrase.start and _touching(page, language, r.end, phrase.start, comma=True)
        ),
        None,
    )
    apposed = next(
        (
            i
            for i, r in enumerate(runs)
            if r.start >= phrase.end and _touching(page, language, phrase.end, r.start, comma=True, small=False)
        ),
        None,
    )
    comma_free = after is not None and "," not in page.text[runs[after].end : phrase.start]
    if after is not None and not _may_follow(page, language, phrase, page.text[runs[after].end : phrase.start]):
        after = None
    if (
        language.names.surname_first
    ):  # "Tokajev elnök", "az elnök, Tokajev": an office directly before a name is somebody else's
        before = None
        apposed = apposed if apposed is not None and "," in page.text[phrase.end : runs[apposed].start] else None
    order = (before, after, apposed)
    if language.names.surname_first and comma_free:
        order = (after, before, apposed)
    elif language.modifiers == "before" and not _HANGING.isdisjoint(phrase.labels):
        apposition = apposed if language.names.surname_first else None  # "török kollégájától, X-től"
        order = (after, None, None) if after is not None and not comma_free else (before, apposition, None)
    chosen = next((i for i in order if i is not None and i not in held), None)
    loose = chosen is not None and chosen == apposed and chosen not in (before, after) and phrase.bare
    return None if loose and chosen is not None and not _closed(page, language, phrase, runs[chosen]) else chosen


def _may_follow(page: Page, language: Language, phrase: PositionPhrase, gap: str) -> bool:
    """Whether an office may belong to the name in front of it, over the gap between them."""
    comma_free = "," not in gap
    articles = language.raw["language"].get("articles") or ()
    if comma_free and language.names.surname_first and not set(articles).isdisjoint(fold(gap).split()):
        return False  # "X a német elnökkel tárgyalt": an office of its own begins with the article
    if language.verb_final and not comma_free and (phrase.counterpart or page.text[phrase.end : phrase.end + 1] != ","):
        return False  # the comma closes the subject; an apposition would have a second one
    if comma_free and language.raw["language"].get("agree") and not gap.strip():
        return False  # where adjectives agree, an office follows its holder only behind a comma or a dash
    # "X Qazaxıstanın naziri ilə görüşüb": the office is somebody else's
    return not (comma_free and language.verb_final and not phrase.bare)


def _own_states(page: Page, sentence: Sentence, runs: Sequence[Run], first: int) -> list[tuple[int, str]]:
    """Names behind that share an office in the plural, each with its state: "президентами Таджикистана А, Киргизии Б"."""
    shared: list[tuple[int, str]] = []
    for index in range(first + 1, len(runs)):
        before = runs[index - 1].end
        state = next(
            (
                h
                for h in sentence.of("state")
                if h.start >= before and _BEFORE_NAME.fullmatch(page.text, h.end, runs[index].start)
            ),
            None,
        )
        if state is None or any(
            word not in sentence.language.and_words
            for word in fold(_REMARK.sub(" ", page.text[before : state.start])).split()
        ):
            break
        shared.append((index, state.value))
    return shared


def _each_of_state(page: Page, sentence: Sentence, runs: Sequence[Run], first: int) -> list[tuple[int, str]]:
    """Names that share an office in the plural, each before its state: "Presidents Aliyev of Azerbaijan, Tokayev of Kazakhstan and …"."""
    language, found = sentence.language, []
    for index in range(first, len(runs) if language.modifiers == "both" else 0):
        limit = runs[index + 1].start if index + 1 < len(runs) else sentence.end
        state = next((h for h in sentence.of("state") if runs[index].end < h.start and h.end <= limit), None)
        of = page.view[runs[index].end : state.start].split() if state is not None else []
        if state is None or not of or any(word not in language.of_words for word in of):
            break
        found.append((index, state.value))
        if any(
            word not in language.and_words
            for word in page.text[state.end : limit].casefold().replace(",", " , ").split()
        ):
            break
    return found


def _shared_office(page: Page, sentence: Sentence, runs: Sequence[Run], last: int) -> list[tuple[int, str]]:
    """Names in front that share the office of the last: "Vučić szerb, Zsaparov kirgiz és Mirzijojev üzbég elnökkel"."""
    shared: list[tuple[int, str]] = []
    for index in range(last - 1, -1, -1):
        after = runs[index + 1].start
        state = next(
            (
                h
                for h in sentence.of("state")
                if 0 <= h.start - runs[index].end <= 2 and h.entry.data.get("form") == "adjective"
            ),
            None,
        )
        if state is None:
            break
        words = page.view[state.end : after].split()
        if any(word not in sentence.language.and_words for word in words) or after - state.end > 8:
            break
        shared.append((index, state.value))
    return shared


def _touching(page: Page, language: Language, left: int, right: int, *, comma: bool, small: bool = True) -> bool:
    if right - left > 40:
        return False
    raw = page.text[left:right]
    if raw == " ":
        return True
    raw = BRACKETS.sub(" ", raw)
    gap = fold(raw)
    words = gap.split()
    if "\n" in gap:
        return False
    punctuation = {c for c in raw if not c.isalnum() and not c.isspace()}
    allowed = {"-", "."} if words else set()
    if comma:
        allowed |= {",", "–", "—", "-", "("}
    if punctuation - allowed - {'"', "«", "“", "„"}:
        return False
    between = frozenset(language.raw["language"].get("qualifiers") or ())  # "səfiri olan X"
    between |= language.of_words - language.and_words if comma and small else frozenset()
    titles = language.names.honorifics | language.names.after
    return all(word.strip(".,") in titles or word in between for word in words)


def with_state_behind(page: Page, sentence: Sentence, run: Run, phrase: PositionPhrase) -> PositionPhrase:
    """Give an office the state that stands behind the name: "President Ilham Aliyev of Azerbaijan"."""
    if (
        phrase.represents is not None
        or phrase.former
        or sentence.language.modifiers != "both"
        or run.start < phrase.end
    ):
        return phrase
    for hit in sentence.of("state"):
        gap = page.text[run.end : hit.start] if hit.start > run.end else ""
        if gap.startswith(" ") and len(gap) < 24 and _on_side(sentence, page.view[run.end : hit.start].split(), hit):
            return replace(phrase, state=hit.value)
        if (
            gap.startswith(" ")
            and len(gap) < 24
            and gap.split()
            and all(word in sentence.language.of_words for word in page.view[run.end : hit.start].split())
        ):
            return replace(phrase, state=hit.value)
    return phrase


def _closed(page: Page, language: Language, phrase: PositionPhrase, run: Run) -> bool:
    """Whether a name behind a comma ends its apposition ("the Secretary General, X,"), or stands in the case of its office ("elnökével, X-szel")."""
    if language.modifiers == "both":
        return page.text[run.end : run.end + 1] in {",", ".", ")", ";", ""}
    if not language.names.surname_first:
        return False
    closed = "possessive" in phrase.labels and page.text[run.end : run.end + 1] in {
        ",",
        ".",
        ")",
        ";",
        "",
    }  # "a szervezet főtitkára, X."
    return closed or " " in page.text[phrase.start : phrase.end] or not {"", "possessive"}.issuperset(phrase.labels)


def _on_side(sentence: Sentence, words: Sequence[str], state: Hit) -> bool:
    """Whether a state behind a name says whose side its holder is on: "X from the Azerbaijani side"."""
    if (
        not words
        or words[0] not in sentence.language.marks["from"].before
        or any(word not in sentence.language.of_words for word in words[1:])
    ):
        return False
    return any(0 <= side.start - state.end <= 2 for side in sentence.of("delegations"))


def _equals(page: Page, language: Language, runs: Sequence[Run], first: int) -> list[int]:
    """Runs joined to the first by commas and "and"."""
    equals, at = [], first
    for index in range(first + 1, len(runs)):
        words = page.view[runs[at].end : runs[index].start].split()
        if any(word not in language.and_words for word in words) or runs[index].start - runs[at].end > 12:
            break
        equals.append(index)
        at = index
    return equals


def settle_models(candidates: list[Candidate]) -> list[Candidate]:
    """A counterpart holds the office of the person told of in the same sentence, or last."""
    settled: list[Candidate] = []
    for index, candidate in enumerate(candidates):
        phrase = candidate.phrase
        if phrase is not None and phrase.counterpart:
            near = [
                c
                for c in [*reversed(candidates[:index]), *candidates[index + 1 :]]
                if abs(c.sentence.index - candidate.sentence.index) <= 1
            ]
            others = [c.phrase for c in near if c.phrase is not None and not c.phrase.counterpart]
            model = next((p for p in others if p.position_class is not PositionClass.OTHER), None)
            if model is not None:
                phrase = replace(phrase, office=model.office, position_class=model.position_class, bare=False)
        settled.append(replace(candidate, phrase=phrase))
    return settled
