"""``elchi undo``: take a decision back."""

from __future__ import annotations

import click

from elchi.cli.common import author_option, existing_ledger, ledger_option, load_settings


@click.command("undo")
@click.argument("decision", type=int)
@ledger_option
@author_option
def command(decision: int, ledger: str | None, author: str | None) -> int:
    """Take a decision back; it stays in the record as undone.

    Its number was printed when it was made, and stands in: elchi decisions
    """
    settings = load_settings(ledger=ledger, author=author)
    with existing_ledger(settings, read_only=False) as opened, opened.begin() as transaction:
        undone = transaction.undo(decision, author=settings.author_name)
    click.echo(f"decision {undone.id} ({undone.kind} {', '.join(undone.subjects)}) is undone")
    return 0
