"""A wheel holds everything a run needs: the compiled lexicon, migrations, pages, the example documents."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "elchi"


@pytest.fixture(scope="module")
def members(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Names of the files in a wheel built from this tree."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        return set(wheel.namelist())


def test_every_file_of_the_package_is_in_the_wheel(members: set[str]) -> None:
    sources = {
        path.relative_to(PACKAGE.parent).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert sources <= members
    assert any(name.startswith("elchi/lexicon/data/") for name in members)
    assert "elchi/py.typed" in members


def test_the_examples_are_in_the_wheel(members: set[str]) -> None:
    examples = {f"elchi/examples/documents/{path.name}" for path in (ROOT / "examples" / "documents").glob("*.json")}
    assert examples
    assert examples <= members


def test_nothing_else_is_in_the_wheel(members: set[str]) -> None:
    assert {name.split("/")[0] for name in members if ".dist-info" not in name} == {"elchi"}
