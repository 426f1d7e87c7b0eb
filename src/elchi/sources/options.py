"""What a caller may set about reading inputs: facts that files do not say, and limits.

The limits keep one giant input from taking the machine: a text above `max_bytes` is refused by name, and a row of a
JSON Lines file above it is refused by its line while the rows around it are read.
"""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceOptions:
    """`published` and `language` hold where an input does not say them itself; `max_bytes` bounds one document."""

    published: str | None = None
    language: str | None = None
    max_bytes: int = 8 * MEBIBYTE
