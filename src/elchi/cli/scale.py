"""``elchi scale``: read large inputs on all cores or many machines, into Parquet files of readings."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from elchi.cli.common import json_option, known_people_option, load_settings, max_bytes_option
from elchi.cli.types import DATE
from elchi.exporting import dump_json

_MOST_TOLD = 20


@click.command("scale")
@click.option(
    "--input", "inputs", multiple=True, required=True, metavar="PATH", help="File, folder, pattern or s3://…."
)
@click.option("--output", required=True, metavar="FOLDER", help="Where the readings go, as Parquet.")
@click.option(
    "--workers", type=click.IntRange(min=0), default=0, help="How many read; 1: without Ray. [default: all cores]"
)
@click.option("--all", "everything", is_flag=True, help="Read also what names no two parties and an act.")
@click.option("--published", type=DATE, help="When the texts were published, where they do not say.")
@click.option("--language", metavar="CODE", help="The texts' language, where they do not say.")
@known_people_option
@max_bytes_option
@json_option
def command(
    inputs: tuple[str, ...],
    output: str,
    workers: int,
    everything: bool,
    published: str | None,
    language: str | None,
    known_people: bool | None,
    max_bytes: int | None,
    as_json: bool,
) -> int:
    """Read large inputs into Parquet files of readings, which `elchi load` enters into a ledger.

    JSON Lines, Parquet, WARC and WACZ are read. Called again with the same inputs, a run that was stopped goes on.
    """
    from elchi.pipeline import READER
    from elchi.scale import Wish, failures, plan, run

    settings = load_settings(max_bytes=max_bytes, known_people=known_people)
    wish = Wish(
        inputs=inputs,
        reader=READER,
        published=published,
        language=language,
        max_bytes=settings.max_bytes,
        known_people=settings.known_people,
        everything=everything,
    )
    folder = Path(output)
    made = plan(wish, folder)
    counts = {"read": 0, "irrelevant": 0, "failed": 0}
    for number, tally in enumerate(run(made, folder, workers=workers), 1):
        for key in counts:
            counts[key] += getattr(tally, key)
        if sys.stderr.isatty():
            click.echo(f"\r{number} of {len(made.pieces)} pieces, {counts['read']} read", nl=False, err=True)
    for number, error in enumerate(failures(folder, made) if counts["failed"] else ()):
        click.echo(f"elchi: {error}" if number < _MOST_TOLD else "elchi: … more in the column error", err=True)
        if number == _MOST_TOLD:
            break
    if as_json:
        click.echo(dump_json({"output": output, "pieces": len(made.pieces), **counts}))
    else:
        said = ", ".join(f"{count} {key}" for key, count in counts.items())
        click.echo(f"{output}: {said}")
    return 1 if counts["failed"] else 0
