"""One engagement from its reports: the best supported value of each field.

Nothing is lost by it: the reports stand beside the result with all their claims. A value said by more reports wins,
then the more exact one, then the first in the alphabet; what the latest report says decides the status. Copies of one
text are one report, whatever they number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

_STATUS_RANK = {"held": 2, "cancelled": 1, "scheduled": 0}


class Report(Protocol):
    """What merging needs of a report; an EngagementReport and a row of the table both have it."""

    @property
    def document_id(self) -> str: ...  # noqa: D102
    @property
    def text_id(self) -> str: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def status(self) -> str: ...  # noqa: D102
    @property
    def date(self) -> str | None: ...  # noqa: D102
    @property
    def city(self) -> str | None: ...  # noqa: D102
    @property
    def country(self) -> str | None: ...  # noqa: D102
    @property
    def within(self) -> str | None: ...  # noqa: D102
    @property
    def parties(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def topics(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def known(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """The fields of an engagement over all its reports."""

    kind: str
    status: str
    date: str | None
    city: str | None
    country: str | None
    within: str | None
    parties: tuple[str, ...]
    topics: tuple[str, ...]
    documents: int
    texts: int


def merge(reports: Sequence[Report], corrections: Mapping[str, str | None] | None = None) -> Merged:
    """The engagement that at least one report tells of; an editor's corrections of fields come last and win."""
    told: dict[str, str] = {}  # when each text was told first: its later copies are no later word
    for r in reports:
        told[r.text_id] = min(r.known, told.get(r.text_id, r.known))
    fields: dict[str, str | None] = {
        "kind": _best(_said(reports, "kind")),
        "status": max(reports, key=lambda r: (told[r.text_id], _STATUS_RANK.get(r.status, 0))).status,
        "date": _best_date(_said(reports, "date")),
        "city": _best(_said(reports, "city")),
        "country": _best(_said(reports, "country")),
        "within": _best(_said(reports, "within")),
    }
    fields.update({field: value for field, value in (corrections or {}).items() if field in fields})
    return Merged(
        kind=fields["kind"] or "",
        status=fields["status"] or "",
        date=fields["date"],
        city=fields["city"],
        country=fields["country"],
        within=fields["within"],
        parties=_ordered([(r.text_id, r.parties) for r in reports]),
        topics=_ordered([(r.text_id, r.topics) for r in reports]),
        documents=len({r.document_id for r in reports}),
        texts=len(told),
    )


def _said(reports: Sequence[Report], field: str) -> list[str]:
    """The values of a field, each once for every text that gives it."""
    return [value for _, value in dict.fromkeys((r.text_id, getattr(r, field)) for r in reports) if value]


def _best(said: Sequence[str]) -> str | None:
    if len(said) < 2:
        return said[0] if said else None
    counts = Counter(said)
    return min(counts, key=lambda value: (-counts[value], value), default=None)


def _best_date(dates: Sequence[str]) -> str | None:
    """A date is supported by the vaguer ones that it fits ("2025-10" supports "2025-10-24")."""
    if len(dates) < 2:
        return dates[0] if dates else None
    support = {date: sum(date.startswith(other) for other in dates) for date in dates}
    return min(support, key=lambda date: (-support[date], -len(date), date), default=None)


def _ordered(lists: Sequence[tuple[str, Sequence[str]]]) -> tuple[str, ...]:
    """Every value once: those of more texts first, then those that stand earlier."""
    if len(lists) == 1:
        return tuple(dict.fromkeys(lists[0][1]))
    said: set[tuple[str, str]] = set()
    places: dict[str, int] = {}
    for text, values in lists:
        for place, value in enumerate(dict.fromkeys(values)):
            said.add((text, value))
            places[value] = min(place, places.get(value, place))
    counts = Counter(value for _, value in said)
    return tuple(sorted(counts, key=lambda value: (-counts[value], places[value], value)))
