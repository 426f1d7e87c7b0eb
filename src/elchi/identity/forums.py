"""Standing bodies and their series of sessions, as the lexicon has them: members, chair, what is next.

Everything here is reference data with its sources (``memberships.yaml``, ``forums.yaml``); what reports add is laid beside it by
the caller. The chair of a body of states passes to the host of its summit and stays with it until the next one.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from elchi.errors import NotFoundError
from elchi.lexicon.world import load_world


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One session of a series; `date` is a day (the first of several), a month or a year."""

    ordinal: int | None
    city: str | None
    country: str | None
    date: str
    source: str | None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A summit, a council, a ministerial track."""

    id: str
    name: str
    kind: str
    sessions: tuple[Session, ...]

    def before(self, day: str) -> tuple[Session, ...]:
        """Its sessions up to a day, oldest first."""
        return tuple(s for s in self.sessions if s not in self.after(day))

    def after(self, day: str) -> tuple[Session, ...]:
        """Its sessions to come after a day; one of a year is to come until the year is over."""
        return tuple(
            s
            for s in self.sessions
            if s.date > day[: len(s.date)] or (len(s.date) < len(day) and s.date == day[: len(s.date)])
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A state (or organisation) in a body, and since when."""

    party: str
    since: str | None
    source: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A standing body with what belongs to it; every list is as of the day it was asked for."""

    id: str
    name: str
    founded: str | None
    seat: str | None
    members: tuple[Member, ...]
    observers: tuple[Member, ...]
    heads: tuple[tuple[str, str | None, str | None], ...]
    """Secretaries-general: name, since, until."""
    series: tuple[Series, ...]
    source: str | None

    def chair(self, day: str) -> tuple[str, Session] | None:
        """The state that chairs on a day, and the summit it got the chair at."""
        held = [s for one in self.series if one.kind == "summit" for s in one.before(day) if s.ordinal and s.country]
        last = max(held, key=lambda s: s.date, default=None)
        return (last.country, last) if last and last.country else None

    def head(self, day: str) -> str | None:
        """Its secretary-general on a day."""
        return next((name for name, since, until in self.heads if _within(since, until, day)), None)


def load_body(ident: str, day: str) -> Body:
    """A body by its id, as of a day; raises NotFoundError."""
    world = load_world()
    facts: Mapping[str, Any] = world.raw.get("memberships", {})
    forums: Mapping[str, Any] = world.raw.get("forums", {})
    known = {*map(str, facts), *(str(f.get("organisation") or "") for f in forums.values()), *map(str, forums)} - {""}
    wanted = ident.upper().replace("-", "_")
    if wanted not in known:
        near = difflib.get_close_matches(wanted, sorted(known), n=3, cutoff=0.5)
        raise NotFoundError(f"there is no forum {ident!r}", mend=f"did you mean {', '.join(near)}?" if near else None)
    about = facts.get(wanted, {})
    own = [name for name, forum in forums.items() if wanted in {name, forum.get("organisation")}]
    organisation = world.organisations.get(wanted)
    names = [n["en"] for n in about.get("names", ()) if _within(n.get("from"), n.get("to"), day)]
    return Body(
        id=wanted,
        name=next(iter(names), organisation.name_en if organisation else forums.get(wanted, {}).get("en", wanted)),
        founded=_text(about.get("founded", {}).get("date")),
        seat=_text(about.get("seat")),
        members=_members(about.get("members", ()), about.get("source"), day),
        observers=_members(about.get("observers", ()), about.get("source"), day),
        heads=tuple(
            (str(h["name"]), _text(h.get("from")), _text(h.get("to"))) for h in about.get("secretaries_general", ())
        ),
        series=tuple(_series(name, forums[name]) for name in own),
        source=_text(about.get("source")),
    )


def _members(rows: Sequence[Mapping[str, Any]], source: str | None, day: str) -> tuple[Member, ...]:
    return tuple(
        Member(
            party=str(row.get("state") or row.get("organisation")),
            since=_text(row.get("since")),
            source=_text(row.get("source") or source),
        )
        for row in rows
        if _within(row.get("since"), row.get("until"), day)
    )


def _series(ident: str, forum: Mapping[str, Any]) -> Series:
    sessions = []
    for row in forum.get("sessions", ()):
        city, _, country = str(row.get("city") or "").rpartition(", ")
        sessions.append(
            Session(
                ordinal=row.get("ordinal"), city=city or None, country=country or None, date=str(row["date"]),
                source=_text(row.get("source")), note=_text(row.get("note")),
            )
        )  # fmt: skip
    return Series(
        id=ident,
        name=str(forum.get("en", ident)),
        kind=str(forum.get("kind", "forum")),
        sessions=tuple(sorted(sessions, key=lambda s: s.date)),
    )


def _within(since: object, until: object, day: str) -> bool:
    start, end = str(since or ""), str(until or "9999")
    return start[: len(day)] <= day and day[: len(end)] <= end


def _text(value: object) -> str | None:
    return str(value) if value is not None else None
