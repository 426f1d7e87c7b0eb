"""Alerts: saved searches, what they found (notices), and what is on its way to whom (messages).

An alert has looked at all documents up to number `seen_n`; those up to `since_n` were there before it. Of each address
all notices up to number `told` are in messages; a message holds the notices behind `after` up to `until`. `standing` is
how the promises of an alert stood when it looked last.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, PrimaryKeyConstraint, Table, Text, UniqueConstraint

from elchi.ledger.tables.columns import KEY, ident, key, listed, metadata, number


def _of_alert() -> Column[str]:
    return Column("alert_id", KEY, ForeignKey("alert.id"), nullable=False)


alert = Table(
    "alert",
    metadata,
    ident(),
    Column("name", Text, nullable=False),
    listed("asks"),
    key("language"),
    key("owner"),
    key("made_at"),
    number("since_n"),
    number("seen_n"),
    key("seen"),  # what a look depends on beside documents: unchanged, there is nothing to look for
)

alert_address = Table(
    "alert_address",
    metadata,
    _of_alert(),
    key("address"),
    number("told"),
    PrimaryKeyConstraint("alert_id", "address"),
)

notice = Table(
    "notice",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    _of_alert(),
    key("key"),
    key("kind"),
    key("record_id"),
    Column("document_id", KEY, ForeignKey("document.id"), nullable=True, index=True),
    key("value", null=True),
    key("found_at"),
    UniqueConstraint("alert_id", "key"),
    Index("ix_notice_alert_id_record_id", "alert_id", "record_id"),
    sqlite_autoincrement=True,  # a number is never given twice, also when the last notice was forgotten
)

standing = Table(
    "standing",
    metadata,
    _of_alert(),
    key("outcome_id"),
    key("status"),
    PrimaryKeyConstraint("alert_id", "outcome_id"),
)

message = Table(
    "message",
    metadata,
    ident(),
    _of_alert(),
    key("address"),
    number("after"),
    number("until"),
    key("made_at"),
    key("next_at"),
    key("sent_at", null=True),
    number("tries"),
    Column("error", Text),
    Index("ix_message_sent_at_next_at", "sent_at", "next_at"),
)
