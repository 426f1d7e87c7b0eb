"""Terms: the small notation in which word lists are written, multiplied out into forms to look up.

``bakan~`` may carry any legal suffix chain, ``görüş*`` any ending, ``iş[ |]birliği`` has alternatives, ``министр{m}``
takes each ending of a paradigm (``а:genitive`` says what the ending means), a trailing ``^`` asks for a capital in the text. See ``docs/lexicon.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from elchi.errors import LexiconError
from elchi.lexicon.fold import fold

MOST_FORMS = 2000
_PIECE = re.compile(r"\[([^\[\]]*)\]|\{(\w+)\}")


class Ending(StrEnum):
    """What may follow the form inside its word."""

    EXACT = ""
    CHAIN = "~"
    ANY = "*"


class Form(NamedTuple):
    """A folded form to look up: where it ends the word may go on as `ending` says."""

    text: str
    ending: Ending
    capital: bool
    lemma: str
    """The first form of the term: its nominative, where it is written out with a paradigm."""
    labels: tuple[str, ...] = ()
    """What the ending of its last paradigm says: ``genitive``, ``plural`` …"""
    upper: bool = False
    """Whether the form must be all capitals in the text: an abbreviation written ``WHO^``, lest "Who" be one."""


def expand(term: str, paradigms: Mapping[str, Sequence[str]]) -> Iterator[Form]:
    """Multiply a term out into its forms.

    Raises LexiconError for an unknown paradigm, a stray bracket, an empty form, or too many forms.
    """
    body = term.strip()
    capital = "^" in body[-2:]
    if capital:
        body = body[:-2] + body[-2:].replace("^", "")
    ending = Ending(body[-1]) if body[-1:] in {"~", "*"} else Ending.EXACT
    body = body.rstrip("~*").strip()
    upper = capital and len(body) > 1 and body.isupper()
    texts: list[tuple[str, tuple[str, ...]]] = [("", ())]
    at = 0
    for piece in _PIECE.finditer(body):
        literal = body[at : piece.start()]
        choices = piece[1].split("|") if piece[1] is not None else _paradigm(piece[2], paradigms, term)
        inflects = piece[1] is None
        texts = [
            (text + literal + ending_, tuple(said.split()) if inflects else labels)
            for text, labels in texts
            for ending_, _, said in ((choice.partition(":") if inflects else (choice, "", "")) for choice in choices)
        ]
        if len(texts) > MOST_FORMS:
            raise LexiconError(f"term {term!r} has more than {MOST_FORMS} forms", mend="split it")
        at = piece.end()
    tail = body[at:]
    lemma = fold(" ".join((texts[0][0] + tail).split()))
    if any(mark in tail for mark in "[]{}~*") or (texts and any(mark in texts[-1][0] for mark in "~*")):
        raise LexiconError(f"term {term!r} has a stray bracket or mark", mend="~ and * stand at the very end")
    for text, labels in texts:
        folded = fold(" ".join((text + tail).split()))
        if not folded.strip():
            raise LexiconError(f"term {term!r} has an empty form")
        yield Form(folded, ending, capital, lemma, labels, upper)


def _paradigm(name: str, paradigms: Mapping[str, Sequence[str]], term: str) -> Sequence[str]:
    if name not in paradigms:
        raise LexiconError(
            f"term {term!r} uses the unknown paradigm {{{name}}}", mend="define it under paradigms: in language.yaml"
        )
    return paradigms[name]
