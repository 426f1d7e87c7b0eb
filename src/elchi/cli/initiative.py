"""``elchi initiative``: one joint undertaking, with its promises and what came of them."""

from __future__ import annotations

import click

from elchi.cli.common import existing_ledger, json_option, ledger_option, load_settings, wants_json
from elchi.cli.outcomes import as_of_day
from elchi.cli.tables import shortened
from elchi.cli.types import DATE
from elchi.errors import NotFoundError
from elchi.exporting import dump_json
from elchi.ledger import Filters
from elchi.outgoing import initiative_row
from elchi.pursuing import initiatives


@click.command("initiative")
@click.argument("ident", metavar="ID")
@ledger_option
@click.option("--as-of", type=DATE, help="As known on that day. [default: today]")
@json_option
def command(ident: str, ledger: str | None, as_of: str | None, as_json: bool) -> int:
    """Show one undertaking by its id, which `elchi initiatives` gives."""
    with existing_ledger(load_settings(ledger=ledger)) as opened, opened.view(as_of=as_of) as view:
        found = [row for row in initiatives(view, Filters(), as_of_day(as_of)) if row.id == ident]
    if not found:
        raise NotFoundError(f"there is no initiative {ident!r}", mend="elchi initiatives lists them")
    row = found[0]
    if wants_json(as_json=as_json):
        click.echo(dump_json(initiative_row(row)))
        return 0
    click.echo(f"{row.name}: {row.activity.value}, {row.since} to {row.last_heard}")
    if row.planned or row.actual:
        click.echo(
            f"planned for {row.planned or 'no day'}; {f'done by {row.actual}' if row.actual else 'not known as done'}"
        )
    for one in row.roles:
        click.echo(f"{one.role}: {one.party} ({', '.join(one.sources)})")
    for part in row.parts:
        promise = part.matter.promise
        status = part.status.value.replace("_", " ")
        click.echo(f"\n{promise.known}  {promise.kind}, {status}  {part.source}\n  «{shortened(promise.quote)}»")
        for day, kind, source in part.evidence:
            click.echo(f"  {day}  {kind}  {source}")
    return 0
