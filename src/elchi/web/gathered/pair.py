"""A pair of states, or of a state and a body: everything the ledger has on the two, gathered once for page and API."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from elchi.errors import NotFoundError
from elchi.follow import Initiative
from elchi.ledger import Count, EngagementRow, FigureRow, Filters, Moment, OutcomeRow, Participant, View
from elchi.ledger.days import last_day
from elchi.pipeline import known_parties
from elchi.pursuing import TargetLine, targets
from elchi.web.gathered.undertakings import undertakings
from elchi.web.remembering import remembered
from elchi.web.standing import Standing, standings, today

TOLD = 48  # newest engagements with everything said of them
DRAWN = 400  # engagements in the timeline
LISTED = 8
PROMISES = 80
TARGETS = 24
OFFICES = 9
TIMELY = 3 * 365  # days for which an offer or invitation is worth showing


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Someone who took part in contacts of the pair, in the latest capacity reported there."""

    person: Participant
    last: EngagementRow
    contacts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One party's people in the contacts of a pair, latest first."""

    party: str
    people: tuple[Holder, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """What two parties have to do with each other; `engagements` are the newest, `moments` more of them for the timeline."""

    parties: tuple[str, ...]
    total: int
    months: tuple[Count, ...]
    topics: tuple[Count, ...]
    engagements: tuple[EngagementRow, ...]
    moments: tuple[EngagementRow | Moment, ...]
    planned: tuple[EngagementRow, ...]
    promises: tuple[Standing, ...]
    initiatives: tuple[Initiative, ...]
    targets: tuple[TargetLine, ...]
    figures: tuple[FigureRow, ...]
    holders: tuple[Side, ...]
    opportunities: tuple[OutcomeRow, ...]
    disagreements: tuple[EngagementRow, ...]


def pair_of(view: View, a: str, b: str) -> Pair:
    """Return all of a pair; raises NotFoundError for a party that has no code."""
    for ident in (a, b):
        if ident not in known_parties():
            raise NotFoundError(f"there is no state or body {ident!r}", mend="give the codes of two parties")
    asked = Filters(states=(a, b))
    page = view.engagements(Filters(states=(a, b), limit=TOLD))
    rows = page.items
    months = view.month_counts(asked)
    day = today(view)
    return Pair(
        parties=(a, b),
        total=sum(one.count for one in months),
        months=months,
        topics=view.topic_month_counts(asked),
        engagements=rows,
        moments=view.moments(Filters(states=(a, b), limit=DRAWN)) if page.next_cursor else rows,
        planned=tuple(row for row in _announced(view, (a, b), day) if _is_to_come(row, day))[:LISTED],
        promises=tuple(standings(view, view.outcomes(Filters(states=(a, b), limit=PROMISES)).items)),
        initiatives=tuple(undertakings(view, asked, most=PROMISES)[:LISTED]),
        targets=tuple(_targets(view, (a, b), day)),
        figures=view.figures(Filters(states=(a, b), limit=60)).items,
        holders=tuple(Side(party=party, people=tuple(_holders(rows, party))) for party in (a, b)),
        opportunities=view.outcomes(_timely(view, a, b)).items,
        disagreements=tuple(row for row in rows if row.disagreements)[:LISTED],
    )


def _targets(view: View, both: tuple[str, str], day: str) -> Sequence[TargetLine]:
    """The newest targets of the pair with their figures."""
    return remembered(view, ("targets", day), both, lambda: tuple(targets(view, both, day, most=TARGETS)))


def _announced(view: View, both: tuple[str, str], day: str) -> tuple[EngagementRow, ...]:
    """What was announced for this year or later."""
    return view.engagements(Filters(states=both, status="scheduled", since=day[:4], limit=2 * LISTED)).items


def _timely(view: View, a: str, b: str) -> Filters:
    """What asks for offers and invitations of the last years."""
    since = dt.date.fromisoformat(today(view)) - dt.timedelta(days=TIMELY)
    return Filters(states=(a, b), opportunity="any", since=since.isoformat(), limit=12)


def _is_to_come(row: EngagementRow, day: str) -> bool:
    """Whether something announced may still come; what has no date may."""
    return row.status == "scheduled" and (not row.date or last_day(row.date) >= day)


def _holders(rows: Sequence[EngagementRow], party: str) -> list[Holder]:
    """One side's people in these contacts, latest first, each in the capacity last reported."""
    met: dict[str, Holder] = {}
    for row in rows:
        if row.status != "held":
            continue
        for one in row.participants:
            if one.represents != party:
                continue
            before = met.get(one.person_id)
            met[one.person_id] = Holder(
                person=before.person if before else one,
                last=before.last if before else row,
                contacts=before.contacts + 1 if before else 1,
            )
    return list(met.values())[:OFFICES]
