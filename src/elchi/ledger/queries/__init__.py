"""Questions to the ledger, a module for each kind of record; `View` in `elchi.ledger.view` gathers them.

Every function takes a `Scope` (connection, as-of day) and `Filters`, starts from the index that narrows most, and builds
frozen records. Nothing here writes.
"""
