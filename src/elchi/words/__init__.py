"""Elchi's own words in the nine languages of its interface: for pages, briefs and whatever else people read.

Messages are translated by Babel catalogues (``locales/<language>.po``; ``tools/catalogues.py`` keeps them complete),
closed lists have their names in `labels`, dates and numbers come from CLDR. Quotations are never translated.
"""

from elchi.words.catalogue import LANGUAGES, SOURCE, Words, negotiate, own_names, words_for
from elchi.words.labels import LABELS, N_, WEIGHTS

__all__ = ["LABELS", "LANGUAGES", "N_", "SOURCE", "WEIGHTS", "Words", "negotiate", "own_names", "words_for"]
