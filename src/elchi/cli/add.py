"""``elchi add``: read files and folders into a ledger."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from elchi.cli.common import (
    allow_private_option,
    complain,
    json_option,
    known_people_option,
    ledger_option,
    load_settings,
    max_bytes_option,
)
from elchi.cli.types import DATE
from elchi.errors import ElchiError
from elchi.exporting import dump_json
from elchi.joining import open_ledger
from elchi.ledger import Added
from elchi.pipeline import add_inputs, count_inputs, source_options

Result = tuple[str, Added | ElchiError]
_WORDS = {
    "new": "new",
    "known": "known already",
    "copy": "copies of known texts",
    "replaced": "read anew",
    "failed": "failed",
}


@click.command("add")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@ledger_option
@click.option("--published", type=DATE, help="When the texts were published, where they do not say.")
@click.option("--language", metavar="CODE", help="The texts' language, where they do not say.")
@click.option("--again", is_flag=True, help="Read known documents anew, e.g. after the lexicon has changed.")
@known_people_option
@max_bytes_option
@allow_private_option
@json_option
def command(
    paths: tuple[str, ...],
    ledger: str | None,
    published: str | None,
    language: str | None,
    again: bool,
    known_people: bool | None,
    max_bytes: int | None,
    allow_private: bool | None,
    as_json: bool,
) -> int:
    """Read files and folders into the ledger.

    PATHs are files, folders, addresses on the web, or - for standard input.

    Adding the same document again changes nothing; one bad file never stops the rest.
    """
    settings = load_settings(ledger=ledger, max_bytes=max_bytes, known_people=known_people, allow_private=allow_private)
    options = source_options(settings, published=published, language=language)
    counts: Counter[str] = Counter()
    with open_ledger(settings.ledger) as opened:
        results = add_inputs(
            opened, paths, options, batch=settings.batch, again=again, known_people=settings.known_people
        )
        for source, outcome in _with_progress(results, paths):
            status = outcome.status if isinstance(outcome, Added) else "failed"
            counts[status] += 1
            if as_json:
                click.echo(dump_json(_row(source, status, outcome)))
            if isinstance(outcome, ElchiError):
                complain(outcome)
    if not as_json:
        click.echo(f"{settings.ledger}: {summary(counts)}")
    return 1 if counts["failed"] else 0


def summary(counts: Counter[str]) -> str:
    """Return "12 new, 3 known already, 1 failed"; new and failed are always said."""
    return ", ".join(
        f"{counts[key]} {words}" for key, words in _WORDS.items() if counts[key] or key in ("new", "failed")
    )


def _row(source: str, status: str, outcome: Added | ElchiError) -> dict[str, str]:
    if isinstance(outcome, Added):
        return {"source": source, "status": status, "document": outcome.document_id}
    return {"source": source, "status": status, "error": str(outcome)}


def _with_progress(results: Iterator[Result], paths: Iterable[str]) -> Iterator[Result]:
    """Pass results through, under a bar on standard error where somebody watches."""
    if not sys.stderr.isatty():
        yield from results
        return
    columns = (
        TextColumn("reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=count_inputs(paths))
        for source, outcome in results:
            progress.update(task, advance=1, description=source[-60:])
            yield source, outcome
