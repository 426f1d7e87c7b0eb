"""``elchi load``: enter readings that `elchi scale` made into a ledger."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from elchi.cli.add import summary
from elchi.cli.common import complain, json_option, ledger_option, load_settings
from elchi.errors import ElchiError
from elchi.exporting import dump_json


@click.command("load")
@click.argument("folder", metavar="FOLDER")
@ledger_option
@json_option
def command(folder: str, ledger: str | None, as_json: bool) -> int:
    """Enter the readings of a FOLDER into a ledger.

    The ledger is the one that `elchi add` makes of the same documents. Called again, a run that was stopped goes on.
    """
    from elchi.joining import open_ledger
    from elchi.pipeline import load_readings
    from elchi.scale import readings
    from elchi.scale.files import need_arrow
    from elchi.scale.plans import load_plan

    settings = load_settings(ledger=ledger)
    need_arrow()
    plan = load_plan(Path(folder))
    counts: Counter[str] = Counter()
    with open_ledger(settings.ledger) as opened:
        made = readings(Path(folder), plan)
        for outcome in load_readings(opened, made, batch=settings.batch, known_people=plan.wish.known_people):
            counts["failed" if isinstance(outcome, ElchiError) else outcome.status] += 1
            if isinstance(outcome, ElchiError):
                complain(outcome)
    click.echo(dump_json({"ledger": settings.ledger, **counts}) if as_json else f"{settings.ledger}: {summary(counts)}")
    return 1 if counts["failed"] else 0
