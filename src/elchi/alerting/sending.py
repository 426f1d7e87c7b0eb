"""Messages on their way: each is claimed, sent, and then written down as sent; what fails is tried again, later and later.

A host that failed is left alone for the rest of a round. Errors are kept with the message, which is given up after
`MOST_TRIES`; `again` makes a new start.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from elchi.alerting import mail, webhooks
from elchi.alerting.asking import MAIL
from elchi.alerting.mail import Post
from elchi.alerting.telling import entries_of
from elchi.errors import DeliveryError, ElchiError
from elchi.ledger import Ledger
from elchi.ledger import alerts as book
from elchi.ledger.alerts import Message
from elchi.ledger.days import later
from elchi.sources.options import FetchOptions

MOST_TRIES = 12
_FIRST_WAIT, _LONGEST_WAIT = 60.0, 24 * 3600.0  # seconds; three times as long after every try


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """What messages are sent by: the secret that signs webhooks, how addresses are connected to, and the mail server."""

    base: str
    secret: str = field(default="", repr=False)
    fetching: FetchOptions = field(default_factory=FetchOptions)
    post: Post = field(default_factory=Post)


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a message in one try: sent where there is no `error`."""

    alert: str
    message: Message
    notices: int
    error: ElchiError | None = None


def deliver(ledger: Ledger, ways: Ways, *, again: bool = False) -> Iterator[Delivery]:
    """Send what is due, the oldest first; with `again` also what waits for its next try or was given up."""
    with ledger.view() as view:
        now = view.now()
        waiting = book.messages(view.connection, unsent=True)
    if again:
        with ledger.begin() as tx:
            for message in waiting:
                book.settle(tx.connection, message.id, next_at=now, tries=0)
    failed: set[str] = set()
    for message in waiting:
        due = again or (message.next_at <= now and message.tries < MOST_TRIES)
        if due and _host(message) not in failed and (delivery := _try(ledger, ways, message)):
            if delivery.error is not None and not getattr(delivery.error, "alone", False):
                failed.add(_host(message))
            yield delivery


def _try(ledger: Ledger, ways: Ways, message: Message) -> Delivery | None:
    """Send one message; None where somebody else has it, or its alert is gone."""
    with ledger.begin() as tx:
        now = tx.now()
        wait = min(_FIRST_WAIT * 3**message.tries, _LONGEST_WAIT)
        if not book.claim(tx.connection, message.id, now=now, next_at=later(now, dt.timedelta(seconds=wait))):
            return None
        alert = book.alert(tx.connection, message.alert_id)
        notices = book.notices(tx.connection, alert.id, after=message.after, until=message.until)
        entries = entries_of(tx, alert, notices, ways.base)
    try:
        if not entries:
            pass  # all of it was forgotten: there is nothing to tell
        elif message.address.startswith(MAIL):
            mail.send(message, alert, entries, post=ways.post, base=ways.base)
        else:
            webhooks.send(message, alert, entries, secret=ways.secret, options=ways.fetching)
    except ElchiError as error:
        asked = error.wait if isinstance(error, DeliveryError) else None
        with ledger.begin() as tx:
            next_at = later(now, dt.timedelta(seconds=max(wait, min(asked or 0.0, _LONGEST_WAIT))))
            book.settle(tx.connection, message.id, error=str(error), next_at=next_at)
        return Delivery(alert.name, message, len(entries), error)
    with ledger.begin() as tx:
        book.settle(tx.connection, message.id, sent_at=tx.now(), error=None)
    return Delivery(alert.name, message, len(entries))


def _host(message: Message) -> str:
    return MAIL if message.address.startswith(MAIL) else urlsplit(message.address).netloc
