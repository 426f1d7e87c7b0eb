"""Who meets whom in a sentence: the subject's side, its counterparts, and the rounds of a list of them.

A counterpart is marked: by a case ("Тоқаевпен"), a postposition ("Cabbarov ile"), a preposition ("with", «с»), or as the
object of receiving; names joined to a marked one share its mark. Where only counterparts are named ("On that day he met
…"), the other side is whom the text is about.
"""

from __future__ import annotations

from collections.abc import Sequence

from elchi.lexicon import Hit
from elchi.model import PositionClass
from elchi.reading.mentions import PersonMention
from elchi.reading.scene import Cast, Scene
from elchi.reading.statements import quotations

CONTRACTING = frozenset({"company", "university", "bank", "chamber", "institute", "academy"})
"""Kinds of organisations that sign for themselves."""
_RIGHT_BEFORE = 16  # characters
_MANY = 3  # people in a sentence, from which on one may only report it
_BESIDE = 60
_TALKS = frozenset({"meeting", "call"})
_OBJECT = frozenset({"accusative"})


def meetings_of(cast: Cast, scene: Scene, trigger: Hit, people: Sequence[PersonMention]) -> list[list[int]]:
    """The participants of each meeting that the sentence tells of; one list, unless there were rounds."""
    guests = _counterparts(cast, scene, trigger, people)
    if not guests and trigger.kind == "engagement.noun" and scene.of("attend"):
        return [list(dict.fromkeys(m.person for m in people))]  # "A, B and C attended the meeting": one of them all
    hosts = [m.person for m in people if m.person not in guests]
    hosts, guests = list(dict.fromkeys(hosts)), list(dict.fromkeys(guests))
    if not guests:
        hosts, guests = _by_side(cast, hosts)
    if guests and not hosts:
        lead = protagonist(cast, before=scene.sentence.index)
        sides = {cast.people[g].represents for g in guests}
        if lead is not None and lead not in guests and (cast.people[lead].represents not in sides or len(sides) > 1):
            hosts = [lead]
        else:
            hosts, guests = _by_side(cast, guests)
    groups: dict[str | None, list[int]] = {}
    side: str | None = None
    for guest in guests:  # somebody of no known side is of the side named before
        side = cast.people[guest].represents or side
        groups.setdefault(side, []).append(guest)
    own = {cast.people[h].represents for h in hosts}
    joint = [g for side in own for g in groups.pop(side, [])] if len(groups) > 1 else []
    if len(groups) < 2 or scene.of("mutual") or len(own) > 1:
        return [[*hosts, *guests]]
    return [[*hosts, *joint, *group] for group in groups.values()]


def taking_part(cast: Cast, scene: Scene) -> list[PersonMention]:
    """The people of a sentence without the official who only reports it: "…, said the prime minister's press chief"."""
    people = [m for m in scene.people if not _namesake(cast, scene, m)]
    says = scene.of("say")
    if len(people) < _MANY:
        return [m for m in people if not _says_so(cast, scene, m)] or people
    reporting = [
        m
        for m in people
        if cast.people[m.person].position_class is PositionClass.OFFICIAL
        and any(min(abs(s.start - m.end), abs(m.start - s.end)) < _BESIDE for s in says)
    ]
    return [m for m in people if m not in reporting]


def _namesake(cast: Cast, scene: Scene, mention: PersonMention) -> bool:
    """Whether something is only named after somebody: "Mirzo Ulug'bek nomidagi universitet"."""
    marks = scene.sentence.language.raw["language"].get("named_after")
    return bool(marks) and cast.page.view[mention.end : mention.end + 12].lstrip().split(" ")[0] in marks


def _says_so(cast: Cast, scene: Scene, mention: PersonMention) -> bool:
    """Whether an official stands right behind a verb of saying, where the verb need not come last: «сообщил пресс-секретарь Песков»."""
    if scene.sentence.language.verb_final or cast.people[mention.person].position_class is not PositionClass.OFFICIAL:
        return False
    start = next((p.start for p in scene.positions if p.end <= mention.start <= p.end + 2), mention.start)
    return any(0 <= start - h.end <= 2 for h in scene.of("say"))


