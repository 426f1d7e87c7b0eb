"""Addresses on the web become documents: a page, a PDF, a Word file, or all that a feed or sitemap links to.

A page's address is the one that the page states for itself, or the one that it was fetched from. Bytes in another
encoding than UTF-8 are brought to it where the server names the encoding.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from elchi.errors import SourceError
from elchi.model import Document
from elchi.sources.feeds import is_feed, parse_links
from elchi.sources.fetching import Fetched, Fetcher
from elchi.sources.options import SourceOptions
from elchi.sources.streams import kind_of, read_stream

_TYPES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "word",
    "application/zip": "archive",
    "text/csv": "table",
    "application/json": "json",
    "text/plain": "text",
    "text/markdown": "text",
}
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]+)", re.IGNORECASE)
MOST_LINKS = 200


def is_url(path: str) -> bool:
    """Tell whether a path on the command line is an address on the web."""
    return path.startswith(("http://", "https://"))


def read_url(url: str, options: SourceOptions, fetcher: Fetcher) -> Iterator[Document | SourceError]:
    """Yield what is at an address; of a feed or sitemap, what its first `MOST_LINKS` links lead to."""
    try:
        fetched = fetcher.get(url)
        if not is_feed(fetched.data):
            yield from documents_of(fetched, source=url, options=options)
            return
        links = [link for link in parse_links(fetched.data, where=url, base=fetched.url) if not link.sitemap]
    except SourceError as error:
        yield error
        return
    for link in links[:MOST_LINKS]:
        try:
            yield from documents_of(fetcher.get(link.url), source=link.url, options=options, day=link.day)
        except SourceError as error:
            yield error


def documents_of(
    fetched: Fetched, *, source: str, options: SourceOptions, day: str | None = None
) -> Iterator[Document | SourceError]:
    """Yield the documents of an answer; `day` is when it was published, where it does not say so itself."""
    if day and not options.published:
        options = replace(options, published=day)
    kind = _TYPES.get(fetched.content_type.partition(";")[0].strip().lower())
    kind = kind or kind_of(urlsplit(fetched.url).path)
    for item in read_stream(io.BytesIO(_in_utf8(fetched)), source=source, options=options, kind=kind):
        if isinstance(item, Document) and not item.url:
            yield replace(item, url=fetched.url)
        else:
            yield item


def _in_utf8(fetched: Fetched) -> bytes:
    named = _CHARSET.search(fetched.content_type)
    if named is None or named[1].lower() in ("utf-8", "utf8"):
        return fetched.data
    try:
        fetched.data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return fetched.data
    try:
        return fetched.data.decode(named[1]).encode("utf-8")
    except (UnicodeDecodeError, LookupError):
        return fetched.data  # the reader says where it breaks
