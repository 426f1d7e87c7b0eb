"""Whether two texts are one: their words laid side by side, and what differs weighed.

A copy may have another headline, dateline and page furniture, and another word here and there. It has no other name or
number in the place of one, and leaves none out: two communiqués of one mould about two visitors are two texts, however like
they are, and so is the report that leaves out what the other ends with. Everything here is symmetric and looks at nothing but the two texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from elchi.ledger.copies.wording import Worded

_RUN = 3  # fewer words in a row that happen to agree are no agreement
_OF_SHORTER, _OF_LONGER = 0.75, 0.55  # what must agree, of the words of either
_OTHER_WORDS = 0.05  # the most words set in the place of others, inside the text
_NAMES_LESS = 1  # inside the text so many names may be left out
_NEWS, _NEWS_OF_BOTH = 3, 1  # names and numbers of its own that the beginning or end of one text, of both, may have


def is_copy(one: Worded, other: Worded) -> bool:
    """Whether two texts are one."""
    if one.folded == other.folded:
        return True
    first, second = sorted((one, other), key=lambda w: (len(w.folded), w.folded))
    return _copied(first, second)


@dataclass(frozen=True, slots=True)
class _Gap:
    """A stretch where the texts differ: ``[a, a_end)`` of the one stands for ``[b, b_end)`` of the other."""

    a: int
    a_end: int
    b: int
    b_end: int


def _copied(one: Worded, other: Worded) -> bool:
    gaps = list(_gaps(one.folded, other.folded))
    matched = len(one.folded) - sum(gap.a_end - gap.a for gap in gaps)
    if matched < _OF_SHORTER * len(one.folded) or matched < _OF_LONGER * len(other.folded):
        return False
    other_words = 0
    for gap in gaps:
        first, second = one.facts_in(gap.a, gap.a_end), other.facts_in(gap.b, gap.b_end)
        if _numbers(first - second) and _numbers(second - first):
            return False
        if gap.a == gap.b == 0 or (gap.a_end == len(one.folded) and gap.b_end == len(other.folded)):
            # A headline names what its text names.
            if _ends_otherwise(len(first - other.stems), len(second - one.stems)):
                return False
        elif _says_otherwise(first - second, second - first):
            return False
        else:
            other_words += min(gap.a_end - gap.a, gap.b_end - gap.b)
    return other_words <= _OTHER_WORDS * len(one.folded)


def _numbers(words: set[str]) -> bool:
    return any(word[0].isdigit() for word in words)


def _says_otherwise(more: set[str], less: set[str]) -> bool:
    """Whether inside the text one name stands for another, or names and numbers are left out."""
    return bool(more and less) or len(more | less) > _NAMES_LESS or _numbers(more | less)


def _ends_otherwise(one: int, other: int) -> bool:
    """Whether a beginning or an end tells of other things: a dateline may name its own, an addressee or a cut tells more."""
    return max(one, other) > _NEWS or min(one, other) > _NEWS_OF_BOTH


def _gaps(one: Sequence[str], other: Sequence[str]) -> Iterator[_Gap]:
    """Where the texts differ, in order; runs of agreement that are too short to be any are part of the gap."""
    agreed = [
        (block.src_start, block.dest_start, block.src_end - block.src_start)
        for block in Indel.opcodes(one, other)
        if block.tag == "equal"
    ]
    a = b = 0
    for start, place, length in agreed:
        whole = length >= _RUN or (start == a and place == b)
        if not whole:
            continue
        if (start, place) != (a, b):
            yield _Gap(a, start, b, place)
        a, b = start + length, place + length
    if (a, b) != (len(one), len(other)):
        yield _Gap(a, len(one), b, len(other))