def who_announces(cast: Cast, scene: Scene, start: int) -> frozenset[int]:
    """Who only says that something is to come: the people before the "that" in front of it, or outside the quotation marks around it."""
    quoted = next(
        (q for q in quotations(cast.page.text, scene.sentence.start, scene.sentence.end) if q[0] <= start < q[1]), None
    )
    if quoted is not None:
        return frozenset(m.person for m in scene.people if not quoted[0] <= m.start < quoted[1])
    if scene.sentence.language.verb_final:
        return _says_at_the_end(cast, scene, start)
    openers = scene.sentence.language.raw["language"].get("that") or ()
    cut = next((t.start for t in scene.sentence.tokens if t.end <= start and t.word in openers), None)
    if cut is None or not any(h.start < cut for h in scene.of("say", "outcome.verb")):
        return frozenset()
    return frozenset(m.person for m in scene.people if m.start < cut)


def _says_at_the_end(cast: Cast, scene: Scene, start: int) -> frozenset[int]:
    """Who says it where the verb of saying closes the sentence, behind what is to be: "Nazir … toplantının burada olacağını açıqlayıb"."""
    last = scene.sentence.tokens[-1] if scene.sentence.tokens else None
    if last is None or not any(h.start <= last.start < h.end and h.start > start for h in scene.of("say")):
        return frozenset()
    return frozenset(
        m.person
        for m in scene.people
        if m.end <= start and m.case is None and cast.people[m.person].position_class is not None
    )


def of_trigger(cast: Cast, scene: Scene, trigger: Hit, people: list[PersonMention]) -> list[PersonMention]:
    """The people of one verb where a sentence has several: "Novak ile görüşen Erdoğan, daha sonra Orban ile bir araya geldi"."""
    verbs = [h for h in scene.of("engagement.verb") if h.value in _TALKS]
    earlier = [v.end for v in verbs if v.end <= trigger.start]
    later = [v.start for v in verbs if v.start >= trigger.end]
    if trigger.kind != "engagement.verb" or trigger.value not in _TALKS or not (earlier or later):
        return people
    if not scene.sentence.language.verb_final:  # the subject stands before all verbs, each verb before its counterparts
        first = min(v.start for v in verbs)
        own = [
            m for m in people if m.start < first or (m.start >= trigger.start and (not later or m.start < min(later)))
        ]
        return own if any(m.start >= trigger.end for m in own) else people
    if earlier:
        subject = [m for m in people if m.end <= max(earlier) and not _marked(cast, scene, m)]
        own = [m for m in people if m.start >= max(earlier) and m.end <= trigger.start]
        return [*subject, *own] if own else people
    own = [m for m in people if m.end <= trigger.start]
    if "participle" in trigger.labels:
        behind = [m for m in people if m.start >= trigger.end]
        own += behind[:1]
        if len(behind) > 1 and _joined(cast, scene, behind[0], behind[1]):
            own.append(behind[1])  # "görüşen A ve B"
    return own or people


def has_counterpart(cast: Cast, scene: Scene) -> bool:
    """Whether a sentence marks somebody as a counterpart."""
    return any(_marked(cast, scene, mention) for mention in scene.people)


def met_before(cast: Cast, scene: Scene, trigger: Hit) -> bool:
    """Whether a counterpart stands right before a noun of meeting, but for a participle: "Xпен өткен кездесуде"."""
    return any(
        0 < trigger.start - mention.end <= _RIGHT_BEFORE and _marked(cast, scene, mention) for mention in scene.people
    )


def discussed_with(cast: Cast, scene: Scene, trigger: Hit) -> bool:
    """Whether what is discussed is so by two of different sides: "nazir həmkarı X-lə … müzakirə edib"."""
    before = [m for m in scene.people if m.end <= trigger.start]
    marked = [m for m in before if _marked(cast, scene, m) and m.case not in _OBJECT]
    sides = {cast.people[m.person].represents for m in before}
    return bool(marked) and len(before) > 1 and len(sides - {None}) > 1 and "past" in trigger.labels


