"""``elchi check``: whether a whole ledger keeps every law of the design; it repairs nothing."""

from __future__ import annotations

from dataclasses import asdict

import click

from elchi.cli.common import existing_ledger, json_option, ledger_option, load_settings
from elchi.exporting import dump_json


@click.command("check")
@ledger_option
@json_option
def command(ledger: str | None, as_json: bool) -> int:
    """Check that a whole ledger keeps the laws: words under every span, no record without its document, sums that add up.

    Every fault is a line of its own; nothing is repaired. The exit code is 1 where there is one.
    """
    faults = 0
    with existing_ledger(load_settings(ledger=ledger)) as opened:
        for fault in opened.check():
            faults += 1
            click.echo(dump_json(asdict(fault)) if as_json else f"{fault.law}: {fault.record}: {fault.message}")
        with opened.view() as view:
            documents = view.stats().documents
    said = "no fault" if not faults else f"{faults} fault{'s' if faults > 1 else ''}"
    click.echo(f"{documents} documents, {said}", err=True)
    return int(bool(faults))
