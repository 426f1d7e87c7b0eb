"""The world lexicon and the tables of names in each language hold together.

Every language names every state; no form means two states; every id and place that one file refers to stands in the
file that defines it.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from elchi.lexicon.terms import expand
from elchi.model import Topic

LEXICON = Path(__file__).resolve().parents[2] / "lexicon"
FAST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the tables are long, and nothing here needs line numbers
TERRITORIES = {"HK", "MO"}  # cities whose code is no state's


@cache
def load_yaml(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load(path.read_text("utf-8"), Loader=FAST)  # noqa: S506 - safe loaders both
    return loaded


LANGUAGES = sorted(
    folder.name
    for folder in LEXICON.iterdir()
    if (folder / "language.yaml").exists() and "base" not in load_yaml(folder / "language.yaml")
)
WITH_STATES = [code for code in LANGUAGES if (LEXICON / code / "states.yaml").exists()]


def world(name: str) -> dict[str, Any]:
    return load_yaml(LEXICON / "world" / f"{name}.yaml")


def paradigms(code: str) -> dict[str, list[str]]:
    found = load_yaml(LEXICON / code / "language.yaml").get("paradigms") or {}
    return {name: [str(ending or "") for ending in endings] for name, endings in found.items()}


@pytest.mark.parametrize("code", WITH_STATES)
def test_every_language_names_every_state_once(code: str) -> None:
    table = load_yaml(LEXICON / code / "states.yaml")
    assert set(table) == set(world("states"))
    meanings: dict[tuple[str, str], set[str]] = defaultdict(set)
    for state, lists in table.items():
        assert lists["names"], f"{state} has no name"
        for term in lists["names"]:
            for form in expand(term, paradigms(code)):
                meanings[form.text, form.ending].add(state)
    assert not {form: states for form, states in meanings.items() if len(states) > 1}


@pytest.mark.parametrize("code", WITH_STATES)
def test_the_states_of_the_region_have_adjectives(code: str) -> None:
    table = load_yaml(LEXICON / code / "states.yaml")
    facts = world("states")
    near = [
        state for state in facts if {"turkic", "central-asia", "eco", "cis", "eu", "g7"} & set(facts[state]["groups"])
    ]
    assert not [
        state
        for state in near
        if state in table and not table[state].get("adjectives") and state not in {"MT", "CY", "IE", "LU", "GR"}
    ]


@pytest.mark.parametrize("code", [code for code in LANGUAGES if (LEXICON / code / "cities.yaml").exists()])
def test_cities_lie_in_states(code: str) -> None:
    cities = load_yaml(LEXICON / code / "cities.yaml")
    known = {*world("states"), *TERRITORIES}
    assert not [city for city in cities if city.rpartition(", ")[2] not in known]


def test_capitals_of_the_region_are_known_in_every_language() -> None:
    facts = world("states")
    capitals = {
        f"{facts[state]['capital']}, {state}" for state in ("TR", "AZ", "KZ", "KG", "UZ", "TM", "HU", "RU", "GB", "US")
    }
    for code in LANGUAGES:
        path = LEXICON / code / "cities.yaml"
        assert not path.exists() or capitals <= set(load_yaml(path)), code


@pytest.mark.parametrize("code", [code for code in LANGUAGES if (LEXICON / code / "organisations_known.yaml").exists()])
def test_known_organisations_are_of_the_world(code: str) -> None:
    known = load_yaml(LEXICON / code / "organisations_known.yaml")
    assert set(known) <= set(world("organisations"))
    assert len(known) >= 60


def test_organisations_and_forums_refer_to_what_exists() -> None:
    organisations, states = world("organisations"), world("states")
    assert not [ident for ident, facts in organisations.items() if facts["state"] and facts["state"] not in states]
    cities = load_yaml(LEXICON / "en" / "cities.yaml")
    for ident, forum in world("forums").items():
        assert forum["organisation"] is None or forum["organisation"] in organisations, ident
        assert forum["terms"]["en"], ident
        for session in forum.get("sessions", []):
            assert session["source"], ident
            assert session["city"] is None or session["city"] in cities, ident
    for ident, facts in world("memberships").items():
        assert ident in organisations
        assert all(member.get("state", "TR") in states for member in facts.get("members", []))


def test_topics_and_currencies() -> None:
    assert set(world("topics")) == set(Topic)
    mapped = {topic for context in world("plover")["contexts"].values() for topic in context["topics"]}
    assert mapped == set(Topic)
    states = world("states")
    assert not [state for facts in world("currencies").values() for state in facts["states"] if state not in states]
