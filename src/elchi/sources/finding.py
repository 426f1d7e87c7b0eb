"""What a source of the catalogue has now: the links of its feeds, sitemaps and listing pages, newest first as they give them.

A listing page counts only the links of its own site that match the source's pattern. Of a sitemap of sitemaps the last
ones are followed, for sites append. One way that fails is an error in its place; the others are still asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin, urlsplit

from elchi.errors import BrokenSourceError, SourceError
from elchi.sources.catalogue import Source, Way
from elchi.sources.feeds import Link, parse_links
from elchi.sources.fetching import Fetcher

_MOST_MAPS = 3


Marks = dict[str, tuple[str | None, str | None]]


def find_links(source: Source, fetcher: Fetcher, marks: Marks | None = None) -> Iterator[Link | SourceError]:
    """Yield every link that a source gives now, each once, or the error of a way that gives none.

    `marks` are the ETag and the date that its feeds and listings had last: what has not changed gives nothing, and the
    marks are brought up to date.
    """
    seen: set[str] = set()
    for way in source.found:
        try:
            for link in _links(way, fetcher, {} if marks is None else marks):
                if link.url not in seen:
                    seen.add(link.url)
                    yield link
        except SourceError as error:
            yield error


def _links(way: Way, fetcher: Fetcher, marks: Marks) -> list[Link]:
    etag, modified = marks.get(way.url, (None, None))
    fetched = fetcher.get(way.url, etag=etag, modified=modified)
    if not fetched.changed:
        return []
    marks[way.url] = (fetched.etag, fetched.modified)
    if way.kind == "page":
        found = page_links(fetched.data, base=fetched.url)
    else:
        found = parse_links(fetched.data, where=way.url, base=fetched.url)
        maps = [link for link in found if link.sitemap]
        found = [link for link in found if not link.sitemap]
        if maps:  # they may change while the map of maps does not
            marks.pop(way.url)
        for inner in maps[-_MOST_MAPS:]:
            found += [one for one in parse_links(fetcher.get(inner.url).data, where=inner.url) if not one.sitemap]
    kept = [link for link in found if way.links is None or way.links.search(link.url)]
    if not kept:
        raise BrokenSourceError(
            "has no link of the kind that the source names", where=way.url, mend="see whether the site was rebuilt"
        )
    return kept


def page_links(data: bytes, *, base: str) -> list[Link]:
    """Return the links of an HTML page that stay on its site, in order, each once."""
    from lxml import etree, html

    try:
        root = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8", no_network=True))
    except (etree.ParserError, ValueError):
        return []
    here = urlsplit(base).netloc
    links: dict[str, Link] = {}
    for node in root.iter("a"):
        try:
            url = urldefrag(urljoin(base, (node.get("href") or "").strip())).url
            own = urlsplit(url).netloc == here and url != base
        except ValueError:
            continue
        if own and url not in links:
            links[url] = Link(url=url, title=" ".join(node.text_content().split()) or None)
    return list(links.values())