def protagonist(cast: Cast, *, before: int) -> int | None:
    """Whom the text is about at a sentence: the subject of one of the two before it, else the first official named."""
    near = [scene for scene in reversed(cast.scenes[max(0, before - 2) : before]) if scene.people]
    for scene in [*near, *cast.scenes[: before + 1]]:
        for mention in scene.people:
            if scene in near and _says_so(cast, scene, mention):
                continue
            plain = scene not in near or mention.case in (None, "nominative", "possessive", "genitive")
            if plain and cast.people[mention.person].position_class not in {None, PositionClass.OTHER}:
                return mention.person
    return None


def _by_side(cast: Cast, people: list[int]) -> tuple[list[int], list[int]]:
    """Without any mark, the first person's side and the others."""
    if not people:
        return [], []
    first = cast.people[people[0]].represents
    hosts = [p for p in people if cast.people[p].represents == first]
    return hosts, [p for p in people if cast.people[p].represents != first]


def _counterparts(cast: Cast, scene: Scene, trigger: Hit, people: Sequence[PersonMention]) -> list[int]:
    """People marked as counterparts, and those joined to them."""
    marked = [i for i, mention in enumerate(people) if _marked(cast, scene, mention)]
    if not marked and not scene.sentence.language.verb_final and trigger.kind == "engagement.verb":
        marked = [i for i, m in enumerate(people) if m.start >= trigger.end][:1]
    found: set[int] = set()
    verb_final = scene.sentence.language.verb_final
    for index in marked:
        found.add(index)
        steps = range(index - 1, -1, -1) if verb_final or people[index].case else range(0)
        for other in steps:  # the mark stands behind the last of the names that share it
            if not _joined(cast, scene, people[other], people[other + 1]) or _ends_subject(cast, people, other, found):
                break
            found.add(other)
        for other in range(index + 1, len(people)) if not verb_final else ():
            if not _joined(cast, scene, people[other - 1], people[other]):
                break
            found.add(other)
    if len(found) == len(people) and len(people) > 1 and 0 in found and _alone(cast, people):
        found.discard(0)
    return [people[i].person for i in sorted(found)]


def _alone(cast: Cast, people: Sequence[PersonMention]) -> bool:
    """Whether the first of the people is of another side than all the others: "A, B ve C ile" of one side with A."""
    first = cast.people[people[0].person].represents
    return first == cast.home and all(cast.people[m.person].represents != first for m in people[1:])


def _ends_subject(cast: Cast, people: Sequence[PersonMention], other: int, found: set[int]) -> bool:
    """Whether the name in front is the subject rather than one more counterpart: of the text's own state, as none of them is."""
    side = cast.people[people[other].person].represents
    return (
        side is not None and side == cast.home and all(cast.people[people[i].person].represents != side for i in found)
    )


def _marked(cast: Cast, scene: Scene, mention: PersonMention) -> bool:
    language = scene.sentence.language
    marks = language.marks["with"]
    if mention.case in marks.cases or (mention.case in _OBJECT and language.modifiers == "before"):
        return True
    view = cast.page.view
    after = view[mention.end : mention.end + 20].split()[:1]
    if after and after[0] in marks.after:
        return True
    start = next((p.start for p in scene.positions if p.end <= mention.start <= p.end + 30), mention.start)
    before = view[max(scene.sentence.start, start - 24) : start].split()[-2:]
    return bool(before) and (
        before[-1] in marks.before or (len(before) > 1 and before[0] in marks.before and before[1] in language.of_words)
    )


def _joined(cast: Cast, scene: Scene, first: PersonMention, second: PersonMention) -> bool:
    """Whether nothing but commas, "and", offices and honorifics stands between two names."""
    language = scene.sentence.language
    pieces: list[str] = []
    at = first.end
    spans = [*((p.start, p.end) for p in scene.positions), *((h.start, h.end) for h in scene.of("state"))]
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if at <= start and end <= second.start:
            pieces.append(cast.page.view[at:start])
            at = end
    pieces.append(cast.page.view[at : second.start])
    words = " ".join(pieces).split()
    allowed = (
        language.and_words
        | language.names.honorifics
        | language.names.after
        | language.marks["with"].after
        | language.marks["with"].before
        | language.of_words
    )
    return all(word in allowed for word in words)
