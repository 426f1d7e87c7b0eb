"""Engagements: from verbs and nouns of meeting, with who takes part, whether it took place, where and when.

Every trigger of a sentence proposes a draft; drafts of one kind that speak of the same people become one engagement
(`merging`). Tense and the verbs that perform a noun ("planned", "postponed") decide between held, scheduled and
cancelled. A counterpart is whoever is marked as such; a list of people met makes one meeting each.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from elchi.lexicon import Hit, load_world
from elchi.model import Claim, Engagement, EngagementKind, EngagementStatus, PositionClass, Span
from elchi.reading.mentions import PersonMention
from elchi.reading.scene import Cast, Scene, city_parts, english_state
from elchi.reading.sides import has_counterpart, meetings_of, protagonist, taking_part
from elchi.reading.topics import topics_of

_PAST = frozenset({"past", "perfect", "present", "converb", "participle", ""})
_COMING = frozenset({"future", "intention", "necessity", "optative", "future_participle", "imperative"})
_OPEN = frozenset({"infinitive", "nominal", "conditional"})
_AWAY = frozenset({"locative", "relative", "prepositional", "inessive", "superessive", "dative", "illative", "sublative"})
_TWO_SIDED = frozenset({EngagementKind.MEETING, EngagementKind.CALL, EngagementKind.CORRESPONDENCE})
_CONTRACTING = frozenset({"company", "university", "bank", "chamber", "institute", "academy"})
_BESIDE = 25
"""Characters between a state's name and the word that makes it the host."""
HELD, SCHEDULED, CANCELLED = EngagementStatus.HELD, EngagementStatus.SCHEDULED, EngagementStatus.CANCELLED


@dataclass(slots=True)
class Draft:
    """An engagement in the making."""

    kind: EngagementKind
    status: EngagementStatus
    sentences: list[int]
    spans: list[tuple[int, int]]
    participants: list[int] = field(default_factory=list)
    parties: list[str] = field(default_factory=list)
    date: str | None = None
    date_span: tuple[int, int] | None = None
    city: str | None = None
    country: str | None = None
    place_span: tuple[int, int] | None = None
    within: str | None = None
    name: str | None = None
    """English name of a session or visit: what others may be within."""
    named: bool = False
    anaphoric: bool = False
    background: bool = False
    separate: bool = False
    doubts: list[str] = field(default_factory=list)


def find_drafts(cast: Cast) -> list[Draft]:
    """All drafts, in the order of the text."""
    drafts: list[Draft] = []
    for scene in cast.scenes:
        drafts += _conferences(cast, scene)
        for trigger in scene.of("engagement.verb", "engagement.noun"):
            if trigger.value == "conference" and trigger.kind == "engagement.noun":
                continue
            if _inside_name(scene, trigger) or any(s.start <= trigger.start and trigger.end <= s.end for s in scene.sessions):
                continue
            if trigger.kind == "engagement.noun" and _part_of_verb(scene, trigger):
                continue
            status = _status(scene, trigger)
            if status is None:
                continue
            if status is SCHEDULED and _told_in_present(scene, trigger):
                status = HELD
            drafts += _drafts_of(cast, scene, trigger, status)
    for draft in drafts:
        if draft.status is HELD and _still_to_come(draft.date, cast.page.document.published):
            draft.status = SCHEDULED
    return drafts


def _still_to_come(day: str | None, published: str | None) -> bool:
    """Whether a date lies behind the publication date, as far as both are known."""
    return bool(day and published) and str(day)[: len(str(published))] > str(published)[: len(str(day))]


def _inside_name(scene: Scene, trigger: Hit) -> bool:
    return any(o.start <= trigger.start and trigger.end <= o.end for o in scene.organisations)


def _told_in_present(scene: Scene, trigger: Hit) -> bool:
    """Whether a present that mostly means what is to come tells, without a date and beside a past tense, what was."""
    others = [v for v in scene.of("engagement.verb") if v is not trigger]
    return "present" in trigger.labels and not scene.dates and any("past" in v.labels for v in others)


