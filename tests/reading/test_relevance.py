"""The sieve before the reading loses next to no engagement of the golden set, and refuses the day's ordinary news."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from elchi.lexicon import trial_languages
from elchi.reading.relevance import is_relevant

ROOT = Path(__file__).parents[2]
LEAST_RECALL = 0.995
MOST_ORDINARY = 0.25

GOLDS = [json.loads(path.read_text("utf-8")) for path in sorted((ROOT / "examples" / "gold").rglob("*.json"))]
ORDINARY = [json.loads(line) for line in Path(__file__).with_name("ordinary.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("language", sorted({gold["lang"] for gold in GOLDS} - {*trial_languages()}))
def test_engagements_of_the_golden_set_pass(language: str) -> None:
    told = [(gold, len(gold["engagements"])) for gold in GOLDS if gold["lang"] == language]
    kept = sum(count for gold, count in told if is_relevant(gold["text"]))
    assert kept >= LEAST_RECALL * sum(count for _, count in told)


def test_ordinary_news_is_refused() -> None:
    passed = [row["text"][:60] for row in ORDINARY if is_relevant(row["text"])]
    assert len(passed) <= MOST_ORDINARY * len(ORDINARY), passed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", False),
        ("Türkiye ve Kazakistan", False),  # no act
        ("Bakan görüştü.", False),  # one party
        ("Bakan, Kazakistanlı mevkidaşıyla görüştü.", True),
        ("The minister met his colleagues from the US.", True),
        ("the minister met us.", False),  # "us" is no state
        ("МИНИСТР ВСТРЕТИЛСЯ С ПОСЛОМ КАЗАХСТАНА", True),
        ("Elnök\nés\nmagyar miniszter tárgyalt Bakuban", True),
        ("总统会见了土耳其外长", False),  # a language that is not read
    ],
)
def test_two_parties_and_an_act(text: str, *, expected: bool) -> None:
    assert is_relevant(text) is expected


def test_words_hold_at_the_edges_of_a_text() -> None:
    assert is_relevant("Kazakistan, Macaristan: görüştü")
    assert is_relevant("US and UK ministers met")
