"""``elchi accounts``: who may read, decide and administer where a ledger is served to many."""

from __future__ import annotations

import sys

import click

from elchi.accounts import ROLES, keeping
from elchi.cli.common import author_option, existing_ledger, json_option, ledger_option, load_settings, wants_json
from elchi.cli.group import SuggestingGroup
from elchi.cli.tables import print_table
from elchi.cli.types import OneOf
from elchi.errors import UsageError
from elchi.exporting import dump_json
from elchi.ledger import accounts as book

_COLUMNS = (
    ("Name", lambda one: one.name),
    ("Role", lambda one: one.role),
    ("By", lambda one: ", ".join(filter(None, ("password" * bool(one.password), one.email or "")))),
    ("Since", lambda one: one.made_at[:10]),
    ("Disabled", lambda one: (one.disabled_at or "")[:10]),
)
_role = OneOf(ROLES, "role")
_stdin_option = click.option(
    "--password-stdin", "from_stdin", is_flag=True, help="Read the password from standard input instead of asking."
)


@click.group("accounts", cls=SuggestingGroup)
def command() -> None:
    """Accounts of those who share a served ledger: readers, editors, admins.

    They count where it is served with ELCHI_ACCOUNTS=1; a ledger of one's own needs none.
    """


@command.command("add")
@click.argument("name")
@click.option("--role", type=_role, default="reader", show_default=True, help="reader, editor or admin.")
@click.option("--email", metavar="ADDRESS", help="Let in who comes with it from the identity provider; no password.")
@_stdin_option
@ledger_option
@author_option
def add(name: str, role: str, email: str | None, from_stdin: bool, ledger: str | None, author: str | None) -> int:
    """Make an account; asks for its password unless --email lets the identity provider answer for it."""
    settings = load_settings(ledger=ledger, author=author)
    password = None if email and not from_stdin else _password(from_stdin=from_stdin)
    with existing_ledger(settings, read_only=False) as opened, opened.begin() as tx:
        keeping.add(tx, name, role, by=settings.author_name, password=password, email=email)
    click.echo(f"{name} is {'an' if role[0] in 'ae' else 'a'} {role} now")
    return 0


@command.command("list")
@ledger_option
@json_option
def show(ledger: str | None, as_json: bool) -> int:
    """List accounts; never a password, not even its hash."""
    with existing_ledger(load_settings(ledger=ledger)) as opened, opened.view() as view:
        found = book.accounts(view.connection)
    if wants_json(as_json=as_json):
        for one in found:
            told = {"name": one.name, "role": one.role, "email": one.email, "password": one.password is not None}
            click.echo(dump_json({**told, "made_at": one.made_at, "disabled_at": one.disabled_at}))
    elif not print_table(found, _COLUMNS):
        click.echo("no accounts", err=True)
    return 0


@command.command("role")
@click.argument("name")
@click.argument("role", type=_role)
@ledger_option
@author_option
def role(name: str, role: str, ledger: str | None, author: str | None) -> int:
    """Give an account another role; its sessions end."""
    settings = load_settings(ledger=ledger, author=author)
    with existing_ledger(settings, read_only=False) as opened, opened.begin() as tx:
        keeping.change_role(tx, name, role, by=settings.author_name)
    return 0


@command.command("disable")
@click.argument("name")
@click.option("--undo", is_flag=True, help="Let it in again.")
@ledger_option
@author_option
def disable(name: str, undo: bool, ledger: str | None, author: str | None) -> int:
    """Let an account in no more; its sessions end, its tokens count no more."""
    settings = load_settings(ledger=ledger, author=author)
    with existing_ledger(settings, read_only=False) as opened, opened.begin() as tx:
        keeping.disable(tx, name, by=settings.author_name, disabled=not undo)
    return 0


@command.command("password")
@click.argument("name")
@_stdin_option
@ledger_option
@author_option
def password(name: str, from_stdin: bool, ledger: str | None, author: str | None) -> int:
    """Set the password of an account; its sessions end."""
    settings = load_settings(ledger=ledger, author=author)
    with existing_ledger(settings, read_only=False) as opened, opened.view() as view:
        keeping.account(view.connection, name)  # before a password is asked for
    given = _password(from_stdin=from_stdin)
    with existing_ledger(settings, read_only=False) as opened, opened.begin() as tx:
        keeping.set_password(tx, name, given, by=settings.author_name)
    return 0


def _password(*, from_stdin: bool) -> str:
    """Ask for a password without showing it; it never stands on a command line, where others could see it."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise UsageError("there is nobody to ask for a password", mend="--password-stdin reads it")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
