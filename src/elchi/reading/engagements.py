"""Engagements: from verbs and nouns of meeting, with who takes part, whether it took place, where and when.

Every trigger of a sentence proposes a draft; drafts of one kind that speak of the same people become one engagement
(`merging`). Tense and the verbs that perform a noun ("planned", "postponed") decide between held, scheduled and
cancelled. A counterpart is whoever is marked as such; a list of people met makes one meeting each.
"""

from __future__ import annotations

from elchi.lexicon import Hit
from elchi.model import EngagementKind, EngagementStatus
from elchi.reading.circumstances import give_date, give_place, host_of, own_of
from elchi.reading.dates import long_past
from elchi.reading.drafts import AWAY, CANCELLED, HELD, SCHEDULED, Draft, represented, with_people
from elchi.reading.mentions import OrganisationMention, PersonMention
from elchi.reading.referring import (
    at_new_date,
    attended,
    held_here,
    join,
    moved_to,
    opens,
    refers_back,
    same_day,
    unperformed,
)
from elchi.reading.scene import Cast, Scene, is_held
from elchi.reading.sides import (
    CONTRACTING,
    discussed_with,
    has_counterpart,
    meetings_of,
    met_before,
    of_trigger,
    protagonist,
    taking_part,
    who_announces,
)
from elchi.reading.status import held_before, status_of, status_of_session, still_to_come, told_in_present
from elchi.reading.triggers import told_otherwise
from elchi.reading.visits import visits_of

_CLAUSE = 90
_OF = 8  # characters between a noun and whose it is
_SEATS = frozenset({"New York", "Geneva", "Vienna", "Brussels", "Strasbourg"})
"""Where the world meets: a meeting there is not one with the state around it."""
_TWO_SIDED = frozenset({EngagementKind.MEETING, EngagementKind.CALL, EngagementKind.CORRESPONDENCE})
_TALKS = frozenset({EngagementKind.MEETING, EngagementKind.CALL})
_STATE_BODIES = frozenset(["ministry", "agency", "government", "parliament"])
_OPENS = 12  # characters before a word that opens its sentence: "İkili görüşmede …"
_PAIR = 2
_TOLD = frozenset({"past", "perfect", "participle"})


def find_drafts(cast: Cast) -> list[Draft]:
    """All drafts, in the order of the text."""
    drafts: list[Draft] = []
    for scene in cast.scenes:
        drafts += _conferences(cast, scene)
        for trigger in scene.of("engagement.verb", "engagement.noun"):
            if told_otherwise(scene, trigger) or (
                trigger.entry.data.get("with") and not discussed_with(cast, scene, trigger)
            ):
                continue
            status = status_of(scene, trigger)
            if status is SCHEDULED and told_in_present(scene, trigger):
                status = HELD
            if status is not None:
                drafts += _dated_drafts(cast, scene, trigger, status)
    same_day(cast, drafts)
    for draft in drafts:
        if draft.status is HELD and still_to_come(draft.date, cast.page.document.published):
            if draft.kind is EngagementKind.CORRESPONDENCE:
                draft.date = draft.date_span = None  # the day of what the letter speaks of
            else:
                draft.status = SCHEDULED
        draft.background = long_past(draft.date, cast.page.document.published)
    return drafts


def _dated_drafts(cast: Cast, scene: Scene, trigger: Hit, status: EngagementStatus) -> list[Draft]:
    """The drafts of a trigger: one postponed also at its new date, one told of in the past at none still to come."""
    found = _drafts_of(cast, scene, trigger, status)
    if status is CANCELLED and (day := moved_to(scene)) is not None:
        later = [at_new_date(draft, day) for draft in found if draft.participants or draft.parties]
        for draft in found:
            draft.date = draft.date_span = None
            give_date(
                scene,
                trigger,
                draft,
                published=cast.page.document.published,
                dates=tuple(d for d in scene.dates if d is not day),
            )
        found += later
    if status is HELD and _TOLD & set(trigger.labels):
        _drop_coming(cast, found)
    if status is SCHEDULED and "present" in trigger.labels:
        for draft in found:
            draft.status = HELD if _shown(scene, draft, cast.page.document.published) else SCHEDULED
    return found


def _shown(scene: Scene, draft: Draft, published: str | None) -> bool:
    """Whether a present with a full date that is over tells what a picture shows: "X tárgyal Y-nal 2025. december 2-án"."""
    dated = next(
        (d for d in scene.dates if (d.start, d.end) == draft.date_span and not d.relative and len(d.value) == 10), None
    )
    return dated is not None and published is not None and dated.value <= published


