"""Groups of commands that load a command when it is called and suggest one when its name is wrong."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Any

import click


class SuggestingGroup(click.Group):
    """A group whose commands live in modules: `lazy` maps a name to the module with its ``command``."""

    def __init__(self, *args: Any, lazy: Mapping[str, str] | None = None, **kwargs: Any) -> None:  # noqa: ANN401 - click's own signature
        super().__init__(*args, **kwargs)
        self.lazy = dict(lazy or {})

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order in which they are used, not of the alphabet."""
        return [*self.lazy, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of a name, importing its module."""
        if cmd_name in self.lazy:
            command: click.Command = import_module(self.lazy[cmd_name]).command
            return command
        return super().get_command(ctx, cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which one may have been meant."""
        name = args[0]
        if not name.startswith("-") and self.get_command(ctx, name) is None:
            ctx.fail(f"there is no command {name!r}" + did_you_mean(name, self.list_commands(ctx)))
        return super().resolve_command(ctx, args)


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """Return `` (did you mean …?)`` for the choices that look like the word, or nothing."""
    by_lower = {choice.lower(): choice for choice in choices}
    close = difflib.get_close_matches(word.lower(), by_lower, n=3, cutoff=0.55)
    return f" (did you mean {' or '.join(by_lower[name] for name in close)}?)" if close else ""
