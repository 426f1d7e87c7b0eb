"""What a caller may set about reading inputs: facts that files do not say, and limits.

The limits keep one giant input from taking the machine: a text above `max_bytes` is refused by name, and a row of a
JSON Lines file above it is refused by its line while the rows around it are read. An archive is read as long as what
comes out of it stays within `max_unpacked`, whatever its own list of contents says.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from elchi.errors import BrokenSourceError

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchOptions:
    """How pages are asked for: `delay` seconds between two requests to a host, `timeout` seconds for a whole answer."""

    agent: str = "elchi"
    delay: float = 2.0
    timeout: float = 30.0
    max_bytes: int = 16 * MEBIBYTE
    max_redirects: int = 5
    allow_private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceOptions:
    """`published` and `language` hold where an input does not say them itself; `max_bytes` bounds one document.

    `max_unpacked` bounds what comes out of one archive with all archives inside it, in bytes; `max_members` how many
    files are in it, `max_nesting` how many archives and mails lie inside each other.
    """

    published: str | None = None
    language: str | None = None
    max_bytes: int = 8 * MEBIBYTE
    max_unpacked: int = 512 * MEBIBYTE
    max_members: int = 20_000
    max_nesting: int = 3
    fetching: FetchOptions = FetchOptions()

    @property
    def max_packed(self) -> int:
        """The largest PDF, Word file or mail, in bytes: mostly pictures, of which no text is read."""
        return 8 * self.max_bytes


@dataclass(slots=True)
class Allowance:
    """What may still come out of one archive and everything nested in it; used up as bytes and members are read."""

    options: SourceOptions
    unpacked: int = 0
    members: int = 0
    nesting: list[str] = field(default_factory=list)

    def unpack(self, size: int, where: str) -> None:
        """Account for bytes that came out; raises BrokenSourceError above the limit."""
        self.unpacked += size
        if self.unpacked > self.options.max_unpacked:
            raise BrokenSourceError(
                f"unpacks to more than {self.options.max_unpacked / MEBIBYTE:g} MiB",
                where=where,
                mend="unpack it yourself, look at it, and give the files in it",
            )

    def enter(self, where: str) -> None:
        """Account for one member; raises BrokenSourceError above the limit."""
        self.members += 1
        if self.members > self.options.max_members:
            raise BrokenSourceError(
                f"holds more than {self.options.max_members} files", where=where, mend="split the archive"
            )