def _drop_coming(cast: Cast, drafts: list[Draft]) -> None:
    """What a past tense tells is not of a day still to come: the date is that of something else in the sentence."""
    for draft in drafts:
        if still_to_come(draft.date, cast.page.document.published):
            draft.date = draft.date_span = None


def _drafts_of(cast: Cast, scene: Scene, trigger: Hit, status: EngagementStatus) -> list[Draft]:
    kind = _kind_of(scene, trigger)
    people = of_trigger(cast, scene, trigger, taking_part(cast, scene))
    if status is CANCELLED and (announcing := who_announces(cast, scene, trigger.start)):
        people = [m for m in people if m.person not in announcing]
    base = Draft(kind, status, [scene.sentence.index], [(trigger.start, trigger.end)])
    give_date(scene, trigger, base, published=cast.page.document.published)
    give_place(scene, trigger, base)
    if kind is EngagementKind.VISIT:
        return visits_of(cast, scene, trigger, base, people)
    if kind in _TWO_SIDED and (told := _told_by_others(cast, scene, trigger, base, people)):
        return told
    groups = (
        meetings_of(cast, scene, trigger, people)
        if kind in _TWO_SIDED and people
        else [list(dict.fromkeys(m.person for m in people))]
    )
    if len(groups) > 1:
        return [with_people(cast, base, group, scene.sentence.index) for group in groups]
    base.participants = groups[0]
    _name_parties(cast, scene, base)
    _refer(cast, scene, trigger, base)
    return [base]


def _told_by_others(cast: Cast, scene: Scene, trigger: Hit, base: Draft, people: list[PersonMention]) -> list[Draft]:
    """Talks whose people stand elsewhere: in what has just been told, in a list below, or behind an office in the plural."""
    if trigger.kind == "engagement.noun" and refers_back(scene, trigger) and scene.of("attend"):
        base.anaphoric = True  # "Görüşdə … iştirak ediblər"
        join(cast, scene, base)
        return [base]
    listed = _listed_after(cast, scene)
    if listed and base.kind is EngagementKind.MEETING and people:
        return [with_people(cast, base, [people[0].person, person], sentence) for sentence, person in listed]
    if joint := _joint(scene, trigger):
        base.parties = list(joint)
        return [base]
    return [_between(cast, base, scene, state) for state in _nameless(cast, scene)]


def _joint(scene: Scene, trigger: Hit) -> tuple[str, ...]:
    """The states of "the meeting of the presidents of A, B and C": one meeting of them all, whoever tells of it."""
    if trigger.kind != "engagement.noun" or scene.sentence.language.verb_final:
        return ()
    behind = next(
        (p for p in scene.positions if 0 < p.start - trigger.end <= _OF and p.plural and len(p.listed) > 1), None
    )
    if behind is None or any(0 < m.start - behind.end <= _OF for m in scene.people):
        return ()
    return behind.listed


def _name_parties(cast: Cast, scene: Scene, base: Draft) -> None:
    """Give a draft the parties of its people; where there is one, whom the text is about or the state of the place is the other."""
    base.parties = _parties(cast, scene, base.participants)
    bodies = [o.id for o in scene.organisations if o.kind in CONTRACTING]
    both = list(dict.fromkeys([*base.parties, *bodies]))
    if len(base.parties) < _PAIR and (base.kind in _TALKS or (base.kind is EngagementKind.SIGNING and len(both) > 1)):
        base.parties = both  # universities that meet on their own, a bank that signs with a government
    if len(set(bodies)) > 1 and base.kind is EngagementKind.SIGNING:  # companies and universities sign for themselves
        base.parties = list(dict.fromkeys([*bodies, *base.parties]))
    lead = protagonist(cast, before=scene.sentence.index)
    sent = base.kind is EngagementKind.CORRESPONDENCE and any(
        m.start < base.spans[0][0] for m in scene.people
    )  # to somebody who is not named
    if (
        len(base.parties) == 1
        and base.kind in _TWO_SIDED
        and not sent
        and base.participants
        and lead is not None
        and cast.people[lead].represents not in {None, *base.parties}
    ):
        base.participants.insert(0, lead)
        base.parties.insert(0, cast.people[lead].represents or "")
    if (
        len(base.parties) == 1
        and base.country
        and base.city not in _SEATS
        and base.kind is not EngagementKind.CALL
        and base.country != base.parties[0]
    ):
        base.parties.append(base.country)


