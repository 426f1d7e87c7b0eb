"""What a brief is: a title, the day as of which it is known, and sections of lines, each line with its sources."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One statement, the words it rests on with their language, and where they stand; a source may be an address.

    `records` are the records of the ledger that it tells, as (kind, id): outcome, engagement, person or figure.
    """

    text: str
    quote: str | None = None
    sources: tuple[str, ...] = ()
    language: str | None = None
    records: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its lines."""

    title: str
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Brief:
    """A page; `nothing` stands where a section has no line."""

    title: str
    known: str
    sections: tuple[Section, ...]
    nothing: str
    language: str = "en"


def flat(text: str) -> str:
    """Text on one line."""
    return " ".join(text.split())


def is_address(source: str) -> bool:
    """Whether a source can be followed."""
    return source.startswith(("https://", "http://"))
