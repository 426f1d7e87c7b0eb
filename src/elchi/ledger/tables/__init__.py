"""The tables, as SQLAlchemy Core metadata; `docs/ledger.md` explains them, the migrations create them.

What documents say stands in the mention tables (`person_mention`, `organisation_mention`, `engagement`, `outcome`,
`statement`, `figure`, `development`) with one `claim` row a field. `person`, `organisation` and `event` are summaries of clusters,
derived from them and rebuilt at will. `node`, `link`, `block` belong to identity, `decision` to editors, `evidence` to
follow-through. `party`, `topic`, `pair`, `about` and `name_token` are indexes that queries start from, `tally` and `occupancy` what is
counted beforehand.

Texts compare by code point everywhere (collation C on PostgreSQL), so that both databases order alike. Days are ISO
strings; `known` is the day from which a row counts for as-of queries.
"""

from __future__ import annotations

from elchi.ledger.tables.accounts import account, attempt, audit, session, token
from elchi.ledger.tables.acts import block, decision, decision_subject, evidence, link, node
from elchi.ledger.tables.alerts import alert, alert_address, message, notice, standing
from elchi.ledger.tables.columns import SCHEMA_VERSION, metadata
from elchi.ledger.tables.copies import sketch, sketch_key
from elchi.ledger.tables.derived import (
    event,
    name_token,
    occupancy,
    organisation,
    pair,
    party,
    person,
    tally,
    topic,
)
from elchi.ledger.tables.following import about, development
from elchi.ledger.tables.mentions import (
    claim,
    document,
    doubt,
    engagement,
    engagement_person,
    figure,
    organisation_mention,
    outcome,
    person_mention,
    place,
    statement,
)
from elchi.ledger.tables.partners import interest, priority, profile, profile_act, tie
from elchi.ledger.tables.watching import source_state, watched

__all__ = [
    "SCHEMA_VERSION",
    "about",
    "account",
    "alert",
    "alert_address",
    "attempt",
    "audit",
    "block",
    "claim",
    "decision",
    "decision_subject",
    "development",
    "document",
    "doubt",
    "engagement",
    "engagement_person",
    "event",
    "evidence",
    "figure",
    "interest",
    "link",
    "message",
    "metadata",
    "name_token",
    "node",
    "notice",
    "occupancy",
    "organisation",
    "organisation_mention",
    "outcome",
    "pair",
    "party",
    "person",
    "person_mention",
    "place",
    "priority",
    "profile",
    "profile_act",
    "session",
    "sketch",
    "sketch_key",
    "source_state",
    "standing",
    "statement",
    "tally",
    "tie",
    "token",
    "topic",
    "watched",
]
