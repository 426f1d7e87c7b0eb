"""The ledger as FollowTheMoney entities, one JSON object a line, as ``ftm validate`` and OpenAleph take them.

People become Person, offices Position, who held them Occupancy, bodies Organization or PublicBody, engagements Event,
initiatives Project with ProjectParticipant, documents Article. A Documentation ties each to the documents that tell of it: its
`recordId` is ``document#start-end``, the very words. States are countries there, no entities.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from elchi.lexicon.world import load_world

Row = Mapping[str, Any]
Entity = dict[str, Any]
Ask = Callable[[str], Iterable[Row]]

KINDS = ("documents", "organisations", "people", "positions", "engagements", "outcomes", "initiatives")
_COUNTRIES = {"CTR": "cyn"}  # FollowTheMoney's own code; the others are ISO's in small letters
_PUBLIC = frozenset({"ministry", "agency", "parliament", "government", "commission", "council", "court", "military"})
_STATUSES = {"pipeline": "planned", "implementation": "active"}


def entities(ask: Ask, kinds: Sequence[str] = KINDS) -> Iterator[Entity]:
    """All entities of some kinds of rows; an entity comes once."""
    seen: set[str] = set()
    for kind in kinds:
        for row in ask(kind):
            for entity in _MAKERS[kind](row):
                if entity["id"] not in seen:
                    yield entity
                # Only posts come again and again; nothing else is worth remembering.
                if entity["schema"] == "Position":
                    seen.add(entity["id"])


def _entity(schema: str, ident: str, **properties: object) -> Entity:
    """An entity with the properties that have a value; every value is a list of texts."""
    told: dict[str, list[str]] = {}
    for name, value in properties.items():
        values = value if isinstance(value, list | tuple) else [value]
        if kept := list(dict.fromkeys(str(one) for one in values if one not in (None, ""))):
            told[name] = kept
    return {"id": ident, "schema": schema, "properties": told}


def _key(*parts: object) -> str:
    return hashlib.sha1("\0".join(map(str, parts)).encode(), usedforsecurity=False).hexdigest()


def _body(party: str) -> str:
    """The id of a body: FollowTheMoney's ids are letters, digits, full stops and hyphens."""
    safe = re.sub(r"[^0-9A-Za-z.-]", ".", party)
    return f"org-{safe}" if safe == party.replace("_", ".") and safe[-1].isalnum() else f"org-{_key(party)}"


def _article(document_id: str) -> str:
    return f"doc-{document_id}"


def country(code: str | None) -> str | None:
    """FollowTheMoney's code of a state, None for anything that is none."""
    return _COUNTRIES.get(code, code.lower()) if code in load_world().states and code else None


def _documentation(entity: str, document_id: str, spans: Iterable[Sequence[int]], role: str, **more: object) -> Entity:
    records = [f"{document_id}#{start}-{end}" for start, end in spans]
    return _entity(
        "Documentation",
        _key("documentation", entity, document_id, role, *records),
        document=_article(document_id),
        entity=entity,
        role=role,
        recordId=records,
        **more,
    )


def _of_person(row: Row) -> Iterator[Entity]:
    yield _entity(
        "Person",
        row["id"],
        name=row["name_en"] or row["names"][0],
        alias=row["names"],
        position=row["position"],
        country=country(row["represents"]),
    )
    for told in row["mentions"]:
        yield _documentation(row["id"], told["document_id"], told["spans"], "mention")


def _of_position(row: Row) -> Iterator[Entity]:
    represents = row["represents"]
    post = f"post-{_key(row['position'], represents)}"
    body = represents if represents and country(represents) is None else None
    yield _entity(
        "Position",
        post,
        name=row["position"],
        country=country(represents),
        organization=_body(body) if body else None,
        keywords=row["position_class"],
    )
    # First and last report, which is what is known; when the office began or ended is not.
    yield _entity(
        "Occupancy",
        f"occupancy-{_key(row['person'], post)}",
        holder=row["person"],
        post=post,
        date=[row["first_seen"], row["last_seen"]],
        description=f"reported from {row['first_seen']} to {row['last_seen']} in {row['documents']} documents",
    )


