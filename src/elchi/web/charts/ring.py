"""A network on a ring: nodes around it, the busiest together, ties as curves whose width is their number.

The places follow from the counts alone, so the same ledger always gives the same picture, at once, for any number of
ties; pointing at a node brings its own ties forward.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

SIZE, RADIUS, MOST_NODES = 900, 270, 48


@dataclass(frozen=True, slots=True)
class Node:
    """A node with the place of its dot and its label; `flip` where the label reads towards the ring."""

    key: str
    weight: int
    x: float
    y: float
    angle: float
    flip: bool
    radius: float


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie as an SVG path, with its step of width from 1 to 5."""

    a: str
    b: str
    count: int
    path: str
    step: int


@dataclass(frozen=True, slots=True)
class Ring:
    """The drawing."""

    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]
    left_out: int
    size: int = SIZE


def ring(counts: Mapping[tuple[str, str], int], *, most: int = MOST_NODES) -> Ring:
    """Return the ring of the busiest nodes and all ties between them."""
    weight: Counter[str] = Counter()
    for (a, b), count in counts.items():
        weight[a] += count
        weight[b] += count
    chosen = _around([key for key, _ in sorted(weight.items(), key=lambda one: (-one[1], one[0]))[:most]], counts)
    heaviest = max(weight.values(), default=1)
    nodes = {key: _node(key, weight[key], place, len(chosen), heaviest) for place, key in enumerate(chosen)}
    highest = max(counts.values(), default=1)
    ties = [
        Tie(a, b, count, _curve(nodes[a], nodes[b]), max(1, round(5 * math.sqrt(count / highest))))
        for (a, b), count in sorted(counts.items(), key=lambda one: (one[1], one[0]))
        if a in nodes and b in nodes
    ]
    return Ring(tuple(nodes.values()), tuple(ties), len(weight) - len(chosen))


def _around(keys: list[str], counts: Mapping[tuple[str, str], int]) -> list[str]:
    """Put each node beside the one it has most to do with, so that curves stay short."""
    if not keys:
        return []
    tied: Counter[frozenset[str]] = Counter()
    for (a, b), count in counts.items():
        tied[frozenset((a, b))] += count
    order, waiting = [keys[0]], keys[1:]
    while waiting:
        nearest = max(waiting, key=lambda key: (tied[frozenset((order[-1], key))], -waiting.index(key)))
        waiting.remove(nearest)
        order.append(nearest)
    return order


def _node(key: str, weight: int, place: int, number: int, heaviest: int) -> Node:
    angle = 360 * place / number - 90
    turn = math.radians(angle)
    return Node(
        key=key,
        weight=weight,
        x=round(SIZE / 2 + RADIUS * math.cos(turn), 1),
        y=round(SIZE / 2 + RADIUS * math.sin(turn), 1),
        angle=round(angle, 2),
        flip=90 < angle % 360 < 270,
        radius=round(3 + 9 * math.sqrt(weight / heaviest), 1),
    )


def _curve(a: Node, b: Node) -> str:
    """Return a curve that bends towards the middle, the more the farther its ends are apart."""
    centre = SIZE / 2
    bend = 0.35
    x, y = centre + bend * ((a.x + b.x) / 2 - centre), centre + bend * ((a.y + b.y) / 2 - centre)
    return f"M{a.x} {a.y}Q{round(x, 1)} {round(y, 1)} {b.x} {b.y}"
