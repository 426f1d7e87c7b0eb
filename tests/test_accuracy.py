"""The floor under the readings: every language and measure of the example set stays above it.

The floors are in `floors.toml`. Raise them when reading gets better; lowering one takes an edit of that file. Where the
annotated sets lie beside the repository, their own judge is run as well.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import accuracy
from elchi.exporting import dump_json, reading_to_dict
from elchi.model import Reading
from elchi.pipeline import SourceOptions, read_inputs

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
SHARED = ROOT.parent / "shared"
FLOORS: dict[str, dict[str, float]] = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def scores() -> dict[str, accuracy.Scores]:
    golds = list(accuracy.load_golds(EXAMPLES / "gold"))
    return accuracy.score(golds, accuracy.read_folder(EXAMPLES / "documents"))


@pytest.mark.parametrize("language", FLOORS)
def test_no_measure_falls_below_its_floor(scores: dict[str, accuracy.Scores], language: str) -> None:
    low = {
        measure: round(scores[language].value(measure), 3)
        for measure, floor in FLOORS[language].items()
        if not scores[language].value(measure) >= floor
    }
    assert not low, "\n".join(scores[language].errors)


def test_every_language_of_the_examples_has_every_floor(scores: dict[str, accuracy.Scores]) -> None:
    languages = set(scores) - {"total", *accuracy.ON_TRIAL}
    assert languages == set(FLOORS)
    for language in languages:
        wanted = {measure for measure in accuracy.MEASURES if not math.isnan(scores[language].value(measure))}
        assert set(FLOORS[language]) == wanted


def test_gold_and_documents_go_together() -> None:
    golds = {gold["id"]: gold for gold in accuracy.load_golds(EXAMPLES / "gold")}
    documents = {path.stem: json.loads(path.read_text("utf-8")) for path in (EXAMPLES / "documents").glob("*.json")}
    assert set(golds) == set(documents)
    for name, gold in golds.items():
        assert gold["text"] == documents[name]["text"]
        assert gold["published"] == documents[name]["published"]
        assert all(outcome["quote"] in gold["text"] for outcome in gold["outcomes"])


def test_a_perfect_reading_scores_one_and_an_empty_one_nothing() -> None:
    golds = list(accuracy.load_golds(EXAMPLES / "gold"))
    perfect = accuracy.score(golds, {gold["id"]: gold for gold in golds})["total"]
    empty = accuracy.score(golds, {})["total"]
    for measure in accuracy.MEASURES:
        assert perfect.value(measure) == 1
    assert empty.value("people") == empty.value("engagements") == 0


def test_the_second_pass_is_of_documents_that_exist_and_covers_every_language() -> None:
    listed = tomllib.loads((EXAMPLES / "second_pass.toml").read_text("utf-8"))
    golds = {gold["id"]: gold["lang"] for gold in accuracy.load_golds(EXAMPLES / "gold")}
    for language, names in listed["documents"].items():
        assert len(names) == len(set(names)) >= 20
        assert {golds.get(name) for name in names} == {language}
    assert set(listed["documents"]) | {"total"} == set(listed["agreement"])
    assert set(FLOORS) == set(listed["documents"])


@pytest.mark.shared
@pytest.mark.slow
def test_the_judge_beside_the_repository_finds_every_reading(tmp_path: Path) -> None:
    judge, gold = SHARED / "score" / "score.py", SHARED / "gold" / "dev"
    if not judge.exists() or not gold.exists():
        pytest.skip("the annotated sets are not beside this repository")
    inputs, readings = tmp_path / "in", tmp_path / "readings.jsonl"
    subprocess.run([sys.executable, str(judge), "prepare", str(gold), str(inputs)], check=True)
    with readings.open("w", encoding="utf-8") as stream:
        for item in read_inputs([str(inputs)], SourceOptions()):
            assert isinstance(item, Reading), item
            stream.write(dump_json(reading_to_dict(item)) + "\n")
    done = subprocess.run(
        [sys.executable, str(judge), str(gold), str(readings)], capture_output=True, text=True, check=True
    )
    print(done.stdout)
    assert "no reading for" not in done.stderr
