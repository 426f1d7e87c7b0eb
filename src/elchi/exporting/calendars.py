"""Engagements, and days when promises are due, as an iCalendar: whole days, for texts seldom tell an hour.

What is known to the month alone covers the month and says so; what no month is known of has no place in a calendar.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO

from elchi.exporting.entities import title_of
from elchi.lexicon.world import load_world

if TYPE_CHECKING:
    from icalendar import Event

Row = Mapping[str, Any]
_STATUSES = {"held": "CONFIRMED", "scheduled": "TENTATIVE", "cancelled": "CANCELLED"}


def write_calendar(rows: Iterable[Row], stream: BinaryIO, *, name: str | None = None) -> int:
    """Write a calendar of engagements and of outcomes that have a due day; returns how many have a place in it."""
    from icalendar import Calendar

    calendar, count = Calendar(), 0
    calendar.add("prodid", "-//Elchi//engagements//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if name:
        calendar.add("x-wr-calname", name)
    for row in rows:
        is_due = "due" in row
        days = _days(row["due"] if is_due else row["date"])
        if days is not None:
            calendar.add_component((_due if is_due else _event)(row, *days))
            count += 1
    stream.write(calendar.to_ical())
    return count


def _new_event() -> Event:
    from icalendar import Event

    event = Event()
    event.add("transp", "TRANSPARENT")  # nobody's own time is taken
    return event


def _due(row: Row, first: dt.date, after: dt.date) -> Event:
    event = _new_event()
    exact = len(row["due"]) == len("2025-10-24")
    parties = ", ".join(load_world().states.get(one, one) for one in row["parties"])
    event.add("uid", f"{row['id']}.due@elchi")
    event.add("dtstamp", _moment(row["published"] or row["due"]))
    event.add("dtstart", first)
    event.add("dtend", after)
    event.add("summary", f"Due: {parties or row['kind']}" + ("" if exact else f" (some day in {row['due']})"))
    event.add("description", "\n".join([f"{row['kind']}: “{row['quote']}”", row["document"]]))
    event.add("status", "TENTATIVE")
    if row["topics"]:
        event.add("categories", row["topics"])
    return event


def _event(row: Row, first: dt.date, after: dt.date) -> Event:
    event = _new_event()
    exact = len(row["date"]) == len("2025-10-24")
    event.add("uid", f"{row['id']}@elchi")
    event.add("dtstamp", _stamp(row))
    event.add("dtstart", first)
    event.add("dtend", after)
    event.add("summary", title_of(row) + ("" if exact else f" (some day in {row['date']})"))
    event.add("status", _STATUSES[row["status"]])
    where = ", ".join(filter(None, (row["city"], load_world().states.get(row["country"] or ""))))
    if where:
        event.add("location", where)
    if row["topics"]:
        event.add("categories", row["topics"])
    event.add("description", _description(row))
    return event


def _description(row: Row) -> str:
    people = [
        ", ".join(filter(None, (one["name_en"] or one["name"], one["position"], one["represents"])))
        for one in row["participants"]
    ]
    return "\n".join([*people, *(told["document"] for told in row["reports"])])


def _stamp(row: Row) -> dt.datetime:
    """When it was last told of: the same ledger gives the same calendar."""
    return _moment(max((one["published"] for one in row["reports"] if one["published"]), default=None) or row["date"])


def _moment(told: str) -> dt.datetime:
    year, month, day = (*map(int, told.split("-")), 1, 1)[:3]
    return dt.datetime(year, month, day, tzinfo=dt.UTC)


def _days(date: str | None) -> tuple[dt.date, dt.date] | None:
    """The first day, and the day after the last, as iCalendar counts."""
    parts = [int(part) for part in (date or "").split("-") if part]
    if len(parts) < 2:
        return None
    if len(parts) == 3:
        first = dt.date(*parts)
        return first, first + dt.timedelta(days=1)
    year, month = parts
    return dt.date(year, month, 1), dt.date(year + month // 12, month % 12 + 1, 1)
