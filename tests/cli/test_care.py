"""The commands that care for a ledger: what they say, and their exit codes."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from elchi.cli import run

TEXT = "Ankara, 12 May 2024. Türkiye's Minister of Energy Alparslan Bayraktar met with Kazakhstan's Minister of Energy Almasadam Satkaliyev in Ankara. They agreed to establish a joint working group."


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    monkeypatch.delenv("ELCHI_LEDGER", raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    assert run(["add", "--ledger", "l.db", "a.txt"]) == 0
    capsys.readouterr()
    return "l.db"


def test_check(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--ledger", ledger]) == 0
    assert "1 documents, no fault" in capsys.readouterr().err
    with sqlite3.connect(ledger) as connection:
        connection.execute("UPDATE outcome SET quote = 'They agreed on nothing'")
    assert run(["check", "--ledger", ledger, "--json"]) == 1
    told = capsys.readouterr()
    assert json.loads(told.out.splitlines()[0])["law"] == "span"
    assert "1 documents, 1 fault" in told.err


def test_backup_restore_and_forget(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["backup", "copy.db", "--ledger", ledger]) == 0
    assert "1 documents" in capsys.readouterr().out
    assert run(["backup", "copy.db", "--ledger", ledger]) == 1
    assert "exists already" in capsys.readouterr().err
    assert run(["restore", "copy.db", "--ledger", "again.db"]) == 0
    capsys.readouterr()
    assert run(["forget", "a.txt", "--ledger", "again.db", "--author", "me", "--note", "asked for"]) == 0
    assert "1 engagements" in capsys.readouterr().out
    assert run(["check", "--ledger", "again.db"]) == 0
    assert "0 documents, no fault" in capsys.readouterr().err
    assert run(["forget", "a.txt", "--ledger", "again.db", "--author", "me"]) == 1
    assert "no document" in capsys.readouterr().err
    assert run(["check", "--ledger", "nothing.db"]) == 1
