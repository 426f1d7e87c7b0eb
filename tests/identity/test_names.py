"""Names across alphabets: what is one, what is not, and why."""

from __future__ import annotations

import pytest

import names as bench
from elchi.lexicon.known import load_known
from elchi.lexicon.namesakes import Kind, compare_names
from elchi.lexicon.sounds import spelling

LANGUAGES = {"en", "tr", "az", "kk", "ky", "uz", "uzc", "tk", "hu", "ru"}


def test_the_bench_covers_nine_languages_and_both_verdicts() -> None:
    cases = bench.load()
    assert len(cases) >= 800
    assert 0.3 < sum(case.same for case in cases) / len(cases) < 0.7
    notes = {
        part for line in bench.CASES.read_text("utf-8").splitlines() for part in line.rsplit(",", 1)[-1].split("-")
    }
    assert notes >= LANGUAGES


def test_the_bench_keeps_its_floor() -> None:
    cases = bench.load()
    assert bench.score(cases, bench.judge(cases)).f1 >= 0.96


@pytest.mark.parametrize(
    ("one", "language", "other", "other_language"),
    [
        ("Kassym-Jomart Tokayev", "en", "Kaszim-Zsomart Tokajev", "hu"),
        ("Şawkat Mirziýoýew", "tk", "Шавкат Мирзиёев", "uz"),
        ("Szijjártó Péter", "hu", "Петер Сийярто", "ky"),
        ("Rəcəb Tayyib Ərdoğan", "az", "Режеп Тайип Ердоған", "kk"),
        ("Jamshid Qo‘chqorov", "uz", "Cemşid Koçkarov", "tr"),
        ("İlham Heydər oğlu Əliyev", "az", "Ильхам Алиев", "ru"),
        ("Qasym-Jomart Toqaev", "kk", "Касым-Жомарт Токаев", "ru"),
        ("М. Ф. Кажир", "uz", "Mehmet Fatih Kacır", "tr"),
    ],
)
def test_one_name_in_two_alphabets(one: str, language: str, other: str, other_language: str) -> None:
    assert compare_names(one, other, language, other_language).same
    assert compare_names(other, one, other_language, language).same


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Шавкат Мирзиёев", "Саида Мирзиёева", "other given name"),
        ("Aziz Rahimov", "Aziza Rahimova", "other given name"),
        ("Rustam Minnikhanov", "Rifkat Minnikhanov", "other given name"),
        ("Ali Rıza Demirel", "Ali Kemal Demirel", "other given name"),
        ("Иван Петрович Сидоров", "Иван Сергеевич Сидоров", "other father"),
        ("Əli Həsən oğlu Hüseynov", "Əli Vəli oğlu Hüseynov", "other father"),
        ("Novruz Mammadov", "Novruz Aliyev", "other family name"),
    ],
)
def test_what_forbids_is_said(one: str, other: str, why: str) -> None:
    found = compare_names(one, other)
    assert found.kind is Kind.CONFLICT
    assert why in [reason for reason, _ in found.reasons]


def test_a_family_name_alone_is_a_part() -> None:
    found = compare_names("Боронов", "Kubatbek Boronov", "ru", "en")
    assert found.kind is Kind.PARTIAL
    assert not found.same


def test_reasons_add_up_to_the_score() -> None:
    found = compare_names("Recep Erdoğan", "Recep Tayyip Erdoğan", "tr", "tr")
    assert found.score == pytest.approx(sum(weight for _, weight in found.reasons))
    assert ("a name left out", -0.03) in found.reasons


def test_comparing_is_symmetric_on_the_bench() -> None:
    for case in bench.load()[::7]:
        assert compare_names(case.one, case.other).same == compare_names(case.other, case.one).same


def test_a_spelling_is_taken_apart() -> None:
    parts = spelling("Путин Владимир Владимирович", "ru", "RU")
    assert [word.text for word in parts.fathers] == ["владимирович"]
    assert [word.text for word in parts.words] == ["путин", "владимир"]
    assert spelling("S.Berdimuhamedow", "tk").words[0].initial


def test_the_reference_list_finds_its_people_in_any_spelling() -> None:
    known = load_known()
    lost = [
        (person.name_en, name)
        for person in known.people
        for name in person.names
        if known.person(name, None, person.terms[0].represents) not in {person.name_en, None}
    ]
    assert not lost
    assert known.person("Szijjártó Péter", "hu", None) == "Péter Szijjártó"
    assert known.person("Ayşe Kimseoğlu", "tr", "TR") is None


def test_terms_of_the_reference_list_are_in_order() -> None:
    for person in load_known().people:
        for term in person.terms:
            assert not term.since or not term.until or term.since <= term.until, person.name_en