def _of_organisation(row: Row) -> Iterator[Entity]:
    ident = _body(row["id"])
    yield _entity(
        "PublicBody" if row["kind"] in _PUBLIC else "Organization",
        ident,
        name=row["name_en"] or row["names"][0],
        alias=row["names"],
        country=country(row["state"]),
        classification=row["kind"],
    )
    for told in row["mentions"]:
        yield _documentation(ident, told["document_id"], told["spans"], "mention")


def _of_engagement(row: Row) -> Iterator[Entity]:
    bodies = [party for party in row["parties"] if country(party) is None]
    people = [one["name_en"] or one["name"] for one in row["participants"]]
    yield _entity(
        "Event",
        row["id"],
        name=title_of(row),
        date=row["date"],
        location=", ".join(filter(None, (row["city"], load_world().states.get(row["country"] or "")))),
        country=[country(party) for party in (*row["parties"], row["country"])],
        involved=[*(one["id"] for one in row["participants"]), *map(_body, bodies)],
        namesMentioned=people,
        keywords=[row["kind"], row["status"], *row["topics"]],
    )
    for told in row["reports"]:
        yield _documentation(row["id"], told["document_id"], told["spans"], "report")


def _of_outcome(row: Row) -> Iterator[Entity]:
    if row["engagement"]:
        yield _documentation(
            row["engagement"],
            row["document_id"],
            [row["span"]],
            row["kind"],
            summary=row["quote"],
            date=row["published"],
        )


def _of_initiative(row: Row) -> Iterator[Entity]:
    ident = f"project-{row['id']}"
    yield _entity(
        "Project",
        ident,
        name=row["name"],
        projectId=row["id"],
        status=_STATUSES.get(row["status"], row["status"]),
        startDate=row["since"],
        endDate=row["actual"],
        country=[country(party) for party in row["parties"]],
        keywords=row["topics"],
    )
    for party in row["parties"]:
        if country(party) is None:
            edge = f"participant-{_key(ident, party)}"
            yield _entity("ProjectParticipant", edge, project=ident, participant=_body(party), role="party")
    for told in row["outcomes"]:
        yield _documentation(ident, told["document_id"], [told["span"]], told["kind"], summary=told["quote"])


def _of_document(row: Row) -> Iterator[Entity]:
    url = row["url"] or ""
    yield _entity(
        "Article",
        _article(row["id"]),
        title=row["title"] or row["source"],
        fileName=row["source"],
        publishedAt=row["published"],
        language=_LANGUAGES.get((row["language"] or "").partition("-")[0]),
        sourceUrl=url if url.startswith(("http://", "https://")) else None,
        keywords=row["topics"],
    )


def title_of(row: Row) -> str:
    """A name for an engagement, which has none of its own: what it is, and who met."""
    states = load_world().states
    organisations = load_world().organisations
    parties = [states.get(p) or (organisations[p].name_en if p in organisations else p) for p in row["parties"]]
    people = [one["name_en"] or one["name"] for one in row["participants"]]
    who = ", ".join(parties or people) or row["within"] or row["city"] or ""
    return f"{row['kind'].capitalize()}: {who}" if who else row["kind"].capitalize()


# FollowTheMoney writes languages in three letters.
_LANGUAGES = {
    "en": "eng", "tr": "tur", "az": "aze", "kk": "kaz", "ky": "kir", "uz": "uzb", "tk": "tuk", "hu": "hun", "ru": "rus",
}  # fmt: skip
_MAKERS: dict[str, Callable[[Row], Iterator[Entity]]] = {
    "documents": _of_document,
    "organisations": _of_organisation,
    "people": _of_person,
    "positions": _of_position,
    "engagements": _of_engagement,
    "outcomes": _of_outcome,
    "initiatives": _of_initiative,
}
