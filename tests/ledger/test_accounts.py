"""Accounts, sessions, tokens and the audit log, on both databases: what is kept, what counts, what no longer does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from types import ModuleType

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from elchi.accounts import Role, keeping, letting_in, tokens
from elchi.accounts.letting_in import Limits, NotLetInError
from elchi.accounts.secrets import hash_key
from elchi.errors import ConflictError, NotFoundError, UsageError
from elchi.ledger import Ledger, auditing, open_ledger, restore
from elchi.ledger import accounts as book
from elchi.ledger import backup as copy_out
from elchi.ledger import tables as t
from elchi.partnering import add_profile, step
from elchi.partners import parse_profile

GOOD = "seven herons over Turgai"
LIMITS = Limits(failures=3, block_minutes=15, idle_minutes=60, session_hours=8)


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.time = datetime.fromisoformat("2026-01-15T12:00:00+00:00")

    def __call__(self) -> str:
        return self.time.isoformat(timespec="seconds")

    def go_on(self, **by: float) -> None:
        self.time += timedelta(**by)


@pytest.fixture(autouse=True)
def _cheap_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing as it is costs a tenth of a second a guess; how much it costs is tested with the accounts themselves."""
    monkeypatch.setattr(
        "elchi.accounts.secrets._hasher", lambda: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    )


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def kept(where: str, clock: Clock) -> Ledger:
    with open_ledger(where, clock=clock) as opened:
        with opened.begin() as tx:
            keeping.add(tx, "aigul", "editor", by="me", password=GOOD)
            keeping.add(tx, "root", "admin", by="me", password=GOOD)
        yield opened


def let_in(ledger: Ledger, key: str) -> object:
    with ledger.view() as view:
        return letting_in.visitor(view, key, "192.0.2.7", LIMITS)[0]


def test_a_session_is_found_by_its_key_alone_and_ends(kept: Ledger, clock: Clock) -> None:
    key, session = letting_in.log_in(kept, " Aigul ", GOOD, "192.0.2.7", LIMITS)
    who = let_in(kept, key)
    assert (who.name, who.role, who.via) == ("aigul", Role.EDITOR, "session")
    assert let_in(kept, session.hash) is None, "what the ledger keeps lets nobody in"
    with kept.view() as view:
        stored = str(
            [tuple(row) for table in t.metadata.sorted_tables for row in view.connection.execute(select(table))]
        )
    assert key not in stored
    assert GOOD not in stored
    clock.go_on(minutes=61)
    assert let_in(kept, key) is None, "nobody used it for an hour"


def test_a_used_session_holds_until_its_last_hour(kept: Ledger, clock: Clock) -> None:
    key, session = letting_in.log_in(kept, "aigul", GOOD, "192.0.2.7", LIMITS)
    for _ in range(15):
        clock.go_on(minutes=30)
        with kept.begin() as tx:
            who, old = letting_in.visitor(tx, key, "192.0.2.7", LIMITS)
            assert who is not None
            assert old
            book.see_session(tx.connection, session.hash, tx.now())
    clock.go_on(minutes=31)
    assert let_in(kept, key) is None


@pytest.mark.parametrize("change", ["disable", "role", "password", "logout"])
def test_what_is_taken_from_an_account_ends_its_sessions(kept: Ledger, change: str) -> None:
    key, _ = letting_in.log_in(kept, "aigul", GOOD, "192.0.2.7", LIMITS)
    who = let_in(kept, key)
    with kept.begin() as tx:
        match change:
            case "disable":
                keeping.disable(tx, "aigul", by="root")
            case "role":
                keeping.change_role(tx, "aigul", "reader", by="root")
            case "password":
                keeping.set_password(tx, "aigul", "nine storks over Baikal", by="root")
            case _:
                letting_in.log_out(tx, who)
    assert let_in(kept, key) is None


def test_every_login_has_a_key_of_its_own(kept: Ledger) -> None:
    keys = {letting_in.log_in(kept, "aigul", GOOD, "192.0.2.7", LIMITS)[0] for _ in range(3)}
    assert len(keys) == 3


