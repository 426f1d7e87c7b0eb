"""Write `docs/commands.md`: the help of every command, as the commands themselves say it.

    python tools/commands_page.py           write the page (`make docs`)

`tests/test_docs.py` compares the page with what this makes, so that it cannot grow old.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from elchi.cli import root

PAGE = Path(__file__).parent.parent / "docs" / "commands.md"
WIDTH = 100
HEAD = """# Commands

This page is made by `make docs` from the commands' own help. Settings and exit codes: [running it](operations.md).
"""


def context_of(command: click.Command, name: str, parent: click.Context | None) -> click.Context:
    """Return the context of a command as a call makes it, at a fixed width."""
    settings = {**command.context_settings, "max_content_width": WIDTH}
    return click.Context(command, info_name=name, parent=parent, terminal_width=WIDTH, **settings)


def helps(group: click.Group, name: str, parent: click.Context | None) -> Iterator[tuple[str, str]]:
    """Yield the name and help of a group and everything in it."""
    context = context_of(group, name, parent)
    yield context.command_path, group.get_help(context)
    for child in group.list_commands(context):
        command = group.get_command(context, child)
        if isinstance(command, click.Group):
            yield from helps(command, child, context)
        elif command is not None:
            inner = context_of(command, child, context)
            yield inner.command_path, command.get_help(inner)


def render() -> str:
    """Return the page."""
    parts = [f"## {path}\n\n```text\n{text}\n```\n" for path, text in helps(root, "elchi", None)]
    return "\n".join([HEAD, *parts])


if __name__ == "__main__":
    PAGE.write_text(render(), "utf-8")
