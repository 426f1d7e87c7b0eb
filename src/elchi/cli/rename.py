"""``elchi rename``: how a person or an organisation is to be called."""

from __future__ import annotations

import click

from elchi.cli.common import author_option, existing_ledger, ledger_option, load_settings, note_option
from elchi.cli.judging import subject_of, undo_hint
from elchi.errors import NotFoundError


@click.command("rename")
@click.argument("record", metavar="RECORD")
@click.argument("name", metavar="NAME")
@click.option(
    "--english/--own", default=True, help="Set the English name, or that in its own spelling.  [default: english]"
)
@ledger_option
@author_option
@note_option
def command(record: str, name: str, english: bool, ledger: str | None, author: str | None, note: str | None) -> int:
    """Give a person or an organisation another name in all lists.

    RECORD is an id, an organisation's code, or a person's name as a document writes it.
    """
    settings = load_settings(ledger=ledger, author=author)
    with existing_ledger(settings, read_only=False) as opened, opened.begin() as transaction:
        try:
            subject = transaction.organisation(record).organisation.id
        except NotFoundError:
            found = subject_of(transaction, record)
            subject = transaction.person(found).person.id
        field = "name_en" if english else "name"
        decision = transaction.decide(
            "rename", [subject], author=settings.author_name, field=field, value=name, note=note
        )
    click.echo(f"decision {decision.id}: {record} is called {name!r}; take it back with: {undo_hint(decision)}")
    return 0
