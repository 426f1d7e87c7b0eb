"""Days, months and years as ISO strings: which days a partial date covers, and days counted on."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta


def first_day(when: str) -> str:
    """The first day that a day, month or year covers."""
    return when + "-01-01"[len(when) - 4 :] if len(when) < 10 else when


def last_day(when: str) -> str:
    """The last day that a day, month or year covers."""
    if len(when) == 4:
        return f"{when}-12-31"
    if len(when) == 7:
        return f"{when}-{monthrange(int(when[:4]), int(when[5:]))[1]:02d}"
    return when


def shifted(day: str, days: int) -> str:
    """A day so many days later; what is no day stays as it is."""
    try:
        return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
    except (ValueError, OverflowError):
        return day
