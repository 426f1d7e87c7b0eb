"""Hungarian offices behind their names: small words between the two, bodies told of, offices of one state, credits."""

from __future__ import annotations

import pytest

from elchi.model import Document, Person, Reading
from elchi.reading import read

DAY = "2025-05-10"


def reading(text: str) -> Reading:
    return read(Document(source="here", text=text, published=DAY, language="hu"))


def person(text: str, name: str) -> Person:
    people = reading(text).people
    return next(p for p in people if p.name == name)


def role(text: str, name: str) -> tuple[str | None, str | None]:
    found = person(text, name)
    return found.position_class.value if found.position_class else None, found.represents


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("az egyetem rektora", "academic"),
        ("a cég nemzetközi igazgatója", "executive"),
        ("a nemzetközi szervezet főtitkára", "secretary_general"),
        ("a köztársasági elnöki hivatal külügyi igazgatója", "executive"),
        ("a Nomád Acél vállalat vezérigazgatója", "executive"),
    ],
)
def test_an_office_of_a_body_told_of_goes_over_small_words(words: str, expected: str) -> None:
    text = f"Talgat Narikbajev, {words} kedden Budapesten tárgyalt Kovács Béla miniszterrel."
    assert role(text, "Talgat Narikbajev")[0] == expected


def test_what_an_office_deals_with_need_not_be_listed() -> None:
    text = "Kovács Béla űrtevékenységi és repülésügyi miniszteri biztos kedden Bakuban Azerbajdzsán nagykövetével tárgyalt."
    assert role(text, "Kovács Béla") == ("official", "HU")


def test_an_office_with_an_article_is_not_that_of_the_name_before_it() -> None:
    text = "Kovács Béla a német államfővel tárgyalt Berlinben. Kovács Béla kormánybiztos a találkozó után nyilatkozott."
    assert role(text, "Kovács Béla") == ("official", "HU")


@pytest.mark.parametrize(
    ("words", "state"),
    [("köztársasági elnök", "HU"), ("szövetségi elnök", "DE"), ("lengyel köztársasági elnök", "PL")],
)
def test_some_offices_are_of_one_state_where_none_is_named(words: str, state: str) -> None:
    text = f"Tomasz Kowalski {words} a bakui csúcstalálkozón Azerbajdzsán miniszterelnökével tárgyalt."
    assert role(text, "Tomasz Kowalski") == ("head_of_state", state)


def test_who_is_credited_for_a_photo_is_nobody_of_the_text() -> None:
    text = "Orbán Viktor miniszterelnök Ilham Alijev azeri elnökkel tárgyalt. (Fotó: MTI/Miniszterelnöki Sajtóiroda/Kovács Anna)"
    people = reading(text).people
    assert {p.name for p in people} == {"Orbán Viktor", "Ilham Alijev"}


def test_a_spokesman_is_of_the_press_s_own_state() -> None:
    text = (
        "Orbán Viktor miniszterelnök hivatalos látogatást tesz Üzbegisztánban - közölte Kovács Béla, "
        "a miniszterelnök sajtófőnöke az MTI-vel."
    )
    assert role(text, "Kovács Béla") == ("official", "HU")


def test_what_is_agreed_stands_behind_the_names_of_who_agreed() -> None:
    text = (
        "Megállapodott Kovács Béla magyar és Ilham Aliyev azeri energiaügyi miniszter abban, hogy a két ország közös "
        "befektetési alapot hoz létre - közölte a tárca kedden."
    )
    outcomes = read(Document(source="here", text=text, published=DAY, language="hu")).outcomes
    assert [(o.kind.value, o.quote) for o in outcomes] == [
        ("agreed", "a két ország közös befektetési alapot hoz létre")
    ]
    assert outcomes[0].parties == ("HU", "AZ")


def promised(text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    outcomes = read(Document(source="here", text=text, published=DAY, language="hu")).outcomes
    return [(o.kind.value, o.quote, o.parties) for o in outcomes]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Közölte, hogy légügyi egyezményben is megállapodtak, ezzel segítenék egy közvetlen járat elindítását.",
            ("agreed", "légügyi egyezményben is megállapodtak", ("HU", "KZ")),
        ),
        (
            "A kormány elhatározta, hogy az ország a jövőben belép a Türk Befektetési Alapba – ismertette.",
            (
                "pledged",
                "A kormány elhatározta, hogy az ország a jövőben belép a Türk Befektetési Alapba",
                ("HU", "TIF"),
            ),
        ),
        (
            "A magyar kormány bővíteni kívánja a kazah diákoknak adott ösztöndíjak számát, ami régi kérés volt.",
            ("pledged", "A magyar kormány bővíteni kívánja a kazah diákoknak adott ösztöndíjak számát", ("HU", "KZ")),
        ),
    ],
)
def test_a_promise_ends_where_another_clause_begins(sentence: str, expected: tuple[str, str, tuple[str, ...]]) -> None:
    text = f"Kovács Béla külgazdasági és külügyminiszter Marat Szejdahmet kazah külügyminiszterrel tárgyalt Asztanában. {sentence}"
    assert expected in promised(text)


def test_points_of_an_agreement_are_outcomes_unless_they_promise_something_else() -> None:
    text = (
        "Kovács Béla külügyminiszter Marat Szejdahmet kazah külügyminiszterrel tárgyalt. A következőkben állapodtak meg:\n"
        "1. A két ország közös munkacsoportja negyedévente ülésezik\n"
        "2. A kazah miniszter meghívta magyar kollégáját Almatiba\n"
    )
    assert [kind for kind, _, _ in promised(text)] == ["agreed", "invited"]


def test_a_caption_in_the_present_tells_what_was() -> None:
    text = "A közreadott képen Kovács Béla külügyminiszter és Savkat Mirzijojev üzbég államfő megbeszélést folytat Ankarában."
    engagements = read(Document(source="here", text=text, published=DAY, language="hu")).engagements
    assert [(e.kind.value, e.status.value) for e in engagements] == [("meeting", "held")]


def test_a_town_that_is_a_given_name() -> None:
    found = reading(
        "Orbán Viktor miniszterelnök a Karmelita kolostorban fogadta Bagdad Kerimovot, a Türk Befektetési Alap elnökét."
    )
    assert {p.name: p.represents for p in found.people}["Bagdad Kerimov"] == "TIF"
    assert [(e.kind, e.city) for e in found.engagements] == [("meeting", "Budapest")]


def test_a_state_secretary_for_two_things() -> None:
    found = reading(
        "Kovács Tamás, tájékoztatásért és Magyarország nemzetközi megjelenítéséért felelős államtitkár a vegyesbizottság "
        "ülése után elmondta: Türkmenisztán fontos ország."
    )
    assert [(p.name, p.position_class, p.represents) for p in found.people] == [
        ("Kovács Tamás", "deputy_minister", "HU")
    ]


def test_a_courtesy_title_does_not_part_a_name_from_its_office() -> None:
    found = reading("Kovács Sándor megbeszélést folytatott Sahiba Kerimova asszonnyal, a Milli Majlis elnökével.")
    assert {p.name: (p.position_class, p.represents) for p in found.people}["Sahiba Kerimova"] == ("speaker", "AZ")


def test_taking_part_in_talks_is_no_conference() -> None:
    found = reading(
        "Orbán Viktor miniszterelnök Budapesten fogadta Hakan Kerim török külügyminisztert. "
        "A megbeszélésen Kovács Péter külgazdasági és külügyminiszter is részt vett."
    )
    assert [e.kind for e in found.engagements] == ["meeting"]
