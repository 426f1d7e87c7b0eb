"""``elchi brief``: one page on two states, every line with its source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import click

from elchi.cli.common import existing_ledger, ledger_option, load_settings
from elchi.cli.outcomes import as_of_day
from elchi.cli.tables import joined, money, place
from elchi.cli.types import DATE, PARTY, OneOf
from elchi.errors import UsageError
from elchi.follow import Brief, Line, Section, Status, to_html, to_markdown
from elchi.ledger import EngagementRow, Filters, View, walk
from elchi.model import Topic
from elchi.pursuing import Followed, followed, targets

_CONTACTS, _MOST = 8, 40
_LIVE = (Status.OPEN, Status.IN_PROGRESS, Status.OVERDUE)
_FORMS = {"md": to_markdown, "html": to_html}
_POSITIONS = ("head_of_state", "head_of_government", "minister", "ambassador")


@click.command("brief")
@click.argument("states", nargs=-1, required=True, type=PARTY, metavar="STATE…")
@ledger_option
@click.option("--topic", type=OneOf(Topic, "topic"), help="One of the 43 topics.")
@click.option("--since", type=DATE, help="From this day, month or year on.")
@click.option("--as-of", type=DATE, help="As known on that day. [default: today]")
@click.option("--format", "form", type=OneOf(_FORMS, "format"), default="md", show_default=True, help="md or html.")
@click.option("--output", type=click.Path(dir_okay=False), help="A file to write. [default: standard output]")
def command(
    states: tuple[str, ...],
    ledger: str | None,
    topic: str | None,
    since: str | None,
    as_of: str | None,
    form: str,
    output: str | None,
) -> int:
    """Write a page on what states have promised each other and what came of it, e.g. `elchi brief TR KZ`.

    Last contacts, who holds which office, open promises (oldest first), what was repeated, targets against figures,
    what is to come, and where reports disagree.
    """
    day = as_of_day(as_of)
    asked = Filters(states=states, topic=topic, since=since)
    with existing_ledger(load_settings(ledger=ledger)) as opened, opened.view(as_of=as_of) as view:
        page = _FORMS[form](compose(view, asked, day))
    if output is None:
        click.echo(page, nl=not page.endswith("\n"))
        return 0
    try:
        Path(output).write_text(page, "utf-8")
    except OSError as error:
        raise UsageError(f"cannot be written: {error.strerror}", where=output) from error
    return 0


def compose(view: View, asked: Filters, day: str) -> Brief:
    """The page, as of a day."""
    promises = list(followed(view, walk(view.outcomes, asked), day))
    contacts = list(islice(walk(view.engagements, asked), 4 * _MOST))
    live = sorted((p for p in promises if p.life.status in _LIVE), key=lambda p: p.outcome.known)
    title = f"{' – '.join(asked.states)}" + (f": {asked.topic}" if asked.topic else "")
    sections = (
        Section("Last contacts", _lines(_contact(e) for e in contacts if e.status == "held")[:_CONTACTS]),
        Section("Who holds which office", tuple(islice(_offices(view, asked), 2 * _CONTACTS))),
        Section("Open promises, oldest first", _lines(_promise(p) for p in live)[:_MOST]),
        Section("Said again", _lines(_promise(p) for p in promises if p.life.repeats)[:_MOST]),
        Section("Targets against figures", tuple(islice(_targets(view, asked, day), _MOST))),
        Section("Kept", _lines(_promise(p) for p in promises if p.life.status is Status.DELIVERED)[:_MOST]),
        Section(
            "To come",
            _lines(
                _contact(e)
                for e in contacts
                if e.status == "scheduled" and (e.date or "9") >= day[: len(e.date or "9")]
            )[:_CONTACTS],
        ),
        Section("Offers and invitations", _lines(_promise(p) for p in promises if p.outcome.opportunity)[:_MOST]),
        Section("Where reports disagree", _lines(_disagreement(e) for e in contacts if e.disagreements)[:_MOST]),
    )
    return Brief(title, day, sections)


def _lines(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(lines)


def _contact(row: EngagementRow) -> Line:
    people = joined(one.name_en or one.name for one in row.participants)
    where = place(row.city, row.country)
    parts = [row.date or "undated", row.kind, people or joined(row.parties), where, row.within, joined(row.topics)]
    return Line(" · ".join(filter(None, parts)), sources=row.sources[:3])


def _promise(row: Followed) -> Line:
    outcome, life = row.outcome, row.life
    parts = [outcome.published or outcome.known, f"{outcome.kind} by {joined(outcome.parties)}", money(outcome.amount)]
    parts += [f"due {outcome.due}" if outcome.due else "", life.status.value.replace("_", " ")]
    parts += [f"repeated {len(life.repeats)}×" if life.repeats else ""]
    told = [one.source for one in (*life.deciding, *life.repeats)]
    return Line(" · ".join(filter(None, parts)) + ":", outcome.quote, tuple(dict.fromkeys([outcome.source, *told])))


def _offices(view: View, asked: Filters) -> Iterator[Line]:
    for state in asked.states:
        seen: set[str] = set()
        for row in islice(walk(view.positions, Filters(states=(state,), topic=asked.topic)), 4 * _MOST):
            if row.position_class in _POSITIONS and row.position not in seen:
                seen.add(row.position)
                yield Line(
                    f"{state} · {row.position}: {row.name_en or row.name} (last told {row.last_seen})",
                    sources=row.sources[-1:],
                )


def _targets(view: View, asked: Filters, day: str) -> Iterator[Line]:
    for row in targets(view, asked.states, day):
        line = _promise(row.followed)
        figures = "; ".join(f"{f.value:,.0f} {f.unit} ({f.period or f.known[:4]})" for f in row.figures[-6:])
        sources = tuple(dict.fromkeys([*line.sources, *(f.source for f in row.figures[-6:])]))
        yield Line(f"{line.text} reported {figures or 'nothing'}.", line.quote, sources)


def _disagreement(row: EngagementRow) -> Line:
    told = "; ".join(f"{d.field}: " + " / ".join(value for value, _ in d.values) for d in row.disagreements)
    sources = tuple(dict.fromkeys(s for d in row.disagreements for _, all_ in d.values for s in all_))
    return Line(f"{row.date or 'undated'} · {row.kind} of {joined(row.parties)} · {told}", sources=sources)
