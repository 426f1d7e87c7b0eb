"""``elchi review``: the pairs that identity is not sure of, one question after another, the one that settles most first."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass

import click
from rich.console import Console
from rich.text import Text

from elchi.cli.common import author_option, existing_ledger, json_option, ledger_option, load_settings
from elchi.cli.judging import KINDS
from elchi.cli.tables import joined, open_console, place
from elchi.cli.types import OneOf
from elchi.errors import ConflictError
from elchi.exporting import dump_json
from elchi.ledger import EngagementDetail, Ledger, PersonDetail, Proposal, View

_KEYS = {"s": "same", "d": "different", "u": "unsure"}


@dataclass(frozen=True, slots=True)
class Question:
    """A pair with its two sides as the ledger has them."""

    pair: Proposal
    sides: tuple[PersonDetail | EngagementDetail, PersonDetail | EngagementDetail]

    @property
    def gain(self) -> float:
        """What an answer settles: the documents on the smaller side, weighed by how likely they are one."""
        return min(_documents(side) for side in self.sides) * self.pair.score


@click.command("review")
@click.option("--kind", type=OneOf(KINDS, "kind"), default="person", show_default=True, help="person or engagement.")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="Most questions.")
@ledger_option
@author_option
@json_option
def command(kind: str, limit: int, ledger: str | None, author: str | None, as_json: bool) -> int:
    """Judge doubtful pairs one by one: same, different, unsure.

    Each question shows both sides with their sources and what speaks for and against. Answers are decisions: they hold
    through every re-reading, and elchi undo takes them back. Where nobody answers (output piped, --json) the pairs are listed.
    """
    settings = load_settings(ledger=ledger, author=author)
    asking = not as_json and sys.stdin.isatty()
    with existing_ledger(settings, read_only=not asking) as opened:
        questions = list(_questions(opened, kind, limit))
        if not asking:
            for question in questions:
                click.echo(dump_json(question.pair))
            return 0
        answered = _ask_all(opened, questions, settings.author_name)
    click.echo(f"{answered} of {len(questions)} answered")
    return 0


def _questions(ledger: Ledger, kind: str, limit: int) -> Iterator[Question]:
    with ledger.view() as view:
        pairs = view.review(kind, limit=max(limit * 4, 200))
        found = [Question(pair, (_side(view, kind, pair.a), _side(view, kind, pair.b))) for pair in pairs]
    yield from sorted(found, key=lambda q: (-q.gain, q.pair.a, q.pair.b))[:limit]


def _side(view: View, kind: str, node: str) -> PersonDetail | EngagementDetail:
    return view.person(node) if kind == "person" else view.engagement(node)


def _ask_all(ledger: Ledger, questions: list[Question], author: str) -> int:
    console, answered = open_console(), 0
    for number, question in enumerate(questions, 1):
        console.rule(f"{number} of {len(questions)}")
        for side, name in zip(question.sides, "AB"):
            _show(console, name, side)
        _show_reasons(console, question.pair)
        answer = click.prompt(
            "[s]ame  [d]ifferent  [u]nsure  [n]ext  [q]uit", type=click.Choice([*_KEYS, "n", "q"]), show_choices=False
        )
        if answer == "q":
            break
        if answer in _KEYS:
            answered += _decide(ledger, question.pair, _KEYS[answer], author)
    return answered


def _decide(ledger: Ledger, pair: Proposal, judgement: str, author: str) -> int:
    """Record an answer; an earlier answer may have settled the pair the other way."""
    try:
        with ledger.begin() as transaction:
            decision = transaction.decide(judgement, [pair.a, pair.b], author=author)
    except ConflictError as error:
        click.echo(f"elchi: {error}", err=True)
        return 0
    click.echo(f"decision {decision.id}")
    return 1


def _show(console: Console, name: str, side: PersonDetail | EngagementDetail) -> None:
    if isinstance(side, PersonDetail):
        person = side.person
        head = f"{person.name_en or person.name}  ({joined(person.names[:6])})"
        lines = [f"{o.position}, {o.represents or '?'}  {o.first_seen} – {o.last_seen}" for o in side.occupancies[:5]]
        sources = list(dict.fromkeys(m.source for m in side.mentions))
    else:
        event = side.engagement
        people = joined(p.name_en or p.name for p in event.participants)
        head = f"{event.kind}, {event.status}, {event.date or 'no date'}, {place(event.city, event.country)}"
        lines = [f"{joined(event.parties)}: {people}", *([f"within {event.within}"] if event.within else [])]
        sources = list(event.sources)
    console.print(Text(f"{name}  {head}", style="bold"))
    for line in [*lines, f"{len(sources)} documents: {joined(sources[:3])}"]:
        console.print(Text(f"   {line}"))


def _show_reasons(console: Console, pair: Proposal) -> None:
    told = "; ".join(f"{reason} {weight:+.2f}" for reason, weight in pair.reasons)
    console.print(Text(f"score {pair.score:.2f}: {told}", style="dim"))


def _documents(side: PersonDetail | EngagementDetail) -> int:
    return side.person.documents if isinstance(side, PersonDetail) else side.engagement.documents
