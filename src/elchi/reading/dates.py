"""Dates as texts give them: "24 Ekim 2025", "2025 жылғы 7 қазан", "noyabrın 6-da", "2025. október 24-én", "yesterday".

A date without a year takes the year nearest to the publication date, a relative one needs that date; without it there
is no value. A span of days ("24–25 Ekim") gives its first day. A weekday is the last one before publication, or the
next one where the text speaks of what is to come.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from elchi.lexicon import Hit, fold, load_language
from elchi.lexicon.records import Record
from elchi.reading.page import Page, Sentence

_DAYS_LEFT = re.compile(
    r"(?<![\d.,])(\d{1,2})(?:(?:\s?[-–—/]\s?|\s\w{1,3}\s)(\d{1,2}))?(?:[-'.\s]{0,2}[^\W\d_]{0,4})?(?:\s[^\W\d_]{2})?[\s.-]{0,2}$"
)
_DAYS_RIGHT = re.compile(r"^[\s.-]{0,2}(\d{1,2})(?:\s?[-–—]\s?(\d{1,2}))?(?!\d|[.:,]\d)")
_YEAR_LEFT = re.compile(r"(?<!\d)((?:19|20)\d{2})[-.\s]{0,2}(?:[^\W\d_'-]+[\s-]*){0,2}$")
_YEAR_RIGHT = re.compile(
    r"^[^\W\d_]{0,3}[\s,.'-]{0,3}(?:\d{1,2}(?:\s[^\W\d_]{2,3}\s\d{1,2})?[\w'-]{0,5}[,.\s]{1,3})?((?:19|20)\d{2})(?!\d)"
)
_NUMERIC = re.compile(
    r"(?<![\d.])(?:(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<y>(?:19|20)\d{2})|(?P<y2>(?:19|20)\d{2})[-.](?P<m2>\d{2})[-.](?P<d2>\d{2}))(?!\d)"
)
_YEAR = re.compile(r"(?<![\d.,/-])((?:19|20)\d{2})(?![\d%])")
_PERIOD = re.compile(r"(?:19|20)\d{2}\s?[-–—]\s?(?:19|20)\d{2}")
"""Years from one to another: how long a plan runs, not when something takes place."""
_SPAN = 7
_RELATIVE = ("date.days", "date.weekdays", "date.weeks", "date.months_relative", "date.years_relative")
_WORDS = ("date.months", "date.told_days", *_RELATIVE)  # every kind of word that tells a date
_WINDOW = 26
_NEWS = 2  # months
_TOLD = 3  # sentences in which the day just told may stand
_BESIDE, _SUFFIX = 2, 5  # characters between a number and the word beside it, and with an ending between them


class DateMention(Record, frozen=True):
    """A date at one place; `value` is a day, month or year, `coming` what it means where the text looks ahead."""

    start: int
    end: int
    value: str
    coming: str
    relative: bool

    def as_of(self, *, future: bool) -> str:
        """The value, read backwards or forwards from the publication date."""
        return self.coming if future else self.value


def published_day(page: Page) -> date | None:
    """The publication date, where it is known to the day."""
    value = page.document.published
    return date.fromisoformat(value) if value and len(value) == 10 else None


def long_past(day: str | None, published: str | None) -> bool:
    """Whether a date is so far behind the publication that it is another story: background, not the news."""
    if not day or not published or len(day) < 7 or len(published) < 7:
        return bool(day and published) and str(day)[:4] < str(published)[:4]
    return (int(published[:4]) - int(day[:4])) * 12 + int(published[5:7]) - int(day[5:7]) > _NEWS


def find_dates(page: Page, sentence: Sentence) -> list[DateMention]:
    """All dates of a sentence, in order, the longer of two that overlap."""
    if not sentence.digits:
        if not sentence.of(*_WORDS):
            return []
        return sorted([*_with_month(page, sentence), *_relative(page, sentence)], key=lambda d: d.start)
    return [d for d in _with_digits(page, sentence) if not _of_document(page, sentence, d)]


def _of_document(page: Page, sentence: Sentence, mention: DateMention) -> bool:
    """Whether a date only says which document is meant: "2017-ci il 31 oktyabr tarixli Saziş"."""
    words = load_language(sentence.language.code).raw.get("dates", {}).get("dated")
    return bool(words) and page.view[mention.end : mention.end + _WINDOW].lstrip(" -'").startswith(tuple(words))


def _with_digits(page: Page, sentence: Sentence) -> list[DateMention]:
    found = [*_numeric(page, sentence), *_with_month(page, sentence), *_relative(page, sentence)]
    taken = [(d.start, d.end) for d in found]
    found += [d for d in _years(page, sentence) if not any(a < d.end and d.start < b for a, b in taken)]
    return sorted(found, key=lambda d: d.start)


def _numeric(page: Page, sentence: Sentence) -> list[DateMention]:
    found = []
    for match in _NUMERIC.finditer(page.text, sentence.start, sentence.end):
        year, month, day = (match["y"] or match["y2"]), (match["m"] or match["m2"]), (match["d"] or match["d2"])
        value = _day(int(year), int(month), int(day))
        if value:
            found.append(DateMention(*match.span(), value, value, relative=False))
    return found


def _day(year: int, month: int, day: int) -> str | None:
    return f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1] else None


def _with_month(page: Page, sentence: Sentence) -> list[DateMention]:
    found = []
    for hit in sentence.of("date.months"):
        if name_not_month(page, sentence, hit):
            continue
        left = page.text[max(sentence.start, hit.start - _WINDOW) : hit.start]
        right = page.text[hit.end : min(sentence.end, hit.end + _WINDOW)]
        before = _DAYS_LEFT.search(left)
        after = None if before else _DAYS_RIGHT.match(right)
        day = int((before or after)[1]) if (before or after) else None  # type: ignore[index]
        start = hit.start - len(left) + before.start(1) if before else hit.start
        end = hit.end + after.end() if after else hit.end
        if day is None and not _is_month(page, sentence, hit):
            continue
        earlier = page.text[max(sentence.start, start - _WINDOW) : start]
        year_left, year_right = _YEAR_LEFT.search(earlier), _YEAR_RIGHT.match(right)
        year = int(year_right[1]) if year_right else int(year_left[1]) if year_left else None
        if year_left and not year_right:
            start = start - len(earlier) + year_left.start(1)
        elif year_right:
            end = hit.end + year_right.end()
        if year is None:
            year = _year_beside(page, sentence, hit, start, end)
        found += _dated(page, start, end, year, int(hit.value), day)
    return found


def _year_beside(page: Page, sentence: Sentence, month: Hit, start: int, end: int) -> int | None:
    """The year that words say: "geçen yıl temmuzda", "in July last year", "geçtiğimiz temmuz", "next March"."""
    published = page.document.published
    if not published:
        return None
    for hit in sentence.of("date.years_relative"):
        if 0 <= start - hit.end <= 2 or 0 <= hit.start - end <= 2:
            return int(published[:4]) + int(hit.value)
    before = page.view[max(sentence.start, start - _WINDOW) : start].split()
    shift = _directions(sentence.language.code).get(before[-1]) if before else None
    if shift is None or len(published) < 7:
        return None
    year, now, named = int(published[:4]), int(published[5:7]), int(month.value)
    if shift < 0:
        return year if named < now else year - 1
    return year if named > now else year + 1


@lru_cache(maxsize=32)
def _directions(code: str) -> dict[str, int]:
    """Words by which a language says "last" and "next", from how it says "last month" and "next month"."""
    raw = load_language(code).raw
    months = raw.get("dates", {}).get("months_relative") or {}
    numbers = {fold(str(term)) for terms in (raw.get("numbers", {}).get("words") or {}).values() for term in terms}
    nouns = tuple(fold(str(term)).split()[-1].rstrip("~*")[:4] for term in months.get("0") or ())  # "month"
    found: dict[str, int] = {}
    for shift in (-1, 1):
        for term in months.get(str(shift)) or []:
            words = fold(str(term)).split()
            if (
                len(words) > 1
                and len(words[-2]) > 2
                and words[-2].isalpha()
                and words[-2] not in numbers
                and not (nouns and words[-2].startswith(nouns))
            ):
                found[words[-2]] = shift
    return found


def name_not_month(page: Page, sentence: Sentence, hit: Hit) -> bool:
    """Whether a month is a given name too, before another capital and behind no number: "Kasım Cömert Tokayev"."""
    if hit.entry.kind != "date.months" or page.view[hit.start : hit.end] not in sentence.language.names.given:
        return False
    behind = page.text[hit.end : hit.end + 2]
    return (
        behind[:1] in {" ", "-"}
        and behind[1:].isupper()
        and not page.text[max(0, hit.start - 4) : hit.start].strip(" .'’-")[-1:].isdigit()
    )


def _is_month(page: Page, sentence: Sentence, hit: Hit) -> bool:
    """A month's name without a day: in some languages it is an ordinary word too ("may", "март")."""
    inflected = bool(hit.labels) or hit.end - hit.start >= 5
    return (
        inflected
        or page.text[hit.start].isupper()
        or bool(_YEAR.search(page.text, max(sentence.start, hit.start - 12), min(sentence.end, hit.end + 12)))
    )


