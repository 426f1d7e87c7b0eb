"""Partnering profiles in the ledger: rows in and out, their history, interests, ties and priorities.

What a status means and which act may follow which is not decided here (see ``elchi.partnering``); here things are
written down and found again. Rows are mappings with the columns of ``tables/partners.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from elchi.errors import ConflictError, NotFoundError
from elchi.ledger import auditing
from elchi.ledger import tables as t
from elchi.ledger.access import pieces, rows_where

Row = dict[str, Any]


def add_profiles(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Enter profiles; raises ConflictError naming the ids that are there already."""
    ids = [row["id"] for row in rows]
    known = {row.id for row in rows_where(connection, select(t.profile.c.id), t.profile.c.id, ids)}
    if known:
        raise ConflictError(f"there are profiles with these ids: {', '.join(sorted(known)[:5])}", mend="give other ids")
    for piece in pieces(rows):
        connection.execute(insert(t.profile), [dict(row) for row in piece])


def set_profile(connection: Connection, ident: str, values: Mapping[str, Any]) -> None:
    """Change columns of a profile."""
    connection.execute(update(t.profile).where(t.profile.c.id == ident).values(**values))


def profile(connection: Connection, asked: str) -> Row:
    """One profile by its id, or by a beginning of it that no other has; raises NotFoundError."""
    query = select(t.profile).where(t.profile.c.id.startswith(asked, autoescape=True)).order_by(t.profile.c.id).limit(2)
    rows = [dict(row) for row in connection.execute(query).mappings()]
    if rows and (len(rows) == 1 or rows[0]["id"] == asked):
        return rows[0]
    raise NotFoundError(
        f"{'more than one profile begins with' if rows else 'there is no profile'} {asked!r}",
        mend="list them with: elchi opportunities",
    )


def profiles(
    connection: Connection,
    *,
    status: Iterable[str] = (),
    kind: str | None = None,
    country: str | None = None,
    as_of: str | None = None,
) -> list[Row]:
    """Profiles by status, type and country, the latest changed first; `as_of` leaves out what was published later."""
    query = select(t.profile).order_by(t.profile.c.changed_at.desc(), t.profile.c.id)
    if wanted := list(status):
        query = query.where(t.profile.c.status.in_(wanted))
    if kind:
        query = query.where(t.profile.c.type == kind)
    if country:
        query = query.where(t.profile.c.country == country)
    if as_of:
        query = query.where(func.coalesce(t.profile.c.published, as_of) <= as_of)
    return [dict(row) for row in connection.execute(query).mappings()]


def count_with_prefix(connection: Connection, prefix: str) -> int:
    """How many profiles have an id that begins so."""
    query = select(func.count()).select_from(t.profile).where(t.profile.c.id.startswith(prefix, autoescape=True))
    return int(connection.execute(query).scalar_one())


def note_act(  # noqa: PLR0913 - one argument a field
    connection: Connection,
    ident: str,
    kind: str,
    author: str,
    *,
    now: str,
    note: str | None = None,
    data: Mapping[str, Any] | None = None,
) -> None:
    """Write an act into the history of a profile."""
    row = {"profile_id": ident, "kind": kind, "author": author, "note": note, "data": dict(data or {}), "made_at": now}
    connection.execute(insert(t.profile_act).values(**row))
    if kind != "found":  # that is the machine's
        auditing.record(connection, author, f"profile {kind}", [ident], now=now, **({"note": note} if note else {}))


def acts(connection: Connection, ident: str) -> list[Row]:
    """The history of a profile, oldest first."""
    query = select(t.profile_act).where(t.profile_act.c.profile_id == ident).order_by(t.profile_act.c.id)
    return [dict(row) for row in connection.execute(query).mappings()]


def add_interest(connection: Connection, ident: str, sender: str, message: str, *, now: str) -> int:
    """Enter an expression of interest; returns its number."""
    row = {"profile_id": ident, "sender": sender, "message": message, "status": "open", "made_at": now}
    key = connection.execute(insert(t.interest).values(**row)).inserted_primary_key
    auditing.record(connection, sender, "profile interest", [ident], now=now)
    return int(key[0]) if key else 0


def interests(connection: Connection, ident: str) -> list[Row]:
    """Expressions of interest in a profile, oldest first."""
    query = select(t.interest).where(t.interest.c.profile_id == ident).order_by(t.interest.c.id)
    return [dict(row) for row in connection.execute(query).mappings()]


