"""Engagements: what a report hangs on, how others of the same event are found, and when two reports tell of one.

Two reports are one event when kind, day, people, parties and place fit together; a coarser date fits all days it covers, the
nearer the report was published to the day the better. Of two documents each report finds at most one partner, so that a
document's two meetings never become one through another document. What speaks for and against is kept as reasons.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from elchi.identity.linking import Judgement, Matter, Reason
from elchi.identity.nodes import is_state, node_id, pack, unpack
from elchi.lexicon.namesakes import SAME as SAME_NAME
from elchi.lexicon.namesakes import Kind, compare_names
from elchi.lexicon.sounds import spelling
from elchi.model import Engagement, EngagementKind, Reading

SAME, UNSURE = 0.6, 0.48
NEAR = 7  # days between an event and a report that is "of these days"
OFF = 3  # days by which two reports of one event may differ
_BILATERAL = frozenset({"meeting", "call", "visit", "correspondence"})
_ORDINAL = re.compile(r"\b(\d{1,3})(?:st|nd|rd|th)\b")
_MOST_PARTIES = 6
_MOST_FOR_PEOPLE = 0.4
_LIST = "\x1e"
# Words of a session's English name, the one that tells most first.
_NOUNS = ("business", "exhibition", "congress", "commission", "council", "summit", "ministers", "forum")


@dataclass(frozen=True, slots=True)
class EngagementFacts:
    """What comparing needs to know of a report's node; `document` where the report has near relatives in its document."""

    kind: str
    status: str
    date: str | None
    published: str | None
    city: str | None
    country: str | None
    parties: frozenset[str]
    people: tuple[str, ...]
    language: str | None
    session: str | None
    document: str | None

    @property
    def states(self) -> frozenset[str]:
        """The states among the parties."""
        return frozenset(p for p in self.parties if is_state(p))

    @property
    def day(self) -> dt.date | None:
        """The day, if it is known."""
        return _day(self.date)

    @property
    def ordinal(self) -> str | None:
        """Which session it is, if it is one and that is said."""
        return ordinal_of(self.session)


def ordinal_of(name: str | None) -> str | None:
    """The number in an English name of a session: "5" of "5th Meeting of …"."""
    found = _ORDINAL.search(name or "")
    return found[1] if found else None


def session_of(engagement: Engagement) -> str | None:
    """The English name of the session that an engagement is, or takes place within, where its reader gives one."""
    if engagement.kind is not EngagementKind.CONFERENCE:
        return engagement.within
    return next((claim.value for claim in engagement.claims if claim.field == "session"), None)


def engagement_text(engagement: Engagement, reading: Reading) -> str:
    """The facts of a report as text."""
    day = engagement.date if engagement.date and len(engagement.date) == 10 else None
    shared = day and len(engagement.participants) >= 2 and not _siblings(engagement, reading)
    own = "" if shared else f"{reading.document.id}{engagement.spans[0].start}"
    return pack(
        str(engagement.kind), str(engagement.status), engagement.date,
        None if shared else reading.document.published, engagement.city, engagement.country,
        _LIST.join(sorted(engagement.parties)),
        _LIST.join(sorted(" ".join(name.split()) for name in engagement.participants)),
        reading.language, session_of(engagement), own,
    )  # fmt: skip


def engagement_node(engagement: Engagement, reading: Reading) -> str:
    """The node of a report: nothing but its facts decides."""
    return node_id("engagement", engagement_text(engagement, reading))


def _siblings(engagement: Engagement, reading: Reading) -> bool:
    """Whether the document tells of another engagement that could be taken for this one."""
    parties = set(engagement.parties)
    return any(
        other is not engagement and other.kind is engagement.kind and (parties & set(other.parties) or not parties)
        for other in reading.engagements
    )


@lru_cache(maxsize=65536)
def _facts(text: str) -> EngagementFacts:
    kind, status, when, published, city, country, parties, people, language, session, document = unpack(text, 11)
    return EngagementFacts(
        kind or "", status or "", when, published, city, country,
        frozenset((parties or "").split(_LIST)) - {""}, tuple(filter(None, (people or "").split(_LIST))),
        language, session, document,
    )  # fmt: skip


