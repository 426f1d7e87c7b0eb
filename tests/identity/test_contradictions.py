"""Reports that disagree keep all their claims, and only real contradictions are shown."""

from __future__ import annotations

from dataclasses import dataclass, field

from elchi.identity.contradictions import contradictions


@dataclass(frozen=True)
class Said:
    field: str
    value: str


@dataclass(frozen=True)
class Report:
    source: str
    kind: str = "conference"
    language: str | None = "en"
    date: str | None = "2025-10-24"
    city: str | None = "Baku"
    country: str | None = "AZ"
    within: str | None = None
    participants: tuple[str, ...] = ()
    person_ids: tuple[str, ...] = ()
    parties: tuple[str, ...] = ("AZ", "OTS")
    amounts: tuple[tuple[str, str, float], ...] = ()
    claims: tuple[Said, ...] = field(default=())


def fields(*reports: Report) -> set[str]:
    return {name for name, _ in contradictions(reports)}


def session(name: str) -> tuple[Said, ...]:
    return (Said("session", name),)


def test_saying_less_is_no_disagreement() -> None:
    full = Report(
        "a", participants=("Ali Asadov", "Fuat Oktay"), amounts=(("target", "USD", 5e9),), claims=session("2nd Meeting")
    )
    less = Report("b", date="2025-10", city=None, country=None, participants=("Fuat Oktay",), claims=session("Meeting"))
    assert not fields(full, less, Report("c", date=None))


def test_another_day_city_and_number_are_shown_with_who_says_what() -> None:
    found = dict(
        contradictions([
            Report("a", claims=session("4th OTS Meeting of Ministers")),
            Report("b", date="2025-10-23", city="Gabala", claims=session("3rd OTS Meeting of Ministers")),
        ])
    )  # fmt: skip
    assert set(found) == {"date", "city", "ordinal"}
    assert found["ordinal"] == (("3", ("b",)), ("4", ("a",)))


def test_the_number_of_the_session_that_a_signing_is_within() -> None:
    eighth, ninth = (Report(n, kind="signing", within=f"{n}th session of the Commission") for n in "89")
    assert fields(eighth, ninth) == {"ordinal"}


def test_somebody_else_on_one_side() -> None:
    one = Report("a", kind="signing", participants=("Cevdet Yılmaz", "Laziz Kudratov"))
    other = Report("b", kind="signing", language="uz", participants=("Jamshid Qo‘chqorov", "Jevdet Yilmaz"))
    assert fields(one, other) == {"participants"}


def test_ministers_sign_here_companies_there() -> None:
    people = Report("a", kind="signing", participants=("Péter Szijjártó", "Jeyhun Bayramov"), parties=("HU", "AZ"))
    companies = Report("b", kind="signing", parties=("MVM", "SOCAR"))
    assert fields(people, companies) == {"participants"}


def test_one_person_in_two_spellings_is_no_disagreement() -> None:
    one = Report("a", kind="meeting", participants=("Mehmet Fatih Kacır", "Yerkebulan Sapiyev"))
    other = Report("b", kind="meeting", language="hu", participants=("Jerkebulan Szapijev", "Mehmet Fatih Kacır"))
    assert not fields(one, other)


def test_sums_of_one_kind_and_currency() -> None:
    five, ten = (Report(f"{n}", amounts=(("target", "USD", n * 1e9),)) for n in (5, 10))
    both = Report("both", amounts=(("target", "USD", 5e9), ("target", "USD", 10e9)))
    assert fields(five, ten) == {"amount"}
    assert not fields(five, both)
    assert not fields(five, Report("lira", amounts=(("target", "TRY", 1e9),)))
