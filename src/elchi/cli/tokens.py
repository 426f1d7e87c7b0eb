"""``elchi tokens``: keys for programs that ask a served ledger over its API."""

from __future__ import annotations

import click

from elchi.accounts import SCOPES
from elchi.accounts import tokens as keys
from elchi.cli.common import author_option, existing_ledger, json_option, ledger_option, load_settings, wants_json
from elchi.cli.group import SuggestingGroup
from elchi.cli.tables import print_table
from elchi.cli.types import OneOf
from elchi.exporting import dump_json
from elchi.ledger import accounts as book

_COLUMNS = (
    ("Id", lambda one: one.id),
    ("Of", lambda one: one.account),
    ("For", lambda one: one.label),
    ("Scope", lambda one: one.scope),
    ("Made", lambda one: one.made_at[:10]),
    ("Until", lambda one: one.expires_at[:10]),
    ("Used", lambda one: (one.used_at or "")[:10]),
    ("Revoked", lambda one: (one.revoked_at or "")[:10]),
)


@click.group("tokens", cls=SuggestingGroup)
def command() -> None:
    """Tokens of accounts, for programs: read, write (decide), admin."""


@command.command("new")
@click.argument("account")
@click.option("--scope", type=OneOf(SCOPES, "scope"), default="read", show_default=True, help="read, write or admin.")
@click.option("--label", default="", help="What it is for.")
@click.option("--days", type=int, default=90, show_default=True, help="How long it holds; a year at most.")
@ledger_option
@author_option
def new(account: str, scope: str, label: str, days: int, ledger: str | None, author: str | None) -> int:
    """Make a token of ACCOUNT and print it, this once: only its hash is kept.

    It goes into a header of every request: Authorization: Bearer TOKEN
    """
    settings = load_settings(ledger=ledger, author=author)
    with existing_ledger(settings, read_only=False) as opened, opened.begin() as tx:
        key, made = keys.issue(tx, account, label, scope, days=days, by=settings.author_name)
    click.echo(key)
    click.echo(f"{made.id}: {scope}, until {made.expires_at[:10]}; it is not shown again", err=True)
    return 0


@command.command("list")
@click.argument("account", required=False)
@ledger_option
@json_option
def show(account: str | None, ledger: str | None, as_json: bool) -> int:
    """List tokens, of ACCOUNT or all; never what they are."""
    with existing_ledger(load_settings(ledger=ledger)) as opened, opened.view() as view:
        found = book.tokens(view.connection, account)
    if wants_json(as_json=as_json):
        for one in found:
            told = {"id": one.id, "account": one.account, "label": one.label, "scope": one.scope}
            times = {"made_at": one.made_at, "expires_at": one.expires_at, "used_at": one.used_at}
            click.echo(dump_json({**told, **times, "revoked_at": one.revoked_at}))
    elif not print_table(found, _COLUMNS):
        click.echo("no tokens", err=True)
    return 0


@command.command("revoke")
@click.argument("token")
@ledger_option
@author_option
def revoke(token: str, ledger: str | None, author: str | None) -> int:
    """Take a token away, by its id; it counts no more from now on."""
    settings = load_settings(ledger=ledger, author=author)
    with existing_ledger(settings, read_only=False) as opened, opened.begin() as tx:
        keys.revoke(tx, token, by=settings.author_name)
    return 0
