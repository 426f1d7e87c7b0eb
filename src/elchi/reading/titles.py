"""Offices that stand alone: "Bakan", "the Minister", «Глава государства», "the Hungarian prime minister".

They mean the person of the text who holds them; and where a person was named without an office and the office stands
beside without a name, they tell what that person holds.
"""

from __future__ import annotations

from msgspec.structs import replace

from elchi.lexicon import Known as OfficeHolders
from elchi.model import PositionClass
from elchi.reading.knowing import Known
from elchi.reading.mentions import PersonMention
from elchi.reading.offices import PositionPhrase
from elchi.reading.page import Page

_FAR = 3
_LATER = 6  # sentences within which an office may follow the only one who was named without
_MET = frozenset({"instrumental", "comitative"})
_HEADS = frozenset(
    {PositionClass.HEAD_OF_STATE, PositionClass.HEAD_OF_GOVERNMENT, PositionClass.MINISTER, PositionClass.SPEAKER}
)
_SIDE_BY_SIDE = 40  # characters between two names of a list


def follow_titles(
    page: Page,
    positions: dict[int, list[PositionPhrase]],
    known: list[Known],
    mentions: dict[int, list[PersonMention]],
    home: str | None,
    reference: OfficeHolders | None,
) -> None:
    """Offices that stand alone mean the person of this text who holds them."""
    attached = {(p.start, p.end) for person in known for p in person.phrases}
    for index, phrases in positions.items():
        for phrase in phrases:
            if (phrase.start, phrase.end) in attached or phrase.former or phrase.counterpart:
                continue
            if phrase.plural:
                mentions[index] += _several(phrase, known)
                continue
            heir = _without_office(phrase, known, page, mentions)
            if heir is None and reference is not None:
                heir = _listed(phrase, known, page, reference, home)
            if heir is not None:
                known[heir].phrases.append(phrase)
                mentions[index].append(PersonMention(phrase.start, phrase.end, heir, None))
                continue
            holders = [
                (i, k)
                for i, k in enumerate(known)
                if k.mentions
                and any(p.position_class is phrase.position_class for p in k.phrases)
                and _compatible(phrase, k, home)
            ]
            if not holders:
                continue
            before = [(i, k) for i, k in holders if k.mentions[0][0] < phrase.start]
            chosen = _told_last(page, phrase, before) if before else holders[0][0]
            if phrase.bare and len(holders) > 1 and not before:
                continue
            case = next((label for label in reversed(phrase.labels) if label not in {"possessive", "plural"}), None)
            mentions[index].append(PersonMention(phrase.start, phrase.end, chosen, case))
            known[chosen].meant.append((phrase.start, phrase.end))


def _told_last(page: Page, phrase: PositionPhrase, before: list[tuple[int, Known]]) -> int:
    """Whom an office alone means: the holder named last; where it opens its sentence, the subject of the one told last."""
    last = {index: max(m for m in person.mentions if m[0] < phrase.start) for index, person in before}
    nearest = max(last, key=lambda index: last[index])
    language = page.sentence_at(phrase.start).language
    opens = phrase.start - page.sentence_at(phrase.start).start <= 1
    if not language.verb_final or not opens or phrase.position_class is PositionClass.HEAD_OF_STATE:
        return nearest
    told = page.sentence_at(last[nearest][0])
    return min((index for index in last if last[index][0] >= told.start), key=lambda index: last[index])


def _listed(
    phrase: PositionPhrase, known: list[Known], page: Page, reference: OfficeHolders, home: str | None
) -> int | None:
    """The one person of the text without an office who, by the list of office-holders, held this one at the time."""
    if phrase.position_class not in _HEADS or any(
        p.position_class is phrase.position_class for k in known for p in k.phrases
    ):
        return None
    found: dict[int, str] = {}
    for index, person in enumerate(known):
        if person.phrases or not person.mentions:
            continue
        language = page.sentence_at(person.mentions[0][0]).language.tag
        held = reference.represented(person.name.display, language, phrase.position_class, page.document.published)
        if held is not None and phrase.represents in {None, held}:
            found[index] = held
    if len(found) > 1:  # "the head of state" alone is the text's own
        found = {index: held for index, held in found.items() if held == home}
    return next(iter(found)) if len(found) == 1 else None


