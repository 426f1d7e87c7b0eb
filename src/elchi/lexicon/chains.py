"""Suffix chains: whether the rest of a word is a legal continuation of a stem, and what it says.

A language gives its chains as slots in order; each slot is optional and maps labels (``plural``, ``instrumental``,
``past`` …) to endings. The rest of a word is analysed once and remembered; texts have few different rests.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from elchi.lexicon.fold import fold

TENSES = frozenset(
    [
        "past",
        "present",
        "future",
        "infinitive",
        "participle",
        "future_participle",
        "converb",
        "nominal",
        "necessity",
        "optative",
        "conditional",
        "imperative",
        "intention",
        "perfect",
    ]
)
CASES = frozenset(
    [
        "genitive",
        "dative",
        "accusative",
        "locative",
        "ablative",
        "instrumental",
        "prepositional",
        "comitative",
        "equative",
        "sublative",
        "allative",
        "delative",
        "inessive",
        "superessive",
        "elative",
        "illative",
        "adessive",
        "terminative",
        "causal",
        "translative",
    ]
)
_MOST_KNOWN = 200_000
_MOST_ANALYSES = 24
Labels = tuple[str, ...]
Analysis = tuple[str, Labels]  # endings before the case, all labels
Slot = tuple[tuple[str, str], ...]  # (ending, label), longest ending first


class Chain:
    """The suffix chains of one word class of one language; with `needs`, a chain without one of these labels is none."""

    def __init__(self, slots: Sequence[Mapping[str, Sequence[str]]], *, needs: frozenset[str] = frozenset()) -> None:
        self._needs = needs
        self._bare: Analysis | None = None if needs else ("", ())
        self._slots: list[Slot] = [
            tuple(
                sorted(
                    ((fold(ending), label) for label, endings in slot.items() for ending in endings if ending),
                    key=lambda pair: -len(pair[0]),
                )
            )
            for slot in slots
        ]
        self._known: dict[str, Analysis | None] = {"": self._bare}

    def labels(self, rest: str) -> Labels | None:
        """Labels of the endings that make up `rest` (folded), or None where it is no legal chain."""
        found = self._known[rest] if rest in self._known else self._learn(rest)
        return None if found is None else found[1]

    def uninflected(self, rest: str) -> str:
        """`rest` without its case ending and what follows it: what belongs to the nominative."""
        found = self._known[rest] if rest in self._known else self._learn(rest)
        return rest if found is None else found[0]

    def _learn(self, rest: str) -> Analysis | None:
        analyses = self._analyses(rest, 0) or self._analyses(rest.removeprefix("'"), 0)
        if self._needs:
            analyses = [parts for parts in analyses if self._needs & {label for _, label in parts}]
        found: Analysis | None = None
        if analyses:
            # a reading with a tense first, then the shortest; "-i" is a possessive sooner than an accusative
            best = min(
                analyses,
                key=lambda parts: (
                    not TENSES & {label for _, label in parts},
                    len(parts),
                    any(label == "accusative" for _, label in parts),
                ),
            )
            found = _bare(analyses), tuple(label for _, label in best)
        if len(self._known) > _MOST_KNOWN:  # a hostile text must not grow the memory without bound
            self._known = {"": self._bare}
        self._known[rest] = found
        return found

    def _analyses(self, rest: str, slot: int) -> list[tuple[tuple[str, str], ...]]:
        if not rest:
            return [()]
        found: list[tuple[tuple[str, str], ...]] = []
        for index in range(slot, len(self._slots)):
            for pair in self._slots[index]:
                if rest.startswith(pair[0]):
                    found += [(pair, *more) for more in self._analyses(rest[len(pair[0]) :], index + 1)]
                    if len(found) > _MOST_ANALYSES:
                        return found
        return found


def _bare(analyses: list[tuple[tuple[str, str], ...]]) -> str:
    """What a word keeps in the nominative: "-i" of "-inin" is its possessive, "-i" alone is one too, not an accusative."""
    cut: list[tuple[int, str]] = []
    for parts in analyses:
        at = next((i for i, (_, label) in enumerate(parts) if label in CASES), len(parts))
        kept = "".join(ending for ending, _ in parts[:at])
        if at == len(parts):
            cut.append((0, kept))
        elif parts[at][1] != "accusative" or len(parts[at][0]) > 1:
            cut.append((len(parts[at][0]), kept))
    # among the ways to cut, the longest case ending: "-nin" rather than "-in"
    return max(cut, default=(0, ""))[1]
