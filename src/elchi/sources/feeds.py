"""RSS, Atom and JSON feeds, and sitemaps: what a publisher says is new, as links with what is said of each.

Feeds of small sites are often not quite well-formed, so the XML is read forgivingly, but never with entities that the
document declares for itself: those are refused, for they are how a few bytes become gigabytes. A feed that carries its
texts whole can be read as documents; of one that gives only links, the pages have to be fetched.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from elchi.errors import BrokenSourceError, EmptySourceError, SourceError
from elchi.model import Document
from elchi.sources.fields import build_document, published_of
from elchi.sources.html import parse_html
from elchi.sources.options import SourceOptions

_MOST_ENTRIES = 50_000  # the sitemap protocol's own bound
_LEAST_TEXT = 400  # characters of an entry that is a text and not a teaser
_DATES = ("pubdate", "published", "date", "updated", "modified", "lastmod", "publication_date")
_CONTENTS = ("encoded", "content", "description", "summary")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One thing that a feed, a sitemap or a page points at; `day` and `text` where it says them."""

    url: str
    title: str | None = None
    day: str | None = None
    text: str | None = None
    sitemap: bool = False


def is_feed(data: bytes) -> bool:
    """Tell whether these bytes begin like a feed or a sitemap."""
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"{"):
        return b"jsonfeed.org/version" in head
    return head.startswith(b"<") and any(mark in head for mark in (b"<rss", b"<feed", b"<rdf:rdf", b"<urlset", b"<sitemapindex"))  # fmt: skip


def parse_links(data: bytes, *, where: str, base: str = "") -> list[Link]:
    """Return the links of a feed or sitemap, in its order, each address once; `base` completes relative ones.

    Raises BrokenSourceError where it is none, EmptySourceError where it has no entry.
    """
    if not data.strip(b" \t\r\n\xef\xbb\xbf"):
        raise EmptySourceError("is an empty feed", where=where, mend="see whether the address still is the feed's")
    found = (
        _json_links(data, where) if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else _xml_links(data, where)
    )
    links: dict[str, Link] = {}
    for link in found:
        url = urljoin(base, link.url.strip())
        if urlsplit(url).scheme in ("http", "https") and url not in links:
            links[url] = Link(url=url, title=link.title, day=link.day, text=link.text, sitemap=link.sitemap)
        if len(links) >= _MOST_ENTRIES:
            break
    if not links:
        raise EmptySourceError("is a feed without entries", where=where, mend="see whether it still is in use")
    return list(links.values())


def parse_feed(data: bytes, *, source: str, options: SourceOptions) -> Iterator[Document | SourceError]:
    """Yield a document for every entry of a feed that carries its text; sources are ``file#number``."""
    for number, link in enumerate(parse_links(data, where=source), 1):
        where = f"{source}#{number}"
        if len(link.text or "") < _LEAST_TEXT:
            yield EmptySourceError("gives a link and not the text", where=where, mend=f"elchi add {link.url}")
            continue
        try:
            page = parse_html(
                f"<html><body><article>{link.text}</article></body></html>", source=where, options=options
            )
            text = f"{link.title}\n\n{page.text}" if link.title else page.text
            fields = {"text": text, "title": link.title, "url": link.url, "published": link.day}
            yield build_document(fields, source=where, options=options)
        except SourceError as error:
            yield error


def day_of(raw: str | None) -> str | None:
    """Return the day of a feed's date in either of the two ways feeds write them; None for anything else."""
    text = (raw or "").strip()
    if not text:
        return None
    try:
        return published_of(text, where="")
    except SourceError:
        pass
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return None


def _json_links(data: bytes, where: str) -> Iterator[Link]:
    try:
        feed = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BrokenSourceError(f"is no valid JSON feed: {error}", where=where, mend="tell its publisher") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise BrokenSourceError('has no list of "items"', where=where, mend="give the address of a feed")
    for item in items:
        url = item.get("url") or item.get("id") if isinstance(item, dict) else None
        if isinstance(url, str):
            text = item.get("content_html") or item.get("content_text")
            yield Link(
                url=url, title=_flat(item.get("title")), day=day_of(_said(item.get("date_published"))), text=_said(text)
            )


def _xml_links(data: bytes, where: str) -> Iterator[Link]:
    root = parse_xml(data, where=where)
    kind = _name(root)
    if kind in ("urlset", "sitemapindex"):
        for node in root:
            if url := _text(node, ("loc",)):
                yield Link(
                    url=url,
                    day=day_of(_text(node, _DATES)),
                    title=_text(node, ("title",)),
                    sitemap=_name(node) == "sitemap",
                )
        return
    if kind not in ("rss", "feed", "rdf"):
        raise BrokenSourceError(
            f"begins with <{kind}>: neither a feed nor a sitemap", where=where, mend="give the address of a feed"
        )
    for node in root.iter():
        if _name(node) in ("item", "entry") and (url := _link_of(node)):
            yield Link(
                url=url,
                title=_flat(_text(node, ("title",))),
                day=day_of(_text(node, _DATES)),
                text=_text(node, _CONTENTS),
            )


def parse_xml(data: bytes, *, where: str) -> Any:  # noqa: ANN401 - lxml has no types
    """Return the root of an XML document, forgiving of slips; refuses one that declares entities."""
    from lxml import etree

    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data.lstrip(b"\xef\xbb\xbf \t\r\n"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenSourceError(f"is no readable XML: {error}", where=where, mend="tell its publisher") from error
    if root is None:
        raise BrokenSourceError("is no readable XML", where=where, mend="give the address of a feed or sitemap")
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise BrokenSourceError(
            "declares XML entities of its own, which are not expanded", where=where, mend="do not trust this source"
        )
    return root


def _link_of(node: Any) -> str | None:  # noqa: ANN401 - an element of lxml
    best = None
    for child in node:
        if _name(child) != "link":
            continue
        url = child.get("href") or (child.text or "").strip()
        if url and child.get("rel", "alternate") == "alternate":
            return str(url)
        best = best or url
    guid = next((child for child in node if _name(child) == "guid"), None)
    if guid is not None and guid.get("isPermaLink", "true") == "true":
        best = best or (guid.text or "").strip()
    return best or node.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about")


def _text(node: Any, names: tuple[str, ...]) -> str | None:  # noqa: ANN401 - an element of lxml
    """Return the words of the first of these children that has some."""
    found = {}
    for child in node.iter():
        name = _name(child)
        if name in names and name not in found and child is not node:
            words = "".join(child.itertext()).strip()
            if words:
                found[name] = words
    return next((found[name] for name in names if name in found), None)


def _name(node: Any) -> str:  # noqa: ANN401 - an element of lxml
    tag = node.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _said(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _flat(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None
