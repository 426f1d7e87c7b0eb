"""``elchi forget``: remove a document and everything that rests on it alone."""

from __future__ import annotations

import click

from elchi.cli.common import author_option, existing_ledger, json_option, ledger_option, load_settings, note_option
from elchi.exporting import dump_json

_CALLED = {"person": "people", "engagement": "engagements", "organisation": "bodies", "outcome": "promises"}


@click.command("forget")
@click.argument("document")
@ledger_option
@author_option
@note_option
@json_option
def command(document: str, ledger: str | None, author: str | None, note: str | None, as_json: bool) -> int:
    """Remove DOCUMENT (its id or source), its text, and everything that rests on it alone.

    What other documents tell of too stays and is named. This cannot be undone; that it happened stays in: elchi decisions
    """
    settings = load_settings(ledger=ledger, author=author)
    with existing_ledger(settings, read_only=False) as opened, opened.begin() as transaction:
        told = transaction.forget(document, author=settings.author_name, note=note)
    if as_json:
        click.echo(dump_json({"document": told.document_id, "gone": told.gone, "weakened": told.weakened}))
        return 0
    click.echo(f"{told.source} is forgotten")
    for heading, records in (("gone with it", told.gone), ("lost support, but stay", told.weakened)):
        named = [f"{len(ids)} {_CALLED[kind]} ({', '.join(ids[:5])}{' …' if len(ids) > 5 else ''})"
                 for kind, ids in records.items() if ids]  # fmt: skip
        click.echo(f"{heading}: {'; '.join(named) or 'nothing'}")
    return 0
