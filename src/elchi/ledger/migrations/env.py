"""The Alembic environment: runs on the connection that `elchi.ledger.migrate` hands over, inside its transaction."""

from alembic import context

from elchi.ledger.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
context.run_migrations()
