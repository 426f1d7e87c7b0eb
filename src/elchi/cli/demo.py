"""``elchi demo``: the example communiqués read into a fresh ledger, a first answer, and the ledger's pages."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from elchi.cli.add import summary
from elchi.cli.common import complain, ledger_option, load_settings
from elchi.cli.serve import serve
from elchi.cli.show import LISTINGS
from elchi.cli.tables import open_console, print_table
from elchi.errors import ElchiError, UsageError
from elchi.joining import open_ledger
from elchi.ledger import Added, Filters, Ledger, View
from elchi.pipeline import SourceOptions, add_inputs
from elchi.settings import Settings

ROWS = 8


@click.command("demo")
@ledger_option
@click.option(
    "--serve/--no-serve", "demo_serve", default=None, help="Serve the pages afterwards. [default: yes, or DEMO_SERVE]"
)
@click.option("--host", help="Address to bind to. [default: ELCHI_HOST or 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to bind to. [default: ELCHI_PORT or 8765]")
def command(ledger: str | None, demo_serve: bool | None, host: str | None, port: int | None) -> int:
    """Read the examples, print a first answer, serve the pages.

    The ledger is a new file in a temporary folder, unless --ledger names one.
    """
    where = ledger or str(Path(tempfile.mkdtemp(prefix="elchi-demo-"), "demo.db"))
    settings = load_settings(ledger=where, demo_serve=demo_serve, host=host, port=port)
    console = open_console()
    with open_ledger(settings.ledger) as opened:
        failed = _read_examples(opened, settings, console)
        with opened.view() as view:
            _first_answer(view, console)
    console.print(f"\nThe ledger is {settings.ledger}; ask it more, for example:", soft_wrap=True)
    console.print(f"  elchi show engagements --ledger {settings.ledger} --state TR\n", soft_wrap=True, highlight=False)
    if settings.demo_serve:
        serve(settings)
    return 1 if failed else 0


def examples_folder() -> Path:
    """Return the folder of the example documents: inside an installed package, or in the source tree."""
    package = Path(__file__).parent.parent
    for folder in (package / "examples" / "documents", package.parent.parent / "examples" / "documents"):
        if folder.is_dir():
            return folder
    raise UsageError("the example documents are not installed", mend="run it from a clone of the repository")


def _read_examples(ledger: Ledger, settings: Settings, console: Console) -> int:
    folder = examples_folder()
    counts: Counter[str] = Counter()
    for _, outcome in add_inputs(ledger, [str(folder)], SourceOptions(), batch=settings.batch):
        counts[outcome.status if isinstance(outcome, Added) else "failed"] += 1
        if isinstance(outcome, ElchiError):
            complain(outcome)
    console.print(Text("What Elchi read", style="bold"), f"({summary(counts)})")
    with ledger.view() as view:
        documents = LISTINGS["documents"]
        columns = [(heading, value) for heading, value in documents.columns if heading != "Source"]
        columns.append(("Source", lambda row: Path(row.source).name))
        print_table(documents.query(view)(Filters(limit=200)), columns, console=console)
        stats = view.stats()
    console.print(
        f"\n{stats.documents} documents: {stats.people} people, {stats.organisations} organisations, "
        f"{stats.engagements} engagements, {stats.outcomes} outcomes.\n"
    )
    return counts["failed"]


def _first_answer(view: View, console: Console) -> None:
    """Print what two states with many contacts did, and what they left behind, each line with its source."""
    pair = _talkative_pair(view)
    if pair is None:
        return
    name = " and ".join(pair.states)
    for what, question in (
        ("engagements", f"When did {name} meet last?"),
        ("outcomes", f"What did {name} leave behind?"),
    ):
        listing = LISTINGS[what]
        columns = [column for column in listing.columns if column[0] not in ("Source", "Topics")]
        columns.append(("Source", lambda row: Path(getattr(row, "source", "") or row.sources[0]).name))
        console.print(Text(question, style="bold"))
        if not print_table(listing.query(view)(pair), columns, console=console):
            console.print("  nothing that a document says")
        console.print()


def _talkative_pair(view: View) -> Filters | None:
    """Return the pair with the most outcomes among those with the most contacts."""
    often = sorted(view.pair_counts(Filters()), key=lambda count: (-count.count, count.key))[:5]
    asked = [Filters(states=count.key, limit=ROWS) for count in often]
    return max(asked, key=lambda pair: len(view.outcomes(pair)), default=None)
