"""One pass over a text that finds every term of a language.

The forms of all terms go into one Aho–Corasick automaton (compiled, from ``ahocorasick_rs``), each with a blank in
front, so that only beginnings of words are reported; what follows a form in its word must be a legal suffix chain.
Of overlapping hits of one kind the longest stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import ahocorasick_rs

from elchi.lexicon.chains import Chain, Labels
from elchi.lexicon.terms import Ending, Form

_SEPARATING = frozenset(" \n%№$€£₺₸₽₼")
HYPHENS = "-‐‑"
_LONGEST_HYPHENED = 6
_REST = re.compile(r"[\w']+")


class Entry(NamedTuple):
    """What a term stands for: its `kind` (``state``, ``office``, ``meeting.verb`` …), its value, and the rest."""

    kind: str
    value: str
    data: Mapping[str, str]
    labels: Labels = ()


class Hit(NamedTuple):
    """A term found: code points ``[start, end)`` of the text, where its stem ends, and the labels of its suffixes."""

    start: int
    end: int
    stem_end: int
    entry: Entry
    labels: Labels
    lemma: str
    """The nominative of the stem where the term has a paradigm, else the stem itself (folded)."""

    @property
    def kind(self) -> str:
        """Kind of the entry."""
        return self.entry.kind

    @property
    def value(self) -> str:
        """Value of the entry."""
        return self.entry.value


class Pattern(NamedTuple):
    """A form together with its entry and the word class whose chains it takes."""

    form: Form
    entry: Entry
    chain: Chain


class Matcher:
    """All terms of one language, ready to scan texts."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        by_text: dict[str, list[Pattern]] = {}
        for pattern in patterns:
            by_text.setdefault(pattern.form.text, []).append(pattern)
        self._patterns = list(by_text.values())
        self._multi = [" " in text for text in by_text]
        self._open = [any(p.form.ending is not Ending.EXACT for p in group) for group in self._patterns]
        self._automaton = ahocorasick_rs.AhoCorasick(
            [" " + text for text in by_text], implementation=ahocorasick_rs.Implementation.ContiguousNFA
        )

    def scan(self, text: str, view: str) -> list[Hit]:
        """Find all terms in `text`, whose folded view is `view`; sorted by start, longest first."""
        found: list[Hit] = []
        patterns, multi, open_ended = self._patterns, self._multi, self._open
        haystack = " " + view.replace("\n", " ")
        padded = view + " "
        for index, start, stop in self._automaton.find_matches_as_indexes(haystack, overlapping=True):
            end = stop - 1  # the haystack has one more blank in front, and so has the form: start is right as it is
            if multi[index] and "\n" in view[start:end]:
                continue
            char = padded[end]
            rest = ""
            if char not in _SEPARATING:
                match = _REST.match(view, end)
                rest = match[0].rstrip("'") if match else ""
                if rest and not open_ended[index] and char != "'":
                    continue
            elif char == " " and end < len(text) and text[end] in HYPHENS:
                hyphened = _behind_hyphen(text, view, start, end)
                if hyphened:
                    found += _hits(
                        patterns[index], text, (start, end, end + 1 + len(hyphened)), hyphened, optional=True
                    )
                    continue
            found += _hits(patterns[index], text, (start, end, end + len(rest)), rest, optional=False)
        return _longest(found)


def _behind_hyphen(text: str, view: str, start: int, end: int) -> str:
    """The suffix set off by a hyphen behind an abbreviation: "TDT-nin", «ЕО-мен»."""
    if end + 1 >= len(text) or not text[end + 1].islower() or not text[start:end].isupper():
        return ""
    match = _REST.match(view, end + 1)
    return match[0] if match and len(match[0]) <= _LONGEST_HYPHENED else ""


def _hits(
    patterns: Iterable[Pattern], text: str, place: tuple[int, int, int], rest: str, *, optional: bool
) -> list[Hit]:
    """Hits of all terms with one form at one place (start, end of the stem, end of the word), as far as they allow `rest`.

    With `optional` the rest may also be none of the word's business: the hit then ends with the stem.
    """
    start, end, stop = place
    found: list[Hit] = []
    for form, entry, chain in patterns:
        if form.capital and not (text[start:end] if form.upper else text[start]).isupper():
            continue
        labels: Labels | None = ()
        ending = form.ending
        reach = stop
        if rest:
            labels = chain.labels(rest) if ending is not Ending.EXACT or rest[0] == "'" or optional else None
            if labels is None and optional:
                labels, reach = (), end
            elif labels is None and ending is Ending.ANY:
                labels = ()
        elif ending is Ending.CHAIN:
            labels = chain.labels("")  # a chain may ask for an ending
        if labels is not None:
            lemma = form.lemma if ending is Ending.EXACT else form.text
            found.append(Hit(start, reach, end, entry, entry.labels or labels or form.labels, lemma))
    return found


def _longest(hits: list[Hit]) -> list[Hit]:
    """Drop each hit that lies inside a longer one of the same kind."""
    hits.sort(key=lambda hit: (hit.start, -hit.end))
    kept: list[Hit] = []
    reach: dict[str, tuple[int, int]] = {}
    for hit in hits:
        start, end = reach.get(hit.entry.kind, (-1, -1))
        if hit.end <= end and not (hit.start == start and hit.end == end):
            continue
        if hit.end > end:
            reach[hit.entry.kind] = (hit.start, hit.end)
        kept.append(hit)
    return kept
