"""``elchi export``: the ledger for other programs, in the formats that they read."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from elchi.cli.common import existing_ledger, ledger_option, load_settings
from elchi.cli.types import DATE, PARTY, OneOf
from elchi.errors import UsageError
from elchi.exporting import WAYS, WHAT, write
from elchi.ledger import Filters
from elchi.model import Topic
from elchi.outgoing import rows_of


@click.command("export")
@click.argument("what", type=OneOf(WHAT, "export"), metavar=f"[{'|'.join(WHAT)}]")
@ledger_option
@click.option(
    "--format", "form", type=OneOf(WAYS, "format"), default="jsonl", show_default=True, help=f"{', '.join(WAYS)}."
)
@click.option("--output", type=click.Path(dir_okay=False), help="A file to write. [default: standard output]")
@click.option("--state", "states", multiple=True, type=PARTY, help="Only where it is a party; may be given again.")
@click.option("--topic", type=OneOf(Topic, "topic"), help="One of the 43 topics.")
@click.option("--since", type=DATE, help="From this day, month or year on.")
@click.option("--until", type=DATE, help="Up to this day, month or year.")
@click.option("--as-of", type=DATE, help="The ledger as known on that day.")
def command(
    what: str,
    ledger: str | None,
    form: str,
    output: str | None,
    as_of: str | None,
    **filters: str | tuple[str, ...] | None,
) -> int:
    """Write all rows of one kind, or what a format makes of them.

    jsonl, csv and parquet take every kind of rows; ftm (FollowTheMoney) also `everything`; plover takes engagements and
    outcomes, jsonld and ical take engagements, graphml and gexf take `network`.
    """
    asked = Filters(**filters)  # type: ignore[arg-type]
    with existing_ledger(load_settings(ledger=ledger)) as opened, opened.view(as_of=as_of) as view:
        ask = rows_of(view, asked)
        if output is None:
            write(ask, what, form, sys.stdout.buffer)
            return 0
        try:
            with Path(output).open("wb") as stream:
                count = write(ask, what, form, stream)
        except OSError as error:
            raise UsageError(f"cannot be written: {error.strerror}", where=output) from error
    click.echo(f"{output}: {count} {what}", err=True)
    return 0
