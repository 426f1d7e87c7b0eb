"""Types of option values that help: codes of states, words of closed lists, dates.

A wrong value is a misuse of the command, told with what was probably meant.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Iterable

import click

from elchi.cli.group import did_you_mean

_DATE = re.compile(r"\d{4}(-\d{2}){0,2}\Z")


class PartyType(click.ParamType[str]):
    """The code of a state (TR) or organisation (OTS); a name is answered with its code."""

    name = "code"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the code in capitals."""
        from elchi.pipeline import known_parties

        parties = known_parties()
        code = value.upper()
        if code in parties:
            return code
        names = {name.lower(): ident for ident, name in parties.items()}
        if value.lower() in names:
            hint = f" (its code is {names[value.lower()]})"
            raise click.BadParameter(f"{value!r} is a name{hint}", ctx, param)
        close = difflib.get_close_matches(value.lower(), names, n=3, cutoff=0.6)
        meant = [f"{names[name]} for {parties[names[name]]}" for name in close]
        hint = f" (did you mean {', '.join(meant)}?)" if meant else did_you_mean(code, parties)
        raise click.BadParameter(f"{value!r} is no code of a state or organisation{hint}", ctx, param)


class OneOf(click.ParamType[str]):
    """One of a closed list, with a suggestion for what is nearly one of it."""

    name = "word"

    def __init__(self, choices: Iterable[str], what: str) -> None:
        self.choices, self.what = [str(choice) for choice in choices], what

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word as it stands in the list."""
        word = value.strip().lower().replace(" ", "-")
        for choice in self.choices:
            if word == choice.lower():
                return choice
        hint = did_you_mean(word, self.choices) or f" (one of: {', '.join(self.choices)})"
        raise click.BadParameter(f"{value!r} is no {self.what}{hint}", ctx, param)


class DateType(click.ParamType[str]):
    """A day, a month or a year."""

    name = "YYYY[-MM[-DD]]"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the date as it was given."""
        if _DATE.match(value) and _is_on_the_calendar(value):
            return value
        raise click.BadParameter(f"{value!r} is no date; write YYYY-MM-DD, YYYY-MM or YYYY", ctx, param)


def _is_on_the_calendar(value: str) -> bool:
    year, month, day = (*map(int, value.split("-")), 1, 1)[:3]
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


PARTY, DATE = PartyType(), DateType()
