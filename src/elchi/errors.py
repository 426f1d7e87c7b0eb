"""Everything that can go wrong, and what a user can do about it.

Each error names the file, the place and the mend where it knows them::

    ElchiError
    ├── UsageError            the command was called wrongly (exit code 2)
    ├── SettingsError         a setting has a value that cannot work
    ├── LexiconError          a lexicon file breaks its schema
    ├── SourceError           an input could not be turned into documents
    │   ├── EmptySourceError          nothing to read in it
    │   ├── UnsupportedSourceError    a kind of file, or a language, that is not read
    │   ├── BrokenSourceError         damaged: wrong bytes, cut off, invalid JSON
    │   ├── RefusedSourceError        may not be fetched: robots.txt, a private address
    │   └── UnreachableSourceError    did not answer, or not with a page; may be tried again
    ├── DeliveryError         a message of an alert was not taken
    ├── ReadingError          a reading would break one of the laws (a fault of the reader)
    └── LedgerError           the ledger cannot be opened, read or written
        ├── NotFoundError             no such record
        └── ConflictError             the act contradicts what the ledger holds
"""

from __future__ import annotations


class ElchiError(Exception):
    """Root of all errors that Elchi raises on purpose.

    `message` says what is wrong; `where` names the file, line or record; `mend` says what to do.
    """

    def __init__(self, message: str, *, where: str | None = None, mend: str | None = None) -> None:
        self.message, self.where, self.mend = message, where, mend
        super().__init__(": ".join(filter(None, (where, message))) + (f" ({mend})" if mend else ""))


class UsageError(ElchiError):
    """The command or call was made wrongly."""


class SettingsError(ElchiError):
    """A setting has a value that cannot work."""


class LexiconError(ElchiError):
    """A lexicon file breaks its schema."""


class SourceError(ElchiError):
    """An input could not be turned into documents."""


class EmptySourceError(SourceError):
    """There is nothing to read in the input."""


class UnsupportedSourceError(SourceError):
    """The input is of a kind or in a language that is not read."""


class BrokenSourceError(SourceError):
    """The input is damaged."""


class RefusedSourceError(SourceError):
    """The input may not be fetched: its publisher or our own rules forbid it."""


class UnreachableSourceError(SourceError):
    """The input was not given; `status` is what its host answered, `wait` how many seconds it should be left alone."""

    status: int | None = None
    wait: float | None = None


class DeliveryError(ElchiError):
    """A message of an alert was not taken; `wait` is how many seconds its address should be left alone.

    `alone` says that the address is at fault and not the server, which may be given other messages.
    """

    wait: float | None = None
    alone: bool = False


class ReadingError(ElchiError):
    """A reading would break one of the laws; the reader is at fault, not the text."""


class LedgerError(ElchiError):
    """The ledger cannot be opened, read or written."""


class NotFoundError(LedgerError):
    """No such record in the ledger."""


class ConflictError(LedgerError):
    """The act contradicts what the ledger holds."""
