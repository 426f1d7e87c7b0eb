"""These tests need the packages of reading at scale; where they are missing, each says which."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def making() -> ModuleType:
    """The module that makes inputs of every kind."""
    pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install 'elchi[scale]'")
    pytest.importorskip("warcio", reason="warcio is not installed: pip install 'elchi[warc]'")
    spec = importlib.util.spec_from_file_location("scale_making", Path(__file__).with_name("making.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
