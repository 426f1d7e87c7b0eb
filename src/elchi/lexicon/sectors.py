"""Sector vocabularies: thousands of concepts, from raw materials to software, each with its words in every language.

A concept belongs to a group (a NACE division or group), which is a concept itself and the broader one of its members.
`ConceptFinder.find` tells which concepts a text names, whatever the endings: words of languages with suffix chains are
cut by those chains, the others by a Snowball stemmer. `Sounds.key` gives the consonants of a word as classes of sounds,
by which words that went from language to language are recognised though no list has them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import snowballstemmer

from elchi.lexicon.chains import Chain
from elchi.lexicon.fold import fold
from elchi.lexicon.language import supported_languages
from elchi.lexicon.world import read_compiled

_WORD = re.compile(r"[\w']+")
_CODED = re.compile(r"([A-U]\d{2}) (.+)")  # a row that is a NACE division itself
_MOST_KNOWN = 200_000
_LONGEST = 40  # letters of a word that is analysed
MOST_BETWEEN = 4  # words between those of "invite … to invest"


@dataclass(frozen=True, slots=True)
class Concept:
    """Something that firms make, use, need or know: its English name, its NACE code, its broader concept."""

    name: str
    nace: str
    group: str
    terms: Mapping[str, tuple[str, ...]]


class ConceptHit(NamedTuple):
    """A concept named at ``[start, end)``; `nested` where a longer term stands around it."""

    start: int
    end: int
    concept: str
    nested: bool


@lru_cache(maxsize=1)
def _compiled() -> dict[str, Any]:
    return read_compiled("sectors")


@lru_cache(maxsize=1)
def load_sectors() -> dict[str, Concept]:
    """Return all concepts by name (loaded once)."""
    rows: dict[str, Any] = _compiled()["concepts"]
    return {
        name: Concept(name, row["nace"], row["group"], {tag: tuple(terms) for tag, terms in row["terms"].items()})
        for name, row in rows.items()
    }


class Cutter:
    """Cuts the words of one language: which keys of the vocabulary a word of a text may be a form of."""

    def __init__(self, code: str, morphology: Mapping[str, Any]) -> None:
        tag = code.partition("-")[0]
        name = morphology["stemmers"].get(tag)
        self._stem: Callable[[str], str] | None = snowballstemmer.stemmer(name).stemWord if name else None
        chains = read_compiled(code)["language"].get("chains") or {} if code in supported_languages() else {}
        self._chain = Chain(chains["noun"]) if chains.get("noun") else None
        table = morphology["mutations"].get(code) or morphology["mutations"].get(tag, [])
        self._mutations = tuple((fold(str(a)), fold(str(b))) for a, b in table)
        derive = morphology["derive"].get(code) or morphology["derive"].get(tag, [])
        self._derive = tuple(sorted((fold(str(ending)) for ending in derive), key=len, reverse=True))
        self.vocabulary: set[str] = set()
        self.openings: set[str] = set()
        self._known: dict[str, tuple[str, ...]] = {}

    def learn(self, word: str) -> str:
        """Enter a word of a term and return its key; ``*`` takes any ending, ``!`` none."""
        if word.endswith("!"):
            self.vocabulary.add(word)
            return word
        if word.endswith("*"):
            self.openings.add(word[:-1])
            return word
        key = self._stem(word) if self._stem else self._bare(word)
        self.vocabulary.add(key)
        return key

    def keys(self, word: str) -> tuple[str, ...]:
        """Return the keys that a word of a text (folded) may be a form of."""
        found = self._known.get(word)
        if found is None:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            found = self._known[word] = tuple(dict.fromkeys(self._analyse(word[:_LONGEST])))
        return found

    def _analyse(self, word: str) -> Iterator[str]:
        if word + "!" in self.vocabulary:
            yield word + "!"
        for size in range(2, len(word) + 1):
            if word[:size] in self.openings:
                yield word[:size] + "*"
        if self._stem:
            if (key := self._stem(word)) in self.vocabulary:
                yield key
            return
        for size in range(len(word), 1, -1):
            for stem in {word[:size], self._bare(word[:size])}:
                if stem in self.vocabulary and self._legal(word[size:]):
                    yield stem

    def _bare(self, word: str) -> str:
        for sound, bare in self._mutations:
            if word.endswith(sound) and len(word) > len(sound) + 1:
                return word[: -len(sound)] + bare
        return word

    def _legal(self, rest: str) -> bool:
        if not rest or self._chain is None or self._chain.labels(rest) is not None:
            return True
        return any(
            rest.startswith(ending) and self._chain.labels(rest[len(ending) :]) is not None for ending in self._derive
        )


class ConceptFinder:
    """Finds the concepts (or whatever else has terms) that texts of one language name."""

    def __init__(self, code: str, terms: Iterable[tuple[str, Iterable[str]]], *, gap: int = 0) -> None:
        # what the most frequent words of a language look like they name they do not; acts may be such words
        self._gap, self._small = gap, frozenset[str]() if gap else small_words(code)
        self._cutter = Cutter(code, _compiled()["morphology"])
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for name, words in terms:
            for term in words:
                keys = tuple(self._cutter.learn(word) for word in split_term(term))
                if keys:
                    self._by_first.setdefault(keys[0], []).append((keys, name))

    def find(self, text: str) -> list[ConceptHit]:
        """Return the concepts named in `text`, in the order of the text."""
        view = fold(text)
        words = [(match.start(), match.end(), self._cutter.keys(match[0].strip("'"))) for match in _WORD.finditer(view)]
        hits: list[tuple[int, int, str]] = []
        for at, (start, end, keys) in enumerate(words):
            small = view[start:end] in self._small
            for key in keys:
                for term, name in self._by_first.get(key, ()):
                    if (stop := self._fits(term, words, at)) and not (small and len(term) == 1):
                        hits.append((at, stop, name))
        return [
            ConceptHit(
                words[a][0], words[b - 1][1], name, nested=any(c <= a and b <= d and d - c > b - a for c, d, _ in near)
            )
            for (a, b, name), near in _with_near(sorted(set(hits)))
        ]

    def _fits(self, term: tuple[str, ...], words: list[tuple[int, int, tuple[str, ...]]], at: int) -> int:
        """Return where the term ends that begins at word `at`, or 0; up to `gap` other words may stand between its own."""
        for key in term[1:]:
            near = range(at + 1, min(at + 2 + self._gap, len(words)))
            at = next((n for n in near if key in words[n][2]), -1)
            if at < 0:
                return 0
        return at + 1


def _with_near(hits: list[tuple[int, int, str]]) -> Iterator[tuple[tuple[int, int, str], list[tuple[int, int, str]]]]:
    """Pair each hit with those that may stand around it."""
    for index, hit in enumerate(hits):
        yield (
            hit,
            [other for other in hits[max(0, index - 12) : index + 12] if other[0] <= hit[0] and hit[1] <= other[1]],
        )


def split_term(term: str) -> list[str]:
    """Return the folded words of a term; a ``*`` or ``!`` stays at the end of its word."""
    words = [word for word in re.split(r"[\s\-‐‑]+", term.strip()) if word.strip("*!")]
    return [fold(word.rstrip("*!")).strip() + (word[-1] if word[-1] in "*!" else "") for word in words]


@lru_cache(maxsize=16)
def concept_finder(code: str) -> ConceptFinder:
    """Return the finder of concepts for a language folder (``tr``, ``uz-Cyrl``), built on first use."""
    return ConceptFinder(code, ((name, concept.terms.get(code, ())) for name, concept in load_sectors().items()))


@lru_cache(maxsize=64)
def word_finder(code: str, part: str) -> ConceptFinder:
    """Return the finder of one part of ``_partnering.yaml`` (``acts``, ``ties`` …) for a language folder."""
    rows: dict[str, dict[str, list[str]]] = _compiled()["partnering"][part]
    return ConceptFinder(code, ((name, terms.get(code, ())) for name, terms in rows.items()), gap=MOST_BETWEEN)


@lru_cache(maxsize=16)
def region_finder(code: str) -> ConceptFinder:
    """Return the finder of subnational regions, by ISO 3166-2 code, for a language folder."""
    return ConceptFinder(code, ((region, row["names"]) for region, row in load_regions().items()))


def load_regions() -> dict[str, Any]:
    """Return the subnational regions: ISO 3166-2 code -> English name and names in texts."""
    regions: dict[str, Any] = _compiled()["regions"]
    return regions


@lru_cache(maxsize=16)
def small_words(code: str) -> frozenset[str]:
    """Return the most frequent words of a language folder, folded: they are about nothing."""
    words: list[str] = read_compiled("languages").get(code, {}).get("frequent") or []
    return frozenset(fold(str(word)).strip() for word in words)


@lru_cache(maxsize=16)
def folder_for(lang: str, *, cyrillic: bool) -> str:
    """Return the lexicon folder of a language in an alphabet: ``uz`` in Cyrillic letters is ``uz-Cyrl``."""
    script = "Cyrl" if cyrillic else "Latn"
    languages = read_compiled("languages")
    variants = [code for code in languages if code.partition("-")[0] == lang.partition("-")[0]]
    return next((code for code in variants if languages[code]["script"] == script), lang)


class Sounds:
    """Words as classes of consonants: «газобетон», "gazbeton" and "gazobeton" are one key."""

    def __init__(self, tag: str, sounds: Mapping[str, Mapping[str, str]]) -> None:
        table = {**sounds["all"], **(sounds.get(tag) or {})}
        self._table = {key: str(value) for key, value in table.items()}
        longest_first = sorted(self._table, key=len, reverse=True)
        self._pieces = re.compile("|".join(map(re.escape, longest_first)))

    def key(self, word: str) -> str:
        """Return the classes of the consonants of a folded word, doubled ones once."""
        classes = "".join(self._table[match[0]] for match in self._pieces.finditer(word)).replace("Y", "")
        return re.sub(r"(.)\1+", r"\1", classes)


@lru_cache(maxsize=16)
def sounds_of(tag: str) -> Sounds:
    """Return the sounds of a language's letters."""
    return Sounds(tag, _compiled()["morphology"]["sounds"])


