"""A view of the ledger: one moment of it, and with `as_of` what had been published by a day.

Every method is a query of `queries`; lists take `Filters` and give a `Page`, single records raise NotFoundError.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sqlalchemy import Connection

from elchi.errors import UsageError
from elchi.ledger import clusters, decided
from elchi.ledger import tables as t
from elchi.ledger.acts import Decision, Doubt, Evidence, Proposal
from elchi.ledger.days import is_date, last_day
from elchi.ledger.filters import Filters, Page
from elchi.ledger.following import developments_where, evidence_of, outcomes_with_evidence_from, records_about
from elchi.ledger.identities import Identity
from elchi.ledger.queries import counts, documents, engagements, export, organisations, people, records, review
from elchi.ledger.queries.scope import Scope
from elchi.ledger.records import (
    Count,
    DevelopmentRow,
    DocumentDetail,
    DocumentRow,
    EngagementDetail,
    EngagementReport,
    EngagementRow,
    FigureRow,
    Moment,
    Occupancy,
    OrganisationDetail,
    OrganisationRow,
    OutcomeDetail,
    OutcomeRow,
    PersonDetail,
    PersonMention,
    PersonRow,
    StatementRow,
    Stats,
)

ALL = Filters()


class View:
    """Answers questions; see `Ledger.view`."""

    def __init__(self, connection: Connection, identity: Identity, as_of: str | None, clock: Callable[[], str]) -> None:
        self.connection, self.identity, self.as_of, self._now = connection, identity, as_of, clock
        if as_of is not None and not is_date(as_of):
            raise UsageError(f"{as_of!r} is no date", mend="write it as YYYY-MM-DD, YYYY-MM or YYYY")
        self.until = last_day(as_of) if as_of else None
        """The last day that `as_of` covers."""
        self._scope = Scope(connection, identity, self.until)

    def now(self) -> str:
        """The time of acts: ISO 8601 in UTC, from the ledger's clock."""
        return self._now()

    def documents(self, filters: Filters = ALL) -> Page[DocumentRow]:
        """Documents, newest first; `text` searches them and chooses the excerpt."""
        return documents.documents(self._scope, filters)

    def document(self, ident: str) -> DocumentDetail:
        """One document by id (or the beginning of it), source or url."""
        return documents.document(self._scope, ident)

    def document_rows(self, ids: Iterable[str]) -> list[DocumentRow]:
        """Documents by their full ids, in this order; ids that are none are left out."""
        return documents.document_rows(self._scope, list(dict.fromkeys(ids)))

    def people(self, filters: Filters = ALL) -> Page[PersonRow]:
        """Persons, last heard of first; `kind` is a position class, `states` whom they represent."""
        return people.people(self._scope, filters)

    def person(self, ident: str) -> PersonDetail:
        """One person by the id of a cluster, a node or a mention."""
        return people.person(self._scope, ident)

    def positions(self, filters: Filters = ALL) -> Page[Occupancy]:
        """Who held what, latest heard of first; `kind` is a position class."""
        return people.positions(self._scope, filters)

    def organisations(self, filters: Filters = ALL) -> Page[OrganisationRow]:
        """Organisations, last heard of first."""
        return organisations.organisations(self._scope, filters)

    def organisation(self, ident: str) -> OrganisationDetail:
        """One organisation by its id."""
        return organisations.organisation(self._scope, ident)

    def engagements(self, filters: Filters = ALL) -> Page[EngagementRow]:
        """Engagements, newest first."""
        return engagements.engagements(self._scope, filters)

    def moments(self, filters: Filters = ALL) -> tuple[Moment, ...]:
        """Engagements with a day as a timeline needs them, newest first."""
        return engagements.moments(self._scope, filters)

    def engagement(self, ident: str) -> EngagementDetail:
        """One engagement by the id of a cluster, a node or a report, with reports, claims and outcomes."""
        return engagements.engagement(self._scope, ident)

    def outcomes(self, filters: Filters = ALL) -> Page[OutcomeRow]:
        """Outcomes, newest document first; `opportunity` picks those that are partnering profiles."""
        return records.outcomes(self._scope, filters)

    def outcome(self, ident: str) -> OutcomeDetail:
        """One outcome with claims, evidence and decisions."""
        return records.outcome(self._scope, ident)

    def statements(self, filters: Filters = ALL) -> Page[StatementRow]:
        """Statements, newest document first."""
        return records.statements(self._scope, filters)

    def figures(self, filters: Filters = ALL) -> Page[FigureRow]:
        """Figures, newest document first; `kind` is an indicator."""
        return records.figures(self._scope, filters)

    def pair_counts(self, filters: Filters = ALL) -> tuple[Count, ...]:
        """Engagements by pair of states, most first."""
        return counts.pair_counts(self._scope, filters)

    def partner_counts(self, state: str) -> tuple[Count, ...]:
        """Engagements of a state by its partner, most first."""
        return counts.partner_counts(self._scope, state)

    def topic_counts(self, filters: Filters = ALL) -> tuple[Count, ...]:
        """Engagements by topic, most first."""
        return counts.topic_counts(self._scope, filters)

    def party_counts(self, filters: Filters = ALL) -> tuple[Count, ...]:
        """Engagements by party, most first."""
        return counts.party_counts(self._scope, filters)

    def month_counts(self, filters: Filters = ALL) -> tuple[Count, ...]:
        """Engagements by month, oldest first."""
        return counts.month_counts(self._scope, filters)

    def topic_month_counts(self, filters: Filters = ALL) -> tuple[Count, ...]:
        """Engagements by topic and month."""
        return counts.topic_month_counts(self._scope, filters)

    def stats(self) -> Stats:
        """The size of the ledger."""
        return counts.stats(self._scope)

    def evidence(self, outcome_ids: Iterable[str]) -> tuple[Evidence, ...]:
        """What follow-through found on outcomes, without what copies of texts say again."""
        return evidence_of(self.connection, outcome_ids, self._scope.as_of)

    def outcomes_with_evidence_from(self, document_ids: Iterable[str]) -> set[str]:
        """Ids of the outcomes on which documents are evidence."""
        return outcomes_with_evidence_from(self.connection, document_ids)

    def outcomes_by_id(self, ids: Iterable[str]) -> list[OutcomeRow]:
        """Outcomes by their full ids, by document and place in it."""
        return records.outcomes_where(self._scope, t.outcome.c.id, list(dict.fromkeys(ids)))

    def outcomes_in(self, document_ids: Iterable[str]) -> list[OutcomeRow]:
        """All outcomes of documents, by document and place in it."""
        return records.outcomes_where(self._scope, t.outcome.c.document_id, list(dict.fromkeys(document_ids)))

    def figures_in(self, document_ids: Iterable[str]) -> list[FigureRow]:
        """All figures of documents, by document and place in it."""
        return records.figures_where(self._scope, t.figure.c.document_id, list(dict.fromkeys(document_ids)))

    def developments_in(self, document_ids: Iterable[str]) -> list[DevelopmentRow]:
        """All developments of documents, oldest document first."""
        column = t.development.c.document_id
        return developments_where(self.connection, column, document_ids, self._scope.as_of)

    def developments_by_id(self, ids: Iterable[str]) -> list[DevelopmentRow]:
        """Developments by their ids, oldest document first."""
        return developments_where(self.connection, t.development.c.id, ids, self._scope.as_of)

    def about(self, kind: str, keys: Iterable[str], *, since: str = "", until: str = "9") -> list[str]:
        """Ids of the records of a kind (outcome, development) that are about any of the keys, see `set_about`."""
        return records_about(self.connection, kind, keys, since=since, until=until)

    def decisions(self, subjects: Iterable[str] | None = None, *, undone: bool = True) -> tuple[Decision, ...]:
        """Editors' acts in the order they were made, on these subjects or all."""
        return decided.listed(self.connection, subjects, undone=undone)

    def review(self, kind: str = "person", *, limit: int = 50) -> tuple[Proposal, ...]:
        """Pairs of nodes (kind: person or engagement) that an editor should judge, likeliest first."""
        return review.review(self._scope, kind, limit)

    def doubts(self, kind: str | None = None, *, limit: int = 50) -> tuple[Doubt, ...]:
        """What readers were not sure of."""
        return review.doubts(self._scope, kind, limit)

    def known(self, ids: Iterable[str], *, reader: str) -> frozenset[str]:
        """Those document ids whose text this reader, or a newer one, has read already."""
        return documents.known(self._scope, ids, reader)

    def dates(self, ids: Iterable[str]) -> dict[str, str | None]:
        """When documents were published, as the ledger has it (the same text may stand at places with other dates)."""
        return documents.dates(self._scope, ids)

    def texts(self, ids: Iterable[str]) -> dict[str, str]:
        """Document id to its text."""
        return documents.texts(self._scope, ids)

    def candidates(self, kind: str, keys: Iterable[str], *, most: int | None = None) -> dict[str, list[str]]:
        """Blocking key to nodes, as set by `Transaction.block`; with `most`, without keys that more nodes share."""
        return clusters.candidates(self.connection, kind, keys, most=most)

    def blocks(self, kind: str, nodes: Iterable[str], *, beginning: str = "") -> dict[str, list[str]]:
        """Nodes to their blocking keys, all or those with a beginning."""
        return clusters.blocks(self.connection, kind, nodes, beginning=beginning)

    def proposals(self, kind: str, nodes: Iterable[str]) -> list[Proposal]:
        """What identity proposed on these nodes before."""
        return clusters.proposals(self.connection, kind, nodes)

    def person_mentions(self, nodes: Iterable[str]) -> list[PersonMention]:
        """All mentions that hang on person nodes."""
        return people.mentions(self._scope, t.person_mention.c.node, list(nodes))

    def engagement_reports(self, nodes: Iterable[str]) -> list[EngagementReport]:
        """All reports that hang on engagement nodes."""
        return engagements.reports(self._scope, t.engagement.c.node, list(nodes))

    def export(self, what: str, filters: Filters = ALL) -> Iterator[dict[str, Any]]:
        """All rows of a kind as dictionaries; `queries.export` lists kinds and keys."""
        return export.export(self._scope, what, filters)
