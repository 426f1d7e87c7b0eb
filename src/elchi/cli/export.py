"""``elchi export``: everything of one kind, for other programs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from elchi.cli.common import existing_ledger, ledger_option, load_settings
from elchi.cli.types import DATE, OneOf
from elchi.errors import UsageError
from elchi.exporting import FORMATS, write_rows

WHAT = ("people", "organisations", "engagements", "outcomes", "statements", "figures", "documents")


@click.command("export")
@click.argument("what", type=OneOf(WHAT, "export"), metavar=f"[{'|'.join(WHAT)}]")
@ledger_option
@click.option(
    "--format", "form", type=OneOf(FORMATS, "format"), default="jsonl", show_default=True, help="jsonl or csv."
)
@click.option("--output", type=click.Path(dir_okay=False), help="A file to write. [default: standard output]")
@click.option("--as-of", type=DATE, help="The ledger as known on that day.")
def command(what: str, ledger: str | None, form: str, output: str | None, as_of: str | None) -> int:
    """Write all rows of one kind as JSON Lines or CSV."""
    settings = load_settings(ledger=ledger)
    with existing_ledger(settings) as opened, opened.view(as_of=as_of) as view:
        rows = view.export(what)
        if output is None:
            write_rows(rows, sys.stdout, form=form)
            return 0
        try:
            with Path(output).open("w", encoding="utf-8", newline="") as stream:
                count = write_rows(rows, stream, form=form)
        except OSError as error:
            raise UsageError(f"cannot be written: {error.strerror}", where=output) from error
    click.echo(f"{output}: {count} {what}", err=True)
    return 0
