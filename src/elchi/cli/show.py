"""``elchi show``: ask the ledger for people, positions, engagements, outcomes or documents."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import click

from elchi.cli.common import existing_ledger, json_option, ledger_option, load_settings, wants_json
from elchi.cli.tables import Column, joined, money, place, print_table, shortened
from elchi.cli.types import DATE, PARTY, OneOf
from elchi.exporting import dump_json
from elchi.ledger import Filters, Page, View, walk
from elchi.model import EngagementStatus, Topic

ON_A_SCREEN = 50


@dataclass(frozen=True, slots=True)
class Listing:
    """How one kind of record is asked for and shown."""

    query: Callable[[View], Callable[[Filters], Page[Any]]]
    columns: tuple[Column, ...]


def _times(texts: int, documents: int) -> str:
    """How many texts, and in how many documents where copies make them more."""
    return str(texts) if texts == documents else f"{texts} ({documents} documents)"


LISTINGS: dict[str, Listing] = {
    "people": Listing(
        lambda view: view.people,
        (
            ("Name", lambda row: row.name_en or row.name),
            ("As written", lambda row: joined(row.names[:3])),
            ("Position", lambda row: row.position or ""),
            ("For", lambda row: row.represents or ""),
            ("Last seen", lambda row: row.last_seen),
            ("Documents", lambda row: str(row.documents)),
        ),
    ),
    "positions": Listing(
        lambda view: view.positions,
        (
            ("Position", lambda row: row.position),
            ("For", lambda row: row.represents or ""),
            ("Held by", lambda row: row.name_en or row.name),
            ("From", lambda row: row.first_seen),
            ("To", lambda row: row.last_seen),
            ("Documents", lambda row: str(row.documents)),
        ),
    ),
    "engagements": Listing(
        lambda view: view.engagements,
        (
            ("Date", lambda row: row.date or ""),
            ("Kind", lambda row: f"{row.kind}, {row.status}"),
            ("Parties", lambda row: joined(row.parties)),
            ("Participants", lambda row: joined(one.name_en or one.name for one in row.participants)),
            ("Place", lambda row: place(row.city, row.country)),
            ("Topics", lambda row: joined(row.topics)),
            ("Texts", lambda row: _times(row.texts, row.documents)),
            ("Source", lambda row: joined(row.sources[:2])),
        ),
    ),
    "outcomes": Listing(
        lambda view: view.outcomes,
        (
            ("Known", lambda row: row.published or row.known),
            ("Kind", lambda row: row.kind),
            ("Parties", lambda row: joined(row.parties)),
            ("Words", lambda row: f"«{shortened(row.quote)}»"),
            ("Amount", lambda row: money(row.amount)),
            ("Due", lambda row: row.due or ""),
            ("Source", lambda row: row.source),
        ),
    ),
    "documents": Listing(
        lambda view: view.documents,
        (
            ("Published", lambda row: row.published or ""),
            ("Language", lambda row: row.language or ""),
            ("Begins", lambda row: shortened(row.title or row.excerpt, 80)),
            ("Topics", lambda row: joined(row.topics)),
            ("Copies", lambda row: str(row.copies) if row.copies > 1 else ""),
            ("Source", lambda row: row.source),
        ),
    ),
}


@click.command("show")
@click.argument(
    "what", type=OneOf(LISTINGS, "list of the ledger"), metavar="[people|positions|engagements|outcomes|documents]"
)
@ledger_option
@click.option(
    "--state",
    "states",
    multiple=True,
    type=PARTY,
    help="Code of a state or organisation taking part; may be given again.",
)
@click.option("--person", help="A person: words of the name in any spelling, or an id.")
@click.option("--organisation", help="An organisation: words of its name, or an id.")
@click.option("--topic", type=OneOf(Topic, "topic"), help="One of the 43 topics.")
@click.option("--kind", help="Kind of engagement or outcome, or class of position.")
@click.option("--status", type=OneOf(EngagementStatus, "status"), help="Status of an engagement.")
@click.option("--since", type=DATE, help="From this day, month or year on.")
@click.option("--until", type=DATE, help="Up to this day, month or year.")
@click.option("--document", help="A document's source or id.")
@click.option("--language", metavar="CODE", help="Language of the documents.")
@click.option("--text", help="Words of the documents' texts.")
@click.option("--as-of", type=DATE, help="The ledger as known on that day.")
@click.option(
    "--limit", type=click.IntRange(min=1), help=f"Most rows. [default: {ON_A_SCREEN} on a terminal, all in JSON]"
)
@json_option
def command(
    what: str,
    ledger: str | None,
    as_of: str | None,
    limit: int | None,
    as_json: bool,
    **filters: str | tuple[str, ...] | None,
) -> int:
    """Show what the ledger holds, newest first."""
    settings = load_settings(ledger=ledger)
    listing, in_json = LISTINGS[what], wants_json(as_json=as_json)
    asked = Filters(**filters)  # type: ignore[arg-type]
    most = limit or (None if in_json else ON_A_SCREEN)
    with existing_ledger(settings) as opened, opened.view(as_of=as_of) as view:
        rows = _rows(listing.query(view), asked, most)
        if in_json:
            for row in rows:
                click.echo(dump_json(row))
            return 0
        count = print_table(rows, listing.columns)
    if not count:
        click.echo(f"no {what} found", err=True)
    elif count == most and limit is None:
        click.echo(f"the newest {count}; more with --limit", err=True)
    return 0


def _rows(query: Callable[[Filters], Page[Any]], asked: Filters, most: int | None) -> Iterator[object]:
    size = min(most or sys.maxsize, 500)
    return islice(walk(query, replace(asked, limit=size), size=size), most)
