"""Towns and states that people are called after: "Bagdad Amreýew", "Magyar Levente", "Ungvári József".

A word that the lexicon explains as a place is a name where its form and what stands beside it show so.
"""

from __future__ import annotations

from elchi.reading.names import ends_a_name, given_cut
from elchi.reading.page import Page, Sentence

# kinds of terms that explain a capitalised word as something other than a name
EXPLAINED = frozenset(
    [
        "state",
        "organisation",
        "office",
        "alias",
        "city",
        "region",
        "date.months",
        "date.weekdays",
        "engagement.noun",
        "engagement.verb",
        "say",
        "portfolio",
        "orghead",
        "document",
        "former",
        "acting",
        "date.days",
        "perform",
        "sides",
        "delegations",
        "margins",
        "medium",
        "source",
        "byline",
        "number.words",
        "number.magnitudes",
        "number.currencies",
        "topic",
        "outcome.noun",
        "outcome.verb",
        "outcome.phrase",
        "legal_form",
        "number.indicators",
        "date.weeks",
        "date.years_relative",
        "date.months_relative",
    ]
)
# a place in one of these cases says where, and is no part of a name ("Nagy Márton Taskentben")
PLACED = frozenset(
    [
        "locative",
        "ablative",
        "inessive",
        "superessive",
        "illative",
        "sublative",
        "elative",
        "delative",
        "allative",
        "adessive",
    ]
)


def given_of_place(page: Page, sentence: Sentence, position: int) -> bool:
    """Whether a town's bare name is a given name before a surname, where towns show their case: "Baş sekretary Bagdad Amreýewi"."""
    token, following = sentence.tokens[position], sentence.tokens[position + 1 : position + 2]
    if (
        sentence.language.modifiers != "before"
        or not following
        or not following[0].capital
        or page.text[token.end : following[0].start] != " "
    ):
        return False
    town = next((h for h in sentence.of("city") if (h.start, h.end) == (token.start, token.end)), None)
    return town is not None and not town.labels and ends_a_name(sentence.language, following[0].word)


def surname_of_place(page: Page, sentence: Sentence, position: int) -> bool:
    """Whether a word for a state or a town is a surname: "Magyar Levente", "Ungvári József", where surnames come first."""
    language, tokens = sentence.language, sentence.tokens
    if not language.names.surname_first or position + 1 >= len(tokens):
        return False
    token, following = tokens[position], tokens[position + 1]
    if not (token.capital and following.capital and page.text[token.end : following.start] == " "):
        return False
    explained = [
        h for h in sentence.hits if h.start == token.start and h.end == token.end and h.entry.kind in EXPLAINED
    ]
    if not explained or any(
        h.entry.kind not in {"state", "city", "topic"} or PLACED & set(h.labels) for h in explained
    ):
        return False
    word = following.word
    return word in language.names.given or given_cut(language, word) is not None
