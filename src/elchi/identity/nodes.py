"""Ids of nodes, the text that facts are kept as, and which parties are states."""

from __future__ import annotations

import hashlib
import re

_FIELD = "\x1f"
_STATE = re.compile(r"[A-Z]{2}\Z|CTR\Z")


def is_state(party: str) -> bool:
    """Whether a party is a state, not a body: ISO 3166-1 (``XK`` with it) or ``CTR``."""
    return bool(_STATE.match(party))


def pack(*fields: str | None) -> str:
    """Fields as one text; None and the empty text are one."""
    text = _FIELD.join((field or "").replace(_FIELD, " ").replace("\x00", " ") for field in fields)
    return text.encode("utf-8", "replace").decode("utf-8")  # no database keeps lone surrogates


def unpack(text: str, count: int) -> list[str | None]:
    """The fields of a packed text."""
    fields: list[str | None] = [field or None for field in text.split(_FIELD)]
    return [*fields, *[None] * (count - len(fields))][:count]


def node_id(kind: str, text: str) -> str:
    """A node's id from its facts: the same in every ledger."""
    return f"{kind[0]}-{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:16]}"
