"""``elchi ecosystem``: institutions of a state and their ties, each with its words and source."""

from __future__ import annotations

import click

from elchi.cli.common import existing_ledger, json_option, ledger_option, load_settings, wants_json
from elchi.cli.tables import print_table, shortened
from elchi.cli.types import DATE, PARTY, OneOf
from elchi.exporting import dump_json
from elchi.model import Topic

_COLUMNS = (
    ("Since", lambda row: row["known"]),
    ("One", lambda row: row["one"]),
    ("Tie", lambda row: row["kind"]),
    ("Other", lambda row: row["other"]),
    ("Words", lambda row: shortened(row["quote"], 100)),
    ("Source", lambda row: row["source"]),
)


@click.command("ecosystem")
@click.argument("state", type=PARTY)
@click.option("--topic", type=OneOf(Topic, "topic"), help="Only where the document is about it.")
@click.option("--as-of", "day", type=DATE, help="What had been published by that day.")
@ledger_option
@json_option
def command(state: str, topic: str | None, day: str | None, ledger: str | None, as_json: bool) -> int:
    """Show who works with whom in a state: technoparks, zones, funds, academies, universities, chambers, agencies."""
    from elchi.ledger.profiles import ties

    with existing_ledger(load_settings(ledger=ledger)) as opened, opened.view(as_of=day) as view:
        rows = ties(view.connection, state=state, topic=topic, as_of=day)
    if wants_json(as_json=as_json):
        for row in rows:
            click.echo(dump_json(row))
    elif not print_table(rows, _COLUMNS):
        click.echo(f"no ties of {state} found", err=True)
    return 0
