"""Which nodes to join: the same answer whatever order they came in, at the price of a few look-ups a node.

A node's **facts** are all that comparing needs of it; they are kept with it in the ledger as one of its blocking keys, so
that no document is read again. Some nodes are **firm** (a person with full name and state, an engagement with its day): two
of them are judged by themselves alone. Others **float** (a family name alone, an engagement of "this month"): they join
the one group of firm nodes they fit, or the group they fit clearly best; where several fit equally, an editor is asked.
What a floating node joins depends on what else is there, so it is judged anew whenever something near it arrives.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, Protocol, TypeVar

Reason = tuple[str, float]
Verdict = Literal["same", "unsure"]
MARGIN = 0.08  # by how much one group must fit better than the next
FACTS = "="  # begins the blocking key that holds a node's facts
_MOST = 400  # nodes that share one key; beyond, it tells nothing and is passed over


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What is thought of two nodes, a < b."""

    a: str
    b: str
    verdict: Verdict
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A comparison's outcome; with `lone`, it holds only where one of the two has no nearer partner."""

    verdict: Verdict
    score: float
    reasons: tuple[Reason, ...]
    lone: bool = False


class Book(Protocol):
    """What linking needs of a ledger's transaction."""

    def block(self, kind: str, keys: Mapping[str, Iterable[str]]) -> None:
        """Set the blocking keys of nodes."""

    def facts(self, kind: str, nodes: Iterable[str]) -> Mapping[str, str]:
        """The blocking key of a node that begins with `FACTS`, of those nodes that have one."""

    def candidates(self, kind: str, keys: Iterable[str], most: int) -> Mapping[str, Sequence[str]]:
        """Blocking key to nodes, without keys that more than `most` share."""

    def proposals(self, kind: str, nodes: Iterable[str]) -> Sequence[Proposal]:
        """What was proposed before on these nodes."""

    def propose(self, kind: str, proposals: Sequence[Proposal], withdrawn: Sequence[tuple[str, str]]) -> None:
        """Put proposals in, and take back those on the withdrawn pairs."""


F = TypeVar("F")


class Matter(ABC, Generic[F]):
    """What a kind of node (persons, engagements) is like."""

    kind: str
    lone: bool
    """Whether a judgement of it may hold only for want of a nearer partner."""

    @abstractmethod
    def facts(self, text: str) -> F:
        """Facts from their text."""

    @abstractmethod
    def stored(self, facts: F) -> set[str]:
        """The keys under which others find it."""

    @abstractmethod
    def asked(self, facts: F) -> set[str]:
        """The keys by which it finds others; two nodes that may be one must find each other both ways."""

    @abstractmethod
    def firm(self, facts: F) -> bool:
        """Whether it is judged by itself alone."""

    @abstractmethod
    def judge(self, one: F, other: F) -> Judgement | None:
        """Compare two; the same answer in either order."""

    def clash(self, one: F, other: F) -> bool:  # noqa: ARG002 - a hook
        """Whether two contradict each other, so that a third should not bring them together."""
        return False

    def unit(self, facts: F) -> str:  # noqa: ARG002 - a hook
        """What holds the node together with others of which at most one may be joined to another unit's; or empty."""
        return ""


def link(book: Book, matter: Matter[Any], fresh: Mapping[str, str], *, again: bool = False) -> int:
    """Propose links for nodes that are new to the ledger (node to the text of its facts); returns how many changed.

    With `again` nodes that the ledger has are judged anew too, for when tables of the lexicon have changed.
    """
    known = {} if again else book.facts(matter.kind, fresh)
    new = {node: text for node, text in fresh.items() if node not in known}
    if not new:
        return 0
    keys = {}
    for node, text in new.items():
        facts = matter.facts(text)
        unit = matter.unit(facts)
        keys[node] = {FACTS + text, *matter.stored(facts), *([unit] if unit else [])}
    book.block(matter.kind, keys)
    return _Desk(book, matter, new).settle()


