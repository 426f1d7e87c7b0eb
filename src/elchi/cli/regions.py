"""``elchi regions``: what regions of a state have declared to be their priorities."""

from __future__ import annotations

from pathlib import Path

import click

from elchi.cli.common import complain, existing_ledger, json_option, ledger_option, load_settings, wants_json
from elchi.cli.tables import print_table, shortened
from elchi.cli.types import DATE, PARTY, OneOf
from elchi.errors import UsageError
from elchi.exporting import dump_json
from elchi.model import Topic

_COLUMNS = (
    ("Region", lambda row: row["region"]),
    ("Topic", lambda row: row["topic"]),
    ("Declared", lambda row: row["declared"] or ""),
    ("Words", lambda row: shortened(row["quote"], 100)),
    ("Source", lambda row: row["source"]),
)


@click.command("regions")
@click.argument("state", type=PARTY, required=False)
@click.option("--topic", type=OneOf(Topic, "topic"), help="Only priorities of this topic.")
@click.option("--as-of", "day", type=DATE, help="What had been declared by that day.")
@click.option(
    "--import",
    "file",
    type=click.Path(path_type=Path),
    help="Enter priorities from CSV: region, topic, words, source, date.",
)
@ledger_option
@json_option
def command(
    state: str | None, topic: str | None, day: str | None, file: Path | None, ledger: str | None, as_json: bool
) -> int:
    """Show regional priorities of a state by ISO 3166-2 code, with the words that declare them."""
    settings = load_settings(ledger=ledger)
    if file is not None:
        return _import(file, settings.ledger)
    from elchi.ledger.profiles import priorities

    with existing_ledger(settings) as opened, opened.view(as_of=day) as view:
        rows = priorities(view.connection, state=state, topic=topic, as_of=day)
    if wants_json(as_json=as_json):
        for row in rows:
            click.echo(dump_json(row))
    elif not print_table(rows, _COLUMNS):
        click.echo("no priorities found", err=True)
    return 0


def _import(file: Path, ledger: str) -> int:
    from elchi.joining import open_ledger
    from elchi.partnering import import_priorities

    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot be read: {error}", where=str(file), mend="give a CSV file in UTF-8") from error
    with open_ledger(ledger) as opened, opened.begin() as tx:
        results = import_priorities(tx, text, str(file))
    bad = [row.error for row in results if row.error is not None]
    for fault in bad:
        complain(fault)
    click.echo(f"{ledger}: {len(results) - len(bad)} entered, {len(bad)} refused")
    return 1 if bad else 0
