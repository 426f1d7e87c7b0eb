"""Profiles that fit meet across languages; what is barred does not; where nothing fits nothing is proposed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from elchi.model import OpportunityType
from elchi.partners import Profile, ProfileError, ProfileIndex, match_all, match_one, parse_profile

PROFILES = Path(__file__).parents[2] / "examples" / "profiles.jsonl"
DAY = "2026-02-01"


@pytest.fixture(scope="module")
def profiles() -> list[Profile]:
    lines = PROFILES.read_text("utf-8").splitlines()
    return [parse_profile(json.loads(line), where=f"profiles.jsonl:{n}") for n, line in enumerate(lines, 1)]


@pytest.fixture(scope="module")
def best(profiles: list[Profile]) -> dict[str, list[tuple[str, float]]]:
    return {q: [(m.match, m.score) for m in matches] for q, matches in match_all(ProfileIndex(profiles), as_of=DAY)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("TRTO20260101001", "KZTR20260102001"),
        ("HUTO20260103001", "KGTR20260104001"),
        ("UZBO20260105001", "RUBR20260106001"),
    ],
)
def test_the_same_subject_meets_across_languages(
    best: dict[str, list[tuple[str, float]]], one: str, other: str
) -> None:
    for query, match in ((one, other), (other, one)):
        assert best[query][0][0] == match
        assert best[query][0][1] >= 0.5


def test_a_call_meets_an_eligible_offer_and_no_other(best: dict[str, list[tuple[str, float]]]) -> None:
    named = [match for match, _ in best["AZCALL20260107001"]]
    assert named[0] == "TRTO20260101001"
    assert "KZTR20260102001" not in named


def test_nothing_fitting_is_nothing_proposed(best: dict[str, list[tuple[str, float]]]) -> None:
    assert not any(score >= 0.5 for _, score in best["TMTR20260108001"])


def test_every_match_has_reasons_with_words_of_both(profiles: list[Profile]) -> None:
    matches = match_one(ProfileIndex(profiles), 0, as_of=DAY)
    assert any("“aktif karbon" in reason and "көмір" in reason for reason in matches[0].reasons)


def test_a_passed_deadline_bars(profiles: list[Profile]) -> None:
    call = next(number for number, profile in enumerate(profiles) if profile.type is OpportunityType.FUNDING_CALL)
    assert match_one(ProfileIndex(profiles), call, as_of="2026-04-01") == []


def test_words_that_exclude_a_country_bar_it(profiles: list[Profile]) -> None:
    closed = replace(profiles[1], text=profiles[1].text + " Түркия компаниялары қарастырылмайды.")
    matches = match_one(ProfileIndex([profiles[0], closed]), 1, as_of=DAY)
    assert matches == []


def test_the_order_of_profiles_does_not_matter(profiles: list[Profile]) -> None:
    forward, backward = ProfileIndex(profiles), ProfileIndex(profiles[::-1])
    assert dict(match_all(forward, as_of=DAY)) == dict(match_all(backward, as_of=DAY))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"type": "XX"}, "type: 'XX' is unknown"),
        ({"country": "Turkey"}, "country: 'Turkey' is unknown"),
        ({"title": ""}, "title: is missing"),
        ({"deadline": "soon"}, "deadline: 'soon' is no day"),
        ({"budget": {"value": 5}}, "budget"),
        ({"budget": "500 000 ZZZ"}, "cannot be"),
        ({"topics": "health;magic"}, "'magic' is unknown"),
        ({"id": "no id"}, "is no id"),
    ],
)
def test_faults_name_the_row_and_the_field(change: dict[str, object], said: str) -> None:
    row = json.loads(PROFILES.read_text("utf-8").splitlines()[0]) | change
    with pytest.raises(ProfileError) as caught:
        parse_profile(row, where="file.csv:7")
    assert "file.csv:7" in str(caught.value)
    assert said in str(caught.value)
