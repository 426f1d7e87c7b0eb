"""The ledger for assistants: tools that a language model calls over the Model Context Protocol.

`tools` answers the questions from a ledger, `passages` finds the words that each answer rests on, `server` offers the
tools on standard input and output (it needs ``elchi[mcp]``).
"""

from elchi.assistants.server import create_server, run

__all__ = ["create_server", "run"]
