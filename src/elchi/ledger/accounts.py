"""Accounts in the ledger: rows of accounts, sessions, tokens and attempts, in and out.

What a role may do, how a password is hashed and when somebody is blocked is decided by ``elchi.accounts``; here it is
written down and found again. All that is secret arrives here as a hash.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from elchi.ledger import tables as t


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody who may log in: by password (its hash), or by a subject of an identity provider."""

    name: str
    role: str
    password: str | None = field(default=None, repr=False)
    email: str | None = None
    subject: str | None = None
    made_at: str
    disabled_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A browser that was let in (`purpose` login), or one that is on its way to an identity provider (oidc)."""

    hash: str = field(repr=False)
    account: str | None = None
    purpose: str
    data: dict[str, Any] = field(default_factory=dict, repr=False)
    made_at: str
    seen_at: str
    expires_at: str
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What a program shows instead of a password; `scope` is read, write or admin."""

    id: str
    account: str
    label: str
    scope: str
    hash: str = field(repr=False)
    made_at: str
    expires_at: str
    used_at: str | None = None
    revoked_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """Failures of one name, or from one address, since the first."""

    key: str
    failures: int
    first_at: str
    last_at: str


def accounts(connection: Connection) -> list[Account]:
    """All accounts by name."""
    return [Account(**row) for row in connection.execute(select(t.account).order_by(t.account.c.name)).mappings()]


def account(connection: Connection, **known: str) -> Account | None:
    """The account with this name, email or subject."""
    conditions = [t.account.c[column] == value for column, value in known.items()]
    row = connection.execute(select(t.account).where(*conditions)).mappings().first()
    return Account(**row) if row else None


def add_account(connection: Connection, row: Account) -> None:
    """Enter an account."""
    connection.execute(insert(t.account).values(**asdict(row)))


def set_account(connection: Connection, name: str, **values: str | None) -> None:
    """Change columns of an account."""
    connection.execute(update(t.account).where(t.account.c.name == name).values(**values))


def session(connection: Connection, hashed: str) -> Session | None:
    """The session of a key's hash, whether or not it still holds."""
    row = connection.execute(select(t.session).where(t.session.c.hash == hashed)).mappings().first()
    return Session(**row) if row else None


def add_session(connection: Connection, row: Session) -> None:
    """Enter a session, and clear away those that have ended."""
    connection.execute(delete(t.session).where(t.session.c.expires_at < row.made_at))
    connection.execute(insert(t.session).values(**asdict(row)))


def see_session(connection: Connection, hashed: str, now: str) -> None:
    """Note that a session was used."""
    connection.execute(update(t.session).where(t.session.c.hash == hashed).values(seen_at=now))


def end_session(connection: Connection, hashed: str) -> bool:
    """Take a session away; whether there was one."""
    return connection.execute(delete(t.session).where(t.session.c.hash == hashed)).rowcount == 1


def end_sessions(connection: Connection, name: str, *, but: str = "") -> None:
    """Take away all sessions of an account, but one."""
    connection.execute(delete(t.session).where(t.session.c.account == name, t.session.c.hash != but))


def count_sessions(connection: Connection, purpose: str) -> int:
    """How many sessions of a purpose there are."""
    query = select(func.count()).select_from(t.session).where(t.session.c.purpose == purpose)
    return int(connection.execute(query).scalar_one())


def tokens(connection: Connection, name: str | None = None) -> list[Token]:
    """Tokens of an account or of all, the newest first."""
    query = select(t.token).order_by(t.token.c.made_at.desc(), t.token.c.id)
    if name is not None:
        query = query.where(t.token.c.account == name)
    return [Token(**row) for row in connection.execute(query).mappings()]


def token(connection: Connection, **known: str) -> Token | None:
    """The token with this id or hash."""
    conditions = [t.token.c[column] == value for column, value in known.items()]
    row = connection.execute(select(t.token).where(*conditions)).mappings().first()
    return Token(**row) if row else None


def add_token(connection: Connection, row: Token) -> None:
    """Enter a token."""
    connection.execute(insert(t.token).values(**asdict(row)))


def set_token(connection: Connection, ident: str, **values: str) -> None:
    """Change columns of a token."""
    connection.execute(update(t.token).where(t.token.c.id == ident).values(**values))


def attempt(connection: Connection, key: str) -> Attempt | None:
    """What failed before for a name or from an address."""
    row = connection.execute(select(t.attempt).where(t.attempt.c.key == key)).mappings().first()
    return Attempt(**row) if row else None


def set_attempt(connection: Connection, row: Attempt, *, forget_before: str) -> None:
    """Write failures down, and clear away those that no longer count."""
    connection.execute(delete(t.attempt).where((t.attempt.c.last_at < forget_before) | (t.attempt.c.key == row.key)))
    connection.execute(insert(t.attempt).values(**asdict(row)))


def clear_attempt(connection: Connection, key: str) -> None:
    """Forget what failed before."""
    connection.execute(delete(t.attempt).where(t.attempt.c.key == key))
