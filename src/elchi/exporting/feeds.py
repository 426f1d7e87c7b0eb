"""Entries as an Atom (RFC 4287) or RSS 2.0 feed, byte for byte the same for the same entries.

Small enough for the standard library: a package for feeds would bring lxml and python-dateutil for these two shapes.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import format_datetime
from xml.etree import ElementTree as ET

ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPES = {"atom": "application/atom+xml", "rss": "application/rss+xml"}
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing told: `id` is a URI that stays, `told_at` when it was found, `topics` what it is about."""

    id: str
    title: str
    summary: str
    link: str
    told_at: str
    language: str | None = None
    topics: tuple[str, ...] = ()
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed says of itself: `link` leads to the page, `own` to the feed."""

    id: str
    title: str
    link: str
    own: str
    language: str
    updated: str


def write_feed(feed: Feed, entries: Sequence[Entry], *, form: str) -> bytes:
    """Return a feed in one of the two forms, ``atom`` or ``rss``; entries newest first."""
    root = {"atom": _atom, "rss": _rss}[form](feed, entries)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'.encode()


def _atom(feed: Feed, entries: Sequence[Entry]) -> ET.Element:
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": feed.language})
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    _add(root, "updated", _moment(feed.updated).isoformat())
    _add(root, "link", rel="alternate", href=feed.link)
    _add(root, "link", rel="self", href=feed.own, type=MEDIA_TYPES["atom"])
    _add(_add(root, "author"), "name", "Elchi")
    _add(root, "generator", "Elchi")
    for one in entries:
        entry = _add(root, "entry")
        _add(entry, "id", one.id)
        _add(entry, "title", one.title)
        _add(entry, "updated", _moment(one.told_at).isoformat())
        _add(entry, "link", rel="alternate", href=one.link)
        if one.source:
            _add(entry, "link", rel="via", href=one.source)
        for topic in one.topics:
            _add(entry, "category", term=topic)
        summary = _add(entry, "summary", one.summary, type="text")
        if one.language:
            summary.set("xml:lang", one.language)
    return root


def _rss(feed: Feed, entries: Sequence[Entry]) -> ET.Element:
    root = ET.Element("rss", {"version": "2.0", "xmlns:atom": ATOM})
    channel = _add(root, "channel")
    _add(channel, "title", feed.title)
    _add(channel, "link", feed.link)
    _add(channel, "description", feed.title)
    _add(channel, "language", feed.language)
    _add(channel, "lastBuildDate", format_datetime(_moment(feed.updated)))
    _add(channel, "generator", "Elchi")
    _add(channel, "atom:link", rel="self", href=feed.own, type=MEDIA_TYPES["rss"])
    for one in entries:
        item = _add(channel, "item")
        _add(item, "title", one.title)
        _add(item, "link", one.link)
        _add(item, "description", one.summary)
        for topic in one.topics:
            _add(item, "category", topic)
        _add(item, "guid", one.id, isPermaLink="false")
        _add(item, "pubDate", format_datetime(_moment(one.told_at)))
    return root


def _add(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    clean = {name: _NO_XML.sub("", value) for name, value in attributes.items()}
    child = ET.SubElement(parent, tag, clean)
    child.text = _NO_XML.sub("", text) if text is not None else None
    return child


def _moment(value: str) -> dt.datetime:
    moment = dt.datetime.fromisoformat(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
