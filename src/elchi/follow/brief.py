"""A brief: one page on what two states, or one, have promised each other, every line with its source.

A page is sections of lines; here it becomes Markdown or a page of HTML that needs nothing else. Quotations stay in the
language of their text.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1c1c1c}"
    "h1{font-size:1.5rem}h2{font-size:1.1rem;border-bottom:1px solid #ccc;margin-top:1.6rem}"
    "li{margin:.35rem 0}small,.source{color:#666;font-size:.85rem}@media print{body{margin:0;font-size:11pt}}"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One statement, the words it rests on, and where they stand; a source may be an address."""

    text: str
    quote: str | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its lines; without lines it says that nothing is known."""

    title: str
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Brief:
    """A page."""

    title: str
    as_of: str
    sections: tuple[Section, ...]


def to_markdown(brief: Brief) -> str:
    """The page as Markdown."""
    out = [f"# {brief.title}", "", f"As known on {brief.as_of}.", ""]
    for section in brief.sections:
        out += [f"## {section.title}", ""]
        out += [_markdown_line(line) for line in section.lines] or ["Nothing on record."]
        out.append("")
    return "\n".join(out)


def _markdown_line(line: Line) -> str:
    quote = f" “{_flat(line.quote)}”" if line.quote else ""
    sources = "; ".join(f"<{s}>" if "://" in s else f"`{s}`" for s in line.sources)
    return f"- {_flat(line.text)}{quote}" + (f" — {sources}" if sources else "")


def to_html(brief: Brief) -> str:
    """The page as HTML, complete in itself."""
    out = [
        "<!doctype html>", '<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        f"<title>{escape(brief.title)}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{escape(brief.title)}</h1><p><small>As known on {escape(brief.as_of)}.</small></p>",
    ]  # fmt: skip
    for section in brief.sections:
        out.append(f"<h2>{escape(section.title)}</h2>")
        lines = "".join(_html_line(line) for line in section.lines)
        out.append(f"<ul>{lines}</ul>" if lines else "<p>Nothing on record.</p>")
    return "\n".join([*out, "</body></html>"]) + "\n"


def _html_line(line: Line) -> str:
    quote = f" <q>{escape(_flat(line.quote))}</q>" if line.quote else ""
    sources = "; ".join(_html_source(source) for source in line.sources)
    return (
        f"<li>{escape(_flat(line.text))}{quote}"
        + (f' <span class="source">{sources}</span>' if sources else "")
        + "</li>"
    )


def _html_source(source: str) -> str:
    if source.startswith(("https://", "http://")):
        return f'<a href="{escape(source, quote=True)}">{escape(source)}</a>'
    return escape(source)


def _flat(text: str) -> str:
    return " ".join(text.split())
