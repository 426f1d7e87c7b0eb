"""Who meets whom as a graph, in GraphML (Gephi, yEd, igraph) or GEXF (Gephi): people, states and bodies.

Edges are ``met`` between people and between parties, weighted by engagements, and ``represents`` from people to whom they
speak for. Needs networkx (``elchi[exports]``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any, BinaryIO

from elchi.exporting.needs import need
from elchi.lexicon.world import load_world

Row = Mapping[str, Any]


def write_graph(rows: Iterable[Row], stream: BinaryIO, *, form: str) -> int:
    """Write the graph of engagements as `form`, graphml or gexf; returns how many nodes it has."""
    networkx = need("networkx")
    graph = networkx.Graph()
    for row in rows:
        if row["status"] != "held":
            continue  # who is to meet has not met
        for one in row["participants"]:
            _person(graph, one)
        for party in row["parties"]:
            _party(graph, party)
        for a, b in combinations(sorted({one["id"] for one in row["participants"]}), 2):
            _met(graph, a, b, row["date"])
        for a, b in combinations(sorted(set(row["parties"])), 2):
            _met(graph, a, b, row["date"])
    write = networkx.write_graphml if form == "graphml" else networkx.write_gexf
    write(graph, stream)
    return int(graph.number_of_nodes())


def _person(graph: Any, one: Row) -> None:  # noqa: ANN401 - networkx ships no types
    told = {"label": one["name_en"] or one["name"], "kind": "person", "position": one["position"] or ""}
    graph.add_node(one["id"], **told)
    if one["represents"]:
        _party(graph, one["represents"])
        graph.add_edge(one["id"], one["represents"], kind="represents", weight=1)


def _party(graph: Any, party: str) -> None:  # noqa: ANN401 - networkx ships no types
    world = load_world()
    known = world.organisations.get(party)
    name = world.states.get(party) or (known.name_en if known else party)
    graph.add_node(party, label=name, kind="state" if party in world.states else "organisation", position="")


def _met(graph: Any, a: str, b: str, date: str | None) -> None:  # noqa: ANN401 - networkx ships no types
    edge = graph.get_edge_data(a, b)
    if edge is None:
        graph.add_edge(a, b, kind="met", weight=1, first=date or "", last=date or "")
        return
    edge["weight"] += 1
    if date:
        edge["first"], edge["last"] = min(edge["first"] or date, date), max(edge["last"], date)
