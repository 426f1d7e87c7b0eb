"""What becomes of a document that comes in: pure bookkeeping over what is known of it, no database.

For every reading one of four things happens: its text is new; the same reader read it before (nothing changes); it was
found at another place (noted as a copy); or the reader is newer (what the machine said is replaced). Of several places
of one text the one published first stands for the document, then the first in the alphabet, so that the order of adding
makes no difference.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from elchi.ledger.days import last_day
from elchi.ledger.records import Added, AddedStatus
from elchi.model import Document, Reading

PlaceKey = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Stored:
    """A document as the ledger has it."""

    reader: str
    chosen: Document
    first_seen: str
    known: str
    day: str


@dataclass(slots=True)
class Standing:
    """A document between what is stored and what the batch makes of it.

    `reading` is the one to write (None: the stored one stays); `noted` are places to write; `chosen` stands for the
    document.
    """

    stored: Stored | None
    first_seen: str
    places: dict[PlaceKey, str | None] = field(default_factory=dict)
    noted: dict[PlaceKey, str | None] = field(default_factory=dict)
    reader: str = ""
    chosen: Document | None = None
    reading: Reading | None = None

    @property
    def known(self) -> str:
        """The day from which the document counts: its earliest publication, or when it was first seen."""
        return min((last_day(date) for date in self.places.values() if date), default=self.first_seen[:10])

    def must_read(self, document: Document, reader: str) -> bool:
        """Whether the reading of this document would change anything but its places."""
        if self.chosen is None or newer(reader, self.reader):
            return True
        return reader == self.reader and self._better(document) and document.published != self.chosen.published

    def take(self, reading: Reading, *, force: bool = False) -> Added:
        """Account for one more reading."""
        document, current = reading.document, self.chosen
        later = current is None or force or newer(reading.reader, self.reader)
        better = self._better(document)
        moved = self._note(document)
        if later or (better and current and document.published != current.published and reading.reader == self.reader):
            if current and not better and document.published == current.published:
                document = replace(document, source=current.source, url=current.url, title=current.title)
            self.reading, self.reader = replace(reading, document=document), reading.reader
            self.chosen = document
        elif better and current and document.published == current.published:
            self.chosen = document
        status: AddedStatus = "new" if current is None else "replaced" if later else moved
        return Added(status, document.id)

    def note(self, document: Document) -> Added:
        """Account for one more place of a text whose reading is not needed (see `must_read`)."""
        current = self.chosen
        if current and self._better(document) and document.published == current.published:
            self.chosen = document
        return Added(self._note(document), document.id)

    def _note(self, document: Document) -> AddedStatus:
        place = (document.source, document.url or "")
        if place not in self.places:
            status: AddedStatus = "copy"
        elif document.published and self.places[place] != document.published:
            status = "replaced"
        else:
            return "known"
        self.places[place] = self.noted[place] = document.published
        return status

    def _better(self, document: Document) -> bool:
        """Whether this place stands for the document rather than the chosen one."""
        if self.chosen is None:
            return True
        same_place = (document.source, document.url) == (self.chosen.source, self.chosen.url)
        redated = same_place and bool(document.published)
        return redated or _rank(document) < _rank(self.chosen)


def newer(reader: str, than: str) -> bool:
    """Whether a reader replaces another: a later version of the same one, or another one altogether."""
    name, _, version = reader.partition("/")
    old_name, _, old_version = than.partition("/")
    return name != old_name or _version(version) > _version(old_version)


def _rank(document: Document) -> tuple[bool, str, str, str, str]:
    published = document.published or ""
    return (not published, last_day(published) if published else "", published, document.source, document.url or "")


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text))
