"""Messages to web addresses, signed as Standard Webhooks has it (standardwebhooks.com), version 1.

The body is JSON; ``webhook-id`` is the message's id and the same each time it is tried; ``webhook-signature`` is an
HMAC-SHA256 of id, time and body. Every address has a key of its own, made from the one secret of the settings, so that
who receives messages can sign none for others.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Sequence
from dataclasses import asdict

from elchi.errors import DeliveryError, SettingsError, SourceError, UnreachableSourceError
from elchi.exporting.feeds import Entry
from elchi.ledger.alerts import Alert, Message
from elchi.sources.connecting import LATER
from elchi.sources.options import FetchOptions
from elchi.sources.posting import post

SCHEMA = "elchi.alert/1"
_PREFIX = "whsec_"


def key_of(secret: str, address: str) -> str:
    """Return the key by which an address checks what it is sent; raises SettingsError where there is no secret."""
    if not secret:
        raise SettingsError(
            "is not set, and webhooks are signed by it",
            where="ELCHI_WEBHOOK_SECRET",
            mend="set it to a long random text",
        )
    return _PREFIX + base64.b64encode(hmac.digest(secret.encode(), address.encode(), "sha256")).decode()


def send(message: Message, alert: Alert, entries: Sequence[Entry], *, secret: str, options: FetchOptions) -> None:
    """Post the entries of a message; raises DeliveryError where they are not taken."""
    body = body_of(alert, entries)
    moment = str(int(time.time()))
    signed = f"{message.id}.{moment}.".encode() + body
    key = base64.b64decode(key_of(secret, message.address).removeprefix(_PREFIX))
    signature = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    headers = {
        "Content-Type": "application/json", "webhook-id": message.id, "webhook-timestamp": moment,
        "webhook-signature": f"v1,{signature}",
    }  # fmt: skip
    try:
        post(message.address, body, headers, options)
    except SourceError as error:
        failed = DeliveryError(error.message, where=error.where, mend=error.mend)
        if isinstance(error, UnreachableSourceError):
            failed.wait = error.wait
            failed.alone = error.status is not None and error.status not in LATER
        raise failed from error


def body_of(alert: Alert, entries: Sequence[Entry]) -> bytes:
    """Return what is posted."""
    told = {
        "schema": SCHEMA, "alert": {"id": alert.id, "name": alert.name, "asks": dict(alert.asks)},
        "notices": [asdict(one) for one in entries],
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False).encode()