def _dated(page: Page, start: int, end: int, year: int | None, month: int, day: int | None) -> list[DateMention]:
    published = page.document.published
    relative = year is None
    ahead = 0
    if year is None:
        if not published:
            return []
        year = _nearest_year(published, month, day or 15)
        ahead = year < int(
            published[:4]
        )  # "in October", read in March: the last one, or the next one where the text looks ahead
    value = _day(year, month, day) if day else f"{year:04}-{month:02}"
    coming = (_day(year + ahead, month, day) or value) if day else f"{year + ahead:04}-{month:02}"
    return [DateMention(start, end, value, str(coming), relative=relative)] if value else []


def _nearest_year(published: str, month: int, day: int) -> int:
    """The year in which the day lies nearest to the publication date."""
    year = int(published[:4])
    if len(published) == 4:
        return year
    own = int(published[5:7]) * 30 + int(published[8:10] or 15)
    distance = month * 30 + day - own
    return year + 1 if distance < -200 else year - 1 if distance > 165 else year


def _relative(page: Page, sentence: Sentence) -> list[DateMention]:
    found: list[DateMention] = []
    today = published_day(page)
    for hit in sentence.of(*_RELATIVE):
        value = coming = None
        shift = int(hit.value)
        if hit.kind == "date.days" and today:
            value = coming = (today + timedelta(days=shift)).isoformat()
        elif hit.kind == "date.weekdays" and today:
            back = (today.weekday() + 1 - shift) % 7
            value = (today - timedelta(days=back)).isoformat()
            coming = (today + timedelta(days=(-back) % 7)).isoformat()
        elif hit.kind == "date.weeks" and today:
            value = coming = (today + timedelta(weeks=shift)).isoformat()[:7]
        elif hit.kind == "date.months_relative" and page.document.published and len(page.document.published) >= 7:
            month = int(page.document.published[:4]) * 12 + int(page.document.published[5:7]) - 1 + shift
            value = coming = f"{month // 12:04}-{month % 12 + 1:02}"
        elif hit.kind == "date.years_relative" and page.document.published:
            value = coming = f"{int(page.document.published[:4]) + shift:04}"
        if value and coming:
            found.append(DateMention(hit.start, hit.end, value, coming, relative=True))
    return found + _beside_told(page, sentence)


