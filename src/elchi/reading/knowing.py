"""What is known of a person while a document is being read."""

from __future__ import annotations

from dataclasses import dataclass, field

from elchi.model import PositionClass
from elchi.reading.names import Name
from elchi.reading.offices import PositionPhrase

_RANK = {position_class: rank for rank, position_class in enumerate(PositionClass)}


@dataclass(slots=True)
class Known:
    """A person while the document is being read."""

    name: Name
    mentions: list[tuple[int, int]] = field(default_factory=list)
    phrases: list[PositionPhrase] = field(default_factory=list)
    meant: list[tuple[int, int]] = field(default_factory=list)
    """Places where an office alone means this person."""
    doubts: list[str] = field(default_factory=list)
    full: bool = True
    state: str | None = None

    @property
    def best(self) -> PositionPhrase | None:
        """The phrase that tells most: the highest office, one with a state or organisation first."""
        if len(self.phrases) < 2:
            return self.phrases[0] if self.phrases else None
        return min(self.phrases, key=_telling)


def _telling(phrase: PositionPhrase) -> tuple[object, ...]:
    """What sorts the phrases of a person, the most telling first."""
    return (
        phrase.former,
        # "Ambassador" alone is a title of courtesy where another office stands beside it
        phrase.position_class is PositionClass.AMBASSADOR and phrase.bare,
        phrase.position_class is PositionClass.OTHER,
        _RANK[phrase.position_class],
        phrase.represents is None,
        phrase.bare,
        phrase.start,
    )
