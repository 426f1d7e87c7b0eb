"""Rows on a terminal: a calm table with wrapped cells, and how values are written in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

PIPED_WIDTH = 150
Column = tuple[str, Callable[[Any], str]]


def open_console() -> Console:
    """Return a console for standard output; where nobody's terminal sets a width, lines are wide enough for tables."""
    console = Console()
    return console if console.is_terminal else Console(width=PIPED_WIDTH)


def print_table(rows: Iterable[object], columns: Sequence[Column], *, console: Console | None = None) -> int:
    """Print rows under the columns' headings; returns how many there were."""
    table = Table(box=None, header_style="bold", pad_edge=False, show_edge=False, row_styles=["", "dim"])
    for heading, _ in columns:
        table.add_column(heading, overflow="fold")
    count = 0
    for row in rows:
        table.add_row(*[Text(value(row)) for _, value in columns])
        count += 1
    if count:
        (console or open_console()).print(table)
    return count


def joined(values: Iterable[object], mark: str = ", ") -> str:
    """Return values side by side."""
    return mark.join(str(value) for value in values)


def place(city: str | None, country: str | None) -> str:
    """Return "Baku, AZ", or what is known of it."""
    return ", ".join(part for part in (city, country) if part)


def money(amount: Any) -> str:  # noqa: ANN401 - an Amount of the model or a mapping of the same keys
    """Return "10,000,000,000 USD", or nothing."""
    return f"{amount.value:,.0f} {amount.currency}" if amount else ""


def shortened(text: str, size: int = 160) -> str:
    """Return a text on one line, cut at a word where it is long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= size else flat[:size].rsplit(" ", 1)[0] + " …"
