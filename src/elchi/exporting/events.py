"""Engagements and outcomes as event rows after PLOVER and POLECAT: who, to whom, what, when, about what.

Types, modes and CAMEO codes are the world lexicon's (``plover.yaml``). A visit goes from the visitor to the host; elsewhere
all parties act alike, so that every pair of them is a row. What POLECAT takes from a model, as an intensity, is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from elchi.lexicon.world import load_world

Row = Mapping[str, Any]
_VERBAL, _MATERIAL = 1, 2
_QUAD = {"CONSULT": _VERBAL, "AGREE": _VERBAL, "REQUEST": 3, "REJECT": 3, "COOPERATE": _MATERIAL}


def event_rows(ask: Callable[[str], Iterable[Row]], kinds: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Event rows of engagements, outcomes, or both."""
    for kind in kinds:
        make = _of_engagement if kind == "engagements" else _of_outcome
        for row in ask(kind):
            yield from make(row)


def _of_engagement(row: Row) -> Iterator[dict[str, Any]]:
    code = load_world().raw["plover"]["engagements"][row["status"]][row["kind"]]
    sources = [told["document"] for told in row["reports"]]
    for number, (actor, recipient) in enumerate(_sides(row)):
        yield _event(f"{row['id']}:{number}", row["date"], code, row["topics"], (actor, recipient)) | {
            "actor_people": _people(row, actor),
            "recipient_people": _people(row, recipient),
            "city": row["city"],
            "country": row["country"],
            "published": min((told["published"] for told in row["reports"] if told["published"]), default=None),
            "quote": None,
            "sources": sources,
        }


def _of_outcome(row: Row) -> Iterator[dict[str, Any]]:
    code = load_world().raw["plover"]["outcomes"][row["kind"]]
    pairs = [(row["parties"][0], other) for other in row["parties"][1:]] if row["parties"] else []
    for number, pair in enumerate(pairs):
        yield _event(f"{row['id']}:{number}", row["published"], code, row["topics"], pair) | {
            "actor_people": [],
            "recipient_people": [],
            "city": None,
            "country": None,
            "published": row["published"],
            "quote": row["quote"],
            "sources": [row["document"]],
        }


def _event(
    ident: str, date: str | None, code: Mapping[str, str | None], topics: Sequence[str], pair: tuple[str, str]
) -> dict[str, Any]:
    found = _contexts(topics)
    kind = code["plover"] or ""
    # A bare intent is told apart by what it is about, where CAMEO does so.
    about = next((one["cameo"] for one in found if one["cameo"] != "030"), None)
    return {
        "event_id": ident,
        "event_date": date,
        "event_type": kind,
        "event_mode": code["mode"],
        "quad_code": _QUAD[kind],
        "cameo": about if code["cameo"] == "030" and about else code["cameo"],
        "contexts": [one["plover"] for one in found],
        "actor": pair[0],
        "actor_name": _name(pair[0]),
        "recipient": pair[1],
        "recipient_name": _name(pair[1]),
    }


def _sides(row: Row) -> Iterator[tuple[str, str]]:
    """Every pair of parties; in a visit the host, where the country says who it is, only receives."""
    host = row["country"] if row["kind"] == "visit" and row["country"] in row["parties"] else None
    if host is None:
        yield from combinations(row["parties"], 2)
    else:
        yield from ((party, host) for party in row["parties"] if party != host)


def _contexts(topics: Sequence[str]) -> list[Mapping[str, Any]]:
    contexts = load_world().raw["plover"]["contexts"].values()
    return [one for one in contexts if not set(topics).isdisjoint(one["topics"])]


def _people(row: Row, party: str) -> list[str]:
    return [one["name_en"] or one["name"] for one in row["participants"] if one["represents"] == party]


def _name(party: str) -> str:
    world = load_world()
    return world.states.get(party) or (world.organisations[party].name_en if party in world.organisations else party)
