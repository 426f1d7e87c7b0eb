"""Identity and ledger put together: the ledger's hooks are identity's, and what enters the ledger is linked at once.

A part of the pipeline (it imports stages); apart from it so that asking a ledger needs no reader.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from elchi.identity.contradictions import contradictions
from elchi.identity.engagements import Engagements, engagement_node, engagement_text
from elchi.identity.forums import Body, load_body
from elchi.identity.linking import FACTS, Proposal, link
from elchi.identity.offices import Holding, holders
from elchi.identity.people import People, person_node, person_text
from elchi.ledger import (
    Disagreement,
    EngagementReport,
    EngagementRow,
    Filters,
    Identity,
    Ledger,
    Transaction,
    View,
    walk,
)
from elchi.ledger import Proposal as LedgerProposal
from elchi.ledger import open_ledger as _open
from elchi.lexicon.known import NOBODY, load_known
from elchi.model import Reading


def _disagreements(reports: Sequence[EngagementReport]) -> tuple[Disagreement, ...]:
    return tuple(Disagreement(field=field, values=values) for field, values in contradictions(reports))


IDENTITY = Identity(person=person_node, engagement=engagement_node, disagreements=_disagreements)


def open_ledger(where: str | Path, *, read_only: bool = False, clock: Callable[[], str] | None = None) -> Ledger:
    """Open a ledger that identity works in; see `elchi.ledger.open_ledger`."""
    more: dict[str, Any] = {"clock": clock} if clock else {}
    return _open(where, read_only=read_only, identity=IDENTITY, **more)


def join(
    transaction: Transaction, readings: Iterable[Reading], *, known_people: bool = True, again: bool = False
) -> int:
    """Link what readings brought to what the ledger has; returns how many proposals changed.

    With `again` also what was linked before is judged anew, for when the lexicon or Elchi has changed.
    """
    given = list(readings)
    dates = transaction.dates([reading.document.id for reading in given])
    told = [_dated(reading, dates.get(reading.document.id)) for reading in given]
    people = {person_node(p, r): person_text(p, r) for r in told for p in r.people}
    events = {engagement_node(e, r): engagement_text(e, r) for r in told for e in r.engagements}
    book = _Book(transaction)
    changed = link(book, People(load_known() if known_people else NOBODY), people, again=again)
    return changed + link(book, Engagements(), events, again=again)


def _dated(reading: Reading, published: str | None) -> Reading:
    """The reading with the date that stands for its document in the ledger: nodes were made with that."""
    if reading.document.published == published:
        return reading
    return replace(reading, document=replace(reading.document, published=published))


def who(view: View, title: str, represents: str, day: str, *, known_people: bool = True) -> list[Holding]:
    """Who held an office on a day, from reports and from the reference list; surest first."""
    known = load_known() if known_people else NOBODY
    occupancies = walk(view.positions, Filters(states=(represents,)))
    return holders(occupancies, known, title, represents, day)


def forum(ident: str, day: str) -> Body:
    """A standing body and its series as of a day; raises NotFoundError."""
    return load_body(ident, day)


def sessions_reported(view: View, body: str) -> list[ReportedSession]:
    """Conferences of a body that documents tell of, newest first, with the names they give them."""
    found = []
    for row in walk(view.engagements, Filters(organisation=body, kind="conference")):
        named = {
            r.document_id: c.value for r in view.engagement(row.id).reports for c in r.claims if c.field == "session"
        }
        found.append(ReportedSession(row, tuple(dict.fromkeys(named.values())), _margins(view, row.id, named)))
    return found


def _margins(view: View, session: str, named: Mapping[str, str]) -> tuple[str, ...]:
    """What took place on the margins of a session: what its documents say was within it, by the name they give it."""
    within = {
        report.engagement_id: None
        for document, name in named.items()
        for report in view.document(document).engagements
        if report.within == name and report.engagement_id != session
    }
    return tuple(within)


@dataclass(frozen=True, slots=True)
class ReportedSession:
    """A conference as the ledger has it, what its reports call it in English, and what took place on its margins."""

    engagement: EngagementRow
    names: tuple[str, ...]
    margins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Book:
    """A transaction as identity needs it."""

    transaction: Transaction

    def block(self, kind: str, keys: Mapping[str, Iterable[str]]) -> None:
        self.transaction.block(kind, keys)

    def facts(self, kind: str, nodes: Iterable[str]) -> Mapping[str, str]:
        found = self.transaction.blocks(kind, nodes, beginning=FACTS)
        return {node: keys[0] for node, keys in found.items()}

    def candidates(self, kind: str, keys: Iterable[str], most: int) -> Mapping[str, Sequence[str]]:
        return self.transaction.candidates(kind, keys, most=most)

    def proposals(self, kind: str, nodes: Iterable[str]) -> Sequence[Proposal]:
        return [
            Proposal(a=p.a, b=p.b, verdict=p.verdict, score=p.score, reasons=p.reasons)
            for p in self.transaction.proposals(kind, nodes)
        ]

    def propose(self, kind: str, proposals: Sequence[Proposal], withdrawn: Sequence[tuple[str, str]]) -> None:
        fresh = [LedgerProposal(a=p.a, b=p.b, verdict=p.verdict, score=p.score, reasons=p.reasons) for p in proposals]
        self.transaction.propose(kind, fresh, withdrawn)


__all__ = ["IDENTITY", "Body", "Holding", "ReportedSession", "forum", "join", "open_ledger", "sessions_reported", "who"]
