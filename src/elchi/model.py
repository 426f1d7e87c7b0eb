"""The vocabulary: what Elchi knows, as frozen dataclasses.

Nothing here reads, stores or shows anything, and nothing here imports from the rest of Elchi but its errors.
Spans are half-open ranges ``[start, end)`` of Unicode code points in the document's text. The laws that a value can
break by itself are checked when it is built: a claim without a span, a span outside the text, a quote that is not the
text under its span cannot exist.

Closed lists (position classes, kinds, topics) follow the annotation guide; states are ISO 3166-1 alpha-2 codes, with
``CTR`` for Northern Cyprus and ``XK`` for Kosovo. Dates are ISO strings of a day, a month or a year: ``2025-10-24``,
``2025-10``, ``2025``.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from elchi.errors import ReadingError

READING_SCHEMA = "elchi.reading/1"
_PARTIAL_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?\Z")


class Span(NamedTuple):
    """A half-open range of code points in a document's text."""

    start: int
    end: int


class PositionClass(StrEnum):
    """The rank of an office, across states and languages."""

    HEAD_OF_STATE = "head_of_state"
    HEAD_OF_GOVERNMENT = "head_of_government"
    DEPUTY_HEAD_OF_GOVERNMENT = "deputy_head_of_government"
    MINISTER = "minister"
    DEPUTY_MINISTER = "deputy_minister"
    AMBASSADOR = "ambassador"
    CONSUL = "consul"
    SPEAKER = "speaker"
    MP = "mp"
    SECRETARY_GENERAL = "secretary_general"
    DEPUTY_SECRETARY_GENERAL = "deputy_secretary_general"
    GOVERNOR = "governor"
    MAYOR = "mayor"
    AGENCY_HEAD = "agency_head"
    OFFICIAL = "official"
    EXECUTIVE = "executive"
    ACADEMIC = "academic"
    MILITARY = "military"
    OTHER = "other"


class EngagementKind(StrEnum):
    """How states and organisations met."""

    MEETING = "meeting"
    CALL = "call"
    VISIT = "visit"
    CONFERENCE = "conference"
    SIGNING = "signing"
    CORRESPONDENCE = "correspondence"


class EngagementStatus(StrEnum):
    """Whether an engagement took place, is to take place, or was called off."""

    HELD = "held"
    SCHEDULED = "scheduled"
    CANCELLED = "cancelled"


class OutcomeKind(StrEnum):
    """What was left behind or aimed at; see the weights of words in the design."""

    SIGNED = "signed"
    ADOPTED = "adopted"
    AGREED = "agreed"
    PLEDGED = "pledged"
    TARGET = "target"
    SCHEDULED = "scheduled"
    INVITED = "invited"
    PROPOSED = "proposed"


class OpportunityType(StrEnum):
    """Kinds of partnering profile: the five of the Enterprise Europe Network, and three found in diplomatic texts."""

    TECHNOLOGY_OFFER = "TO"
    TECHNOLOGY_REQUEST = "TR"
    BUSINESS_OFFER = "BO"
    BUSINESS_REQUEST = "BR"
    RESEARCH_REQUEST = "RDR"
    INVESTMENT_OFFER = "INV"
    RELOCATION_INVITATION = "REL"
    FUNDING_CALL = "CALL"


