"""``elchi averages``: how promises fare by state, pair, topic or forum, after the practice of the G20 Research Group."""

from __future__ import annotations

from dataclasses import asdict

import click

from elchi.cli.common import existing_ledger, json_option, ledger_option, load_settings, wants_json
from elchi.cli.outcomes import as_of_day
from elchi.cli.tables import Column, print_table
from elchi.cli.types import DATE, PARTY, OneOf
from elchi.exporting import dump_json
from elchi.ledger import Filters
from elchi.model import Topic
from elchi.pursuing import GROUPS, averages_by

COLUMNS: tuple[Column, ...] = (
    ("Group", lambda row: row.group),
    ("Promises", lambda row: str(row.promises)),
    ("Scored", lambda row: str(row.scored)),
    ("Mean", lambda row: "" if row.mean is None else f"{row.mean:+.2f}"),
    (
        "Standing",
        lambda row: ", ".join(f"{count} {status.replace('_', ' ')}" for status, count in row.statuses.items()),
    ),
    ("With a number", lambda row: str(row.helps["number"])),
    ("a deadline", lambda row: str(row.helps["deadline"])),
    ("a body", lambda row: str(row.helps["body"])),
)


@click.command("averages")
@ledger_option
@click.option(
    "--by", type=OneOf(GROUPS, "group"), default="state", show_default=True, help="state, pair, topic or forum."
)
@click.option("--state", "states", multiple=True, type=PARTY, help="A party's code; may be given again.")
@click.option("--topic", type=OneOf(Topic, "topic"), help="One of the 43 topics.")
@click.option("--as-of", type=DATE, help="As known on that day. [default: today]")
@json_option
def command(
    ledger: str | None, by: str, states: tuple[str, ...], topic: str | None, as_of: str | None, as_json: bool
) -> int:
    """Show how promises fare: +1 delivered, 0 in progress, −1 overdue or cancelled, and the mean of these.

    Open promises and silent ones are not scored. Beside each mean stands how many promises had what is known to help:
    a number, a deadline, a body that is bound.
    """
    with existing_ledger(load_settings(ledger=ledger)) as opened, opened.view(as_of=as_of) as view:
        rows = averages_by(by, view, Filters(states=states, topic=topic), as_of_day(as_of))
    if wants_json(as_json=as_json):
        for row in rows:
            click.echo(dump_json(asdict(row)))
        return 0
    if not print_table(rows, COLUMNS):
        click.echo("no promises found", err=True)
    return 0
