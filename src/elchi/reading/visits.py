"""Visits: who travels to which state, a tour of several, and guests who are received without a word of travel."""

from __future__ import annotations

from elchi.lexicon import Hit, load_world
from elchi.model import EngagementKind
from elchi.reading.drafts import AWAY, Draft, represented, with_people
from elchi.reading.mentions import PersonMention
from elchi.reading.referring import join, refers_back
from elchi.reading.scene import Cast, Scene, city_parts, english_state
from elchi.reading.sides import protagonist

_MANY = 3
_LISTED = 12

_MANY_SIDES = 3  # sides whose people arrive together

_OF_STATES = frozenset({"ministry", "agency", "government", "parliament", "council", "committee", "commission"})
_SENDING = frozenset({"university", "academy", "institute", "company", "chamber", "bank", "parliament", "association"})


def visits_of(cast: Cast, scene: Scene, trigger: Hit, base: Draft, people: list[PersonMention]) -> list[Draft]:
    """A visit: who travels, and to which state."""
    if len({cast.people[m.person].represents for m in people} - {None}) >= _MANY_SIDES and scene.of("attend"):
        session = Draft(
            EngagementKind.CONFERENCE, base.status, list(base.sentences), list(base.spans), anaphoric=True, vague=True
        )
        join(cast, scene, session)
        return [session]  # all arrive for what the text is about: no visit of each
    if "participle" in trigger.labels and not scene.sentence.language.verb_final:
        people, host = _who_arrived(cast, trigger, people)
    else:
        host = None
    goals = [host] if host else _destinations(cast, scene, trigger)
    if not goals and scene.sentence.index and trigger.kind == "engagement.noun" and refers_back(scene, trigger):
        return []  # "during the visit": it has been told of
    plain = trigger.kind == "engagement.noun" and not trigger.labels and scene.sentence.language.verb_final
    if plain and refers_back(scene, trigger) and _told(cast, scene):
        return []  # "tashrif davomida": whatever states the sentence names
    people = people or _understood(cast, scene, goals)
    if len(goals) > 1:  # a tour
        tour = []
        for state in goals:
            leg = with_people(cast, base, (), scene.sentence.index)
            leg.separate, leg.city, leg.country = False, None, state
            tour += _one_visit(cast, scene, leg, people, state)
        return tour
    goal = goals[0] if goals else None
    if goal is None and base.country is None:
        people, goal = _guests(cast, people)
    sides = list(dict.fromkeys(r for m in people if (r := cast.people[m.person].represents) not in {goal, None}))
    if (
        len(sides) >= _MANY and trigger.kind == "engagement.verb"
    ):  # the leaders of several states visit one: each visits it
        return [
            visit
            for side in sides
            for visit in _one_visit(
                cast,
                scene,
                with_people(cast, base, (), scene.sentence.index),
                [m for m in people if cast.people[m.person].represents == side],
                goal,
            )
        ]
    return _one_visit(cast, scene, base, people, goal)


def _told(cast: Cast, scene: Scene) -> bool:
    """Whether a visit has been told of before a sentence."""
    earlier = cast.scenes[: scene.sentence.index]
    return any(h.value == "visit" for s in earlier for h in s.of("engagement.noun", "engagement.verb"))


def _understood(cast: Cast, scene: Scene, goals: list[str]) -> list[PersonMention]:
    """Whom the text is about, where a sentence names no visitor and no state but those visited: "It will take him to …"."""
    named = {p.represents for p in scene.positions} | {h.value for h in scene.states}
    lead = protagonist(cast, before=scene.sentence.index) if goals and not named - {None, *goals} else None
    if lead is None or cast.people[lead].represents in goals:
        return []
    return [PersonMention(scene.sentence.start, scene.sentence.start, lead, None)]


