"""A document laid out for reading: folded view, tokens, sentences, and every term found, language by language.

A `Page` is made once and never changed; each later step takes it and returns its own results, so that the order of the
steps is kept by their types. Sentences never reach over a line end. The language is found for the whole text and then
for each line that is long enough to speak for itself, so that a quotation or a second half in another language is read
in its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from elchi.errors import UnsupportedSourceError
from elchi.lexicon import (
    Hit,
    Language,
    fold,
    load_language,
    readable_languages,
    supported_languages,
    trial_languages,
)
from elchi.lexicon.records import Record
from elchi.model import Document
from elchi.reading.identify import Identified, identify

_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_STOP = re.compile(r"[.!?…]+[\"”»’)\]]*\s+(?=[\"“„«‘'(\[–—-]?\s?[^\W\d_]|\d)")
DASH = re.compile(r"\s[-–—]|[-–—]\s")  # a dash with a blank beside it joins no name: "BAKÜ - Türk Devletleri Teşkilatı"
_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_DIGIT = re.compile(r"\d")
_BULLET = re.compile(r"\s*(?:[-–—•*·▪►■●]|\d{1,2}[.)])\s+")
_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)+")
_WRAPPED_LINES, _WIDTHS = 2, (40, 100)
_NONE: list[Hit] = []
_PLACES = frozenset({"state", "city"})
_OWN_WORDS = 0.08  # … nor one with so many frequent words of the document's language
_OWN_LANGUAGE = 80  # a line shorter than this does not decide its own language


class Token(Record, frozen=True):
    """A word: code points ``[start, end)``, itself, folded, and whether it begins with a capital."""

    start: int
    end: int
    word: str
    capital: bool


class Sentence(Record, frozen=True):
    """A sentence or a line without a stop, with the terms found in it."""

    index: int
    start: int
    end: int
    line: int
    bullet: bool
    language: Language
    tokens: tuple[Token, ...]
    hits: tuple[Hit, ...]
    digits: bool
    """Whether there is a digit in it: without one there are few numbers and dates to look for."""
    by_kind: dict[str | tuple[str, ...], list[Hit]]

    def of(self, *kinds: str) -> list[Hit]:
        """Hits of these kinds, in order."""
        by_kind = self.by_kind
        if len(kinds) == 1:
            return by_kind.get(kinds[0], _NONE)
        together = by_kind.get(kinds)
        if together is None:
            found = [by_kind[kind] for kind in kinds if kind in by_kind]
            if len(found) > 1:
                together = [hit for hits in found for hit in hits]
                together.sort(key=_place)
            else:  # mostly there is none
                together = found[0] if found else _NONE
            by_kind[kinds] = together  # asked for again and again
        return together


def lies_in(places: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether a code point lies in one of the places."""
    for start, end in places:  # noqa: SIM110 - asked of every capital: a generator would cost more than the answer
        if start <= at < end:
            return True
    return False


def _place(hit: Hit) -> int:
    """A number that sorts hits by start, the longest first."""
    return (hit.start << 32) - hit.end


class Page(Record, frozen=True):
    """A document laid out for reading."""

    document: Document
    text: str
    view: str
    identified: Identified
    language: Language
    sentences: tuple[Sentence, ...]
    starts: tuple[int, ...]

    def sentence_at(self, position: int) -> Sentence:
        """The sentence that holds a code point."""
        return self.sentences[max(0, bisect_right(self.starts, position) - 1)]

    def words(self, start: int, end: int) -> str:
        """The text between two code points, with white space squeezed."""
        return " ".join(self.text[start:end].split())


def lay_out(document: Document) -> Page:
    """Lay a document out. Raises UnsupportedSourceError where its language is not read."""
    text = _unwrapped(document.text)
    view = fold(text)
    identified = identify(text, view)
    readable = (*supported_languages(), *trial_languages())
    code = document.language if document.language in readable else None
    if (
        document.language
        and code is None
        and document.language.split("-")[0] not in {c.split("-")[0] for c in readable}
    ):
        raise UnsupportedSourceError(
            f"language {document.language!r} is not read",
            where=document.source,
            mend=f"read are: {readable_languages()}",
        )
    code = code if code and load_language(code).script == identified.script else identified.language or code
    if code is None:
        raise UnsupportedSourceError(
            f"the text is in no language that is read (script {identified.script})",
            where=document.source,
            mend=f"read are: {readable_languages()} (--language)",
        )
    language = load_language(code)
    sentences = _sentences(text, view, language)
    return Page(document, text, view, identified, language, sentences, tuple(s.start for s in sentences))


def _unwrapped(text: str) -> str:
    """The text with blanks for the line ends of paragraphs that were wrapped at a width; every place stays where it is."""
    if not any(line[:1].islower() for line in text.split("\n")[1:]):
        return text
    return _PARAGRAPH.sub(
        lambda match: match[0].replace("\n", " ") if _is_wrapped(match[0].split("\n")) else match[0], text
    )


