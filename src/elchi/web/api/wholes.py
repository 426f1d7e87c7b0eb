"""What pages gather from many questions: pairs, states, bodies and forums, regions, networks, places, search, offices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from elchi.joining import Body, Holding, ReportedSession, who
from elchi.ledger import (
    Count,
    DocumentRow,
    EngagementRow,
    FigureRow,
    Filters,
    OrganisationRow,
    OutcomeRow,
    Page,
    PersonRow,
    View,
    sliced,
)
from elchi.outgoing import initiative_row
from elchi.web.api.asking import Asked, Date, Rows, add, answer, party_code
from elchi.web.api.following import Target, Undertaking, target_of
from elchi.web.api.partners import Priority, Tie
from elchi.web.gathered import contacts, finding
from elchi.web.gathered.body import Organisation, organisation_of, reported_sessions
from elchi.web.gathered.pair import Side, pair_of
from elchi.web.gathered.region import RegionLine, region_of, regions_of
from elchi.web.gathered.state import State, state_of
from elchi.web.standing import Standing, today

router = APIRouter()
Party = Annotated[str, Path(max_length=80, description="id of a state or body that has a code: TR, OTS")]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairWhole:
    """What two parties have to do with each other; longer lists have addresses of their own."""

    parties: tuple[str, ...]
    total: int
    months: tuple[Count, ...]
    topics: tuple[Count, ...]
    engagements: tuple[EngagementRow, ...]
    planned: tuple[EngagementRow, ...]
    promises: tuple[Standing, ...]
    initiatives: tuple[Undertaking, ...]
    targets: tuple[Target, ...]
    figures: tuple[FigureRow, ...]
    holders: tuple[Side, ...]
    opportunities: tuple[OutcomeRow, ...]
    disagreements: tuple[EngagementRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StateWhole(State):
    """One state, with the types of its rows."""

    ties: tuple[Tie, ...]  # type: ignore[assignment]
    priorities: tuple[Priority, ...]  # type: ignore[assignment]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionWhole:
    """One region; `opportunities` are those of its state on the topics of its priorities."""

    code: str
    name: str
    state: str
    priorities: tuple[Priority, ...]
    topics: tuple[Count, ...]
    documents: tuple[DocumentRow, ...]
    opportunities: tuple[OutcomeRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forum:
    """A standing body as reference data have it on a day, with its decisions and how each stands."""

    reference: Body
    chair: str | None
    head: str | None
    decisions: tuple[Standing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What fits some words; `partly` are documents with one of them, where none has all."""

    parties: tuple[str, ...]
    people: tuple[PersonRow, ...]
    organisations: tuple[OrganisationRow, ...]
    outcomes: tuple[OutcomeRow, ...]
    documents: tuple[DocumentRow, ...]
    partly: tuple[DocumentRow, ...]
    engagements: tuple[EngagementRow, ...]
    next_cursor: str | None


def pair(request: Request, a: Party, b: Party, as_of: Date = None) -> Response:
    """Return what two states, or a state and a body, have to do with each other."""
    ids = party_code(a), party_code(b)

    def ask(view: View) -> PairWhole:
        found = pair_of(view, *ids)
        kept = {name: getattr(found, name) for name in PairWhole.__slots__ if name not in ("initiatives", "targets")}
        return PairWhole(
            **kept,
            initiatives=tuple(map(initiative_row, found.initiatives)),  # type: ignore[arg-type]
            targets=tuple(map(target_of, found.targets)),
        )

    return answer(request, as_of, ask)


def state(request: Request, code: Party, as_of: Date = None) -> Response:
    """Return one state: partners and topics over time, who speaks for it, promises, ties, regions' priorities."""
    return answer(request, as_of, lambda view: state_of(view, party_code(code)))


def forum(request: Request, ident: Party, as_of: Date = None) -> Response:
    """Return a standing body: members, chair, series of sessions, and its decisions with how each stands."""

    def ask(view: View) -> Forum:
        from elchi.joining import forum as load

        reference, found = load(ident, today(view)), organisation_of(view, ident.upper().replace("-", "_"))
        return Forum(reference=reference, chair=found.chair, head=found.head, decisions=found.decisions)

    return answer(request, as_of, ask)


