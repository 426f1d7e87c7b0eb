"""Modules beside the tests, which are no package, and a server on this machine."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import servers


@pytest.fixture
def site() -> Iterator[servers.Site]:
    with servers.serving(servers.Site()) as one:
        yield one
