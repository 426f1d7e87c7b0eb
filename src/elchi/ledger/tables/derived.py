"""Summaries of clusters (`person`, `organisation`, `event`, `occupancy`), counts, and the indexes that queries start from.

All of it is derived and rebuilt at will. `kind` of party and topic rows is document, event, outcome or figure; `day`
orders without a join.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, PrimaryKeyConstraint, Table, Text

from elchi.ledger.tables.columns import ident, key, listed, metadata, number

person = Table(
    "person",
    metadata,
    ident(),
    Column("name", Text, nullable=False),
    Column("name_en", Text),
    listed("names"),  # {spelling: how many documents}
    listed("names_en"),
    key("position", null=True),
    key("position_class", null=True),
    key("represents", null=True),
    key("position_day"),
    key("first_seen"),
    key("last_seen"),
    number("documents"),
    Index("ix_person_last_seen_id", "last_seen", "id"),
    Index("ix_person_represents_last_seen", "represents", "last_seen"),
)

organisation = Table(
    "organisation",
    metadata,
    ident(),
    Column("name", Text, nullable=False),
    Column("name_en", Text),
    listed("names"),
    listed("names_en"),
    key("kind"),
    key("state", null=True),
    key("first_seen"),
    key("last_seen"),
    number("documents"),
    Index("ix_organisation_last_seen_id", "last_seen", "id"),
    Index("ix_organisation_state_last_seen", "state", "last_seen"),
)

event = Table(
    "event",
    metadata,
    ident(),
    key("kind"),
    key("status"),
    key("first_day"),
    key("last_day"),
    key("known"),
    number("documents"),
    Index("ix_event_first_day_id", "first_day", "id"),
    Index("ix_event_kind_first_day", "kind", "first_day"),
    Index("ix_event_status_first_day", "status", "first_day"),
)

party = Table(
    "party",
    metadata,
    key("kind"),
    key("party"),
    key("day"),
    key("record_id"),
    PrimaryKeyConstraint("record_id", "party"),
    Index("ix_party_kind_party_day_record_id", "kind", "party", "day", "record_id"),
    sqlite_with_rowid=False,
)

topic = Table(
    "topic",
    metadata,
    key("kind"),
    key("topic"),
    key("day"),
    key("record_id"),
    PrimaryKeyConstraint("record_id", "topic"),
    Index("ix_topic_kind_topic_day_record_id", "kind", "topic", "day", "record_id"),
    sqlite_with_rowid=False,
)

pair = Table(
    "pair",
    metadata,
    key("a"),
    key("b"),
    key("day"),
    key("event_id"),
    PrimaryKeyConstraint("event_id", "a", "b"),
    Index("ix_pair_a_b_day_event_id", "a", "b", "day", "event_id"),
    sqlite_with_rowid=False,
)

tally = Table(
    "tally",
    metadata,
    key("kind"),  # event, topic, party, pair, party-topic
    key("a"),
    key("b"),
    key("month"),
    number("n"),
    PrimaryKeyConstraint("kind", "a", "b", "month"),
    Index("ix_tally_kind_b", "kind", "b"),
    sqlite_with_rowid=False,
)

occupancy = Table(
    "occupancy",
    metadata,
    key("person_id"),
    key("position"),
    key("position_class"),  # empty where there is none, so that it can be part of the key
    key("represents"),
    key("first_seen"),
    key("last_seen"),
    number("documents"),
    PrimaryKeyConstraint("person_id", "position", "position_class", "represents"),
    Index("ix_occupancy_last_seen", "last_seen"),
    Index("ix_occupancy_represents_last_seen", "represents", "last_seen"),
    sqlite_with_rowid=False,
)

name_token = Table(
    "name_token",
    metadata,
    key("kind"),
    key("token"),
    key("record_id"),
    PrimaryKeyConstraint("kind", "token", "record_id"),
    Index("ix_name_token_record_id", "record_id"),
    sqlite_with_rowid=False,
)
