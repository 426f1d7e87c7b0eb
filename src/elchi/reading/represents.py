"""Whom an office represents where its own words do not say: the state of its list, of its place, or of the text.

Assumed states are doubts; the person keeps them for the review queue.
"""

from __future__ import annotations

from collections import Counter

from msgspec.structs import replace

from elchi.lexicon import Hit, load_world
from elchi.lexicon import Known as OfficeHolders
from elchi.model import PositionClass
from elchi.reading.knowing import Known
from elchi.reading.mentions import OrganisationMention
from elchi.reading.offices import PositionPhrase
from elchi.reading.page import Page, Sentence

_ASSUMED = "state assumed"
_LISTED = "state from the list of office-holders"
_STATELESS = frozenset(
    {
        PositionClass.SECRETARY_GENERAL,
        PositionClass.DEPUTY_SECRETARY_GENERAL,
        PositionClass.EXECUTIVE,
        PositionClass.ACADEMIC,
    }
)
_AWAY = frozenset({"locative", "dative", "superessive", "inessive", "prepositional", "sublative", "illative"})
_THITHER = frozenset({"dative", "sublative", "illative"})  # where somebody travels is not whose official they are
_NEAR = 40
_LED, _OWNED = 80, 30
"""Characters between a delegation and the office of who leads it, and the state it is of."""
_FEW_STATES = 2  # a language of more states than these has no state of its own
_TWO_SIDED = frozenset({"meeting", "call", "signing", "conference", "correspondence"})
_HEADED = frozenset(
    [
        "company",
        "bank",
        "chamber",
        "association",
        "government",
        "council",
        "commission",
        "committee",
        "agency",
        "university",
        "academy",
        "institute",
        "fund",
        "group",
    ]
)
_HEADING = frozenset(
    {PositionClass.AGENCY_HEAD, PositionClass.EXECUTIVE, PositionClass.ACADEMIC, PositionClass.OFFICIAL}
)
_SELF = frozenset({"company", "bank", "chamber", "association", "university", "institute", "academy", "igo", "fund"})
"""Kinds of bodies that stand for themselves rather than for a state."""
_HEADED_BY = {
    **dict.fromkeys(("company", "bank", "chamber", "association"), PositionClass.EXECUTIVE),
    **dict.fromkeys(("university", "institute", "academy"), PositionClass.ACADEMIC),
}
_BODY = "body assumed"
_TOLD_BEFORE = 4  # sentences
_BODY_OF = {
    PositionClass.SECRETARY_GENERAL: {"igo"},
    PositionClass.DEPUTY_SECRETARY_GENERAL: {"igo"},
    PositionClass.ACADEMIC: {"university", "institute", "academy"},
    PositionClass.EXECUTIVE: {"company", "bank", "chamber", "association"},
}


def home_state(page: Page) -> str | None:
    """The state whose press this is: by the publisher's domain, the only state of the language, or what is most named."""
    world = load_world()
    language = page.language
    host = (page.document.url or "").split("//")[-1].split("/")[0].split(":")[0]
    by_domain = world.top_level_domains.get(host.rsplit(".", 1)[-1]) if "." in host else None
    of_one_state = 0 < len(language.states) <= _FEW_STATES
    counts: Counter[str] = Counter()
    for sentence in page.sentences:
        for hit in sentence.of("state"):
            counts[hit.value] += 2 if sentence.index < 3 else 1
        for hit in sentence.of("office"):
            if "otherwise" in hit.entry.data:  # «аким» is of one state
                counts[hit.entry.data["otherwise"]] += 2
        for hit in sentence.of("city") if not of_one_state else ():
            counts[hit.value.partition(", ")[2]] += 1
    abroad = not of_one_state and len(counts) > 1 and by_domain not in counts  # an agency that tells of others
    if by_domain and not abroad and (by_domain in language.states or not of_one_state):
        return by_domain
    if of_one_state:
        return language.states[0]
    return counts.most_common(1)[0][0] if counts else by_domain


def _of_one_state(page: Page) -> bool:
    """Whether the press of the text's language is at home in one state."""
    return 0 < len(page.language.states) <= _FEW_STATES


