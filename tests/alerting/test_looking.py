"""Alerts: what is new is noticed once, whatever is added, joined, forgotten or decided in between."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import making
import pytest

from elchi import partnering
from elchi.alerting import Alert, Asks, calendar_of, entries_of, feed_of, look_all, make_alert
from elchi.errors import NotFoundError, UsageError
from elchi.ledger import Filters, Ledger, Proposal
from elchi.ledger import alerts as book
from elchi.model import EngagementStatus, Topic

PROFILES = Path(__file__).parents[2] / "examples" / "profiles.jsonl"
BASE = "https://elchi.example"


def add(ledger: Ledger, source: str, **facts: Any) -> str:
    with ledger.begin() as tx:
        return tx.add(making.reading(source, tail=facts.pop("tail", source), **facts)).document_id


def alert(ledger: Ledger, *addresses: str, language: str = "en", **asks: Any) -> Alert:
    with ledger.begin() as tx:
        return make_alert(tx, "mine", Asks(**asks), owner="me", language=language, addresses=addresses)


def kinds(ledger: Ledger, one: Alert, after: int = 0) -> list[str]:
    with ledger.view() as view:
        return [notice.kind for notice in book.notices(view.connection, one.id, after=after)]


def test_what_is_new_is_noticed_once(ledger: Ledger) -> None:
    one = alert(ledger, states=("KZ", "TR"), topic="space")
    assert look_all(ledger) == 0
    add(ledger, "a.json")
    assert look_all(ledger) == 2
    assert kinds(ledger, one) == ["engagement", "outcome"]
    assert look_all(ledger) == 0
    add(ledger, "b.json", topic=Topic.ENERGY, date="2025-11-01")
    add(ledger, "c.json", parties=("AZ", "TR"), date="2025-11-02")
    assert look_all(ledger) == 0


def test_what_was_there_is_in_the_feed_and_in_no_message(ledger: Ledger) -> None:
    add(ledger, "a.json")
    one = alert(ledger, "https://example.org/hook", states=("KZ",))
    assert look_all(ledger) == 0
    with ledger.view() as view:
        assert b"Meeting: Kazakhstan" in feed_of(view, one, form="atom", base=BASE)
        assert book.messages(view.connection) == []


def test_another_report_of_one_engagement_is_no_news(ledger: Ledger) -> None:
    one = alert(ledger, states=("KZ",), what=("engagements",))
    first, second = add(ledger, "a.json"), add(ledger, "b.json")
    join(ledger, first, second)
    assert look_all(ledger) == 1
    join(ledger, first, add(ledger, "c.json"))
    assert look_all(ledger) == 0
    told = (
        "The visit was called off after the storm over the Caspian, the press service in Astana announced on Sunday. "
        "Both ministries will agree on another week; 40 firms that had booked rooms in Ankara get their money back, "
        "and the exhibition of agricultural machines moves to Konya, said the governor of the province."
    )  # the same words under another status would be a copy, which has no vote
    later = add(ledger, "d.json", status=EngagementStatus.CANCELLED, published="2025-10-26", tail=told)
    join(ledger, first, later)
    assert look_all(ledger) == 1, "it was called off"
    with ledger.view() as view:
        last = book.notices(view.connection, one.id)[-1]
        (entry,) = entries_of(view, one, [last], BASE)
    assert entry.title == "Meeting (called off): Kazakhstan, Türkiye"


def test_a_report_of_what_was_there_before_the_alert_is_no_news(ledger: Ledger) -> None:
    first = add(ledger, "a.json", topic=Topic.ENERGY)
    alert(ledger, topic="space", what=("engagements",))
    join(ledger, first, add(ledger, "b.json"))
    assert look_all(ledger) == 0


def join(ledger: Ledger, one: str, other: str) -> None:
    with ledger.begin() as tx:
        a, b = (tx.document(ident).engagements[0].node for ident in (one, other))
        tx.link("engagement", [Proposal(a=min(a, b), b=max(a, b), verdict="same", score=1.0)])


def test_the_same_promise_word_for_word_is_told_once_of_one_engagement(ledger: Ledger) -> None:
    one = alert(ledger, states=("KZ",), what=("outcomes",))
    first = add(ledger, "a.json")
    assert look_all(ledger) == 1
    join(ledger, first, add(ledger, "b.json"))
    assert look_all(ledger) == 0
    add(ledger, "c.json", date="2025-12-01", published="2025-12-02")
    assert look_all(ledger) == 1, "made again at another meeting"
    assert len(kinds(ledger, one)) == 2


def test_a_person_in_any_spelling_and_words(ledger: Ledger) -> None:
    person = alert(ledger, person="Aybek")
    words = alert(ledger, text="satellites")
    add(ledger, "a.json", people=("Orxan Daş", "Selin Su"), parties=("AZ", "TR"), promise="open a school")
    assert look_all(ledger) == 0
    add(ledger, "b.json", promise="share satellites", date="2025-11-01")
    look_all(ledger)
    assert kinds(ledger, person) == ["engagement", "outcome"]
    assert kinds(ledger, words) == ["document"]


def test_how_a_promise_stands(ledger: Ledger, clock: Any) -> None:
    document = add(ledger, "a.json", due="2026-06-30")
    with ledger.view() as view:
        (outcome,) = view.outcomes_in([document])
    single = alert(ledger, outcome=outcome.id)
    broad = alert(ledger, states=("KZ", "TR"), what=("statuses",))
    assert kinds(ledger, single) == ["status"], "how it stands now, for the feed"
    assert look_all(ledger) == 0
    clock.now = "2026-07-02T09:00:00+00:00"
    assert look_all(ledger) == 2
    assert look_all(ledger) == 0
    with ledger.begin() as tx:
        decision = tx.decide("verdict", (outcome.id,), author="me", field="status", value="delivered")
    assert look_all(ledger) == 2
    with ledger.view() as view:
        (entry,) = entries_of(view, broad, book.notices(view.connection, broad.id)[-1:], BASE)
    assert entry.title == "Delivered: Agreed: Kazakhstan, Türkiye"
    with ledger.begin() as tx:
        tx.undo(decision.id, author="me")
    assert look_all(ledger) == 2, "overdue again"


def test_what_newly_fits_a_profile(ledger: Ledger) -> None:
    text = PROFILES.read_text("utf-8")
    with ledger.begin() as tx:
        partnering.import_profiles(tx, text, "p.jsonl", author="ege", status="published")
        fitting = {
            row["id"]: partnering.match_in_ledger(tx, row["id"], as_of="2026-03-01")
            for row in partnering.book.profiles(tx.connection)
        }
        ident = max(fitting, key=lambda one: max((match.score for match in fitting[one]), default=0.0))
        later, matches = fitting[ident][0].match, [match.match for match in fitting[ident]]
        for other in matches:
            partnering.step(tx, other, "drop", author="ege")
    one = alert(ledger, profile=ident)
    before = kinds(ledger, one)
    with ledger.begin() as tx:
        row = partnering.book.profile(tx.connection, later)
        partnering.book.set_profile(tx.connection, later, {"status": "published", "expires": None})
        partnering.book.note_act(tx.connection, row["id"], "renew", "ege", now=tx.now())
    assert look_all(ledger) == 1
    assert kinds(ledger, one) == [*before, "match"]
    with ledger.view() as view:
        (entry,) = entries_of(view, one, book.notices(view.connection, one.id)[-1:], BASE)
    assert entry.link == f"{BASE}/profiles/{later}"


def test_a_document_under_a_forgotten_ones_number_is_not_lost(ledger: Ledger) -> None:
    alert(ledger, states=("KZ",), what=("engagements",))
    document = add(ledger, "a.json")
    assert look_all(ledger) == 1
    with ledger.begin() as tx:
        tx.forget(document, author="me")
    add(ledger, "b.json", date="2025-11-01")
    assert look_all(ledger) == 1


def test_what_is_forgotten_is_told_no_more(ledger: Ledger) -> None:
    one = alert(ledger, states=("KZ",))
    document = add(ledger, "a.json")
    look_all(ledger)
    with ledger.begin() as tx:
        tx.forget(document, author="me")
    with ledger.view() as view:
        assert b"<entry>" not in feed_of(view, one, form="atom", base=BASE)


@pytest.mark.parametrize("language", ["tr", "kk", "hu"])
def test_notices_speak_the_language_of_the_alert(ledger: Ledger, language: str) -> None:
    one = alert(ledger, states=("KZ",), language=language)
    add(ledger, "a.json")
    look_all(ledger)
    said = {"tr": "Kazakistan", "kk": "Қазақстан", "hu": "Kazahsztán"}[language]
    with ledger.view() as view:
        entries = entries_of(view, one, book.notices(view.connection, one.id), BASE)
    assert all(said in entry.title for entry in entries)


def test_the_calendar_has_what_is_planned_and_what_is_due(ledger: Ledger) -> None:
    add(ledger, "a.json", due="2026-06-30")
    add(ledger, "b.json", date="2026-05-01", status=EngagementStatus.SCHEDULED, due=None, promise="meet")
    add(ledger, "c.json", date="2026-05-02", status=EngagementStatus.SCHEDULED, parties=("AZ", "HU"), due="2026-08")
    one = alert(ledger, states=("KZ", "TR"))
    with ledger.view() as view:
        written = calendar_of(view, one, today="2026-03-01").decode()
    assert written.count("BEGIN:VEVENT") == 2
    assert "DTSTART;VALUE=DATE:20260501" in written
    assert "SUMMARY:Due: Kazakhstan\\, Türkiye" in written
    assert "DTSTART;VALUE=DATE:20260630" in written


def test_what_cannot_be_asked_or_told_is_refused(ledger: Ledger) -> None:
    for wrong in ({"what": ("gossip",)}, {"what": ("matches",)}, {"outcome": "x", "profile": "y"}):
        with pytest.raises(UsageError):
            alert(ledger, **wrong)
    with pytest.raises(NotFoundError):
        alert(ledger, outcome="nothing")
    for address in ("someone", "a@b", "a@b.org\nBcc: c@d.org", "a b@c.org"):
        with pytest.raises(UsageError, match=r"no (mail|web) address"):
            alert(ledger, address, states=("KZ",))


def test_a_removed_alert_leaves_nothing(ledger: Ledger) -> None:
    one = alert(ledger, "me@example.org", states=("KZ",))
    add(ledger, "a.json")
    look_all(ledger)
    with ledger.begin() as tx:
        book.remove(tx.connection, one.id)
    with ledger.view() as view:
        assert book.messages(view.connection) == []
        assert book.notices(view.connection, one.id) == []
        with pytest.raises(NotFoundError):
            book.alert(view.connection, one.id)
        assert view.engagements(Filters(states=("KZ",))).items
    assert look_all(ledger) == 0
