"""Outcomes: what was signed, adopted, agreed, pledged, aimed at, scheduled, asked for — in the text's own words.

A clause that holds a word of promising becomes an outcome of that word's kind; the strongest word decides where a
clause has several. Praise and emphasis alone are none. Who acts is the subject of the clause or the speaker of the
quotation; who else is bound are the other parties at hand.
"""

from __future__ import annotations

from dataclasses import replace

from elchi.lexicon import Hit
from elchi.model import (
    Amount,
    Claim,
    Engagement,
    EngagementStatus,
    OpportunityType,
    Outcome,
    OutcomeKind,
    Span,
)
from elchi.reading.binding import Found, parties_of
from elchi.reading.clauses import clause_of, qualifies, trim, without_report
from elchi.reading.dates import long_past
from elchi.reading.drafts import AWAY
from elchi.reading.page import Sentence
from elchi.reading.quantities import Quantity
from elchi.reading.scene import Cast, Scene
from elchi.reading.topics import topics_of

# the strongest word of a clause decides
_ORDER = ("signed", "adopted", "target", "invited", "agreed", "scheduled", "pledged", "proposed")
_COMING = frozenset({"future", "intention", "necessity", "optative", "future_participle"})
_PLANNED = 20  # characters between a signing and the word that plans it
_DONE = frozenset({"signed", "adopted"})
_ASKED = frozenset({"proposed", "invited"})
_NEAR = 3  # characters between a promise and the word that takes it back
_AROUND = 3
_AGAIN = 4  # sentences within which a document is called only "the document"
_HEADLINE = 140  # characters


def find_outcomes(cast: Cast, engagements: tuple[Engagement, ...]) -> tuple[Outcome, ...]:
    """All outcomes of a document, in the order of the text."""
    outcomes: list[Outcome] = []
    for scene in cast.scenes:
        for found in _clauses(cast, scene):
            if any(o.span.start < found.end and found.start < o.span.end for o in outcomes):
                continue
            if not engagements and not any(
                _abroad(cast, other)
                for other in cast.scenes[max(0, scene.sentence.index - _AROUND) : scene.sentence.index + 2]
            ):
                continue
            if any(o.kind is OutcomeKind.SIGNED for o in outcomes) and _same_document(cast, scene, found, outcomes[-1]):
                continue
            outcome = _outcome(cast, scene, found, engagements)
            outcomes += _documents_below(cast, scene, outcome) or [outcome]
    outcomes += _scheduled(cast, engagements, outcomes)
    return tuple(o for o in sorted(outcomes, key=lambda o: o.span) if not _headline_of(cast, o, outcomes))


def _same_document(cast: Cast, scene: Scene, found: Found, before: Outcome) -> bool:
    """Whether a signing told again names no other document: "Sənədi A və B imzalayıb", "imzalanan memorandum …"."""
    if found.kind is not OutcomeKind.SIGNED or not scene.sentence.language.verb_final:
        return False
    if qualifies(cast.page.text, scene, found.hit):
        return True
    documents = [d for d in scene.of("document") if d.end <= found.hit.start]
    first = min((d.start for d in documents), default=found.end)
    lead = [t for t in scene.sentence.tokens if t.start < first]
    near = scene.sentence.index - cast.page.sentence_at(before.span.start).index <= _AGAIN
    return near and len(documents) == 1 and len(lead) <= 1 and not any(t.capital for t in lead[1:])


def _documents_below(cast: Cast, scene: Scene, outcome: Outcome) -> list[Outcome]:
    """One outcome for each document of the list that a clause opens: «подписаны следующие документы:»."""
    text = cast.page.text
    if outcome.kind not in {OutcomeKind.SIGNED, OutcomeKind.ADOPTED, OutcomeKind.AGREED} or not text[
        scene.sentence.start : scene.sentence.end
    ].rstrip().endswith(":"):
        return []
    found: list[Outcome] = []
    for below in cast.scenes[scene.sentence.index + 1 :]:
        if not below.sentence.bullet:
            break
        if outcome.kind is OutcomeKind.AGREED and any(_valid(below, h) for h in below.of("outcome.verb")):
            continue  # a point with a promise of its own
        start, end = trim(text, below.sentence.start, below.sentence.end)
        topics = topics_of([below.sentence], cast.covered)
        found.append(replace(outcome, quote=text[start:end], span=Span(start, end), topics=topics or outcome.topics))
    return found


