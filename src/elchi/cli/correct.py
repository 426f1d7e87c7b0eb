"""``elchi correct``: what a document or an engagement should say."""

from __future__ import annotations

import click

from elchi.cli.common import author_option, existing_ledger, ledger_option, load_settings, note_option
from elchi.cli.judging import subject_of, undo_hint
from elchi.errors import NotFoundError


@click.command("correct")
@click.argument("record", metavar="RECORD")
@click.argument("field", metavar="FIELD")
@click.argument("value", metavar="VALUE")
@ledger_option
@author_option
@note_option
def command(record: str, field: str, value: str, ledger: str | None, author: str | None, note: str | None) -> int:
    """Set a field of a record over what was read; what was read stays beside it.

    RECORD is the id of an engagement, a report (3f2a….e0), a person as one document presents them (….p1), an outcome, a
    statement or a figure. FIELD is date, city, country, kind, status, within, position, position_class, represents, due
    and the like; an empty VALUE empties it.
    """
    settings = load_settings(ledger=ledger, author=author)
    with existing_ledger(settings, read_only=False) as opened, opened.begin() as transaction:
        try:
            subject = subject_of(transaction, record)
        except NotFoundError:
            subject = record
        decision = transaction.decide(
            "correct", [subject], author=settings.author_name, field=field, value=value or None, note=note
        )
    click.echo(
        f"decision {decision.id}: {field} of {record} is {value or 'empty'}; take it back with: {undo_hint(decision)}"
    )
    return 0
