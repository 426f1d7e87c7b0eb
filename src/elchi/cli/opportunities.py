"""``elchi opportunities``: offers, requests, invitations and calls that the ledger holds."""

from __future__ import annotations

import click

from elchi.cli.common import existing_ledger, json_option, ledger_option, load_settings, wants_json
from elchi.cli.tables import joined, print_table, shortened
from elchi.cli.types import DATE, PARTY, OneOf
from elchi.exporting import dump_json
from elchi.model import OpportunityType

STATUSES = ("draft", "review", "published", "expired", "dropped")
_COLUMNS = (
    ("Id", lambda row: row["id"]),
    ("Status", lambda row: row["status"]),
    ("Deadline", lambda row: row["deadline"] or ""),
    ("Topics", lambda row: joined(row["topics"])),
    ("Title", lambda row: shortened(row["title"], 110)),
    ("Document", lambda row: (row["document_id"] or "")[:8]),
)


@click.command("opportunities")
@ledger_option
@click.option("--type", "kind", type=OneOf(OpportunityType, "type of profile"), help="TO TR BO BR RDR INV REL or CALL.")
@click.option("--state", type=PARTY, help="Whose they are.")
@click.option(
    "--status",
    "statuses",
    multiple=True,
    type=OneOf(STATUSES, "status"),
    help="May be given again. [default: draft, review, published]",
)
@click.option("--as-of", "day", type=DATE, help="What had been published by that day.")
@json_option
def command(
    ledger: str | None, kind: str | None, state: str | None, statuses: tuple[str, ...], day: str | None, as_json: bool
) -> int:
    """List opportunities: drafts found in documents, and profiles entered by hand.

    A draft cites the words of its document; publish or drop it with: elchi offer
    """
    from elchi.ledger.profiles import profiles

    with existing_ledger(load_settings(ledger=ledger)) as opened, opened.view(as_of=day) as view:
        rows = profiles(view.connection, status=statuses or STATUSES[:3], kind=kind, country=state, as_of=day)
    if wants_json(as_json=as_json):
        for row in rows:
            click.echo(dump_json({key: value for key, value in row.items() if key != "owner"}))
    elif not print_table(rows, _COLUMNS):
        click.echo("no opportunities found", err=True)
    return 0
