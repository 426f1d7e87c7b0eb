"""``elchi sources``: whom Elchi knows to publish, and what of theirs is there now."""

from __future__ import annotations

from pathlib import Path

import click

from elchi.cli.common import allow_private_option, complain, json_option, load_settings, wants_json
from elchi.cli.tables import print_table
from elchi.cli.types import PARTY
from elchi.errors import SourceError, UsageError
from elchi.exporting import dump_json

_COLUMNS = (
    ("Name", lambda one: one.id),
    ("Publisher", lambda one: one.publisher),
    ("Kind", lambda one: one.kind),
    ("Party", lambda one: one.party),
    ("Language", lambda one: one.language),
    ("A week", lambda one: f"{one.weekly[0]} to {one.weekly[1]}"),
    ("Found by", lambda one: ", ".join(way.kind for way in one.found)),
)


@click.command("sources")
@click.argument("names", nargs=-1, metavar="[SOURCE…]")
@click.option("--sources", metavar="FOLDER", help="Folder with sources of your own. [default: ELCHI_SOURCES]")
@click.option("--party", type=PARTY, help="Sources of this state or organisation alone.")
@click.option("--links", is_flag=True, help="Ask the named sources for what they have now, and print the addresses.")
@allow_private_option
@json_option
def command(
    names: tuple[str, ...],
    sources: str | None,
    party: str | None,
    links: bool,
    allow_private: bool | None,
    as_json: bool,
) -> int:
    """List the sources that Elchi knows by name.

    With --links the named ones are asked, and their addresses printed, one a line: elchi add takes them.
    """
    from elchi.pipeline import find_links, load_catalogue, source_options

    settings = load_settings(sources=sources, allow_private=allow_private)
    known = load_catalogue(Path(settings.sources) if settings.sources else None)
    if unknown := next((name for name in names if name not in known), None):
        raise UsageError(f"there is no source {unknown!r}", mend="list them with: elchi sources")
    chosen = [one for one in known.values() if (not names or one.id in names) and party in (None, one.party)]
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