def _is_wrapped(lines: list[str]) -> bool:
    """Whether lines break in the middle of their sentences, at one width: most go on with a small letter."""
    full = lines[:-1]
    if (
        len(full) < _WRAPPED_LINES
        or any(not _WIDTHS[0] <= len(line) <= _WIDTHS[1] for line in full)
        or any(_BULLET.match(line) for line in lines)
    ):
        return False
    return (
        sum(line[:1].islower() for line in lines[1:]) >= len(full) / 2
        and sum(line.rstrip()[-1:] in ".!?:;" for line in full) <= len(full) / 4
    )


def _sentences(text: str, view: str, main: Language) -> tuple[Sentence, ...]:
    lines = [match.span() for match in _LINE.finditer(text) if not text[match.start() : match.end()].isspace()]
    languages = [_line_language(text, view, start, end, main) for start, end in lines]
    scans = {
        language.code: _placed(view, language.matcher.scan(text, view), language)
        for language in dict.fromkeys(languages)
    }
    starts = {code: [hit.start for hit in hits] for code, hits in scans.items()}
    tokens = _tokens(text, view)
    token_starts = [token.start for token in tokens]
    found: list[Sentence] = []
    for number, ((start, end), language) in enumerate(zip(lines, languages, strict=True)):
        bullet = _BULLET.match(text, start, end)
        hits, hit_starts = scans[language.code], starts[language.code]
        for left, right in _split(text, view, start, end, language):
            inside = tuple(hits[bisect_left(hit_starts, left) : bisect_left(hit_starts, right)])
            words = tuple(tokens[bisect_left(token_starts, left) : bisect_left(token_starts, right)])
            if words:
                by_kind: dict[str | tuple[str, ...], list[Hit]] = {}
                for hit in inside:
                    alike = by_kind.get(hit.kind)
                    if alike is None:
                        by_kind[hit.kind] = [hit]
                    else:
                        alike.append(hit)
                found.append(
                    Sentence(
                        len(found),
                        left,
                        right,
                        number,
                        bullet is not None,
                        language,
                        words,
                        inside,
                        _DIGIT.search(text, left, right) is not None,
                        by_kind,
                    )
                )
    return tuple(found)


def _tokens(text: str, view: str) -> list[Token]:
    """The words of a text. The view has blanks and line ends between words, so that most words are what stands between two."""
    found: list[Token] = []
    at = 0
    for piece in view.replace("\n", " ").split(" "):
        end = at + len(piece)
        if piece.isalnum():
            found.append(Token(at, end, piece, text[at].isupper()))
        elif piece:
            for match in _TOKEN.finditer(piece):
                start = at + match.start()
                found.append(Token(start, at + match.end(), match[0], text[start].isupper()))
        at = end + 1
    return found


def _placed(view: str, hits: list[Hit], language: Language) -> list[Hit]:
    """Label states and cities behind a word of place as locative, in languages that say "in Baku" by a preposition."""
    if not any(hit.kind in _PLACES for hit in hits):
        return hits
    money = [(hit.start, hit.end) for hit in hits if hit.kind == "number.currencies"]
    cities = {hit.end: hit.value.partition(", ")[2] for hit in hits if hit.kind == "city"}
    at = tuple(f" {word}" for word in language.raw["language"].get("at") or ())
    placed: list[Hit] = []
    for hit in hits:
        if hit.kind in _PLACES:
            start = hit.start
            if hit.kind == "state":
                if money and any(a <= start and hit.end <= b for a, b in money):
                    continue  # "US dollars" are nobody's side
                lies = not hit.labels and cities.get(start - 2) == hit.value and view[start - 2 : start] == "  "
            else:
                lies = False
            if (
                lies
                or (  # "in Paris, France": where a city lies (the view has a blank for the comma)
                    at
                    and hit.entry.data.get("form") != "adjective"
                    and f" {view[max(0, start - 24) : start]}".rstrip(" ").endswith(at)
                )
            ):
                placed.append(hit.labelled("locative"))
                continue
        placed.append(hit)
    return placed


def _line_language(text: str, view: str, start: int, end: int, main: Language) -> Language:
    if end - start < _OWN_LANGUAGE:
        return main
    words = view[start:end].split()
    if sum([word in main.frequent for word in words]) >= _OWN_WORDS * len(words):
        return main
    own = identify(text[start:end], view[start:end])
    if own.language is None or own.language == main.code or own.share < 0.18:
        return main
    return load_language(own.language)


def _split(text: str, view: str, start: int, end: int, language: Language) -> list[tuple[int, int]]:
    """Cut a line into sentences; a stop after an abbreviation, an initial or before a small letter cuts nothing."""
    pieces: list[tuple[int, int]] = []
    left = start
    ordinals = "." in (language.raw.get("engagements", {}).get("ordinal_suffixes") or ())  # "Grubu 5. Toplantısı"
    for stop in _STOP.finditer(text, start, end):
        following = text[stop.end()]
        if following.isalpha() and not following.isupper():
            continue
        before = view[left : stop.start()].rsplit(None, 1)
        word = before[-1] if before else ""
        if text[stop.start()] == "." and (
            (len(word) == 1 and word.isalpha())
            or word in language.abbreviations
            or (word.isdigit() and (following.isdigit() or (ordinals and len(word) <= 2)))
        ):
            continue
        pieces.append((left, stop.end()))
        left = stop.end()
    pieces.append((left, end))
    return [(a, b) for a, b in pieces if b > a]