def _refer(cast: Cast, scene: Scene, trigger: Hit, base: Draft) -> None:
    """What a noun behind "during", or one that nothing performs, tells of an engagement that is told elsewhere."""
    if (
        len(base.parties) < 2
        and (trigger.kind == "engagement.noun" or not base.participants)
        and len(base.participants) < 2
    ):
        base.anaphoric = True
    if (
        base.kind is EngagementKind.MEETING
        and trigger.kind == "engagement.noun"
        and ("locative" in trigger.labels or not trigger.labels)
        and not held_here(scene, trigger)
        and (trigger.start - scene.sentence.start < _OPENS or not has_counterpart(cast, scene))
    ):
        base.anaphoric = True  # "Görüşmede …": the one just told, whoever speaks of it
    here = {m.person for m in scene.people}  # not whom the text is about and the sentence does not name
    if len(represented(cast, [i for i in base.participants if i in here])) > 1:
        return
    loose = unperformed(scene, trigger)
    if scene.sentence.language.verb_final and trigger.kind == "engagement.noun" and met_before(cast, scene, trigger):
        return  # "X-пен өткен кездесуде": the noun tells of a meeting of its own
    if (
        refers_back(scene, trigger)
        and scene.sentence.language.verb_final
        and base.date_span
        and base.date_span[0] > trigger.end
    ):
        base.date = base.date_span = None  # a day that was spoken of
    if not scene.sentence.language.verb_final and base.kind in _TWO_SIDED and refers_back(scene, trigger):
        base.status, base.date, base.date_span = HELD, None, None  # the sentence tells what was said of other days
    ended = base.kind is EngagementKind.SIGNING and "instrumental" in trigger.labels  # «визит завершился подписанием …»
    told = (opens(scene, trigger) or ended) and not scene.sentence.language.verb_final
    if told and any(h.value == "visit" for h in scene.of("engagement.noun")):
        base.date = base.date_span = None  # the day of something else
    if loose or told or refers_back(scene, trigger):
        base.anaphoric = True
        base.vague = loose and not base.participants
        join(cast, scene, base)


def _nameless(cast: Cast, scene: Scene) -> list[str]:
    """States of an office in the plural that no names follow: "met the foreign ministers of Iran and Turkmenistan"."""
    for phrase in scene.positions:
        if (
            phrase.plural
            and len(phrase.listed) > 1
            and not any(phrase.start <= m.start <= phrase.end + 40 for m in scene.people)
        ):
            own = {cast.people[m.person].represents for m in scene.people}
            return [state for state in phrase.listed if state not in own]
    return []


def _between(cast: Cast, base: Draft, scene: Scene, state: str) -> Draft:
    """A meeting of the sentence's subject with somebody of a state who is not named."""
    lead = [m.person for m in scene.people][:1] or [
        p for p in (protagonist(cast, before=scene.sentence.index),) if p is not None
    ]
    draft = with_people(cast, base, lead, scene.sentence.index)
    draft.parties = list(dict.fromkeys([*draft.parties, state]))
    return draft


def _kind_of(scene: Scene, trigger: Hit) -> EngagementKind:
    """What a trigger tells of; a visit paid to a person ("Rektörü'nü ziyaret etti": the object stands right before the verb) is a meeting."""
    kind = EngagementKind(trigger.value)
    if kind is EngagementKind.MEETING and any(abs(h.start - trigger.end) < _CLAUSE for h in scene.of("call.means")):
        return EngagementKind.CALL  # «беседовал по телефону»
    if kind is not EngagementKind.VISIT or trigger.kind != "engagement.verb" or not scene.sentence.language.verb_final:
        return kind
    last = max((m for m in scene.people if m.end <= trigger.start), key=lambda m: m.end, default=None)
    if last is None or (last.case != "accusative" and not (last.case is None and "passive" in trigger.labels)):
        return kind
    return (
        kind
        if any(last.end < h.start < trigger.start for h in [*scene.states, *scene.cities])
        else EngagementKind.MEETING
    )


def _parties(cast: Cast, scene: Scene, people: list[int]) -> list[str]:
    """Whom the participants represent, and the states and bodies on the sides where no person is named."""
    parties = represented(cast, people)
    if len(parties) < 2:
        for phrase in scene.positions:
            if phrase.represents and not phrase.former and not is_held(scene, phrase):
                parties += phrase.listed or (phrase.represents,)
    if len(parties) < 2:
        for hit in scene.states:
            if not (AWAY & set(hit.labels)):
                parties.append(hit.value)
    if len(parties) < 2:
        parties += [o.state for o in scene.organisations if o.state and o.kind in _STATE_BODIES]
    if len(parties) < 2:
        parties += [o.id for o in scene.organisations if o.kind == "igo"]
    return list(dict.fromkeys(parties))


def _listed_after(cast: Cast, scene: Scene) -> list[tuple[int, int]]:
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
    own = {m.person for m in scene.people}
    side = cast.people[scene.people[0].person].represents if scene.people else None
    return [(s, p) for s, p in listed if p not in own and (side is None or cast.people[p].represents != side)]


