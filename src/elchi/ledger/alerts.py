"""Alerts in the ledger, in and out: saved searches, notices of what they found, messages to their addresses.

What an alert looks for, and how a message is sent, is decided in ``elchi.alerting``; here it is written down and found
again. A message is claimed before it is sent, so that two programs never send it at once, and it keeps its id however
often it is tried.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from elchi.errors import ConflictError, NotFoundError
from elchi.ledger import tables as t
from elchi.ledger.access import insert_all, insert_new, rows_where


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A saved search; `asks` as JSON, `since_n` and `seen_n` numbers of documents, `seen` what it last depended on."""

    id: str
    name: str
    asks: Mapping[str, Any]
    language: str
    owner: str
    made_at: str
    since_n: int
    seen_n: int
    seen: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One thing that an alert found; `value` is a status where the notice is of one."""

    n: int = 0
    alert_id: str
    key: str
    kind: str
    record_id: str
    document_id: str | None = None
    value: str | None = None
    found_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """The notices of an alert behind `after` up to `until`, for one address."""

    id: str
    alert_id: str
    address: str
    after: int
    until: int
    made_at: str
    next_at: str
    sent_at: str | None = None
    tries: int = 0
    error: str | None = None


def add(connection: Connection, alert: Alert) -> None:
    """Enter an alert; raises ConflictError where its id is taken."""
    if connection.execute(select(t.alert.c.id).where(t.alert.c.id == alert.id)).first():
        raise ConflictError(f"there is an alert {alert.id!r}", mend="give another id")
    connection.execute(insert(t.alert).values(**asdict(alert)))


def alerts(connection: Connection) -> list[Alert]:
    """All alerts, the oldest first."""
    rows = connection.execute(select(t.alert).order_by(t.alert.c.made_at, t.alert.c.id)).mappings()
    return [Alert(**row) for row in rows]


def alert(connection: Connection, asked: str) -> Alert:
    """One alert by its id, the beginning of it, or its name; raises NotFoundError."""
    found = alerts(connection)
    fitting = [one for one in found if one.id == asked] or [one for one in found if one.name == asked]
    fitting = fitting or [one for one in found if asked and one.id.startswith(asked)]
    if len(fitting) == 1:
        return fitting[0]
    what = f"more than one alert is meant by {asked!r}" if fitting else f"there is no alert {asked!r}"
    raise NotFoundError(what, mend="list them with: elchi alerts list")


def saw(connection: Connection, ident: str, seen_n: int, seen: str) -> None:
    """Remember how far an alert has looked."""
    connection.execute(update(t.alert).where(t.alert.c.id == ident).values(seen_n=seen_n, seen=seen))


def remove(connection: Connection, ident: str) -> None:
    """Take an alert out with all it found and all that was still to be sent."""
    for table in (t.message, t.standing, t.notice, t.alert_address):
        connection.execute(delete(table).where(table.c.alert_id == ident))
    connection.execute(delete(t.alert).where(t.alert.c.id == ident))


def newest_document(connection: Connection) -> int:
    """The number of the document that was entered last; 0 where there is none."""
    return int(connection.execute(select(func.max(t.document.c.n))).scalar() or 0)


def never_beyond(connection: Connection) -> None:
    """When the last document is forgotten its number is given again: let no alert believe that it has seen that one."""
    last = newest_document(connection)
    for name in ("since_n", "seen_n"):
        column = t.alert.c[name]
        connection.execute(update(t.alert).where(column > last).values({name: last, "seen": "forgotten"}))
    noticed = int(connection.execute(select(func.max(t.notice.c.n))).scalar() or 0)
    told = t.alert_address.c.told
    connection.execute(update(t.alert_address).where(told > noticed).values(told=noticed))


def acts_so_far(connection: Connection) -> tuple[int, int, int]:
    """What grows with every editor's decision, undone decision, and step of a profile."""
    d, a = t.decision.c, t.profile_act.c
    decided = connection.execute(select(func.max(d.id), func.count(d.undone_at))).one()
    return int(decided[0] or 0), int(decided[1]), int(connection.execute(select(func.max(a.id))).scalar() or 0)


def first_reports(connection: Connection, event_ids: Iterable[str]) -> dict[str, list[tuple[int, str, str]]]:
    """The reports of engagements, as (number of the document, report, document), the oldest first."""
    query = select(t.engagement.c.event_id, t.document.c.n, t.engagement.c.id, t.engagement.c.document_id).join(
        t.document, t.document.c.id == t.engagement.c.document_id
    )
    found: dict[str, list[tuple[int, str, str]]] = {}
    for row in rows_where(connection, query, t.engagement.c.event_id, list(dict.fromkeys(event_ids))):
        found.setdefault(row.event_id, []).append((row.n, row.id, row.document_id))
    return {ident: sorted(reports) for ident, reports in found.items()}


