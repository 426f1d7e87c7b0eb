"""What becomes of readings: new, known, copy, replaced; and what survives."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType

import pytest

from elchi.ledger import Filters, Ledger
from elchi.model import Document, Engagement, Outcome, Reading, Span


def add(ledger: Ledger, *readings: Reading, force: bool = False) -> list[str]:
    with ledger.begin() as tx:
        return [added.status for added in tx.add_all(readings, force=force)]


def test_new_document_enters_with_everything(ledger: Ledger, making: ModuleType) -> None:
    made = making.reading()
    assert add(ledger, made) == ["new"]
    with ledger.view() as view:
        found = view.document(made.document.id)
        assert found.text == made.document.text
        assert [p.name for p in found.people] == ["Aybek Tan", "Selin Su"]
        assert found.people[0].spans == made.people[0].spans
        assert found.engagements[0].participants == ("Aybek Tan", "Selin Su")
        assert [c.field for c in found.engagements[0].claims] == ["city", "kind"]
        assert found.outcomes[0].amount == made.outcomes[0].amount
        assert found.outcomes[0].engagement_id == found.engagements[0].engagement_id
        assert found.statements[0].person_id == found.people[0].person_id
        assert found.figures[0].value == 1.5
        for mark in found.highlights:
            assert 0 <= mark.start < mark.end <= len(found.text)
            if mark.field == "city":
                assert found.text[mark.start : mark.end] == "Baku"
        assert {mark.kind for mark in found.highlights} == {
            "person", "organisation", "engagement", "outcome", "statement", "figure",
        }  # fmt: skip


def test_same_again_changes_nothing(ledger: Ledger, making: ModuleType) -> None:
    add(ledger, making.reading())
    with ledger.view() as view:
        before = view.document("a.json"), view.stats()
    assert add(ledger, making.reading()) == ["known"]
    with ledger.view() as view:
        assert (view.document("a.json"), view.stats()) == before


def test_same_text_elsewhere_is_a_copy(ledger: Ledger, making: ModuleType) -> None:
    assert add(ledger, making.reading(), making.reading("b.json", url="https://example.org/b")) == ["new", "copy"]
    with ledger.view() as view:
        assert view.stats().documents == 1
        assert [(p.source, p.url) for p in view.document("b.json").places] == [
            ("a.json", None),
            ("b.json", "https://example.org/b"),
        ]
        assert view.document("https://example.org/b").document.places == 2


def test_the_first_publication_stands_for_the_document(ledger: Ledger, making: ModuleType) -> None:
    add(ledger, making.reading("late.json", published="2025-11-01"))
    assert add(ledger, making.reading("early.json", published="2025-10-25")) == ["copy"]
    with ledger.view() as view:
        document = view.document("late.json").document
        assert (document.source, document.published, document.known) == ("early.json", "2025-10-25", "2025-10-25")
    with ledger.view("2025-10-26") as view:
        assert view.stats().engagements == 1


def test_a_date_given_later_is_taken(ledger: Ledger, making: ModuleType) -> None:
    add(ledger, making.reading(published=None))
    assert add(ledger, making.reading(published="2025-10-25")) == ["replaced"]
    with ledger.view() as view:
        assert view.document("a.json").document.known == "2025-10-25"
        assert view.stats().documents == 1


def test_newer_reader_replaces_what_the_machine_said(ledger: Ledger, making: ModuleType) -> None:
    old = making.reading()
    add(ledger, old)
    better = replace(old, reader="grammar/2", people=old.people[:1], figures=(), engagements=(
        replace(old.engagements[0], participants=("Aybek Tan",), city=None),
    ))  # fmt: skip
    assert add(ledger, better) == ["replaced"]
    with ledger.view() as view:
        found = view.document("a.json")
        assert (len(found.people), len(found.figures), found.engagements[0].city) == (1, 0, None)
        assert (view.stats().people, view.stats().engagements, view.stats().figures) == (1, 1, 0)
        assert view.people(Filters(text="Selin")).items == ()
    assert add(ledger, old) == ["known"]
    with ledger.view() as view:
        assert len(view.document("a.json").people) == 1


def test_force_replaces_the_same_version(ledger: Ledger, making: ModuleType) -> None:
    old = making.reading()
    add(ledger, old)
    assert add(ledger, replace(old, outcomes=()), force=True) == ["replaced"]
    with ledger.view() as view:
        assert view.stats().outcomes == 0


def test_records_keep_their_ids_by_their_words(ledger: Ledger, making: ModuleType) -> None:
    old = making.reading()
    add(ledger, old)
    with ledger.view() as view:
        before = view.document("a.json")
    again = replace(old, reader="grammar/2", people=tuple(reversed(old.people)), outcomes=(
        _outcome_before(old), old.outcomes[0],
    ))  # fmt: skip
    add(ledger, again)
    with ledger.view() as view:
        after = view.document("a.json")
    assert {p.name: p.id for p in after.people} == {p.name: p.id for p in before.people}
    ids = {o.quote: o.id for o in after.outcomes}
    assert ids[before.outcomes[0].quote] == before.outcomes[0].id
    assert len(set(ids.values())) == 2


def _outcome_before(reading: Reading) -> Outcome:
    word = "They"
    start = reading.document.text.index(word)
    return replace(reading.outcomes[0], quote=word, span=Span(start, start + len(word)), claims=())


def test_decisions_survive_reading_again(ledger: Ledger, making: ModuleType) -> None:
    old = making.reading()
    add(ledger, old, making.reading("b.json", people=("A. Tan", "Selin Su"), tail="b"))
    with ledger.begin() as tx:
        one, other = tx.document("a.json").people[0], tx.document("b.json").people[0]
        tx.decide("same", (one.person_id, other.person_id), author="ed")
        tx.decide("verdict", [tx.document("a.json").outcomes[0].id], value="delivered", author="ed")
        tx.decide("correct", [tx.document("a.json").engagements[0].id], field="city", value="Gəncə", author="ed")
    # The new reader knows the English name, and so the person has another node and the engagement too.
    newer = replace(old, reader="grammar/2", people=(replace(old.people[0], name_en="Aibek Tan"), *old.people[1:]))
    add(ledger, newer)
    with ledger.view() as view:
        one, other = view.document("a.json").people[0], view.document("b.json").people[0]
        assert one.person_id == other.person_id
        assert view.outcomes(Filters(status="delivered")).items[0].source == "a.json"
        engagement = view.engagement(view.document("a.json").engagements[0].engagement_id)
        assert engagement.engagement.city == "Gəncə"


def test_note_spares_a_reading_only_when_it_changes_nothing(ledger: Ledger, making: ModuleType) -> None:
    made = making.reading(published="2025-10-25")
    text = made.document.text

    def noted(source: str, published: str | None, reader: str = "grammar/1") -> str | None:
        with ledger.begin() as tx:
            added = tx.note(Document(source=source, text=text, published=published), reader=reader)
            return added.status if added else None

    assert noted("a.json", "2025-10-25") is None
    add(ledger, made)
    assert noted("a.json", "2025-10-25") == "known"
    assert noted("b.json", "2025-10-26") == "copy"
    assert noted("c.json", "2025-10-20") is None, "an earlier publication can change what relative dates mean"
    assert noted("a.json", "2025-10-25", "grammar/2") is None
    with ledger.view() as view:
        assert view.document("b.json").document.places == 2
        assert view.known([made.document.id, "nothing"], reader="grammar/1") == {made.document.id}


def test_a_failing_transaction_leaves_nothing(ledger: Ledger, making: ModuleType) -> None:
    def fail() -> None:
        with ledger.begin() as tx:
            tx.add(making.reading())
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    with ledger.view() as view:
        assert view.stats().documents == 0
        assert view.documents(Filters(text="satellite")).items == ()


def test_unstorable_characters_keep_their_place(ledger: Ledger, making: ModuleType) -> None:
    made = making.reading(promise="build\x00 a \ud800satellite")
    add(ledger, made)
    with ledger.view() as view:
        found = view.document(made.document.id)
        outcome = found.outcomes[0]
        assert len(found.text) == len(made.document.text)
        assert found.text[outcome.span.start : outcome.span.end] == outcome.quote


def test_many_in_one_batch(ledger: Ledger, making: ModuleType) -> None:
    made = [making.numbered(n) for n in range(40)]
    assert set(add(ledger, *made, *made[:5])) == {"new", "known"}
    with ledger.view() as view:
        assert (view.stats().documents, view.stats().people, view.stats().organisations) == (40, 3, 1)
        assert sum(row.documents for row in view.people()) == 80


def test_engagements_without_a_date_stay_apart(ledger: Ledger, making: ModuleType) -> None:
    add(ledger, making.reading(date=None), making.reading("b.json", date=None, tail="b"))
    with ledger.view() as view:
        assert view.stats().engagements == 2


def test_several_engagements_in_one_document(ledger: Ledger, making: ModuleType) -> None:
    made = making.reading()
    one = made.engagements[0]
    late = made.document.text.index("Trade")
    other: Engagement = replace(one, parties=("KZ", "UZ"), participants=(), spans=(Span(late, late + 5),))
    add(ledger, replace(made, engagements=(other, one)))
    with ledger.view() as view:
        outcome = view.outcomes().items[0]
        assert outcome.engagement_id is not None
        assert view.engagement(outcome.engagement_id).engagement.parties == ("KZ", "TR")
