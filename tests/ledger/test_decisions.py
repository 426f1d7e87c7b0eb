"""Decisions of editors and proposals of identity: what joins, what parts, what sets values, and how it is undone."""

from __future__ import annotations

from types import ModuleType

import pytest

from elchi.errors import ConflictError, NotFoundError, UsageError
from elchi.ledger import Evidence, Filters, Ledger, Proposal, View
from elchi.model import Span


@pytest.fixture
def names(ledger: Ledger, making: ModuleType) -> dict[str, str]:
    """Three spellings of a name, each a person of its own at first; name to node."""
    spellings = ("Aybek Tan", "Aibek Tan", "Айбек Тан")
    with ledger.begin() as tx:
        for n, name in enumerate(spellings):
            tx.add(making.reading(f"{n}.json", people=(name, "Selin Su"), published=f"2025-10-{20 + n}"))
        return {name: tx.people(Filters(text=name)).items[0].id for name in spellings}


def persons(view: View) -> int:
    return view.stats().people


def test_same_joins_and_undo_parts(ledger: Ledger, names: dict[str, str]) -> None:
    a, b, c = names.values()
    with ledger.begin() as tx:
        assert persons(tx) == 4
        decision = tx.decide("same", (a, b), author="ed", note="read both")
        assert persons(tx) == 3
        joined = tx.person(b)
        assert joined.person.documents == 2
        assert set(joined.person.names) == {"Aybek Tan", "Aibek Tan"}
        assert joined.person.id == min(a, b)
        assert tx.engagements(Filters(person=b)).items[0].participants[0].person_id == min(a, b)
        tx.decide("same", (b, c), author="ed")
        assert tx.person(a).person.documents == 3
        tx.undo(decision.id, author="ed")
        assert (tx.person(a).person.documents, tx.person(c).person.documents) == (1, 2)
        done = tx.decisions([a])[0]
        assert (done.author, done.note, done.undone_by) == ("ed", "read both", "ed")
        with pytest.raises(ConflictError, match="undone already"):
            tx.undo(decision.id, author="ed")


def test_contradictions_are_refused(ledger: Ledger, names: dict[str, str]) -> None:
    a, b, c = names.values()
    with ledger.begin() as tx:
        tx.decide("same", (a, b), author="ed")
        with pytest.raises(ConflictError, match="judged the same"):
            tx.decide("different", (a, b), author="ed")
        tx.decide("different", (b, c), author="ed")
        with pytest.raises(ConflictError, match="judged different"):
            tx.decide("same", (a, c), author="ed")
        assert persons(tx) == 3


def test_an_editor_goes_before_a_proposal(ledger: Ledger, names: dict[str, str]) -> None:
    a, b, c = names.values()
    with ledger.begin() as tx:
        tx.link(
            "person", [Proposal(a=a, b=b, verdict="same", score=0.9), Proposal(a=b, b=c, verdict="same", score=0.8)]
        )
        assert persons(tx) == 2
        apart = tx.decide("different", (a, c), author="ed")
        assert tx.person(a).person.id == tx.person(b).person.id
        assert tx.person(c).person.documents == 1, "the weaker link gives way"
        tx.undo(apart.id, author="ed")
        assert persons(tx) == 2
        tx.unlink("person", [b])
        assert persons(tx) == 4


def test_review_asks_what_is_open(ledger: Ledger, names: dict[str, str]) -> None:
    a, b, c = names.values()
    with ledger.begin() as tx:
        reasons = (("same letters", 0.7), ("other state", -0.1))
        tx.link(
            "person",
            [
                Proposal(a=b, b=a, verdict="unsure", score=0.6, reasons=reasons),
                Proposal(a=a, b=c, verdict="unsure", score=0.7),
            ],
        )
        assert persons(tx) == 4
        first, second = tx.review("person")
        assert {first.a, first.b} == {a, c}
        assert second.reasons == reasons
        tx.decide("unsure", (a, c), author="ed")
        assert tx.review("person") == (second,)
        tx.decide("same", (a, b), author="ed")
        assert tx.review("person") == ()
        assert {d.doubt for d in tx.doubts("person")} == {"never seen with a title"}


def test_a_new_mention_finds_its_cluster(ledger: Ledger, making: ModuleType, names: dict[str, str]) -> None:
    a, b, _ = names.values()
    with ledger.begin() as tx:
        tx.decide("same", (a, b), author="ed")
        tx.add(making.reading("new.json", people=("Aibek Tan",), tail="New."))
        assert tx.person(a).person.documents == 3


def test_a_proposal_may_come_before_its_nodes(ledger: Ledger, making: ModuleType, names: dict[str, str]) -> None:
    a, b, _ = names.values()
    with ledger.begin() as tx:
        tx.link("person", [Proposal(a=a, b="p-ffffffffffffffff", verdict="same", score=0.9)])
        assert persons(tx) == 4
        tx.block("person", {a: ["tan", "ay"], b: ["tan"]})
        assert {k: sorted(v) for k, v in tx.candidates("person", ["tan", "no"]).items()} == {"tan": sorted([a, b])}
        assert [m.name for m in tx.person_mentions([a])] == ["Aybek Tan"]


