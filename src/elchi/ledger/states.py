"""Which parties are states: pairs are counted between states, not with the organisations they meet in."""

from __future__ import annotations

import re

_STATE = re.compile(r"[A-Z]{2}\Z")
_NO_STATES = frozenset({"EU", "UN"})
_OTHER_STATES = frozenset({"CTR"})


def is_state(party: str) -> bool:
    """Whether a party id is a state's: ISO 3166-1 alpha-2, or Northern Cyprus."""
    return (bool(_STATE.match(party)) and party not in _NO_STATES) or party in _OTHER_STATES
