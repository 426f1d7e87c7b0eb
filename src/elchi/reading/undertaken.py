"""Who takes which part in an undertaking: who pays, who answers for it, who builds or carries it out.

The words that say so are the lexicon's (`roles` of ``follow.yaml``). Who is meant is the body nearest to them in the
clause, on the side on which the language names it, with all that are listed beside it; a state only where no body is
there, for a state is named with what it has ("the Kazakhstan–Uzbekistan railway") more often than as one who acts.
"""

from __future__ import annotations

from collections.abc import Sequence

from elchi.lexicon import Hit
from elchi.reading.scene import Scene

_REACH = 80  # characters between the words and the party
Place = tuple[int, int]
Party = tuple[int, int, str]


def find_roles(text: str, scene: Scene, place: Place) -> tuple[tuple[str, str], ...]:
    """The roles that a clause names, as (role, party), in the order of the text."""
    hits = [h for h in scene.of("role") if place[0] <= h.start and h.end <= place[1]]
    if not hits:
        return ()
    bodies = [(o.start, o.end, o.id) for o in scene.organisations if place[0] <= o.start < place[1]]
    states = _states(scene, place, bodies)
    found: dict[tuple[str, str], None] = {}
    for hit in hits:
        others = [h for h in hits if h.value != hit.value]
        whose = _whose(text, scene, hit, bodies, others) or _whose(text, scene, hit, states, others)
        found |= {(hit.value, party): None for party in whose}
    return tuple(found)


def _states(scene: Scene, place: Place, bodies: Sequence[Party]) -> list[Party]:
    """States that a clause names by themselves, and not in the name of a body or an office."""
    taken = [(start, end) for start, end, _ in bodies]
    taken += [(p.start, p.end) for p in scene.positions] + [(q.start, q.end) for q in scene.quantities]
    return [
        (h.start, h.end, h.value)
        for h in scene.sentence.of("state")
        if place[0] <= h.start < place[1] and not any(a <= h.start < b for a, b in taken)
    ]


def _whose(text: str, scene: Scene, hit: Hit, parties: Sequence[Party], others: Sequence[Hit]) -> list[str]:
    """The nearest party with those listed beside it; words of another role between take it for themselves."""
    side = hit.entry.data["side"]
    left = max((h.end for h in others if h.end <= hit.start), default=0)
    right = min((h.start for h in others if h.start >= hit.end), default=len(text))
    before = [p for p in parties if max(left, hit.start - _REACH) <= p[1] <= hit.start and side != "after"]
    after = [p for p in parties if hit.end <= p[0] <= min(right, hit.end + _REACH) and side != "before"]
    nearest = min([*before, *after], key=lambda p: max(hit.start - p[1], p[0] - hit.end), default=None)
    if nearest is None:
        return []
    row = before if nearest in before else after
    first = last = row.index(nearest)
    while first and _listed(text, scene, row[first - 1], row[first]):
        first -= 1
    while last + 1 < len(row) and _listed(text, scene, row[last], row[last + 1]):
        last += 1
    return [party for _, _, party in row[first : last + 1]]


def _listed(text: str, scene: Scene, one: Party, other: Party) -> bool:
    """Whether nothing but a comma or an "and" (and an article) stands between two parties."""
    between = text[one[1] : other[0]]
    words, language = set(between.replace(",", " ").casefold().split()), scene.sentence.language
    joined = "," in between or not words.isdisjoint(language.and_words)
    return joined and words <= language.and_words | language.of_words