def answer_interest(connection: Connection, number: int, status: str, *, now: str) -> Row:
    """Accept or decline an interest; raises NotFoundError, ConflictError where it was answered before."""
    row = connection.execute(select(t.interest).where(t.interest.c.id == number)).mappings().first()
    if row is None:
        raise NotFoundError(f"there is no interest {number}")
    if row["status"] != "open":
        raise ConflictError(f"interest {number} was {row['status']} on {row['answered_at']}")
    connection.execute(update(t.interest).where(t.interest.c.id == number).values(status=status, answered_at=now))
    return dict(row)


def drop_found(connection: Connection, document_id: str) -> set[tuple[str, int]]:
    """Forget what was found in a document and nobody has touched; returns (type, start) of what stays."""
    kept = select(t.profile_act.c.profile_id).where(t.profile_act.c.kind != "found")
    here = (t.profile.c.document_id == document_id) & (t.profile.c.status == "draft") & t.profile.c.id.not_in(kept)
    ids = list(connection.execute(select(t.profile.c.id).where(here)).scalars())
    for piece in pieces(ids):
        connection.execute(delete(t.profile_act).where(t.profile_act.c.profile_id.in_(piece)))
        connection.execute(delete(t.profile).where(t.profile.c.id.in_(piece)))
    connection.execute(delete(t.tie).where(t.tie.c.document_id == document_id))
    connection.execute(delete(t.priority).where(t.priority.c.document_id == document_id))
    rest = select(t.profile.c.type, t.profile.c.start).where(t.profile.c.document_id == document_id)
    return {(row.type, row.start) for row in connection.execute(rest)}


def add_ties(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Enter ties of institutions."""
    if rows:
        connection.execute(insert(t.tie), [dict(row) for row in rows])


def add_priorities(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Enter priorities of regions, in place of those with the same ids."""
    for row in rows:
        connection.execute(delete(t.priority).where(t.priority.c.id == row["id"]))
        connection.execute(insert(t.priority).values(**row))


def ties(
    connection: Connection,
    *,
    state: str | None = None,
    topic: str | None = None,
    as_of: str | None = None,
    most: int | None = None,
) -> list[Row]:
    """Ties with their documents' sources, newest first; `as_of` is a day."""
    query = select(t.tie, t.document.c.source, t.document.c.url, t.document.c.published).join(
        t.document, t.document.c.id == t.tie.c.document_id
    )
    if as_of:
        query = query.where(t.tie.c.known <= as_of)
    query = query.order_by(t.tie.c.known.desc(), t.tie.c.document_id, t.tie.c.n)
    limit = most if topic is None else None  # topics are looked at here
    sides = [query.where(side == state) for side in (t.tie.c.one_state, t.tie.c.other_state)] if state else [query]
    found = {
        (row["document_id"], row["n"]): dict(row)
        for one in sides
        for row in connection.execute(one.limit(limit)).mappings()
    }
    rows = sorted(found.values(), key=lambda row: (row["document_id"], row["n"]))
    rows.sort(key=lambda row: str(row["known"]), reverse=True)
    return list(islice((row for row in rows if topic is None or topic in row["topics"]), most))


def priorities(
    connection: Connection,
    *,
    state: str | None = None,
    topic: str | None = None,
    as_of: str | None = None,
    most: int | None = None,
) -> list[Row]:
    """Priorities of regions, newest first; `state` may be a region itself, `as_of` is a day."""
    query = select(t.priority).order_by(t.priority.c.known.desc(), t.priority.c.id).limit(most)
    if state:
        first = state if "-" in state else f"{state}-"
        query = query.where(t.priority.c.region >= first, t.priority.c.region < first + chr(0x10FFFF))
    if topic:
        query = query.where(t.priority.c.topic == topic)
    if as_of:
        query = query.where(t.priority.c.known <= as_of)
    return [dict(row) for row in connection.execute(query).mappings()]


def known_day(connection: Connection, document_id: str) -> tuple[str, str | None]:
    """The day a document counts from, and its publication; raises NotFoundError."""
    row = connection.execute(
        select(t.document.c.known, t.document.c.published).where(t.document.c.id == document_id)
    ).first()
    if row is None:
        raise NotFoundError(f"there is no document {document_id!r}")
    return row.known, row.published
