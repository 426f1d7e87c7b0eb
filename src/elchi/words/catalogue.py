"""One language of the interface: its messages, dates, numbers and names of states and languages.

Messages come from ``locales/<language>.po`` (English is the source and has none), which are read when the language is
first asked for; dates, numbers and names come from Babel's CLDR data. Each `Words` is built once and shared.
"""

from __future__ import annotations

import datetime as dt
import gettext
from collections.abc import Callable
from functools import lru_cache
from importlib import resources
from io import BytesIO

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent
from markupsafe import Markup, escape

from elchi.words.labels import LABELS, N_, NORTHERN_CYPRUS

SOURCE = "en"
LANGUAGES = ("en", "tr", "az", "kk", "ky", "uz", "tk", "hu", "ru")
_CYRILLIC = frozenset({"kk", "ky", "ru"})


class Words:
    """Says things in one language; calling it translates a message and fills in its values, escaped."""

    def __init__(self, tag: str, catalogue: gettext.NullTranslations) -> None:
        self.tag, self.locale, self._catalogue = tag, Locale.parse(tag), catalogue
        # Pages ask for the same few values again and again, and CLDR patterns are slow to fill.
        self.state: Callable[[str], str] = lru_cache(maxsize=512)(self._state)
        self.date: Callable[[str | None], str] = lru_cache(maxsize=8192)(self._date)
        self.short_date: Callable[[str | None], str] = lru_cache(maxsize=8192)(self._short_date)

    def __call__(self, message: str, /, **values: object) -> Markup:
        """Return the message in this language; ``%(name)s`` stands for a value, which is escaped."""
        return self._fill(self._catalogue.gettext(message), values)

    def plain(self, message: str, /, **values: object) -> str:
        """Return the message in this language for a text that is no page: nothing is escaped."""
        said = str(self._catalogue.gettext(message))
        return said % values if values else said

    def many(self, one: str, other: str, n: int, /, **values: object) -> Markup:
        """Return the message that fits the number, which is its value ``n``."""
        return self._fill(self._catalogue.ngettext(one, other, n), {"n": self.number(n), **values})

    def label(self, kind: str, value: str | None) -> str:
        """Return what a value of a closed list is called; an unknown value is shown as it is."""
        if not value:
            return ""
        source = LABELS[kind].get(value)
        return str(self._catalogue.gettext(source)) if source else value.replace("_", " ").replace("-", " ")

    def number(self, value: float) -> str:
        """Return a number with this language's separators."""
        return str(format_decimal(value, locale=self.locale))

    def percent(self, share: float) -> str:
        """Return a share of one as whole percent."""
        return str(format_percent(share, locale=self.locale))

    def money(self, value: float, currency: str) -> str:
        """Return a sum as it is spoken of: in millions or billions where it is large, with the currency's code."""
        for size, unit in ((1e9, self(N_("bn"))), (1e6, self(N_("m")))):
            if value >= size:
                return f"{self.number(round(value / size, 2))} {unit} {currency}"
        return f"{self.number(value)} {currency}"

    def language(self, tag: str | None) -> str:
        """Return a language's name, with its first letter large."""
        if not tag:
            return ""
        name = str(self.locale.languages.get(tag.partition("-")[0], tag))
        return name[:1].upper() + name[1:]

    def prefers_cyrillic(self) -> bool:
        """Whether names are shown in Cyrillic where the ledger has them so."""
        return self.tag in _CYRILLIC

    def _fill(self, message: str, values: dict[str, object]) -> Markup:
        marked = escape(message)
        return marked % values if values else marked

    def _state(self, code: str) -> str:
        if code == "CTR":
            return self._catalogue.gettext(NORTHERN_CYPRUS)
        return str(self.locale.territories.get(code, code))

    def _date(self, value: str | None) -> str:
        return self._written(value, "long", "yMMMM")

    def _short_date(self, value: str | None) -> str:
        return self._written(value, "medium", "yMMM")

    def _written(self, value: str | None, style: str, month_skeleton: str) -> str:
        """Return a partial ISO date in words; what is not one is shown as it is."""
        parts = (value or "").split("-")
        try:
            numbers = [int(part) for part in parts]
            if len(numbers) == 3:
                return str(format_date(dt.date(numbers[0], numbers[1], numbers[2]), style, locale=self.locale))
            if len(numbers) == 2:
                return str(format_skeleton(month_skeleton, dt.date(numbers[0], numbers[1], 1), locale=self.locale))
        except ValueError:
            pass
        return value or ""


@lru_cache(maxsize=len(LANGUAGES))
def words_for(tag: str) -> Words:
    """Return the words of one of `LANGUAGES`."""
    if tag == SOURCE:
        return Words(tag, gettext.NullTranslations())
    file = resources.files("elchi.words").joinpath("locales", f"{tag}.po")
    compiled = BytesIO()
    with file.open("rb") as source:
        write_mo(compiled, read_po(source, locale=tag))
    compiled.seek(0)
    return Words(tag, gettext.GNUTranslations(compiled))


@lru_cache(maxsize=1)
def own_names() -> tuple[tuple[str, str], ...]:
    """Return every language's code and its name in itself, for the switcher."""
    named = ((tag, Locale.parse(tag).get_display_name(tag) or tag) for tag in LANGUAGES)
    return tuple((tag, name[:1].upper() + name[1:]) for tag, name in named)


@lru_cache(maxsize=256)
def negotiate(header: str) -> str:
    """Return the first of `LANGUAGES` that an Accept-Language header asks for, or English."""
    wanted: list[tuple[float, int, str]] = []
    for place, part in enumerate(header.split(",")[:20]):
        tag, _, quality = part.strip().partition(";q=")
        try:
            weight = float(quality or 1)
        except ValueError:
            continue
        wanted.append((-weight, place, tag.partition("-")[0].lower()))
    return next((tag for _, _, tag in sorted(wanted) if tag in LANGUAGES), SOURCE)
