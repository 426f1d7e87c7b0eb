"""Partnering: opportunities found in documents, profiles with their life, matches and interests, ties and priorities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from http import HTTPStatus
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Path, Request, Response
from pydantic import BaseModel, Field

from elchi import partnering
from elchi.errors import UsageError
from elchi.ledger import Filters, OutcomeRow, Page, Transaction, View, sliced
from elchi.ledger import profiles as book
from elchi.model import OpportunityType
from elchi.partners import parse_profile
from elchi.web.api.asking import CHANGED, PARTIAL_DATE, Asked, Date, Rows, add, answer, change
from elchi.web.pages.acting import author_of
from elchi.web.standing import today
from elchi.web.visit import greet

router = APIRouter()
Record = TypeVar("Record")
STATUSES = ("draft", "review", "published", "expired", "dropped")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileRow:
    """A profile; `document_id`, `start` and `end` are where one that was found stands. Its owner stays unnamed."""

    id: str
    type: str
    country: str
    lang: str
    title: str
    text: str
    topics: tuple[str, ...]
    stage: str | None
    partner: str
    cooperation: tuple[str, ...]
    target_countries: tuple[str, ...]
    eligible_countries: tuple[str, ...]
    amount: float | None
    currency: str | None
    deadline: str | None
    published: str | None
    expires: str | None
    status: str
    document_id: str | None
    start: int | None
    end: int | None
    changed_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What was done with a profile, by whom and when."""

    kind: str
    author: str
    note: str | None
    data: dict[str, Any]
    made_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Interest:
    """An expression of interest: open, accepted or declined."""

    id: int
    sender: str
    message: str
    status: str
    made_at: str
    answered_at: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileWhole:
    """A profile with its history and the interests in it; `owner` only for who may know it."""

    profile: ProfileRow
    owner: str | None
    acts: tuple[Act, ...]
    interests: tuple[Interest, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """A profile that fits, how well (0 to 1), and why."""

    profile: ProfileRow
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A tie of two institutions, in a document's words."""

    document_id: str
    source: str
    url: str | None
    published: str | None
    kind: str
    one: str
    one_kind: str
    one_state: str | None
    other: str
    other_kind: str
    other_state: str | None
    topics: tuple[str, ...]
    quote: str
    start: int
    end: int
    known: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority:
    """What a region declared to be its priority, in whose words."""

    id: str
    region: str
    topic: str
    concepts: tuple[str, ...]
    quote: str
    source: str
    document_id: str | None
    start: int | None
    end: int | None
    declared: str | None
    known: str


class NewProfile(BaseModel):
    """A profile to be entered as a draft; lists and codes as in docs/partners.md."""

    type: OpportunityType
    country: str = Field(min_length=2, max_length=3)
    lang: str = Field(default="en", max_length=12)
    title: str = Field(min_length=8, max_length=300)
    text: str = Field(min_length=8, max_length=20_000)
    topics: list[str] = []
    stage: str | None = None
    partner: str | None = None
    cooperation: list[str] = []
    target_countries: list[str] = []
    eligible_countries: list[str] = []
    deadline: str | None = Field(default=None, pattern=PARTIAL_DATE)


class Step(BaseModel):
    """A step of a profile's life; publishing needs the four ratings."""

    act: str = Field(json_schema_extra={"enum": list(partnering.STEPS)})
    note: str | None = Field(default=None, max_length=4000)
    ratings: dict[str, int] | None = None


class Message(BaseModel):
    """An expression of interest."""

    message: str = Field(min_length=1, max_length=4000)


class Reply(BaseModel):
    """The owner's reply to an interest."""

    accept: bool


class Entered(BaseModel):
    """What was entered, and how it stands."""

    id: str
    status: str


class Expressed(BaseModel):
    """The number of an interest, and how it stands."""

    interest: int
    status: str


def shaped(kind: type[Record], row: dict[str, Any]) -> Record:
    """Return a row of the ledger as a record that has only the fields it shows."""
    return kind(**{field.name: row[field.name] for field in fields(kind)})  # type: ignore[arg-type]


def shaped_page(kind: type[Record], rows: Sequence[dict[str, Any]], filters: Filters) -> Page[Record]:
    """Return the page of rows that is asked for, as records."""
    page = sliced(rows, filters)
    return page.of(shaped(kind, row) for row in page)


def opportunities(request: Request, filters: Asked, as_of: Date = None) -> Response:
    """Return offers, requests, invitations and calls that documents tell of, in their own words."""
    asked = replace(filters, opportunity=filters.opportunity or "any")
    return answer(request, as_of, lambda view: view.outcomes(asked))


def profiles(
    request: Request,
    filters: Asked,
    as_of: Date = None,
) -> Response:
    """Return profiles, the latest changed first: `status`, `kind` (the type), `state` (the country) narrow."""

    def ask(view: View) -> Page[ProfileRow]:
        wanted = [filters.status] if filters.status else [one for one in STATUSES if one != "dropped"]
        country = filters.states[0] if filters.states else None
        rows = book.profiles(view.connection, status=wanted, kind=filters.kind, country=country, as_of=view.until)
        return shaped_page(ProfileRow, rows, filters)

    return answer(request, as_of, ask)


def profile(request: Request, ident: str, as_of: Date = None) -> Response:
    """Return one profile with its history and the expressions of interest in it."""

    def ask(view: View) -> ProfileWhole:
        row = book.profile(view.connection, ident)
        return ProfileWhole(
            profile=shaped(ProfileRow, row),
            owner=partnering.owner_for(view, row["id"], author_of(greet(request))),
            acts=tuple(shaped(Act, act) for act in book.acts(view.connection, row["id"])),
            interests=tuple(shaped(Interest, one) for one in book.interests(view.connection, row["id"])),
        )

    return answer(request, as_of, ask)


def matches(request: Request, ident: str, as_of: Date = None) -> Response:
    """Return what fits a profile, best first, each with its reasons."""

    def ask(view: View) -> list[Matching]:
        row = book.profile(view.connection, ident)
        found = partnering.match_in_ledger(view, row["id"], as_of=today(view))
        return [
            Matching(
                profile=shaped(ProfileRow, book.profile(view.connection, one.match)),
                score=one.score,
                reasons=one.reasons,
            )
            for one in found
        ]

    return answer(request, as_of, ask)


def ties(request: Request, filters: Asked, as_of: Date = None) -> Response:
    """Return who works with whom: ties of technoparks, funds, universities …, newest first; `state`, `topic` narrow."""

    def ask(view: View) -> Page[Tie]:
        state = filters.states[0] if filters.states else None
        rows = book.ties(view.connection, state=state, topic=filters.topic, as_of=view.until)
        return shaped_page(Tie, rows, filters)

    return answer(request, as_of, ask)


def priorities(request: Request, filters: Asked, as_of: Date = None) -> Response:
    """Return what regions declared to be their priorities; `state` is a state or a region (KZ, KZ-61)."""

    def ask(view: View) -> Page[Priority]:
        state = filters.states[0] if filters.states else None
        rows = book.priorities(view.connection, state=state, topic=filters.topic, as_of=view.until)
        return shaped_page(Priority, rows, filters)

    return answer(request, as_of, ask)


@router.post("/profiles", status_code=HTTPStatus.CREATED, operation_id="profiles-new", responses=CHANGED)
def enter(request: Request, given: NewProfile) -> Entered:
    """Enter a profile as a draft; whoever enters it owns it."""

    def act(transaction: Transaction, who: str) -> Entered:
        ident = partnering.new_id(transaction, given.type, given.country, today(transaction))
        row = {key: value for key, value in given.model_dump(mode="json").items() if value is not None}
        made = parse_profile({"id": ident, **row}, where="body")
        return Entered(id=partnering.add_profile(transaction, made, owner=who, author=who), status="draft")

    return change(request, act)


@router.post("/profiles/{ident}/steps", operation_id="profiles-step", responses=CHANGED)
def step(request: Request, ident: str, given: Step) -> Entered:
    """Take a profile one step on: submit, publish, return, expire, renew, drop."""
    if given.act not in partnering.STEPS:
        raise UsageError(f"{given.act!r} is no step", mend=", ".join(partnering.STEPS))

    def act(transaction: Transaction, who: str) -> Entered:
        row = book.profile(transaction.connection, ident)
        status = partnering.step(
            transaction, row["id"], given.act, author=who, note=given.note, ratings=given.ratings or None
        )
        return Entered(id=row["id"], status=status)

    return change(request, act)


@router.post(
    "/profiles/{ident}/interests",
    status_code=HTTPStatus.CREATED,
    operation_id="profiles-interest",
    responses=CHANGED,
)
def express(request: Request, ident: str, given: Message) -> Expressed:
    """Express interest in a published profile."""

    def act(transaction: Transaction, who: str) -> Expressed:
        number = partnering.express_interest(transaction, ident, sender=who, message=given.message)
        return Expressed(interest=number, status="open")

    return change(request, act)


@router.post("/interests/{number}", operation_id="interests-answer", responses=CHANGED)
def reply(request: Request, number: Annotated[int, Path(ge=1, le=2**53)], given: Reply) -> Expressed:
    """Accept or decline an interest, as the profile's owner."""

    def act(transaction: Transaction, who: str) -> Expressed:
        partnering.answer(transaction, number, accept=given.accept, author=who)
        return Expressed(interest=number, status="accepted" if given.accept else "declined")

    return change(request, act)


add(router, "/opportunities", opportunities, Rows[OutcomeRow], "Offers, requests, invitations and calls in documents")
add(router, "/profiles", profiles, Rows[ProfileRow], "Partnering profiles, the latest changed first")
add(router, "/profiles/{ident}", profile, ProfileWhole, "A profile with its history and interests")
add(router, "/profiles/{ident}/matches", matches, list[Matching], "What fits a profile, and why")
add(router, "/ties", ties, Rows[Tie], "Ties of institutions, newest first")
add(router, "/priorities", priorities, Rows[Priority], "Declared priorities of regions, newest first")