def sessions(request: Request, ident: Party, filters: Asked, as_of: Date = None) -> Response:
    """Return conferences of a body that documents tell of, with the names they give them and what was on their margins."""
    return answer(request, as_of, lambda view: Page(*reported_sessions(view, party_code(ident), filters)))


def body(request: Request, ident: str, as_of: Date = None) -> Response:
    """Return all of a body: reference data, sessions, decisions, partners, people, names in documents."""
    return answer(request, as_of, lambda view: organisation_of(view, ident))


def regions(
    request: Request,
    filters: Asked,
    as_of: Date = None,
) -> Response:
    """Return regions by ISO 3166-2 code, those with declared priorities first; `state` narrows."""
    return answer(
        request, as_of, lambda view: sliced(regions_of(view, filters.states[0] if filters.states else None), filters)
    )


def region(request: Request, code: Annotated[str, Path(max_length=20)], as_of: Date = None) -> Response:
    """Return one region: its priorities with their words, the documents, opportunities of its state on them."""
    return answer(request, as_of, lambda view: region_of(view, code.upper()))


def network(
    request: Request,
    filters: Asked,
    of: Annotated[str, Query(pattern="^(states|people)$")] = "states",
    as_of: Date = None,
) -> Response:
    """Return who meets whom: all pairs of states, or the people of the newest engagements; most first."""
    return answer(request, as_of, lambda view: contacts.network_of(view, filters, of))


def places(request: Request, filters: Asked, as_of: Date = None) -> Response:
    """Return where the newest engagements were, most first."""
    return answer(request, as_of, lambda view: sliced(contacts.places_of(view, filters), filters))


def company(request: Request, ident: str, as_of: Date = None) -> Response:
    """Return who takes part in the same engagements as a person, most often first (of the newest engagements)."""

    def ask(view: View) -> list[contacts.Company]:
        own = view.person(ident).person.id
        return contacts.company_of(view.engagements(Filters(person=own, limit=500)).items, own)

    return answer(request, as_of, ask)


def search(
    request: Request,
    filters: Asked,
    as_of: Date = None,
) -> Response:
    """Return what fits the words of `q`: parties and people by name, promises and documents by their words."""

    def ask(view: View) -> dict[str, Any]:
        found = finding.found_by(view, filters)
        return {
            "parties": found.parties,
            "people": found.people,
            "organisations": found.organisations,
            "outcomes": found.outcomes,
            "documents": found.documents.items,
            "partly": found.partly,
            "engagements": found.engagements,
            "next_cursor": found.documents.next_cursor,
        }

    return answer(request, as_of, ask)


def office(
    request: Request,
    title: Annotated[str, Query(min_length=1, max_length=200, description="words of the office's English title")],
    represents: Annotated[str, Query(min_length=1, max_length=80, description="code of a state or organisation")],
    on: Date = None,
    as_of: Date = None,
) -> Response:
    """Return who held an office on a day, from reports and from the reference list, surest first."""
    represented = party_code(represents)
    return answer(request, as_of, lambda view: who(view, title, represented, on or today(view)))


add(router, "/pairs/{a}/{b}", pair, PairWhole, "A pair of parties: contacts, promises, targets, offices, disagreements")
add(router, "/states/{code}", state, StateWhole, "A state: partners, topics, people, promises, ties, priorities")
add(router, "/forums/{ident}", forum, Forum, "A forum: members, chair, sessions, decisions and which of them lived")
add(
    router, "/forums/{ident}/sessions", sessions, Rows[ReportedSession], "Sessions of a forum as documents tell of them"
)
add(router, "/bodies/{ident:path}", body, Organisation, "A body with everything known of it")
add(router, "/regions", regions, Rows[RegionLine], "Regions, those with declared priorities first")
add(router, "/regions/{code}", region, RegionWhole, "A region: its declared priorities, with their words")
add(router, "/network", network, contacts.Network, "Who meets whom: states or people")
add(router, "/places", places, Rows[contacts.Where], "Where engagements were, most first")
add(router, "/people/{ident}/company", company, list[contacts.Company], "Who takes part in the same engagements")
add(router, "/search", search, Found, "People, bodies, promises and documents by words")
add(router, "/who", office, list[Holding], "Who held an office on a day")