def _beside_told(page: Page, sentence: Sentence) -> list[DateMention]:
    """Days counted from the day just told, else from publication: «накануне», "a day earlier", «на следующий день»."""
    found: list[DateMention] = []
    for hit in sentence.of("date.told_days"):
        if not _stands_alone(page, sentence, hit):
            continue
        base = _day_told(page, sentence, hit.start) or published_day(page)
        if base is not None:
            value = (base + timedelta(days=int(hit.value))).isoformat()
            found.append(DateMention(hit.start, hit.end, value, value, relative=True))
    return found


def _stands_alone(page: Page, sentence: Sentence, hit: Hit) -> bool:
    """Whether a word of time is an adverb, and no preposition before an event («накануне саммита», "the day before the visit")."""
    following = next((t for t in sentence.tokens if t.start >= hit.end), None)
    if following is None or not page.text[hit.end : following.start].isspace():
        return True
    language, word = sentence.language, page.view[following.start : following.end]
    if word in language.marks["with"].before or word in (language.raw["language"].get("at") or ()):
        return True
    start = following.start
    if following.capital:  # «накануне Токаев провел …»
        start = next((t.start for t in sentence.tokens if t.start > following.end), start)
    return any(
        h.start == start and "genitive" not in h.labels
        for h in sentence.of("office", "engagement.verb", "perform", "say", "outcome.verb")
    )


def _day_told(page: Page, sentence: Sentence, before: int) -> date | None:
    """The day named last in the sentences right before a place, where it is part of the news."""
    for earlier in reversed(page.sentences[max(0, sentence.index - _TOLD) : sentence.index + 1]):
        days = [d for d in (*_numeric(page, earlier), *_with_month(page, earlier)) if d.end <= before]
        full = [d.value for d in days if len(d.value) == 10]
        if full:
            return None if long_past(full[-1], page.document.published) else date.fromisoformat(full[-1])
    return None


def _years(page: Page, sentence: Sentence) -> list[DateMention]:
    return [
        DateMention(m.start(1), m.end(1), m[1], m[1], relative=False)
        for m in _YEAR.finditer(page.text, sentence.start, sentence.end)
        if not _counts(page, sentence, m.start(1), m.end(1))
        and not _PERIOD.search(page.text, max(sentence.start, m.start() - _SPAN), min(sentence.end, m.end() + _SPAN))
    ]


def _counts(page: Page, sentence: Sentence, start: int, end: int) -> bool:
    """Whether four digits count things: "1900'e yakın firma", "about 2000 companies", "2000 тысяч", but not "around 2030 the …"."""
    if any(0 < h.start - end <= _BESIDE for h in sentence.of("number.magnitudes", "number.currencies")):
        return True
    limits = {h.start for h in sentence.of("date.until")}
    near = [h for h in sentence.of("number.near") if h.start not in limits]
    before = any(0 < start - h.end <= _BESIDE for h in near)
    behind = next((h for h in near if 0 < h.start - end <= _SUFFIX), None)
    if not before and behind is None:
        return False
    after = behind.end if behind is not None else end
    following = next((t for t in sentence.tokens if t.start >= after), None)
    if following is None or following.capital or not page.text[after : following.start].isspace():
        return False
    word = page.view[following.start : following.end]
    return word not in sentence.language.frequent and not any(
        h.start <= following.start < h.end for h in sentence.of("date.year", "date.months")
    )
