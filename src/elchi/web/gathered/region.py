"""A region of a state (ISO 3166-2): what it declared to be its priorities, and what of it documents tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from elchi.errors import NotFoundError
from elchi.ledger import Count, DocumentRow, Filters, OutcomeRow, View
from elchi.ledger import profiles as book
from elchi.pipeline import known_regions
from elchi.web.remembering import remembered

LISTED = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionLine:
    """A region of the list, with how many priorities it declared."""

    code: str
    name: str
    state: str
    priorities: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """All of a region; `opportunities` are those of its state on the topics of its priorities."""

    code: str
    name: str
    state: str
    priorities: tuple[dict[str, Any], ...]
    topics: tuple[Count, ...]
    documents: tuple[DocumentRow, ...]
    opportunities: tuple[OutcomeRow, ...]


def regions_of(view: View, state: str | None = None) -> Sequence[RegionLine]:
    """Return the regions that the lexicon knows, those with declared priorities first."""

    def ask() -> tuple[RegionLine, ...]:
        declared = Counter(row["region"] for row in book.priorities(view.connection, state=state, as_of=view.until))
        lines = [
            RegionLine(code=code, name=name, state=code.partition("-")[0], priorities=declared[code])
            for code, name in known_regions().items()
            if state in (None, code.partition("-")[0])
        ]
        return tuple(sorted(lines, key=lambda one: (-one.priorities, one.code)))

    return remembered(view, "regions", state, ask)


def region_of(view: View, code: str) -> Region:
    """Return all of a region; raises NotFoundError for a code that the lexicon does not have."""
    name = known_regions().get(code)
    if name is None:
        raise NotFoundError(f"there is no region {code!r}", mend="give its ISO 3166-2 code, such as KZ-61")
    declared = book.priorities(view.connection, state=code, as_of=view.until)
    state = code.partition("-")[0]
    topics = Counter(row["topic"] for row in declared)
    sources = dict.fromkeys(row["document_id"] for row in declared if row["document_id"])
    offered = [
        row
        for topic, _ in topics.most_common(3)
        for row in view.outcomes(Filters(states=(state,), topic=topic, opportunity="any", limit=6)).items
    ]
    return Region(
        code=code,
        name=name,
        state=state,
        priorities=tuple(declared[:LISTED]),
        topics=tuple(Count((topic,), n) for topic, n in topics.most_common()),
        documents=tuple(view.document_rows(list(sources)[:LISTED])),
        opportunities=tuple({row.id: row for row in offered}.values()),
    )
