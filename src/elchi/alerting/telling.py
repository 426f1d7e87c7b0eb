"""Notices in words: entries of feeds and messages in one of nine languages, and the calendar of an alert.

What is told is looked up when it is told, so a correction is in it and what was forgotten is not.
"""

from __future__ import annotations

import datetime as dt
import io
import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from elchi.alerting.asking import Asks
from elchi.errors import NotFoundError
from elchi.exporting.calendars import write_calendar
from elchi.exporting.feeds import Entry, Feed, write_feed
from elchi.ledger import Filters, OutcomeRow, View, profiles
from elchi.ledger import alerts as book
from elchi.ledger.alerts import Alert, Notice
from elchi.ledger.states import is_state
from elchi.pipeline import known_parties
from elchi.pursuing import due_of
from elchi.words import Words, words_for

IN_FEED = 50
_SPACE = uuid.UUID("6a1d3a52-5c1f-5a0e-9d57-2f8f1b1f6c11")  # of our own; what is named in it stays the same
_CALENDAR_PAST = 92  # days that a calendar reaches back


def entries_of(
    view: View, alert: Alert, notices: Iterable[Notice], base: str, *, words: Words | None = None
) -> list[Entry]:
    """Return notices in words (the alert's, or those given), as far as what they tell of is there; links begin with `base`."""
    words = words or words_for(alert.language)
    found = []
    for notice in notices:
        try:
            told = _TELLERS[notice.kind](view, notice, words)
        except NotFoundError:
            continue  # forgotten, or read otherwise now
        ident = uuid.uuid5(_SPACE, f"{alert.id} {notice.key}").urn
        link = f"{base.rstrip('/')}{told.pop('path')}"
        found.append(Entry(id=ident, link=link, told_at=notice.found_at, **told))
    return found


def feed_of(view: View, alert: Alert, *, form: str, base: str) -> bytes:
    """Return an alert's feed, the newest first; `form` is ``atom`` or ``rss``."""
    notices = book.notices(view.connection, alert.id, newest=IN_FEED)
    base = base.rstrip("/")
    feed = Feed(
        id=uuid.uuid5(_SPACE, alert.id).urn, title=f"Elchi: {alert.name}", link=f"{base}/alerts/{alert.id}",
        own=f"{base}/alerts/{alert.id}/feed.{form}", language=alert.language,
        updated=notices[-1].found_at if notices else alert.made_at,
    )  # fmt: skip
    return write_feed(feed, entries_of(view, alert, reversed(notices), base), form=form)


def calendar_of(view: View, alert: Alert, *, today: str) -> bytes:
    """Return what is planned of what an alert asks, as a calendar: scheduled engagements and days when promises are due."""
    stream = io.BytesIO()
    write_calendar(_planned(view, Asks.of(alert.asks), today), stream, name=f"Elchi: {alert.name}")
    return stream.getvalue()


def _planned(view: View, asks: Asks, today: str) -> Iterator[dict[str, Any]]:
    since = (dt.date.fromisoformat(today) - dt.timedelta(days=_CALENDAR_PAST)).isoformat()
    if asks.profile:
        return
    rows: Iterable[dict[str, Any]]
    if asks.outcome:
        document = view.outcome(asks.outcome).outcome.document_id
        rows = (row for row in view.export("outcomes", Filters(document=document)) if row["id"] == asks.outcome)
    else:
        yield from view.export("engagements", asks.filters(status="scheduled", since=since))
        rows = view.export("outcomes", asks.filters(due_by="9999", opportunity=asks.opportunity))
    dues = {row["id"]: row for row in rows if row["due"]}
    for told in view.outcomes_by_id(dues):
        if (due := due_of(told)) and due >= since[: len(due)]:
            yield dues[told.id] | {"due": due}


def _engagement(view: View, notice: Notice, words: Words) -> dict[str, Any]:
    detail = view.engagement(notice.record_id)
    row = detail.engagement
    report = next((one for one in detail.reports if one.id == notice.record_id), detail.reports[0])
    what = words.label("kind", row.kind)
    if row.status != "held":
        what = f"{what} ({words.label('status', row.status)})"
    where = ", ".join(filter(None, (row.city, words.state(row.country) if row.country else None)))
    people = ", ".join(one.name_en or one.name for one in row.participants)
    topics = ", ".join(words.label("topic", one) for one in row.topics)
    told = [words.date(row.date), where, row.within, people, topics]
    return {
        "title": ": ".join(filter(None, (what, _parties(row.parties, words)))), "topics": row.topics,
        "summary": ". ".join(filter(None, told)), "path": f"/engagements/{notice.record_id}", "source": report.url,
        "language": words.tag,
    }  # fmt: skip


def _outcome(view: View, notice: Notice, words: Words) -> dict[str, Any]:
    return _of_outcome(view.outcome(notice.record_id).outcome, words)


def _status(view: View, notice: Notice, words: Words) -> dict[str, Any]:
    detail = view.outcome(notice.record_id)
    told = _of_outcome(detail.outcome, words)
    later = [f"«{one.quote}» ({one.source})" for one in detail.evidence if one.document_id == notice.document_id]
    status = words.label("outcome_status", notice.value)
    return told | {"title": f"{status}: {told['title']}", "summary": "\n".join([told["summary"], *later])}


def _of_outcome(row: OutcomeRow, words: Words) -> dict[str, Any]:
    what = words.label("opportunity", row.opportunity) or words.label("outcome", row.kind)
    due = due_of(row)
    amount = words.money(row.amount.value, row.amount.currency) if row.amount else None
    facts = [amount, words.plain("due %(day)s", day=words.date(due)) if due else None]
    return {
        "title": ": ".join(filter(None, (what, _parties(row.parties, words)))), "topics": row.topics,
        "summary": " ".join(filter(None, [f"«{row.quote}»", "; ".join(filter(None, facts))])),
        "path": f"/outcomes/{row.id}", "source": row.url, "language": row.language,
    }  # fmt: skip


def _document(view: View, notice: Notice, _words: Words) -> dict[str, Any]:
    row = view.document(notice.record_id).document
    return {
        "title": row.title or row.excerpt, "topics": row.topics, "summary": row.excerpt,
        "path": f"/documents/{row.id}", "source": row.url, "language": row.language,
    }  # fmt: skip


def _match(view: View, notice: Notice, words: Words) -> dict[str, Any]:
    row = profiles.profile(view.connection, notice.record_id)
    return {
        "title": f"{words.label('opportunity', row['type'])}: {row['title']}", "topics": tuple(row["topics"]),
        "summary": row["text"], "path": f"/profiles/{row['id']}", "language": row["lang"],
    }  # fmt: skip


def _parties(parties: Iterable[str], words: Words) -> str:
    return ", ".join(words.state(one) if is_state(one) else known_parties().get(one, one) for one in parties)


_TELLERS = {
    "engagement": _engagement, "outcome": _outcome, "status": _status, "document": _document, "match": _match,
}  # fmt: skip
