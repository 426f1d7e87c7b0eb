"""What is true in every language: states, organisations, cities' states, currencies.

Loaded once from the compiled ``world.json``; names in the languages live in the languages' own files.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class KnownOrganisation:
    """An organisation of the world lexicon."""

    id: str
    name_en: str
    kind: str
    state: str | None


@dataclass(frozen=True, slots=True)
class World:
    """States, organisations and what else the world lexicon holds."""

    states: dict[str, str]
    """Code -> English name."""
    capitals: dict[str, str]
    """Code -> English name of the capital."""
    top_level_domains: dict[str, str]
    """Internet top-level domain -> state code."""
    organisations: dict[str, KnownOrganisation]
    raw: dict[str, Any]
    """All files as compiled, by name."""


def read_compiled(name: str) -> dict[str, Any]:
    """Return one compiled file of the package."""
    text = resources.files("elchi.lexicon").joinpath("data", f"{name}.json").read_text("utf-8")
    data: dict[str, Any] = json.loads(text)
    return data


@lru_cache(maxsize=1)
def load_world() -> World:
    """Return the world lexicon (loaded once)."""
    raw = read_compiled("world")
    states = raw.get("states", {})
    return World(
        states={code: facts["en"] for code, facts in states.items()},
        capitals={code: facts["capital"] for code, facts in states.items() if facts.get("capital")},
        top_level_domains={facts["tld"].lstrip("."): code for code, facts in states.items() if facts.get("tld")},
        organisations={
            ident: KnownOrganisation(ident, facts["en"], facts["kind"], facts.get("state"))
            for ident, facts in raw.get("organisations", {}).items()
        },
        raw=raw,
    )
