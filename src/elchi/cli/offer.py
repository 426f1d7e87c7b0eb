"""``elchi offer``: profiles by hand and in bulk, and the steps of their life."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import click

from elchi.cli.common import author_option, complain, existing_ledger, ledger_option, load_settings, note_option
from elchi.cli.group import SuggestingGroup
from elchi.cli.types import PARTY, OneOf
from elchi.errors import UsageError
from elchi.exporting import dump_json
from elchi.model import OpportunityType, Topic
from elchi.partners import Cooperation, PartnerKind, Stage, parse_profile


@click.group("offer", cls=SuggestingGroup)
def command() -> None:
    """Enter profiles and lead them through review, publication, interests and renewal."""


@command.command("new")
@ledger_option
@author_option
@click.option(
    "--type",
    "kind",
    required=True,
    type=OneOf(OpportunityType, "type of profile"),
    help="TO TR BO BR RDR INV REL or CALL.",
)
@click.option("--country", required=True, type=PARTY, help="Whose it is.")
@click.option("--lang", required=True, metavar="CODE", help="Language of title and text.")
@click.option("--title", required=True, help="One line.")
@click.option("--text", required=True, help="What is offered or sought; @FILE reads it from a file.")
@click.option(
    "--topic", "topics", multiple=True, type=OneOf(Topic, "topic"), help="One of the 43 topics; may be given again."
)
@click.option("--stage", type=OneOf(Stage, "stage"), help="From concept to on-market.")
@click.option("--partner", type=OneOf(PartnerKind, "kind of partner"), help="Who is sought.")
@click.option(
    "--cooperation", multiple=True, type=OneOf(Cooperation, "kind of cooperation"), help="May be given again."
)
@click.option("--target", "target_countries", multiple=True, type=PARTY, help="Where partners are looked for.")
@click.option("--eligible", "eligible_countries", multiple=True, type=PARTY, help="Whence partners must be.")
@click.option("--budget", help='As "500000 EUR".')
@click.option("--deadline", metavar="YYYY-MM-DD", help="Last day.")
def new(ledger: str | None, author: str | None, text: str, topics: tuple[str, ...], kind: str, **fields: object) -> int:
    """Enter one profile as a draft; its id is printed."""
    from elchi.joining import open_ledger
    from elchi.partnering import add_profile, new_id

    settings = load_settings(ledger=ledger, author=author)
    if text.startswith("@"):
        text = _contents(Path(text[1:]))
    with open_ledger(settings.ledger) as opened, opened.begin() as tx:
        country = str(fields["country"])
        day = dt.datetime.now(dt.UTC).date().isoformat()
        ident = new_id(tx, OpportunityType(kind), country, day)
        row = {key: list(value) if isinstance(value, tuple) else value for key, value in fields.items()}
        row |= {"id": ident, "type": kind, "text": text, "topics": list(topics)}
        add_profile(tx, parse_profile(row, where="profile"), owner=settings.author_name, author=settings.author_name)
    click.echo(ident)
    return 0


def _contents(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot be read: {error}", where=str(path), mend="give a text file in UTF-8") from error


@command.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@ledger_option
@author_option
@click.option("--published", is_flag=True, help="Enter them as published, where a review took place elsewhere.")
def import_(paths: tuple[Path, ...], ledger: str | None, author: str | None, published: bool) -> int:
    """Enter the profiles of CSV or JSON Lines files; a bad row is told and the rest go in."""
    from elchi.joining import open_ledger
    from elchi.partnering import import_profiles

    settings = load_settings(ledger=ledger, author=author)
    good = bad = 0
    with open_ledger(settings.ledger) as opened, opened.begin() as tx:
        for path in paths:
            status = "published" if published else "draft"
            for row in import_profiles(tx, _contents(path), str(path), author=settings.author_name, status=status):
                good, bad = good + (row.error is None), bad + (row.error is not None)
                if row.error is not None:
                    complain(row.error)
    click.echo(f"{settings.ledger}: {good} entered, {bad} refused")
    return 1 if bad else 0


@command.command("show")
@click.argument("ident", metavar="ID")
@ledger_option
@author_option
def show(ident: str, ledger: str | None, author: str | None) -> int:
    """Show a profile with its history and interests; its owner only to itself and to partners it has accepted."""
    from elchi.ledger import profiles as book
    from elchi.partnering import owner_for

    settings = load_settings(ledger=ledger, author=author)
    with existing_ledger(settings) as opened, opened.view() as view:
        row = book.profile(view.connection, ident)
        owner = owner_for(view, row["id"], settings.author_name)
        mine = owner is not None and owner == settings.author_name
        interests = [
            one for one in book.interests(view.connection, row["id"]) if mine or one["sender"] == settings.author_name
        ]
        history = [
            {key: act[key] for key in ("kind", "made_at", "note", "data")}
            for act in book.acts(view.connection, row["id"])
        ]
    click.echo(dump_json(row | {"owner": owner or "anonymous", "history": history, "interests": interests}))
    return 0


def _step(act: str, told: str) -> Callable[..., int]:
    @command.command(act, help=told)
    @click.argument("ident", metavar="ID")
    @ledger_option
    @author_option
    @note_option
    def one(ident: str, ledger: str | None, author: str | None, note: str | None) -> int:
        from elchi.partnering import step

        settings = load_settings(ledger=ledger, author=author)
        with existing_ledger(settings, read_only=False) as opened, opened.begin() as tx:
            status = step(tx, ident, act, author=settings.author_name, note=note)
        click.echo(f"{ident} is {status}")
        return 0

    return one


_step("submit", "Hand a draft in for review.")
_step("return", "Give a profile under review back to its owner.")
_step("renew", "Publish an expired profile again, or for longer.")
_step("drop", "Take a profile, or a draft from a document, out.")


@command.command("publish")
@click.argument("ident", metavar="ID")
@click.option("--clarity", required=True, type=click.IntRange(0, 5), help="Is it clear what is offered or sought?")
@click.option("--novelty", required=True, type=click.IntRange(0, 5), help="Is it new, or asked for anew?")
@click.option("--advantage", required=True, type=click.IntRange(0, 5), help="Does it say what a partner gains?")
@click.option("--partner", required=True, type=click.IntRange(0, 5), help="Does it say who is sought, for what part?")
@ledger_option
@author_option
@note_option
def publish(ident: str, ledger: str | None, author: str | None, note: str | None, **ratings: int) -> int:
    """Publish a profile under review, with a reviewer's four ratings; 10 points of 20 are needed."""
    from elchi.partnering import step

    settings = load_settings(ledger=ledger, author=author)
    with existing_ledger(settings, read_only=False) as opened, opened.begin() as tx:
        status = step(tx, ident, "publish", author=settings.author_name, note=note, ratings=ratings)
    click.echo(f"{ident} is {status}")
    return 0


