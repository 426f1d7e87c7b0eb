"""Partners and ledger put together: profiles with their life cycle, drafts from documents, matches that know the ledger.

The life of a profile: draft → review (four criteria, 0–5) → published → expired, and renewed; or dropped. While it is
published others express interest; its owner stays anonymous until the owner accepts. Ids are made as those of the
Enterprise Europe Network: type, country, day, number (``TOTR20251024001``). Matches are boosted by agreements in force,
open promises and declared priorities that the ledger has of the two states on a topic both profiles share.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from elchi.errors import ConflictError, ElchiError, UsageError
from elchi.ledger import Filters, Transaction, View
from elchi.ledger import profiles as book
from elchi.model import Amount, OpportunityType, Reading, Topic
from elchi.partners import (
    Cooperation,
    Match,
    PartnerKind,
    Profile,
    ProfileIndex,
    Stage,
    find_opportunities,
    find_priorities,
    find_ties,
    match_one,
    parse_profile,
)

CRITERIA = ("clarity", "novelty", "advantage", "partner")  # what a reviewer rates, 0–5 each
ENOUGH = 10  # points of the four together, from which a profile may be published
MONTHS_PUBLISHED = 12
UNKNOWN_STATE = "ZZ"
# which act leads from which status to which
STEPS: dict[str, tuple[frozenset[str], str]] = {
    "submit": (frozenset(["draft"]), "review"),
    "publish": (frozenset(["review"]), "published"),
    "return": (frozenset(["review"]), "draft"),
    "expire": (frozenset(["published"]), "expired"),
    "renew": (frozenset(["expired", "published"]), "published"),
    "drop": (frozenset(["draft", "review", "published", "expired"]), "dropped"),
}
_IN_FORCE = ("signed", "adopted", "agreed")
_OPEN = ("pledged", "target", "scheduled", "invited")


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one row of an import: the profile's id, or what is wrong with the row."""

    where: str
    id: str | None
    error: ElchiError | None = None


def read_profiles(text: str, name: str) -> Iterator[tuple[str, Profile | ElchiError]]:
    """Yield the profile of each row of a CSV or JSON Lines text, or the error of that row; `name` names it."""
    seen: dict[str, str] = {}
    for where, row in _rows(text, name):
        try:
            profile = parse_profile(row, where=where) if isinstance(row, Mapping) else row
        except ElchiError as error:
            yield where, error
            continue
        if isinstance(profile, ElchiError):
            yield where, profile
        elif profile.id in seen:
            yield (
                where,
                UsageError(
                    f"id: {profile.id} was given at {seen[profile.id]} already",
                    where=where,
                    mend="give each profile an id of its own",
                ),
            )
        else:
            seen[profile.id] = where
            yield where, profile


def _rows(text: str, name: str) -> Iterator[tuple[str, Mapping[str, Any] | ElchiError]]:
    if name.lower().endswith(".csv"):
        for row in (reader := csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))):
            yield f"{name}:{reader.line_num}", row
        return
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        where = f"{name}:{number}"
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            yield where, UsageError(f"is no JSON: {error.msg}", where=where, mend="one object a line")
            continue
        yield where, row if isinstance(row, dict) else UsageError("is no object", where=where, mend="one object a line")


def import_profiles(tx: Transaction, text: str, name: str, *, author: str, status: str = "draft") -> list[Imported]:
    """Enter the good rows of a file and tell what became of each row."""
    results: list[Imported] = []
    for where, found in read_profiles(text, name):
        if isinstance(found, ElchiError):
            results.append(Imported(where, None, found))
            continue
        try:
            add_profile(tx, found, owner=author, author=author, status=status)
        except ConflictError as error:
            results.append(Imported(where, None, ConflictError(error.message, where=where, mend=error.mend)))
        else:
            results.append(Imported(where, found.id))
    return results


def add_profile(tx: Transaction, profile: Profile, *, owner: str, author: str, status: str = "draft") -> str:
    """Enter one profile; returns its id."""
    now = tx.now()
    book.add_profiles(tx.connection, [_to_row(profile) | {"owner": owner, "status": status, "changed_at": now}])
    book.note_act(tx.connection, profile.id, "entered", author, now=now)
    return profile.id


def new_id(view: View, kind: OpportunityType, country: str, day: str) -> str:
    """Return the next free id of a type, country and day: ``TOTR20251024001``."""
    prefix = f"{kind}{country}{day.replace('-', '')[:8]}"
    return f"{prefix}{book.count_with_prefix(view.connection, prefix) + 1:03d}"


def step(
    tx: Transaction,
    ident: str,
    act: str,
    *,
    author: str,
    note: str | None = None,
    ratings: Mapping[str, int] | None = None,
) -> str:
    """Take a profile one step on; returns its new status. Publishing needs the four ratings of a reviewer.

    Raises ConflictError where the step does not follow from the profile's status, UsageError for ratings that cannot be.
    """
    row = book.profile(tx.connection, ident)
    before, after = STEPS[act]
    if row["status"] not in before:
        raise ConflictError(f"{row['id']} is {row['status']}", mend=f"{act} follows {' or '.join(sorted(before))}")
    values: dict[str, Any] = {"status": after, "changed_at": tx.now()}
    if act == "publish":
        _check_ratings(ratings or {})
    if act in {"publish", "renew"}:
        today = tx.now()[:10]
        values |= {"published": row["published"] if act == "renew" else today, "expires": _later(today)}
    book.set_profile(tx.connection, row["id"], values)
    book.note_act(tx.connection, row["id"], act, author, now=tx.now(), note=note, data=ratings)
    return after