def test_guessing_is_turned_away_even_with_the_right_password(kept: Ledger, clock: Clock) -> None:
    for _ in range(LIMITS.failures):
        with pytest.raises(NotLetInError, match="wrong"):
            letting_in.log_in(kept, "aigul", "one two three four", "192.0.2.7", LIMITS)
    with pytest.raises(NotLetInError, match="too many"):
        letting_in.log_in(kept, "aigul", GOOD, "192.0.2.7", LIMITS)
    assert letting_in.log_in(kept, "aigul", GOOD, "198.51.100.9", LIMITS), "a stranger locks nobody else out"
    clock.go_on(minutes=16)
    assert letting_in.log_in(kept, "aigul", GOOD, "192.0.2.7", LIMITS)


def test_guessing_many_names_from_one_network_is_turned_away(kept: Ledger) -> None:
    for number in range(LIMITS.failures * 5):
        with pytest.raises(NotLetInError, match="wrong"):
            letting_in.log_in(kept, f"name{number}", "one two three four", f"2001:db8::{number:x}", LIMITS)
    with pytest.raises(NotLetInError, match="too many"):
        letting_in.log_in(kept, "aigul", GOOD, "2001:db8::ffff", LIMITS)
    assert letting_in.log_in(kept, "aigul", GOOD, "2001:db8:1::1", LIMITS)


def test_guessing_one_name_from_many_networks_is_turned_away(kept: Ledger) -> None:
    for number in range(LIMITS.failures * 10):
        with pytest.raises(NotLetInError, match="wrong"):
            letting_in.log_in(kept, "aigul", "one two three four", f"203.0.113.{number}", LIMITS)
    with pytest.raises(NotLetInError, match="too many"):
        letting_in.log_in(kept, "aigul", GOOD, "192.0.2.7", LIMITS)


def test_disabled_and_unknown_accounts_look_alike(kept: Ledger) -> None:
    with kept.begin() as tx:
        keeping.disable(tx, "aigul", by="root")
    told = []
    for name in ("aigul", "nobody"):
        with pytest.raises(NotLetInError) as caught:
            letting_in.log_in(kept, name, GOOD, "192.0.2.7", LIMITS)
        told.append(str(caught.value))
    assert len(set(told)) == 1


def test_a_token_counts_within_its_scope_and_time(kept: Ledger, clock: Clock) -> None:
    with kept.begin() as tx:
        key, made = tokens.issue(tx, "root", "nightly", "read", days=2, by="root")
    with kept.view() as view:
        who, _ = tokens.visitor(view, key, "192.0.2.7")
        assert (who.name, who.role) == ("root", Role.READER), "an admin's token to read reads"
        assert tokens.visitor(view, key[:-1] + ("a" if key[-1] != "a" else "b"), "")[0] is None
        assert tokens.visitor(view, made.hash, "")[0] is None
        assert tokens.visitor(view, f"elchi_{made.id}_{made.hash}", "")[0] is None
    clock.go_on(days=2)
    with kept.view() as view:
        assert tokens.visitor(view, key, "")[0] is None


def test_a_token_falls_with_its_account(kept: Ledger) -> None:
    with kept.begin() as tx:
        key, made = tokens.issue(tx, "aigul", "", "write", days=2, by="aigul")
        assert tokens.visitor(tx, key, "")[0].role is Role.EDITOR
        keeping.change_role(tx, "aigul", "reader", by="root")
        assert tokens.visitor(tx, key, "")[0].role is Role.READER
        keeping.disable(tx, "aigul", by="root")
        assert tokens.visitor(tx, key, "")[0] is None
        keeping.disable(tx, "aigul", by="root", disabled=False)
        assert tokens.visitor(tx, key, "")[0] is not None
        with pytest.raises(NotFoundError):
            tokens.revoke(tx, made.id, by="root", of="root")
        tokens.revoke(tx, made.id, by="root")
        assert tokens.visitor(tx, key, "")[0] is None
        with pytest.raises(UsageError, match="cannot write"):
            tokens.issue(tx, "aigul", "", "write", days=2, by="aigul")


def test_the_last_admin_stays(kept: Ledger) -> None:
    with kept.begin() as tx:
        with pytest.raises(ConflictError, match="last admin"):
            keeping.disable(tx, "root", by="root")
        with pytest.raises(ConflictError, match="last admin"):
            keeping.change_role(tx, "root", "reader", by="root")
        keeping.change_role(tx, "aigul", "admin", by="root")
        keeping.disable(tx, "root", by="root")
        with pytest.raises(ConflictError, match="last admin"):
            keeping.disable(tx, "aigul", by="root")


