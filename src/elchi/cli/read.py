"""``elchi read``: read files and print what they say, without a ledger."""

from __future__ import annotations

import click
from rich.console import Console
from rich.text import Text

from elchi.cli.common import (
    allow_private_option,
    complain,
    json_option,
    known_people_option,
    load_settings,
    max_bytes_option,
    wants_json,
)
from elchi.cli.tables import joined, money, open_console, place, print_table, shortened
from elchi.cli.types import DATE
from elchi.exporting import dump_json, reading_to_dict
from elchi.model import Reading
from elchi.pipeline import model_reader, read_inputs, source_options


@click.command("read")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--published", type=DATE, help="When the text was published, where the file does not say.")
@click.option(
    "--language",
    metavar="CODE",
    help="The text's language, where the file does not say. [default: found from the text]",
)
@click.option(
    "--reader",
    type=click.Choice(["grammar", "llm", "both"]),
    default="grammar",
    show_default=True,
    help="Who reads: the grammar, a model, or the grammar with a model asked about its doubts.",
)
@click.option("--llm-url", metavar="URL", help="OpenAI-compatible endpoint of the model.")
@click.option("--llm-model", metavar="NAME", help="The model to ask.")
@click.option("--llm-cache", metavar="FOLDER", help="Where the model's answers are kept.")
@click.option("--max-tokens", type=int, metavar="N", help="Stop asking after so many tokens.")
@click.option("--max-cost", type=float, metavar="SUM", help="Stop asking at this cost (see ELCHI_LLM_PRICE).")
@known_people_option
@max_bytes_option
@allow_private_option
@json_option
def command(
    files: tuple[str, ...],
    published: str | None,
    language: str | None,
    reader: str,
    known_people: bool | None,
    max_bytes: int | None,
    allow_private: bool | None,
    as_json: bool,
    **model_options: str | float | None,
) -> int:
    """Read files and print what they say.

    FILEs are texts, pages, PDFs, Word files, mails, tables, archives …, folders of such, addresses on the web,
    or - for standard input.

    One JSON object a document, schema elchi.reading/1, where the output is piped or --json is given.
    """
    settings = load_settings(
        max_bytes=max_bytes, known_people=known_people, allow_private=allow_private, **model_options
    )
    options = source_options(settings, published=published, language=language)
    in_json, failed = wants_json(as_json=as_json), 0
    console = open_console()
    model = None if reader == "grammar" else model_reader(settings)
    for item in read_inputs(files, options, model=model, alone=reader == "llm", known_people=settings.known_people):
        if not isinstance(item, Reading):
            complain(item)
            failed += 1
        elif in_json:
            click.echo(dump_json(reading_to_dict(item)))
        else:
            _print_reading(item, console)
    return 1 if failed else 0


def _print_reading(reading: Reading, console: Console) -> None:
    document = reading.document
    facts = [
        reading.language or "language unknown",
        reading.script or "",
        document.published or "no date",
        f"{len(document.text)} characters",
    ]
    console.print(Text(document.source, style="bold"), Text(joined(filter(None, facts), " · "), style="dim"))
    for warning in reading.warnings:
        console.print(Text(f"  ! {warning.message}", style="yellow"))
    console.print()
    _print_part(
        "People",
        reading.people,
        console,
        [
            ("Name", lambda one: one.name),
            ("In English", lambda one: one.name_en or ""),
            ("Position", lambda one: one.position or ""),
            ("For", lambda one: one.represents or ""),
        ],
    )
    _print_part(
        "Engagements",
        reading.engagements,
        console,
        [
            ("Kind", lambda one: f"{one.kind}, {one.status}"),
            ("Date", lambda one: one.date or ""),
            ("Place", lambda one: place(one.city, one.country)),
            ("Parties", lambda one: joined(one.parties)),
            ("Participants", lambda one: joined(one.participants)),
            ("Topics", lambda one: joined(one.topics)),
        ],
    )
    _print_part(
        "Outcomes",
        reading.outcomes,
        console,
        [
            ("Kind", lambda one: str(one.kind)),
            ("Parties", lambda one: joined(one.parties)),
            ("Words", lambda one: shortened(one.quote)),
            ("Amount", lambda one: money(one.amount)),
            ("Due", lambda one: one.due or ""),
        ],
    )
    _print_part(
        "Figures",
        reading.figures,
        console,
        [
            ("Indicator", lambda one: one.indicator),
            ("Value", lambda one: f"{one.value:,.10g} {one.unit}"),
            ("Period", lambda one: one.period or ""),
            ("Parties", lambda one: joined(one.parties)),
        ],
    )
    if reading.topics:
        console.print(Text("Topics ", style="bold"), Text(joined(reading.topics)))
        console.print()


def _print_part(title: str, rows: tuple[object, ...], console: Console, columns: list) -> None:  # type: ignore[type-arg]
    if rows:
        console.print(Text(title, style="bold underline"))
        print_table(rows, columns, console=console)
        console.print()