def _part_of_verb(scene: Scene, noun: Hit) -> bool:
    """Whether a noun stands inside a verb phrase that tells the tense: "will pay a visit"."""
    return any(
        v.value == noun.value and v.start <= noun.start and noun.end <= v.end and v.end - v.start > noun.end - noun.start
        for v in scene.of("engagement.verb")
    )


def _status(scene: Scene, trigger: Hit) -> EngagementStatus | None:
    """What tense and performing verbs say; None where the words state nothing."""
    performs = [h for h in scene.of("perform") if not (h.start <= trigger.start and trigger.end <= h.end)]
    near = [h for h in performs if abs(h.start - trigger.end) < 120 or abs(trigger.start - h.end) < 120]
    if any(h.value == "cancelled" for h in near):
        return CANCELLED
    tense = next((label for label in trigger.labels if label in _PAST | _COMING | _OPEN), "")
    if trigger.kind == "engagement.verb":
        if tense in _COMING:
            return SCHEDULED
        if tense in _OPEN:
            if any(h.value == "scheduled" for h in near):
                return SCHEDULED
            return HELD if any(h.value == "held" for h in near) else None
        return HELD
    if any(h.value == "scheduled" for h in near):
        return SCHEDULED
    verbs = [v for v in scene.of("engagement.verb") if v.value == trigger.value]
    if verbs and _COMING & set(min(verbs, key=lambda v: abs(v.start - trigger.start)).labels):
        return SCHEDULED
    performed = next((h for h in near if h.value == "held"), None)
    if performed is not None and any(label in _COMING for label in performed.labels):
        return SCHEDULED
    return HELD


def _drafts_of(cast: Cast, scene: Scene, trigger: Hit, status: EngagementStatus) -> list[Draft]:
    kind = _kind_of(scene, trigger)
    people = taking_part(cast, scene)
    base = Draft(kind, status, [scene.sentence.index], [(trigger.start, trigger.end)])
    _when(scene, trigger, base)
    _where(scene, trigger, base)
    if kind is EngagementKind.VISIT:
        return _visits(cast, scene, trigger, base, people)
    listed = _listed_after(cast, scene, trigger)
    if listed and kind is EngagementKind.MEETING and people:
        return [_with(cast, base, [people[0].person, person], sentence) for sentence, person in listed]
    if kind in _TWO_SIDED and (nameless := _nameless(cast, scene)):
        return [_between(cast, base, scene, state) for state in nameless]
    groups = meetings_of(cast, scene, trigger, people) if kind in _TWO_SIDED and people else [list(dict.fromkeys(m.person for m in people))]
    if len(groups) > 1:
        return [_with(cast, base, group, scene.sentence.index) for group in groups]
    base.participants = groups[0]
    base.parties = _parties(cast, scene, base.participants)
    bodies = [o.id for o in scene.organisations if o.kind in _CONTRACTING] if kind is EngagementKind.SIGNING else []
    if len(set(bodies)) > 1:  # companies and universities sign for themselves
        base.parties = list(dict.fromkeys([*bodies, *base.parties]))
    lead = protagonist(cast, before=scene.sentence.index)
    if len(base.parties) == 1 and kind in _TWO_SIDED and base.participants and lead is not None and cast.people[lead].represents not in {None, *base.parties}:
        base.participants.insert(0, lead)
        base.parties.insert(0, cast.people[lead].represents or "")
    if len(base.parties) == 1 and base.country and kind is not EngagementKind.CALL and base.country != base.parties[0]:
        base.parties.append(base.country)
    if len(base.parties) < 2 and (trigger.kind == "engagement.noun" or not base.participants) and len(base.participants) < 2:
        base.anaphoric = True
    if kind is EngagementKind.MEETING and trigger.kind == "engagement.noun" and "locative" in trigger.labels and not has_counterpart(cast, scene):
        base.anaphoric = True  # "Görüşmede …": the one just told, whoever speaks of it
    return [base]


