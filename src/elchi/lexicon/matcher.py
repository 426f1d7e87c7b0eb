"""One pass over a text that finds every term of a language.

The forms of all terms go into one Aho–Corasick automaton (compiled, from ``ahocorasick_rs``), each with a blank in
front, so that only beginnings of words are reported; what follows a form in its word must be a legal suffix chain.
Of overlapping hits of one kind the longest stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import ahocorasick_rs
from msgspec.structs import replace

from elchi.lexicon.chains import Chain, Labels
from elchi.lexicon.records import Record
from elchi.lexicon.terms import Ending, Form

_SEPARATING = frozenset(" \n%№$€£₺₸₽₼")
HYPHENS = "-‐‑"
_LONGEST_HYPHENED = 6
_MOST_KNOWN = 200_000
_REST = re.compile(r"[\w']+")


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """What a term stands for: its `kind` (``state``, ``office``, ``meeting.verb`` …), its value, and the rest."""

    kind: str
    value: str
    data: Mapping[str, str]
    labels: Labels = ()


class Hit(Record, frozen=True, eq=False):
    """A term found: code points ``[start, end)`` of the text, where its stem ends, and the labels of its suffixes.

    `lemma` is the nominative of the stem where the term has a paradigm, else the stem itself (folded); `kind` and
    `value` are its entry's.
    """

    start: int
    end: int
    stem_end: int
    entry: Entry
    labels: Labels
    lemma: str
    kind: str
    value: str

    def __repr__(self) -> str:
        return f"Hit({self.kind} {self.value!r} {self.start}:{self.end} {self.labels})"

    def labelled(self, *labels: str) -> Hit:
        """The same hit with these labels instead."""
        return replace(self, labels=labels)


class Pattern(NamedTuple):
    """A form together with its entry and the word class whose chains it takes."""

    form: Form
    entry: Entry
    chain: Chain


class _Said(NamedTuple):
    """What one form says with one rest of its word behind it, wherever that stands."""

    entry: Entry
    kind: str
    value: str
    labels: Labels
    lemma: str
    whole: bool
    """Whether the rest belongs to the hit."""
    capital: bool
    upper: bool


class Matcher:
    """All terms of one language, ready to scan texts."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        by_text: dict[str, list[Pattern]] = {}
        for pattern in patterns:
            by_text.setdefault(pattern.form.text, []).append(pattern)
        self._patterns = list(by_text.values())
        self._multi = [" " in text for text in by_text]
        self._open = [any(p.form.ending is not Ending.EXACT for p in group) for group in self._patterns]
        self._bare = [_said(group, "", optional=False) for group in self._patterns]
        self._known: dict[tuple[int, str, bool], list[_Said]] = {}
        self._automaton = ahocorasick_rs.AhoCorasick(
            [" " + text for text in by_text], implementation=ahocorasick_rs.Implementation.ContiguousNFA
        )

    def scan(self, text: str, view: str) -> list[Hit]:
        """Find all terms in `text`, whose folded view is `view`; sorted by start, longest first."""
        found: list[Hit] = []
        multi, open_ended, bare = self._multi, self._open, self._bare
        haystack = " " + view.replace("\n", " ")
        padded = view + " "
        for index, start, stop in self._automaton.find_matches_as_indexes(haystack, overlapping=True):
            end = stop - 1  # the haystack has one more blank in front, and so has the form: start is right as it is
            if multi[index] and "\n" in view[start:end]:
                continue
            char = padded[end]
            if char not in _SEPARATING:
                if not open_ended[index] and char.isalpha():
                    continue  # another word that begins alike
                match = _REST.match(view, end)
                rest = match[0].rstrip("'") if match else ""
                if rest:
                    if open_ended[index] or char == "'":
                        _add(found, text, (start, end, end + len(rest)), self._says(index, rest, optional=False))
                    continue
            elif char == " " and end < len(text) and text[end] in HYPHENS:
                hyphened = _behind_hyphen(text, view, start, end)
                if hyphened:
                    said = self._says(index, hyphened, optional=True)
                    _add(found, text, (start, end, end + 1 + len(hyphened)), said)
                    continue
            _add(found, text, (start, end, end), bare[index])
        return _longest(found)

    def _says(self, index: int, rest: str, *, optional: bool) -> list[_Said]:
        """What the terms of a form say with this rest: worked out once, texts repeat their words."""
        key = (index, rest, optional)
        said = self._known.get(key)
        if said is None:
            if len(self._known) > _MOST_KNOWN:  # a hostile text must not grow the memory without bound
                self._known.clear()
            said = self._known[key] = _said(self._patterns[index], rest, optional=optional)
        return said


def _behind_hyphen(text: str, view: str, start: int, end: int) -> str:
    """The suffix set off by a hyphen behind an abbreviation: "TDT-nin", «ЕО-мен»."""
    if end + 1 >= len(text) or not text[end + 1].islower() or not text[start:end].isupper():
        return ""
    match = _REST.match(view, end + 1)
    return match[0] if match and len(match[0]) <= _LONGEST_HYPHENED else ""


def _said(patterns: Iterable[Pattern], rest: str, *, optional: bool) -> list[_Said]:
    """What all terms with one form say, as far as they allow `rest`.

    With `optional` the rest may also be none of the word's business: the hit then ends with the stem.
    """
    found: list[_Said] = []
    for form, entry, chain in patterns:
        labels: Labels | None = ()
        ending = form.ending
        whole = True
        if rest:
            labels = chain.labels(rest) if ending is not Ending.EXACT or rest[0] == "'" or optional else None
            if labels is None and optional:
                labels, whole = (), False
            elif labels is None and ending is Ending.ANY:
                labels = ()
        elif ending is Ending.CHAIN:
            labels = chain.labels("")  # a chain may ask for an ending
        if labels is not None:
            lemma = form.lemma if ending is Ending.EXACT else form.text
            labels = entry.labels or labels or form.labels
            found.append(_Said(entry, entry.kind, entry.value, labels, lemma, whole, form.capital, form.upper))
    return found


def _add(found: list[Hit], text: str, place: tuple[int, int, int], said: list[_Said]) -> None:
    """Add the hits at one place (start, end of the stem, end of the word) that have the capitals they ask for."""
    start, end, stop = place
    for entry, kind, value, labels, lemma, whole, capital, upper in said:
        if not capital or (text[start:end] if upper else text[start]).isupper():
            found.append(Hit(start, stop if whole else end, end, entry, labels, lemma, kind, value))


def _place(hit: Hit) -> int:
    """A number that sorts hits by start, the longest first."""
    return (hit.start << 32) - hit.end


def _longest(hits: list[Hit]) -> list[Hit]:
    """Drop each hit that lies inside a longer one of the same kind."""
    hits.sort(key=_place)
    kept: list[Hit] = []
    starts: dict[str, int] = {}
    ends: dict[str, int] = {}
    for hit in hits:
        kind, end = hit.kind, hit.end
        reach = ends.get(kind, -1)
        if end > reach:
            starts[kind], ends[kind] = hit.start, end
        elif end < reach or hit.start != starts[kind]:
            continue
        kept.append(hit)
    return kept
