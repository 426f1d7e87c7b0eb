"""A map: places where engagements were, as circles whose area is their number, in an equirectangular projection."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

NARROW = 0.78  # a degree of longitude at the latitude of most of these places
UNIT = 10  # drawing units to a degree
WORLD = ((28.0, -12.0), (58.0, 98.0))  # what is always in view: the two corners of the region
MARGIN = 4.0


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
    """The drawing: its view box, the spots (largest first, so that small ones lie on top), and places without a spot."""

    view: tuple[int, int, int, int]
    spots: tuple[Spot, ...]
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
    return Places(view, tuple(spots), tuple(unplaced))


@lru_cache(maxsize=1)
def _coordinates() -> dict[str, tuple[float, float]]:
    text = resources.files("elchi.web").joinpath("data", "places.json").read_text("utf-8")
    return {name: (lat, lon) for name, (lat, lon) in json.loads(text).items()}