def _nameless(cast: Cast, scene: Scene) -> list[str]:
    """States of an office in the plural that no names follow: "met the foreign ministers of Iran and Turkmenistan"."""
    for phrase in scene.positions:
        if phrase.plural and len(phrase.listed) > 1 and not any(phrase.start <= m.start <= phrase.end + 40 for m in scene.people):
            own = {cast.people[m.person].represents for m in scene.people}
            return [state for state in phrase.listed if state not in own]
    return []


def _between(cast: Cast, base: Draft, scene: Scene, state: str) -> Draft:
    """A meeting of the sentence's subject with somebody of a state who is not named."""
    lead = [m.person for m in scene.people][:1] or [p for p in (protagonist(cast, before=scene.sentence.index),) if p is not None]
    draft = _with(cast, base, lead, scene.sentence.index)
    draft.parties = list(dict.fromkeys([*draft.parties, state]))
    return draft


def _kind_of(scene: Scene, trigger: Hit) -> EngagementKind:
    """What a trigger tells of; a visit paid to a person ("Rektörü'nü ziyaret etti": the object stands right before the verb) is a meeting."""
    kind = EngagementKind(trigger.value)
    if kind is not EngagementKind.VISIT or trigger.kind != "engagement.verb" or not scene.sentence.language.verb_final:
        return kind
    last = max((m for m in scene.people if m.end <= trigger.start), key=lambda m: m.end, default=None)
    if last is None or (last.case != "accusative" and not (last.case is None and "passive" in trigger.labels)):
        return kind
    return kind if any(last.end < h.start < trigger.start for h in [*scene.states, *scene.cities]) else EngagementKind.MEETING


def _with(cast: Cast, base: Draft, participants: Iterable[int], sentence: int) -> Draft:
    draft = Draft(base.kind, base.status, [*base.sentences, sentence], list(base.spans), list(dict.fromkeys(participants)))
    draft.date, draft.date_span, draft.city, draft.country, draft.place_span = base.date, base.date_span, base.city, base.country, base.place_span
    draft.separate = True
    draft.parties = _represented(cast, draft.participants)
    return draft


def _represented(cast: Cast, people: Iterable[int]) -> list[str]:
    return list(dict.fromkeys(party for index in people if (party := cast.people[index].represents)))


def _parties(cast: Cast, scene: Scene, people: list[int]) -> list[str]:
    """Whom the participants represent, and the states and bodies on the sides where no person is named."""
    parties = _represented(cast, people)
    if len(parties) < 2:
        for phrase in scene.positions:
            if phrase.represents and not phrase.former and not any(m.start <= phrase.end + 40 and phrase.start <= m.end for m in scene.people):
                parties += phrase.listed or (phrase.represents,)
    if len(parties) < 2:
        for hit in scene.states:
            if not (_AWAY & set(hit.labels)):
                parties.append(hit.value)
    if len(parties) < 2:
        parties += [o.id for o in scene.organisations if o.kind == "igo"]
    return list(dict.fromkeys(parties))


def _listed_after(cast: Cast, scene: Scene, trigger: Hit) -> list[tuple[int, int]]:
    """People of the bulleted lines under (or over) a sentence that introduces a list."""
    text = cast.page.text
    index = scene.sentence.index
    listed: list[tuple[int, int]] = []
    introduces = text[scene.sentence.start : scene.sentence.end].rstrip().endswith((":", ";"))
    if introduces:
        for following in cast.scenes[index + 1 :]:
            if not following.sentence.bullet:
                break
            if following.people:
                listed.append((following.sentence.index, following.people[0].person))
    if not listed and index > 0 and cast.scenes[index - 1].sentence.bullet:
        for earlier in reversed(cast.scenes[:index]):
            if not earlier.sentence.bullet:
                break
            if earlier.people:
                listed.insert(0, (earlier.sentence.index, earlier.people[0].person))
    del trigger
    own = {m.person for m in scene.people}
    side = cast.people[scene.people[0].person].represents if scene.people else None
    return [(s, p) for s, p in listed if p not in own and (side is None or cast.people[p].represents != side)]


