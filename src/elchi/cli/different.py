"""``elchi different``: an editor's judgement on two records."""

from __future__ import annotations

from elchi.cli.judging import judgement_command

command = judgement_command(
    "different",
    "Say that records are not one, whatever joins them.\n\nNames as documents write them will do: of a wrongly joined person the two spellings.",
)
