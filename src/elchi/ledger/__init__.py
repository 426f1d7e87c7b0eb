"""The ledger: every reading kept, every value with its words, every editor's decision on top.

One SQLite file by default, PostgreSQL by URL, the same code for both. The caller owns the transaction::

    from elchi.ledger import Filters, open_ledger

    with open_ledger("elchi.db") as ledger:                    # or "postgresql://user@host/name"
        with ledger.begin() as tx:                             # commits at the end, rolls back on an exception
            added = tx.add(reading)                            # Added(status, document_id)
            tx.add_all(readings)                               # the same in bulk; one list of Added
            tx.note(document, reader="grammar/1")              # known already? notes the place, saves the reading
            tx.decide("same", (a, b), author="me", note="…")   # -> Decision
            tx.undo(decision.id, author="me")
            tx.link("person", proposals)                       # what identity proposes, see `Proposal`
            tx.replace_evidence(outcome_ids, evidence)         # what follow-through found, see `Evidence`
        with ledger.view(as_of="2024-12-31") as view:          # a consistent reading of the ledger; as_of is optional
            page = view.engagements(Filters(states=("TR", "KZ"), topic="space", since="2022"))
            for engagement in page.items: ...                  # page.next_cursor -> Filters(..., cursor=…), or walk()

A `Transaction` is also a `View`. What a view answers (``view.X(filters) -> Page[Row]``, newest first)::

    documents   Document rows          document(id or source)   -> DocumentDetail, with every highlighted span
    people      persons (clusters)     person(id)               -> PersonDetail: mentions and occupancies
    positions   occupancies            organisation(id)         -> OrganisationDetail: mentions
    engagements events (clusters)      engagement(id)           -> EngagementDetail: reports, claims, outcomes
    outcomes    one row a wording      outcome(id)              -> OutcomeDetail: claims, evidence, decisions
    statements, figures, organisations
    pair_counts(filters), topic_counts(filters), month_counts(filters) -> tuple[Count, …]
    decisions(subject=None), review(kind="person"), doubts(), evidence(outcome_ids), stats(), known(ids, reader)
    candidates(kind, keys), person_mentions(nodes), engagement_reports(nodes)              for the identity stage
    export(what) -> Iterator[dict]     what: people organisations engagements outcomes figures statements documents

Errors are `LedgerError` (read-only, not a database, wrong schema version, no server), `NotFoundError` (no such record)
and `ConflictError` (a decision that contradicts another).

The parts: `records` (what queries return), `filters` (what they ask), `tables`, `opening`, `migrations`, `store`
(transactions), `writing` (readings to rows), `clusters` (which mentions are one), `queries`.
"""

from __future__ import annotations

from elchi.ledger.acts import Decision, Doubt, Evidence, Proposal
from elchi.ledger.care import Copied, Fault, Forgotten, backup, restore
from elchi.ledger.filters import Filters, Page, walk
from elchi.ledger.identities import DEFAULT_IDENTITY, Identity
from elchi.ledger.queries.scope import sliced
from elchi.ledger.records import (
    Added,
    Alike,
    ClaimRow,
    Count,
    DevelopmentRow,
    Disagreement,
    DocumentDetail,
    DocumentRow,
    EngagementDetail,
    EngagementReport,
    EngagementRow,
    FigureRow,
    Highlight,
    Moment,
    Occupancy,
    OrganisationDetail,
    OrganisationMention,
    OrganisationRow,
    OutcomeDetail,
    OutcomeRow,
    Participant,
    PersonDetail,
    PersonMention,
    PersonRow,
    Place,
    StatementRow,
    Stats,
)
from elchi.ledger.store import Ledger, Transaction, open_ledger, upgrade_ledger
from elchi.ledger.view import View

__all__ = [
    "DEFAULT_IDENTITY",
    "Added",
    "Alike",
    "ClaimRow",
    "Copied",
    "Count",
    "Decision",
    "DevelopmentRow",
    "Disagreement",
    "DocumentDetail",
    "DocumentRow",
    "Doubt",
    "EngagementDetail",
    "EngagementReport",
    "EngagementRow",
    "Evidence",
    "Fault",
    "FigureRow",
    "Filters",
    "Forgotten",
    "Highlight",
    "Identity",
    "Ledger",
    "Moment",
    "Occupancy",
    "OrganisationDetail",
    "OrganisationMention",
    "OrganisationRow",
    "OutcomeDetail",
    "OutcomeRow",
    "Page",
    "Participant",
    "PersonDetail",
    "PersonMention",
    "PersonRow",
    "Place",
    "Proposal",
    "StatementRow",
    "Stats",
    "Transaction",
    "View",
    "backup",
    "open_ledger",
    "restore",
    "sliced",
    "upgrade_ledger",
    "walk",
]