def _visits(cast: Cast, scene: Scene, trigger: Hit, base: Draft, people: list[PersonMention]) -> list[Draft]:
    """A visit: who travels, and to which state."""
    goals = _destinations(cast, scene, trigger)
    if len(goals) > 1:  # a tour
        tour = []
        for state in goals:
            leg = _with(cast, base, (), scene.sentence.index)
            leg.separate, leg.city, leg.country = False, None, state
            tour += _one_visit(cast, scene, leg, people, state)
        return tour
    goal = goals[0] if goals else None
    if goal is None and base.country is None:
        people, goal = _guests(cast, people)
    return _one_visit(cast, scene, base, people, goal)


def _one_visit(cast: Cast, scene: Scene, base: Draft, people: list[PersonMention], goal: str | None) -> list[Draft]:
    if goal is not None:
        base.country = base.country if base.city and base.country == goal else goal
        if base.city and base.country != goal:
            base.city = None
    visitors = [m.person for m in people if cast.people[m.person].represents not in {base.country, None}]
    if not visitors:
        visitors = [m.person for m in people[:1] if cast.people[m.person].represents != base.country]
    visitors = list(dict.fromkeys(visitors))
    if visitors:
        side = cast.people[visitors[0]].represents
        visitors = [v for v in visitors if cast.people[v].represents == side][:3]
    base.participants = visitors
    if visitors and base.country is None and (side := cast.people[visitors[0]].represents) in load_world().states and side != cast.home:
        base.country = cast.home  # a guest without a destination comes to where the text is at home
    base.parties = list(dict.fromkeys([*_represented(cast, visitors), *([base.country] if base.country else [])]))
    if not visitors:
        named = [p.represents for p in scene.positions if p.represents and not p.former]
        for party in [*named, *(hit.value for hit in scene.states)]:
            if party not in base.parties and len(base.parties) < 2:
                base.parties.insert(0, party)
    if len(base.parties) < 2:
        base.anaphoric = True
    if visitors and base.country:
        person = cast.people[visitors[0]]
        base.name = f"{person.name_en or person.name}'s visit to {english_state(base.country)}"
    return [base]


def _guests(cast: Cast, people: list[PersonMention]) -> tuple[list[PersonMention], str | None]:
    """Who is received by whom: without a destination, those in the object's case visit the state of those who receive them."""
    guests = [m for m in people if m.case == "accusative"]
    hosts = {cast.people[m.person].represents for m in people if m not in guests and m.case in (None, "nominative")}
    sides = {cast.people[m.person].represents for m in guests}
    if len(hosts) == 1 and len(sides) == 1 and hosts != sides and None not in hosts | sides:
        return guests, hosts.pop()
    return people, None


def _destinations(cast: Cast, scene: Scene, trigger: Hit) -> list[str]:
    """The states that are visited: marked as such, or the nearest that is not the visitor's own."""
    marks = scene.sentence.language.marks["to"]
    own = {cast.people[m.person].represents for m in scene.people[:1]}
    scored: list[tuple[float, str]] = []
    for hit in [*scene.states, *scene.cities]:
        state = city_parts(hit)[1] if hit.kind == "city" else hit.value
        if state is None:
            continue
        score = -abs(hit.start - trigger.start) / 200
        score += 2.0 * bool(set(hit.labels) & (marks.cases | _AWAY)) - 1.5 * (state in own)
        before = cast.page.view[max(0, hit.start - 12) : hit.start].split()
        score += 1.5 * bool(before and before[-1] in marks.before)
        scored.append((score, state))
    if not scored:
        return []
    marked = list(dict.fromkeys(state for score, state in scored if score > 1.0 and state not in own))
    if len(marked) > 1 and "\n" not in cast.page.text[trigger.start : trigger.end]:
        return marked[:5]
    score, state = max(scored)
    return [state] if score > -1.2 else []


