"""What the commands share: their settings, the ledger they open, and how errors and summaries are said."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from elchi.errors import ElchiError, LedgerError
from elchi.settings import Settings

if TYPE_CHECKING:
    from elchi.alerting import Ways
    from elchi.ledger import Ledger

ledger_option = click.option(
    "--ledger",
    metavar="PATH-OR-URL",
    help="The ledger: a file or a postgresql:// URL. [default: ELCHI_LEDGER or elchi.db]",
)
author_option = click.option(
    "--author", metavar="NAME", help="Who decides. [default: ELCHI_AUTHOR or the name you are logged in by]"
)
note_option = click.option("--note", help="Why, for those who come after.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON Lines, also on a terminal.")
known_people_option = click.option(
    "--known-people/--no-known-people",
    "known_people",
    default=None,
    help="Use the reference list of office-holders. [default: yes, or ELCHI_KNOWN_PEOPLE]",
)
max_bytes_option = click.option("--max-bytes", type=int, help="Refuse a text larger than this. [default: 8 MiB]")

allow_private_option = click.option(
    "--allow-private", is_flag=True, default=None, help="Fetch from private and loopback addresses too."
)


def load_settings(**options: object) -> Settings:
    """Return the settings of this process's environment, overruled by options that were given."""
    return Settings.load(os.environ, **options)


def existing_ledger(settings: Settings, *, read_only: bool = True) -> Ledger:
    """Open a ledger to ask it something, or to decide something; a file that is not there is not made."""
    from elchi.joining import open_ledger  # here, for `elchi read` shares this module and needs no database

    url = settings.ledger
    if not url.startswith(("postgres", ":memory:")) and not Path(url.removeprefix("sqlite:///")).exists():
        raise LedgerError("there is no ledger", where=url, mend="make one with: elchi add --ledger LEDGER PATH")
    return open_ledger(url, read_only=read_only)


def ways_of(settings: Settings) -> Ways:
    """Return what the messages of alerts are sent by."""
    from elchi.alerting import Ways
    from elchi.alerting.mail import Post
    from elchi.pipeline import source_options

    post = Post(
        host=settings.smtp_host, port=settings.smtp_port, security=settings.smtp_security, user=settings.smtp_user,
        password=settings.smtp_password, sender=settings.mail_from,
    )  # fmt: skip
    fetching = source_options(settings).fetching
    return Ways(base=settings.address, secret=settings.webhook_secret, fetching=fetching, post=post)


def wants_json(*, as_json: bool) -> bool:
    """Tell whether to print JSON: asked for, or nobody looks at a terminal."""
    return as_json or not sys.stdout.isatty()


def complain(error: ElchiError) -> None:
    """Say on standard error what went wrong with one input."""
    click.echo(f"elchi: {error}", err=True)
