"""Accounts made and changed by an admin, or by the person itself: each act stands in the audit log.

A change that takes something from somebody (another role, another password, disabled) ends their sessions at once.
"""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy import Connection

from elchi.accounts.roles import role_of
from elchi.accounts.secrets import hash_password
from elchi.errors import ConflictError, NotFoundError, UsageError
from elchi.ledger import Transaction, auditing
from elchi.ledger import accounts as book
from elchi.ledger.accounts import Account

_NAME = re.compile(r"[a-z0-9][a-z0-9._@+-]{0,59}")
TAKEN = frozenset({"elchi", "editor", "local"})
_EMAIL = re.compile(r"[^\s@]{1,64}@[^\s@]{1,190}")


def add(
    tx: Transaction, name: str, role: str, *, by: str, password: str | None = None, email: str | None = None
) -> Account:
    """Make an account; without a password it lets in who comes from the identity provider with this email."""
    if not _NAME.fullmatch(name):
        raise UsageError(f"{name!r} cannot be an account", mend="a to z, 0 to 9, . _ @ + -; 60 characters at most")
    if name in TAKEN:
        raise UsageError(f"{name!r} is what acts of nobody are signed with", mend="take another name")
    role_of(role)
    if email is not None and not _EMAIL.fullmatch(email := email.strip().lower()):
        raise UsageError(f"{email!r} is no email address")
    if password is None and email is None:
        raise UsageError("an account needs a password, or an email address for the identity provider")
    if book.account(tx.connection, name=name) or (email and book.account(tx.connection, email=email)):
        raise ConflictError(f"there is an account {name!r} or one with this email address", mend="take another name")
    hashed = hash_password(password, of=name) if password is not None else None
    made = Account(name=name, role=role, password=hashed, email=email, made_at=tx.now())
    book.add_account(tx.connection, made)
    auditing.record(tx.connection, by, "account add", [name], now=tx.now(), role=role)
    return made


def change_role(tx: Transaction, name: str, role: str, *, by: str) -> Account:
    """Give an account another role."""
    found = account(tx.connection, name)
    role_of(role)
    if found.role == "admin" and role != "admin":
        _refuse_last_admin(tx.connection, name)
    book.set_account(tx.connection, name, role=role)
    book.end_sessions(tx.connection, name)
    auditing.record(tx.connection, by, "account role", [name], now=tx.now(), role=role, before=found.role)
    return replace(found, role=role)


def disable(tx: Transaction, name: str, *, by: str, disabled: bool = True) -> Account:
    """Let an account in no more, or again; its tokens count no more either while it is disabled."""
    found = account(tx.connection, name)
    if disabled and found.role == "admin":
        _refuse_last_admin(tx.connection, name)
    at = (found.disabled_at or tx.now()) if disabled else None
    book.set_account(tx.connection, name, disabled_at=at)
    book.end_sessions(tx.connection, name)
    auditing.record(tx.connection, by, "account disable" if disabled else "account enable", [name], now=tx.now())
    return replace(found, disabled_at=at)


def set_password(tx: Transaction, name: str, password: str, *, by: str, keep: str = "") -> None:
    """Set a password; all sessions but `keep` (a hash) end, and what was guessed wrong is forgotten."""
    account(tx.connection, name)
    book.set_account(tx.connection, name, password=hash_password(password, of=name))
    book.end_sessions(tx.connection, name, but=keep)
    book.clear_attempt(tx.connection, f"name {name}")
    auditing.record(tx.connection, by, "account password", [name], now=tx.now())


def account(connection: Connection, name: str) -> Account:
    """An account by its name; raises NotFoundError."""
    if found := book.account(connection, name=name):
        return found
    raise NotFoundError(f"there is no account {name!r}", mend="list them with: elchi accounts list")


def _refuse_last_admin(connection: Connection, name: str) -> None:
    others = [one for one in book.accounts(connection) if one.role == "admin" and not one.disabled_at]
    if [one.name for one in others] == [name]:
        raise ConflictError(f"{name!r} is the last admin", mend="make another account an admin first")
