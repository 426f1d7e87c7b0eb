"""Bringing a database to the schema of this version, with the migrations that are shipped in the package.

SQLite ledgers are migrated when they are opened. On PostgreSQL an empty database is, an older ledger waits for
`upgrade`. `migrations/` is an ordinary Alembic environment; a migration is added by hand there and `SCHEMA_VERSION` in
`tables` raised with it (a test compares the migrated database with the tables).
"""

from __future__ import annotations

import logging
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from elchi.ledger import summaries
from elchi.ledger.copies import groups

_FOLDER = Path(__file__).with_name("migrations")


def known_versions() -> frozenset[str]:
    """Schema versions that there is a way up from."""
    return frozenset(script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions())


def upgrade(engine: Engine) -> None:
    """All missing migrations in one transaction: afterwards the schema is today's or unchanged.

    What is derived from texts and was not derived before is made in the same transaction, on the schema of today.
    """
    logging.getLogger("alembic").setLevel(logging.WARNING)
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        command.upgrade(_config(connection), "head")
        summaries.rebuild(connection, "engagement", groups.catch_up(connection))


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
