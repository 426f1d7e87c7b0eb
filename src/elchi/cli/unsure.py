"""``elchi unsure``: an editor's judgement on two records."""

from __future__ import annotations

from elchi.cli.judging import judgement_command

command = judgement_command("unsure", "Say that a pair cannot be decided: nothing joins it, and nobody is asked again.")
