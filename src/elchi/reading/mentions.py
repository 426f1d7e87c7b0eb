"""What a step of the reading hands to the next: mentions, each at one place of the text."""

from __future__ import annotations

from elchi.lexicon.records import Record


class OrganisationMention(Record, frozen=True):
    """An organisation named at one place; `state` is whose it is, where it is a state's."""

    start: int
    end: int
    id: str
    kind: str
    name: str
    name_en: str | None
    state: str | None


class PersonMention(Record, frozen=True):
    """A person named or meant at one place.

    `person` is the index in the document's list of people; `case` is the grammatical case of the name, where it shows.
    """

    start: int
    end: int
    person: int
    case: str | None
