"""The audit log for programs: who did what, when and whence; for admins, and their tokens of scope admin."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from elchi.ledger import auditing
from elchi.ledger.auditing import Act
from elchi.web.api.asking import MOST, Date, add, answer

router = APIRouter()


def audit(
    request: Request,
    who: Annotated[str | None, Query(max_length=100)] = None,
    act: Annotated[str | None, Query(max_length=100)] = None,
    since: Date = None,
    before: Annotated[int | None, Query(ge=1, le=2**31 - 1, description="id of the last entry seen")] = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 100,
) -> Response:
    """Return entries of the audit log, newest first."""
    asked = {"who": who, "act": act, "since": since}
    return answer(request, None, lambda view: auditing.entries(view.connection, before=before, limit=limit, **asked))


add(router, "/audit", audit, list[Act], "Who did what, when and whence, newest first (admins)")
