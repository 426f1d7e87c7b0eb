"""The reader, compiled by mypyc as a wheel may be built, reads the examples exactly as the plain one does."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted((ROOT / "examples" / "documents").glob("*.json"))[::4]
SETUP = """
import os, sys
from setuptools import setup
from mypyc.build import mypycify
setup(name="reader", ext_modules=mypycify(["--ignore-missing-imports", *sys.argv.pop().split(os.pathsep)], opt_level="0", debug_level="0"))
"""
WHERE = "import elchi.reading.page; print(elchi.reading.page.__file__)"


def modules() -> list[str]:
    """The modules that the wheel's hook compiles, from pyproject.toml."""
    build = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]
    hook = build["targets"]["wheel"]["hooks"]["mypyc"]
    named = [ROOT / path.lstrip("/") for path in hook["include"]]
    left_out = {ROOT / path.lstrip("/") for path in hook["exclude"]}
    found = [file for path in named for file in (sorted(path.glob("*.py")) if path.is_dir() else [path])]
    return [file.relative_to(ROOT / "src").as_posix() for file in found if file not in left_out]


def run(source: Path, *command: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(source)}
    return subprocess.run(
        [sys.executable, *command], check=True, capture_output=True, text=True, env=environment, cwd=source
    ).stdout


def test_the_compiled_reader_reads_the_same(tmp_path: Path) -> None:
    pytest.importorskip("setuptools")
    if shutil.which((sysconfig.get_config_var("CC") or "cc").split()[0]) is None:
        pytest.skip("no C compiler here")
    shutil.copytree(ROOT / "src" / "elchi", tmp_path / "elchi", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "setup.py").write_text(SETUP, "utf-8")
    run(tmp_path, "setup.py", "-q", "build_ext", "--inplace", os.pathsep.join(modules()))
    assert not run(tmp_path, "-c", WHERE).strip().endswith(".py")
    command = ("-m", "elchi", "read", "--json", *map(str, EXAMPLES))
    assert run(tmp_path, *command) == run(ROOT / "src", *command)
