"""Targets against figures: what was aimed at, said again, and what has been reported since.

Units are kept as reported; a figure in another currency says nothing of a target. A figure that is only approached is
progress. A later figure above the one before it shows that the target is being worked on; one at or above the target,
that it was reached. The same target named again is a repeat, another one a promise of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from elchi.follow.days import first_day
from elchi.follow.evidence import Finding, News
from elchi.follow.matters import Matter, is_state

_SAME = 0.005  # of a sum: rounding
_INDICATORS = {"exports": "exports", "imports": "imports", "investments": "investment"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A figure as follow-through needs it; `nearing`: the text says it is close to that."""

    id: str
    document_id: str
    known: str
    indicator: str
    value: float
    unit: str
    period: str | None
    parties: tuple[str, ...]
    nearing: bool = False


def indicator_of(matter: Matter) -> str:
    """The indicator that a target is about: trade, unless its words say exports, imports or investments alone."""
    concepts = matter.objects
    if "investments" in concepts and "trade-turnover" not in concepts:
        return "investment"
    return next(
        (str(t) for c, t in _INDICATORS.items() if c in concepts and "trade-turnover" not in concepts), "trade-turnover"
    )


def fits(matter: Matter, figure: Reported) -> bool:
    """Whether a figure is one of the target's indicator, pair and unit."""
    amount = matter.promise.amount
    core = set(matter.states[:2])
    return (
        amount is not None
        and figure.unit == amount.currency
        and figure.indicator == indicator_of(matter)
        and core == {p for p in figure.parties if is_state(p)}
    )


def hold_against(matter: Matter, figures: Sequence[Reported]) -> list[tuple[Reported, Finding]]:
    """The figures that are evidence on a target, in the order in which they became known."""
    amount = matter.promise.amount
    if amount is None:
        return []
    found: list[tuple[Reported, Finding]] = []
    before: float | None = None
    for figure in sorted((f for f in figures if fits(matter, f)), key=lambda f: (f.known, f.period or "", f.id)):
        later = figure.known > matter.promise.known and figure.document_id != matter.promise.document_id
        if later and not (
            figure.period
            and figure.period[:4] < first_day(matter.promise.known)[:4]
            and before is not None
            and figure.value <= before
        ):
            kind = _kind(figure, amount.value, before)
            if kind:
                reasons = (
                    (f"figure of {'–'.join(sorted(matter.states[:2]))}: {figure.indicator}", 2.0),
                    (
                        f"reports {figure.value:,.0f} {figure.unit}"
                        + (f" for {figure.period}" if figure.period else ""),
                        1.5,
                    ),
                    (f"target {amount.value:,.0f} {amount.currency}", 1.0),
                )
                found.append((figure, Finding(kind=kind, score=4.5, reasons=reasons)))
        before = figure.value
    return found


def _kind(figure: Reported, target: float, before: float | None) -> str | None:
    if figure.value >= target * (1 - _SAME):
        return "progress" if figure.nearing else "delivery"
    return "progress" if before is None or figure.value > before or figure.nearing else None


def named_again(matter: Matter, news: News) -> Finding | None:
    """Whether a later clause names the target again: the same sum between the same states."""
    amount, told = matter.promise.amount, news.told
    if amount is None or news.document_id == matter.promise.document_id or news.known < matter.promise.known:
        return None
    core = set(matter.states[:2])
    said = {p for p in told.parties if is_state(p)} | {
        place.partition(", ")[2] for place in told.places if not place.startswith("~")
    }
    main = [p for p in told.near if is_state(p)]
    sides = said | set(main[:3] if said & core else main[:2])
    if not core <= sides or (said - core and not core <= said):
        return None
    if not any(
        a.currency == amount.currency and abs(a.value - amount.value) <= amount.value * _SAME for a in told.amounts
    ):
        return None
    money = {"trade-turnover", "investments"} & {*told.concepts, *told.around}
    if not money and not {"trade-turnover"} & matter.objects:
        return None
    reasons = (
        (f"parties: {', '.join(sorted(core))}", 1.5),
        (f"same sum: {amount.value:,.0f} {amount.currency}", 2.0),
        ("same indicator", 1.0),
    )
    return Finding(kind="progress" if told.nearing else "repeat", score=4.5, reasons=reasons)
