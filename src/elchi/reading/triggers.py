"""Words that look as if they told of an engagement and do not: parts of names, of sessions, of longer phrases, of invitations."""

from __future__ import annotations

from elchi.lexicon import Hit
from elchi.reading.scene import Scene

_TO_THE_PRESS = frozenset({"interview", "press_conference"})  # a meeting with journalists is none
_SITTING = frozenset({"igo", "council", "commission", "committee", "parliament", "fund"})
"""Kinds of bodies that hold sessions."""
_WHITHER = frozenset({"sublative", "dative", "illative"})
_INVITED = 120  # characters between an invitation and the visit it is to
_INVITATION = 40  # characters between a visit and the invitation to it: "látogatásra szóló hivatalos meghívását"
_OPENS = 12  # characters before a word that opens its sentence: "İkili görüşmede …"


def told_otherwise(scene: Scene, trigger: Hit) -> bool:
    """Whether a word only names a body or a session, is part of a longer one, or is said of a session or a document."""
    noun = trigger.kind == "engagement.noun"
    if noun and (trigger.value == "conference" or _part_of_verb(scene, trigger)):
        return True
    named = [
        *((m.start, m.end) for m in scene.of("medium") if m.value in _TO_THE_PRESS),
        *((o.start, o.end) for o in scene.organisations),
        *((s.start, s.end) for s in scene.sessions),
    ]
    if any(a <= trigger.start and trigger.end <= b for a, b in named):
        return True
    if trigger.value == "correspondence" and not noun and scene.of("refers"):
        return True  # condolences spoken "during the talks" are no letter
    taking_part_ = not noun and any(
        h.start == trigger.start and trigger.end < h.end and h.value != "cancelled" for h in scene.of("perform")
    )  # «принял участие»
    return (
        taking_part_
        or _of_no_session(scene, trigger)
        or _only_invited(scene, trigger)
        or _tells_of_session(scene, trigger)
        or _takes_document(scene, trigger)
        or _of_law(scene, trigger)
        or (
            noun and "plural" in trigger.labels and not scene.people and bool(scene.of("attend"))
        )  # «участие во встречах»
    )


def _of_law(scene: Scene, trigger: Hit) -> bool:
    """Whether what is signed is a law or a decree: an act of one state, and no ceremony of two."""
    return trigger.value == "signing" and any(
        h.value == "adopted"
        and h.start <= trigger.start
        and trigger.end <= h.end
        and h.end - h.start > trigger.end - trigger.start
        for h in scene.of("outcome.verb")
    )


def _of_no_session(scene: Scene, trigger: Hit) -> bool:
    """Whether a verb of taking part speaks of no session at all: "take part in the construction", "took part in the talks"."""
    return (
        trigger.kind == "engagement.verb"
        and trigger.value == "conference"
        and not scene.sessions
        and not any(h.value == "conference" for h in scene.of("engagement.noun"))
        and not any(
            o.kind in _SITTING and not any(p.start <= o.start and o.end <= p.end for p in scene.positions)
            for o in scene.organisations
        )
    )


def _only_invited(scene: Scene, trigger: Hit) -> bool:
    """Whether a visit is what somebody is invited to: "invited his counterpart to visit Turkmenistan"."""
    invited = [h for h in scene.of("outcome.verb", "outcome.noun") if h.value == "invited"]
    if trigger.value != "visit" or scene.sentence.language.verb_final:
        return trigger.value == "visit" and any(h.start <= trigger.start and trigger.end < h.end for h in invited)
    whither = not _WHITHER.isdisjoint(trigger.labels)  # "látogatásra hívta meg"
    return any(
        0 <= trigger.start - h.end <= _INVITED or (whither and 0 <= h.start - trigger.end <= _INVITATION)
        for h in invited
    )


def _tells_of_session(scene: Scene, trigger: Hit) -> bool:
    """Whether a verb only says that a session named in the sentence was held: "… Konseyi olağanüstü toplantı gerçekleştirdi"."""
    if trigger.kind != "engagement.verb" or trigger.value != "meeting":
        return False
    return any(
        (trigger.start <= s.noun.start and s.noun.end <= trigger.end) or 0 <= s.start - trigger.end <= 1
        for s in scene.sessions
    )


def _takes_document(scene: Scene, trigger: Hit) -> bool:
    """Whether what is "received" is a document: "bildiriyi kabul etti" is an adoption."""
    if trigger.value != "meeting" or trigger.kind != "engagement.verb":
        return False
    adopted = any(
        h.value == "adopted" and h.start <= trigger.start < h.end for h in scene.of("outcome.verb", "outcome.phrase")
    )
    return adopted or any(0 <= trigger.start - h.end <= 1 for h in scene.of("document"))


def _part_of_verb(scene: Scene, noun: Hit) -> bool:
    """Whether a noun stands inside a verb phrase that tells the tense: "will pay a visit"."""
    return any(
        v.value == noun.value
        and v.start < noun.end <= v.end
        and noun.start < v.end
        and v.end - noun.start > noun.end - noun.start
        for v in scene.of("engagement.verb")
    )
