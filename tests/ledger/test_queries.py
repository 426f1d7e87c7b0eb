"""Filters, pages, full-text search, counts and as-of, the same on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType

import pytest

from elchi.errors import NotFoundError, UsageError
from elchi.ledger import Count, Filters, Ledger, View, walk
from elchi.model import EngagementKind, EngagementStatus, Topic


@pytest.fixture
def view(ledger: Ledger, making: ModuleType) -> Iterator[View]:
    """Five documents on four engagements."""
    with ledger.begin() as tx:
        tx.add_all(
            [
                making.reading("kz-tr.json"),
                making.reading("kz-tr-2.json", tail="Told again.", city="Bakı", published="2025-10-27", language="az"),
                making.reading(
                    "tr-az.json", people=("Selin Su", "Orxan Daş"), parties=("TR", "AZ", "OTS"), date="2024-05",
                    published="2024-06", topic=Topic.ENERGY, promise="lay a cable", due=None,
                ),
                making.reading(
                    "visit.json", people=("Orxan Daş",), parties=("AZ",), kind=EngagementKind.VISIT, date=None,
                    status=EngagementStatus.SCHEDULED, published="2023", topic=Topic.TRADE, promise="pay a visit",
                ),
                making.reading(
                    "kacir.json", people=("Мырза Ömür", "Şəfiqə Ḥ"), date="2025-01-01", published=None,
                    tail="Қазақстан мен Түркия; O‘zbekiston, Kırgızistan'da çalışmaya devam.", language="kk",
                ),
            ]
        )  # fmt: skip
    with ledger.view() as opened:
        yield opened


def sources(view: View, filters: Filters) -> set[str]:
    return {source for row in view.engagements(filters) for source in row.sources}


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(states=("TR", "KZ")), {"kz-tr.json", "kz-tr-2.json", "kacir.json"}),
        (Filters(states=("KZ", "TR"), since="2025-10"), {"kz-tr.json", "kz-tr-2.json"}),
        (Filters(states=("OTS",)), {"tr-az.json"}),
        (Filters(states=("TR", "OTS", "AZ")), {"tr-az.json"}),
        (Filters(states=("TR",), organisation="OTS"), {"tr-az.json"}),
        (Filters(states=("UZ",)), set()),
        (Filters(topic="energy"), {"tr-az.json"}),
        (Filters(states=("TR",), topic="energy"), {"tr-az.json"}),
        (Filters(kind="visit"), {"visit.json"}),
        (Filters(status="scheduled"), {"visit.json"}),
        (Filters(since="2024-05-20", until="2024-05-21"), {"tr-az.json"}),
        (Filters(until="2023-06"), {"visit.json"}),
        (Filters(since="2026"), set()),
        (Filters(person="Orxan Daş"), {"tr-az.json", "visit.json"}),
        (Filters(person="orxan das"), {"tr-az.json", "visit.json"}),
        (Filters(person="nobody"), set()),
        (Filters(language="kk"), {"kacir.json"}),
        (Filters(document="kz-tr-2.json"), {"kz-tr.json", "kz-tr-2.json"}),
        (Filters(text="told again"), {"kz-tr.json", "kz-tr-2.json"}),
        (Filters(text="cable satellite"), set()),
    ],
)
def test_engagement_filters(view: View, filters: Filters, expected: set[str]) -> None:
    assert sources(view, filters) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("казакстан туркия", {"kacir.json"}),
        ("ҚАЗАҚ", {"kacir.json"}),
        ("kirgizistan", {"kacir.json"}),
        ("Kırgız", {"kacir.json"}),
        ("o'zbekiston", {"kacir.json"}),
        ("ozbek", {"kacir.json"}),
        ("Sefiqe", {"kacir.json"}),
        ("şəfiqə", {"kacir.json"}),
        ("satel", {"kz-tr.json", "kz-tr-2.json", "kacir.json"}),
        ("talks", {"kz-tr.json", "kz-tr-2.json", "tr-az.json", "visit.json", "kacir.json"}),
        ('") OR (', set()),
        ("a' | 'b", set()),
    ],
)
def test_full_text(view: View, text: str, expected: set[str]) -> None:
    assert {row.source for row in view.documents(Filters(text=text))} == expected


def test_a_search_for_no_word_at_all_does_not_narrow(view: View) -> None:
    assert len(view.documents(Filters(text="…"))) == 5


def test_the_excerpt_shows_the_words(view: View) -> None:
    assert "Kırgızistan" in view.documents(Filters(text="kirgiz")).items[0].excerpt


def test_one_engagement_has_both_reports(view: View) -> None:
    row = next(row for row in view.engagements() if row.documents == 2)
    detail = view.engagement(row.id)
    assert [r.source for r in detail.reports] == ["kz-tr.json", "kz-tr-2.json"]
    assert len(detail.outcomes) == 2
    assert {p.name: p.position for p in row.participants} == {
        "Aybek Tan": "Minister of Industry", "Selin Su": "Minister of Trade",
    }  # fmt: skip
    assert [(d.field, [v for v, _ in d.values]) for d in row.disagreements] == [("city", ["Baku", "Bakı"])]
    assert view.engagement(detail.reports[1].id).engagement == row
    assert view.engagement(row.id[:10]).engagement == row


def test_documents_by_filters(view: View) -> None:
    def found(filters: Filters) -> set[str]:
        return {row.source for row in view.documents(filters)}

    assert found(Filters(states=("OTS",))) == {"tr-az.json"}
    assert found(Filters(person="Selin")) == {"kz-tr.json", "kz-tr-2.json", "tr-az.json"}
    assert found(Filters(since="2024", until="2024")) == {"tr-az.json"}
    assert found(Filters(language="az")) == {"kz-tr-2.json"}
    assert found(Filters(topic="trade")) == {"visit.json"}
    engagement = view.document("tr-az.json").engagements[0].engagement_id
    assert found(Filters(engagement=engagement)) == {"tr-az.json"}


def test_people_and_positions(view: View) -> None:
    assert {row.name for row in view.people(Filters(states=("KZ", "TR")))} == {"Aybek Tan", "Selin Su"}
    assert {row.name for row in view.people(Filters(kind="minister"))} == {"Aybek Tan", "Selin Su"}
    assert {row.name for row in view.people(Filters(text="мырза"))} == {"Мырза Ömür"}
    assert {row.name for row in view.people(Filters(text="omur"))} == {"Мырза Ömür"}
    assert {row.name for row in view.people(Filters(topic="trade"))} == {"Orxan Daş"}
    selin = view.people(Filters(text="selin")).items[0]
    assert (selin.first_seen, selin.last_seen, selin.documents) == ("2024-06-30", "2025-10-27", 3)
    held = view.person(selin.id).occupancies
    assert [(o.position, o.first_seen, o.last_seen, o.documents) for o in held] == [
        ("Minister of Trade", "2024-06-30", "2025-10-27", 3)
    ]
    assert held[0].sources == ("kz-tr-2.json", "kz-tr.json", "tr-az.json")
    assert {o.name for o in view.positions(Filters(states=("TR",)))} == {"Selin Su"}
    assert view.positions(Filters(until="2023")).items == ()


def test_outcomes_statements_figures(view: View) -> None:
    assert {o.source for o in view.outcomes(Filters(states=("TR", "AZ")))} == {"tr-az.json"}
    assert {o.source for o in view.outcomes(Filters(topic="energy"))} == {"tr-az.json"}
    assert {o.source for o in view.outcomes(Filters(person="Orxan"))} == {"tr-az.json", "visit.json"}
    assert view.outcomes(Filters(kind="signed")).items == ()
    assert view.outcomes(Filters(due_by="2027-12-30")).items == ()
    assert len(view.outcomes(Filters(due_by="2027"))) == 4
    assert view.outcomes(Filters(opportunity="any")).items == ()
    assert {s.source for s in view.statements(Filters(states=("OTS",)))} == {"tr-az.json"}
    assert {s.source for s in view.statements(Filters(person="Orxan"))} == {"visit.json"}
    assert {f.source for f in view.figures(Filters(kind="trade-turnover", topic="energy"))} == {"tr-az.json"}
    assert view.figures(Filters(states=("UZ",))).items == ()
    detail = view.outcome(view.outcomes(Filters(topic="energy")).items[0].id)
    assert [c.field for c in detail.claims] == ["kind"]


def test_organisations(view: View) -> None:
    row = view.organisations(Filters(text="works")).items[0]
    assert (row.id, row.documents, row.state) == ("AZ-works", 5, "AZ")
    assert len(view.organisation("AZ-works").mentions) == 5
    assert view.organisations(Filters(states=("TR",))).items == ()
    assert [o.id for o in view.organisations(Filters(organisation="ministry works", topic="trade"))] == ["AZ-works"]


def test_counts(view: View) -> None:
    assert view.pair_counts() == (Count(("KZ", "TR"), 2), Count(("AZ", "TR"), 1))
    assert view.pair_counts(Filters(topic="energy")) == (Count(("AZ", "TR"), 1),)
    assert view.topic_counts(Filters(states=("TR",))) == (Count(("space",), 2), Count(("energy",), 1))
    assert view.month_counts(Filters(states=("KZ",))) == (Count(("2025-01",), 1), Count(("2025-10",), 1))
    assert Count(("OTS",), 1) in view.party_counts()
    assert Count(("space", "2025-10"), 1) in view.topic_month_counts()


def test_stats(view: View) -> None:
    stats = view.stats()
    assert (stats.documents, stats.people, stats.engagements, stats.outcomes) == (5, 5, 4, 5)
    assert dict(stats.languages) == {"en": 3, "az": 1, "kk": 1}
    assert (stats.first, stats.last) == ("2023-01-01", "2025-10-27")


def test_what_has_no_date_at_all(ledger: Ledger, making: ModuleType) -> None:
    with ledger.begin() as tx:
        tx.add(making.reading("old.json", published="2020"))
        tx.add(making.reading("undated.json", date=None, published=None, tail="Undated."))
        assert [row.sources[0] for row in tx.engagements()] == ["old.json", "undated.json"], "it comes last"
        assert [row.source for row in tx.outcomes()] == ["old.json", "undated.json"]
        assert tx.month_counts() == (Count(("2025-10",), 1),)
        assert sources(tx, Filters(since="2026-01-15", until="2026-01-15")) == {"undated.json"}, "the day it was seen"
        assert {row.source for row in tx.documents(Filters(until="2026-01-14"))} == {"old.json"}


def test_as_of_counts_only_what_was_known(ledger: Ledger, view: View) -> None:
    assert view.stats().documents == 5
    with ledger.view("2024") as then:
        assert sources(then, Filters()) == {"tr-az.json", "visit.json"}
        assert {p.name for p in then.people()} == {"Selin Su", "Orxan Daş"}
        assert then.people(Filters(text="selin")).items[0].documents == 1
        assert then.stats().outcomes == 2
        with pytest.raises(NotFoundError):
            then.document("kz-tr.json")
    with ledger.view("2025-10-26") as then:
        row = then.engagements(Filters(states=("TR", "KZ"))).items[0]
        assert (row.documents, row.sources, row.disagreements) == (1, ("kz-tr.json",), ())
        assert len(then.outcomes(Filters(states=("TR", "KZ")))) == 1
    with ledger.view("2023-12-30") as then:
        assert sources(then, Filters()) == set(), "a document of 2023 may be one of its last day"
    with ledger.view("2026-01-15") as then:
        assert "kacir.json" in sources(then, Filters()), "without a date it counts from when it was seen"
    with pytest.raises(UsageError), ledger.view("soon"):
        pass


def test_as_of_shows_the_status_of_then(ledger: Ledger, making: ModuleType) -> None:
    with ledger.begin() as tx:
        tx.add(making.reading("plan.json", status=EngagementStatus.SCHEDULED, published="2025-10-01"))
        tx.add(making.reading("done.json", published="2025-10-25", tail="Done."))
    with ledger.view() as now:
        assert [row.status for row in now.engagements(Filters(status="held"))] == ["held"]
        assert now.engagements(Filters(status="scheduled")).items == ()
    with ledger.view("2025-10-10") as then:
        assert [row.status for row in then.engagements(Filters(status="scheduled"))] == ["scheduled"]
        assert then.engagements(Filters(status="held")).items == ()


def test_pages_follow_each_other(ledger: Ledger, making: ModuleType) -> None:
    with ledger.begin() as tx:
        tx.add_all(making.numbered(n) for n in range(25))
    with ledger.view() as view:
        for query in (
            view.documents, view.engagements, view.outcomes, view.statements, view.figures, view.people, view.positions,
        ):  # fmt: skip
            whole = query(Filters(limit=1000))
            assert whole.next_cursor is None
            assert list(walk(query, size=4)) == list(whole.items)
        days = [row.date for row in walk(view.engagements, Filters(states=("KZ", "TR")), size=2)]
        assert days == sorted(days, reverse=True)
        assert len(days) == 9


def test_wrong_questions(view: View) -> None:
    with pytest.raises(NotFoundError, match="no engagement"):
        view.engagement("e-nothing")
    with pytest.raises(NotFoundError, match="no person"):
        view.person("p-nothing")
    with pytest.raises(NotFoundError, match="no outcome"):
        view.outcome("x")
    with pytest.raises(NotFoundError, match="no document"):
        view.document("x")
    with pytest.raises(NotFoundError, match="no organisation"):
        view.organisation("x")
    with pytest.raises(UsageError, match="no cursor"):
        view.engagements(Filters(cursor="!!"))
    with pytest.raises(UsageError):
        view.engagements(Filters(limit=0))