def compile_sectors(files: Iterable[tuple[str, Mapping[str, Any]]], columns: list[str]) -> dict[str, Any]:
    """Turn the rows of the sector files into concepts; see docs/lexicon.md for their notation.

    Raises ValueError saying file, group and row where a row has too few columns or a concept is given twice.
    """
    concepts: dict[str, Any] = {}
    for place, groups in files:
        for head, rows in groups.items():
            nace, _, group = str(head).partition(" ")
            for name, row in rows.items():
                coded = _CODED.match(str(name))
                concept = group if name == "_" else coded[2] if coded else str(name)
                cells = [cell.strip() for cell in re.split(r"\s*/\s*", str(row))]
                if concept in concepts or not len(columns) - 1 <= len(cells) <= len(columns):
                    said = (
                        "is given twice" if concept in concepts else f"has {len(cells)} columns, not {len(columns) - 1}"
                    )
                    raise ValueError(f"{place}: {head}: {concept!r} {said}")
                concepts[concept] = {
                    "nace": coded[1] if coded else nace,
                    "group": group,
                    "terms": _cells(concept, cells, columns),
                }
    return concepts


def _cells(concept: str, cells: list[str], columns: list[str]) -> dict[str, list[str]]:
    terms: dict[str, list[str]] = {}
    before: list[str] = []
    for tag, cell in zip(columns, [*cells, ""]):
        words = [
            term
            for word in cell.split(",")
            for term in (before if word.strip() == "=" else [word.strip()])
            if term not in {"", "-"}
        ]
        if words:
            terms[tag] = words
        before = words
    terms["en"] = list(dict.fromkeys([concept, *terms.get("en", [])]))
    return terms