def _check_ratings(ratings: Mapping[str, int]) -> None:
    if set(ratings) != set(CRITERIA) or not all(0 <= value <= 5 for value in ratings.values()):
        raise UsageError("a review rates four criteria from 0 to 5", mend=", ".join(f"{name}=0…5" for name in CRITERIA))
    if sum(ratings.values()) < ENOUGH:
        raise ConflictError(
            f"{sum(ratings.values())} of 20 points are too few to publish",
            mend=f"return it to its owner; {ENOUGH} are needed",
        )


def _later(day: str) -> str:
    date = dt.date.fromisoformat(day)
    return (date + dt.timedelta(days=round(MONTHS_PUBLISHED * 30.44))).isoformat()


def expire(tx: Transaction, *, author: str = "elchi") -> list[str]:
    """Let published profiles expire whose time or deadline is over; returns their ids."""
    today = tx.now()[:10]
    over = [
        row["id"]
        for row in book.profiles(tx.connection, status=["published"])
        if (row["expires"] or "9999") < today or (row["deadline"] or "9999") < today
    ]
    for ident in over:
        step(tx, ident, "expire", author=author)
    return over


def express_interest(tx: Transaction, ident: str, *, sender: str, message: str) -> int:
    """Express interest in a published profile; returns the number of the interest."""
    row = book.profile(tx.connection, ident)
    if row["status"] != "published":
        raise ConflictError(
            f"{row['id']} is {row['status']}", mend="only published profiles take expressions of interest"
        )
    number = book.add_interest(tx.connection, row["id"], sender, message, now=tx.now())
    book.note_act(tx.connection, row["id"], "interest", sender, now=tx.now(), data={"interest": number})
    return number


def answer(tx: Transaction, number: int, *, accept: bool, author: str) -> None:
    """Accept or decline an interest, as the profile's owner."""
    row = book.answer_interest(tx.connection, number, "accepted" if accept else "declined", now=tx.now())
    book.note_act(
        tx.connection,
        row["profile_id"],
        "accepted" if accept else "declined",
        author,
        now=tx.now(),
        data={"interest": number},
    )


def owner_for(view: View, ident: str, asking: str) -> str | None:
    """Return who owns a profile, for the owner and for those whose interest was accepted; else None."""
    row = book.profile(view.connection, ident)
    trusted = {one["sender"] for one in book.interests(view.connection, row["id"]) if one["status"] == "accepted"}
    return str(row["owner"]) if asking in trusted | {row["owner"]} else None


def note_found(tx: Transaction, readings: Iterable[Reading]) -> int:
    """Enter drafts, ties and priorities that readings tell of, in place of those read before; returns how many drafts."""
    count = 0
    for reading in readings:
        document = reading.document.id
        kept = book.drop_found(tx.connection, document)
        known, published = book.known_day(tx.connection, document)
        for draft in find_opportunities(reading):
            if (draft.type.value, draft.span.start) in kept:
                continue
            country = draft.country or UNKNOWN_STATE
            ident = new_id(tx, draft.type, country, known)
            row = _draft_row(reading, draft, ident, country, published)
            book.add_profiles(tx.connection, [row | {"changed_at": tx.now()}])
            book.note_act(tx.connection, ident, "found", reading.reader, now=tx.now())
            count += 1
        _note_ecosystem(tx, reading, document, known, published)
    return count


def _draft_row(reading: Reading, draft: Any, ident: str, country: str, published: str | None) -> dict[str, Any]:  # noqa: ANN401 - a Draft
    title = " ".join(draft.quote.split())
    return {
        "id": ident, "type": draft.type.value, "country": country, "lang": (reading.language or "en").partition("-")[0],
        "title": title[:160], "text": draft.quote, "topics": [topic.value for topic in draft.topics], "stage": None,
        "partner": "any", "cooperation": [], "target_countries": list(draft.targets), "eligible_countries": [],
        "amount": None, "currency": None, "deadline": draft.due if draft.due and len(draft.due) == 10 else None,
        "published": published if published and len(published) == 10 else None, "expires": None, "status": "draft",
        "owner": "", "document_id": reading.document.id, "start": draft.span.start, "end": draft.span.end,
    }  # fmt: skip


