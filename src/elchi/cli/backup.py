"""``elchi backup``: a ledger as one verified file, taken while others work."""

from __future__ import annotations

from pathlib import Path

import click

from elchi.cli.common import ledger_option, load_settings
from elchi.ledger import backup


@click.command("backup")
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
@ledger_option
def command(target: Path, ledger: str | None) -> int:
    """Copy a ledger, as it is at this moment, into FILE; others may go on reading and writing.

    FILE is a ledger itself (SQLite, also where the ledger is in PostgreSQL); it appears when it is whole and verified.
    """
    copied = backup(load_settings(ledger=ledger).ledger, target)
    click.echo(f"{copied.where}: {copied.rows['document']} documents, {sum(copied.rows.values())} rows, verified")
    return 0
