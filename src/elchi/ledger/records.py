"""What the ledger answers with: frozen records with stable names.

A *mention* (or report) is what one document says; a person, an organisation and an engagement gather the mentions that
are one. Ids are strings: a document's is its content hash, a mention's is the document's with a letter and a number
(``<document>.e2``), a person's or engagement's is that of its cluster. `source` is what was read, as given on the
command line; `known` is the day from which a document counts for as-of queries (its publication, or when it was first
seen where it has no date). `documents` counts documents; dates are ISO strings of a day, a month or a year.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from elchi.ledger.acts import Decision, Evidence
from elchi.model import Amount, Development, Span

AddedStatus = Literal["new", "known", "copy", "replaced"]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one reading: new, known (nothing changed), copy (another place of a known text), replaced."""

    status: AddedStatus
    document_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a document was found."""

    source: str
    url: str | None
    published: str | None
    first_seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """A document without its text.

    `places` counts where it was found, `copies` the documents that are one text with it (1: it alone), whose id is
    `text_id`; `excerpt` is its beginning or the words found.
    """

    id: str
    source: str
    url: str | None
    title: str | None
    published: str | None
    known: str
    language: str | None
    script: str | None
    length: int
    reader: str
    first_seen: str
    topics: tuple[str, ...]
    places: int
    text_id: str
    copies: int
    excerpt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """Another document that is the same text, or one like it; `score` is the share of word triples they have in common."""

    id: str
    source: str
    url: str | None
    title: str | None
    published: str | None
    language: str | None
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """One value of one field of a record, and its words."""

    document_id: str
    record_id: str
    field: str
    value: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Highlight:
    """A span of a document's text and the record it belongs to; `field` is None where it stands for the whole record.

    `kind` is person, organisation, engagement, outcome, statement or figure.
    """

    start: int
    end: int
    kind: str
    record_id: str
    field: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMention:
    """A person as one document presents them."""

    id: str
    node: str
    person_id: str
    document_id: str
    source: str
    url: str | None
    language: str | None
    published: str | None
    name: str
    name_en: str | None
    position: str | None
    position_class: str | None
    represents: str | None
    spans: tuple[Span, ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """A person over all documents; position and represents are the latest reported, first and last seen are days."""

    id: str
    name: str
    name_en: str | None
    names: tuple[str, ...]
    position: str | None
    position_class: str | None
    represents: str | None
    first_seen: str
    last_seen: str
    documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Occupancy:
    """A person in a position, from the first to the last report of it."""

    person_id: str
    name: str
    name_en: str | None
    position: str
    position_class: str | None
    represents: str | None
    first_seen: str
    last_seen: str
    documents: int
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDetail:
    """A person with everything that was read of them."""

    person: PersonRow
    mentions: tuple[PersonMention, ...]
    occupancies: tuple[Occupancy, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationMention:
    """An organisation as one document names it."""

    id: str
    organisation_id: str
    document_id: str
    source: str
    url: str | None
    language: str | None
    published: str | None
    name: str
    name_en: str | None
    kind: str
    state: str | None
    spans: tuple[Span, ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRow:
    """An organisation over all documents."""

    id: str
    name: str
    name_en: str | None
    names: tuple[str, ...]
    kind: str
    state: str | None
    first_seen: str
    last_seen: str
    documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationDetail:
    """An organisation with its mentions."""

    organisation: OrganisationRow
    mentions: tuple[OrganisationMention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """A person in an engagement, in the capacity that its reports give."""

    person_id: str
    name: str
    name_en: str | None
    position: str | None
    position_class: str | None
    represents: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A field on which reports contradict each other: each value with the sources that claim it."""

    field: str
    values: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EngagementReport:
    """An engagement as one document tells it; `participants` and `person_ids` go in parallel.

    Reports with one `text_id` are copies of one text: one source, at several places.
    """

    id: str
    node: str
    engagement_id: str
    document_id: str
    text_id: str
    source: str
    url: str | None
    language: str | None
    published: str | None
    known: str
    kind: str
    status: str
    date: str | None
    city: str | None
    country: str | None
    within: str | None
    participants: tuple[str, ...]
    person_ids: tuple[str, ...]
    parties: tuple[str, ...]
    topics: tuple[str, ...]
    spans: tuple[Span, ...]
    claims: tuple[ClaimRow, ...]
    doubts: tuple[str, ...]
    amounts: tuple[tuple[str, str, float], ...] = ()
    """Sums of its outcomes, as (kind, currency, value); filled where reports are held against each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngagementRow:
    """One engagement from all its reports: the best supported value of each field, and where the reports disagree.

    `documents` tell of it, but `texts` are told: copies of one text are one.
    """

    id: str
    kind: str
    status: str
    date: str | None
    city: str | None
    country: str | None
    within: str | None
    participants: tuple[Participant, ...]
    parties: tuple[str, ...]
    topics: tuple[str, ...]
    documents: int
    texts: int
    sources: tuple[str, ...]
    disagreements: tuple[Disagreement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """An engagement as a timeline needs it; `date` is its first day."""

    id: str
    kind: str
    status: str
    date: str
    participants: tuple[Participant, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeRow:
    """An outcome in one document's words; `verdict` is an editor's standing decision on its status."""

    id: str
    document_id: str
    source: str
    url: str | None
    language: str | None
    published: str | None
    known: str
    kind: str
    quote: str
    span: Span
    parties: tuple[str, ...]
    topics: tuple[str, ...]
    amount: Amount | None
    due: str | None
    opportunity: str | None
    engagement_id: str | None
    doubts: tuple[str, ...]
    verdict: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EngagementDetail:
    """An engagement with its reports (claims inside) and the outcomes that go with it."""

    engagement: EngagementRow
    reports: tuple[EngagementReport, ...]
    outcomes: tuple[OutcomeRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow:
    """Words with their speaker; `person_id` where the speaker is a person of the ledger."""

    id: str
    document_id: str
    source: str
    url: str | None
    language: str | None
    published: str | None
    quote: str
    span: Span
    speaker: str | None
    person_id: str | None
    medium: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """A reported value of an indicator."""

    id: str
    document_id: str
    source: str
    url: str | None
    language: str | None
    published: str | None
    known: str
    indicator: str
    value: float
    unit: str
    period: str | None
    parties: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class DevelopmentRow:
    """What one document says is done about something."""

    id: str
    document_id: str
    source: str
    url: str | None
    published: str | None
    known: str
    told: Development


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeDetail:
    """An outcome with its claims, its evidence as of the view, and the decisions on it."""

    outcome: OutcomeRow
    claims: tuple[ClaimRow, ...]
    evidence: tuple[Evidence, ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentDetail:
    """A document with its text, its places, the other documents that are copies of it or alike, and all that was read."""

    document: DocumentRow
    text: str
    places: tuple[Place, ...]
    copies: tuple[Alike, ...]
    similar: tuple[Alike, ...]
    people: tuple[PersonMention, ...]
    organisations: tuple[OrganisationMention, ...]
    engagements: tuple[EngagementReport, ...]
    outcomes: tuple[OutcomeRow, ...]
    statements: tuple[StatementRow, ...]
    figures: tuple[FigureRow, ...]
    warnings: tuple[str, ...]
    highlights: tuple[Highlight, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many engagements share a key: ("KZ", "TR") for a pair, ("space",) for a topic, ("2025-10",) for a month."""

    key: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """The size of the ledger, as of the view; first and last are the days of its oldest and newest dated document."""

    documents: int
    people: int
    organisations: int
    engagements: int
    outcomes: int
    statements: int
    figures: int
    decisions: int
    languages: tuple[tuple[str, int], ...]
    first: str | None
    last: str | None
