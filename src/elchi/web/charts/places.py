"""A map: places where engagements were, as circles whose area is their number, in an equirectangular projection."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

NARROW = 0.78  # a degree of longitude at the latitude of most of these places
UNIT = 10  # drawing units to a degree
WORLD = ((28.0, -12.0), (58.0, 98.0))  # what is always in view: the two corners of the region
MARGIN = 4.0
FRAME = ((66.0, -20.0), (0.0, 130.0))  # what the picture may grow to; what lies outside is listed
LABELLED = 22


@dataclass(frozen=True, slots=True)
class Spot:
    """One place with its number and circle."""

    city: str
    country: str
    count: int
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Places:
    """The drawing.

    Its view box; the spots, largest first, so that small ones lie on top; those whose names are written; and places
    that lie outside it or nobody knows where.
    """

    view: tuple[int, int, int, int]
    spots: tuple[Spot, ...]
    labelled: tuple[Spot, ...]
    unplaced: tuple[tuple[str, str, int], ...]


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """Return the point of the drawing for a place on the earth."""
    return (longitude + 180) * NARROW * UNIT, (90 - latitude) * UNIT


def places(counts: Mapping[tuple[str, str], int]) -> Places:
    """Return the map of counts by (city, state)."""
    known = _coordinates()
    highest = max(counts.values(), default=1)
    spots, unplaced = [], []
    corners = list(WORLD)
    for (city, country), count in Counter(counts).most_common():
        where = known.get(f"{city}, {country}")
        if where is None:
            unplaced.append((city, country, count))
            continue
        if not (FRAME[1][0] <= where[0] <= FRAME[0][0] and FRAME[0][1] <= where[1] <= FRAME[1][1]):
            unplaced.append((city, country, count))
            continue
        x, y = project(*where)
        spots.append(
            Spot(city, country, count, round(x, 1), round(y, 1), round(5 + 17 * math.sqrt(count / highest), 1))
        )
        corners.append(where)
    south, west = (min(one[axis] for one in corners) - MARGIN for axis in (0, 1))
    north, east = (max(one[axis] for one in corners) + MARGIN for axis in (0, 1))
    left, top = project(north, west)
    right, bottom = project(south, east)
    view = (round(left), round(top), round(right - left), round(bottom - top))
    return Places(view, tuple(spots), _labelled(spots), tuple(unplaced))


def _labelled(spots: Sequence[Spot]) -> tuple[Spot, ...]:
    """Return the spots whose names have room, the largest first."""
    named: list[Spot] = []
    for spot in spots:
        wide = 7 * len(spot.city)
        if all(abs(spot.y - other.y) > 12 or not -wide < other.x - spot.x < 7 * len(other.city) for other in named):
            named.append(spot)
    return tuple(named[:LABELLED])


@lru_cache(maxsize=1)
def _coordinates() -> dict[str, tuple[float, float]]:
    text = resources.files("elchi.web").joinpath("data", "places.json").read_text("utf-8")
    return {name: (lat, lon) for name, (lat, lon) in json.loads(text).items()}