def _conferences(cast: Cast, scene: Scene) -> list[Draft]:
    """Sessions that a sentence names; a noun that names nothing refers to one."""
    drafts = []
    for session in scene.sessions:
        status = status_of_session(scene, session)
        if status is None or (
            session.named and unperformed(scene, session.noun) and not (scene.dates or scene.of("attend"))
        ):
            continue
        kind = EngagementKind.MEETING if session.bilateral else EngagementKind.CONFERENCE
        draft = Draft(kind, status, [scene.sentence.index], [(session.start, session.end)])
        give_date(
            scene,
            session.noun,
            draft,
            published=cast.page.document.published,
            dates=own_of(scene, session, scene.dates),
        )
        give_place(scene, session.noun, draft, cities=own_of(scene, session, scene.cities))
        if status is HELD and held_before(scene, session):
            _drop_coming(cast, [draft])
        draft.name, draft.named = (None, False) if session.bilateral else (session.name_en, session.named)
        draft.noun = session.noun_en
        performed = bool(scene.of("perform"))
        draft.anaphoric = not session.named and not (performed and (draft.city or draft.date))
        indices = list(dict.fromkeys(m.person for m in scene.people))
        announcing = who_announces(cast, scene, session.start) if status is SCHEDULED else frozenset()
        draft.participants = (
            [i for i in indices if cast.people[i].position_class is not None and i not in announcing]
            if not draft.anaphoric
            else []
        )
        host = host_of(scene)
        hosts = [host.value] if host is not None else []
        if status is not HELD and draft.country and session.named:
            hosts.append(draft.country)  # where it is to be held
        if session.ordinal and not session.organisation:  # "the Council … at its seventh summit"
            hosts += [o.id for o in scene.organisations if o.kind == "igo"][:1]
        here = list(dict.fromkeys(h.value for h in scene.states if not AWAY & set(h.labels)))
        if (
            draft.anaphoric and performed and len(here) > _PAIR
        ):  # "Toplantıda Türkiye, Azerbaycan ve Kazakistan'ı bakanlar temsil etti"
            hosts += here
            draft.joining = True
        draft.parties = list(
            dict.fromkeys(
                [
                    *([session.organisation] if session.organisation else []),
                    *session.states,
                    *hosts,
                    *represented(cast, draft.participants),
                    *(s for p in scene.positions if not draft.anaphoric and not is_held(scene, p) for s in p.listed),
                ]
            )
        )
        join(cast, scene, draft)
        _sign_its_protocol(cast, scene, draft)
        drafts.append(draft)
    return drafts or attended(cast, scene) or _councils(cast, scene)


def _sign_its_protocol(cast: Cast, scene: Scene, draft: Draft) -> None:
    """Those of two sides who sign the papers of a session just told took part in it: "put their signatures to the protocol of the session"."""
    signed = any(h.value == "signing" and "past" in h.labels for h in scene.of("engagement.verb"))
    here = list(dict.fromkeys(m.person for m in scene.people))
    if draft.anaphoric and signed and len(represented(cast, here)) == _PAIR:
        draft.participants, draft.parties, draft.joining = here, represented(cast, here), True


def _council_of(cast: Cast, scene: Scene) -> OrganisationMention | None:
    """The council or commission of a sentence; by its bare head, the one named last."""
    bodies = [o for o in scene.organisations if o.kind in {"council", "commission"}]
    if bodies:
        return bodies[0] if len(bodies) == 1 else None
    heads = [
        h for h in scene.of("orghead") if h.value in {"council", "commission"} and cast.page.text[h.start].isupper()
    ]
    if not heads:
        return None
    earlier = [
        o for other in cast.scenes[: scene.sentence.index] for o in other.organisations if o.kind == heads[0].value
    ]
    return earlier[-1] if earlier else None


def _councils(cast: Cast, scene: Scene) -> list[Draft]:
    """A council or commission that "meets": a session, though no noun says so ("Konsey 2020 başında toplanacak")."""
    verbs = [h for h in scene.of("engagement.verb") if h.value == "conference"]
    body = _council_of(cast, scene) if verbs and not scene.people else None
    status = status_of(scene, verbs[0]) if body is not None else None
    if body is None or status is None:
        return []
    draft = Draft(EngagementKind.CONFERENCE, status, [scene.sentence.index], [(verbs[0].start, verbs[0].end)])
    give_date(scene, verbs[0], draft, published=cast.page.document.published)
    give_place(scene, verbs[0], draft)
    draft.name, draft.named = body.name_en or body.name, True
    own = cast.page.sentence_at(body.start)
    draft.parties = list(dict.fromkeys(h.value for h in own.of("state") if body.start <= h.start and h.end <= body.end))
    return [draft]
