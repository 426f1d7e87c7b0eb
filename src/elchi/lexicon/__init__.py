"""The lexicon: what Elchi knows of languages and of the world, compiled from the YAML under ``lexicon/``.

`fold` is the one view of a text in which terms are looked up, `load_language` and `load_world` give the typed data,
and `Matcher.scan` finds every term of a language in one pass.
"""

from elchi.lexicon.fold import fold
from elchi.lexicon.known import Known, load_known
from elchi.lexicon.language import (
    Language,
    load_language,
    readable_languages,
    supported_languages,
    trial_languages,
)
from elchi.lexicon.matcher import Entry, Hit, Matcher
from elchi.lexicon.world import World, load_world

__all__ = [
    "Entry",
    "Hit",
    "Known",
    "Language",
    "Matcher",
    "World",
    "fold",
    "load_known",
    "load_language",
    "load_world",
    "readable_languages",
    "supported_languages",
    "trial_languages",
]
