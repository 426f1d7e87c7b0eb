"""``elchi same``: an editor's judgement on two records."""

from __future__ import annotations

from elchi.cli.judging import judgement_command

command = judgement_command(
    "same",
    "Say that records are one: persons by id or name, engagements by id.\n\nThe decision holds through every re-reading, until elchi undo.",
)
