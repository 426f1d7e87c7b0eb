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
        self._multi = [" " in text or len(text) > 40 for text in by_text]
        self._automaton = ahocorasick_rs.AhoCorasick(
            [" " + text for text in by_text], implementation=ahocorasick_rs.Implementation.ContiguousNFA
        )

    def scan(self, text: str, view: str) -> list[Hit]:
        """Find all terms in `text`, whose folded view is `view`; sorted by start, longest first."""
        found: list[Hit] = []
        size = len(view)
        patterns, multi = self._patterns, self._multi
        haystack = " " + view.replace("\n", " ")
        for index, start, end in self._automaton.find_matches_as_indexes(haystack, overlapping=True):
            end -= 1  # the haystack has one more blank in front, and so has the form: start is right as it is
            if multi[index] and "\n" in view[start:end]:
                continue
            rest = ""
            stop = end
            if end < size and ((char := view[end]).isalnum() or char == "'"):
                match = _REST.match(view, end)
                rest = match[0].rstrip("'") if match else ""
                stop = end + len(rest)
            hyphened = ""
            if not rest and end + 1 < size and text[end] in HYPHENS and text[end + 1].islower() and text[start:end].isupper():
                match = _REST.match(view, end + 1)  # "TDT-nin", «ЕО-мен»
                hyphened = match[0] if match and len(match[0]) <= _LONGEST_HYPHENED else ""
            for form, entry, chain in patterns[index]:
                if form.capital and not (text[start:end] if form.upper else text[start]).isupper():
                    continue
                labels: Labels | None = ()
                if rest:
                    if form.ending is Ending.ANY:
                        labels = chain.labels(rest) or ()
                    elif form.ending is Ending.CHAIN or rest[0] == "'":
                        labels = chain.labels(rest)
                    else:
                        continue
                    if labels is None:
                        continue
                elif hyphened and (found_labels := chain.labels(hyphened)) is not None:
                    labels, stop = found_labels, end + 1 + len(hyphened)
                elif form.ending is Ending.CHAIN and chain.labels("") is None:
                    continue  # a bare stem where the chain asks for more
                found.append(Hit(start, stop, end, entry, entry.labels or labels or form.labels, form.lemma if form.ending is Ending.EXACT else form.text))
        return _longest(found)


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
