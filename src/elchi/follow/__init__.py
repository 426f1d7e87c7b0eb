"""Follow-through: what came of a promise.

A promise is an outcome with what it is about (`matters`); later news of it is weighed, with reasons that a person can
read, and becomes evidence: a repeat, progress, delivery, postponement, cancellation (`evidence`); reported figures are
held against targets (`targets`). What the evidence amounts to on a day is its status (`status`), and a score after the
practice of the G20 Research Group (`scores`). Named undertakings gather what is said of them (`initiatives`).

Everything here is pure: no clock, no ledger. `elchi.pursuing` brings the ledger's records here and evidence back.
"""

from __future__ import annotations

from elchi.follow.days import first_day, last_day
from elchi.follow.evidence import Finding, News, weigh
from elchi.follow.initiatives import Activity, Initiative, Part, Role, gather
from elchi.follow.matters import Matter, Promise, keys_of_news, matter_of
from elchi.follow.scores import HELPS, Average, averages, score_of
from elchi.follow.status import SILENT_AFTER, Life, Status, life_of
from elchi.follow.targets import Reported, hold_against

__all__ = [
    "HELPS",
    "SILENT_AFTER",
    "Activity",
    "Average",
    "Finding",
    "Initiative",
    "Life",
    "Matter",
    "News",
    "Part",
    "Promise",
    "Reported",
    "Role",
    "Status",
    "averages",
    "first_day",
    "gather",
    "hold_against",
    "keys_of_news",
    "last_day",
    "life_of",
    "matter_of",
    "score_of",
    "weigh",
]
