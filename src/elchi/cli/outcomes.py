"""``elchi outcomes``: promises and what came of them, as of a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import click

from elchi.cli.common import existing_ledger, json_option, ledger_option, load_settings, wants_json
from elchi.cli.tables import Column, joined, money, print_table, shortened
from elchi.cli.types import DATE, PARTY, OneOf
from elchi.exporting import dump_json
from elchi.follow import SILENT_AFTER, Status, last_day
from elchi.ledger import Evidence, Filters, OutcomeRow, View, walk
from elchi.model import OutcomeKind, Topic
from elchi.pursuing import Followed, followed

ON_A_SCREEN = 50
COLUMNS: tuple[Column, ...] = (
    ("Id", lambda row: row.outcome.id),
    ("Since", lambda row: row.outcome.published or row.outcome.known),
    ("Status", lambda row: row.life.status.value.replace("_", " ")),
    ("Kind", lambda row: row.outcome.kind),
    ("Parties", lambda row: joined(row.outcome.parties)),
    ("Words", lambda row: f"«{shortened(row.outcome.quote)}»"),
    ("Amount", lambda row: money(row.outcome.amount)),
    ("Due", lambda row: row.outcome.due or ""),
    ("Evidence", lambda row: joined(dict.fromkeys(one.source for one in row.life.deciding))),
    ("Repeated", lambda row: str(len(row.life.repeats) or "")),
    ("Source", lambda row: row.outcome.source),
)


@click.command("outcomes")
@ledger_option
@click.option("--status", type=OneOf(Status, "status"), help="Only promises of this status.")
@click.option("--open", "only_open", is_flag=True, help="Only what is open or in progress.")
@click.option("--overdue", is_flag=True, help="Only what is overdue.")
@click.option("--kind", type=OneOf(OutcomeKind, "kind"), help="signed, agreed, target …")
@click.option("--state", "states", multiple=True, type=PARTY, help="A party's code; may be given again.")
@click.option("--topic", type=OneOf(Topic, "topic"), help="One of the 43 topics.")
@click.option("--since", type=DATE, help="Promised from this day, month or year on.")
@click.option("--until", type=DATE, help="Promised up to this day, month or year.")
@click.option("--as-of", type=DATE, help="As known on that day. [default: today]")
@click.option(
    "--silent-after", type=click.IntRange(min=1), default=SILENT_AFTER, show_default=True, help="Days without news."
)
@click.option("--limit", type=click.IntRange(min=1), help=f"Most rows. [default: {ON_A_SCREEN} on a terminal]")
@json_option
def command(
    ledger: str | None,
    status: Status | None,
    only_open: bool,
    overdue: bool,
    as_of: str | None,
    silent_after: int,
    limit: int | None,
    as_json: bool,
    **filters: Any,  # noqa: ANN401 - handed to Filters as they are
) -> int:
    """Show promises and what came of them, newest first.

    A status is what was known on a day: open, in_progress, delivered, overdue, cancelled, or silent (no due date, and
    nobody has spoken of it for a year), which never says that it failed.
    """
    settings = load_settings(ledger=ledger)
    wanted = _wanted(status, only_open=only_open, overdue=overdue)
    day = as_of_day(as_of)
    asked = Filters(**filters, due_by=day if wanted == {Status.OVERDUE} else None)
    in_json = wants_json(as_json=as_json)
    most = limit or (None if in_json else ON_A_SCREEN)
    with existing_ledger(settings) as opened, opened.view(as_of=as_of) as view:
        rows = islice(_rows(view, asked, day, wanted, silent_after), most)
        if in_json:
            for row in rows:
                click.echo(dump_json(row_of(row)))
            return 0
        if not print_table(rows, COLUMNS):
            click.echo("no outcomes found", err=True)
    return 0


def as_of_day(as_of: str | None) -> str:
    """The last day that an --as-of covers, or today."""
    return last_day(as_of) if as_of else dt.datetime.now(tz=dt.UTC).date().isoformat()


def _wanted(status: Status | None, *, only_open: bool, overdue: bool) -> set[Status]:
    wanted = {Status(status)} if status else set()
    wanted |= {Status.OPEN, Status.IN_PROGRESS} if only_open else set()
    return wanted | ({Status.OVERDUE} if overdue else set())


def _rows(view: View, asked: Filters, day: str, wanted: set[Status], silent_after: int) -> Iterator[Followed]:
    size = 200 if wanted else 400
    for row in followed(view, walk(view.outcomes, asked, size=size), day, silent_after=silent_after):
        if not wanted or row.life.status in wanted:
            yield row


def row_of(row: Followed) -> dict[str, Any]:
    """A promise as a JSON object; `document` names documents by source."""
    outcome, life = row.outcome, row.life
    return {
        **_head(outcome),
        "status": life.status.value,
        "decided": life.verdict,
        "last_heard": life.last_heard,
        "evidence": evidence_rows(life.deciding),
        "repeats": evidence_rows(life.repeats),
    }


def _head(outcome: OutcomeRow) -> dict[str, Any]:
    return {
        "id": outcome.id,
        "document": outcome.source,
        "published": outcome.published,
        "kind": outcome.kind,
        "quote": outcome.quote,
        "span": list(outcome.span),
        "parties": list(outcome.parties),
        "topics": list(outcome.topics),
        "amount": {"value": outcome.amount.value, "currency": outcome.amount.currency} if outcome.amount else None,
        "due": outcome.due,
    }


def evidence_rows(evidence: Iterable[Evidence]) -> list[dict[str, Any]]:
    """Evidence as JSON objects, with the reasons why it is thought to belong."""
    return [
        {
            "document": one.source,
            "published": one.published,
            "kind": one.kind,
            "quote": one.quote,
            "span": list(one.span),
            "score": one.score,
            "reasons": [{"reason": reason, "weight": weight} for reason, weight in one.reasons],
        }
        for one in evidence
    ]
