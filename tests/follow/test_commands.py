"""The commands of follow-through on a small ledger: what they print, and a verdict that can be taken back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from elchi.cli import run

TEXTS = {
    "d1": (
        "2022-03-30",
        "TOSHKENT. O‘zbekiston va Turkiya prezidentlari Samarqandda qo‘shma universitet ochishga kelishib oldi. Savdo aylanmasini 10 milliard dollarga yetkazish maqsad qilingan.",
    ),
    "d2": (
        "2024-09-02",
        "Samarqandda Islom taraqqiyot banki krediti hisobidan O‘zbekiston–Turkiya qo‘shma universiteti ish boshladi. O‘zbekiston va Turkiya o‘rtasidagi savdo aylanmasi 3 milliard dollarga yetdi.",
    ),
}


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """A ledger with a promise, a target and what came of them."""
    monkeypatch.delenv("ELCHI_LEDGER", raising=False)
    monkeypatch.chdir(tmp_path)
    for name, (published, text) in TEXTS.items():
        (tmp_path / f"{name}.json").write_text(
            json.dumps({"text": text, "published": published, "language": "uz"}), "utf-8"
        )
    assert run(["add", "--ledger", "l.db", "d1.json", "d2.json"]) == 0
    capsys.readouterr()
    return "l.db"


def asked(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, object]]:
    assert run(list(words)) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_outcomes_as_of_a_day(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows = asked(capsys, "outcomes", "--ledger", ledger, "--as-of", "2024-12-31", "--json")
    promise = next(row for row in rows if "universitet" in str(row["quote"]))
    assert promise["status"] == "delivered"
    assert [one["document"] for one in promise["evidence"]] == ["d2.json"]  # type: ignore[attr-defined]
    earlier = asked(capsys, "outcomes", "--ledger", ledger, "--as-of", "2022-12-31", "--open", "--json")
    assert {row["id"] for row in earlier} >= {promise["id"]}
    assert asked(capsys, "outcomes", "--ledger", ledger, "--as-of", "2022-12-31", "--overdue", "--json") == []


def test_a_verdict_is_kept_and_taken_back(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows = asked(capsys, "outcomes", "--ledger", ledger, "--status", "delivered", "--json")
    ident = str(rows[0]["id"])
    assert (
        run(["verdict", ident, "in_progress", "--ledger", ledger, "--author", "me", "--note", "one faculty only"]) == 0
    )
    capsys.readouterr()
    (told,) = asked(capsys, "outcome", ident, "--ledger", ledger, "--json")
    assert (told["status"], told["decided"]) == ("in_progress", True)
    assert run(["verdict", ident, "--undo", "--ledger", ledger, "--author", "me"]) == 0
    capsys.readouterr()
    (told,) = asked(capsys, "outcome", ident, "--ledger", ledger, "--json")
    assert (told["status"], told["decided"]) == ("delivered", False)
    assert run(["verdict", ident, "--undo", "--ledger", ledger]) == 2


def test_targets_stand_beside_figures(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows = asked(capsys, "targets", "TR", "UZ", "--ledger", ledger, "--json")
    assert [figure["value"] for figure in rows[0]["figures"]] == [3e9]  # type: ignore[attr-defined]
    assert rows[0]["amount"] == {"value": 1e10, "currency": "USD"}


def test_initiatives_gather_promises(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    zone = {
        "z1.json": ("2023-02-01", "In Tashkent, Uzbekistan and Türkiye agreed to set up a technopark in Samarkand."),
        "z2.json": (
            "2024-05-01",
            "The Uzbek-Turkish technopark has opened in Samarkand, financed by the Islamic Development Bank.",
        ),
    }
    for name, (published, text) in zone.items():
        Path(name).write_text(json.dumps({"text": text, "published": published, "language": "en"}), "utf-8")
    assert run(["add", "--ledger", ledger, *zone]) == 0
    capsys.readouterr()
    rows = asked(capsys, "initiatives", "--ledger", ledger, "--state", "TR", "--json")
    technopark = next(row for row in rows if str(row["id"]).startswith("technopark"))
    assert technopark["status"] == "closed"
    assert technopark["roles"] == [{"role": "funding", "party": "IDB", "sources": ["z2.json"]}]
    assert run(["initiative", str(technopark["id"]), "--ledger", ledger]) == 0
    assert "IDB" in capsys.readouterr().out
    rows = asked(capsys, "initiatives", "--ledger", ledger, "--as-of", "2023-12-31", "--json")
    assert [(row["status"], row["roles"]) for row in rows if row["id"] == technopark["id"]] == [("pipeline", [])]
    assert run(["initiative", "no-such", "--ledger", ledger]) == 1


@pytest.mark.parametrize("form", ["md", "html"])
def test_a_brief_names_its_sources(ledger: str, capsys: pytest.CaptureFixture[str], form: str) -> None:
    assert run(["brief", "TR", "UZ", "--ledger", ledger, "--format", form, "--as-of", "2024-12-31"]) == 0
    page = capsys.readouterr().out
    assert "d1.json" in page
    assert "Targets and figures" in page


def test_averages_by_pair(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    (row,) = asked(capsys, "averages", "--ledger", ledger, "--by", "pair", "--as-of", "2024-12-31", "--json")
    assert row["group"] == "TR-UZ"
    assert row["statuses"]["delivered"] >= 1  # type: ignore[index]
    assert row["mean"] is not None
    assert run(["averages", "--ledger", ledger, "--by", "topc"]) == 2
    assert "topic" in capsys.readouterr().err