def _one_visit(cast: Cast, scene: Scene, base: Draft, people: list[PersonMention], goal: str | None) -> list[Draft]:
    if goal is not None:
        if base.country != goal:
            base.city = None
        base.country = goal
    visitors = base.participants = _visitors(cast, people, base.country)
    if (
        visitors
        and base.country is None
        and (side := cast.people[visitors[0]].represents) in load_world().states
        and side != cast.home
    ):
        base.country = cast.home  # a guest without a destination comes to where the text is at home
    base.parties = list(dict.fromkeys([*represented(cast, visitors), *([base.country] if base.country else [])]))
    if not visitors:
        _name_visiting_side(scene, base)
    if len(base.parties) < 2:
        base.anaphoric = True
    if visitors and base.country:
        person = cast.people[visitors[0]]
        base.name = f"{person.name_en or person.name}'s visit to {english_state(base.country)}"
    return [base]


def _who_arrived(cast: Cast, trigger: Hit, people: list[PersonMention]) -> tuple[list[PersonMention], str | None]:
    """Whom a participle speaks of («… Джаббарова, прибывшего в страну»): the one named right before it; and the state of who receives him."""
    before = [m for m in people if m.end < trigger.start and cast.page.text[m.end : trigger.start].strip() == ","]
    if not before:
        return people, None
    side = cast.people[before[-1].person].represents
    others = [state for m in people if (state := cast.people[m.person].represents) not in {side, None}]
    return (before[-1:], others[0]) if others and side is not None else (people, None)


def _visitors(cast: Cast, people: list[PersonMention], country: str | None) -> list[int]:
    """Up to three people of one side, which is not that of the state visited."""
    visitors = [m.person for m in people if cast.people[m.person].represents not in {country, None}]
    if not visitors:
        visitors = [m.person for m in people[:1] if cast.people[m.person].represents != country]
    visitors = list(dict.fromkeys(visitors))
    if not visitors:
        return []
    side = cast.people[visitors[0]].represents
    return [v for v in visitors if cast.people[v].represents == side][:3]


def _name_visiting_side(scene: Scene, base: Draft) -> None:
    """Where no visitor is named: the first party named that is not visited."""
    named = [p.represents for p in scene.positions if p.represents and not p.former]
    bodies = [o.state for o in scene.organisations if o.state and o.kind in _OF_STATES]
    for party in [*named, *(hit.value for hit in scene.states), *bodies]:
        if party not in base.parties and len(base.parties) < 2:
            base.parties.insert(0, party)
    if len(base.parties) == 1:  # "the university's delegation"
        base.parties = [*(o.id for o in scene.organisations[:1] if o.kind in _SENDING), *base.parties]


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
    listed: int | None = (
        None  # the end of a state that is marked, where others may follow: "to Kazakhstan, Uzbekistan and Mongolia"
    )
    for hit in [*scene.states, *scene.cities]:
        state = city_parts(hit)[1] if hit.kind == "city" else hit.value
        if state is None:
            continue
        score = -abs(hit.start - trigger.start) / 200
        score += 2.0 * bool(set(hit.labels) & (marks.cases | AWAY)) - 1.5 * (state in own)
        before = cast.page.view[max(0, hit.start - 12) : hit.start].split()
        to = bool(before and before[-1] in marks.before) or (
            hit.kind == "state" and listed is not None and _joined(cast, scene, listed, hit.start)
        )
        listed = hit.end if to and hit.kind == "state" else None
        score += 1.5 * to
        scored.append((score, state))
    if not scored:
        return []
    marked = list(dict.fromkeys(state for score, state in scored if score > 1.0 and state not in own))
    if len(marked) > 1 and "\n" not in cast.page.text[trigger.start : trigger.end]:
        return marked[:5]
    score, state = max(scored)
    return [state] if score > -1.2 else []


def _joined(cast: Cast, scene: Scene, left: int, right: int) -> bool:
    """Whether only commas and "and" stand between two states."""
    words = cast.page.text[left:right].casefold().replace(",", " ").split()
    return (
        right - left <= _LISTED
        and all(word in scene.sentence.language.and_words for word in words)
        and bool(words or "," in cast.page.text[left:right])
    )
