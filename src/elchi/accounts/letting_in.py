"""Letting people in: passwords checked, guessing slowed down, sessions begun, found again, and ended.

Failures are counted for a name from a network, for the network, and for the name. Where they are too many, nobody's
password is looked at until the last failure is long enough ago; a blocked try costs no write and no hashing. A session's key is made when
somebody is let in, never before, so that no key that a stranger planted can become one.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection

from elchi.accounts.roles import ROLES, Visitor
from elchi.accounts.secrets import check_password, hash_key, hash_password, new_key, outdated
from elchi.errors import ElchiError
from elchi.ledger import Ledger, Transaction, View, auditing
from elchi.ledger import accounts as book
from elchi.ledger.accounts import Account, Attempt, Session
from elchi.ledger.days import later

_SEEN_NOTED = timedelta(minutes=5)  # noting every use would be a write for every page
# How many times the failures that one name may have from one network count for the network, whose many people share it,
# and for the name from everywhere, so that a stranger who wants to lock somebody out needs many networks.
_TIMES = {"from": 5, "name": 10, "both": 1}


class NotLetInError(ElchiError):
    """The name or the password is wrong, or both are asked for too often; deliberately does not say which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long sessions hold and how often may be guessed: hours, minutes, failures of a name within minutes."""

    session_hours: int = 12
    idle_minutes: int = 120
    failures: int = 10
    block_minutes: int = 15


def log_in(ledger: Ledger, name: str, password: str, address: str, limits: Limits) -> tuple[str, Session]:
    """Check a name and password and begin a session; raises NotLetInError."""
    found = check(ledger, name, password, address, limits)
    with ledger.begin(origin=f"web {address}") as tx:
        if found.password and outdated(found.password):
            book.set_account(tx.connection, found.name, password=hash_password(password))
        return begin(tx, found, address, limits)


def check(ledger: Ledger, name: str, password: str, address: str, limits: Limits) -> Account:
    """The account of a name and password; raises NotLetInError, and counts the failure."""
    name = name.strip().lower()[:60]
    keys = (f"both {name} {network(address)}", f"from {network(address)}", f"name {name}")
    with ledger.view() as view:
        blocked = any(_blocked(view.connection, key, view.now(), limits) for key in keys)
        found = book.account(view.connection, name=name)
    if blocked:
        raise _too_many(limits)
    right = check_password(found.password if found else None, password)
    with ledger.begin(origin=f"web {address}") as tx:
        if any(_blocked(tx.connection, key, tx.now(), limits) for key in keys):  # by tries at the same time
            raise _too_many(limits)
        if right and found is not None and not found.disabled_at:
            for key in (keys[0], keys[2]):
                book.clear_attempt(tx.connection, key)
            return found
        for key in keys:
            _count(tx, key, limits)
        # A name that is none may be a password in the wrong field.
        auditing.record(tx.connection, "", "login refused", [found.name] if found else [], now=tx.now())
    raise NotLetInError("the name or the password is wrong")


def begin(
    tx: Transaction, found: Account, address: str, limits: Limits, *, how: str = "password"
) -> tuple[str, Session]:
    """Begin a session of an account; returns its key, for the browser alone, and what is kept."""
    key, now = new_key(), tx.now()
    session = Session(
        hash=hash_key(key), account=found.name, purpose="login", made_at=now, seen_at=now,
        expires_at=later(now, timedelta(hours=limits.session_hours)), origin=f"web {address}",
    )  # fmt: skip
    book.add_session(tx.connection, session)
    auditing.record(tx.connection, found.name, "login", [found.name], now=now, how=how)
    return key, session


def visitor(view: View, key: str, address: str, limits: Limits) -> tuple[Visitor | None, bool]:
    """Who comes with a session's key, or None where it no longer holds; and whether its use is to be noted."""
    hashed, now = hash_key(key), view.now()
    session = book.session(view.connection, hashed)
    if session is None or session.purpose != "login" or session.account is None or session.expires_at <= now:
        return None, False
    if later(session.seen_at, timedelta(minutes=limits.idle_minutes)) <= now:
        return None, False
    found = book.account(view.connection, name=session.account)
    if found is None or found.disabled_at:
        return None, False
    who = Visitor(name=found.name, role=ROLES[found.role], via="session", address=address, key=key, session=hashed)
    return who, later(session.seen_at, _SEEN_NOTED) <= now


def log_out(tx: Transaction, who: Visitor) -> None:
    """End a session."""
    if book.end_session(tx.connection, who.session):
        auditing.record(tx.connection, who.name, "logout", [who.name], now=tx.now())


def network(address: str) -> str:
    """What stands for an address: of IPv6 its /64, for whoever has one address there has all."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:60]
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


def _too_many(limits: Limits) -> NotLetInError:
    return NotLetInError("too many tries", mend=f"wait {limits.block_minutes} minutes, or ask an admin")


def _most(key: str, limits: Limits) -> int:
    return limits.failures * _TIMES[key[:4]]


def _blocked(connection: Connection, key: str, now: str, limits: Limits) -> bool:
    before = book.attempt(connection, key)
    if before is None or before.failures < _most(key, limits):
        return False
    return now < later(before.last_at, timedelta(minutes=limits.block_minutes))


def _count(tx: Transaction, key: str, limits: Limits) -> None:
    now, window = tx.now(), timedelta(minutes=limits.block_minutes)
    before = book.attempt(tx.connection, key)
    if before is None or later(before.last_at, window) <= now:
        before = Attempt(key=key, failures=0, first_at=now, last_at=now)
    failed = Attempt(key=key, failures=before.failures + 1, first_at=before.first_at, last_at=now)
    book.set_attempt(tx.connection, failed, forget_before=later(now, -window))
