"""Engagements as schema.org events in JSON-LD: one graph, each event with its place, people and documents."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, TextIO

from elchi.exporting.entities import title_of
from elchi.lexicon.world import load_world

Row = Mapping[str, Any]
_STATUSES = {"held": None, "scheduled": "EventScheduled", "cancelled": "EventCancelled"}


def write_jsonld(rows: Iterable[Row], stream: TextIO) -> int:
    """Write a JSON-LD document of events; returns how many."""
    count = 0
    stream.write('{"@context": "https://schema.org", "@graph": [')
    for row in rows:
        stream.write((",\n" if count else "\n") + json.dumps(_event(row), ensure_ascii=False))
        count += 1
    stream.write("\n]}\n")
    return count


def _event(row: Row) -> dict[str, Any]:
    status = _STATUSES[row["status"]]
    told = {
        "@id": f"urn:elchi:engagement:{row['id']}",
        "@type": "Event",
        "identifier": row["id"],
        "name": title_of(row),
        "additionalType": row["kind"],
        "startDate": row["date"],
        # What was held has no status in schema.org.
        "eventStatus": f"https://schema.org/{status}" if status else None,
        "location": _place(row),
        "organizer": [_party(party) for party in row["parties"]],
        "attendee": [_person(one) for one in row["participants"]],
        "superEvent": {"@type": "Event", "name": row["within"]} if row["within"] else None,
        "about": row["topics"],
        "subjectOf": [_report(one) for one in row["reports"]],
    }
    return {name: value for name, value in told.items() if value}


def _place(row: Row) -> dict[str, Any] | None:
    if not row["city"] and not row["country"]:
        return None
    told = {"@type": "PostalAddress", "addressLocality": row["city"], "addressCountry": row["country"]}
    address = {name: value for name, value in told.items() if value}
    name = row["city"] or load_world().states.get(row["country"], row["country"])
    return {"@type": "Place", "name": name, "address": address}


def _party(party: str) -> dict[str, Any]:
    world = load_world()
    if party in world.states:
        return {"@type": "Country", "identifier": party, "name": world.states[party]}
    name = world.organisations[party].name_en if party in world.organisations else party
    return {"@type": "Organization", "identifier": party, "name": name}


def _person(one: Row) -> dict[str, Any]:
    told = {"@type": "Person", "@id": f"urn:elchi:person:{one['id']}", "name": one["name_en"] or one["name"]}
    alternate = one["name"] if one["name"] != told["name"] else None
    told |= {"alternateName": alternate, "jobTitle": one["position"]}
    told |= {"affiliation": _party(one["represents"]) if one["represents"] else None}
    return {name: value for name, value in told.items() if value}


def _report(told: Row) -> dict[str, Any]:
    """A document that tells of it, and where in its text: the spans count code points."""
    article = {
        "@type": "Article",
        "identifier": told["document_id"],
        "name": told["document"],
        "datePublished": told["published"],
        "inLanguage": told["language"],
        "hasPart": [{"@type": "CreativeWork", "position": f"{start}-{end}"} for start, end in told["spans"]],
    }
    return {name: value for name, value in article.items() if value}
