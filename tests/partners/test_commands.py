"""The commands of partners, run as a user runs them: output, errors and exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from elchi.cli import run

PROFILES = str(Path(__file__).parents[2] / "examples" / "profiles.jsonl")


def test_match_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["match", "--profiles", PROFILES, "--as-of", "2026-02-01", "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(rows) == 8
    assert rows[0]["matches"][0]["match"] == "KZTR20260102001"
    assert all(match["reasons"] for row in rows for match in row["matches"])


def test_match_needs_one_of_two(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["match"]) == 2
    assert "--profiles" in capsys.readouterr().err


def test_a_bad_row_is_told_and_the_rest_matched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text(Path(PROFILES).read_text("utf-8") + "{}\n", "utf-8")
    assert run(["match", "--profiles", str(bad), "--json"]) == 1
    told = capsys.readouterr()
    assert "bad.jsonl:9: id: is missing" in told.err
    assert len(told.out.splitlines()) == 8


def test_a_missing_file_is_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["match", "--profiles", "nowhere.jsonl"]) == 2
    assert "nowhere.jsonl" in capsys.readouterr().err


def test_a_profile_from_entry_to_interest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger = ["--ledger", str(tmp_path / "elchi.db")]
    fields = [
        "--type",
        "TO",
        "--country",
        "TR",
        "--lang",
        "en",
        "--title",
        "Walnut dryer",
        "--text",
        "A dryer for walnuts.",
    ]
    assert run(["offer", "new", *ledger, "--author", "ege", *fields, "--topic", "agriculture"]) == 0
    ident = capsys.readouterr().out.strip()
    assert ident.startswith("TOTR")
    assert run(["offer", "submit", ident, *ledger, "--author", "ege"]) == 0
    ratings = [part for name in ("clarity", "novelty", "advantage", "partner") for part in (f"--{name}", "4")]
    assert run(["offer", "publish", ident, *ratings, *ledger, "--author", "editor"]) == 0
    assert run(["offer", "interest", ident, "--message", "We grow walnuts.", *ledger, "--author", "orda"]) == 0
    capsys.readouterr()
    assert run(["offer", "show", ident, *ledger, "--author", "orda"]) == 0
    assert json.loads(capsys.readouterr().out)["owner"] == "anonymous"
    assert run(["offer", "answer", "1", "--accept", *ledger, "--author", "ege"]) == 0
    capsys.readouterr()
    assert run(["offer", "show", ident, *ledger, "--author", "orda"]) == 0
    assert json.loads(capsys.readouterr().out)["owner"] == "ege"
    assert run(["opportunities", *ledger, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["status"] == "published"
    assert run(["match", ident, *ledger, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"query": ident, "matches": []}


def test_regions_and_ecosystem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger = ["--ledger", str(tmp_path / "elchi.db")]
    file = tmp_path / "regions.csv"
    file.write_text("region,topic,words,source,date\nUZ-NG,industry,Textiles first.,strategy,2024-05-01\n", "utf-8")
    assert run(["regions", "--import", str(file), *ledger]) == 0
    capsys.readouterr()
    assert run(["regions", "UZ", *ledger, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["region"] == "UZ-NG"
    assert run(["ecosystem", "UZ", *ledger, "--json"]) == 0
