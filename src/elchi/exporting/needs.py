"""Packages that an export needs and a base install has not: imported when asked for, missed with a word on the mend."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from elchi.errors import UsageError


def need(name: str) -> Any:  # noqa: ANN401 - any module
    """Return a module of an optional package; raises UsageError where it is not installed."""
    try:
        return import_module(name)
    except ImportError as error:
        package = name.partition(".")[0]
        raise UsageError(f"this format needs {package}", mend="pip install 'elchi[exports]'") from error
