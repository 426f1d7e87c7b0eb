"""What an alert asks: parties, a person, a topic, words; or one promise, or one profile; and of which kind is told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Self
from urllib.parse import urlsplit

from elchi.errors import SourceError, UsageError
from elchi.ledger import Filters
from elchi.sources.connecting import check_address

WHAT = ("engagements", "outcomes", "opportunities", "statuses", "documents", "matches")
MAIL = "mailto:"
_MAIL = re.compile(r"[^@\s<>,;:\"'\\()\[\]]+@[^@\s<>,;:\"'\\()\[\]]+\.[^@\s<>,;:\"'\\()\[\]]+\Z")
LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Asks:
    """What narrows an alert, and `what` of it is told; nothing set tells of everything new.

    `states` are codes of states, forums and organisations, all of them parties; `outcome` and `profile` are ids.
    """

    states: tuple[str, ...] = ()
    person: str | None = None
    topic: str | None = None
    text: str | None = None
    language: str | None = None
    opportunity: str | None = None
    outcome: str | None = None
    profile: str | None = None
    what: tuple[str, ...] = ()

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Self:
        """Return what an alert of the ledger asks."""
        known = {one.name for one in fields(cls)}
        told: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items() if k in known}
        return cls(**told)

    def filters(self, **more: Any) -> Filters:  # noqa: ANN401 - handed to Filters as they are
        """Return the question that these are to the ledger."""
        asked = {"states": self.states, "person": self.person, "topic": self.topic, "text": self.text}
        return Filters(**{**asked, "language": self.language, **more})

    def settled(self) -> Self:
        """Return the same with `what` said: of words the documents, else engagements and promises."""
        if self.outcome and self.profile:
            raise UsageError("an alert is on a promise or on a profile, not on both", mend="make two alerts")
        if wrong := next((word for word in self.what if word not in WHAT), None):
            raise UsageError(f"{wrong!r} is nothing that an alert tells of", mend=", ".join(WHAT))
        if self.outcome:
            return replace(self, what=("statuses",))
        if self.profile:
            return replace(self, what=("matches",))
        if "matches" in self.what:
            raise UsageError("matches are those of a profile", mend="name the profile")
        return replace(self, what=tuple(dict.fromkeys(self.what)) or self._usual())

    def _usual(self) -> tuple[str, ...]:
        if self.opportunity:
            return ("opportunities",)
        by_words = self.text and not (self.states or self.person or self.topic)
        return ("documents",) if by_words else ("engagements", "outcomes")


def good_address(address: str) -> str:
    """Return an address as it is kept: ``https://…`` or ``mailto:…``; raises UsageError for anything else."""
    address = address.strip()
    if "@" in address and not address.startswith(("http:", "https:")):
        mailbox = address.removeprefix(MAIL)
        if _MAIL.match(mailbox) and len(mailbox) <= LONGEST:
            return MAIL + mailbox
        raise UsageError(f"{mailbox!r} is no mail address", mend="write name@example.org")
    try:
        check_address(address)
    except SourceError as error:
        raise UsageError(f"{address!r} is no web address", mend="write https://… or name@example.org") from error
    if not urlsplit(address).path:
        address += "/"
    return address
