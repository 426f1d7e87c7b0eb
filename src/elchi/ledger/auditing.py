"""The audit log: who did what to which records, when and whence; rows are only ever added.

It is written where acts are (decisions, steps of a profile's life, everything about accounts), in the transaction of the
act, so that neither can be without the other. Whence somebody acts is known to the one who began the transaction.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select

from elchi.ledger import tables as t

LOCAL = "local"
_LONGEST = 500  # characters of a word from outside that are kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One entry: `who` is an account or the name of a local user, `origin` is ``local`` or ``web`` and an address."""

    id: int
    at: str
    who: str
    act: str
    subjects: tuple[str, ...]
    detail: dict[str, Any]
    origin: str


def record(
    connection: Connection, who: str, act: str, subjects: Iterable[str] = (), *, now: str, **detail: object
) -> None:
    """Add an entry; `detail` must hold nothing secret."""
    told = {name: value[:_LONGEST] if isinstance(value, str) else value for name, value in detail.items()}
    origin = connection.get_execution_options().get("origin", LOCAL)
    row = {"at": now, "who": who, "act": act, "subjects": list(subjects), "detail": told, "origin": origin}
    connection.execute(insert(t.audit).values(**row))


def entries(
    connection: Connection,
    *,
    who: str | None = None,
    act: str | None = None,
    since: str | None = None,
    before: int | None = None,
    limit: int = 100,
) -> list[Act]:
    """The newest entries first: of one person, of one kind of act, since a day, before an entry."""
    query = select(t.audit).order_by(t.audit.c.id.desc()).limit(limit)
    for wanted, condition in (
        (who, t.audit.c.who == who),
        (act, t.audit.c.act == act),
        (since, t.audit.c.at >= (since or "")),
        (before, t.audit.c.id < (before or 0)),
    ):
        if wanted is not None:
            query = query.where(condition)
    rows = connection.execute(query).mappings()
    return [Act(**{**row, "subjects": tuple(row["subjects"])}) for row in rows]
