"""``elchi initiatives``: joint undertakings that promises, news and years are about."""

from __future__ import annotations

import click

from elchi.cli.common import existing_ledger, json_option, ledger_option, load_settings, wants_json
from elchi.cli.outcomes import as_of_day
from elchi.cli.tables import Column, print_table
from elchi.cli.types import DATE, PARTY, OneOf
from elchi.exporting import dump_json
from elchi.ledger import Filters
from elchi.model import Topic
from elchi.outgoing import initiative_row
from elchi.pursuing import initiatives

COLUMNS: tuple[Column, ...] = (
    ("Undertaking", lambda row: row.name),
    ("Status", lambda row: row.activity.value),
    ("Since", lambda row: row.since),
    ("Last heard", lambda row: row.last_heard),
    ("Planned", lambda row: row.planned or ""),
    ("Done", lambda row: row.actual or ""),
    ("Promises", lambda row: str(len(row.parts))),
    ("Sources", lambda row: str(len(row.sources))),
    ("Id", lambda row: row.id),
)


@click.command("initiatives")
@ledger_option
@click.option("--state", "states", multiple=True, type=PARTY, help="A party's code; may be given again.")
@click.option("--topic", type=OneOf(Topic, "topic"), help="One of the 43 topics.")
@click.option("--as-of", type=DATE, help="As known on that day. [default: today]")
@json_option
def command(ledger: str | None, states: tuple[str, ...], topic: str | None, as_of: str | None, as_json: bool) -> int:
    """Show joint undertakings (zones, funds, satellites, lines …), last heard of first.

    Statuses are IATI's: pipeline, implementation, closed, cancelled, suspended.
    """
    with existing_ledger(load_settings(ledger=ledger)) as opened, opened.view(as_of=as_of) as view:
        rows = initiatives(view, Filters(states=states, topic=topic), as_of_day(as_of))
    if wants_json(as_json=as_json):
        for row in rows:
            click.echo(dump_json(initiative_row(row)))
        return 0
    if not print_table(rows, COLUMNS):
        click.echo("no initiatives found", err=True)
    return 0
