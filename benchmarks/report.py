"""Measured figures go into docs/performance.md, each benchmark's into a section of its own.

A section stands between ``<!-- begin NAME -->`` and ``<!-- end NAME -->``; what is between is written anew, the rest of
the page is left as it is, and a section that is not there yet is put at the end.
"""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
HEAD = """# What it costs

Every figure here was measured by a program in `benchmarks/`, which writes its own section when called with `--report`.
Seconds differ from machine to machine; factors less.
"""


def machine() -> str:
    """What the figures were measured on, in a few words."""
    return f"{os.cpu_count()} cores ({platform.machine()}), {platform.system()}, Python {platform.python_version()}"


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; every column but the first is aligned to the right."""
    lines = [f"| {' | '.join(head)} |", f"|---|{'---:|' * (len(head) - 1)}"]
    return "\n".join([*lines, *(f"| {' | '.join(str(cell) for cell in row)} |" for row in rows)])


def write_section(name: str, text: str, page: Path = PAGE) -> None:
    """Put `text` (Markdown with its heading) in place of the section `name` of the page."""
    old = page.read_text("utf-8") if page.exists() else HEAD
    begin, end = f"<!-- begin {name} -->", f"<!-- end {name} -->"
    section = f"{begin}\n{text.strip()}\n{end}"
    pattern = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    new = pattern.sub(lambda _: section, old) if pattern.search(old) else f"{old.rstrip()}\n\n{section}\n"
    page.write_text(new, "utf-8")
    print(f"{page}: section {name}", file=sys.stderr)