def give_bodies(known: list[Known], organisations: dict[int, list[OrganisationMention]]) -> None:
    """A rector or a director whose words name no body heads the one that the text is about."""
    ordered = [o for index in sorted(organisations) for o in organisations[index]]
    for person in known:
        best = person.best
        if best is None or best.organisation or best.former or best.position_class not in _BODY_OF or person.state:
            continue
        if best.bare and best.alone is not None:
            if not any(o.kind in _HEADED and o.start < best.start for o in ordered):
                person.phrases = [replace(p, position_class=best.alone) if p is best else p for p in person.phrases]
                person.doubts.append("office assumed")
            continue
        fitting = [o for o in ordered if o.kind in _BODY_OF[best.position_class] or _of_states(best, o)]
        if fitting:
            body = _each_own(best, person, known, fitting) or next(
                (o for o in reversed(fitting) if o.start < best.start), fitting[0]
            )
            person.state = body.id
            person.doubts.append(_BODY)


def _of_states(office: PositionPhrase, body: OrganisationMention) -> bool:
    """Whether a body without a head of its own kind is one of several states, as those are that have a secretary general: an assembly."""
    known = load_world().organisations.get(body.id)
    return (
        office.position_class is PositionClass.SECRETARY_GENERAL
        and known is not None
        and known.state is None
        and known.kind == "parliament"
    )


def _each_own(
    office: PositionPhrase, person: Known, known: list[Known], fitting: list[OrganisationMention]
) -> OrganisationMention | None:
    """The body of one of several who share an office, in the order of the bodies told of: «ректоры А и Б» of two universities."""
    sharing = sorted(
        (k for k in known if k.best and k.best.plural and k.best.start == office.start), key=lambda k: k.mentions[0]
    )
    bodies = list({o.id: o for o in fitting if o.start < office.start}.values())
    if not office.plural or len(sharing) != len(bodies) or person not in sharing:
        return None
    return bodies[sharing.index(person)]


def give_told_bodies(page: Page, known: list[Known], organisations: dict[int, list[OrganisationMention]]) -> None:
    """Whose head is told by the kind of the body alone is of the one of that kind told of last: "Geňeşiň başlygy X"."""
    for person in known:
        best = person.best
        if best is None or best.organisation or best.state or best.former or best.position_class not in _HEADING:
            continue
        sentence = page.sentence_at(best.start)
        heads = [h for h in sentence.of("orghead") if 0 <= best.start - h.end <= 1 or best.start <= h.start < best.end]
        kinds = {h.value.partition(".")[0] for h in heads if "plural" not in h.labels}
        told = [
            o
            for index in range(max(0, sentence.index - _TOLD_BEFORE), sentence.index + 1)
            for o in organisations.get(index, [])
            if o.kind in kinds and o.end <= best.start
        ]
        if told:
            person.state = told[-1].id if told[-1].kind in _SELF or told[-1].state is None else told[-1].state
            kind = told[-1].kind
            if kind == "bank" and told[-1].state:
                kind, person.state = "agency", told[-1].state  # a state's own bank
            headed = _HEADED_BY.get(kind) if best.position_class is PositionClass.AGENCY_HEAD else None
            if headed is not None:
                person.phrases = [replace(p, position_class=headed) if p is best else p for p in person.phrases]
            person.doubts.append(_BODY)


def give_own_bodies(
    page: Page, known: list[Known], organisations: dict[int, list[OrganisationMention]], reference: OfficeHolders | None
) -> None:
    """A "president" without a state whom no list knows as a head of state heads the chamber or company told of beside."""
    for person in known:
        best = person.best
        if (
            best is not None
            and best.position_class is PositionClass.GOVERNOR
            and best.bare
            and (bank := _bank(page.sentence_at(best.start).index, organisations))
        ):
            person.phrases = [
                replace(
                    best,
                    position_class=PositionClass.AGENCY_HEAD,
                    state=bank.state,
                    office=f"Governor of {bank.name_en or bank.name}",
                )
                if p is best
                else p
                for p in person.phrases
            ]
            continue
        if (
            reference is None
            or best is None
            or best.position_class is not PositionClass.HEAD_OF_STATE
            or best.represents
            or best.former
            or not person.full
        ):
            continue
        sentence = page.sentence_at(best.start)
        if reference.represented(
            person.name.display, sentence.language.tag, best.position_class, page.document.published
        ):
            continue
        near = [
            o
            for index in (sentence.index - 1, sentence.index)
            for o in organisations.get(index, [])
            if o.kind in _BODY_OF[PositionClass.EXECUTIVE]
        ]
        if near:
            own = replace(
                best,
                position_class=PositionClass.EXECUTIVE,
                organisation=near[-1].id,
                office=f"{best.office} of {near[-1].name_en or near[-1].name}",
                bare=False,
            )
            person.phrases = [own if phrase is best else phrase for phrase in person.phrases]
            person.doubts.append(_BODY)


