"""Many users of one ledger: accounts with roles, sessions, tokens, and limits on guessing.

Off by default: a ledger that one person serves on their own machine asks nobody who they are. The parts: `roles` (who
may do what), `keeping` (accounts made and changed), `letting_in` (passwords checked, sessions), `tokens` (for programs),
`secrets` (keys and their hashes), `oidc` (an identity provider instead of passwords).
"""

from __future__ import annotations

from elchi.accounts.roles import ROLES, SCOPES, Role, Visitor

__all__ = ["ROLES", "SCOPES", "Role", "Visitor"]
