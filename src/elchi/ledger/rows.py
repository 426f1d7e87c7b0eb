"""A reading as rows of the tables: pure, no database.

A record's id is its document's with a letter and a number: p person, o organisation, e engagement, r outcome (result),
s statement, f figure, d development. When a document is read again the records take over the ids of those they replace (`carry`), by
the characters they share, so that decisions and links keep their subject.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from elchi.ledger.days import first_day, last_day
from elchi.ledger.folding import vocabulary
from elchi.ledger.identities import Identity
from elchi.model import Claim, Engagement, Outcome, Reading, Span

Rows = dict[str, list[dict[str, Any]]]
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Placing:
    """What the ledger knows of a document beside its reading: when it counts, and the ids its records take over."""

    known: str
    first_seen: str
    carried: Mapping[tuple[str, int], str] = field(default_factory=dict)
    next_number: Mapping[str, int] = field(default_factory=dict)


def rows_of(reading: Reading, identity: Identity, placing: Placing) -> Rows:
    """All rows of one reading by table name, except clusters and summaries."""
    rows = _Builder(reading, identity, placing).build()
    return _storable(rows) if _UNSTORABLE.search(reading.document.text) else rows


def extents(reading: Reading) -> dict[str, list[tuple[Span, ...]]]:
    """The spans of every record by letter, in the order of their numbers."""
    return {
        "p": [x.spans for x in reading.people],
        "o": [x.spans for x in reading.organisations],
        "e": [x.spans for x in reading.engagements],
        "r": [(x.span,) for x in reading.outcomes],
        "s": [(x.span,) for x in reading.statements],
        "f": [(x.span,) for x in reading.figures],
        "d": [(x.span,) for x in reading.developments],
    }


def carry(old: Mapping[str, Sequence[Sequence[int]]], new: Sequence[Sequence[Span]]) -> dict[int, str]:
    """Which new record (by place) takes over which old id: greedily, most shared characters first."""
    shares = []
    for ident, spans in old.items():
        before = {c for start, end in spans for c in range(start, end)}
        for place, fresh in enumerate(new):
            after = {c for start, end in fresh for c in range(start, end)}
            if shared := len(before & after):
                shares.append((-shared / len(before | after), ident, place))
    taken: dict[int, str] = {}
    used: set[str] = set()
    for _, ident, place in sorted(shares):
        if place not in taken and ident not in used:
            taken[place] = ident
            used.add(ident)
    return taken


class _Builder:
    """Collects the rows of one reading."""

    def __init__(self, reading: Reading, identity: Identity, placing: Placing) -> None:
        self.reading, self.identity, self.placing = reading, identity, placing
        self.document = reading.document
        self.ident = reading.document.id  # a hash of the whole text: taken once
        published = self.document.published
        # Without a date a document has no day in lists and charts; it counts from when it was first seen.
        self.day = first_day(published) if published else ""
        self.end = last_day(published) if published else placing.first_seen[:10]
        self.rows: Rows = defaultdict(list)
        self.fresh: dict[str, int] = dict(placing.next_number)

    def build(self) -> Rows:
        mentions = self._people()
        self._organisations()
        engagements = self._engagements(mentions)
        self._outcomes(engagements)
        self._statements(mentions)
        self._figures()
        self._developments()
        self._document()
        return self.rows

    def _ids(self, letter: str, count: int) -> list[str]:
        ids = []
        for place in range(count):
            ident = self.placing.carried.get((letter, place))
            if ident is None:
                number = self.fresh.get(letter, 0)
                self.fresh[letter] = number + 1
                ident = f"{self.ident}.{letter}{number}"
            ids.append(ident)
        return ids

    def _people(self) -> dict[str, str]:
        ids = self._ids("p", len(self.reading.people))
        mentions: dict[str, str] = {}
        for ident, person in zip(ids, self.reading.people):
            mentions.setdefault(person.name, ident)
            self.rows["person_mention"].append({
                "id": ident, "document_id": self.ident, "node": self.identity.person(person, self.reading),
                "name": person.name, "name_en": person.name_en, "position": person.position,
                "position_class": person.position_class, "represents": person.represents,
                "spans": person.spans, "doubts": person.doubts, "known": self.placing.known,
            })  # fmt: skip
            self._claims(ident, person.claims)
            self._doubts("person", ident, person.doubts)
        return mentions

    def _organisations(self) -> None:
        for ident, body in zip(self._ids("o", len(self.reading.organisations)), self.reading.organisations):
            self.rows["organisation_mention"].append({
                "id": ident, "document_id": self.ident, "organisation_id": body.id, "name": body.name,
                "name_en": body.name_en, "kind": body.kind, "state": body.state, "spans": body.spans,
                "doubts": body.doubts, "known": self.placing.known,
            })  # fmt: skip
            self._doubts("organisation", ident, body.doubts)

    def _engagements(self, mentions: Mapping[str, str]) -> list[tuple[str, Engagement]]:
        pairs = list(zip(self._ids("e", len(self.reading.engagements)), self.reading.engagements))
        for ident, item in pairs:
            self.rows["engagement"].append({
                "id": ident, "document_id": self.ident, "node": self.identity.engagement(item, self.reading),
                "kind": item.kind, "status": item.status, "date": item.date, "city": item.city,
                "country": item.country, "within": item.within, "participants": item.participants,
                "parties": item.parties, "topics": item.topics, "spans": item.spans, "doubts": item.doubts,
                "first_day": first_day(item.date) if item.date else self.day,
                "last_day": last_day(item.date) if item.date else self.end, "known": self.placing.known,
            })  # fmt: skip
            people = dict.fromkeys(mentions[name] for name in item.participants)
            self.rows["engagement_person"].extend(
                {"engagement_id": ident, "n": n, "mention_id": mention} for n, mention in enumerate(people)
            )
            self._claims(ident, item.claims)
            self._doubts("engagement", ident, item.doubts)
        return pairs

    def _outcomes(self, engagements: Sequence[tuple[str, Engagement]]) -> None:
        for ident, item in zip(self._ids("r", len(self.reading.outcomes)), self.reading.outcomes):
            self.rows["outcome"].append({
                "id": ident, "document_id": self.ident, "engagement_id": engagement_of(item, engagements),
                "kind": item.kind, "quote": item.quote, "start": item.span.start, "end": item.span.end,
                "parties": item.parties, "topics": item.topics,
                "amount": item.amount.value if item.amount else None,
                "currency": item.amount.currency if item.amount else None,
                "due": item.due, "due_day": last_day(item.due) if item.due else None,
                "opportunity": item.opportunity, "doubts": item.doubts, "verdict": None,
                "day": self.day, "known": self.placing.known,
            })  # fmt: skip
            self._claims(ident, item.claims)
            self._doubts("outcome", ident, item.doubts)
            self._index("outcome", ident, item.parties, item.topics)

    def _statements(self, mentions: Mapping[str, str]) -> None:
        for ident, item in zip(self._ids("s", len(self.reading.statements)), self.reading.statements):
            self.rows["statement"].append({
                "id": ident, "document_id": self.ident, "quote": item.quote, "start": item.span.start,
                "end": item.span.end, "speaker": item.speaker, "mention_id": mentions.get(item.speaker or ""),
                "medium": item.medium, "day": self.day, "known": self.placing.known,
            })  # fmt: skip

    def _figures(self) -> None:
        for ident, item in zip(self._ids("f", len(self.reading.figures)), self.reading.figures):
            self.rows["figure"].append({
                "id": ident, "document_id": self.ident, "indicator": item.indicator, "value": item.value,
                "unit": item.unit, "period": item.period, "parties": item.parties, "start": item.span.start,
                "end": item.span.end, "day": self.day, "known": self.placing.known,
            })  # fmt: skip
            self._index("figure", ident, item.parties, ())

    def _developments(self) -> None:
        for ident, item in zip(self._ids("d", len(self.reading.developments)), self.reading.developments):
            self.rows["development"].append({
                "id": ident, "document_id": self.ident, "quote": item.quote, "start": item.span.start,
                "end": item.span.end, "acts": item.acts, "concepts": item.concepts, "parties": item.parties,
                "places": item.places, "known": self.placing.known,
                "facts": {
                    "around": item.around, "near": item.near, "topics": item.topics, "names": item.names,
                    "ordinals": item.ordinals, "amounts": [(a.value, a.currency) for a in item.amounts],
                    "due": item.due, "nearing": item.nearing, "roles": item.roles,
                },
            })  # fmt: skip

    def _document(self) -> None:
        document, reading = self.document, self.reading
        self.rows["document"].append({
            "id": self.ident, "source": document.source, "url": document.url, "title": document.title,
            "published": document.published, "day": self.day, "known": self.placing.known,
            "language": reading.language, "script": reading.script, "length": len(document.text),
            "reader": reading.reader, "first_seen": self.placing.first_seen, "topics": reading.topics,
            "warnings": [f"{w.code}: {w.message}" for w in reading.warnings], "text": document.text,
        })  # fmt: skip
        parties = [p for engagement in reading.engagements for p in engagement.parties]
        parties += [p for outcome in reading.outcomes for p in outcome.parties]
        parties += [p for figure in reading.figures for p in figure.parties]
        parties += [person.represents for person in reading.people if person.represents]
        self._index("document", self.ident, parties, reading.topics)

    def _claims(self, ident: str, claims: Iterable[Claim]) -> None:
        self.rows["claim"].extend(
            {"record_id": ident, "n": n, "field": c.field, "value": c.value, "start": c.span[0], "end": c.span[1]}
            for n, c in enumerate(claims)
        )

    def _doubts(self, kind: str, ident: str, doubts: Iterable[str]) -> None:
        self.rows["doubt"].extend(
            {"record_id": ident, "n": n, "kind": kind, "doubt": doubt, "known": self.placing.known}
            for n, doubt in enumerate(doubts)
        )

    def _index(self, kind: str, ident: str, parties: Iterable[str], topics: Iterable[str]) -> None:
        for table, values in (("party", parties), ("topic", topics)):
            self.rows[table].extend(
                {"kind": kind, table: value, "day": self.day, "record_id": ident} for value in dict.fromkeys(values)
            )


def engagement_of(outcome: Outcome, engagements: Sequence[tuple[str, Engagement]]) -> str | None:
    """The engagement that an outcome goes with: of those it shares a party with, the nearest most alike."""
    ranked = []
    for ident, item in engagements:
        shared = len(set(outcome.parties) & set(item.parties))
        if shared or not outcome.parties or len(engagements) == 1:
            distance = min(_distance(outcome.span, span) for span in item.spans)
            ranked.append((-shared, distance, len(item.parties), ident))
    return min(ranked)[3] if ranked else None


def search_row(reading: Reading) -> list[str]:
    """The words that find a document: of its text and its title."""
    return vocabulary(f"{reading.document.title or ''}\n{reading.document.text}")


def _distance(one: Span, other: Span) -> int:
    return max(0, other.start - one.end, one.start - other.end)


def _storable(value: Any) -> Any:  # noqa: ANN401 - any tree of rows
    """Replace what no database stores (NUL, lone surrogates) by one character each, so that spans still fit."""
    if isinstance(value, str):
        return _UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {key: _storable(item) for key, item in value.items()}
    if isinstance(value, list | tuple) and not isinstance(value, Span):
        return [_storable(item) for item in value]
    return value
