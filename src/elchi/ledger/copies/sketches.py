"""The sketch of a text: MinHash of its word triples (256 bytes) and of its facts (64), and the keys that look-alikes share.

Of two texts, the share of equal bytes estimates the share of word triples, or of facts, that they have in common: texts of
one mould have the triples in common, copies the facts too. The first part is cut into 16 keys of 16 bytes, each a branch of a
tree (an LSH forest: Bawa, Condie and Ganesan 2005): the nearest neighbours of a text are those whose keys share the longest
beginnings with its own, found in sorted order, so that looking them up costs the same in a crowd of like texts as among
strangers. Sketches are stored: a rensa that made other ones would need them all made anew, so a test holds one against its
bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz.distance import Hamming
from rensa import RMinHash

from elchi.ledger.copies.wording import Worded

SIZE = 256
TREES = 16
DEPTH = SIZE // TREES
_FACTS = 64
_SEED = 1948
_TRIPLE = 3
_BY_CHANCE = 1 / 256  # unequal values have equal bytes so often


def sketch(words: Worded) -> bytes:
    """The sketch of a text; equal for texts that differ in case, punctuation and white space alone."""
    told = words.folded
    triples = [" ".join(told[n : n + _TRIPLE]) for n in range(len(told) - _TRIPLE + 1)] or [" ".join(told)]
    return _min_hash(triples, SIZE) + _min_hash(words.facts_in(0, len(told)), _FACTS)


def _min_hash(items: Iterable[str], size: int) -> bytes:
    made = RMinHash(num_perm=size, seed=_SEED)
    made.update(list(items))
    return bytes(value & 0xFF for value in made.digest())


def keys(signature: bytes) -> list[bytes]:
    """The keys of a sketch, one for each tree."""
    return [signature[n : n + DEPTH] for n in range(0, SIZE, DEPTH)]


def estimate(one: bytes, other: bytes) -> float:
    """The share of word triples that two texts have in common, by their sketches: right within some hundredths."""
    return _share(one[:SIZE], other[:SIZE])


def estimate_facts(one: bytes, other: bytes) -> float:
    """The share of names and numbers that two texts have in common, by their sketches: right within a tenth."""
    return _share(one[SIZE:], other[SIZE:])


def _share(one: bytes, other: bytes) -> float:
    equal = Hamming.similarity(one, other) / len(one)
    return max(0.0, (equal - _BY_CHANCE) / (1 - _BY_CHANCE))


def shared_triples(one: Sequence[str], other: Sequence[str]) -> float:
    """The share of word triples that two texts have in common, counted."""
    a, b = ({tuple(words[n : n + _TRIPLE]) for n in range(max(1, len(words) - _TRIPLE + 1))} for words in (one, other))
    return len(a & b) / len(a | b)
