"""Dates: days counted from the day just told, and numbers that are no years."""

from __future__ import annotations

import pytest

from elchi.model import Document
from elchi.reading import read
from elchi.reading.dates import find_dates
from elchi.reading.page import lay_out


def _values(text: str, language: str) -> list[str]:
    page = lay_out(Document(source="t", text=text, published="2025-05-15", language=language))
    return [d.value for s in page.sentences for d in find_dates(page, s)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("tr", "Foruma 1900'e yakın firma katıldı."),
        ("en", "The forum brought together nearly 2000 companies from Türkiye."),
        ("ru", "В форуме участвуют около 2000 компаний."),
        ("ru", "Завод выпустит 2000 тысяч изделий."),
    ],
)
def test_numbers_of_things_are_no_years(language: str, text: str) -> None:
    assert _values(text, language) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The line will open around 2030 in the region."),
        ("tr", "Hedef 2030'a kadar tamamlanacak."),
        ("ru", "Завод откроется около 2030 года."),
    ],
)
def test_years_stay_years(language: str, text: str) -> None:
    assert _values(text, language) == ["2030"]


def test_the_eve_is_the_day_before_the_one_just_told() -> None:
    text = "Президенты встретились 12 мая в Баку. Накануне министры провели переговоры."
    assert _values(text, "ru") == ["2025-05-12", "2025-05-11"]


def test_the_eve_is_yesterday_where_no_day_was_told() -> None:
    assert _values("Накануне министр Казахстана посетил Анкару.", "ru") == ["2025-05-14"]
    assert _values("The ministers had met a day earlier in Baku.", "en") == ["2025-05-14"]


def test_the_eve_of_an_event_is_no_day() -> None:
    assert _values("Накануне саммита министры провели переговоры.", "ru") == []
    assert _values("The ministers met on the day before the summit.", "en") == []


def test_the_eve_dates_a_call() -> None:
    text = "Накануне президент Казахстана Касым-Жомарт Токаев и президент Турции Реджеп Тайип Эрдоган провели телефонный разговор."
    reading = read(Document(source="t", text=text, published="2025-05-15"))
    assert [e.date for e in reading.engagements] == ["2025-05-14"]
