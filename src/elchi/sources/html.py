"""A web page: its main text, and the title, day and address that it states about itself.

trafilatura tells the article from menus and banners. It is asked for metadata only, never for a date guessed from
the page's words, and it is imported when the first page comes: loading it takes longer than reading a text.
The title leads the text where the page's text does not begin with it, so that what it says can be pointed at.
"""

from __future__ import annotations

import re

from elchi.errors import EmptySourceError
from elchi.model import Document
from elchi.sources.fields import build_document
from elchi.sources.options import SourceOptions

_FURNITURE = ["//nav", "//footer", "//aside", "//script", "//style", "//form"]
# No day after this one is a day of publication: the bound must not be the clock's, or a reading would change with it.
_DATES = {"extensive_search": False, "original_date": True, "min_date": "1990-01-01", "max_date": "2100-01-01"}


def parse_html(content: str, *, source: str, options: SourceOptions) -> Document:
    """Return the document of an HTML page; raises `EmptySourceError` where it shows no text."""
    import trafilatura

    page = trafilatura.bare_extraction(
        content,
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        deduplicate=False,
        prune_xpath=_FURNITURE,
        date_extraction_params=dict(_DATES),
    )
    found = page.as_dict() if page is not None and not isinstance(page, dict) else (page or {})
    text = (found.get("text") or "").strip() or _visible_text(content)
    if not text:
        raise EmptySourceError("is a page without text", where=source, mend="save the article's page itself")
    title = (found.get("title") or "").strip() or None
    if title and not _flat(text).startswith(_flat(title)):
        text = f"{title}\n\n{text}"
    fields = {"text": text, "title": title, "url": found.get("url"), "published": found.get("date")}
    fields["publisher"] = found.get("sitename")
    return build_document(fields, source=source, options=options)


def _visible_text(content: str) -> str:
    """Return the words of a page too small to have a main part."""
    from lxml import etree, html

    try:
        root = html.document_fromstring(
            content.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8", no_network=True)
        )
    except (etree.ParserError, ValueError):
        return ""
    for node in root.xpath("//head|//nav|//footer|//aside|//script|//style|//form|//noscript|//template|//comment()"):
        node.drop_tree()
    lines = (" ".join(line.split()) for line in root.text_content().splitlines())
    return "\n".join(line for line in lines if line)


def _flat(text: str) -> str:
    return re.sub(r"\W+", "", text[:400]).casefold()
