"""Elchi keeps the public memory of cooperation between states.

It reads communiqués and news in nine languages and keeps a ledger in which every fact points at the words it came
from. The stages are packages of their own (`sources`, `reading`, `ledger`, …); `elchi.pipeline` knows their order, and
``elchi`` on the command line is the way in.
"""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("elchi")
except PackageNotFoundError:  # run from a source tree that nobody installed
    __version__ = "0+source"

__all__ = ["__version__"]