class Topic(StrEnum):
    """The 43 topics of cooperation."""

    TRADE = "trade"
    INVESTMENT = "investment"
    FINANCE = "finance"
    CUSTOMS = "customs"
    INDUSTRY = "industry"
    MINING = "mining"
    ENERGY = "energy"
    GREEN_ENERGY = "green-energy"
    AGRICULTURE = "agriculture"
    CONSTRUCTION = "construction"
    TOURISM = "tourism"
    ENTERPRISE = "enterprise"
    RESEARCH = "research"
    TECHNOLOGY_TRANSFER = "technology-transfer"
    INNOVATION = "innovation"
    DIGITAL = "digital"
    AI = "ai"
    CYBERSECURITY = "cybersecurity"
    SPACE = "space"
    DEFENCE_INDUSTRY = "defence-industry"
    STANDARDS = "standards"
    TRANSPORT = "transport"
    AVIATION = "aviation"
    TELECOM = "telecom"
    EDUCATION = "education"
    CULTURE = "culture"
    YOUTH_SPORT = "youth-sport"
    HEALTH = "health"
    MEDIA = "media"
    MIGRATION_LABOUR = "migration-labour"
    LANGUAGE = "language"
    DEFENCE = "defence"
    SECURITY = "security"
    JUSTICE = "justice"
    CONSULAR = "consular"
    HUMANITARIAN = "humanitarian"
    ENVIRONMENT = "environment"
    WATER = "water"
    REGIONAL_DEVELOPMENT = "regional-development"
    REGIONAL_AFFAIRS = "regional-affairs"
    POLITICAL = "political"
    PARLIAMENTARY = "parliamentary"
    MULTILATERAL = "multilateral"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text and where it came from.

    `source` is what was read, as given on the command line (a row of a JSON Lines file: ``file#line``); `url` is where
    the text was published, `publisher` by whom, as the page calls itself; `published` is a day, a month or a year.
    `language` is a hint, None where the text decides.
    """

    source: str
    text: str
    url: str | None = None
    title: str | None = None
    published: str | None = None
    language: str | None = None
    publisher: str | None = None

    def __post_init__(self) -> None:
        if self.published is not None and not _PARTIAL_DATE.match(self.published):
            raise ReadingError(
                f"published {self.published!r} is no date",
                where=self.source,
                mend="write it as YYYY-MM-DD, YYYY-MM or YYYY",
            )

    @property
    def id(self) -> str:
        """Content hash: the same text has the same id, wherever it was published."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()[:20]


@dataclass(frozen=True, slots=True)
class Claim:
    """One value of one field, and the words it was read from."""

    field: str
    value: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A named person as one document presents them.

    `name` is the fullest uninflected form in the document's own spelling; `represents` is a state or organisation id.
    """

    name: str
    spans: tuple[Span, ...]
    name_en: str | None = None
    position: str | None = None
    position_class: PositionClass | None = None
    represents: str | None = None
    claims: tuple[Claim, ...] = ()
    doubts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _need_spans(self.spans, f"person {self.name!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A named ministry, agency, company, university, fund or intergovernmental body."""

    name: str
    spans: tuple[Span, ...]
    id: str
    kind: str
    name_en: str | None = None
    state: str | None = None
    doubts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _need_spans(self.spans, f"organisation {self.name!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Engagement:
    """One interaction between states or organisations that a document reports.

    `participants` are names of people in the same reading; `parties` are states and organisation ids; `within` is the
    English name of the session, visit or event on whose margins it takes place. `claims` give the words behind each
    field, so that a page can light them up.
    """

    kind: EngagementKind
    status: EngagementStatus
    spans: tuple[Span, ...]
    date: str | None = None
    city: str | None = None
    country: str | None = None
    within: str | None = None
    participants: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    topics: tuple[Topic, ...] = ()
    claims: tuple[Claim, ...] = ()
    doubts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _need_spans(self.spans, f"engagement {self.kind}")
        _need_date(self.date, f"engagement {self.kind}")


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money; `currency` is an ISO 4217 code."""

    value: float
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What an engagement left behind or aims at, in the document's own words; the first party is the one who acts."""

    kind: OutcomeKind
    quote: str
    span: Span
    parties: tuple[str, ...] = ()
    topics: tuple[Topic, ...] = ()
    amount: Amount | None = None
    due: str | None = None
    opportunity: OpportunityType | None = None
    claims: tuple[Claim, ...] = ()
    doubts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _need_date(self.due, f"outcome {self.kind}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Quoted or reported words; `speaker` is a person's name or an organisation's in the same reading."""

    quote: str
    span: Span
    speaker: str | None = None
    medium: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A reported value of an indicator between parties, in `unit` (a currency code, ``percent`` or what is counted)."""

    indicator: str
    value: float
    unit: str
    span: Span
    period: str | None = None
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Development:
    """A clause that tells what is done about something: what follow-through holds promises against.

    `acts` are what is done with its tense (``started.done``, ``building.going``, ``held.coming``); `concepts` are what
    it is about, in ids that all languages share, and `around` what the sentences about it are about; `parties` are
    states and bodies that its sentence names, `near` those that the text is about; `places` are cities ("Baku, AZ"),
    `names` proper names and people in plain Latin letters, `ordinals` numbers of sessions, `nearing` whether a value is
    only being approached; `roles` are the parts that states and bodies take in an undertaking, as (role, party) with
    IATI's words for roles: funding, accountable, implementing.
    """

    quote: str
    span: Span
    acts: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    topics: tuple[Topic, ...] = ()
    places: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    ordinals: tuple[int, ...] = ()
    amounts: tuple[Amount, ...] = ()
    due: str | None = None
    nearing: bool = False
    roles: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Caveat:
    """What the reader could not do or doubts about the document as a whole."""

    code: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that one reader found in one document; checked against the laws when it is built."""

    document: Document
    language: str | None
    script: str | None
    people: tuple[Person, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    engagements: tuple[Engagement, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    statements: tuple[Statement, ...] = ()
    figures: tuple[Figure, ...] = ()
    developments: tuple[Development, ...] = ()
    topics: tuple[Topic, ...] = ()
    warnings: tuple[Caveat, ...] = ()
    reader: str = field(default="grammar/1")

    def __post_init__(self) -> None:
        text = self.document.text
        placed: list[Person | Organisation | Engagement] = [*self.people, *self.organisations, *self.engagements]
        claiming: list[Person | Engagement | Outcome] = [*self.people, *self.engagements, *self.outcomes]
        for thing in placed:
            for span in thing.spans:
                _inside(span, text)
        for claimed in claiming:
            for claim in claimed.claims:
                _inside(claim.span, text)
        told: tuple[Outcome | Statement | Development, ...] = (*self.outcomes, *self.statements, *self.developments)
        for quoted in told:
            _inside(quoted.span, text)
            if text[quoted.span.start : quoted.span.end] != quoted.quote:
                raise ReadingError(f"quote is not the text under its span {tuple(quoted.span)}: {quoted.quote[:60]!r}")
        for figure in self.figures:
            _inside(figure.span, text)
        names = {person.name for person in self.people}
        for engagement in self.engagements:
            if stranger := next((name for name in engagement.participants if name not in names), None):
                raise ReadingError(f"participant {stranger!r} is none of the people of the reading")


def _need_spans(spans: tuple[Span, ...], what: str) -> None:
    if not spans:
        raise ReadingError(f"{what} points at no words", mend="give at least one span")


def _need_date(value: str | None, what: str) -> None:
    if value is not None and not _PARTIAL_DATE.match(value):
        raise ReadingError(f"{what} has the date {value!r}", mend="use YYYY-MM-DD, YYYY-MM or YYYY")


def _inside(span: Span, text: str) -> None:
    if not 0 <= span.start < span.end <= len(text):
        raise ReadingError(f"span {tuple(span)} is not inside the text of {len(text)} characters")