def _bank(index: int, organisations: dict[int, list[OrganisationMention]]) -> OrganisationMention | None:
    """The central bank named in a sentence or right before it: its governor governs no region."""
    near = [o for i in (index - 1, index) for o in organisations.get(i, []) if o.kind == "bank" and o.state]
    return near[-1] if near else None


def give_states(page: Page, known: list[Known], home: str | None, reference: OfficeHolders | None) -> None:
    """An office whose words name no state: the state of the list it stands in, or the text's own.

    A reference list of office-holders, where there is one, knows better than an assumption.
    """
    last: tuple[int, str | None] = (-2, None)
    ordered = sorted((k for k in known if k.mentions), key=lambda k: k.mentions[0])
    previous: Known | None = None
    for person in ordered:
        best = person.best
        if best is None:
            continue
        before, previous = previous, person
        sentence = page.sentence_at(best.start)
        if best.represents is not None or best.former or (person.state and _BODY in person.doubts):
            last = (sentence.index, best.represents) if sentence.bullet else last
            continue
        if best.position_class in _STATELESS or best.position_class is PositionClass.OTHER:
            continue
        stated = next((p.state for p in person.phrases if p.state), None) or _led(page, sentence, person)
        in_list = (
            last[1]
            if sentence.bullet and 0 <= sentence.index - last[0] <= 3
            else _enumerated(page, sentence, person, before)
        )
        if (
            stated is None
            and best.position_class is PositionClass.OFFICIAL
            and person is not ordered[0]
            and any(0 <= min(best.start, person.mentions[0][0]) - h.end <= 2 for h in sentence.of("say"))
        ):
            stated = (
                home if _of_one_state(page) else (ordered[0].best and ordered[0].best.represents) or ordered[0].state
            )  # a spokesperson of whom the text is about
        person.state = stated or in_list or _elsewhere(page, sentence, person, home, first=person is ordered[0]) or home
        if sentence.bullet and person.state:
            last = (sentence.index, person.state)
        if stated is None and (in_list is None or best.position_class is PositionClass.HEAD_OF_STATE):
            published = page.document.published
            listed = (
                reference.represented(person.name.display, sentence.language.tag, best.position_class, published)
                if reference
                else None
            )
            person.state = listed or person.state
            if listed or in_list is None:
                person.doubts.append(_LISTED if listed else _ASSUMED)
    _part_sides(page, ordered)


def _part_sides(page: Page, ordered: list[Known]) -> None:
    """Two who meet are of two states: an assumed state gives way to the other one that the text is about."""
    counts = Counter(h.value for s in page.sentences for h in s.of("state"))
    for person in ordered:
        best = person.best
        if best is None or _ASSUMED not in person.doubts or person.state is None:
            continue
        for sentence in page.sentences:
            if not any(sentence.start <= m[0] < sentence.end for m in person.mentions):
                continue
            if not (
                best.counterpart
                or any(h.value in _TWO_SIDED for h in sentence.of("engagement.verb", "engagement.noun"))
            ):
                continue
            beside = [
                k
                for k in ordered
                if k is not person and any(sentence.start <= m[0] < sentence.end for m in [*k.mentions, *k.meant])
            ]
            states = {(k.best.represents if k.best else None) or k.state for k in beside}
            if len(beside) == 0 or states != {person.state}:
                continue
            if all(k.mentions[0] > person.mentions[0] for k in beside) and any(_ASSUMED in k.doubts for k in beside):
                continue  # the first of the two keeps what both were assumed to be
            told = {
                h.value for s in page.sentences[: sentence.index + 1] for h in s.of("state")
            }  # a state named only later is of another matter
            other = next((state for state, _ in counts.most_common(3) if state != person.state and state in told), None)
            person.state = other or person.state
            break


def _elsewhere(page: Page, sentence: Sentence, person: Known, home: str | None, *, first: bool) -> str | None:
    """The foreign state whose official somebody must be: met in its city, or come from it to the text's own state."""
    start = person.mentions[0][0]
    visits = any(h.value == "visit" for h in sentence.of("engagement.verb", "engagement.noun"))
    here = [
        h
        for h in sentence.of("state")
        if h.value == home and h.entry.data.get("form") == "name" and _AWAY & set(h.labels)
    ]
    # an official of another state named beside is the visitor; this one then is the host
    named = any(
        h.value != home and any(0 <= o.start - h.end <= 40 for o in sentence.of("office")) for h in sentence.of("state")
    )
    if visits and here and not named:
        others = Counter(h.value for s in page.sentences for h in s.of("state") if h.value != home)
        return others.most_common(1)[0][0] if others else None
    sent = [h for h in sentence.of("state") if 0 <= start - h.end <= _NEAR and _sent_from(page, sentence, h)]
    if sent:
        return sent[-1].value
    if first:
        return None
    places = [
        h
        for h in sentence.of("city", "state")
        if (_AWAY - _THITHER if visits else _AWAY) & set(h.labels)
        and h.start < start
        and h.entry.data.get("form") != "adjective"
    ]
    states = [h.value.partition(", ")[2] if h.kind == "city" else h.value for h in places]
    return next((s for s in reversed(states) if s and s != home), None)


