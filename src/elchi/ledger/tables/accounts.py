"""Who may do what: accounts, their sessions and tokens, attempts at logging in, and the audit log of every act.

Nothing here lets anybody in: of passwords, session keys and tokens only hashes are kept. The audit log names accounts
without a foreign key, because acts outlive the accounts that did them, and people act from the command line too.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from elchi.ledger.tables.columns import KEY, key, listed, metadata, number

account = Table(
    "account",
    metadata,
    Column("name", KEY, primary_key=True),
    key("role"),
    Column("password", Text),
    key("email", null=True),
    key("subject", null=True),
    key("made_at"),
    key("disabled_at", null=True),
    UniqueConstraint("email"),
    UniqueConstraint("subject"),
)


def _of_account(*, null: bool = False) -> Column[str]:
    return Column("account", KEY, ForeignKey("account.name"), nullable=null, index=True)


session = Table(
    "session",
    metadata,
    Column("hash", KEY, primary_key=True),
    _of_account(null=True),
    key("purpose"),
    listed("data"),
    key("made_at"),
    key("seen_at"),
    key("expires_at"),
    Column("origin", Text, nullable=False),
    Index("ix_session_expires_at", "expires_at"),
)

token = Table(
    "token",
    metadata,
    Column("id", KEY, primary_key=True),
    _of_account(),
    Column("label", Text, nullable=False),
    key("scope"),
    key("hash"),
    key("made_at"),
    key("expires_at"),
    key("used_at", null=True),
    key("revoked_at", null=True),
    UniqueConstraint("hash"),
)

attempt = Table(
    "attempt",
    metadata,
    Column("key", KEY, primary_key=True),
    number("failures"),
    key("first_at"),
    key("last_at"),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    key("at"),
    Column("who", KEY, nullable=False),
    key("act"),
    listed("subjects"),
    listed("detail"),
    Column("origin", Text, nullable=False),
    Index("ix_audit_who_id", "who", "id"),
)