def _abroad(cast: Cast, scene: Scene) -> bool:
    """Whether a sentence of a text without engagements names another state or a body of several: a plan at home is no outcome."""
    named = (
        {h.value for h in scene.states}
        | {cast.people[m.person].represents for m in scene.people}
        | {p.represents for p in scene.positions}
    )
    own = {o.id for o in cast.organisations if o.state == cast.home}
    return bool(named - {None, cast.home} - own) or any(o.kind in {"igo", "fund"} for o in scene.organisations)


def _headline_of(cast: Cast, outcome: Outcome, outcomes: list[Outcome]) -> bool:
    """Whether an outcome in a headline is told again, and better, in the body."""
    sentences = cast.page.sentences
    sentence = cast.page.sentence_at(outcome.span.start)
    alone = len(sentences) > 1 and sentences[1].line != sentences[0].line  # a headline is a line by itself
    heads = (alone and sentence.line == sentences[0].line and _untold(cast, sentence)) or _is_heading(cast, sentence)
    if len(sentences) < 3 or not heads:
        return False
    if sentence.line == sentences[0].line:
        return any(
            o.span.start >= sentence.end for o in outcomes
        )  # the body tells it again, perhaps with less promise in it
    return any(o.kind is outcome.kind and o is not outcome for o in outcomes)


def _untold(cast: Cast, sentence: Sentence) -> bool:
    """Whether a first line is short or has no full stop, as headlines do."""
    text = cast.page.text[sentence.start : sentence.end].rstrip()
    return len(text) < _HEADLINE or not text.endswith(".")


def _is_heading(cast: Cast, sentence: Sentence) -> bool:
    """Whether a sentence is a short line of its own without a full stop."""
    line = [s for s in cast.page.sentences if s.line == sentence.line]
    text = cast.page.text[sentence.start : sentence.end].rstrip()
    return (
        len(line) == 1 and len(text) < 80 and not sentence.bullet and not text.endswith((".", "!", "?", ":", ";", "…"))
    )


def _clauses(cast: Cast, scene: Scene) -> list[Found]:
    """The clauses of a sentence that promise something; one for each kind that stands in its own clause."""
    hits = [h for h in scene.of("outcome.verb", "outcome.noun", "outcome.phrase") if _valid(scene, h)]
    if not hits:
        pledge = _quoted_future(cast, scene)
        return [pledge] if pledge is not None else []
    hits = [
        h
        for h in hits
        if not (h.value in _DONE and "nominal" in h.labels and any(0 <= o.start - h.end <= _NEAR for o in hits))
    ]  # what is agreed on
    if scene.sentence.language.verb_final:
        hits.reverse()  # the finite verb ends the clause; what stands before it only qualifies a noun
    found: list[Found] = []
    kinds = [(_kind_of(scene, hit), hit) for hit in hits]
    for kind in _ORDER:
        for own, hit in kinds:
            place = _place(cast, scene, hit, kind) if own == kind else None
            if place is not None and not any(f.start < place[1] and place[0] < f.end for f in found):
                found.append(Found(OutcomeKind(kind), hit, *place))
    pledge = None if found else _quoted_future(cast, scene)
    return [pledge] if pledge is not None else found


def _place(cast: Cast, scene: Scene, hit: Hit, kind: str) -> tuple[int, int] | None:
    """Where the clause of a promise stands; None where its words promise nothing."""
    whole = kind == "signed" or (kind == "scheduled" and any(s.end <= hit.start for s in scene.sessions))
    start, end = clause_of(cast.page.text, scene, hit, whole=whole)
    if qualifies(cast.page.text, scene, hit):
        if _in_passing(cast, scene, hit, (start, end)):
            return None
        if kind in _DONE:  # "imzalanan anlaşma"
            end = next((d.end for d in scene.of("document") if 0 <= d.start - hit.end <= _PLANNED), end)
        elif kind == "scheduled":  # "yapılacak 3. Toplantı"
            named = [*((s.start, s.end) for s in scene.sessions), *((o.start, o.end) for o in scene.organisations)]
            end = next((b for a, b in named if 0 <= a - hit.end <= _NEAR), end)
    if kind == "target" and not any(start <= q.start < end and not _of_date(scene, q) for q in scene.quantities):
        return None
    return start, end