def _note_ecosystem(tx: Transaction, reading: Reading, document: str, known: str, published: str | None) -> None:
    topics = [topic.value for topic in reading.topics]
    book.add_ties(tx.connection, [
        {
            "document_id": document, "n": number, "kind": tie.kind.value, "one": tie.one.name, "one_kind": tie.one.kind,
            "one_state": tie.one.state, "other": tie.other.name, "other_kind": tie.other.kind,
            "other_state": tie.other.state, "topics": topics, "quote": tie.quote,
            "start": tie.span.start, "end": tie.span.end, "known": known,
        }
        for number, tie in enumerate(find_ties(reading))
    ])  # fmt: skip
    book.add_priorities(tx.connection, [
        {
            "id": f"{document}.{one.region}.{one.topic.value}", "region": one.region, "topic": one.topic.value,
            "concepts": list(one.concepts), "quote": one.quote, "source": reading.document.source,
            "document_id": document, "start": one.span.start, "end": one.span.end, "declared": published, "known": known,
        }
        for one in find_priorities(reading)
    ])  # fmt: skip


def import_priorities(tx: Transaction, text: str, name: str) -> list[Imported]:
    """Enter priorities of regions from CSV: region (ISO 3166-2), topic, words, source, date."""
    results = []
    for row in (reader := csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))):
        where = f"{name}:{reader.line_num}"
        region, topic, words = ((row.get(field) or "").strip() for field in ("region", "topic", "words"))
        if topic not in list(Topic) or "-" not in region or not words:
            results.append(
                Imported(
                    where,
                    None,
                    UsageError(
                        "needs region, topic and words",
                        where=where,
                        mend="region as ISO 3166-2 (UZ-NG), one of the 43 topics, the words of the source",
                    ),
                )
            )
            continue
        ident = f"{region}.{topic}.{hashlib.sha256(words.encode()).hexdigest()[:10]}"
        day = (row.get("date") or "").strip() or tx.now()[:10]
        book.add_priorities(
            tx.connection,
            [
                {
                    "id": ident,
                    "region": region,
                    "topic": topic,
                    "concepts": [],
                    "quote": words,
                    "source": (row.get("source") or name).strip(),
                    "document_id": None,
                    "start": None,
                    "end": None,
                    "declared": day,
                    "known": day,
                }
            ],
        )
        results.append(Imported(where, ident))
    return results


def to_profile(row: Mapping[str, Any]) -> Profile:
    """Return the profile of a row of the ledger."""
    return Profile(
        id=row["id"], type=OpportunityType(row["type"]), country=row["country"], lang=row["lang"], title=row["title"],
        text=row["text"], topics=tuple(Topic(topic) for topic in row["topics"]),
        stage=Stage(row["stage"]) if row["stage"] else None, partner=PartnerKind(row["partner"]),
        cooperation=tuple(Cooperation(one) for one in row["cooperation"]),
        target_countries=tuple(row["target_countries"]), eligible_countries=tuple(row["eligible_countries"]),
        budget=Amount(row["amount"], row["currency"]) if row["amount"] else None,
        deadline=row["deadline"], published=row["published"],
    )  # fmt: skip


def _to_row(profile: Profile) -> dict[str, Any]:
    row = {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in asdict(profile).items()
        if key != "budget"
    }
    row |= {
        "amount": profile.budget.value if profile.budget else None,
        "currency": profile.budget.currency if profile.budget else None,
    }
    return row | {"expires": None, "document_id": None, "start": None, "end": None}


def match_in_ledger(view: View, ident: str, *, as_of: str) -> list[Match]:
    """Return what fits a profile among the published ones and the drafts from documents, with what the ledger knows."""
    row = book.profile(view.connection, ident)
    rows = [
        one
        for one in book.profiles(view.connection, status=["published", "draft"], as_of=as_of)
        if one["id"] != row["id"] and (one["status"] == "published" or one["document_id"])
    ]
    index = ProfileIndex([to_profile(row), *map(to_profile, rows)])
    first = match_one(index, 0, as_of=as_of)
    profiles = {profile.id: profile for profile in index.profiles}
    boosts = {
        match.match: boost for match in first if (boost := ledger_boost(view, index.profiles[0], profiles[match.match]))
    }
    return match_one(index, 0, as_of=as_of, boosts=boosts) if boosts else first


def ledger_boost(view: View, one: Profile, other: Profile) -> tuple[float, str] | None:
    """Return how much the ledger speaks for two profiles, and in which words: agreements, open promises, priorities."""
    for topic in one.topics:
        if topic not in other.topics:
            continue
        for kinds, factor, words in ((_IN_FORCE, 1.15, "covered by an agreement"), (_OPEN, 1.1, "an open promise")):
            for kind in kinds:
                found = view.outcomes(
                    Filters(states=(one.country, other.country), topic=topic.value, kind=kind, limit=1)
                ).items
                if found:
                    source = view.document(found[0].document_id).document.source
                    return (
                        factor,
                        f"{words} of {one.country} and {other.country} on {topic.value}: “{_short(found[0].quote)}” ({source})",
                    )
        for profile in (one, other):
            priorities = book.priorities(view.connection, state=profile.country, topic=topic.value, as_of=view.until)
            if priorities:
                return 1.05, f"{topic.value} is a priority of {priorities[0]['region']} ({priorities[0]['source']})"
    return None


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 120 else flat[:120].rsplit(" ", 1)[0] + " …"
