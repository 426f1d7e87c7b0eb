"""Whether a text is worth reading: whether it names two parties and an act.

Most of the world's news tells of nobody's dealings with another state. One pass of one automaton over the folded text
looks for the words of all languages at once: states, their cities and bodies, offices, and what parties do with each
other. It is a sieve before the reading, made to lose next to nothing: words are taken by their beginnings, suffixes are
not checked, and an office without a state ("the President", "Bakan") stands for a party of its own. The lists are the
lexicon's; `benchmarks/relevance.py` measures what is lost and what it costs.
"""

from __future__ import annotations

from collections import defaultdict
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

import ahocorasick_rs

from elchi.lexicon import fold, supported_languages
from elchi.lexicon.language import patterns_of
from elchi.lexicon.matcher import Entry
from elchi.lexicon.terms import Ending, Form

ACT = "act"
OFFICE = "office"
_ACTS = frozenset({"engagement.verb", "engagement.noun", "outcome.verb", "outcome.phrase"})
_PARTIES = 2
Signs = frozenset[str]
"""What a word speaks for: `ACT`, `OFFICE`, a state's code or a body's id."""


class _Case(IntEnum):
    """How a word must be written to count."""

    ANY = 0
    CAPITAL = 1
    """A name: "Fas" is Morocco, "fast" is not."""
    UPPER = 2
    """An abbreviation: "US" is a state, "us" is not."""


class _Word(NamedTuple):
    case: _Case
    signs: Signs


_Key = tuple[str, _Case]


def is_relevant(text: str) -> bool:
    """Tell whether a text names two parties and an act, in any language that is read."""
    view = _haystack(text)
    sieve = _sieve()
    words = sieve.words
    acts, parties = False, set[str]()
    for index, start, end in sieve.automaton.find_matches_as_indexes(view, overlapping=True):
        case, signs = words[index]
        if case and not _is_written(text[start : end - 1], case):
            continue
        for sign in signs:
            if sign == ACT:
                acts = True
            else:
                parties.add(sign)
        if acts and len(parties) >= _PARTIES:
            return True
    return False


def bare_scan(text: str) -> int:
    """Count the words found in a text and decide nothing: what `is_relevant` is measured beside."""
    return len(_sieve().automaton.find_matches_as_indexes(_haystack(text), overlapping=True))


def _haystack(text: str) -> str:
    """The folded text with a blank at both ends, so that every word stands between two."""
    return f" {fold(text)} ".replace("\n", " ")


def _is_written(found: str, case: _Case) -> bool:
    return found.isupper() if case is _Case.UPPER else found[:1].isupper()


class _Sieve(NamedTuple):
    automaton: ahocorasick_rs.AhoCorasick
    words: list[_Word]


@lru_cache(maxsize=1)
def _sieve() -> _Sieve:
    """The automaton over all languages' words, built on first use (some seconds)."""
    found: dict[_Key, set[str]] = defaultdict(set)
    for code in supported_languages():
        for form, entry, _ in patterns_of(code):
            signs = _signs(entry)
            if signs:
                # A form that takes no suffix ends with its word, or with an apostrophe before a suffix.
                for end in (" ", "'") if form.ending is Ending.EXACT else ("",):
                    found[(f" {form.text}{end}", _case(form, entry))] |= signs
    kept = _shortest(found)
    automaton = ahocorasick_rs.AhoCorasick(
        [text for text, _ in kept], implementation=ahocorasick_rs.Implementation.ContiguousNFA
    )
    return _Sieve(automaton, [_Word(case, frozenset(signs)) for (_, case), signs in kept.items()])


def _signs(entry: Entry) -> Signs:
    if entry.kind in _ACTS:
        return frozenset({ACT})
    if entry.kind in {"office", "alias"}:
        return frozenset({OFFICE})
    if entry.kind in {"state", "organisation"}:
        return frozenset({entry.value})
    if entry.kind == "city":  # "Baku, AZ" stands for its state
        return frozenset({entry.value.rpartition(", ")[2]})
    return frozenset()


def _case(form: Form, entry: Entry) -> _Case:
    if form.upper:
        return _Case.UPPER
    named = entry.kind == "city" or (entry.kind == "state" and entry.data.get("form") == "name")
    return _Case.CAPITAL if form.capital or named else _Case.ANY


def _shortest(found: dict[_Key, set[str]]) -> dict[_Key, set[str]]:
    """The words without those whose beginning says the same already: fewer finds for the same answer."""
    kept: dict[_Key, set[str]] = {}
    for text, case in sorted(found):
        signs = found[(text, case)] - _said(kept, text, case)
        if signs:
            kept[(text, case)] = signs
    return kept


def _said(kept: dict[_Key, set[str]], text: str, case: _Case) -> set[str]:
    """What the beginnings of a word say that are found wherever it is."""
    cases = (_Case.ANY,) if case is _Case.ANY else (_Case.ANY, _Case.CAPITAL)
    return {sign for end in range(2, len(text)) for one in cases for sign in kept.get((text[:end], one), ())}