def _of_date(scene: Scene, quantity: Quantity) -> bool:
    """Whether a number is only the day or year of a date: no figure to reach."""
    return quantity.unit is None and any(d.start <= quantity.start < d.end for d in scene.dates)


def _still_planned(scene: Scene, hit: Hit) -> bool:
    """Whether a signing is only planned: "imzolanishi rejalashtirilgan"."""
    return bool({"nominal", "infinitive"} & set(hit.labels)) and any(
        h.value == "scheduled" and 0 <= h.start - hit.end <= _PLANNED for h in scene.of("perform")
    )


def _only_named(scene: Scene, hit: Hit) -> bool:
    """Whether a signing is only spoken of, as a noun with nothing that performs it: "sənədlərin imzalanması … zəmin yaradacaq"."""
    return (
        scene.sentence.language.verb_final
        and "nominal" in hit.labels
        and not any(h.value == "held" and 0 <= h.start - hit.end <= _PLANNED for h in scene.of("perform"))
    )


def _kind_of(scene: Scene, hit: Hit) -> str:
    """What a word promises; what is still to be adopted is a pledge of those who say "we", else it is scheduled."""
    if hit.value == "adopted" and _COMING & set(hit.labels):
        return "pledged" if any(label.startswith("first") for label in hit.labels) else "scheduled"
    if hit.value == "adopted" and _still_planned(scene, hit):
        return "scheduled"  # "qabul qilinishi kutilmoqda"
    return hit.value


def _in_passing(cast: Cast, scene: Scene, hit: Hit, clause: tuple[int, int]) -> bool:
    """Whether words that qualify a noun tell nothing new: "3 Ekim 2009'da imzalanan Anlaşma", "mutabık kalınan konular", "imzalanacak belgeler"."""
    if hit.value == "scheduled":
        placed = [*scene.dates, *scene.sessions, *(h for h in [*scene.cities, *scene.states] if AWAY & set(h.labels))]
        return not placed
    if hit.value == "agreed":
        return True
    if hit.value in _ASKED:
        return _of_a_thing(scene, hit)
    published = cast.page.document.published
    return hit.value in _DONE and any(
        clause[0] <= d.start < clause[1] and long_past(d.value, published) for d in scene.dates
    )


def _of_a_thing(scene: Scene, hit: Hit) -> bool:
    """Whether asking only qualifies a thing ("təklif edilən layihə"), and not who asks ("təklif edən Prezident")."""
    following = next(t for t in scene.sentence.tokens if t.start >= hit.end)
    who = [(m.start, m.end) for m in scene.people] + [(p.start, p.end) for p in scene.positions]
    who += [(h.start, h.end) for h in scene.of("alias", "office", "delegations", "sides")]
    return not following.capital and not any(start <= following.start < end for start, end in who)


def _valid(scene: Scene, hit: Hit) -> bool:
    if any(o.start <= hit.start and hit.end <= o.end for o in scene.organisations):
        return False
    if (
        hit.value == "adopted"
        and not scene.of("document")
        and any(h.start < hit.end and hit.start < h.end for h in scene.of("engagement.verb"))
    ):
        return False  # «был принят президентом»: received
    if (
        hit.value == "adopted"
        and not scene.of("document")
        and any(h.value == "invited" for h in scene.of("outcome.verb"))
    ):
        return False  # "meghívta az elnököt, aki ezt elfogadta"
    if hit.value in _DONE and _only_thought_of(scene, hit):
        return False
    if hit.value == "scheduled" and any(h.value in {"cancelled", "postponed"} for h in scene.of("perform")):
        return False
    denied = any(0 < hit.start - h.end <= _NEAR for h in scene.of("negation"))
    if denied or any(h.start < hit.start and hit.end <= h.end for h in scene.of("perform") if h.value == "cancelled"):
        return False
    if any(
        0 <= h.start - hit.end <= _NEAR or (h.start <= hit.start and hit.end <= h.end) for h in scene.of("outcome.not")
    ):
        return False  # "an agreement is thought to have been reached"
    if hit.value == "signed":
        return (
            bool(scene.of("document"))
            and not (set(hit.labels) & (_COMING | {"infinitive"}))
            and not _still_planned(scene, hit)
            and not _only_named(scene, hit)
        )
    if hit.kind == "outcome.noun":
        return bool(scene.of("perform", "say", "outcome.verb", "outcome.phrase"))
    return True