def _led(page: Page, sentence: Sentence, person: Known) -> str | None:
    """The state of the delegation that somebody leads: «делегация Турции во главе с министром …», "… Bakanı başkanlığındaki Türkiye heyeti"."""
    best = person.best
    if best is None:
        return None
    start, end = best.start, best.end
    colleagues = {h.start for h in sentence.of("counterpart")}  # they stand for the other side
    offices = [(h.start, h.end) for h in sentence.of("office")]  # "the head of the government" leads no delegation
    for group in sorted(
        (h for h in sentence.of("delegations") if h.start not in colleagues and not _inside(h, offices)),
        key=lambda h: abs(start - h.end),
    ):
        before = sentence.language.modifiers == "before"
        led = before and 0 <= group.start - end <= _LED  # the delegation behind its leader
        if not led and not 0 <= start - group.end <= _LED:
            continue
        own = [
            h
            for h in sentence.of("state")
            if 0 <= group.start - h.end <= 2
            or _of_side(sentence, h.end, group.start)
            or (not before and 0 <= h.start - group.end <= _OWNED)
        ]
        if own and not any(
            c in page.text[min(end, group.end) : max(start, group.start)] for c in (".;!?\n," if led else ".;!?\n")
        ):
            return own[0].value
    return None


def _of_side(sentence: Sentence, start: int, end: int) -> bool:
    """Whether only the word for "side" stands between a state and its delegation."""
    return any(0 <= h.start - start <= 1 and 0 <= end - h.end <= 1 for h in sentence.of("sides"))


def _inside(hit: Hit, places: list[tuple[int, int]]) -> bool:
    return any(start <= hit.start and hit.end <= end for start, end in places)


def _sent_from(page: Page, sentence: Sentence, state: Hit) -> bool:
    """Whether a state is whom somebody comes from: "от Узбекистана приедет премьер Арипов"."""
    before = page.view[max(sentence.start, state.start - 16) : state.start].split()
    return bool(before) and before[-1] in sentence.language.marks["from"].before


def _enumerated(page: Page, sentence: Sentence, person: Known, before: Known | None) -> str | None:
    """The state of the official listed just before: "Turkiya … vaziri X, … vaziri Y"."""
    best = person.best
    if before is None or best is None or before.best is None:
        return None
    sure = sentence.language.verb_final and not {_ASSUMED, _LISTED} & set(before.doubts)
    state = before.best.state or (before.state if sure else None)
    end = next((m[1] for m in reversed(before.mentions) if sentence.start <= m[0] and m[1] <= best.start), None)
    if end is None or state is None:
        return None
    told = [page.view[o.start : o.end] for o in (best, before.best)]
    chambers = best.position_class is PositionClass.SPEAKER and told[0] != told[1]  # a parliament may have two
    if (
        best.office == before.best.office and not chambers
    ) or best.position_class is before.best.position_class is PositionClass.HEAD_OF_STATE:
        return None  # a state has one of each: the other one is another state's
    words = page.view[end : best.start].split()
    if _the_two_meet(sentence, (end, best.start)):
        return None
    joining = sentence.language.and_words - sentence.language.marks["with"].after
    return state if len(words) <= 1 and all(word in joining for word in words) and best.start - end <= 8 else None


def _the_two_meet(sentence: Sentence, between: tuple[int, int]) -> bool:
    """Whether a sentence says that two officials held a meeting, and with nobody else: "X's president A and Minister B held talks"."""
    verbs = [h for h in sentence.of("engagement.verb") if h.value in {"meeting", "call"} and h.start >= between[1]]
    if sentence.language.verb_final or not verbs:
        return False
    offices = [h for h in sentence.of("office", "counterpart") if h.start >= verbs[0].start]
    behind = [t for t in sentence.tokens if t.start >= verbs[0].end]
    return not offices and not any(t.capital for t in behind[:4])
