"""``elchi decisions``: what editors decided, in the order they did."""

from __future__ import annotations

import click

from elchi.cli.common import existing_ledger, json_option, ledger_option, load_settings, wants_json
from elchi.cli.judging import subject_of
from elchi.cli.tables import joined, print_table
from elchi.exporting import dump_json

_COLUMNS = (
    ("No.", lambda d: str(d.id)),
    ("Decision", lambda d: d.kind),
    ("On", lambda d: joined(d.subjects)),
    ("Value", lambda d: " = ".join(part for part in (d.field, d.value) if part)),
    ("By", lambda d: d.author),
    ("At", lambda d: d.made_at),
    ("Note", lambda d: d.note or ""),
    ("Undone", lambda d: d.undone_at or ""),
)


@click.command("decisions")
@click.argument("records", nargs=-1, metavar="[RECORD]…")
@ledger_option
@json_option
def command(records: tuple[str, ...], ledger: str | None, as_json: bool) -> int:
    """List the decisions of editors, on some records or all."""
    with existing_ledger(load_settings(ledger=ledger)) as opened, opened.view() as view:
        found = view.decisions([subject_of(view, record) for record in records] if records else None)
    if wants_json(as_json=as_json):
        for decision in found:
            click.echo(dump_json(decision))
    elif not print_table(found, _COLUMNS):
        click.echo("no decisions", err=True)
    return 0
