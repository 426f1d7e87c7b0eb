"""``elchi restore``: a backup becomes a ledger, in a new file or an empty PostgreSQL database."""

from __future__ import annotations

from pathlib import Path

import click

from elchi.cli.common import ledger_option, load_settings
from elchi.ledger import restore


@click.command("restore")
@click.argument("source", type=click.Path(path_type=Path), metavar="FILE")
@ledger_option
def command(source: Path, ledger: str | None) -> int:
    """Put the backup FILE in the place of a ledger that is not there yet: a new file, or an empty PostgreSQL database.

    The backup is checked first, like `elchi check` does; one of an older Elchi is brought up to date on the way.
    """
    copied = restore(source, load_settings(ledger=ledger).ledger)
    click.echo(f"{copied.where}: {copied.rows['document']} documents, {sum(copied.rows.values())} rows, checked")
    return 0