@pytest.mark.parametrize(
    "password", ["short", "aaaaaaaaaaaaaaaaaaaa", "my name is aigul!", "x" * 300], ids=["short", "one", "name", "long"]
)
def test_passwords_that_are_refused(kept: Ledger, password: str) -> None:
    with kept.begin() as tx, pytest.raises(UsageError):
        keeping.set_password(tx, "aigul", password, by="root")


def test_every_act_is_in_the_audit_log(ledger: Ledger, making: ModuleType) -> None:
    with ledger.begin() as tx:
        tx.add(making.reading())
        outcome = tx.outcomes().items[0].id
    with ledger.begin(origin="web 192.0.2.7") as tx:
        decision = tx.decide("verdict", [outcome], value="delivered", author="aigul", note="seen")
        tx.undo(decision.id, author="root")
        profile = {"id": "TO-KZ-2026-001", "type": "TO", "country": "KZ", "lang": "en",
                   "title": "A pump without a motor", "text": "Water is lifted by the river's own force."}  # fmt: skip
        add_profile(tx, parse_profile(profile, where="test"), owner="aigul", author="aigul")
        step(tx, profile["id"], "submit", author="aigul")
    with ledger.begin() as tx:
        tx.forget(tx.documents().items[0].id, author="root")
        entries = auditing.entries(tx.connection)
    told = [(one.who, one.act, one.origin) for one in reversed(entries)]
    assert told == [
        ("aigul", "verdict", "web 192.0.2.7"),
        ("root", "undo", "web 192.0.2.7"),
        ("aigul", "profile entered", "web 192.0.2.7"),
        ("aigul", "profile submit", "web 192.0.2.7"),
        ("root", "forget", "local"),
    ]
    verdict = entries[-1]
    assert verdict.subjects == (outcome,)
    assert verdict.detail == {"decision": decision.id, "field": "status", "value": "delivered", "note": "seen"}
    with ledger.view() as view:
        assert [one.act for one in auditing.entries(view.connection, who="aigul", limit=1)] == ["profile submit"]
        assert [one.who for one in auditing.entries(view.connection, act="undo")] == ["root"]
        assert not auditing.entries(view.connection, since="2027-01-01")
        assert [one.id for one in auditing.entries(view.connection, before=entries[-2].id)] == [verdict.id]


def test_an_act_that_fails_leaves_no_entry(ledger: Ledger) -> None:
    with pytest.raises(NotFoundError), ledger.begin() as tx:
        tx.decide("verdict", ["no-such"], value="open", author="aigul")
    with ledger.view() as view:
        assert auditing.entries(view.connection) == []


def test_guesses_are_logged_without_what_was_typed(kept: Ledger) -> None:
    for name in ("aigul", "my secret pass phrase"):
        with pytest.raises(NotLetInError):
            letting_in.log_in(kept, name, "one two three four", "192.0.2.7", LIMITS)
    with kept.view() as view:
        refused = auditing.entries(view.connection, act="login refused")
    assert [one.subjects for one in refused] == [(), ("aigul",)]
    assert "secret pass" not in str(refused)


def test_a_copy_keeps_accounts_and_goes_on_counting(kept: Ledger, new_place: Callable[[], str], tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    copy_out(kept.where if "://" not in kept.where else str(kept._engine.url.render_as_string(False)), target)
    place = new_place()
    if "://" in place or place.startswith("postgres"):
        restore(target, place)
    else:
        place = str(target)
    with open_ledger(place) as opened, opened.begin() as tx:
        keeping.add(tx, "later", "reader", by="me", password=GOOD)
        numbers = [one.id for one in auditing.entries(tx.connection)]
    assert numbers == sorted(set(numbers), reverse=True)
    assert len(numbers) == 3


def test_the_hash_of_a_key_is_no_key(kept: Ledger) -> None:
    with kept.begin() as tx:
        account = replace(keeping.account(tx.connection, "aigul"))
        key, session = letting_in.begin(tx, account, "192.0.2.7", LIMITS)
    assert session.hash == hash_key(key)
    assert key not in repr(session)
    assert account.password not in repr(account)
