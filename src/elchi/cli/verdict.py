"""``elchi verdict``: an editor's decision on what came of a promise; it can be taken back."""

from __future__ import annotations

import getpass

import click

from elchi.cli.common import existing_ledger, ledger_option, load_settings
from elchi.cli.types import OneOf
from elchi.errors import UsageError
from elchi.follow import Status
from elchi.joining import open_ledger


@click.command("verdict")
@click.argument("ident", metavar="ID")
@click.argument("status", required=False, type=OneOf(Status, "status"), metavar=f"[{'|'.join(Status)}]")
@ledger_option
@click.option("--note", help="Why: what you know and from where.")
@click.option("--author", help="Whose verdict it is. [default: your name on this machine]")
@click.option("--undo", is_flag=True, help="Take the standing verdict back.")
def command(
    ident: str, status: str | None, ledger: str | None, note: str | None, author: str | None, undo: bool
) -> int:
    """Decide what came of a promise, above what its evidence says.

    The decision is kept with its author and note, survives every reading, and `--undo` takes it back.
    """
    if undo == (status is not None):
        raise UsageError("a verdict needs a status, or --undo to take one back", mend=f"one of {', '.join(Status)}")
    settings = load_settings(ledger=ledger)
    existing_ledger(settings).close()
    whose = author or _user()
    with open_ledger(settings.ledger) as opened, opened.begin() as transaction:
        outcome = transaction.outcome(ident).outcome
        if not undo:
            decision = transaction.decide("verdict", (outcome.id,), author=whose, value=status, note=note)
            click.echo(f"{outcome.id}: {status}, decision {decision.id}", err=True)
            return 0
        standing = [d for d in transaction.decisions([outcome.id], undone=False) if d.kind == "verdict"]
        if not standing:
            raise UsageError(f"{outcome.id} has no verdict to take back")
        transaction.undo(standing[-1].id, author=whose)
        click.echo(f"{outcome.id}: decision {standing[-1].id} undone", err=True)
    return 0


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "editor"
