"""What ``same``, ``different`` and ``unsure`` share: finding the two records, deciding, and saying what became of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import click

from elchi.cli.common import author_option, existing_ledger, ledger_option, load_settings, note_option
from elchi.errors import NotFoundError, UsageError
from elchi.ledger import Decision, Filters, View

KINDS = ("person", "engagement")
_ANSWERS = {"same": "one", "different": "two", "unsure": "an open question"}


def judgement_command(judgement: str, told: str) -> click.Command:
    """The command that records one judgement on two records or more."""

    @click.command(judgement, help=told)
    @click.argument("records", nargs=-1, required=True, metavar="A B…")
    @ledger_option
    @author_option
    @note_option
    def command(records: tuple[str, ...], ledger: str | None, author: str | None, note: str | None) -> int:
        if len(records) < 2:
            raise UsageError(f"elchi {judgement} compares two records or more", mend="name both, by id or as written")
        settings = load_settings(ledger=ledger, author=author)
        with existing_ledger(settings, read_only=False) as opened, opened.begin() as transaction:
            subjects = [subject_of(transaction, record) for record in records]
            decision = transaction.decide(judgement, subjects, author=settings.author_name, note=note)
        click.echo(
            f"decision {decision.id}: {', '.join(records)} are {_ANSWERS[judgement]}; take it back with: {undo_hint(decision)}"
        )
        return 0

    return command


def undo_hint(decision: Decision) -> str:
    """The command that takes a decision back."""
    return f"elchi undo {decision.id}"


def subject_of(view: View, asked: str) -> str:
    """The record that is meant: an id (or its beginning), or a person's name as some document writes it.

    Raises NotFoundError, or UsageError where several persons are called so.
    """
    for find in _finders(view):
        try:
            return find(asked)
        except NotFoundError:
            continue
    return _named(view, asked)


def _finders(view: View) -> Sequence[Callable[[str], str]]:
    return (
        lambda asked: _node(view, asked),
        lambda asked: _exact(view, asked),
        lambda asked: view.person(asked).person.id,
        lambda asked: view.engagement(asked).engagement.id,
    )


def _node(view: View, asked: str) -> str:
    """A node's id stands for itself, so that it can be parted from its cluster."""
    if any(view.blocks(kind, [asked]) for kind in KINDS):
        return asked
    raise NotFoundError(asked)


def _exact(view: View, asked: str) -> str:
    """A mention's or report's id stands for itself, so that it can be parted from the rest."""
    document, dot, letter = asked.partition(".")
    if not dot or letter[:1] not in {"p", "e"}:
        raise NotFoundError(asked)
    detail = view.document(document)
    if asked in {*(m.id for m in detail.people), *(r.id for r in detail.engagements)}:
        return asked
    raise NotFoundError(asked)


def _named(view: View, asked: str) -> str:
    """A mention whose name is written so; of several persons the user has to choose."""
    wanted = " ".join(asked.split()).casefold()
    called: dict[str, str] = {}
    for row in view.people(Filters(text=asked)).items:
        exact = [m for m in view.person(row.id).mentions if " ".join(m.name.split()).casefold() == wanted]
        if exact:
            called[row.id] = exact[0].id
        elif row.name_en and row.name_en.casefold() == wanted:
            called[row.id] = row.id
    if len(called) == 1:
        return next(iter(called.values()))
    if called:
        raise UsageError(f"{len(called)} persons are called {asked!r}", mend=f"name one by its id: {', '.join(called)}")
    raise NotFoundError(f"there is no person or engagement {asked!r}", mend="ids: elchi show people --json")
