"""What came of promises: standing and lives, targets against figures, undertakings, averages, briefs, disagreements."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from elchi.briefing import FORMATS, MEDIA_TYPES, Brief, compose
from elchi.follow import Average, Role
from elchi.ledger import (
    ClaimRow,
    Decision,
    EngagementRow,
    Evidence,
    FigureRow,
    Filters,
    OutcomeRow,
    Page,
    View,
    sliced,
)
from elchi.outgoing import initiative_row
from elchi.pursuing import GROUPS, TargetLine, targets
from elchi.web.api.asking import Asked, Date, Rows, add, answer, party_codes
from elchi.web.gathered.undertakings import average_lines, undertaking, undertakings
from elchi.web.pages.briefs import attached
from elchi.web.standing import Standing, standings, today
from elchi.web.visit import Site
from elchi.words import LANGUAGES, SOURCE, words_for

router = APIRouter()
MOST_TARGETS = 200
SCANNED = 2000  # engagements looked through for a page of disagreements
Parties = Annotated[list[str], Query(min_length=1, max_length=4, description="codes of states and bodies")]
OneTopic = Annotated[str | None, Query(description="one of the 43 topics")]
InLanguage = Annotated[str, Query(pattern=f"^({'|'.join(LANGUAGES)})$", description="of the brief's own words")]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeLife:
    """An outcome with everything that the ledger has on what came of it, as of a day; `decided`: an editor said so."""

    outcome: OutcomeRow
    as_of: str
    status: str
    decided: bool
    last_heard: str
    deciding: tuple[Evidence, ...]
    evidence: tuple[Evidence, ...]
    claims: tuple[ClaimRow, ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A target, how it stands, and the figures reported for its indicator and parties, oldest first."""

    outcome: OutcomeRow
    status: str
    last_heard: str
    indicator: str
    evidence: tuple[Evidence, ...]
    figures: tuple[FigureRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UndertakingPart:
    """A promise of an undertaking."""

    id: str
    document: str
    document_id: str
    kind: str
    quote: str
    span: tuple[int, int]
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Undertaking:
    """A joint undertaking with its promises; `status` is one of IATI's activity statuses."""

    id: str
    name: str
    status: str
    parties: tuple[str, ...]
    topics: tuple[str, ...]
    place: str | None
    since: str
    last_heard: str
    planned: str | None
    actual: str | None
    roles: tuple[Role, ...]
    outcomes: tuple[UndertakingPart, ...]
    sources: tuple[str, ...]


def promises(request: Request, filters: Asked, as_of: Date = None) -> Response:
    """Return outcomes and how each stands, with the evidence that says so."""

    def ask(view: View) -> Page[Standing]:
        page = view.outcomes(filters)
        return page.of(standings(view, page.items))

    return answer(request, as_of, ask)


def life(request: Request, ident: str, as_of: Date = None) -> Response:
    """Return an outcome's life: status, evidence and its words, claims and editors' decisions."""

    def ask(view: View) -> OutcomeLife:
        detail = view.outcome(ident)
        (standing,) = standings(view, [detail.outcome])
        return OutcomeLife(
            outcome=detail.outcome,
            as_of=today(view),
            status=standing.status,
            decided=standing.decided,
            last_heard=standing.last_heard,
            deciding=standing.deciding,
            evidence=detail.evidence,
            claims=detail.claims,
            decisions=detail.decisions,
        )

    return answer(request, as_of, ask)


def target_list(
    request: Request,
    state: Annotated[list[str], Query(min_length=1, max_length=4, description="codes of states; all must be parties")],
    as_of: Date = None,
) -> Response:
    """Return targets of money between states, newest first, against all figures of their indicator and parties."""
    states = party_codes(state)
    return answer(
        request,
        as_of,
        lambda view: [target_of(one) for one in islice(targets(view, states, today(view)), MOST_TARGETS)],
    )


def target_of(line: TargetLine) -> Target:
    """Return a target with its figures as one record."""
    life_of = line.followed.life
    return Target(
        outcome=line.followed.outcome,
        status=life_of.status.value,
        last_heard=life_of.last_heard,
        indicator=line.indicator,
        evidence=(*life_of.deciding, *life_of.repeats),
        figures=line.figures,
    )


def initiatives(request: Request, filters: Asked, as_of: Date = None) -> Response:
    """Return joint undertakings that several promises, texts and years are about, last heard of first."""

    def ask(view: View) -> Page[dict[str, Any]]:
        page = sliced(undertakings(view, Filters(states=filters.states, topic=filters.topic)), filters)
        return page.of(map(initiative_row, page))

    return answer(request, as_of, ask)


def initiative(request: Request, ident: str, as_of: Date = None) -> Response:
    """Return one undertaking with all its promises."""
    return answer(request, as_of, lambda view: initiative_row(undertaking(view, ident)))


def averages(
    request: Request,
    filters: Asked,
    by: Annotated[str, Query(pattern=f"^({'|'.join(GROUPS)})$", description="the group of a line")] = "state",
    as_of: Date = None,
) -> Response:
    """Return how promises fare by group: +1 delivered, 0 in progress, −1 overdue or cancelled; most promises first."""
    asked = Filters(states=filters.states, topic=filters.topic)
    return answer(request, as_of, lambda view: sliced(average_lines(view, by, asked), filters))


def brief(
    request: Request,
    state: Parties,
    topic: OneTopic = None,
    since: Date = None,
    language: InLanguage = SOURCE,
    as_of: Date = None,
) -> Response:
    """Return a brief on one or several parties: what was promised, what came of it, who holds office, what is to come."""
    asked = Filters(states=party_codes(state), topic=topic or None, since=since)
    return answer(request, as_of, lambda view: compose(view, asked, today(view), words_for(language)))


def brief_file(
    request: Request,
    form: Annotated[str, Path(pattern=f"^({'|'.join(FORMATS)})$")],
    state: Parties,
    topic: OneTopic = None,
    since: Date = None,
    language: InLanguage = SOURCE,
    as_of: Date = None,
) -> Response:
    """Return the same brief as a file: Markdown, HTML or PDF."""
    site: Site = request.app.state.site
    asked = Filters(states=party_codes(state), topic=topic or None, since=since)
    with site.view(as_of) as view:
        composed = compose(view, asked, today(view), words_for(language))
    return attached(composed, form, asked.states)


def disagreements(request: Request, filters: Asked, as_of: Date = None) -> Response:
    """Return engagements whose reports contradict each other, newest first, each value with its sources.

    A page looks through so many engagements at most; it may be short, or empty, and still have a next one.
    """

    def ask(view: View) -> Page[EngagementRow]:
        found: list[EngagementRow] = []
        cursor, seen = filters.cursor, 0
        while seen < SCANNED and len(found) < filters.limit:
            page = view.engagements(_from(filters, cursor))
            found += [row for row in page if row.disagreements]
            cursor, seen = page.next_cursor, seen + len(page)
            if cursor is None:
                break
        return Page(tuple(found), cursor)

    return answer(request, as_of, ask)


def _from(filters: Filters, cursor: str | None) -> Filters:
    return replace(filters, cursor=cursor)


add(router, "/promises", promises, Rows[Standing], "Outcomes and how each stands, newest first")
add(router, "/outcomes/{ident}/life", life, OutcomeLife, "An outcome's life: status, evidence, decisions")
add(router, "/targets", target_list, list[Target], "Targets of states against the figures reported for them")
add(router, "/initiatives", initiatives, Rows[Undertaking], "Joint undertakings, last heard of first")
add(router, "/initiatives/{ident}", initiative, Undertaking, "One joint undertaking with its promises")
add(router, "/averages", averages, Rows[Average], "How promises fare by state, pair, topic or forum")
add(router, "/brief", brief, Brief, "A brief on one or several parties")
add(router, "/disagreements", disagreements, Rows[EngagementRow], "Engagements on which the sources disagree")
router.add_api_route(
    "/brief.{form}",
    brief_file,
    methods=["GET"],
    operation_id="brief-file",
    summary="The brief as a file",
    response_class=Response,
    responses={
        200: {"content": {kind.partition(";")[0]: {} for kind in MEDIA_TYPES.values()}, "description": "A file."}
    },
)
