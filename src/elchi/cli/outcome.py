"""``elchi outcome``: the whole life of one promise, with its sources."""

from __future__ import annotations

import click

from elchi.cli.common import existing_ledger, json_option, ledger_option, load_settings, wants_json
from elchi.cli.outcomes import as_of_day, evidence_rows, row_of
from elchi.cli.tables import joined, money
from elchi.cli.types import DATE
from elchi.exporting import dump_json
from elchi.follow import score_of
from elchi.ledger import Decision, Evidence
from elchi.pursuing import Followed, followed

_SCORES = {1: "+1", 0: "0", -1: "−1", None: "not scored"}


@click.command("outcome")
@click.argument("ident", metavar="ID")
@ledger_option
@click.option("--as-of", type=DATE, help="As known on that day. [default: today]")
@json_option
def command(ident: str, ledger: str | None, as_of: str | None, as_json: bool) -> int:
    """Show what came of one promise: every piece of evidence, why it is thought to belong, and the verdicts.

    ID is an outcome's id, or a beginning of it that fits no other; `elchi outcomes` gives them.
    """
    day = as_of_day(as_of)
    with existing_ledger(load_settings(ledger=ledger)) as opened, opened.view(as_of=as_of) as view:
        detail = view.outcome(ident)
        row = next(followed(view, [detail.outcome], day))
        if wants_json(as_json=as_json):
            told = {"life": evidence_rows(detail.evidence), "score": score_of(row.life.status)}
            click.echo(dump_json(row_of(row) | told | {"decisions": [_decision(d) for d in detail.decisions]}))
            return 0
        _tell(row, detail.evidence, detail.decisions, day)
    return 0


def _tell(row: Followed, evidence: tuple[Evidence, ...], decisions: tuple[Decision, ...], day: str) -> None:
    outcome = row.outcome
    click.echo(f"{outcome.id}  {outcome.kind} by {joined(outcome.parties)}, {outcome.published or outcome.known}")
    click.echo(f"«{' '.join(outcome.quote.split())}»")
    click.echo(f"  {outcome.source}{f'  {outcome.url}' if outcome.url else ''}")
    for name, value in (("amount", money(outcome.amount)), ("due", outcome.due), ("topics", joined(outcome.topics))):
        if value:
            click.echo(f"  {name}: {value}")
    verdict = " (an editor's verdict)" if row.life.verdict else ""
    status = row.life.status.value.replace("_", " ")
    click.echo(f"\n{status}{verdict} as of {day}; score {_SCORES[score_of(row.life.status)]}")
    for one in evidence:
        click.echo(f"\n{one.published or one.known}  {one.kind}  {one.score:g}  {one.source}")
        click.echo(f"  «{' '.join(one.quote.split())}»")
        for reason, weight in one.reasons:
            click.echo(f"  {weight:+.1f}  {reason}")
    for decision in decisions:
        click.echo(f"\n{_told(decision)}")


def _told(decision: Decision) -> str:
    undone = f" (undone {decision.undone_at} by {decision.undone_by})" if decision.undone_at else ""
    note = f": {decision.note}" if decision.note else ""
    return f"decision {decision.id}, {decision.made_at}, {decision.author}: {decision.kind} {decision.value or ''}{note}{undone}"


def _decision(decision: Decision) -> dict[str, object]:
    return {
        "id": decision.id,
        "kind": decision.kind,
        "value": decision.value,
        "author": decision.author,
        "note": decision.note,
        "made_at": decision.made_at,
        "undone_at": decision.undone_at,
    }
