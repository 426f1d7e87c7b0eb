"""Opportunities in documents: invitations, offers, requests and calls that a reading tells of, as drafts that cite their words.

An opportunity needs an act (invite, offer, seek, announce) and a thing (moving production, investment, technology, goods,
joint research, a call) in one sentence; together they make its type. Outcomes whose type the reader has set already keep it.
A sentence that tells of what has been delivered, or that only praises, has no act and gives none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from elchi.lexicon import fold, load_language
from elchi.lexicon.sectors import ConceptHit, concept_finder, word_finder
from elchi.model import OpportunityType, Outcome, OutcomeKind, Reading, Span, Topic
from elchi.partners.features import folder_of

_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?=\S)[^.!?\n]*)*")
BETWEEN_PORTFOLIOS = 8  # characters: ", and of "
_KINDS = frozenset((OutcomeKind.INVITED, OutcomeKind.PROPOSED, OutcomeKind.PLEDGED, OutcomeKind.AGREED))
_ACTING = frozenset((OutcomeKind.INVITED, OutcomeKind.PROPOSED))
TO, TR, BO, BR, RDR, INV, REL, CALL = OpportunityType
_SURE = frozenset((RDR, INV, REL, CALL))  # types whose words hardly mean anything else
# what an act does to a thing; the first thing of this order that a sentence has decides
_TYPES: dict[str, dict[str, OpportunityType]] = {
    "call": {"announce": CALL},
    "relocation": {"invite": REL, "offer": REL},
    "research": {"invite": RDR, "offer": RDR, "seek": RDR},
    "investment": {"invite": INV, "offer": INV, "seek": INV},
    "technology": {"offer": TO, "seek": TR, "invite": TR},
    "participation": {"invite": BR, "offer": BR, "seek": BR},
    "purchase": {"offer": BR, "seek": BR, "invite": BR},
    "goods": {"offer": BO, "seek": BR},
}


@dataclass(frozen=True, slots=True)
class Draft:
    """An opportunity as a document tells of it; an editor publishes or drops it."""

    type: OpportunityType
    country: str | None
    targets: tuple[str, ...]
    topics: tuple[Topic, ...]
    concepts: tuple[str, ...]
    quote: str
    span: Span
    due: str | None = None
    outcome: int | None = None
    """Number of the reading's outcome that it rests on, where there is one."""


def find_opportunities(reading: Reading) -> tuple[Draft, ...]:
    """Return the opportunities of a reading, in the order of the text; each sentence gives at most one."""
    if reading.language is None:
        return ()
    code = folder_of(reading.language, reading.document.text)
    found = [_from_outcome(reading, code, number, outcome) for number, outcome in enumerate(reading.outcomes)]
    drafts = [draft for draft in found if draft]
    taken = [draft.span for draft in drafts]
    for span in sentences(reading.document.text):
        if not any(_touch(span, other) for other in taken) and (kind := type_of(code, _masked(reading, code, span))):
            around = next((e for e in reading.engagements if len(e.parties) > 1), None)
            drafts.append(_draft(reading, code, kind, span, parties=around.parties if around else (), topics=()))
    return tuple(sorted(drafts, key=lambda draft: draft.span))


def type_of(code: str, sentence: str) -> OpportunityType | None:
    """Return the type of the opportunity that a sentence tells of, or None."""
    acts = _named(word_finder(code, "acts").find(sentence))
    if not acts:
        return None
    things = _named(word_finder(code, "things").find(sentence))
    for thing, by_act in _TYPES.items():
        if thing in things:
            for act, kind in by_act.items():
                if act in acts and _apart(acts[act], things[thing]):
                    return kind
    return None


def _masked(reading: Reading, code: str, span: Span) -> str:
    """The text under a span without names of bodies and offices: a fund for investment is no investment."""
    text = reading.document.text[span.start : span.end]
    names = [
        Span(name.start - span.start, name.end - span.start) for body in reading.organisations for name in body.spans
    ]
    for start, end in (*names, *_offices(code, text)):
        if 0 <= start < len(text):
            text = text[:start] + " " * (min(end, len(text)) - start) + text[end:]
    return text


def _offices(code: str, text: str) -> list[Span]:
    """Offices with their portfolios: runs of such words of which one is an office."""
    hits = load_language(code).matcher.scan(text, fold(text))
    words = sorted((hit.start, hit.end, hit.kind == "office") for hit in hits if hit.kind in {"office", "portfolio"})
    runs: list[tuple[int, int, bool]] = []
    for start, end, office in words:
        if runs and start - runs[-1][1] <= BETWEEN_PORTFOLIOS:
            runs[-1] = (runs[-1][0], max(end, runs[-1][1]), office or runs[-1][2])
        else:
            runs.append((start, end, office))
    return [Span(start, end) for start, end, office in runs if office]


def _named(hits: Iterable[ConceptHit]) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = {}
    for hit in hits:
        found.setdefault(hit.concept, []).append(Span(hit.start, hit.end))
    return found


def _apart(acts: list[Span], things: list[Span]) -> bool:
    """Whether act and thing are different words: one word cannot be both."""
    return any(not _touch(act, thing) for act in acts for thing in things)


def _touch(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def sentences(text: str) -> Iterator[Span]:
    """Yield the sentences of a text: lines, cut at full stops that a blank follows."""
    for match in _SENTENCE.finditer(text):
        if match[0].strip():
            lead = len(match[0]) - len(match[0].lstrip())
            yield Span(match.start() + lead, match.start() + len(match[0].rstrip()))


def _from_outcome(reading: Reading, code: str, number: int, outcome: Outcome) -> Draft | None:
    if outcome.kind not in _KINDS:
        return None
    kind = type_of(code, _masked(reading, code, outcome.span)) or (
        outcome.opportunity if outcome.kind in _ACTING and outcome.opportunity in _SURE else None
    )
    if kind is None:
        return None
    return _draft(
        reading,
        code,
        kind,
        outcome.span,
        parties=outcome.parties,
        topics=outcome.topics,
        due=outcome.due,
        outcome=number,
    )


def _draft(  # noqa: PLR0913 - one argument a field
    reading: Reading,
    code: str,
    kind: OpportunityType,
    span: Span,
    *,
    parties: tuple[str, ...],
    topics: tuple[Topic, ...],
    due: str | None = None,
    outcome: int | None = None,
) -> Draft:
    quote = reading.document.text[span.start : span.end]
    concepts = tuple(dict.fromkeys(hit.concept for hit in concept_finder(code).find(quote) if not hit.nested))
    states = [party for party in parties if len(party) == 2 or party == "CTR"]
    return Draft(
        kind,
        states[0] if states else None,
        tuple(states[1:]),
        topics or reading.topics[:3],
        concepts,
        quote,
        span,
        due,
        outcome,
    )
