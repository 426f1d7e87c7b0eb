"""The ``elchi`` command: thin commands over the pipeline, the ledger and the exports.

A table on a terminal, JSON Lines where the output is piped or ``--json`` is given; errors and progress go to standard
error. Exit codes are honest: 0 all done, 1 something failed (the rest was done), 2 the command was called wrongly.
Every command is a module of its own and is imported when it is called, so that ``elchi --help`` costs nothing.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from elchi import __version__
from elchi.cli.group import SuggestingGroup
from elchi.errors import ElchiError, SettingsError, UsageError

DONE, FAILED, MISUSED, INTERRUPTED = 0, 1, 2, 130

COMMANDS = {
    "read": "elchi.cli.read",
    "add": "elchi.cli.add",
    "sources": "elchi.cli.sources",
    "scale": "elchi.cli.scale",
    "load": "elchi.cli.load",
    "watch": "elchi.cli.watch",
    "alerts": "elchi.cli.alerts",
    "show": "elchi.cli.show",
    "export": "elchi.cli.export",
    "outcomes": "elchi.cli.outcomes",
    "outcome": "elchi.cli.outcome",
    "verdict": "elchi.cli.verdict",
    "targets": "elchi.cli.targets",
    "initiatives": "elchi.cli.initiatives",
    "initiative": "elchi.cli.initiative",
    "averages": "elchi.cli.averages",
    "brief": "elchi.cli.brief",
    "same": "elchi.cli.same",
    "different": "elchi.cli.different",
    "unsure": "elchi.cli.unsure",
    "rename": "elchi.cli.rename",
    "correct": "elchi.cli.correct",
    "review": "elchi.cli.review",
    "decisions": "elchi.cli.decisions",
    "undo": "elchi.cli.undo",
    "compare": "elchi.cli.compare",
    "forum": "elchi.cli.forum",
    "who": "elchi.cli.who",
    "opportunities": "elchi.cli.opportunities",
    "match": "elchi.cli.match",
    "offer": "elchi.cli.offer",
    "ecosystem": "elchi.cli.ecosystem",
    "regions": "elchi.cli.regions",
    "check": "elchi.cli.check",
    "backup": "elchi.cli.backup",
    "restore": "elchi.cli.restore",
    "forget": "elchi.cli.forget",
    "accounts": "elchi.cli.accounts",
    "tokens": "elchi.cli.tokens",
    "audit": "elchi.cli.audit",
    "serve": "elchi.cli.serve",
    "demo": "elchi.cli.demo",
    "mcp": "elchi.cli.mcp",
}


@click.group(
    cls=SuggestingGroup,
    lazy=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="elchi")
def root() -> None:
    """Keep the public memory of cooperation between states.

    Elchi reads communiqués and news, and keeps a ledger in which every fact points at the words it came from.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with its code."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    try:
        code = root.main(
            args=list(arguments) if arguments is not None else None, prog_name="elchi", standalone_mode=False
        )
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except (BrokenPipeError, SystemExit):
        # The reader of our output went away (`elchi export … | head`), which click turns into an exit of its own:
        # nothing is wrong, and nothing more can be said.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except ElchiError as error:
        click.echo(f"elchi: {error}", err=True)
        return MISUSED if isinstance(error, UsageError | SettingsError) else FAILED
    return code if isinstance(code, int) else DONE
