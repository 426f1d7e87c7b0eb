"""``elchi who``: who held an office on a day."""

from __future__ import annotations

import datetime as dt

import click

from elchi.cli.common import (
    existing_ledger,
    json_option,
    known_people_option,
    ledger_option,
    load_settings,
    wants_json,
)
from elchi.cli.tables import joined, print_table
from elchi.cli.types import DATE, PARTY
from elchi.exporting import dump_json

_COLUMNS = (
    ("Name", lambda h: h.name),
    ("Office", lambda h: h.position),
    ("For", lambda h: h.represents),
    ("From", lambda h: h.since or ""),
    ("To", lambda h: h.until or ""),
    ("Known by", lambda h: h.how),
    ("Sources", lambda h: joined(h.sources[:2])),
)


@click.command("who")
@click.argument("title", metavar="TITLE")
@click.argument("represents", type=PARTY, metavar="CODE")
@click.option("--on", "day", type=DATE, help="The day, month or year. [default: today]")
@ledger_option
@known_people_option
@json_option
def command(
    title: str, represents: str, day: str | None, ledger: str | None, known_people: bool | None, as_json: bool
) -> int:
    """Tell who held an office, for example "minister of industry" of KZ on 2024-03.

    TITLE is words of its English title, CODE the state or organisation it represents. Reports of the ledger come first,
    then the reference list of office-holders; a holder after whom nobody is reported is "last reported".
    """
    from elchi.joining import who

    settings = load_settings(ledger=ledger, known_people=known_people)
    asked = day or dt.datetime.now(dt.UTC).date().isoformat()
    with existing_ledger(settings) as opened, opened.view() as view:
        found = who(view, title, represents, asked, known_people=settings.known_people)
    if wants_json(as_json=as_json):
        for holding in found:
            click.echo(dump_json(holding))
    elif not print_table(found, _COLUMNS):
        click.echo(f"nobody is known as {title!r} of {represents} on {asked}", err=True)
    return 0
