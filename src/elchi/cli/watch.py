"""``elchi watch``: sources are asked on a schedule, and what is new goes into the ledger."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import click

from elchi.alerting import deliver, look_all
from elchi.cli.alerts import tell
from elchi.cli.common import (
    allow_private_option,
    complain,
    json_option,
    known_people_option,
    ledger_option,
    load_settings,
    ways_of,
)
from elchi.errors import UsageError
from elchi.exporting import dump_json
from elchi.joining import open_ledger
from elchi.pipeline import load_catalogue, source_options
from elchi.watching import Event, Watcher


@click.command("watch")
@click.argument("names", nargs=-1, metavar="[SOURCE…]")
@ledger_option
@click.option("--sources", metavar="FOLDER", help="Folder with sources of your own. [default: ELCHI_SOURCES]")
@click.option("--once", is_flag=True, help="Ask every source once, and end: 1 where one failed.")
@click.option(
    "--every", type=click.IntRange(min=1), default=60, show_default=True, metavar="MINUTES", help="How often to ask."
)
@known_people_option
@allow_private_option
@json_option
def command(
    names: tuple[str, ...],
    ledger: str | None,
    sources: str | None,
    once: bool,
    every: int,
    known_people: bool | None,
    allow_private: bool | None,
    as_json: bool,
) -> int:
    """Ask sources for what is new, again and again, add it to the ledger, and tell the alerts.

    SOURCEs are names of elchi sources; without any, all are watched. A page is added once, however often this is
    stopped or killed; a source that fails never stops the others, nor does a message of an alert that is not taken.
    """
    settings = load_settings(ledger=ledger, sources=sources, known_people=known_people, allow_private=allow_private)
    known = load_catalogue(Path(settings.sources) if settings.sources else None)
    if unknown := next((name for name in names if name not in known), None):
        raise UsageError(f"there is no source {unknown!r}", mend="list them with: elchi sources")
    chosen = [known[name] for name in dict.fromkeys(names or known)]
    ways = ways_of(settings)
    with open_ledger(settings.ledger) as opened:
        watcher = Watcher(opened, source_options(settings), every=every, known_people=settings.known_people)
        while True:
            began = time.monotonic()
            counts = _say(watcher.poll(chosen), as_json=as_json)
            look_all(opened)
            sent, unsent = tell(deliver(opened, ways), as_json=as_json)
            if not as_json:
                told = f", {sent} messages sent, {unsent} not taken" if sent or unsent else ""
                click.echo(
                    f"{settings.ledger}: {len(chosen)} sources asked, {counts['new']} new, {counts['failed']} failed{told}"
                )
            if once:
                return 1 if counts["failed"] else 0
            time.sleep(max(0.0, every * 60 - (time.monotonic() - began)))


def _say(events: Iterable[Event], *, as_json: bool) -> Counter[str]:
    counts: Counter[str] = Counter()
    for event in events:
        status = event.added.status if event.added else "failed"
        counts[status] += 1
        if event.error:
            counts["failed"] += event.added is not None
            complain(event.error)
        if as_json:
            row = {"source": event.source, "url": event.url, "status": status}
            document = {"document": event.added.document_id} if event.added else {}
            click.echo(dump_json({**row, **document, **({"error": str(event.error)} if event.error else {})}))
    return counts
