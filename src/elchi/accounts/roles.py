"""Roles, each of which may do what those before it may; and the one who visits, whoever lets them in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from elchi.errors import UsageError


class Role(IntEnum):
    """What somebody may do: nothing but log in, read, decide, or say who may."""

    NOBODY = 0
    READER = 1
    EDITOR = 2
    ADMIN = 3


ROLES = {"reader": Role.READER, "editor": Role.EDITOR, "admin": Role.ADMIN}
SCOPES = {"read": Role.READER, "write": Role.EDITOR, "admin": Role.ADMIN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who asks: an account with the role that counts now, or somebody without one.

    `via` is session, token or nothing; `key` what a token of theirs against forged forms is made of; `session` the hash
    of the session.
    """

    name: str = ""
    role: Role = Role.NOBODY
    via: str = ""
    address: str = ""
    key: str = ""
    session: str = ""

    def may(self, role: Role) -> bool:
        """Whether they may do what this role may."""
        return self.role >= role

    @property
    def origin(self) -> str:
        """Whence they act, for the audit log."""
        return f"web {self.address}" + (f" {self.via}" if self.via.startswith("token") else "")


def role_of(name: str) -> Role:
    """The role of a name; raises UsageError."""
    if name not in ROLES:
        raise UsageError(f"{name!r} is no role", mend=f"one of {', '.join(ROLES)}")
    return ROLES[name]
