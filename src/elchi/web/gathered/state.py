"""One state: its partners and topics over the years, who speaks for it, its promises, ties and regions' priorities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from elchi.errors import NotFoundError
from elchi.ledger import Count, EngagementRow, Filters, Occupancy, View
from elchi.ledger import profiles as book
from elchi.ledger.states import is_state
from elchi.pipeline import known_parties
from elchi.web.standing import Standing, standings

PARTNERS = 12  # drawn over time
PROMISES = 40
TIES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """All of a state; counts are of engagements, `partner_months` of the most frequent partners."""

    code: str
    partners: tuple[Count, ...]
    months: tuple[Count, ...]
    partner_months: tuple[Count, ...]
    topic_months: tuple[Count, ...]
    engagements: tuple[EngagementRow, ...]
    positions: tuple[Occupancy, ...]
    promises: tuple[Standing, ...]
    ties: tuple[dict[str, Any], ...]
    priorities: tuple[dict[str, Any], ...]


def state_of(view: View, code: str) -> State:
    """Return all of a state; raises NotFoundError for a code that is none."""
    if not is_state(code) or code not in known_parties():
        raise NotFoundError(f"there is no state {code!r}", mend="give its ISO 3166-1 alpha-2 code")
    asked = Filters(states=(code,))
    partners = view.partner_counts(code)
    return State(
        code=code,
        partners=partners,
        months=view.month_counts(asked),
        partner_months=tuple(
            Count((partner, month.key[0]), month.count)
            for (partner,) in (one.key for one in partners[:PARTNERS])
            for month in view.month_counts(Filters(states=(code, partner)))
        ),
        topic_months=view.topic_month_counts(asked),
        engagements=view.engagements(Filters(states=(code,), limit=10)).items,
        positions=view.positions(Filters(states=(code,), limit=14)).items,
        promises=tuple(standings(view, view.outcomes(Filters(states=(code,), limit=PROMISES)).items)),
        ties=tuple(book.ties(view.connection, state=code, as_of=view.until, most=TIES)),
        priorities=tuple(book.priorities(view.connection, state=code, as_of=view.until, most=TIES)),
    )
