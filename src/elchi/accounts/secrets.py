"""Keys that nobody can guess, what is kept of them, and how passwords are hashed.

Sessions and tokens are 256 random bits, of which a plain SHA-256 is kept: guessing is hopeless without any stretching.
Passwords are chosen by people and hashed with Argon2id; its cost is RFC 9106's second recommendation, as argon2-cffi has
it, and a hash of older cost is renewed when its password is used.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from functools import lru_cache
from typing import TYPE_CHECKING

from elchi.errors import SettingsError, UsageError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

_HASHING = threading.BoundedSemaphore(4)  # each takes 64 MiB: a crowd at the door must not take the machine
SHORTEST = 12  # characters of a password; with the limits on guessing, out of reach of guessing online
LONGEST = 256  # what is hashed costs time, so there is an end


def new_key(prefix: str = "") -> str:
    """A new secret of 256 bits."""
    return prefix + secrets.token_urlsafe(32)


def hash_key(key: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(key.encode()).hexdigest()


def derive(key: str, purpose: str) -> str:
    """A value that only the holder of a secret can know, and from which the secret cannot be told."""
    return hmac.new(key.encode(), purpose.encode(), hashlib.sha256).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two secrets are the same, without telling by the time it takes where they differ."""
    return hmac.compare_digest(one.encode(), other.encode())


@lru_cache(maxsize=1)
def _hasher() -> PasswordHasher:
    try:
        from argon2 import PasswordHasher as Hasher
    except ImportError as error:
        raise SettingsError("passwords need another package", mend="pip install 'elchi[accounts]'") from error
    return Hasher()


def hash_password(password: str, *, of: str = "") -> str:
    """What is kept of a password; raises UsageError for one that is too easy to guess."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise UsageError(f"a password has from {SHORTEST} to {LONGEST} characters")
    if len(set(password)) < 5 or (of and of.lower() in password.lower()):
        raise UsageError("the password is too easy to guess", mend="take several words that nobody would put together")
    with _HASHING:
        return _hasher().hash(password)


@lru_cache(maxsize=1)
def _nobodys() -> str:
    return _hasher().hash(new_key())


def check_password(kept: str | None, password: str) -> bool:
    """Whether this is the password; takes as long where there is none, so that nobody learns which accounts exist."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        with _HASHING:
            _hasher().verify(kept or _nobodys(), password[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def outdated(kept: str) -> bool:
    """Whether a password was hashed at another cost than today's."""
    return _hasher().check_needs_rehash(kept)
