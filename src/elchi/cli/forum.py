"""``elchi forum``: a standing body, its members and its sessions, from reference data and from reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.text import Text

from elchi.cli.common import existing_ledger, json_option, ledger_option, load_settings, wants_json
from elchi.cli.tables import joined, open_console, place, print_table
from elchi.cli.types import DATE
from elchi.exporting import dump_json

if TYPE_CHECKING:
    from elchi.joining import Body, ReportedSession

_REPORTED = (
    ("Date", lambda s: s.engagement.date or ""),
    ("Status", lambda s: s.engagement.status),
    ("Session", lambda s: joined(s.names[:2], " / ")),
    ("Place", lambda s: place(s.engagement.city, s.engagement.country)),
    ("On its margins", lambda s: str(len(s.margins) or "")),
    ("Disagreements", lambda s: joined(d.field for d in s.engagement.disagreements)),
    ("Sources", lambda s: joined(s.engagement.sources[:2])),
)


@click.command("forum")
@click.argument("body", metavar="FORUM")
@click.option("--as-of", "day", type=DATE, help="The forum on that day. [default: today]")
@ledger_option
@json_option
def command(body: str, day: str | None, ledger: str | None, as_json: bool) -> int:
    """Show a forum: members, chair, secretary-general, sessions held and to come.

    FORUM is the code of an organisation (OTS) or of a series (OTS_SUMMIT). What the reference data know comes with its
    source; what documents of the ledger tell comes below, with theirs.
    """
    from elchi.joining import forum, sessions_reported

    asked = day or dt.datetime.now(dt.UTC).date().isoformat()
    about = forum(body, asked)
    with existing_ledger(load_settings(ledger=ledger)) as opened, opened.view(as_of=day) as view:
        reported = sessions_reported(view, about.id)
    if wants_json(as_json=as_json):
        chair = about.chair(asked)
        more = {"chair": chair[0] if chair else None, "head": about.head(asked)}
        click.echo(dump_json({"forum": about, **more, "reported": reported}))
        return 0
    console = open_console()
    _show_body(console, about, asked)
    _show_series(console, about, asked)
    _show_reported(console, reported, asked)
    return 0


def _show_body(console: Console, about: Body, day: str) -> None:
    console.print(Text(f"{about.name} ({about.id})", style="bold"))
    chair = about.chair(day)
    lines = (
        ("Founded", about.founded),
        ("Seat", about.seat),
        ("Members", joined(f"{m.party} ({m.since})" if m.since else m.party for m in about.members)),
        ("Observers", joined(f"{m.party} ({m.since})" if m.since else m.party for m in about.observers)),
        ("Chair", f"{chair[0]}, host of the summit of {chair[1].date}" if chair else None),
        ("Secretary-General", about.head(day)),
        ("Source", about.source),
    )
    for name, value in lines:
        if value:
            console.print(Text(f"  {name}: {value}"))


def _show_series(console: Console, about: Body, day: str) -> None:
    for series in about.series:
        held, to_come = series.before(day)[-3:], series.after(day)
        if held or to_come:
            console.print(Text(series.name, style="bold"))
        for session in (*held, *to_come):
            number = f"{session.ordinal}. " if session.ordinal else ""
            where = place(session.city, session.country) or session.note or ""
            mark = "next: " if session in to_come else ""
            console.print(Text(f"  {mark}{number}{session.date}, {where}  [{session.source or 'no source yet'}]"))


def _show_reported(console: Console, reported: Sequence[ReportedSession], day: str) -> None:
    to_come = [s for s in reported if s.engagement.status == "scheduled" and (s.engagement.date or day) >= day[:4]]
    held = [s for s in reported if s not in to_come]
    for heading, rows in (("Reported to come", to_come), ("Reported", held)):
        if rows:
            console.print(Text(heading, style="bold"))
            print_table(rows, _REPORTED, console=console)
