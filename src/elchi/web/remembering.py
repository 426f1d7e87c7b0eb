"""Answers that are asked for again and again between two changes of the ledger: lists, counts, what is gathered over all.

A page counts engagements over the whole ledger, and a busy ledger is read far more often than it is added to. What was
counted is kept until anybody, in this program or another, has written to the ledger: for SQLite its files tell by
their times, PostgreSQL by its snapshot. Nothing older than the ledger is ever shown.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, text

from elchi.ledger import (
    Count,
    DocumentRow,
    EngagementRow,
    Evidence,
    Filters,
    Occupancy,
    OrganisationDetail,
    OutcomeRow,
    Page,
    PersonDetail,
    PersonRow,
    StatementRow,
    Stats,
    View,
)

Answer = TypeVar("Answer")
ALL = Filters()
MOST = 500  # answers kept, a page of rows at most each


class Memory:
    """What was answered since the ledger last changed; safe to share between threads."""

    def __init__(self, where: str) -> None:
        path = Path(where.removeprefix("sqlite:///"))
        self._files = () if "://" in str(where) and not where.startswith("sqlite") else (path, Path(f"{path}-wal"))
        self._answers: OrderedDict[Hashable, object] = OrderedDict()
        self._state: Hashable = None
        self._lock = threading.Lock()

    def state(self, connection: Connection) -> Hashable:
        """Return what is different after every change of the ledger."""
        if not self._files:
            return str(connection.execute(text("SELECT pg_current_snapshot()")).scalar())
        return tuple(_stamp(path) for path in self._files)

    def forget(self) -> None:
        """Forget everything, as after a change of the ledger."""
        with self._lock:
            self._answers.clear()

    def recall(self, state: Hashable, question: Hashable, answer: Callable[[], Answer]) -> Answer:
        """Return the answer to a question, from memory where the ledger is as it was."""
        with self._lock:
            if state != self._state:
                self._answers.clear()
                self._state = state
            if question in self._answers:
                self._answers.move_to_end(question)
                return self._answers[question]  # type: ignore[return-value]
        found = answer()
        with self._lock:
            if state == self._state:
                self._answers[question] = found
                while len(self._answers) > MOST:
                    self._answers.popitem(last=False)
        return found


def remembered(view: View, name: Hashable, asked: Hashable, answer: Callable[[], Answer]) -> Answer:
    """Return what was made of the ledger before where the view remembers, or make it; see `RememberingView.remember`."""
    return view.remember(name, asked, answer) if isinstance(view, RememberingView) else answer()


def _stamp(path: Path) -> tuple[int, int]:
    try:
        told = path.stat()
    except OSError:
        return (0, 0)
    return (told.st_mtime_ns, told.st_size)


class RememberingView(View):
    """A view of the ledger that does not count twice what has not changed."""

    def __init__(self, view: View, memory: Memory, state: Hashable) -> None:
        super().__init__(view.connection, view.identity, view.as_of, view._now)  # noqa: SLF001 - it is a view itself
        self._memory, self._state = memory, state

    def remember(self, name: Hashable, asked: Hashable, answer: Callable[[], Answer]) -> Answer:
        """Return what was made of the ledger before, or make it now; `name` and `asked` say what is wanted."""
        return self._recall(name, asked, answer)

    def _recall(self, name: Hashable, asked: Hashable, answer: Callable[[], Answer]) -> Answer:
        return self._memory.recall(self._state, (name, asked, self.as_of), answer)

    def pair_counts(self, filters: Filters = ALL) -> tuple[Count, ...]:
        """Engagements by pair of states, most first."""
        ask = super().pair_counts
        return self._recall("pairs", filters, lambda: ask(filters))

    def partner_counts(self, state: str) -> tuple[Count, ...]:
        """Engagements of a state by its partner, most first."""
        ask = super().partner_counts
        return self._recall("partners", state, lambda: ask(state))

    def topic_counts(self, filters: Filters = ALL) -> tuple[Count, ...]:
        """Engagements by topic, most first."""
        ask = super().topic_counts
        return self._recall("topics", filters, lambda: ask(filters))

    def party_counts(self, filters: Filters = ALL) -> tuple[Count, ...]:
        """Engagements by party, most first."""
        ask = super().party_counts
        return self._recall("parties", filters, lambda: ask(filters))

    def month_counts(self, filters: Filters = ALL) -> tuple[Count, ...]:
        """Engagements by month, oldest first."""
        ask = super().month_counts
        return self._recall("months", filters, lambda: ask(filters))

    def topic_month_counts(self, filters: Filters = ALL) -> tuple[Count, ...]:
        """Engagements by topic and month."""
        ask = super().topic_month_counts
        return self._recall("topic-months", filters, lambda: ask(filters))

    def stats(self) -> Stats:
        """The size of the ledger."""
        return self._recall("stats", None, super().stats)

    def documents(self, filters: Filters = ALL) -> Page[DocumentRow]:
        """Documents, newest first."""
        ask = super().documents
        return self._recall("documents", filters, lambda: ask(filters))

    def people(self, filters: Filters = ALL) -> Page[PersonRow]:
        """Persons, last heard of first."""
        ask = super().people
        return self._recall("people", filters, lambda: ask(filters))

    def engagements(self, filters: Filters = ALL) -> Page[EngagementRow]:
        """Engagements, newest first."""
        ask = super().engagements
        return self._recall("engagements", filters, lambda: ask(filters))

    def outcomes(self, filters: Filters = ALL) -> Page[OutcomeRow]:
        """Outcomes, newest document first."""
        ask = super().outcomes
        return self._recall("outcomes", filters, lambda: ask(filters))

    def statements(self, filters: Filters = ALL) -> Page[StatementRow]:
        """Statements, newest document first."""
        ask = super().statements
        return self._recall("statements", filters, lambda: ask(filters))

    def positions(self, filters: Filters = ALL) -> Page[Occupancy]:
        """Who held what, latest heard of first."""
        ask = super().positions
        return self._recall("positions", filters, lambda: ask(filters))

    def evidence(self, outcome_ids: Iterable[str]) -> tuple[Evidence, ...]:
        """What follow-through found on outcomes."""
        ask, ids = super().evidence, tuple(outcome_ids)
        return self._recall("evidence", ids, lambda: ask(ids))

    def person(self, ident: str) -> PersonDetail:
        """One person."""
        ask = super().person
        return self._recall("person", ident, lambda: ask(ident))

    def organisation(self, ident: str) -> OrganisationDetail:
        """One organisation."""
        ask = super().organisation
        return self._recall("organisation", ident, lambda: ask(ident))
