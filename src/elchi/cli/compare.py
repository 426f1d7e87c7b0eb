"""``elchi compare``: the reports of one engagement side by side, with what each left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click
from rich.table import Table
from rich.text import Text

from elchi.cli.common import existing_ledger, json_option, ledger_option, load_settings, wants_json
from elchi.cli.tables import joined, money, open_console, shortened
from elchi.exporting import dump_json
from elchi.ledger import EngagementDetail, EngagementReport, OutcomeRow

SILENT = "–"


@click.command("compare")
@click.argument("engagement", metavar="ENGAGEMENT")
@ledger_option
@json_option
def command(engagement: str, ledger: str | None, as_json: bool) -> int:
    """Lay the reports of one engagement side by side.

    ENGAGEMENT is its id, or that of a report. One column a report: the two sides' own releases, agencies, newspapers. A dash
    is what a report leaves out; fields on which reports contradict each other are marked.
    """
    with existing_ledger(load_settings(ledger=ledger)) as opened, opened.view() as view:
        detail = view.engagement(engagement)
    rows = list(_rows(detail))
    if wants_json(as_json=as_json):
        contradicted = {d.field for d in detail.engagement.disagreements}
        for field, values in rows:
            told = dict(zip((r.source for r in detail.reports), values))
            click.echo(dump_json({"field": field, "contradicted": field in contradicted, "reports": told}))
        return 0
    _print(detail, rows)
    return 0


def _rows(detail: EngagementDetail) -> list[tuple[str, list[str]]]:
    """Fields with what each report says, left out where all are silent."""
    outcomes: dict[str, list[OutcomeRow]] = defaultdict(list)
    for outcome in detail.outcomes:
        outcomes[outcome.document_id].append(outcome)
    found = [(field, [say(report, outcomes) for report in detail.reports]) for field, say in _FIELDS.items()]
    return [(field, values) for field, values in found if any(values)]


def _session(report: EngagementReport, _outcomes: Mapping[str, Any]) -> str:
    return next((claim.value for claim in report.claims if claim.field == "session"), "")


def _outcomes(report: EngagementReport, outcomes: Mapping[str, list[OutcomeRow]]) -> str:
    return "\n".join(f"{o.kind}: «{shortened(o.quote, 120)}»" for o in outcomes.get(report.document_id, ()))


def _amounts(report: EngagementReport, outcomes: Mapping[str, list[OutcomeRow]]) -> str:
    return joined(money(o.amount) for o in outcomes.get(report.document_id, ()) if o.amount)


_FIELDS: dict[str, Callable[[EngagementReport, Mapping[str, list[OutcomeRow]]], str]] = {
    "language": lambda r, _: r.language or "",
    "published": lambda r, _: r.published or "",
    "status": lambda r, _: r.status,
    "date": lambda r, _: r.date or "",
    "city": lambda r, _: r.city or "",
    "country": lambda r, _: r.country or "",
    "session": _session,
    "within": lambda r, _: r.within or "",
    "participants": lambda r, _: joined(r.participants, "\n"),
    "parties": lambda r, _: joined(r.parties),
    "topics": lambda r, _: joined(r.topics),
    "outcomes": _outcomes,
    "amount": _amounts,
}


def _print(detail: EngagementDetail, rows: list[tuple[str, list[str]]]) -> None:
    contradicted = {d.field for d in detail.engagement.disagreements}
    contradicted |= {"session"} if "ordinal" in contradicted else set()
    table = Table(box=None, header_style="bold", pad_edge=False, show_edge=False, row_styles=["", "dim"])
    table.add_column("")
    for report in detail.reports:
        table.add_column(Path(report.source).name, overflow="fold")
    for field, values in rows:
        mark = " ≠" if field in contradicted else ""
        table.add_row(Text(field + mark), *(Text(value or SILENT) for value in values))
    console = open_console()
    console.print(table)
    for disagreement in detail.engagement.disagreements:
        sides = "; ".join(
            f"{value} ({joined(Path(s).name for s in sources)})" for value, sources in disagreement.values
        )
        console.print(Text(f"{disagreement.field}: {sides}"))
