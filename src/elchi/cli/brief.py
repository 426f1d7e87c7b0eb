"""``elchi brief``: one page on two states, every line with its source."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from elchi.briefing import FORMATS, compose
from elchi.cli.common import existing_ledger, ledger_option, load_settings
from elchi.cli.outcomes import as_of_day
from elchi.cli.types import DATE, PARTY, OneOf
from elchi.errors import UsageError
from elchi.ledger import Filters
from elchi.model import Topic
from elchi.words import LANGUAGES, SOURCE, words_for


@click.command("brief")
@click.argument("states", nargs=-1, required=True, type=PARTY, metavar="STATE…")
@ledger_option
@click.option("--topic", type=OneOf(Topic, "topic"), help="One of the 43 topics.")
@click.option("--since", type=DATE, help="From this day, month or year on.")
@click.option("--as-of", type=DATE, help="As known on that day. [default: today]")
@click.option(
    "--language",
    type=OneOf(LANGUAGES, "language"),
    default=SOURCE,
    show_default=True,
    help="The language of the page's own words; quotations stay in theirs.",
)
@click.option(
    "--format", "form", type=OneOf(FORMATS, "format"), default="md", show_default=True, help="md, html or pdf."
)
@click.option("--output", type=click.Path(dir_okay=False), help="A file to write. [default: standard output]")
def command(
    states: tuple[str, ...],
    ledger: str | None,
    topic: str | None,
    since: str | None,
    as_of: str | None,
    language: str,
    form: str,
    output: str | None,
) -> int:
    """Write a page on what states have promised each other and what came of it, e.g. `elchi brief TR KZ`.

    Last contacts, who holds which office, open promises (oldest first), what was repeated, targets against figures,
    what is to come, and where reports disagree.
    """
    asked = Filters(states=states, topic=topic, since=since)
    with existing_ledger(load_settings(ledger=ledger)) as opened, opened.view(as_of=as_of) as view:
        page = FORMATS[form](compose(view, asked, as_of_day(as_of), words_for(language)))
    if output is None:
        _print(page, form)
        return 0
    try:
        Path(output).write_bytes(page)
    except OSError as error:
        raise UsageError(f"cannot be written: {error.strerror}", where=output) from error
    return 0


def _print(page: bytes, form: str) -> None:
    if form != "pdf":
        click.echo(page, nl=not page.endswith(b"\n"))
    elif sys.stdout.isatty():
        raise UsageError("a PDF is not for a terminal", where="--format pdf", mend="say --output FILE")
    else:
        click.echo(page, nl=False)
