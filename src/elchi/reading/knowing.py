"""What is known of a person while a document is being read."""

from __future__ import annotations

import msgspec

from elchi.lexicon.records import Notes
from elchi.model import PositionClass
from elchi.reading.names import Name
from elchi.reading.offices import PositionPhrase

_RANK = list(PositionClass)


class Known(Notes):
    """A person while the document is being read."""

    name: Name
    mentions: list[tuple[int, int]] = msgspec.field(default_factory=list)
    phrases: list[PositionPhrase] = msgspec.field(default_factory=list)
    meant: list[tuple[int, int]] = msgspec.field(default_factory=list)
    """Places where an office alone means this person."""
    doubts: list[str] = msgspec.field(default_factory=list)
    full: bool = True
    state: str | None = None

    @property
    def best(self) -> PositionPhrase | None:
        """The phrase that tells most: the highest office, one with a state or organisation first."""
        if not self.phrases:
            return None
        # "Ambassador" alone is a title of courtesy where another office stands beside it
        return min(
            self.phrases,
            key=lambda p: (
                p.former,
                p.position_class is PositionClass.AMBASSADOR and p.bare,
                p.position_class is PositionClass.OTHER,
                _RANK.index(p.position_class),
                p.represents is None,
                p.bare,
                p.start,
            ),
        )
