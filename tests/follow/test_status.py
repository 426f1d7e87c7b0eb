"""What evidence amounts to on a day, and scores: pure functions on made-up values."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from elchi.follow import Status, averages, life_of, score_of


@dataclass(frozen=True)
class Piece:
    """Evidence as the status needs it."""

    kind: str
    document_id: str = "d"
    score: float = 3.0


def status(day: str, *evidence: tuple[str, str], due: str | None = None, verdict: str | None = None) -> Status:
    pieces = [(known, Piece(kind, known)) for known, kind in evidence]
    return life_of(known="2024-01-10", due=due, evidence=pieces, as_of=day, verdict=verdict).status


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2024-02-01", "open"), ("2025-01-09", "open"), ("2025-01-20", "silent")],
)
def test_without_news_a_promise_is_open_for_a_year(day: str, expected: str) -> None:
    assert status(day) == expected


def test_a_due_date_is_its_last_day_and_keeps_a_promise_from_silence() -> None:
    assert status("2026-12-31", due="2026") == Status.OPEN
    assert status("2027-01-01", due="2026") == Status.OVERDUE
    assert status("2026-03-01", due="2026-02") == Status.OVERDUE


def test_delivery_may_come_after_the_due_date_and_only_counts_once_known() -> None:
    news = ("2025-06-01", "delivery")
    assert status("2025-05-31", news, due="2024") == Status.OVERDUE
    assert status("2025-06-01", news, due="2024") == Status.DELIVERED


def test_a_repeat_is_no_progress_but_breaks_the_silence() -> None:
    assert status("2025-01-20", ("2024-12-01", "repeat")) == Status.OPEN
    assert status("2025-01-20", ("2024-12-01", "progress")) == Status.IN_PROGRESS
    assert status("2026-01-20", ("2024-12-01", "progress")) == Status.SILENT


def test_postponed_is_not_cancelled() -> None:
    assert status("2025-03-01", ("2024-12-01", "postponement"), due="2024") == Status.OPEN
    assert status("2025-03-01", ("2024-12-01", "cancellation"), due="2024") == Status.CANCELLED


def test_a_verdict_stands_above_the_evidence() -> None:
    assert status("2025-06-01", ("2025-06-01", "delivery"), verdict="cancelled") == Status.CANCELLED


def test_the_first_delivery_decides_and_each_document_counts_once() -> None:
    pieces = [
        ("2024-05-01", Piece("delivery", "a", 3.0)),
        ("2024-05-01", Piece("delivery", "a", 4.0)),
        ("2024-05-02", Piece("delivery", "b")),
        ("2024-09-01", Piece("delivery", "c")),
    ]
    life = life_of(known="2024-01-10", due=None, evidence=pieces, as_of="2025-01-01")
    assert [(one.document_id, one.score) for one in life.deciding] == [("a", 4.0), ("b", 3.0)]
    assert life.last_heard == "2024-09-01"


def test_scores_leave_out_what_cannot_be_known() -> None:
    assert [score_of(one) for one in (Status.DELIVERED, Status.IN_PROGRESS, Status.OVERDUE)] == [1, 0, -1]
    assert score_of(Status.SILENT) is None
    assert score_of(Status.OPEN) is None
    helps = frozenset({"deadline"})
    rows = [
        ("TR", Status.DELIVERED, helps),
        ("TR", Status.OVERDUE, helps),
        ("TR", Status.SILENT, frozenset[str]()),
        ("KZ", Status.OPEN, helps),
    ]
    turkey, kazakhstan = averages(rows)
    assert (turkey.group, turkey.promises, turkey.scored, turkey.mean, turkey.helps["deadline"]) == ("TR", 3, 2, 0.0, 2)
    assert kazakhstan.mean is None
