"""A brief as a page of HTML that needs nothing else."""

from __future__ import annotations

from html import escape

from elchi.briefing.page import Brief, Line, flat, is_address

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1c1c1c}"
    "h1{font-size:1.5rem}h2{font-size:1.1rem;border-bottom:1px solid #ccc;margin-top:1.6rem}"
    "li{margin:.35rem 0}small,.source{color:#666;font-size:.85rem}@media print{body{margin:0;font-size:11pt}}"
)


def to_html(brief: Brief) -> str:
    """The page as HTML, complete in itself."""
    out = [
        "<!doctype html>", f'<html lang="{escape(brief.language)}"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        f"<title>{escape(brief.title)}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{escape(brief.title)}</h1><p><small>{escape(brief.known)}</small></p>",
    ]  # fmt: skip
    for section in brief.sections:
        out.append(f"<h2>{escape(section.title)}</h2>")
        lines = "".join(_line(line) for line in section.lines)
        out.append(f"<ul>{lines}</ul>" if lines else f"<p>{escape(brief.nothing)}</p>")
    return "\n".join([*out, "</body></html>"]) + "\n"


def _line(line: Line) -> str:
    spoken = f' lang="{escape(line.language, quote=True)}"' if line.language else ""
    quote = f" <q{spoken}>{escape(flat(line.quote))}</q>" if line.quote else ""
    sources = "; ".join(_source(source) for source in line.sources)
    shown = f' <span class="source">{sources}</span>' if sources else ""
    return f"<li>{escape(flat(line.text))}{quote}{shown}</li>"


def _source(source: str) -> str:
    if is_address(source):
        return f'<a href="{escape(source, quote=True)}">{escape(source)}</a>'
    return escape(source)
