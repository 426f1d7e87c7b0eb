"""Alerts: the saved searches of this ledger, the form for one more, and each one's notices, feed and calendar.

A feed is looked at before it is given, so that it is up to date where nothing else runs beside this server. Feeds and
calendars are asked for by programs that log in nowhere: who knows the long id of an alert may have them.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from elchi.alerting import Asks, calendar_of, entries_of, feed_of, look_if_new, make_alert, remove_alert
from elchi.errors import ElchiError
from elchi.exporting.feeds import MEDIA_TYPES
from elchi.ledger import View
from elchi.ledger import alerts as book
from elchi.web.faults import Fault, fault_of
from elchi.web.pages.acting import author_of, site_path
from elchi.web.standing import today
from elchi.web.visit import Visit, Visiting

router = APIRouter()
SHOWN = 100
_ONES = ("person", "topic", "text", "language", "opportunity", "outcome", "profile")


@router.get("/alerts")
def alerts(visit: Visiting, request: Request) -> HTMLResponse:
    """List the alerts; the form below is filled with what the address says, so that any search can be saved."""
    given: dict[str, Any] = {name: request.query_params.get(name, "").strip() for name in ("name", *_ONES)}
    given |= {"states": request.query_params.getlist("state"), "what": [], "webhook": "", "mail": ""}
    given["text"] = given["text"] or request.query_params.get("q", "").strip()
    return _list(visit, given)


@router.post("/alerts", response_model=None)
async def make(visit: Visiting, request: Request) -> HTMLResponse | RedirectResponse:
    """Save a search, or say what is wrong with it."""
    form = await request.form()
    given: dict[str, Any] = {name: str(form.get(name, "")).strip() for name in ("name", *_ONES, "webhook", "mail")}
    given |= {
        "states": [str(one).strip() for one in form.getlist("state") if str(one).strip()],
        "what": [str(one) for one in form.getlist("what")],
    }
    try:
        ident = _make(visit, given)
    except ElchiError as error:
        return _list(visit, given, fault_of(error))
    return RedirectResponse(site_path("alerts", ident), HTTPStatus.SEE_OTHER)


def _make(visit: Visit, given: dict[str, Any]) -> str:
    asks = Asks(
        states=tuple(given["states"]), what=tuple(given["what"]), **{name: given[name] or None for name in _ONES}
    )
    addresses = [given[name] for name in ("webhook", "mail") if given[name]]
    with visit.begin() as tx:
        made = make_alert(
            tx, given["name"], asks, owner=author_of(visit), language=visit.words.tag, addresses=addresses
        )
    return made.id


def _list(visit: Visit, given: dict[str, Any], fault: Fault | None = None) -> HTMLResponse:
    with visit.view() as view:
        found = [(one, Asks.of(one.asks), _counts(view, one)) for one in book.alerts(view.connection)]
    status = fault.status if fault else HTTPStatus.OK
    asked = any(given[name] for name in (*_ONES, "states"))
    return visit.page("alerts.html", status=status, found=found, given=given, asked=asked, fault=fault)


def _counts(view: View, alert: book.Alert) -> tuple[int, int]:
    """How many notices an alert has, and how many of its messages are not sent."""
    unsent = book.messages(view.connection, alert.id, unsent=True)
    return len(book.notices(view.connection, alert.id)), len(unsent)


@router.get("/alerts/{ident}")
def alert(visit: Visiting, ident: str) -> HTMLResponse:
    """Show what an alert asks and what it found, the newest first, in the visitor's language."""
    _look(visit, ident)
    with visit.view() as view:
        one = book.alert(view.connection, ident)
        notices = list(reversed(book.notices(view.connection, one.id, newest=SHOWN)))
        return visit.page(
            "alert.html",
            alert=one,
            asks=Asks.of(one.asks),
            entries=entries_of(view, one, notices, "", words=visit.words),
            addresses=book.addresses(view.connection, one.id),
            unsent=book.messages(view.connection, one.id, unsent=True),
        )


@router.post("/alerts/{ident}/remove")
def remove(visit: Visiting, ident: str) -> RedirectResponse:
    """Remove an alert with all it found."""
    with visit.begin() as tx:
        remove_alert(tx, ident, author=author_of(visit))
    return RedirectResponse(site_path("alerts"), HTTPStatus.SEE_OTHER)


@router.get("/alerts/{ident}/feed.{form}")
def feed(visit: Visiting, request: Request, ident: str, form: Annotated[str, Path(pattern="^(atom|rss)$")]) -> Response:
    """Return the feed of an alert."""
    _look(visit, ident)
    with visit.view() as view:
        one = book.alert(view.connection, ident)
        written = feed_of(view, one, form=form, base=_base(visit, request))
    return Response(written, media_type=MEDIA_TYPES[form], headers={"Cache-Control": "no-cache"})


@router.get("/alerts/{ident}/calendar.ics")
def calendar(visit: Visiting, ident: str) -> Response:
    """Return the calendar of an alert."""
    with visit.view() as view:
        written = calendar_of(view, book.alert(view.connection, ident), today=today(view))
    return Response(written, media_type="text/calendar", headers={"Cache-Control": "no-cache"})


def _base(visit: Visit, request: Request) -> str:
    """Return where links in a feed lead: to the address of the settings, or the one that was asked."""
    return visit.site.settings.url or str(request.base_url)


def _look(visit: Visit, ident: str) -> None:
    if not visit.site.ledger.read_only and not visit.as_of:
        look_if_new(visit.site.ledger, ident)
