"""What objects of cooperation weigh, which may exist several times, and which are called by each other's names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from elchi.lexicon import load_world

STRONG = 2.0
_FULL = 1.0


@dataclass(frozen=True, slots=True)
class Concepts:
    """`lexicon/world/concepts.yaml`, typed."""

    weights: Mapping[str, float]
    sited: frozenset[str]
    sessions: frozenset[str]
    generic: frozenset[str]
    supplied: frozenset[str]
    regimes: frozenset[str]
    kin: Mapping[str, frozenset[str]]

    def weight(self, concept: str) -> float:
        """How much it says that two texts are about this."""
        return self.weights.get(concept, STRONG)

    def telling(self, concepts: Iterable[str]) -> frozenset[str]:
        """Those that say what a text is about, and not only how it is done."""
        return frozenset(c for c in concepts if self.weight(c) >= _FULL)

    def with_kin(self, concepts: Iterable[str]) -> frozenset[str]:
        """Concepts and what they are also called."""
        return frozenset(k for c in concepts for k in (c, *self.kin.get(c, ())))


@lru_cache(maxsize=1)
def load_concepts() -> Concepts:
    """Return the table (loaded once)."""
    raw = load_world().raw.get("concepts", {})
    kin: dict[str, set[str]] = {}
    for group in raw.get("kin", []):
        for one in group:
            kin.setdefault(one, set()).update(other for other in group if other != one)
    return Concepts(
        weights={concept: float(weight) for weight, all_ in raw.get("weight", {}).items() for concept in all_},
        sited=frozenset(raw.get("sited", [])),
        sessions=frozenset(raw.get("session", [])),
        generic=frozenset(raw.get("generic", [])),
        supplied=frozenset(raw.get("supplied", [])),
        regimes=frozenset(raw.get("regimes", [])),
        kin={one: frozenset(others) for one, others in kin.items()},
    )