@command.command("interest")
@click.argument("ident", metavar="ID")
@click.option("--message", required=True, help="Who you are and what you propose.")
@ledger_option
@author_option
def interest(ident: str, message: str, ledger: str | None, author: str | None) -> int:
    """Express interest in a published profile; its owner sees it and may accept."""
    from elchi.partnering import express_interest

    settings = load_settings(ledger=ledger, author=author)
    with existing_ledger(settings, read_only=False) as opened, opened.begin() as tx:
        number = express_interest(tx, ident, sender=settings.author_name, message=message)
    click.echo(f"interest {number} is with the owner")
    return 0


@command.command("answer")
@click.argument("number", type=int)
@click.option("--accept/--decline", "accept", required=True, help="Accepting tells the other who you are.")
@ledger_option
@author_option
def answer(number: int, accept: bool, ledger: str | None, author: str | None) -> int:
    """Accept or decline an expression of interest."""
    from elchi.partnering import answer as give_answer

    settings = load_settings(ledger=ledger, author=author)
    with existing_ledger(settings, read_only=False) as opened, opened.begin() as tx:
        give_answer(tx, number, accept=accept, author=settings.author_name)
    click.echo(f"interest {number} is {'accepted' if accept else 'declined'}")
    return 0


@command.command("expire")
@ledger_option
def expire(ledger: str | None) -> int:
    """Let published profiles expire whose year or deadline is over."""
    from elchi.partnering import expire as let_expire

    with existing_ledger(load_settings(ledger=ledger), read_only=False) as opened, opened.begin() as tx:
        over = let_expire(tx)
    click.echo(f"{len(over)} expired" + (f": {', '.join(over)}" if over else ""))
    return 0
