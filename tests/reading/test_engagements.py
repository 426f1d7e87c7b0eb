"""Engagements of Kazakh and Kyrgyz texts: which nouns tell of a meeting of their own, who attends what, what letters date."""

from __future__ import annotations

import pytest

from elchi.model import Document, EngagementKind, EngagementStatus, Reading
from elchi.reading import read


def reading(text: str, language: str, day: str = "2025-10-07") -> Reading:
    return read(Document(source="here", text=text, published=day, language=language))


def test_who_attends_is_at_what_was_told() -> None:
    text = (
        "6-октябрда Бишкек шаарында Түрк мамлекеттер уюмунун Тышкы иштер министрлер кеңешинин жыйыны болуп өттү. "
        "Жолугушууга Азербайжандын тышкы иштер министри Жейхун Байрамов, Түркиянын тышкы иштер министри Хакан Фидан катышты."
    )
    (conference,) = reading(text, "ky").engagements
    assert conference.kind is EngagementKind.CONFERENCE
    assert conference.participants == ("Жейхун Байрамов", "Хакан Фидан")


def test_a_counterpart_right_before_a_noun_makes_a_meeting_of_its_own() -> None:
    text = (
        "Мәдениет министрі Аида Балаева Ақтауда ТҮРКСОЙ Бас хатшысы Сұлтан Раевпен кездесті. "
        "Мажарстан үкіметінің комиссары Петер Хоппалмен өткен кездесуде мәдени байланыстар сөз болды."
    )
    assert [e.parties for e in reading(text, "kk").engagements] == [("KZ", "TURKSOY"), ("KZ", "HU")]


def test_each_of_two_offices_side_by_side_is_somebodys_own() -> None:
    text = (
        "Премьер-министр Темир Сариев Түркиянын тышкы иштер министри Мевлют Чавушоглу менен жолукту. "
        "Түркиянын тышкы иштер министрин президент Алмазбек Атамбаев да кабыл алды."
    )
    people = {p.name: (p.position, p.represents) for p in reading(text, "ky").people}
    assert people["Алмазбек Атамбаев"] == ("President", "KG")


def test_a_letter_that_speaks_of_next_year_has_been_sent() -> None:
    text = "Түркия Президенті Режеп Тайип Ердоған Қазақстан Президенті Қасым-Жомарт Тоқаевқа жеделхат жолдап, еліміздің келер жылғы төрағалығына табыс тіледі."
    (letter,) = reading(text, "kk").engagements
    assert (letter.kind, letter.status) == (EngagementKind.CORRESPONDENCE, EngagementStatus.HELD)


def test_a_state_in_a_body_is_no_part_of_its_name() -> None:
    text = "Жолугушууда Кыргызстандын Түрк мамлекеттер уюмундагы төрагалыгы талкууланды. Министрлер Бишкекте жолугушту."
    assert [(o.id, o.name) for o in reading(text, "ky").organisations] == [("OTS", "Түрк мамлекеттер уюму")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ky", "Президент Садыр Жапаров Вашингтондо өткөн «Борбор Азия – АКШ» саммитине катышты."),
        ("kk", "Президент Қасым-Жомарт Тоқаев Вашингтонда өткен «Орталық Азия – АҚШ» саммитіне қатысты."),
        ("kk-Latn-2021", "Prezident Qasym-Jomart Toqaev Vaşingtonda ötken «Ortalyq Azia – AQŞ» sammitine qatysty jäne basqa elderdiñ basşylarymen kezdesti."),
    ],
)  # fmt: skip
def test_a_conference_is_named_by_a_pair_in_quotation_marks(language: str, text: str) -> None:
    summit = next(e for e in reading(text, language).engagements if e.kind is EngagementKind.CONFERENCE)
    assert (summit.city, "US" in summit.parties) == ("Washington", True)
