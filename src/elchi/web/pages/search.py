"""Search: people, bodies and states by name in any alphabet, promises and documents by their words.

Every result says why it is there: the name that fits, or the passage with the words marked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup, escape

from elchi.ledger import DocumentRow, Filters, OutcomeRow, PersonRow, View, walk
from elchi.ledger.folding import fold, words
from elchi.ledger.states import is_state
from elchi.pipeline import known_parties
from elchi.web.visit import Visiting, filters_of
from elchi.words import LANGUAGES, words_for

router = APIRouter()
_WORD = re.compile(r"\w+")
SHORTEST_PREFIX = 3
SCANNED = 600  # outcomes of fitting documents whose own words are looked at


@dataclass(frozen=True, slots=True)
class Seen:
    """Outcomes whose own words fit."""

    outcome: OutcomeRow
    words: Markup


@router.get("/search")
def search(visit: Visiting, request: Request) -> HTMLResponse:
    """Search everything at once, or show the form."""
    asked = filters_of(request, limit=15)
    sought = words(asked.text or "")
    parties = _named(sought)
    with visit.view() as view:
        found: dict[str, Any] = {"people": [], "organisations": [], "documents": None, "partly": ()}
        found |= {"promises": [], "engagements": []}
        if asked.text:
            found |= _look(view, asked, sought)
        return visit.page(
            "search.html",
            asked=asked,
            sought=sought,
            parties=parties,
            pair=tuple(sorted(one for one in parties if is_state(one)))[:2],
            mark_words=lambda text: mark_words(text, sought),
            name_that_fits=lambda names: next((name for name in names if _fits(name, sought)), None),
            **found,
        )


def _look(view: View, asked: Filters, sought: Sequence[str]) -> dict[str, object]:
    by_name = replace(asked, text=None, topic=None, kind=None, status=None, cursor=None)
    return {
        "people": _people(view, by_name, sought, asked.text or ""),
        "organisations": view.organisations(replace(by_name, organisation=asked.text, states=(), limit=6)).items,
        "documents": view.documents(asked),
        "partly": _partly(view, asked, sought),
        "promises": _promises(view, asked, sought),
        "engagements": view.engagements(replace(asked, limit=6, cursor=None)).items,
    }


def _partly(view: View, asked: Filters, sought: Sequence[str]) -> Sequence[DocumentRow]:
    """Return documents with one of several words, where none has all of them."""
    if len(sought) < 2 or view.documents(replace(asked, limit=1)).items:
        return ()
    each = (view.documents(replace(asked, text=word, limit=4, cursor=None)).items for word in sought)
    return list({one.id: one for documents in each for one in documents}.values())


def _people(view: View, by_name: Filters, sought: Sequence[str], text: str) -> Sequence[PersonRow]:
    """Return people whose name has all the words; where there are none, those whose name has one of them."""
    found = view.people(replace(by_name, person=text, limit=8)).items
    if found or len(sought) < 2:
        return found
    each = (view.people(replace(by_name, person=word, limit=4)).items for word in sought if len(word) > 3)
    return list({person.id: person for people in each for person in people}.values())[:8]


def _promises(view: View, asked: Filters, sought: Sequence[str]) -> list[Seen]:
    """Return outcomes that say all of the words themselves."""
    found: list[Seen] = []
    for place, outcome in enumerate(walk(view.outcomes, replace(asked, kind=None, cursor=None), size=200)):
        if all(_fits(outcome.quote, [word]) for word in sought):
            found.append(Seen(outcome, mark_words(outcome.quote, sought)))
        if len(found) >= 8 or place >= SCANNED:
            break
    return found


def mark_words(text: str, sought: Sequence[str]) -> Markup:
    """Return a text with the words that begin like one of those sought marked."""
    pieces, end = [], 0
    for match in _WORD.finditer(text):
        if sought and fold(match.group()).startswith(tuple(sought)):
            pieces.append(
                escape(text[end : match.start()]) + Markup('<mark class="hit">{}</mark>').format(match.group())
            )
            end = match.end()
    return Markup("").join([*pieces, escape(text[end:])])


def _fits(text: str, sought: Sequence[str]) -> bool:
    return bool(sought) and any(fold(word).startswith(tuple(sought)) for word in _WORD.findall(text))


def _named(sought: Sequence[str]) -> list[str]:
    """Return the states and bodies that the words name, in any language of the interface."""
    if not sought:
        return []
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
