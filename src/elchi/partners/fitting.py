"""Whether two profiles may be partners at all, and how well their conditions fit, whatever they are about.

Hard: the types must complement each other, deadlines be ahead, each country be eligible for the other. Soft: stage,
kind of cooperation, partner sought, target countries; each is a factor with words for it.
"""

from __future__ import annotations

from dataclasses import dataclass

from elchi.model import OpportunityType as Kind
from elchi.partners.profile import Cooperation, PartnerKind, Profile, Stage

TO, TR, BO, BR, RDR, INV, REL, CALL = Kind
_PAIRS: dict[frozenset[Kind], float] = {
    frozenset((TO, TR)): 1.0,
    frozenset((BO, BR)): 1.0,
    frozenset((RDR, TO)): 0.95,
    frozenset((RDR,)): 0.95,
    frozenset((RDR, CALL)): 0.95,
    frozenset((INV, BR)): 0.85,
    frozenset((INV, BO)): 1.0,
    frozenset((REL, BO)): 1.0,
    frozenset((REL, BR)): 0.8,
    frozenset((CALL, TO)): 0.95,
    frozenset((CALL, TR)): 0.6,
}
_MONEY = frozenset((Cooperation.INVESTMENT, Cooperation.JOINT_VENTURE))
_STAGES = list(Stage)


@dataclass(frozen=True, slots=True)
class Fit:
    """A factor in 0..1 and the reasons behind it; `barred` says why the two can be no partners."""

    factor: float
    reasons: tuple[str, ...] = ()
    barred: str | None = None


def partners_of(kind: Kind) -> frozenset[Kind]:
    """Return the types that complement one."""
    return frozenset(other for pair in _PAIRS if kind in pair for other in (pair - {kind} or {kind}))


def fit(one: Profile, other: Profile, *, as_of: str) -> Fit:
    """Return how the conditions of two profiles fit on a day."""
    factor = _PAIRS.get(frozenset((one.type, other.type)))
    if factor is None:
        return Fit(0.0, barred=f"{one.type} and {other.type} do not complement each other")
    if barred := _barred(one, other, as_of) or _barred(other, one, as_of):
        return Fit(0.0, barred=barred)
    reasons = [f"{one.type} meets {other.type}"]
    for part, words in (
        _purpose(one, other),
        _stage(one, other),
        _cooperation(one, other),
        _countries(one, other),
        _countries(other, one),
        _abroad(one, other),
    ):
        factor *= part
        if words:
            reasons.append(words)
    return Fit(factor, tuple(reasons))


def _barred(one: Profile, other: Profile, as_of: str) -> str | None:
    if one.deadline and one.deadline < as_of:
        return f"the deadline of {one.id} passed on {one.deadline}"
    if one.eligible_countries and other.country not in one.eligible_countries:
        return f"{other.country} is not eligible for {one.id}"
    return None


def _purpose(one: Profile, other: Profile) -> tuple[float, str]:
    """An investment offer wants money, an invitation to move wants producers."""
    kinds = {one.type: one, other.type: other}
    if INV in kinds:
        partner = other if one.type is INV else one
        if partner.type in (BO, BR) and not _MONEY & set(partner.cooperation):
            return 0.35, "no sign that the partner invests"
        return 1.0, "one seeks capital, the other can invest" if Cooperation.INVESTMENT in partner.cooperation else ""
    if REL in kinds:
        partner = other if one.type is REL else one
        moves = {Cooperation.RELOCATION, Cooperation.JOINT_VENTURE, Cooperation.MANUFACTURING} & set(
            partner.cooperation
        )
        if Cooperation.RELOCATION in moves:
            return 1.0, "one invites production, the other would move"
        return (0.75, "one invites production, the other produces") if moves else (0.4, "")
    if frozenset((BO, BR)) == frozenset(kinds) and Cooperation.INVESTMENT in (*one.cooperation, *other.cooperation):
        seller = one if one.type is BO else other
        buyer = other if one.type is BO else one
        if (Cooperation.INVESTMENT in seller.cooperation) != (Cooperation.INVESTMENT in buyer.cooperation):
            return 0.6, "only one of the two speaks of investment"
    return 1.0, ""


def _stage(one: Profile, other: Profile) -> tuple[float, str]:
    if one.stage is None or other.stage is None:
        return 1.0, ""
    offers = {p.type: p for p in (one, other)}
    if TO in offers and TR in offers:
        behind = _STAGES.index(offers[TR].stage or Stage.CONCEPT) - _STAGES.index(offers[TO].stage or Stage.CONCEPT)
        if behind > 0:
            return 0.85 if behind == 1 else 0.7, f"the offer is at {offers[TO].stage}, {offers[TR].stage} is asked for"
        return 1.0, f"stage fits: {offers[TO].stage}"
    if RDR in offers or CALL in offers:
        late = max(_STAGES.index(one.stage), _STAGES.index(other.stage)) == len(_STAGES) - 1
        return (0.8, "one is on the market already, the other does research") if late else (1.0, "")
    return 1.0, ""


def _cooperation(one: Profile, other: Profile) -> tuple[float, str]:
    if not one.cooperation or not other.cooperation:
        return 1.0, ""
    shared = [kind for kind in one.cooperation if kind in other.cooperation]
    if shared:
        return 1.0, "cooperation both want: " + ", ".join(shared)
    return 0.75, "no kind of cooperation in common"


def _countries(one: Profile, other: Profile) -> tuple[float, str]:
    if not one.target_countries:
        return 1.0, ""
    if other.country in one.target_countries:
        return 1.05, f"{one.id} looks for partners in {other.country}"
    return 0.85, f"{other.country} is not among the countries {one.id} looks to"


def _abroad(one: Profile, other: Profile) -> tuple[float, str]:
    return (0.6, "both are of one country") if one.country == other.country else (1.0, "")


def seeks(profile: Profile) -> PartnerKind:
    """Return whom a profile seeks."""
    return profile.partner