class Engagements(Matter[EngagementFacts]):
    """Reports of engagements as matter for linking."""

    kind = "engagement"
    lone = True

    def facts(self, text: str) -> EngagementFacts:
        """Facts from their text."""
        return _facts(text)

    def firm(self, facts: EngagementFacts) -> bool:
        """One whose day is known."""
        return facts.day is not None

    def unit(self, facts: EngagementFacts) -> str:
        """Reports of one document are told apart by it."""
        return f"d:{facts.document[:20]}" if facts.document else ""

    def stored(self, facts: EngagementFacts) -> set[str]:
        """Kind and sides, with the day, the month and the year, or the coarser date."""
        times = set()
        if facts.day:
            times = {facts.date or "", (facts.date or "")[:7] + "*", (facts.date or "")[:4] + "*"}
        else:
            times = {f"~{month}" for month in _months(facts)} | ({f"~{facts.date}"} if facts.date else set())
            times |= {month + "*" for month in _months(facts)} if facts.date and len(facts.date) == 7 else set()
            times |= {facts.date[:4] + "*"} if facts.date else {month[:4] + "*" for month in _months(facts)}
        return {f"{facts.kind}|{side}|{time}" for side in _sides(facts) for time in times}

    def asked(self, facts: EngagementFacts) -> set[str]:
        """The days around, and the coarser dates that cover it; a coarse date asks for all that it covers."""
        if facts.day:
            days = {(facts.day + dt.timedelta(days=n)).isoformat() for n in range(-OFF, OFF + 1)}
            times = {*days, f"~{(facts.date or '')[:7]}", f"~{(facts.date or '')[:4]}"}
        else:
            months = _months(facts)
            times = {m + "*" for m in months} | {f"~{m}" for m in months} | {f"~{m[:4]}" for m in months}
            times |= {f"{facts.date}*", f"~{facts.date}"} if facts.date else set()
        return {f"{facts.kind}|{side}|{time}" for side in _sides(facts) for time in times}

    def clash(self, one: EngagementFacts, other: EngagementFacts) -> bool:
        """Two cities, unless the day is one: then that is what the reports disagree on."""
        one_day = one.day is not None and one.day == other.day
        return bool(one.city and other.city and one.city != other.city and not one_day)

    def judge(self, one: EngagementFacts, other: EngagementFacts) -> Judgement | None:
        """Add up what speaks for and against; None where something forbids it or too little speaks for it."""
        if one.kind != other.kind:
            return None
        # What costs most, comparing people, comes last and only where it can still decide.
        when, sides, session = _when(one, other), _parties(one, other), _sessions(one, other)
        if when is None or sides is None or session is None:
            return None
        told = [when, sides, session, *_where(one, other)]
        if sum(weight for _, weight in told) + _MOST_FOR_PEOPLE < UNSURE:
            return None
        who = _who(one, other)
        if who is None:
            return None
        reasons = [r for r in (*told, who) if r[1]]
        score = sum(weight for _, weight in reasons)
        if score < UNSURE:
            return None
        lone = bool(one.day and other.day and one.day != other.day)
        return Judgement("same" if score >= SAME else "unsure", min(1.0, score), tuple(reasons), lone)


def _day(text: str | None) -> dt.date | None:
    if not text or len(text) < 10:
        return None
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        return None


def _months(facts: EngagementFacts) -> set[str]:
    """The months that a coarse date, or for want of one the publication, may mean."""
    if facts.date and len(facts.date) >= 7:
        return {facts.date[:7]}
    if facts.date:
        return set()
    if day := _day(facts.published):
        return {(day + dt.timedelta(days=n)).isoformat()[:7] for n in (-NEAR, 0, NEAR)}
    return {facts.published} if facts.published and len(facts.published) == 7 else set()


def _sides(facts: EngagementFacts) -> set[str]:
    """What partners have in common: a pair of parties, or a person's name."""
    states, others = sorted(facts.states), sorted(facts.parties - facts.states)
    chosen = [*states, *others][:_MOST_PARTIES]
    sides = {f"{a}+{b}" for a, b in combinations(sorted(chosen), 2)}
    if len(chosen) == 1 or facts.kind == "conference":
        sides |= {f"{party}+" for party in (others or chosen)}
    for name in facts.people:
        parts = spelling(name, facts.language)
        ends = {parts.family, *(parts.words[:1] if parts.either else ()), *(parts.words[-1:] if parts.either else ())}
        sides |= {f"@{sound.bones}" for word in ends if word for sound in word.sounds}
    return sides


def _when(one: EngagementFacts, other: EngagementFacts) -> Reason | None:
    if one.day and other.day:
        days = abs((one.day - other.day).days)
        if days > OFF:
            return None
        return ("same day", 0.35) if not days else (f"{days} days apart", 0.12 if days == 1 else 0.03)
    apart = _apart(one, other)
    if one.date and other.date:
        if not (one.date.startswith(other.date) or other.date.startswith(one.date)):
            return None
        if apart is None:
            return ("dates fit", 0.12 if min(len(one.date), len(other.date)) >= 7 else 0.05)
        return (
            ("dates fit, reported near it", _nearness(apart)) if apart <= NEAR else ("dates fit, reported apart", 0.05)
        )
    return None if apart is None or apart > NEAR else ("reported near it", _nearness(apart) - 0.05)