def enter(connection: Connection, notices: Sequence[Notice]) -> None:
    """Enter notices in their order; one whose key the alert has already changes nothing."""
    rows = [{name: value for name, value in asdict(one).items() if name != "n"} for one in notices]
    insert_new(connection, t.notice, rows)


def notices(
    connection: Connection,
    alert_id: str,
    *,
    after: int = 0,
    until: int | None = None,
    newest: int | None = None,
    records: Iterable[str] | None = None,
) -> list[Notice]:
    """Notices of an alert, oldest first: those between two numbers, the `newest` so many, or those of some records."""
    c = t.notice.c
    query = select(t.notice).where(c.alert_id == alert_id, c.n > after).order_by(c.n.desc())
    if until is not None:
        query = query.where(c.n <= until)
    if records is not None:
        rows = rows_where(connection, query, c.record_id, list(dict.fromkeys(records)))
    else:
        rows = list(connection.execute(query.limit(newest)))
    return sorted((Notice(**row._mapping) for row in rows), key=lambda one: one.n)  # noqa: SLF001 - SQLAlchemy's own name


def last_notice(connection: Connection, alert_id: str) -> int:
    """The number of an alert's newest notice; 0 where it has none."""
    return int(connection.execute(select(func.max(t.notice.c.n)).where(t.notice.c.alert_id == alert_id)).scalar() or 0)


def standings(connection: Connection, alert_id: str) -> dict[str, str]:
    """How an alert's promises stood when it looked last, by outcome."""
    rows = connection.execute(select(t.standing).where(t.standing.c.alert_id == alert_id))
    return {row.outcome_id: row.status for row in rows}


def stand(connection: Connection, alert_id: str, statuses: Mapping[str, str]) -> None:
    """Remember how promises stand, in place of what was remembered of them."""
    for outcome in statuses:
        same = (t.standing.c.alert_id == alert_id) & (t.standing.c.outcome_id == outcome)
        connection.execute(delete(t.standing).where(same))
    rows = [{"alert_id": alert_id, "outcome_id": ident, "status": status} for ident, status in statuses.items()]
    insert_all(connection, t.standing, rows)


def addresses(connection: Connection, alert_id: str) -> dict[str, int]:
    """An alert's addresses, each with the number up to which its notices are in messages."""
    rows = connection.execute(select(t.alert_address).where(t.alert_address.c.alert_id == alert_id))
    return {row.address: row.told for row in sorted(rows, key=lambda row: row.address)}


def set_address(connection: Connection, alert_id: str, address: str, told: int) -> None:
    """Enter an address, or how far it was told."""
    same = (t.alert_address.c.alert_id == alert_id) & (t.alert_address.c.address == address)
    connection.execute(delete(t.alert_address).where(same))
    connection.execute(insert(t.alert_address).values(alert_id=alert_id, address=address, told=told))


def write(connection: Connection, message: Message) -> None:
    """Put a message on its way."""
    connection.execute(insert(t.message).values(**asdict(message)))


def messages(connection: Connection, alert_id: str | None = None, *, unsent: bool = False) -> list[Message]:
    """Messages, of all alerts or of one, in the order they were made."""
    query = select(t.message)
    if alert_id is not None:
        query = query.where(t.message.c.alert_id == alert_id)
    if unsent:
        query = query.where(t.message.c.sent_at.is_(None))
    order = (t.message.c.made_at, t.message.c.until, t.message.c.address, t.message.c.id)
    return [Message(**row) for row in connection.execute(query.order_by(*order)).mappings()]


def claim(connection: Connection, ident: str, *, now: str, next_at: str) -> bool:
    """Take a message that is due, so that nobody else tries it before `next_at`; False where somebody has it."""
    c = t.message.c
    due = (c.id == ident) & c.sent_at.is_(None) & (c.next_at <= now)
    changed = connection.execute(update(t.message).where(due).values(next_at=next_at, tries=c.tries + 1))
    return changed.rowcount == 1


def settle(connection: Connection, ident: str, **values: object) -> None:
    """Write down what became of a message: `sent_at`, or `error` and `next_at`."""
    assert set(values) <= {one.name for one in fields(Message)}  # noqa: S101 - the caller's spelling
    connection.execute(update(t.message).where(t.message.c.id == ident).values(**values))
