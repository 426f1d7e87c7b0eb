"""Records of what is thought and decided about readings: decisions of editors, proposals, doubts, evidence.

They stand apart from what documents say (`records`): a machine may replace its proposals and evidence at any time, only a
person makes and undoes decisions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from elchi.model import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Later words about an outcome, as follow-through found them.

    `kind` is repeat, progress, delivery, postponement, cancellation or replacement; `other_id` the record it is made of
    where there is one (an outcome, a development, a figure); `known` is the day from which it counts; `reasons` are readable (name, weight) pairs.
    """

    outcome_id: str
    kind: str
    document_id: str
    quote: str
    span: Span
    score: float
    reasons: tuple[tuple[str, float], ...] = ()
    other_id: str | None = None
    source: str = ""
    published: str | None = None
    known: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """An editor's act; it holds until it is undone.

    `kind` is same, different, unsure, rename, correct, verdict, publish …; `subjects` are ids, `field` and `value` what
    is set; times are UTC, ISO 8601.
    """

    id: int
    kind: str
    subjects: tuple[str, ...]
    field: str | None
    value: str | None
    author: str
    note: str | None
    made_at: str
    undone_at: str | None
    undone_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What identity thinks of two nodes: same (joins them unless an editor objects) or unsure (asks an editor).

    `a` and `b` are node ids (see `clusters`); `reasons` are readable (name, weight) pairs; `score` runs from 0 to 1.
    """

    a: str
    b: str
    verdict: Literal["same", "unsure"]
    score: float
    reasons: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Something the reader was not sure of; `kind` is person, organisation, engagement or outcome."""

    record_id: str
    kind: str
    document_id: str
    source: str
    doubt: str
