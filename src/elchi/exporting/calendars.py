"""Engagements as an iCalendar: whole days, for texts seldom tell an hour.

One that is known to the month alone covers the month and says so; one of which no month is known has no place in a
calendar. Needs icalendar (``elchi[exports]``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from elchi.exporting.entities import title_of
from elchi.exporting.needs import need
from elchi.lexicon.world import load_world

Row = Mapping[str, Any]
_STATUSES = {"held": "CONFIRMED", "scheduled": "TENTATIVE", "cancelled": "CANCELLED"}


def write_calendar(rows: Iterable[Row], stream: BinaryIO) -> int:
    """Write a calendar; returns how many engagements have a place in it."""
    icalendar = need("icalendar")
    calendar, count = icalendar.Calendar(), 0
    calendar.add("prodid", "-//Elchi//engagements//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for row in rows:
        days = _days(row["date"])
        if days is not None:
            calendar.add_component(_event(icalendar, row, *days))
            count += 1
    stream.write(calendar.to_ical())
    return count


def _event(icalendar: Any, row: Row, first: dt.date, after: dt.date) -> Any:  # noqa: ANN401 - the package's own classes
    event = icalendar.Event()
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
    event.add("transp", "TRANSPARENT")  # nobody's own time is taken
    return event


def _description(row: Row) -> str:
    people = [
        ", ".join(filter(None, (one["name_en"] or one["name"], one["position"], one["represents"])))
        for one in row["participants"]
    ]
    return "\n".join([*people, *(told["document"] for told in row["reports"])])


def _stamp(row: Row) -> dt.datetime:
    """When it was last told of: the same ledger gives the same calendar."""
    told = max((one["published"] for one in row["reports"] if one["published"]), default=None) or row["date"]
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
