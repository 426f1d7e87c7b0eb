"""``elchi mcp``: the ledger's tools for an assistant."""

from __future__ import annotations

import click

from elchi.cli.common import existing_ledger, ledger_option, load_settings


@click.command("mcp")
@ledger_option
def command(ledger: str | None) -> int:
    """Offer the ledger to an assistant, as a server of the Model Context Protocol.

    The assistant starts it and speaks to it over standard input and output; its tools search, brief, show an outcome's
    life and quote, and only read.
    """
    from elchi.assistants import run

    settings = load_settings(ledger=ledger)
    with existing_ledger(settings):
        pass  # what is wrong with it is said before the assistant waits
    run(settings.ledger)
    return 0