def _conferences(cast: Cast, scene: Scene) -> list[Draft]:
    """Sessions that a sentence names; a noun that names nothing refers to one."""
    drafts = []
    for session in scene.sessions:
        status = _status(scene, session.noun)
        if status is None:
            continue
        draft = Draft(EngagementKind.CONFERENCE, status, [scene.sentence.index], [(session.start, session.end)])
        _when(scene, session.noun, draft)
        _where(scene, session.noun, draft)
        draft.name, draft.named = session.name_en, session.named
        performed = bool(scene.of("perform"))
        draft.anaphoric = not session.named and not (performed and (draft.city or draft.date))
        indices = list(dict.fromkeys(m.person for m in scene.people))
        draft.participants = [i for i in indices if cast.people[i].position_class is not None] if not draft.anaphoric else []
        host = _host(scene)
        hosts = [host.value] if host is not None else []
        draft.parties = list(dict.fromkeys([*([session.organisation] if session.organisation else []), *session.states, *hosts, *_represented(cast, draft.participants)]))
        drafts.append(draft)
    return drafts


def _when(scene: Scene, trigger: Hit, draft: Draft) -> None:
    future = draft.status is not HELD
    limits = scene.of("date.until")  # "2030'a kadar": a date by which something is due, not when this takes place
    open_dates = [d for d in scene.dates if not any(-8 <= h.start - d.end <= 8 or -8 <= d.start - h.end <= 8 for h in limits)]
    dates = [d for d in open_dates if len(d.value) >= 7] or open_dates
    if not dates:
        return
    best = min(dates, key=lambda d: (len(d.value) < 10, min(abs(d.start - trigger.end), abs(trigger.start - d.end))))
    draft.date, draft.date_span = best.as_of(future=future), (best.start, best.end)


def _where(scene: Scene, trigger: Hit, draft: Draft) -> None:
    cities = list(scene.cities)
    if cities:
        best = min(cities, key=lambda h: (not (_AWAY & set(h.labels)), abs(h.start - trigger.start)))
        draft.city, draft.country = city_parts(best)
        draft.place_span = (best.start, best.end)
        return
    places = [h for h in scene.states if _AWAY & set(h.labels) and h.entry.data.get("form") == "name"]
    host = _host(scene)
    if places:
        best = min(places, key=lambda h: abs(h.start - trigger.start))
        draft.country, draft.place_span = best.value, (best.start, best.end)
    elif host is not None:
        draft.country, draft.place_span = host.value, (host.start, host.end)


def _host(scene: Scene) -> Hit | None:
    """The state that a sentence names as the host: "Kazakistan'ın ev sahipliğinde", "hosted by Kazakhstan"."""
    near = [
        (max(state.start - word.end, word.start - state.end), state)
        for word in scene.of("hosts")
        for state in scene.states
        if max(state.start - word.end, word.start - state.end) <= _BESIDE
    ]
    return min(near, key=lambda pair: pair[0])[1] if near else None


def to_engagement(cast: Cast, draft: Draft) -> Engagement:
    """The finished engagement, with a claim for each field that has its own words."""
    claims = [Claim("kind", draft.kind.value, Span(*draft.spans[0]))]
    if draft.date and draft.date_span:
        claims.append(Claim("date", draft.date, Span(*draft.date_span)))
    if draft.name:  # which session or visit it is: identity tells sessions apart by it
        claims.append(Claim("session", draft.name, Span(*draft.spans[0])))
    if draft.place_span and (draft.city or draft.country):
        claims.append(Claim("place", draft.city or draft.country or "", Span(*draft.place_span)))
    for index in draft.participants:
        person = cast.people[index]
        claims += [Claim("participants", person.name, span) for span in person.spans[:3]]
    sentences = [cast.scenes[i].sentence for i in sorted(set(draft.sentences))]
    return Engagement(
        kind=draft.kind,
        status=draft.status,
        spans=tuple(Span(s.start, s.end) for s in sentences),
        date=draft.date,
        city=draft.city,
        country=draft.country,
        within=draft.within,
        participants=tuple(cast.people[i].name for i in draft.participants),
        parties=tuple(draft.parties),
        topics=topics_of(sentences, cast.covered),
        claims=tuple(claims),
        doubts=tuple(dict.fromkeys(draft.doubts)),
    )


def officials(cast: Cast) -> list[int]:
    """People with an office, in the order of the text."""
    return [i for i, p in enumerate(cast.people) if p.position_class not in {None, PositionClass.OTHER}]
