"""``elchi sources``: whom Elchi knows to publish, and what of theirs is there now."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from elchi.cli.common import (
    allow_private_option,
    complain,
    existing_ledger,
    json_option,
    ledger_option,
    load_settings,
    wants_json,
)
from elchi.cli.tables import print_table
from elchi.cli.types import PARTY
from elchi.errors import SourceError, UsageError
from elchi.exporting import dump_json

if TYPE_CHECKING:
    from elchi.settings import Settings
    from elchi.watching import Source

_COLUMNS = (
    ("Name", lambda one: one.id),
    ("Publisher", lambda one: one.publisher),
    ("Kind", lambda one: one.kind),
    ("Party", lambda one: one.party),
    ("Language", lambda one: one.language),
    ("A week", lambda one: f"{one.weekly[0]} to {one.weekly[1]}"),
    ("Found by", lambda one: ", ".join(way.kind for way in one.found)),
)


_HEALTH = (
    ("Name", lambda one: one.source),
    ("Health", lambda one: one.word),
    ("Last asked", lambda one: one.last_polled),
    ("Last new", lambda one: one.last_new or "never"),
    ("This week", lambda one: f"{one.week} of {one.weekly[0]} to {one.weekly[1]}"),
    ("Why", lambda one: one.why),
)


@click.command("sources")
@click.argument("names", nargs=-1, metavar="[SOURCE…]")
@click.option("--sources", metavar="FOLDER", help="Folder with sources of your own. [default: ELCHI_SOURCES]")
@click.option("--party", type=PARTY, help="Sources of this state or organisation alone.")
@click.option("--links", is_flag=True, help="Ask the named sources for what they have now, and print the addresses.")
@click.option("--health", is_flag=True, help="How the sources fare that elchi watch asks, from the ledger.")
@ledger_option
@allow_private_option
@json_option
def command(
    names: tuple[str, ...],
    sources: str | None,
    party: str | None,
    links: bool,
    health: bool,
    ledger: str | None,
    allow_private: bool | None,
    as_json: bool,
) -> int:
    """List the sources that Elchi knows by name.

    With --links the named ones are asked, and their addresses printed, one a line: elchi add takes them.
    With --health, how those fare that are watched: ok, late, silent, broken, or outside what is expected of a week.
    """
    from elchi.pipeline import find_links, load_catalogue, source_options

    settings = load_settings(ledger=ledger, sources=sources, allow_private=allow_private)
    known = load_catalogue(Path(settings.sources) if settings.sources else None)
    if unknown := next((name for name in names if name not in known), None):
        raise UsageError(f"there is no source {unknown!r}", mend="list them with: elchi sources")
    chosen = [one for one in known.values() if (not names or one.id in names) and party in (None, one.party)]
    if health:
        return _health(settings, chosen, as_json=as_json)
    if not links:
        if wants_json(as_json=as_json):
            for one in chosen:
                ways = [{way.kind: way.url, "links": way.links.pattern if way.links else None} for way in one.found]
                row = {name: getattr(one, name) for name in ("id", "publisher", "kind", "party", "language", "site")}
                click.echo(dump_json({**row, "found": ways, "weekly": list(one.weekly)}))
        else:
            print_table(chosen, _COLUMNS)
        return 0
    if not names:
        raise UsageError("--links asks servers and wants named sources", mend="elchi sources --links NAME…")
    failed = 0
    for item in find_links(chosen, source_options(settings)):
        if isinstance(item, SourceError):
            complain(item)
            failed += 1
        else:
            click.echo(
                dump_json({"url": item.url, "title": item.title, "published": item.day}) if as_json else item.url
            )
    return 1 if failed else 0


def _health(settings: Settings, chosen: list[Source], *, as_json: bool) -> int:
    from elchi.watching import health_of

    with existing_ledger(settings) as ledger:
        found = health_of(ledger, chosen)
    if wants_json(as_json=as_json):
        for one in found:
            click.echo(dump_json(asdict(one)))
    else:
        print_table(found, _HEALTH)
    return 0