class _Desk:
    """One round of linking: what is near the new nodes, loaded once."""

    def __init__(self, book: Book, matter: Matter[Any], new: Mapping[str, str]) -> None:
        self.book, self.matter = book, matter
        self.facts: dict[str, Any] = {node: matter.facts(text) for node, text in new.items()}
        self.new = set(new)
        self.near: dict[str, set[str]] = {}
        self.units: dict[str, tuple[str, ...]] = {}
        self.judged: dict[tuple[str, str], Judgement | None] = {}
        self.paired: dict[tuple[str, str], set[tuple[str, str]]] = {}
        self.options: dict[str, list[set[str]]] = {}

    def settle(self) -> int:
        """Work out the links of the new nodes and of those whose links may have changed with them; propose the difference."""
        self._load(self.new)
        # Only who may be joined with a new node can have other links because of it.
        touched = {o for node in self.new for o in self.near[node] if self._judge(node, o)} - self.new
        self._load(touched)
        again = self.new | {n for n in touched if not self.matter.firm(self.facts[n]) or self._has_lone(n)}
        self._load({o for n in again for o in self.near[n] if self._judge(n, o)})
        wanted: dict[tuple[str, str], Proposal] = {}
        for node in sorted(again):
            for other in self.near[node]:
                pair = _pair(node, other)
                if pair not in wanted and (proposal := self._propose(*pair)):
                    wanted[pair] = proposal
        before = {
            (p.a, p.b): p
            for p in self.book.proposals(self.matter.kind, again)
            if p.reasons[:1] != (("read again", 1.0),)
        }
        changed = [p for pair, p in sorted(wanted.items()) if not _same(before.get(pair), p)]
        withdrawn = sorted(pair for pair in before if pair not in wanted)
        if changed or withdrawn:
            self.book.propose(self.matter.kind, changed, withdrawn)
        return len(changed) + len(withdrawn)

    def _load(self, nodes: Iterable[str]) -> None:
        """Find what is near nodes, with its facts and the other nodes of its unit."""
        missing = sorted(n for n in nodes if n not in self.near)
        if not missing:
            return
        asked = {node: self.matter.asked(self.facts[node]) for node in missing}
        found = self._find({key for keys in asked.values() for key in keys})
        for node, keys in asked.items():
            self.near[node] = {o for key in keys for o in found.get(key, ()) if o != node}
        self._know({o for node in missing for o in self.near[node]})
        units = {self.matter.unit(self.facts[n]) for n in (*missing, *(o for node in missing for o in self.near[node]))}
        fresh = sorted(units - set(self.units) - {""})
        if fresh:
            members = self._find(set(fresh))
            self.units |= {unit: tuple(sorted(members.get(unit, ()))) for unit in fresh}
            self._know({n for unit in fresh for n in self.units[unit]})

    def _find(self, keys: set[str]) -> Mapping[str, Sequence[str]]:
        return self.book.candidates(self.matter.kind, sorted(keys), _MOST)

    def _know(self, nodes: set[str]) -> None:
        missing = sorted(nodes - set(self.facts))
        for node, text in self.book.facts(self.matter.kind, missing).items():
            self.facts[node] = self.matter.facts(text[len(FACTS) :])

    def _judge(self, a: str, b: str) -> Judgement | None:
        """What two nodes look like by themselves, where their units leave them to each other."""
        pair = _pair(a, b)
        if pair not in self.judged:
            judgement = self.matter.judge(self.facts[pair[0]], self.facts[pair[1]])
            if judgement and not self._partners(pair):
                judgement = None
            self.judged[pair] = judgement
        return self.judged[pair]

    def _partners(self, pair: tuple[str, str]) -> bool:
        """Whether of all pairs across two units this one is among the best that leave each node at most one partner."""
        units = [self.matter.unit(self.facts[node]) for node in pair]
        if units[0] == units[1] != "":
            return False
        sides = [self.units.get(unit, (node,)) if unit else (node,) for unit, node in zip(units, pair)]
        if len(sides[0]) == len(sides[1]) == 1:
            return True
        place = (units[0] or pair[0], units[1] or pair[1])
        if place not in self.paired:
            self.paired[place] = self._assign(sides[0], sides[1])
        return pair in self.paired[place]

    def _assign(self, one: Sequence[str], other: Sequence[str]) -> set[tuple[str, str]]:
        scored = [
            (judgement.verdict != "same", -judgement.score, _pair(a, b))
            for a in one
            for b in other
            if (judgement := self.matter.judge(self.facts[a], self.facts[b]))
        ]
        taken: set[str] = set()
        pairs: set[tuple[str, str]] = set()
        for _, _, pair in sorted(scored):
            if not taken & set(pair):
                taken |= set(pair)
                pairs.add(pair)
        return pairs

    def _has_lone(self, node: str) -> bool:
        return self.matter.lone and any(
            (j := self._judge(node, other)) is not None and j.lone for other in self.near[node]
        )

    def _firm_partners(self, node: str) -> list[str]:
        """Firm nodes that it is the same as, lone judgements aside."""
        return [
            o for o in sorted(self.near[node])
            if self.matter.firm(self.facts[o]) and (j := self._judge(node, o)) and j.verdict == "same" and not j.lone
        ]  # fmt: skip

    def _groups(self, node: str) -> list[set[str]]:
        """The groups of firm nodes that a floating node may belong to, best first; one if there is no question."""
        if node in self.options:
            return self.options[node]
        groups: list[set[str]] = []
        for option in self._firm_partners(node):
            joined = [g for g in groups if any((j := self._judge(option, o)) and j.verdict == "same" for o in g)]
            groups = [g for g in groups if g not in joined] + [{option}.union(*joined)]
        groups = [group for group in groups if not self._clashing(node, group)]
        best = sorted(groups, key=lambda g: (-self._fit(node, g), min(g)))
        if len(best) > 1 and self._fit(node, best[0]) - self._fit(node, best[1]) >= MARGIN:
            best = best[:1]
        self.options[node] = best
        return best

    def _clashing(self, node: str, group: set[str]) -> bool:
        """Whether it contradicts firm nodes that are the same as those it would join."""
        return any(
            self.matter.clash(self.facts[node], self.facts[other])
            for other in sorted(self.near[node])
            if self.matter.firm(self.facts[other])
            and any((j := self._judge(option, other)) and j.verdict == "same" for option in group if option != other)
        )

    def _fit(self, node: str, group: set[str]) -> float:
        return max(j.score for other in group if (j := self._judge(node, other)))

    def _propose(self, a: str, b: str) -> Proposal | None:
        judgement = self._judge(a, b)
        if judgement is None:
            return None
        firm = {n: self.matter.firm(self.facts[n]) for n in (a, b)}
        verdict = judgement.verdict
        if verdict == "same" and firm[a] != firm[b]:
            floating, other = (a, b) if firm[b] else (b, a)
            groups = self._groups(floating)
            if not any(other in group for group in groups):
                return None
            verdict = "same" if len(groups) == 1 else "unsure"
        elif verdict == "same" and not firm[a] and self._groups(a) and self._groups(b):
            return None  # each has joined firm nodes
        elif judgement.lone and self._firm_partners(a) and self._firm_partners(b):
            return None  # both have nearer partners
        return Proposal(a=a, b=b, verdict=verdict, score=round(judgement.score, 4), reasons=judgement.reasons)


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)


def _same(one: Proposal | None, other: Proposal) -> bool:
    return one is not None and (one.verdict, one.score) == (other.verdict, other.score)
