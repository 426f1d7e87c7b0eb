"""A brief as Markdown, in which the words of documents are escaped."""

from __future__ import annotations

import re

from elchi.briefing.page import Brief, Line, flat, is_address

# What would be read as markup in the middle of a line; quotations are other people's words.
_MARKUP = re.compile(r"([\\`*_<>\[\]])")


def to_markdown(brief: Brief) -> str:
    """The page as Markdown; words from documents are escaped."""
    out = [f"# {_plain(brief.title)}", "", brief.known, ""]
    for section in brief.sections:
        out += [f"## {_plain(section.title)}", ""]
        out += [_line(line) for line in section.lines] or [brief.nothing]
        out.append("")
    return "\n".join(out)


def _line(line: Line) -> str:
    quote = f" “{_plain(line.quote)}”" if line.quote else ""
    sources = "; ".join(f"<{s}>" if is_address(s) else f"`{s}`" for s in line.sources)
    return f"- {_plain(line.text)}{quote}" + (f" — {sources}" if sources else "")


def _plain(text: str) -> str:
    return _MARKUP.sub(r"\\\1", flat(text))