def _several(phrase: PositionPhrase, known: list[Known]) -> list[PersonMention]:
    """Of "the presidents", "Bakanlar": the two holders of such an office told of last, unless the phrase names its states."""
    if not phrase.bare or phrase.listed:
        return []
    before = [
        (max(m for m in person.mentions if m[0] < phrase.start), index)
        for index, person in enumerate(known)
        if person.best
        and person.best.position_class is phrase.position_class
        and any(m[0] < phrase.start for m in person.mentions)
    ]
    if len(before) < 2:
        return []
    before.sort()
    together = 2  # more, where they are named side by side
    while together < len(before) and before[-together][0][0] - before[-together - 1][0][1] <= _SIDE_BY_SIDE:
        together += 1
    return [PersonMention(phrase.start, phrase.end, index, None) for _, index in before[-together:]]


def _only_met(index: int, before: int, mentions: dict[int, list[PersonMention]]) -> bool:
    """Whether somebody is named only as whom others meet: «с X»."""
    named = [m for found in mentions.values() for m in found if m.person == index and m.start < before]
    return bool(named) and all(m.case in _MET for m in named)


def _without_office(
    phrase: PositionPhrase, known: list[Known], page: Page, mentions: dict[int, list[PersonMention]]
) -> int | None:
    """The person named without an office or a state, where a sentence beside names the office without a person."""
    if any(
        p.position_class is phrase.position_class and p.represents == phrase.represents
        for k in known
        for p in k.phrases
    ):
        return None
    if (colleague := _colleague(phrase, known)) is not None:
        return colleague
    at = page.sentence_at(phrase.start).index
    near = [
        (rank, person.mentions[0][0], index)
        for index, person in enumerate(known)
        if (rank := _nearness(phrase, person, page, at)) is not None
    ]
    if phrase.bare:
        # the office alone: only somebody whom the text is about from its beginning
        near = [n for n in near if page.sentence_at(n[1]).index <= 2 and len(known[n[2]].mentions) > 1]
        if phrase.position_class not in _HEADS or len(near) != 1:
            return None
    if len(near) > 1:  # "met with X. The Kazakh leader …" is rather the subject of before
        near = [n for n in near if not _only_met(n[2], phrase.start, mentions)] or near
    if not near or (min(near)[0] == _FAR and len(near) > 1):
        return None
    return min(near)[2]


def _colleague(phrase: PositionPhrase, known: list[Known]) -> int | None:
    """Whom "his Azerbaijani colleague" means: the Azerbaijani minister of the next sentence."""
    if not phrase.represents or not any(
        k.best is not None and k.best.position_class is phrase.position_class for k in known
    ):
        return None
    fitting = (
        i
        for i, k in enumerate(known)
        if k.best and k.best.counterpart and k.best.represents == phrase.represents and k.best.start < phrase.start
    )
    return next(fitting, None)


def _nearness(phrase: PositionPhrase, person: Known, page: Page, at: int) -> int | None:
    """How near somebody stands who may hold an office named without its holder: whoever bears it without a state comes first."""
    best = person.best
    if best is not None and (
        phrase.bare or best.position_class is not phrase.position_class or best.represents is not None
    ):
        return None
    distances = [at - page.sentence_at(m[0]).index for m in person.mentions]
    close = [d for d in distances if d in (1, 2) or (d == -1 and not phrase.bare)]
    if close:
        return min(map(abs, close)) if best is None else 0
    if best is None and phrase.position_class in _HEADS and not phrase.bare and any(0 < d <= _LATER for d in distances):
        return _FAR
    return _FAR if best is not None and person.mentions else None  # the same office, and the only one of its class


def _compatible(phrase: PositionPhrase, person: Known, home: str | None) -> bool:
    wanted = phrase.represents
    best = person.best
    own = best.represents if best else None
    if wanted is None:
        return True
    return own == wanted or (own is None and wanted == home)


def settle_counterparts(page: Page, known: list[Known]) -> None:
    """A counterpart of somebody whose office only a later sentence told."""
    for person in known:
        phrase = next((p for p in person.phrases if p.counterpart and p.position_class is PositionClass.OTHER), None)
        if phrase is None or len(person.phrases) > 1:
            continue
        place = page.sentence_at(phrase.start)
        beside = [
            k
            for k in known
            if k is not person
            and k.best is not None
            and any(place.start <= m[0] < place.end for m in [*k.mentions, *k.meant])
        ]
        if beside and beside[0].best is not None:
            person.phrases = [
                replace(phrase, office=beside[0].best.office, position_class=beside[0].best.position_class, bare=False)
            ]
