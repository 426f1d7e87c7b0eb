"""Alerts: saved searches that tell what is new, by feed, calendar, webhook and e-mail.

Looking for what is new, writing it down as notices, and putting notices into messages is one transaction, so that a kill
loses nothing and tells nothing twice. A message keeps its id however often it is tried: who receives one twice (the
program was killed between sending it and writing that down) knows it by that.

The parts: `asking` (what can be asked), `looking` (what is new), `telling` (notices in words, feeds, calendars),
`sending` (messages on their way, by `webhooks` and `mail`).
"""

from __future__ import annotations

from elchi.alerting.asking import WHAT, Asks
from elchi.alerting.looking import look, look_all, look_if_new
from elchi.alerting.making import make_alert, remove_alert
from elchi.alerting.sending import Ways, deliver
from elchi.alerting.telling import calendar_of, entries_of, feed_of
from elchi.alerting.webhooks import key_of
from elchi.ledger.alerts import Alert, Message, Notice

__all__ = [
    "WHAT",
    "Alert",
    "Asks",
    "Message",
    "Notice",
    "Ways",
    "calendar_of",
    "deliver",
    "entries_of",
    "feed_of",
    "key_of",
    "look",
    "look_all",
    "look_if_new",
    "make_alert",
    "remove_alert",
]
