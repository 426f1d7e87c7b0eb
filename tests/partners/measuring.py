"""How golden files of partners are compared: precision, recall and F1 of what was found against what is there."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / name).read_text("utf-8").splitlines() if line.strip()]


def f1(pairs: Iterable[tuple[set[Any], set[Any]]]) -> float:
    """F1 over pairs of (found, expected) sets."""
    right = found = expected = 0
    for got, want in pairs:
        right, found, expected = right + len(got & want), found + len(got), expected + len(want)
    return 2 * right / (found + expected) if found + expected else 1.0
