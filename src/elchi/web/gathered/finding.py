"""Search: people, bodies and states by name in any alphabet, promises and documents by their words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from elchi.ledger import (
    DocumentRow,
    EngagementRow,
    Filters,
    OrganisationRow,
    OutcomeRow,
    Page,
    PersonRow,
    View,
    walk,
)
from elchi.ledger.folding import fold, words
from elchi.ledger.states import is_state
from elchi.pipeline import known_parties
from elchi.words import LANGUAGES, words_for

_WORD = re.compile(r"\w+")
SHORTEST_PREFIX = 3
SCANNED = 600  # outcomes of fitting documents whose own words are looked at
PROMISES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What fits some words; `partly` are documents with one of several words, where none has all of them."""

    sought: tuple[str, ...]
    parties: tuple[str, ...]
    people: tuple[PersonRow, ...] = ()
    organisations: tuple[OrganisationRow, ...] = ()
    outcomes: tuple[OutcomeRow, ...] = ()
    documents: Page[DocumentRow] = field(default_factory=lambda: Page(()))
    partly: tuple[DocumentRow, ...] = ()
    engagements: tuple[EngagementRow, ...] = ()


def found_by(view: View, asked: Filters) -> Found:
    """Return what fits the words of a question; without any, only nothing."""
    sought = tuple(words(asked.text or ""))
    if not sought:
        return Found(sought=(), parties=())
    by_name = replace(asked, text=None, topic=None, kind=None, status=None, cursor=None)
    bodies = replace(by_name, organisation=asked.text, states=(), limit=6)
    documents = view.documents(asked)
    return Found(
        sought=sought,
        parties=tuple(_named(sought)),
        people=tuple(_people(view, by_name, sought, asked.text or "")),
        organisations=view.organisations(bodies).items,
        outcomes=tuple(_promises(view, asked, sought)),
        documents=documents,
        partly=() if documents.items or asked.cursor else tuple(_partly(view, asked, sought)),
        engagements=view.engagements(replace(asked, limit=6, cursor=None)).items,
    )


def fits(text: str, sought: Sequence[str]) -> bool:
    """Whether a word of the text begins like one of the folded words sought."""
    return bool(sought) and any(fold(word).startswith(tuple(sought)) for word in _WORD.findall(text))


def _partly(view: View, asked: Filters, sought: Sequence[str]) -> Sequence[DocumentRow]:
    if len(sought) < 2:
        return ()
    each = (view.documents(replace(asked, text=word, limit=4, cursor=None)).items for word in sought)
    return list({one.id: one for documents in each for one in documents}.values())


def _people(view: View, by_name: Filters, sought: Sequence[str], text: str) -> Sequence[PersonRow]:
    """People whose name has all the words; where there are none, those whose name has one of them."""
    found = view.people(replace(by_name, person=text, limit=8)).items
    if found or len(sought) < 2:
        return found
    each = (view.people(replace(by_name, person=word, limit=4)).items for word in sought if len(word) > 3)
    return list({person.id: person for people in each for person in people}.values())[:8]


def _promises(view: View, asked: Filters, sought: Sequence[str]) -> list[OutcomeRow]:
    """Outcomes that say all of the words themselves."""
    found: list[OutcomeRow] = []
    for place, outcome in enumerate(walk(view.outcomes, replace(asked, kind=None, cursor=None), size=200)):
        if all(fits(outcome.quote, [word]) for word in sought):
            found.append(outcome)
        if len(found) >= PROMISES or place >= SCANNED:
            break
    return found


def _named(sought: Sequence[str]) -> list[str]:
    """States and bodies that the words name, in any language of the interface."""
    index = _party_index()
    query = " ".join(sought)
    exact = [ident for name, ident in index if name and (f" {name} " in f" {query} ")]
    begun = [ident for name, ident in index if len(query) >= SHORTEST_PREFIX and name.startswith(query)]
    return list(dict.fromkeys([*exact, *begun]))[:6]


@lru_cache(maxsize=1)
def _party_index() -> tuple[tuple[str, str], ...]:
    """Folded names of every known party: states in all languages, bodies in English and by their code."""
    index: dict[tuple[str, str], None] = {}
    for ident, name in known_parties().items():
        names = {name, *(words_for(tag).state(ident) for tag in LANGUAGES)} if is_state(ident) else {name, ident}
        for one in names:
            index[" ".join(words(one)), ident] = None
    return tuple(sorted(index, key=lambda one: (-len(one[0]), one)))
