"""Tokens for programs: shown once, kept as a hash, with a scope that never reaches beyond their account's role.

A token looks like ``elchi_ID_SECRET``, so that scanners of leaked secrets can know it, and a person can tell which it is.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import Connection

from elchi.accounts.keeping import account
from elchi.accounts.roles import ROLES, SCOPES, Role, Visitor
from elchi.accounts.secrets import hash_key, new_key, same
from elchi.errors import NotFoundError, UsageError
from elchi.ledger import Transaction, View, auditing
from elchi.ledger import accounts as book
from elchi.ledger.accounts import Token
from elchi.ledger.days import later

PREFIX = "elchi"
MOST_DAYS = 366
_USE_NOTED = timedelta(hours=1)  # noting every use would be a write for every question


def issue(tx: Transaction, name: str, label: str, scope: str, *, days: int, by: str) -> tuple[str, Token]:
    """Make a token of an account; returns it, which nobody will see again, and what is kept of it."""
    owner = account(tx.connection, name)
    if scope not in SCOPES:
        raise UsageError(f"{scope!r} is no scope", mend=f"one of {', '.join(SCOPES)}")
    if SCOPES[scope] > ROLES[owner.role]:
        raise UsageError(f"the account {name!r} is a {owner.role}: a token of it cannot {scope}")
    if not 1 <= days <= MOST_DAYS:
        raise UsageError(f"a token holds from 1 to {MOST_DAYS} days")
    ident = secrets.token_hex(4)
    key = new_key(f"{PREFIX}_{ident}_")
    ends = later(tx.now(), timedelta(days=days))
    made = Token(
        id=ident, account=name, label=label.strip()[:80] or "token", scope=scope, hash=hash_key(key), made_at=tx.now(),
        expires_at=ends,
    )  # fmt: skip
    book.add_token(tx.connection, made)
    auditing.record(tx.connection, by, "token new", [name], now=tx.now(), token=ident, scope=scope, until=ends)
    return key, made


def revoke(tx: Transaction, ident: str, *, by: str, of: str | None = None) -> None:
    """Take a token away; `of` restricts to the tokens of one account. Raises NotFoundError."""
    found = book.token(tx.connection, id=ident)
    if found is None or (of is not None and found.account != of):
        raise NotFoundError(f"there is no token {ident!r}", mend="list them with: elchi tokens list")
    if not found.revoked_at:
        book.set_token(tx.connection, ident, revoked_at=tx.now())
        auditing.record(tx.connection, by, "token revoke", [found.account], now=tx.now(), token=ident)


def visitor(view: View, key: str, address: str) -> tuple[Visitor | None, bool]:
    """Who shows a token, or None where it does not count; and whether its use is to be noted."""
    parts = key.split("_", 2)
    found = book.token(view.connection, id=parts[1]) if len(parts) == 3 and parts[0] == PREFIX else None
    if found is None or not same(found.hash, hash_key(key)):
        return None, False
    now = view.now()
    owner = book.account(view.connection, name=found.account)
    if found.revoked_at or found.expires_at <= now or owner is None or owner.disabled_at:
        return None, False
    role = min(SCOPES[found.scope], ROLES[owner.role])
    old = found.used_at is None or _after(found.used_at, now)
    return Visitor(name=owner.name, role=Role(role), via=f"token {found.id}", address=address), old


def note_use(connection: Connection, via: str, now: str) -> None:
    """Note that a token was used."""
    book.set_token(connection, via.removeprefix("token "), used_at=now)


def _after(used: str, now: str) -> bool:
    return datetime.fromisoformat(now) - datetime.fromisoformat(used) > _USE_NOTED
