"""The ledger's rows for the ways out: the records themselves, and the joint undertakings that are made of them.

`exporting` knows formats and no ledger, the ledger knows no undertakings; here both come together for all surfaces.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from elchi.follow import Initiative, last_day
from elchi.ledger import Filters, View
from elchi.pursuing import initiatives

Row = dict[str, Any]


def this_day(as_of: str | None) -> str:
    """Return the last day that an as-of covers, or today."""
    return last_day(as_of) if as_of else dt.datetime.now(tz=dt.UTC).date().isoformat()


def rows_of(view: View, filters: Filters | None = None) -> Callable[[str], Iterable[Row]]:
    """Return what gives the rows of a kind, as known on the day of the view; see `elchi.exporting.ways`."""
    asked = filters or Filters()

    def ask(what: str) -> Iterable[Row]:
        if what == "initiatives":
            return (initiative_row(one) for one in initiatives(view, asked, this_day(view.as_of)))
        return view.export(what, asked)

    return ask


def initiative_row(row: Initiative) -> Row:
    """Return an undertaking as a JSON object."""
    return {
        "id": row.id,
        "name": row.name,
        "status": row.activity.value,
        "parties": list(row.parties),
        "topics": list(row.topics),
        "roles": [{"role": one.role, "party": one.party, "sources": list(one.sources)} for one in row.roles],
        "place": row.place,
        "since": row.since,
        "last_heard": row.last_heard,
        "planned": row.planned,
        "actual": row.actual,
        "outcomes": [
            {
                "id": part.matter.promise.id,
                "document": part.source,
                "document_id": part.matter.promise.document_id,
                "kind": str(part.matter.promise.kind),
                "quote": part.matter.promise.quote,
                "span": list(part.matter.promise.span),
                "status": part.status.value,
            }
            for part in row.parts
        ],
        "sources": list(row.sources),
    }