def test_events_join_too(ledger: Ledger, names: dict[str, str]) -> None:
    assert names
    with ledger.begin() as tx:
        events = [row.id for row in tx.engagements()]
        assert len(events) == 3
        tx.decide("same", events, author="ed")
        (row,) = tx.engagements().items
        assert row.documents == 3
        assert tx.pair_counts()[0].count == 1
        assert tx.stats().engagements == 1
        assert len(tx.engagement(events[0]).reports) == 3
        assert len(tx.engagement_reports(events)) == 3


def test_rename(ledger: Ledger, names: dict[str, str], making: ModuleType) -> None:
    a, b, _ = names.values()
    with ledger.begin() as tx:
        decision = tx.decide("rename", [a], field="name_en", value="Aybek Tän", author="ed")
        tx.decide("same", (a, b), author="ed")
        tx.add(making.reading("new.json", people=("Aibek Tan",), tail="New."))
        assert tx.person(b).person.name_en == "Aybek Tän"
        tx.undo(decision.id, author="ed")
        assert tx.person(b).person.name_en == "Aibek Tan"
        tx.decide("rename", ["AZ-works"], field="name", value="Works", author="ed")
        assert tx.organisation("AZ-works").organisation.name == "Works"


def test_correct_moves_an_engagement(ledger: Ledger, making: ModuleType) -> None:
    with ledger.begin() as tx:
        tx.add(making.reading())
        event = tx.engagements().items[0].id
        decision = tx.decide("correct", [event], field="date", value="2024-03-01", author="ed")
        assert [row.date for row in tx.engagements(Filters(until="2024"))] == ["2024-03-01"]
        tx.undo(decision.id, author="ed")
        assert tx.engagements(Filters(until="2024")).items == ()
        outcome = tx.outcomes().items[0].id
        tx.decide("correct", [outcome], field="due", value="2030", author="ed")
        assert tx.outcome(outcome).outcome.due == "2030"
        mention = tx.document("a.json").people[0].id
        tx.decide("correct", [mention], field="position", value=None, author="ed")
        assert tx.document("a.json").people[0].position is None


def test_verdict_and_other_acts(ledger: Ledger, making: ModuleType) -> None:
    with ledger.begin() as tx:
        tx.add(making.reading())
        outcome = tx.outcomes().items[0].id
        decision = tx.decide("verdict", [outcome], value="delivered", author="ed")
        assert tx.outcomes(Filters(status="delivered")).items[0].verdict == "delivered"
        tx.undo(decision.id, author="ed")
        assert tx.outcome(outcome).outcome.verdict is None
        assert [d.kind for d in tx.outcome(outcome).decisions] == ["verdict"]
        assert tx.decide("publish", [outcome], author="ed").kind == "publish"
        assert tx.stats().decisions == 1


def test_senseless_acts(ledger: Ledger, names: dict[str, str]) -> None:
    a = names["Aybek Tan"]
    with ledger.begin() as tx:
        event = tx.engagements().items[0].id
        with pytest.raises(NotFoundError):
            tx.decide("same", (a, "p-none"), author="ed")
        with pytest.raises(UsageError):
            tx.decide("same", (a,), author="ed")
        with pytest.raises(ConflictError):
            tx.decide("same", (a, event), author="ed")
        with pytest.raises(ConflictError, match="one already"):
            tx.decide("different", (a, a), author="ed")
        with pytest.raises(UsageError, match="cannot be set"):
            tx.decide("correct", [event], field="spans", value="1", author="ed")
        with pytest.raises(NotFoundError):
            tx.undo(99, author="ed")
        assert tx.decisions() == ()


def test_evidence(ledger: Ledger, making: ModuleType) -> None:
    with ledger.begin() as tx:
        tx.add(making.reading())
        tx.add(making.reading("later.json", published="2026-01-01", city="Astana", promise="put it into orbit"))
        outcome, later = tx.document("a.json").outcomes[0].id, tx.document("later.json")
        found = Evidence(
            outcome_id=outcome, kind="repeat", document_id=later.document.id, quote="build", span=Span(60, 65),
            score=0.8, reasons=(("same parties", 0.5),), other_id=later.outcomes[0].id,
        )  # fmt: skip
        tx.replace_evidence([outcome], [found, found])
        tx.replace_evidence([outcome], [found])
        (stored,) = tx.outcome(outcome).evidence
        assert (stored.source, stored.published, stored.reasons) == ("later.json", "2026-01-01", found.reasons)
    with ledger.view("2025-12-31") as view:
        assert view.evidence([outcome]) == ()
