"""``elchi alerts``: saved searches that tell what is new, by feed, calendar, webhook and e-mail."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from elchi.alerting import (
    WHAT,
    Asks,
    calendar_of,
    deliver,
    entries_of,
    feed_of,
    key_of,
    look_all,
    make_alert,
    remove_alert,
)
from elchi.cli.common import (
    allow_private_option,
    author_option,
    complain,
    existing_ledger,
    json_option,
    ledger_option,
    load_settings,
    wants_json,
    ways_of,
)
from elchi.cli.group import SuggestingGroup
from elchi.cli.tables import print_table
from elchi.cli.types import PARTY, OneOf
from elchi.exporting import dump_json
from elchi.ledger import alerts as book
from elchi.model import OpportunityType, Topic
from elchi.words import LANGUAGES

if TYPE_CHECKING:
    from elchi.alerting.sending import Delivery
    from elchi.ledger import View

_COLUMNS = (
    ("Id", lambda row: row["id"]),
    ("Name", lambda row: row["name"]),
    ("Asks", lambda row: asked_in_words(row["asks"])),
    ("Found", lambda row: str(row["notices"])),
    ("Told to", lambda row: "\n".join(row["addresses"])),
    ("Unsent", lambda row: str(row["unsent"] or "")),
)
_NOTICES = (
    ("Found", lambda one: one.told_at),
    ("What", lambda one: one.title),
    ("Words", lambda one: one.summary),
    ("Link", lambda one: one.link),
)


@click.group("alerts", cls=SuggestingGroup)
def command() -> None:
    """Save searches, and be told what is new: by feed, calendar, webhook and e-mail."""


@command.command("add")
@click.argument("name")
@ledger_option
@author_option
@click.option("--state", "states", multiple=True, type=PARTY, help="A state, forum or body; given again, all of them.")
@click.option("--person", help="Id of a person, or words of a name in any alphabet.")
@click.option("--topic", type=OneOf(Topic, "topic"), help="One of the 43 topics.")
@click.option("--text", help="Words of a document; each also finds its suffixed forms.")
@click.option("--in", "language", type=OneOf(LANGUAGES, "language"), help="Only documents in this language.")
@click.option("--opportunity", type=OneOf(["any", *OpportunityType], "type"), help="Opportunities: a type, or any.")
@click.option("--outcome", metavar="ID", help="How one promise stands.")
@click.option("--profile", metavar="ID", help="What newly fits a profile.")
@click.option("--what", multiple=True, type=OneOf(WHAT, "word"), help=f"What is told: {', '.join(WHAT)}.")
@click.option("--webhook", "webhooks", multiple=True, metavar="URL", help="Tell it to this address; may be repeated.")
@click.option("--mail", "mailboxes", multiple=True, metavar="ADDRESS", help="Tell it by mail; may be given again.")
@click.option(
    "--tell-in", default="en", show_default=True, type=OneOf(LANGUAGES, "language"), help="Language of what is told."
)
def add(
    name: str,
    ledger: str | None,
    author: str | None,
    webhooks: tuple[str, ...],
    mailboxes: tuple[str, ...],
    tell_in: str,
    **asks: Any,  # noqa: ANN401 - handed to Asks as they are
) -> int:
    """Save a search under a NAME; its id is printed, and for webhooks the keys that check what they are sent.

    Without --what it tells of engagements and promises; of a search for words alone, of documents.
    """
    settings = load_settings(ledger=ledger, author=author)
    keys = [(url, key_of(settings.webhook_secret, url)) for url in webhooks]
    with existing_ledger(settings, read_only=False) as opened, opened.begin() as tx:
        alert = make_alert(
            tx, name, Asks(**asks), owner=settings.author_name, language=tell_in, addresses=[*webhooks, *mailboxes]
        )
    click.echo(alert.id)
    for url, key in keys:
        click.echo(f"{url} {key}")
    return 0


@command.command("list")
@ledger_option
@json_option
def list_(ledger: str | None, as_json: bool) -> int:
    """List the alerts."""
    with existing_ledger(load_settings(ledger=ledger)) as opened, opened.view() as view:
        rows = [_row(view, alert) for alert in book.alerts(view.connection)]
    _print(rows, as_json=as_json)
    return 0


@command.command("show")
@click.argument("ident", metavar="ALERT")
@ledger_option
@json_option
def show(ident: str, ledger: str | None, as_json: bool) -> int:
    """Show what an alert (its id or name) has found, the newest last, and which messages are still on their way."""
    settings = load_settings(ledger=ledger)
    with existing_ledger(settings) as opened, opened.view() as view:
        alert = book.alert(view.connection, ident)
        row = _row(view, alert)
        unsent = [asdict(one) for one in book.messages(view.connection, alert.id, unsent=True)]
        entries = entries_of(view, alert, book.notices(view.connection, alert.id, newest=100), settings.address)
    if wants_json(as_json=as_json):
        click.echo(dump_json(row | {"found": [asdict(one) for one in entries], "messages": unsent}))
        return 0
    print_table([row], _COLUMNS)
    print_table(entries, _NOTICES)
    for one in unsent:
        click.echo(
            f"{one['id']} to {one['address']}: tried {one['tries']} times, next at {one['next_at']}: {one['error']}"
        )
    return 0


@command.command("remove")
@click.argument("ident", metavar="ALERT")
@ledger_option
@author_option
def remove(ident: str, ledger: str | None, author: str | None) -> int:
    """Remove an alert with all it found; what is unsent stays unsent."""
    settings = load_settings(ledger=ledger, author=author)
    with existing_ledger(settings, read_only=False) as opened, opened.begin() as tx:
        alert = remove_alert(tx, ident, author=settings.author_name)
    click.echo(f"{alert.name} is removed")
    return 0


@command.command("feed")
@click.argument("ident", metavar="ALERT")
@ledger_option
@click.option("--format", "form", default="atom", show_default=True, type=OneOf(["atom", "rss"], "format"))
def feed(ident: str, ledger: str | None, form: str) -> int:
    """Print the feed of an alert: the newest 50 of what it has found."""
    settings = load_settings(ledger=ledger)
    with existing_ledger(settings) as opened, opened.view() as view:
        alert = book.alert(view.connection, ident)
        sys.stdout.buffer.write(feed_of(view, alert, form=form, base=settings.address))
    return 0


@command.command("calendar")
@click.argument("ident", metavar="ALERT")
@ledger_option
def calendar(ident: str, ledger: str | None) -> int:
    """Print the calendar of an alert: engagements that are planned, and days when promises are due."""
    with existing_ledger(load_settings(ledger=ledger)) as opened, opened.view() as view:
        alert = book.alert(view.connection, ident)
        sys.stdout.buffer.write(calendar_of(view, alert, today=dt.datetime.now(dt.UTC).date().isoformat()))
    return 0


@command.command("key")
@click.argument("url")
def key(url: str) -> int:
    """Print the key by which a webhook checks what it is sent (Standard Webhooks)."""
    click.echo(key_of(load_settings().webhook_secret, url))
    return 0


@command.command("send")
@ledger_option
@click.option("--again", is_flag=True, help="Also what waits for its next try, and what was given up.")
@allow_private_option
@json_option
def send(ledger: str | None, again: bool, allow_private: bool | None, as_json: bool) -> int:
    """Look for what is new and tell it, as elchi watch does after every round; 1 where a message was not taken."""
    settings = load_settings(ledger=ledger, allow_private=allow_private)
    with existing_ledger(settings, read_only=False) as opened:
        found = look_all(opened)
        sent, failed = tell(deliver(opened, ways_of(settings), again=again), as_json=as_json)
    if not as_json:
        click.echo(f"{settings.ledger}: {found} found, {sent} messages sent, {failed} failed")
    return 1 if failed else 0


def tell(deliveries: Iterable[Delivery], *, as_json: bool) -> tuple[int, int]:
    """Say what becomes of messages; returns how many were sent and how many failed."""
    sent = failed = 0
    for one in deliveries:
        if one.error is not None:
            failed += 1
            complain(one.error)
        else:
            sent += 1
        if as_json:
            row = {"alert": one.alert, "message": one.message.id, "address": one.message.address}
            row |= {"notices": str(one.notices), "status": "failed" if one.error else "sent"}
            click.echo(dump_json(row | ({"error": str(one.error)} if one.error else {})))
    return sent, failed


def asked_in_words(asks: dict[str, Any]) -> str:
    """Return what an alert asks on one line."""
    told = [f"{name} {', '.join(value) if isinstance(value, list) else value}" for name, value in asks.items() if value]
    return "; ".join(told)


def _row(view: View, alert: book.Alert) -> dict[str, Any]:
    row = {name: getattr(alert, name) for name in ("id", "name", "owner", "language", "made_at")}
    return row | {
        "asks": {name: value for name, value in alert.asks.items() if value},
        "notices": len(book.notices(view.connection, alert.id)),
        "addresses": list(book.addresses(view.connection, alert.id)),
        "unsent": len(book.messages(view.connection, alert.id, unsent=True)),
    }


def _print(rows: list[dict[str, Any]], *, as_json: bool) -> None:
    if wants_json(as_json=as_json):
        for row in rows:
            click.echo(dump_json(row))
    else:
        print_table(rows, _COLUMNS)
