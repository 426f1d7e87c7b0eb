"""The house rules that a machine can keep: who imports whom, how long a file is, that a module says what it is for."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src" / "elchi"
FILES = sorted(PACKAGE.rglob("*.py"))
LONGEST = 450  # about 400, as the design has it; files of declarations alone may run a little over

BASE = {"model", "errors"}
STAGES = {"lexicon", "sources", "reading", "llm", "identity", "ledger", "follow", "partners", "exporting"}
TOPS = {"cli", "web", "scale"}
SURFACE = {
    "pipeline",
    "joining",
    "partnering",
    "pursuing",
    "outgoing",
    "ledger",
    "follow",
    "partners",
    "exporting",
    "settings",
    "words",
    "briefing",
    "watching",
    "accounts",
    "alerting",
} | BASE
ALLOWED: dict[str, set[str]] = {
    "": set(),
    "__main__": {"cli"},
    "model": {"errors"},
    "errors": set(),
    "words": {"words"},
    "settings": {"errors"},
    "joining": {"identity", "ledger", "lexicon"} | BASE,  # the pipeline's part that needs no reader
    "pursuing": {"follow", "ledger", "lexicon"} | BASE,  # likewise: promises against what came of them
    "partnering": {"ledger", "partners"} | BASE,  # drafts, profiles and matches that know the ledger
    "briefing": {"briefing", "follow", "ledger", "pipeline", "pursuing", "words"} | BASE,
    "watching": {"ledger", "pipeline", "sources"} | BASE,  # sources asked again and again, into the ledger
    "accounts": {"accounts", "ledger"} | BASE,  # who may do what, kept in the ledger
    # saved searches against what is new in the ledger, told in words by every way out
    "alerting": {
        "alerting",
        "exporting",
        "follow",
        "ledger",
        "partnering",
        "partners",
        "pipeline",
        "pursuing",
        "sources",
        "words",
    }
    | BASE,
    "outgoing": {"follow", "ledger", "pursuing"} | BASE,  # the rows that leave, for every surface
    "pipeline": STAGES | BASE | {"settings", "joining", "partnering", "pursuing"},
    **{stage: BASE | {"lexicon", stage} for stage in STAGES},
    # The tools of assistants are the ledger's answers over another protocol.
    "assistants": SURFACE | {"assistants"},
    # serve and demo start the web application, mcp the tools; everything else goes the other way round.
    "cli": SURFACE | {"cli", "web", "assistants", "scale"},
    "web": SURFACE | {"web"},
    "scale": SURFACE | {"scale"},
}


def part_of(path: Path) -> str:
    """Return the stage or module a file belongs to; the package itself is the empty name."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return "" if parts == ("__init__",) else parts[0]


def imports_of(path: Path) -> Iterator[tuple[str, int]]:
    """Yield the parts of elchi that a file imports, wherever in it, with their lines."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are absolute"
            module = node.module or ""
            names = [f"elchi.{alias.name}" for alias in node.names] if module == "elchi" else [module]
        for name in names:
            head, _, rest = name.partition(".")
            if head == "elchi" and rest and rest != "__version__":
                yield rest.split(".")[0], getattr(node, "lineno", 0)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_file_imports_only_what_its_stage_may(path: Path) -> None:
    part = part_of(path)
    assert part in ALLOWED, f"{part} has no place in the house: say in this test what it may import"
    wrong = [
        f"line {line}: {part} may not import {name}" for name, line in imports_of(path) if name not in ALLOWED[part]
    ]
    assert not wrong


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_file_is_short_and_says_what_it_is_for(path: Path) -> None:
    source = path.read_text("utf-8")
    assert source.count("\n") <= LONGEST
    docstring = ast.get_docstring(ast.parse(source)) or ""
    assert len(docstring) >= 30, "the module docstring says what it is for"
