"""Making an alert: what it asks is checked, and a little of what was there before is noticed for its feed."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import asdict, replace

from elchi.alerting.asking import LONGEST, Asks, good_address
from elchi.alerting.looking import look
from elchi.errors import UsageError
from elchi.ledger import Transaction, auditing, profiles
from elchi.ledger import alerts as book
from elchi.ledger.alerts import Alert


def make_alert(
    tx: Transaction, name: str, asks: Asks, *, owner: str, language: str, addresses: Iterable[str] = ()
) -> Alert:
    """Enter an alert; it tells of what comes after it. Raises UsageError for what cannot be asked or told."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST:
        raise UsageError("an alert needs a name", mend=f"give one of at most {LONGEST} letters")
    asks = asks.settled()
    if asks.outcome:
        asks = replace(asks, outcome=tx.outcome(asks.outcome).outcome.id)
    if asks.profile:
        asks = replace(asks, profile=profiles.profile(tx.connection, asks.profile)["id"])
    last = book.newest_document(tx.connection)
    alert = Alert(
        id=secrets.token_hex(8), name=name, asks=asdict(asks), language=language, owner=owner, made_at=tx.now(),
        since_n=last, seen_n=last,
    )  # fmt: skip
    book.add(tx.connection, alert)
    auditing.record(tx.connection, owner, "alert", [alert.id], now=tx.now(), name=name)
    for address in dict.fromkeys(map(good_address, addresses)):
        book.set_address(tx.connection, alert.id, address, 0)
    look(tx, alert)
    return alert


def remove_alert(tx: Transaction, asked: str, *, author: str) -> Alert:
    """Take an alert out, by its id or name, with all it found; what is unsent stays unsent."""
    alert = book.alert(tx.connection, asked)
    book.remove(tx.connection, alert.id)
    auditing.record(tx.connection, author, "remove alert", [alert.id], now=tx.now(), name=alert.name)
    return alert
