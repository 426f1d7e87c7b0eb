"""Uzbek: what is only thought of being signed, what a visit already told of holds, houses of parliaments abroad."""

from __future__ import annotations

from elchi.model import Document, Reading
from elchi.reading import read

DAY = "2025-04-08"


def reading(text: str) -> Reading:
    return read(Document(source="here", text=text, published=DAY, language="uz"))


def test_a_signing_that_is_only_discussed_is_none() -> None:
    text = (
        "Tashqi ishlar vaziri Botir Karimov Turkiya tashqi ishlar vaziri Hakan Fidan bilan Anqara shahrida uchrashdi. "
        "Uchrashuvda yangi memorandumni imzolash, do‘stlik guruhini tashkil etish masalalari bo‘yicha birgalikda ishlashga kelishib olindi."
    )
    found = reading(text)
    assert [e.kind.value for e in found.engagements] == ["meeting"]
    assert [o.kind.value for o in found.outcomes] == ["agreed"]


def test_during_the_visit_begins_no_second_visit() -> None:
    text = (
        "Senat raisi Lola Karimova 22-oktabr kuni Yaponiyaga tashrif buyuradi. "
        "Tashrif doirasida Yaponiya parlamenti Maslahatchilar palatasi prezidenti Kenji Santo bilan muzokaralar o‘tkazilishi rejalashtirilgan."
    )
    found = reading(text)
    assert sorted((e.kind.value, e.status.value, e.country) for e in found.engagements) == [
        ("meeting", "scheduled", "JP"),
        ("visit", "scheduled", "JP"),
    ]
    assert [(p.position_class.value if p.position_class else None, p.represents) for p in found.people][1] == (
        "speaker",
        "JP",
    )


def test_our_head_of_state_is_never_the_guest() -> None:
    text = (
        "O‘zbekiston Prezidenti Shavkat Mirziyoyev Turkiya Prezidenti Rajab Toyyib Erdog‘anning taklifiga binoan Anqaraga jo‘nab ketdi. "
        "Davlatimiz rahbari 10-aprel kuni sammitda ishtirok etadi."
    )
    conferences = [e for e in reading(text).engagements if e.kind.value == "conference"]
    assert all("Rajab Toyyib Erdog‘an" not in e.participants for e in conferences)


def test_who_signs_the_text_is_nobody_of_it() -> None:
    text = (
        "Tashqi ishlar vaziri Botir Karimov Turkiya tashqi ishlar vaziri Hakan Fidan bilan Anqara shahrida uchrashdi.\n"
        "Lola Karimova, O‘zA."
    )
    assert [p.name for p in reading(text).people] == ["Botir Karimov", "Hakan Fidan"]


def test_a_declaration_that_is_awaited_is_scheduled() -> None:
    text = (
        "Sammit 14-aprel kuni Boku shahrida bo‘lib o‘tadi. "
        "Uchrashuv yakunida Ozarbayjon va O‘zbekiston deklaratsiyasi qabul qilinishi kutilmoqda."
    )
    assert {o.kind.value for o in reading(text).outcomes} == {"scheduled"}


def _roles(text: str) -> dict[str, tuple[str | None, str | None]]:
    return {p.name: (p.position_class and p.position_class.value, p.represents) for p in reading(text).people}


def test_a_newly_appointed_envoy_is_of_the_state_before() -> None:
    text = "Vazir Serbiyaning O‘zbekistondagi yangi tayinlangan elchisi Goran Petrovich bilan uchrashdi."
    assert _roles(text)["Goran Petrovich"] == ("ambassador", "RS")


def test_a_deputy_for_a_field_is_of_the_office_before_it() -> None:
    text = (
        "Viloyat hokimi Karim Salimov Vengriya Davlat kotibining innovatsiyalar bo‘yicha o‘rinbosari Laslo Kovach bilan uchrashdi. "
        "Uchrashuvda Bosh vazir maslahatchisi Jo‘ra Rahimov ishtirok etdi."
    )
    found = _roles(text)
    assert found["Laslo Kovach"] == ("deputy_minister", "HU")
    assert found["Jo‘ra Rahimov"] == ("official", "UZ")


def test_an_envoy_for_a_region_is_of_the_body_before_it() -> None:
    text = "Senat raisi Yevropa Ittifoqining Markaziy Osiyo bo‘yicha maxsus vakili Pekka Virtanen bilan uchrashdi."
    assert _roles(text)["Pekka Virtanen"] == ("official", "EU")


def test_an_office_alone_is_no_part_of_the_guest_behind_it() -> None:
    text = (
        "Tashqi ishlar vaziri Botir Karimov Parijga keldi. "
        "Shuningdek, vazir Yaponiyaning elchisi Kenji Tanaka bilan uchrashdi."
    )
    met = next(e for e in reading(text).engagements if e.kind.value == "meeting")
    assert set(met.participants) == {"Botir Karimov", "Kenji Tanaka"}


def test_an_abbreviation_of_two_bodies_means_the_one_written_out() -> None:
    text = "Vazir Islom hamkorlik tashkiloti (IHT) bosh kotibi Hasan Karimov bilan uchrashdi. IHT sammiti Toshkentda o‘tadi."
    assert [o.id for o in reading(text).organisations] == ["OIC"]


def test_who_heads_a_department_is_no_head_of_the_university() -> None:
    text = "Elchi Gonkong fan va texnologiyalar universitetining xalqaro aloqalar departamenti rahbari Jin Fu bilan uchrashdi."
    assert _roles(text)["Jin Fu"][0] == "academic"


def test_an_unknown_name_is_cut_where_only_a_case_ends_so() -> None:
    text = "Vazir Botir Karimov Koreya Respublikasining elchisi Von Do Yonni qabul qildi va vitse-prezident Siril Myullerga maktub yubordi."
    assert {"Von Do Yon", "Siril Myuller"} <= set(_roles(text))


def test_during_the_visit_told_of_begins_no_visit_back() -> None:
    text = (
        "Mudofaa vaziri Botir Karimov Ozarbayjonga jo‘nab ketdi. "
        "Tashrif davomida O‘zbekiston va Ozarbayjon mudofaa idoralarining rahbarlari uchrashuvi o‘tkazilishi rejalashtirilgan."
    )
    assert [e.country for e in reading(text).engagements if e.kind.value == "visit"] == ["AZ"]


def test_a_government_signs_with_a_bank() -> None:
    text = "O‘zbekiston hukumati va Osiyo taraqqiyot banki o‘rtasida yangi loyihalar dasturi imzolandi."
    assert [(e.kind.value, set(e.parties)) for e in reading(text).engagements] == [("signing", {"UZ", "ADB"})]
