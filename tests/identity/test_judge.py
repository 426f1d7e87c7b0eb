"""The judge of identity, where it lies beside the repository: people and engagements over many documents and languages."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from elchi.exporting import dump_json
from elchi.joining import open_ledger
from elchi.pipeline import SourceOptions, add_inputs

SHARED = Path(__file__).parents[3] / "shared"
JUDGE, GOLD = SHARED / "score" / "identity.py", SHARED / "gold"
FLOORS = "people=0.95,people_cross=0.92,engagements=0.90"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not JUDGE.exists(), reason="the judge is not beside the repository"),
]


@pytest.mark.parametrize("known_people", [True, False], ids=["with the reference list", "without it"])
def test_identity_keeps_its_floors(tmp_path: Path, *, known_people: bool) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    for path in sorted([*(GOLD / "dev").rglob("*.json"), *(GOLD / "events").rglob("*.json")]):
        gold = json.loads(path.read_text("utf-8"))
        shown = {key: gold.get(key) for key in ("text", "published", "url")}
        (folder / path.name).write_text(json.dumps(shown, ensure_ascii=False), "utf-8")
    with open_ledger(tmp_path / "judged.db") as ledger:
        results = add_inputs(ledger, [str(folder)], SourceOptions(), batch=50, known_people=known_people)
        assert len(list(results)) == len(list(folder.iterdir()))
        with ledger.view() as view:
            for what in ("people", "engagements"):
                rows = "".join(dump_json(row) + "\n" for row in view.export(what))
                (tmp_path / f"{what}.jsonl").write_text(rows, "utf-8")
    asked = [f"{GOLD / 'dev'}:{GOLD / 'events'}", str(tmp_path / "people.jsonl"), str(tmp_path / "engagements.jsonl")]
    done = subprocess.run(
        [sys.executable, str(JUDGE), *asked, "--floor", FLOORS], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
