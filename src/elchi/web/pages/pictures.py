"""The network of who meets whom, the map of where, and the numbers behind every picture as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from elchi.errors import NotFoundError
from elchi.exporting import cell
from elchi.ledger import Count, Filters, View, walk
from elchi.web.charts import places, ring
from elchi.web.gathered.contacts import SCANNED, network_of, places_of
from elchi.web.visit import Visiting, filters_of

router = APIRouter()
Line = tuple[object, ...]


@router.get("/network")
def network(visit: Visiting, request: Request, of: str = "states") -> HTMLResponse:
    """Show who meets whom: states, or people."""
    asked = filters_of(request)
    with visit.view() as view:
        found = network_of(view, asked, of)
    counts = {(tie.a, tie.b): tie.count for tie in found.ties}
    names = {one.person_id: visit.name(one) for one in found.people}
    return visit.page("network.html", drawing=ring(counts), asked=asked, of=of, names=names, ties=len(counts))


@router.get("/map")
def where(visit: Visiting, request: Request) -> HTMLResponse:
    """Show where engagements were."""
    asked = filters_of(request)
    with visit.view() as view:
        counts = {(one.city, one.country or ""): one.count for one in places_of(view, asked)}
    return visit.page("map.html", drawing=places(counts), asked=asked, counts=list(counts.items()))


@router.get("/charts/{name}.csv")
def numbers(visit: Visiting, request: Request, name: str) -> Response:
    """Return the numbers behind a picture."""
    if name not in _TABLES:
        raise NotFoundError(f"there is no picture {name!r}", mend=f"one of {', '.join(_TABLES)}")
    header, query = _TABLES[name]
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(header)
    with visit.view() as view:
        writer.writerows([cell(value) for value in line] for line in query(view, filters_of(request)))
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(written.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


def _lines(counts: Iterable[Count]) -> Iterator[Line]:
    return ((*one.key, one.count) for one in counts)


def _place_lines(view: View, asked: Filters) -> Iterator[Line]:
    return ((one.city, one.country or "", one.count) for one in places_of(view, asked))


_TABLES: dict[str, tuple[Line, Callable[[View, Filters], Iterator[Line]]]] = {
    "pairs": (("a", "b", "engagements"), lambda view, asked: _lines(view.pair_counts(asked))),
    "topics": (("topic", "engagements"), lambda view, asked: _lines(view.topic_counts(asked))),
    "parties": (("party", "engagements"), lambda view, asked: _lines(view.party_counts(asked))),
    "months": (("month", "engagements"), lambda view, asked: _lines(view.month_counts(asked))),
    "topic-months": (("topic", "month", "engagements"), lambda view, asked: _lines(view.topic_month_counts(asked))),
    "places": (("city", "country", "engagements"), _place_lines),
    "timeline": (
        ("id", "date", "kind", "status", "parties", "city"),
        lambda view, asked: (
            (row.id, row.date, row.kind, row.status, " ".join(row.parties), row.city)
            for row in islice(walk(view.engagements, asked), SCANNED)
        ),
    ),
    "figures": (
        ("indicator", "value", "unit", "period", "parties", "published", "document"),
        lambda view, asked: (
            (one.indicator, one.value, one.unit, one.period, " ".join(one.parties), one.published, one.document_id)
            for one in walk(view.figures, asked)
        ),
    ),
    "targets": (
        ("outcome", "value", "currency", "due", "parties", "published", "quote"),
        lambda view, asked: (
            (one.id, one.amount.value, one.amount.currency, one.due, " ".join(one.parties), one.published, one.quote)
            for one in walk(view.outcomes, asked)
            if one.kind == "target" and one.amount
        ),
    ),
}
