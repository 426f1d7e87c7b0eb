"""Numbers with their magnitude and unit: "10 milyar dolar", "$2.5 bn", «1,2 млрд долларов», "yüzde 12".

A range gives its midpoint. A number without a unit that the text names is a bare count.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from elchi.lexicon import Hit, fold, load_language
from elchi.lexicon.records import Record
from elchi.reading.page import Page, Sentence

_NUMBER = re.compile(
    r"(?<![\w.,])(?P<sign>[$€£₺₸₽₼])?\s?(?P<low>\d{1,3}(?:[\u00a0\u2009 .,]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)"
    r"(?:\s?[-–—]\s?(?P<high>\d+(?:[.,]\d+)?))?"
)
_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "₺": "TRY", "₸": "KZT", "₽": "RUB", "₼": "AZN"}
_UNIT_REACH = 14  # code points between a number and its currency: "10 milyar ABD doları"
_GREAT = 1000
_SHORT = 4  # letters of a magnitude that is written onto its number
_LETTERS = re.compile(r"[^\W\d_]+")


class Quantity(Record, frozen=True):
    """A number as read; `unit` is an ISO 4217 code, ``percent``, or None for a bare count."""

    start: int
    end: int
    value: float
    unit: str | None


class _Words(Record, frozen=True):
    """The words of a sentence that make numbers: magnitudes and currencies by their start, and signs of percentage."""

    magnitudes: dict[int, Hit]
    currencies: tuple[Hit, ...]
    percents: tuple[Hit, ...]


def parse_number(digits: str, decimal: str) -> float:
    """Read a number by its shape first (groups of three are thousands), then by the language's decimal mark."""
    plain = "".join(char for char in digits if not char.isspace())
    marks = [char for char in plain if char in ".,"]
    if not marks:
        return float(plain)
    last = marks[-1]
    tail = len(plain) - plain.rindex(last) - 1
    if len(set(marks)) > 1:  # both marks: the last one is the decimal
        other = "," if last == "." else "."
        return float(plain.replace(other, "").replace(last, "."))
    if len(marks) > 1 or (tail == 3 and last != decimal):
        return float(plain.replace(last, ""))
    return float(plain.replace(last, "."))


def find_quantities(page: Page, sentence: Sentence) -> list[Quantity]:
    """All numbers of a sentence with magnitude and unit, in order."""
    if not sentence.digits and not sentence.of("number.words"):
        return []
    decimal = str(sentence.language.raw.get("numbers", {}).get("decimal") or ",")
    words = _Words(
        {hit.start: hit for hit in sentence.of("number.magnitudes")},
        tuple(sentence.of("number.currencies")),
        tuple(sentence.of("number.percent")),
    )
    numbers = _NUMBER.finditer(page.text, sentence.start, sentence.end) if sentence.digits else ()
    shorts = _short_magnitudes(sentence.language.code)
    found = [_in_digits(page, match, decimal, words, shorts) for match in numbers]
    found += [quantity for hit in sentence.of("number.words") if (quantity := _in_words(page, hit, words)) is not None]
    return sorted(found, key=lambda quantity: quantity.start)


@lru_cache(maxsize=32)
def _short_magnitudes(code: str) -> Mapping[str, float]:
    """Abbreviations that may be written onto a number: ``2.5bn``."""
    magnitudes = load_language(code).raw.get("numbers", {}).get("magnitudes") or {}
    terms = ((fold(str(term).rstrip("~*^")), float(value)) for value, listed in magnitudes.items() for term in listed)
    return {term: value for term, value in terms if len(term) <= _SHORT and term.isalpha()}


def _in_digits(page: Page, match: re.Match[str], decimal: str, words: _Words, shorts: Mapping[str, float]) -> Quantity:
    value = parse_number(match["low"], decimal)
    if match["high"]:
        value = (value + parse_number(match["high"], decimal)) / 2
    attached = _LETTERS.match(page.view, match.end())
    short = attached[0] if attached else ""
    if short in shorts and (len(short) > 1 or match["sign"]):  # "$5m", but no "5m" of cable
        value, end = value * shorts[short], match.end() + len(short)
    else:
        value, end = _magnified(page, value, match.end(), words)
    unit = _SIGNS.get(match["sign"] or "")
    if unit is None:
        unit, end = _unit(page, match.start("low"), end, words)
    return Quantity(match.start(), end, value, unit)


def _in_words(page: Page, hit: Hit, words: _Words) -> Quantity | None:
    """Read "bir milyar dolar", "two billion dollars", "százmillió dollár": a number word counts before or with a magnitude."""
    value, end = _magnified(page, float(hit.value), hit.end, words)
    if end == hit.end and value < _GREAT:
        return None
    unit, end = _unit(page, hit.start, end, words)
    return Quantity(hit.start, end, value, unit)


def _magnified(page: Page, value: float, end: int, words: _Words) -> tuple[float, int]:
    for _ in range(2):
        at = next((start for start in range(end, min(end + 3, len(page.text))) if start in words.magnitudes), None)
        if at is None or page.text[end:at].strip(" -\u00a0"):
            break
        value, end = value * float(words.magnitudes[at].value), words.magnitudes[at].end
    return value, end


def _unit(page: Page, start: int, end: int, words: _Words) -> tuple[str | None, int]:
    for hit in words.currencies:
        between = page.view[end : hit.start] if end <= hit.start <= end + _UNIT_REACH else None
        if between is not None and len(between.split()) <= 1 and "\n" not in between:
            return hit.value, hit.end
        if hit.end <= start <= hit.end + 1:
            return hit.value, end
    for hit in words.percents:
        if end <= hit.start <= end + 1:
            return "percent", hit.end
        if hit.end <= start <= hit.end + 1:
            return "percent", end
    if page.text[end : end + 2].strip().startswith("%"):
        return "percent", page.text.index("%", end) + 1
    return None, end
