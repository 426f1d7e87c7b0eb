"""``elchi audit``: who did what, when and whence."""

from __future__ import annotations

import click

from elchi.cli.common import existing_ledger, json_option, ledger_option, load_settings, wants_json
from elchi.cli.tables import joined, print_table
from elchi.cli.types import DATE
from elchi.exporting import dump_json
from elchi.ledger import auditing

_COLUMNS = (
    ("No.", lambda one: str(one.id)),
    ("At", lambda one: one.at),
    ("Who", lambda one: one.who),
    ("Act", lambda one: one.act),
    ("On", lambda one: joined(one.subjects)),
    ("Detail", lambda one: joined(f"{name}: {value}" for name, value in one.detail.items())),
    ("From", lambda one: one.origin),
)


@click.command("audit")
@click.option("--who", metavar="NAME", help="Of this account alone.")
@click.option("--act", metavar="ACT", help="Of this kind alone: verdict, undo, login, account role …")
@click.option("--since", type=DATE, help="From this day on.")
@click.option("--limit", type=click.IntRange(1, 100_000), default=100, show_default=True, help="How many.")
@ledger_option
@json_option
def command(who: str | None, act: str | None, since: str | None, limit: int, ledger: str | None, as_json: bool) -> int:
    """List every decision and every act on accounts, newest first: who, what, when and whence."""
    with existing_ledger(load_settings(ledger=ledger)) as opened, opened.view() as view:
        found = auditing.entries(view.connection, who=who, act=act, since=since, limit=limit)
    if wants_json(as_json=as_json):
        for one in found:
            click.echo(dump_json(one))
    elif not print_table(found, _COLUMNS):
        click.echo("nothing was done yet", err=True)
    return 0
