"""Decisions on the command line: made, shown, taken back, and asked for one by one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from elchi.cli import review as review_module
from elchi.cli import run

TEXTS = {
    "tr": "Sanayi ve Teknoloji Bakanı Mehmet Fatih Kacır, Bakü'de Azerbaycan Ekonomi Bakanı Mikayıl Cabbarov ile görüştü.",
    "ru": "Министр экономики Азербайджана Микаил Джаббаров встретился в Баку с министром промышленности и технологий Турции "
    "Мехметом Фатихом Каджыром.",
}


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    monkeypatch.delenv("ELCHI_LEDGER", raising=False)
    monkeypatch.setenv("ELCHI_AUTHOR", "an editor")
    monkeypatch.chdir(tmp_path)
    for name, text in TEXTS.items():
        Path(f"{name}.json").write_text(json.dumps({"text": text, "published": "2025-10-24"}), "utf-8")
    assert run(["add", "--ledger", "l.db", "tr.json", "ru.json"]) == 0
    capsys.readouterr()
    return "l.db"


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    assert run([*arguments, "--ledger", "l.db"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def clusters(capsys: pytest.CaptureFixture[str]) -> set[frozenset[str]]:
    return {frozenset(row["names"]) for row in told(capsys, "export", "people")}  # type: ignore[arg-type]


def test_added_documents_are_joined_across_alphabets(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert frozenset({"Mikayıl Cabbarov", "Микаил Джаббаров"}) in clusters(capsys)
    meetings = [row for row in told(capsys, "export", "engagements") if row["kind"] == "meeting"]
    assert [len(row["reports"]) for row in meetings] == [2]  # type: ignore[arg-type]


def test_different_parts_two_spellings_and_undo_joins_them_again(
    ledger: str, capsys: pytest.CaptureFixture[str]
) -> None:
    together = clusters(capsys)
    assert run(["different", "Mikayıl Cabbarov", "Микаил Джаббаров", "--ledger", ledger, "--note", "a test"]) == 0
    assert "elchi undo 1" in capsys.readouterr().out
    assert frozenset({"Mikayıl Cabbarov"}) in clusters(capsys)
    decision = told(capsys, "decisions")[0]
    assert (decision["kind"], decision["author"], decision["note"]) == ("different", "an editor", "a test")
    assert run(["undo", "1", "--ledger", ledger]) == 0
    capsys.readouterr()
    assert clusters(capsys) == together


def test_decisions_survive_reading_again(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(["different", "Mikayıl Cabbarov", "Микаил Джаббаров", "--ledger", ledger])
    run(["rename", "Mehmet Fatih Kacır", "M. F. Kacır", "--ledger", ledger])
    assert run(["add", "--again", "--ledger", ledger, "tr.json", "ru.json"]) == 0
    capsys.readouterr()
    assert frozenset({"Mikayıl Cabbarov"}) in clusters(capsys)
    assert "M. F. Kacır" in {row["name_en"] for row in told(capsys, "export", "people")}


def test_same_joins_what_nothing_joins(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["same", "Mikayıl Cabbarov", "Mehmet Fatih Kacır", "--ledger", ledger]) == 0
    capsys.readouterr()
    assert len(clusters(capsys)) == 1


def test_correct_lays_a_value_over_what_was_read(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    ident = next(str(row["id"]) for row in told(capsys, "export", "engagements") if row["kind"] == "meeting")
    assert run(["correct", ident, "date", "2025-10-23", "--ledger", ledger]) == 0
    capsys.readouterr()
    row = next(row for row in told(capsys, "export", "engagements") if row["id"] == ident)
    assert row["date"] == "2025-10-23"


@pytest.mark.parametrize(
    "arguments",
    [["same", "Mikayıl Cabbarov"], ["correct", "Mikayıl Cabbarov", "colour", "red"]],
    ids=["one record", "no such field"],
)
def test_misuse_is_told(ledger: str, arguments: list[str]) -> None:
    assert run([*arguments, "--ledger", ledger]) == 2


@pytest.mark.parametrize("arguments", [["same", "Mikayıl Cabbarov", "Nobody At All"], ["undo", "9"]])
def test_what_is_not_there_is_told(ledger: str, arguments: list[str]) -> None:
    assert run([*arguments, "--ledger", ledger]) == 1


def test_review_asks_and_records(
    ledger: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in {
        "a": "The Minister of Energy of Kazakhstan Asan Boronov met with the Minister of Energy of Türkiye Alparslan Bayraktar in Astana.",
        "b": "The Minister of Trade of Kazakhstan Kubat Boronov met with the Minister of Trade of Türkiye Ömer Bolat in Astana.",
        "c": "The Deputy Minister of Kazakhstan A. Boronov met with the Minister of Trade of Türkiye Ömer Bolat in Ankara.",
    }.items():
        Path(f"{name}.json").write_text(json.dumps({"text": text, "published": "2025-03-04"}), "utf-8")
        assert run(["add", "--ledger", ledger, f"{name}.json"]) == 0
    capsys.readouterr()
    pairs = told(capsys, "review")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    answers = iter("d" * len(pairs))
    monkeypatch.setattr(review_module.click, "prompt", lambda *_, **__: next(answers))
    assert run(["review", "--ledger", ledger]) == 0
    assert f"{len(pairs)} of {len(pairs)} answered" in capsys.readouterr().out
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    assert told(capsys, "review") == []


def test_who_held_an_office(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, "who", "minister of economy", "AZ", "--on", "2025-10-24", "--no-known-people")
    assert [(row["how"], row["represents"]) for row in found] == [("reported", "AZ")]
    later = told(capsys, "who", "minister of economy", "AZ", "--on", "2026-01", "--no-known-people")
    assert [row["how"] for row in later] == ["last reported"]
    listed = told(capsys, "who", "minister industry construction", "KZ", "--on", "2024-03")
    assert [(row["name"], row["how"]) for row in listed] == [("Kanat Sharlapayev", "reference")]


def test_a_forum_with_its_members_and_chair(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    row = told(capsys, "forum", "OTS", "--as-of", "2024-01-01")[0]
    forum: dict[str, list[dict[str, str]]] = row["forum"]  # type: ignore[assignment]
    assert {member["party"] for member in forum["members"]} == {"AZ", "KZ", "KG", "TR", "UZ"}
    assert row["chair"] == "KZ"
    assert run(["forum", "OTZ", "--ledger", ledger]) == 1
    assert "OTS" in capsys.readouterr().err


def test_reports_side_by_side(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    ident = next(str(row["id"]) for row in told(capsys, "export", "engagements") if row["kind"] == "meeting")
    fields = {str(row["field"]): row["reports"] for row in told(capsys, "compare", ident)}
    assert fields["language"] == {"tr.json": "tr", "ru.json": "ru"}
    assert len(fields["participants"]) == 2
