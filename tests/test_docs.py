"""The documentation tells the truth: its commands run, its links lead somewhere, it names every command and target.

A line ``$ …`` in a ``console`` block is run in a working folder that has the example documents beside it, all lines of
a file in their order. ``make`` lines are checked against the Makefile, for running them here would run this test.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import commands_page
import pytest

from elchi.cli import COMMANDS

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"^```console\n(.*?)^```", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")


def commands_of(page: Path) -> Iterator[str]:
    """Yield the commands of a page."""
    for block in BLOCK.findall(page.read_text("utf-8")):
        for line in block.splitlines():
            if line.startswith("$ "):
                yield line[2:]


WITH_COMMANDS = [page for page in PAGES if any(not line.startswith("make") for line in commands_of(page))]


@pytest.fixture
def workplace(tmp_path: Path) -> Path:
    """A folder as the reader of the README has it, with ``elchi`` on the path."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    (tmp_path / "bin").mkdir()
    script = tmp_path / "bin" / "elchi"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m elchi "$@"\n')
    script.chmod(0o755)
    return tmp_path


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=lambda page: page.name)
def test_every_command_of_the_docs_runs(page: Path, workplace: Path) -> None:
    environment = {
        **os.environ,
        "PATH": f"{workplace / 'bin'}:{os.environ['PATH']}",
        "ELCHI_PORT": "0",
        "DEMO_SERVE": "0",
    }
    environment.pop("ELCHI_LEDGER", None)
    for line in commands_of(page):
        if line.startswith(("make ", "git ", "pre-commit ")):
            continue
        if line.split()[:2] == ["elchi", "serve"]:
            run_server(line, workplace, environment)
            continue
        done = subprocess.run(
            ["bash", "-c", line],
            check=False,
            cwd=workplace,
            env=environment,
            stdin=subprocess.DEVNULL,  # where an assistant would speak (`elchi mcp`), nobody does
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, f"{page.name}: {line}\n{done.stderr}"


def run_server(line: str, folder: Path, environment: dict[str, str]) -> None:
    """A server says where it is, and stops when interrupted."""
    process = subprocess.Popen(
        ["bash", "-c", f"exec {line}"],
        cwd=folder,
        env={**environment, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        assert "http://127.0.0.1:" in process.stdout.readline(), process.stderr.read() if process.stderr else ""
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_make_targets_of_the_docs_exist(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {line.split()[1] for line in commands_of(page) if line.startswith("make ")}
    assert named <= targets


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    links = [
        link for link in LINK.findall(page.read_text("utf-8")) if not link.startswith(("http:", "https:", "mailto:"))
    ]
    missing = [link for link in links if not (page.parent / link).exists()]
    assert not missing


def test_every_command_is_in_the_readme_or_the_docs() -> None:
    lines = [line for page in PAGES for line in commands_of(page)]
    told = {word for line in lines for word in re.findall(r"\belchi ([a-z-]+)", line)}
    told |= {"demo"} if "make demo" in lines else set()
    assert set(COMMANDS) <= told


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_docs_speak_of_the_project_alone(page: Path) -> None:
    text = page.read_text("utf-8")
    assert not re.search(r"/work/|/tmp/|/root/|pypi\.org|files\.pythonhosted", text)


def test_the_page_of_commands_is_what_the_commands_say() -> None:
    assert commands_page.PAGE.read_text("utf-8") == commands_page.render(), "run: make docs"


def test_locked_dependencies_name_no_index() -> None:
    for lock in (ROOT / "locks").glob("*.txt"):
        text = lock.read_text("utf-8")
        assert "://" not in text
        assert text.count("==") <= text.count("--hash=sha256:")
