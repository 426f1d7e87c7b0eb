"""A pair of states: what the desk officer asks for, on one page, every line with its source.

Contacts in a timeline, promises by how they stand, targets against figures, what is planned, who held which office in
these contacts last, topics over the years, opportunities, and where the sources disagree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse

from elchi.errors import NotFoundError
from elchi.ledger import EngagementRow, Filters, Participant, View
from elchi.ledger.days import last_day
from elchi.pipeline import known_parties
from elchi.pursuing import TargetLine
from elchi.pursuing import targets as target_lines
from elchi.web.charts import columns, heat, lanes, targets
from elchi.web.pages.initiatives import undertakings
from elchi.web.remembering import RememberingView
from elchi.web.standing import board, standings, today
from elchi.web.visit import Visiting

router = APIRouter()
DRAWN = 300  # engagements in the timeline
LISTED = 8
PROMISES = 120
TARGETS = 40
OFFICES = 9


@dataclass(frozen=True, slots=True)
class Holder:
    """Someone who took part in contacts of the pair, in the latest capacity reported there."""

    person: Participant
    last: EngagementRow
    contacts: int


@router.get("/pairs", response_model=None)
def find(visit: Visiting, a: str = "", b: str = "") -> HTMLResponse | RedirectResponse:
    """Go to the pair of a form, or show the pairs that meet most."""
    if a and b:
        return RedirectResponse(visit.href("pairs", a.strip().upper(), b.strip().upper()))
    return RedirectResponse(visit.href("states"))


@router.get("/pairs/{a}/{b}", response_model=None)
def pair(visit: Visiting, a: str, b: str) -> HTMLResponse | RedirectResponse:
    """Show what two states, or a state and a body, have to do with each other."""
    for ident in (a, b):
        if ident not in known_parties():
            raise NotFoundError(f"there is no state or body {ident!r}", mend="give the codes of two parties")
    if a == b:
        return RedirectResponse(visit.href("states", a))
    both = (a, b)
    with visit.view() as view:
        asked = Filters(states=both)
        rows = view.engagements(Filters(states=both, limit=DRAWN)).items
        promises = view.outcomes(Filters(states=both, limit=PROMISES)).items
        found = standings(view, promises)
        figures = view.figures(Filters(states=both, limit=60)).items
        return visit.page(
            "pair.html",
            a=a,
            b=b,
            timeline=lanes(rows),
            months=columns(view.month_counts(asked)),
            total=sum(one.count for one in view.month_counts(asked)),
            recent=[row for row in rows if row.status == "held"][:LISTED],
            planned=[row for row in rows if _is_to_come(row, today(view))][:LISTED],
            columns=board(one for one in found if one.outcome.kind != "scheduled"),
            promised=len(found),
            initiatives=undertakings(view, asked)[:LISTED],
            drawings=targets(_target_lines(view, both)),
            figures=figures,
            holders=[(party, _holders(rows, party)) for party in both],
            topics=heat(view.topic_month_counts(asked), width=4, most=16),
            opportunities=view.outcomes(Filters(states=both, opportunity="any", limit=12)).items,
            disagreements=[row for row in rows if row.disagreements][:LISTED],
        )


def _target_lines(view: View, both: tuple[str, str]) -> Sequence[TargetLine]:
    """Return the newest targets of the pair with their figures, found once between two changes of the ledger."""
    day = today(view)

    def ask() -> Sequence[TargetLine]:
        return tuple(islice(target_lines(view, both, day), TARGETS))

    return view.remember(("targets", day), both, ask) if isinstance(view, RememberingView) else ask()


def _is_to_come(row: EngagementRow, day: str) -> bool:
    """Whether something announced may still come; what has no date may."""
    return row.status == "scheduled" and (not row.date or last_day(row.date) >= day)


def _holders(rows: Sequence[EngagementRow], party: str) -> list[Holder]:
    """Return one side's people in these contacts, latest first, each in the capacity last reported."""
    met: dict[str, Holder] = {}
    for row in rows:
        if row.status != "held":
            continue
        for one in row.participants:
            if one.represents != party:
                continue
            before = met.get(one.person_id)
            met[one.person_id] = (
                Holder(before.person, before.last, before.contacts + 1) if before else Holder(one, row, 1)
            )
    return list(met.values())[:OFFICES]