def _apart(one: EngagementFacts, other: EngagementFacts) -> int | None:
    """Days between what is known of two: the day itself, or when it was reported; None if unknown."""
    days = [facts.day or _day(facts.published) for facts in (one, other)]
    if days[0] is None or days[1] is None:
        return None
    return abs((days[0] - days[1]).days)


def _nearness(apart: int) -> float:
    return 0.3 if apart <= OFF else 0.25


def _who(one: EngagementFacts, other: EngagementFacts) -> Reason | None:
    if not one.people or not other.people:
        return ("people named by one at most", -0.1 if one.kind in _BILATERAL and (one.people or other.people) else 0.0)
    met = paired(one.people, one.language, other.people, other.language)
    fewer, more = sorted((len(one.people), len(other.people)))
    if not met:
        return None if one.kind in _BILATERAL else ("other people", -0.05)
    if len(met) == fewer:
        weight = 0.4 if fewer >= 2 or more == 1 else 0.2 if one.kind in _BILATERAL else 0.3
        return (f"{len(met)} people the same", weight)
    if one.kind in _BILATERAL:
        return None  # a minister who met two counterparts met twice
    return (f"{len(met)} people the same, others not", 0.15)


def paired(
    one: Iterable[str], language: str | None, other: Iterable[str], other_language: str | None
) -> list[tuple[str, str]]:
    """People of two lists that are the same by name, each once."""
    scored = []
    for a in one:
        for b in other:
            found = _match(a, language, b, other_language)
            if found:
                scored.append((-found, a, b))
    pairs: list[tuple[str, str]] = []
    for _, a, b in sorted(scored):
        if all(a != x and b != y for x, y in pairs):
            pairs.append((a, b))
    return pairs


def _match(a: str, language: str | None, b: str, other_language: str | None) -> float:
    found = compare_names(a, b, language, other_language)
    if found.kind is Kind.CONFLICT or (found.kind is Kind.FULL and found.score < SAME_NAME):
        return 0.0
    return found.score


def _parties(one: EngagementFacts, other: EngagementFacts) -> Reason | None:
    if not one.parties or not other.parties:
        return ("parties named by one at most", 0.0)
    shared = one.parties & other.parties
    if not shared:
        return None
    if len(shared - one.states) >= 2:
        return ("same bodies", 0.35)
    if one.states == other.states and len(shared) >= 2:
        return ("same states", 0.3 if one.parties == other.parties else 0.25)
    if one.kind == "conference" and shared - one.states and one.day and one.day == other.day:
        return ("a session of the same body", 0.25)  # each report names the states of its own people
    if one.parties <= other.parties or other.parties <= one.parties:
        return ("parties of one among the other's", 0.2 if len(shared) >= 2 else 0.12)
    return ("parties in common", 0.1 if len(shared) >= 2 else 0.0)


def _where(one: EngagementFacts, other: EngagementFacts) -> list[Reason]:
    """Place; on one day it is what reports disagree on, and a country without a city is often only what a reader supposed."""
    one_day = one.day is not None and one.day == other.day
    places = [facts.country if facts.city or facts.country in facts.states else None for facts in (one, other)]
    if places[0] and places[1] and places[0] != places[1]:
        surely = bool(one.city and other.city)
        return [("other country", -0.2 if one_day else -0.45 if surely else -0.25)]
    if one.city and other.city:
        return [("same city", 0.1)] if one.city == other.city else [("other city", -0.15 if one_day else -0.4)]
    return [("same country", 0.05)] if places[0] and places[0] == places[1] else []


def _sessions(one: EngagementFacts, other: EngagementFacts) -> Reason | None:
    """What the names of sessions say: another number on another day is another session."""
    if not one.session or not other.session:
        return ("session not named by both", 0.0)
    if one.ordinal and other.ordinal:
        if one.ordinal == other.ordinal:
            return (f"both session {one.ordinal}", 0.25 if one.kind == "conference" else 0.1)
        return ("other session number", -0.1) if one.day and one.day == other.day else None
    if one.kind != "conference":
        return ("session", 0.0)
    nouns = [_noun(facts.session) for facts in (one, other)]
    if nouns[0] and nouns[1]:
        return (f"both a {nouns[0]}", 0.05) if nouns[0] == nouns[1] else ("another kind of session", -0.65)
    if "forum" in nouns and (one.ordinal or other.ordinal):
        return ("a numbered session and a forum", -0.65)
    return ("session", 0.0)


def _noun(session: str | None) -> str:
    """The word that tells a business forum from a commission: what the session is called."""
    words = (session or "").lower().split()
    return next((noun for noun in _NOUNS if noun in words), "")
