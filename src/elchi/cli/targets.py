"""``elchi targets``: every target on one line, against the figures that were reported."""

from __future__ import annotations

from typing import Any

import click

from elchi.cli.common import existing_ledger, json_option, ledger_option, load_settings, wants_json
from elchi.cli.outcomes import as_of_day, row_of
from elchi.cli.tables import Column, joined, money, print_table
from elchi.cli.types import DATE, PARTY
from elchi.exporting import dump_json
from elchi.ledger import FigureRow
from elchi.pursuing import TargetLine, targets

_SHOWN = 8


def _reported(figure: FigureRow) -> str:
    return f"{figure.period or figure.known[:4]}: {figure.value:,.0f} {figure.unit}"


COLUMNS: tuple[Column, ...] = (
    ("Since", lambda row: row.followed.outcome.published or row.followed.outcome.known),
    ("Target", lambda row: money(row.followed.outcome.amount)),
    ("Of", lambda row: row.indicator),
    ("Due", lambda row: row.followed.outcome.due or ""),
    ("Status", lambda row: row.followed.life.status.value.replace("_", " ")),
    ("Repeated", lambda row: str(len(row.followed.life.repeats) or "")),
    ("Reported", lambda row: joined((_reported(f) for f in row.figures[-_SHOWN:]), "; ")),
    ("Source", lambda row: row.followed.outcome.source),
)


@click.command("targets")
@click.argument("states", nargs=-1, required=True, type=PARTY, metavar="STATE…")
@ledger_option
@click.option("--as-of", type=DATE, help="As known on that day. [default: today]")
@json_option
def command(states: tuple[str, ...], ledger: str | None, as_of: str | None, as_json: bool) -> int:
    """Show targets of states and the reported figures they are held against, e.g. `elchi targets TR KZ`.

    Figures stand as reported, each with its period; those that contradict each other are all shown.
    """
    with existing_ledger(load_settings(ledger=ledger)) as opened, opened.view(as_of=as_of) as view:
        rows = targets(view, states, as_of_day(as_of))
        if wants_json(as_json=as_json):
            for row in rows:
                click.echo(dump_json(_row(row)))
            return 0
        if not print_table(rows, COLUMNS):
            click.echo("no targets found", err=True)
    return 0


def _row(row: TargetLine) -> dict[str, Any]:
    figures = [
        {"document": f.source, "published": f.published, "value": f.value, "unit": f.unit, "period": f.period}
        for f in row.figures
    ]
    return row_of(row.followed) | {"indicator": row.indicator, "figures": figures}
