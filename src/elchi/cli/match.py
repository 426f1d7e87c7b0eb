"""``elchi match``: which profiles fit each other, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from elchi.cli.common import complain, existing_ledger, json_option, ledger_option, load_settings, wants_json
from elchi.cli.tables import joined, print_table
from elchi.cli.types import DATE
from elchi.errors import ElchiError, UsageError
from elchi.exporting import dump_json
from elchi.partners import Match, Profile, ProfileIndex, match_all

_COLUMNS = (
    ("Match", lambda m: m.match),
    ("Score", lambda m: f"{m.score:.2f}"),
    ("Reasons", lambda m: joined(m.reasons, "\n")),
)


@click.command("match")
@click.argument("ident", metavar="ID", required=False)
@click.option(
    "--profiles", type=click.Path(path_type=Path), help="Profiles in a CSV or JSON Lines file, all against all."
)
@click.option("--as-of", "day", type=DATE, help="The day on which deadlines count. [default: today]")
@ledger_option
@json_option
def command(ident: str | None, profiles: Path | None, day: str | None, ledger: str | None, as_json: bool) -> int:
    """Match profiles: offers to requests, invitations to producers, calls to consortia, in any two languages.

    With ID, of a profile of the ledger; with --profiles, of every profile of a file. A score of 0.5 or more is worth an
    introduction. Where nothing fits, nothing is proposed.
    """
    asked = day or dt.datetime.now(dt.UTC).date().isoformat()
    if (ident is None) == (profiles is None):
        raise UsageError("elchi match needs a profile's ID or --profiles FILE", mend="see: elchi match --help")
    failed = False
    if profiles is not None:
        good, failed = _read(profiles)
        results: Iterable[tuple[str, list[Match]]] = match_all(ProfileIndex(good), as_of=asked)
    else:
        results = _in_ledger(str(ident), ledger, asked)
    _print(results, in_json=wants_json(as_json=as_json))
    return 1 if failed else 0


def _read(path: Path) -> tuple[list[Profile], bool]:
    from elchi.partnering import read_profiles

    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"cannot be read: {error}", where=str(path), mend="give a CSV or JSON Lines file in UTF-8"
        ) from error
    good: list[Profile] = []
    failed = False
    for _, found in read_profiles(text, str(path)):
        if isinstance(found, ElchiError):
            complain(found)
            failed = True
        else:
            good.append(found)
    return good, failed


def _in_ledger(ident: str, ledger: str | None, day: str) -> Iterator[tuple[str, list[Match]]]:
    from elchi.partnering import match_in_ledger

    with existing_ledger(load_settings(ledger=ledger)) as opened, opened.view() as view:
        yield ident, match_in_ledger(view, ident, as_of=day)


def _print(results: Iterable[tuple[str, list[Match]]], *, in_json: bool) -> None:
    for query, matches in results:
        if in_json:
            click.echo(dump_json({"query": query, "matches": matches}))
        elif matches:
            click.echo(query)
            print_table(matches, _COLUMNS)
        else:
            click.echo(f"{query}: nothing fits")