def _only_thought_of(scene: Scene, hit: Hit) -> bool:
    """Whether a bare verbal noun before another predicate only names a signing: "memorandum imzolash masalasi muhokama qilindi"."""
    if not scene.sentence.language.verb_final or not {"nominal", "infinitive"} & set(hit.labels):
        return False
    return any(h.start > hit.end for h in scene.of("say", "engagement.verb", "outcome.verb", "outcome.not"))


def _quoted_future(cast: Cast, scene: Scene) -> Found | None:
    """A finite future in the first person inside a quotation is a pledge of the speaker's side."""
    if not scene.sentence.language.raw.get("outcomes", {}).get("future_pledge"):
        return None
    for hit in scene.of("engagement.verb", "perform", "outcome.verb"):
        if "future" in hit.labels and any(label.startswith("first") for label in hit.labels):
            start, end = clause_of(cast.page.text, scene, hit, whole=False)
            return Found(OutcomeKind.PLEDGED, hit, start, end)
    return None


def _outcome(cast: Cast, scene: Scene, found: Found, engagements: tuple[Engagement, ...]) -> Outcome:
    span = Span(found.start, found.end)
    parties = parties_of(cast, scene, found, engagements)
    money = [
        q for q in scene.quantities if span.start <= q.start and q.end <= span.end and q.unit not in (None, "percent")
    ]
    largest = max((q for q in money if q.unit == money[0].unit), key=lambda q: q.value) if money else None
    sentence = scene.sentence
    return Outcome(
        kind=found.kind,
        quote=cast.page.document.text[span.start : span.end],
        span=span,
        parties=parties,
        topics=topics_of([sentence], cast.covered, within=(span.start, span.end)),
        amount=Amount(largest.value, str(largest.unit)) if largest else None,
        due=_due(cast, scene, found),
        opportunity=_opportunity(scene, found),
        claims=(Claim("kind", found.kind.value, Span(found.hit.start, found.hit.end)),),
    )


def _due(cast: Cast, scene: Scene, found: Found) -> str | None:
    published = cast.page.document.published or ""
    coming = [d for d in scene.dates if found.start <= d.start < found.end]
    later = [
        d.as_of(future=True)
        for d in coming
        if d.as_of(future=True)[: len(published)] >= published[: len(d.as_of(future=True))]
    ]
    return later[-1] if later and found.kind not in {OutcomeKind.SIGNED, OutcomeKind.ADOPTED} else None


def _opportunity(scene: Scene, found: Found) -> OpportunityType | None:
    if found.kind not in {OutcomeKind.INVITED, OutcomeKind.PROPOSED, OutcomeKind.PLEDGED, OutcomeKind.AGREED}:
        return None
    return next((OpportunityType(h.value) for h in scene.of("opportunity") if found.start <= h.start < found.end), None)


def _scheduled(cast: Cast, engagements: tuple[Engagement, ...], outcomes: list[Outcome]) -> list[Outcome]:
    """An engagement still to come, with a time or a place, is a scheduled outcome in the words that announce it."""
    found: list[Outcome] = []
    for engagement in engagements:
        if engagement.status is not EngagementStatus.SCHEDULED or not (engagement.date or engagement.city):
            continue
        day = next((c.span for c in engagement.claims if c.field == "date"), None)
        told = next(
            (s for s in engagement.spans if day is not None and s.start <= day.start < s.end), engagement.spans[0]
        )
        scene = cast.scenes[cast.page.sentence_at(told.start).index]
        start, end = trim(cast.page.text, *without_report(cast.page.text, scene, *told))
        if any(o.span.start < end and start < o.span.end for o in [*outcomes, *found]):
            continue
        found.append(
            Outcome(
                kind=OutcomeKind.SCHEDULED,
                quote=cast.page.document.text[start:end],
                span=Span(start, end),
                parties=engagement.parties,
                topics=engagement.topics,
                due=engagement.date,
                claims=(Claim("kind", "scheduled", Span(start, end)),),
            )
        )
    return found
