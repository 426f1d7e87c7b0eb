"""The commands for accounts, tokens and the audit log: what they say, what they refuse, what they never show."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from elchi.cli import run
from elchi.joining import open_ledger

GOOD = "seven herons over Turgai"


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("ELCHI_LEDGER", str(tmp_path / "l.db"))
    monkeypatch.setenv("ELCHI_AUTHOR", "me")
    open_ledger(tmp_path / "l.db").close()
    return str(tmp_path / "l.db")


def typed(monkeypatch: pytest.MonkeyPatch, *arguments: str, password: str = GOOD) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))
    return run([*arguments, "--password-stdin"])


def rows(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_accounts_are_made_changed_and_listed(
    ledger: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed(monkeypatch, "accounts", "add", "aigul", "--role", "editor") == 0
    assert run(["accounts", "add", "jean", "--email", "Jean@example.org"]) == 0
    assert run(["accounts", "role", "jean", "admin"]) == 0
    assert run(["accounts", "disable", "aigul"]) == 0
    capsys.readouterr()
    assert run(["accounts", "list"]) == 0
    told = capsys.readouterr().out
    assert "argon2" not in told
    first, second = [json.loads(line) for line in told.splitlines()]
    assert (first["name"], first["role"], first["password"]) == ("aigul", "editor", True)
    assert first["disabled_at"]
    assert (second["role"], second["email"], second["password"]) == ("admin", "jean@example.org", False)
    assert run(["accounts", "disable", "aigul", "--undo"]) == 0
    assert typed(monkeypatch, "accounts", "password", "aigul", password="nine storks over Baikal") == 0
    assert run(["audit", "--json"]) == 0
    acts = [(one["who"], one["act"], one["origin"]) for one in rows(capsys)]
    names = ["password", "enable", "disable", "role", "add", "add"]
    assert acts == [("me", f"account {name}", "local") for name in names]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["accounts", "add", "Aigul"], 2, "cannot be an account"),
        (["accounts", "add", "x", "--role", "editr"], 2, "did you mean editor"),
        (["accounts", "role", "nobody", "admin"], 1, "no account 'nobody'"),
        (["accounts", "password", "nobody"], 1, "no account 'nobody'"),
        (["tokens", "new", "nobody"], 1, "no account 'nobody'"),
        (["tokens", "revoke", "0000"], 1, "no token '0000'"),
    ],
)
def test_misuse(
    arguments: list[str],
    code: int,
    said: str,
    ledger: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(GOOD + "\n"))
    more = ["--password-stdin"] if arguments[:2] in (["accounts", "add"], ["accounts", "password"]) else []
    assert run([*arguments, *more]) == code
    assert said in capsys.readouterr().err


def test_a_password_is_never_taken_from_a_pipe_unasked(
    ledger: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(GOOD + "\n"))
    assert run(["accounts", "add", "aigul"]) == 2
    assert "--password-stdin" in capsys.readouterr().err


def test_a_token_is_shown_once(
    ledger: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed(monkeypatch, "accounts", "add", "aigul", "--role", "editor") == 0
    capsys.readouterr()
    assert run(["tokens", "new", "aigul", "--scope", "write", "--label", "nightly", "--days", "30"]) == 0
    key = capsys.readouterr().out.strip()
    assert key.startswith("elchi_")
    assert run(["tokens", "list"]) == 0
    told = capsys.readouterr().out
    assert key not in told
    token = json.loads(told)
    assert (token["scope"], token["label"], token["revoked_at"]) == ("write", "nightly", None)
    assert run(["tokens", "new", "aigul", "--scope", "admin"]) == 2
    assert run(["tokens", "revoke", token["id"]]) == 0
    capsys.readouterr()
    assert run(["tokens", "list", "aigul", "--json"]) == 0
    assert rows(capsys)[0]["revoked_at"]
    assert key.encode() not in Path(ledger).read_bytes()
    assert run(["audit", "--act", "token revoke", "--json"]) == 0
    assert rows(capsys)[0]["detail"] == {"token": token["id"]}
