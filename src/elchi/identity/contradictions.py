"""Where reports of one engagement cannot all be right; that one says less than another is no disagreement.

Each field has its own idea of contradiction: two days differ, a month and one of its days do not; two cities differ, a city
and silence do not; two names on one side differ, a longer and a shorter list do not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from elchi.identity.engagements import ordinal_of, paired

Values = tuple[tuple[str, tuple[str, ...]], ...]
_SIGNATORIES = frozenset({"signing"})
_SIDED = frozenset({"signing", "meeting", "call", "correspondence"})


class Said(Protocol):
    """A claim of a report."""

    @property
    def field(self) -> str: ...  # noqa: D102
    @property
    def value(self) -> str: ...  # noqa: D102


class Report(Protocol):
    """What is needed of a report."""

    @property
    def source(self) -> str: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def language(self) -> str | None: ...  # noqa: D102
    @property
    def date(self) -> str | None: ...  # noqa: D102
    @property
    def city(self) -> str | None: ...  # noqa: D102
    @property
    def country(self) -> str | None: ...  # noqa: D102
    @property
    def within(self) -> str | None: ...  # noqa: D102
    @property
    def participants(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def person_ids(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def parties(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def amounts(self) -> Sequence[tuple[str, str, float]]: ...  # noqa: D102
    @property
    def claims(self) -> Sequence[Said]: ...  # noqa: D102


def contradictions(reports: Sequence[Report]) -> list[tuple[str, Values]]:
    """The fields on which reports contradict each other: (field, (value, sources) of each claim)."""
    found = []
    for field, look in _FIELDS.items():
        if values := look(reports):
            found.append((field, values))
    return found


def _sorted(values: dict[str, list[str]]) -> Values:
    return tuple((value, tuple(dict.fromkeys(sources))) for value, sources in sorted(values.items()))


def _by(reports: Iterable[Report], value: Callable[[Report], str | None]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for report in reports:
        if said := value(report):
            found[said].append(report.source)
    return found


def _date(reports: Sequence[Report]) -> Values:
    values = _by(reports, lambda r: r.date)
    names = sorted(values)
    apart = any(not (a.startswith(b) or b.startswith(a)) for i, a in enumerate(names) for b in names[i + 1 :])
    return _sorted(values) if apart else ()


def _city(reports: Sequence[Report]) -> Values:
    values = _by(reports, lambda r: r.city)
    return _sorted(values) if len({v.casefold() for v in values}) > 1 else ()


def _country(reports: Sequence[Report]) -> Values:
    values = _by(reports, lambda r: r.country)
    return _sorted(values) if len(values) > 1 else ()


def _ordinal(reports: Sequence[Report]) -> Values:
    """The number of the session that it is; for what is within a session, of that session."""
    values = _by(reports, lambda r: ordinal_of(_session(r)))
    return _sorted(values) if len(values) > 1 else ()


def _session(report: Report) -> str | None:
    own = next((claim.value for claim in report.claims if claim.field == "session"), None)
    return own if report.kind == "conference" else report.within


def _participants(reports: Sequence[Report]) -> Values:
    """Somebody else on a side: each of two lists has a person that the other lacks, or people sign here, bodies there."""
    naming = [r for r in reports if r.participants]
    if not naming or naming[0].kind not in _SIDED:
        return ()
    clash = any(_other_people(a, b) for n, a in enumerate(naming) for b in naming[n + 1 :])
    values = _by(naming, lambda r: "; ".join(sorted(r.participants)))
    if naming[0].kind in _SIGNATORIES:
        bodies = [r for r in reports if not r.participants and _bodies(r)]
        if bodies and any(not _bodies(r) for r in naming):
            clash = True
            for value, sources in _by(bodies, lambda r: "; ".join(_bodies(r))).items():
                values[value] += sources
    return _sorted(values) if clash else ()


def _other_people(one: Report, other: Report) -> bool:
    if one.person_ids and set(one.person_ids) & set(other.person_ids):
        left, right = (
            [n for n, i in zip(a.participants, a.person_ids) if i not in b.person_ids]
            for a, b in ((one, other), (other, one))
        )
    else:
        left, right = list(one.participants), list(other.participants)
    met = paired(left, one.language, right, other.language)
    return len(left) > len(met) and len(right) > len(met) and len(one.participants) == len(other.participants) == 2


def _bodies(report: Report) -> list[str]:
    return sorted(p for p in report.parties if len(p) > 2 and p not in {"CTR", "OTS"})


def _amount(reports: Sequence[Report]) -> Values:
    """Of one kind of outcome and in one currency each report gives other sums."""
    said: dict[tuple[str, str], list[tuple[frozenset[float], str]]] = defaultdict(list)
    for report in reports:
        sums: dict[tuple[str, str], set[float]] = defaultdict(set)
        for kind, currency, value in report.amounts:
            sums[kind, currency].add(value)
        for key, values in sums.items():
            said[key].append((frozenset(values), report.source))
    found: dict[str, list[str]] = defaultdict(list)
    for (_, currency), claims in sorted(said.items()):
        if any(not (a & b) for n, (a, _) in enumerate(claims) for b, _ in claims[n + 1 :]):
            for sums_, source in claims:
                found["; ".join(f"{v:,.0f} {currency}" for v in sorted(sums_))].append(source)
    return _sorted(found)


_FIELDS: dict[str, Callable[[Sequence[Report]], Values]] = {
    "date": _date, "city": _city, "country": _country, "participants": _participants, "ordinal": _ordinal, "amount": _amount,
}  # fmt: skip
