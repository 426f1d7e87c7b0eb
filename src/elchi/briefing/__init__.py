"""The brief: one page on what states have promised each other and what came of it, every line with its source.

`compose` makes the page from a ledger, in any language of the interface; `page` says what a brief is, `markdown`, `html`
and `pdf` write it. Quotations stay in the language of their text.
"""

from collections.abc import Callable, Mapping

from elchi.briefing.compose import compose
from elchi.briefing.html import to_html
from elchi.briefing.markdown import to_markdown
from elchi.briefing.page import Brief, Line, Section
from elchi.briefing.pdf import to_pdf

FORMATS: Mapping[str, Callable[[Brief], bytes]] = {
    "md": lambda brief: to_markdown(brief).encode(),
    "html": lambda brief: to_html(brief).encode(),
    "pdf": to_pdf,
}
MEDIA_TYPES = {"md": "text/markdown; charset=utf-8", "html": "text/html; charset=utf-8", "pdf": "application/pdf"}

__all__ = ["FORMATS", "MEDIA_TYPES", "Brief", "Line", "Section", "compose", "to_html", "to_markdown", "to_pdf"]
