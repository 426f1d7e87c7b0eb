"""Days, months, years and moments as ISO strings: which days a partial date covers, and what is later.

A partial date stands for all its days: ``2025-02`` runs from ``2025-02-01`` to ``2025-02-28``.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import datetime, timedelta

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?\Z")


def is_date(text: str) -> bool:
    """Whether a text is a day, a month or a year."""
    return bool(_DATE.match(text))


def first_day(date: str) -> str:
    """The first day that a day, month or year covers."""
    return date + "-01-01"[(len(date) - 4) :] if len(date) < 10 else date


def last_day(date: str) -> str:
    """The last day that a day, month or year covers."""
    if len(date) == 4:
        return f"{date}-12-31"
    if len(date) == 7:
        year, month = int(date[:4]), int(date[5:])
        return f"{date}-{monthrange(year, month)[1]:02d}" if 1 <= month <= 12 and year else f"{date}-31"
    return date


def compatible(one: str, other: str) -> bool:
    """Whether two partial dates can mean the same day."""
    return one.startswith(other) or other.startswith(one)


def later(moment: str, by: timedelta) -> str:
    """The moment that much after another, to the second; before it where `by` is negative."""
    return (datetime.fromisoformat(moment) + by).isoformat(timespec="seconds")
