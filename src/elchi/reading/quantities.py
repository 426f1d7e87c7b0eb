"""Numbers with their magnitude and unit: "10 milyar dolar", "$2.5 bn", «1,2 млрд долларов», "yüzde 12"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from elchi.reading.page import Page, Sentence

_NUMBER = re.compile(r"(?<![\w.,])(?P<sign>[$€£₺₸₽₼])?\s?(?P<a>\d{1,3}(?:[  .,]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)(?:\s?[-–—]\s?(?P<b>\d+(?:[.,]\d+)?))?")
_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "₺": "TRY", "₸": "KZT", "₽": "RUB", "₼": "AZN"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as read; `unit` is an ISO 4217 code, ``percent``, or None for a bare count."""

    start: int
    end: int
    value: float
    unit: str | None


def parse_number(digits: str, decimal: str) -> float:
    """Read a number by its shape first (groups of three are thousands), then by the language's decimal mark."""
    plain = digits.replace("\u00a0", "").replace(" ", "").replace(" ", "")
    marks = [char for char in plain if char in ".,"]
    if not marks:
        return float(plain)
    last = marks[-1]
    tail = len(plain) - plain.rindex(last) - 1
    if len(set(marks)) == 2:  # both marks: the last one is the decimal
        other = "," if last == "." else "."
        return float(plain.replace(other, "").replace(last, "."))
    if len(marks) > 1 or (tail == 3 and last != decimal):
        return float(plain.replace(last, ""))
    return float(plain.replace(last, "."))


def find_quantities(page: Page, sentence: Sentence) -> list[Quantity]:
    """All numbers of a sentence with magnitude and unit, in order. A range gives its midpoint."""
    decimal = str(sentence.language.raw.get("numbers", {}).get("decimal") or ",")
    magnitudes = {h.start: h for h in sentence.of("number.magnitudes")}
    currencies = {h.start: h for h in sentence.of("number.currencies")}
    percents = sentence.of("number.percent")
    found = [_quantity(page, sentence, m, decimal, magnitudes, currencies, percents) for m in _NUMBER.finditer(page.text, sentence.start, sentence.end)]
    found += _spelled(page, sentence, magnitudes, currencies)
    return sorted(found, key=lambda q: q.start)


def _quantity(page, sentence, match, decimal, magnitudes, currencies, percents) -> Quantity:  # type: ignore[no-untyped-def]
    value = parse_number(match["a"], decimal)
    if match["b"]:
        value = (value + parse_number(match["b"], decimal)) / 2
    end = match.end()
    value, end = _magnified(page, value, end, magnitudes)
    unit = _SIGNS.get(match["sign"] or "")
    if unit is None:
        unit, end = _unit(page, sentence, match.start(), end, currencies, percents)
    return Quantity(match.start(), end, value, unit)


def _magnified(page, value, end, magnitudes):  # type: ignore[no-untyped-def]
    for _ in range(2):
        at = next((s for s in range(end, min(end + 3, len(page.text))) if s in magnitudes), None)
        if at is None or page.text[end:at].strip(" -"):
            break
        value, end = value * float(magnitudes[at].value), magnitudes[at].end
    return value, end


def _unit(page, sentence, start, end, currencies, percents):  # type: ignore[no-untyped-def]
    for at, hit in currencies.items():
        if end <= at <= end + 14 and len(page.view[end:at].split()) <= 1 and "\n" not in page.view[end:at]:
            return hit.value, hit.end
        if hit.end <= start <= hit.end + 1:
            return hit.value, end
    for hit in percents:
        if end <= hit.start <= end + 1:
            return "percent", hit.end
        if hit.end <= start <= hit.end + 1:
            return "percent", end
    if page.text[end : end + 1] == "%" or page.text[end : end + 2] == " %":
        return "percent", end + 1
    return None, end


def _spelled(page, sentence, magnitudes, currencies) -> list[Quantity]:  # type: ignore[no-untyped-def]
    """ "bir milyar dolar", "two billion dollars": a number word before a magnitude."""
    found = []
    for hit in sentence.of("number.words"):
        at = next((s for s in range(hit.end, min(hit.end + 2, len(page.text))) if s in magnitudes), None)
        if at is not None:
            value, end = _magnified(page, float(hit.value), hit.end, magnitudes)
            unit, end = _unit(page, sentence, hit.start, end, currencies, [])
            found.append(Quantity(hit.start, end, value, unit))
    return found
