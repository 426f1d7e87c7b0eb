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


def test_the_leaders_of_a_coming_session_are_those_just_told() -> None:
    text = (
        "Өзбекстандын президенти Шавкат Мирзиёев бүгүн, 6-октябрда Анкарага келди. Аны Түркиянын президенти Режеп Тайып Эрдоган тосуп алды. "
        "Эртең лидерлер Жогорку деңгээлдеги стратегиялык кызматташтык кеңешинин үчүнчү жыйынын өткөрүшөт."
    )
    (session,) = [e for e in reading(text, "ky", "2025-10-06").engagements if e.kind is EngagementKind.CONFERENCE]
    assert set(session.participants) == {"Шавкат Мирзиёев", "Режеп Тайып Эрдоган"}
    assert (session.status, session.date) == (EngagementStatus.SCHEDULED, "2025-10-07")


def test_a_pronoun_for_the_session_says_who_led_it() -> None:
    text = (
        "6-октябрда Бишкекте кыргыз-түрк өкмөттөр аралык комиссиянын 10-жыйыны болуп өттү. "
        "Аны биринчи вице-премьер-министр Адылбек Касымалиев жана Түркиянын вице-президенти Жевдет Йылмаз алып барды."
    )
    (session,) = [e for e in reading(text, "ky").engagements if e.kind is EngagementKind.CONFERENCE]
    assert session.participants == ("Адылбек Касымалиев", "Жевдет Йылмаз")


def test_a_business_forum_is_not_the_commission_beside_it() -> None:
    text = (
        "6 октября в Ташкенте прошло восьмое заседание узбекско-турецкой межправительственной комиссии. "
        "В тот же день вице-президент Турции Джевдет Йылмаз выступил на деловом форуме."
    )
    sessions = [e for e in reading(text, "ru").engagements if e.kind is EngagementKind.CONFERENCE]
    assert [(e.date, e.parties) for e in sessions] == [("2025-10-06", ("UZ", "TR")), ("2025-10-06", ("UZ", "TR"))]


def test_who_signs_the_protocol_of_a_session_took_part_in_it() -> None:
    text = (
        "The eighth session of the Türkiye-Uzbekistan Joint Economic Commission was held in Tashkent on October 6. "
        "Vice President Cevdet Yılmaz and Investment Minister of Uzbekistan Laziz Kudratov signed the protocol of the session."
    )
    (session,) = [e for e in reading(text, "en").engagements if e.kind is EngagementKind.CONFERENCE]
    assert session.participants == ("Cevdet Yılmaz", "Laziz Kudratov")


def test_what_was_signed_is_not_what_will_be() -> None:
    text = (
        "Заседание межправительственной комиссии Кыргызстана и Турции прошло 6 октября в Анкаре.\n\n"
        "После заседания сопредседатели подписали протокол. Еще четыре соглашения подпишут в январе 2026 года."
    )
    signings = [(e.status, e.date) for e in reading(text, "ru").engagements if e.kind is EngagementKind.SIGNING]
    assert (EngagementStatus.HELD, "2025-10-06") in signings


def test_who_says_where_a_session_will_be_need_not_attend_it() -> None:
    text = (
        "6 oktyabrda Bakıda Türk Dövlətləri Təşkilatının iqtisadiyyat nazirlərinin 13-cü iclası keçirilib. "
        "Azərbaycanın iqtisadiyyat naziri Mikayıl Cabbarov gələn il iqtisadiyyat nazirlərinin 14-cü iclasının Astanada keçiriləcəyini açıqlayıb."
    )
    (coming,) = [e for e in reading(text, "az").engagements if e.status is EngagementStatus.SCHEDULED]
    assert coming.participants == ()
