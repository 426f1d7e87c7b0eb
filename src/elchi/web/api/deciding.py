"""What waits for an editor and what editors decided: the review queue, doubts, decisions made and taken back."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, Field

from elchi.errors import UsageError
from elchi.ledger import Decision, Doubt, Page, Transaction, View, sliced
from elchi.web.api.asking import CHANGED, Asked, Date, Rows, add, answer, change
from elchi.web.gathered.waiting import Question, questions_of
from elchi.web.standing import ORDER

router = APIRouter()
MOST = 200


class NewDecision(BaseModel):
    """An editor's act: same, different and unsure compare records; rename and correct set a field; verdict a status."""

    kind: Literal["same", "different", "unsure", "rename", "correct", "verdict"]
    subjects: list[str] = Field(min_length=1, max_length=20)
    field: str | None = Field(default=None, max_length=40)
    value: str | None = Field(default=None, max_length=1000)
    note: str | None = Field(default=None, max_length=4000)


def review(
    request: Request,
    kind: Annotated[Literal["person", "engagement"], Query()] = "person",
    limit: Annotated[int, Query(ge=1, le=MOST)] = 30,
    as_of: Date = None,
) -> Response:
    """Return pairs that identity is unsure of, likeliest first, with what documents say of either."""
    return answer(request, as_of, lambda view: questions_of(view, kind, limit))


def doubts(
    request: Request,
    kind: Annotated[Literal["person", "organisation", "engagement", "outcome"] | None, Query()] = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 50,
    as_of: Date = None,
) -> Response:
    """Return what readers were not sure of, newest document first."""
    return answer(request, as_of, lambda view: view.doubts(kind, limit=limit))


def decisions(
    request: Request,
    filters: Asked,
    subject: Annotated[list[str] | None, Query(max_length=200, description="only on these records")] = None,
    as_of: Date = None,
) -> Response:
    """Return what editors decided, the latest first, with what was taken back; `kind` narrows."""

    def ask(view: View) -> Page[Decision]:
        found = view.decisions(subject or None)
        return sliced([one for one in reversed(found) if filters.kind in (None, one.kind)], filters)

    return answer(request, as_of, ask)


@router.post("/decisions", status_code=HTTPStatus.CREATED, operation_id="decisions-new", responses=CHANGED)
def decide(request: Request, given: NewDecision) -> Decision:
    """Decide; it holds, through every new reading, until it is taken back."""
    if given.kind == "verdict" and given.value not in ORDER:
        raise UsageError(f"{given.value!r} is no status", mend=f"value is one of {', '.join(ORDER)}")

    def act(transaction: Transaction, who: str) -> Decision:
        return transaction.decide(
            given.kind, given.subjects, author=who, field=given.field, value=given.value, note=given.note
        )

    return change(request, act)


@router.post("/decisions/{number}/undo", operation_id="decisions-undo", responses=CHANGED)
def undo(request: Request, number: Annotated[int, Path(ge=1, le=2**53)]) -> Decision:
    """Take a decision back; it stays in the record as undone."""
    return change(request, lambda transaction, who: transaction.undo(number, author=who))


add(router, "/review", review, list[Question], "Pairs that wait for an editor's judgement")
add(router, "/doubts", doubts, list[Doubt], "What readers were not sure of")
add(router, "/decisions", decisions, Rows[Decision], "What editors decided, the latest first")
