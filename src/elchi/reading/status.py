"""Whether an engagement took place, is to come or was called off: what tense and the verbs that perform a noun say."""

from __future__ import annotations

from functools import lru_cache

from elchi.lexicon import Hit, Language
from elchi.model import EngagementStatus
from elchi.reading.drafts import CANCELLED, HELD, SCHEDULED
from elchi.reading.scene import Scene
from elchi.reading.sessions import SessionMention

_PAST = frozenset({"past", "perfect", "present", "converb", "participle", ""})
_COMING = frozenset({"future", "intention", "necessity", "optative", "future_participle", "imperative"})
_AGREED = 15
_BESIDE = 3  # characters between a verb and the session it qualifies: "düzenlenecek 3. Toplantı"
_CALLED_OFF = frozenset({"cancelled", "postponed"})
_LOOSE = frozenset({"infinitive", "nominal"})
_OPEN = frozenset({"infinitive", "nominal", "conditional"})
_TENSES = _PAST | _COMING | _OPEN


def status_of(scene: Scene, trigger: Hit, *, but: tuple[Hit, ...] = ()) -> EngagementStatus | None:
    """What tense and performing verbs say, `but` some; None where the words state nothing."""
    performs = [
        h
        for h in scene.of("perform")
        if h not in but and (h.value in _CALLED_OFF or not (h.start <= trigger.start and trigger.end <= h.end))
    ]
    near = [h for h in performs if abs(h.start - trigger.end) < 120 or abs(trigger.start - h.end) < 120]
    if any(h.value in _CALLED_OFF or (h.value == "scheduled" and _negated(scene, h)) for h in near):
        return CANCELLED
    tense = next((label for label in trigger.labels if label in _TENSES), "")
    if trigger.kind == "engagement.verb":
        if _negated(scene, trigger):
            return CANCELLED if tense in _COMING else None
        if tense in _COMING or (tense == "converb" and _ends_in_future(scene, trigger.end)):
            return SCHEDULED
        if tense in _OPEN:
            if any(h.value == "scheduled" for h in near):
                return SCHEDULED
            held = [h for h in near if h.value == "held"]
            behind = [h for h in held if h.start >= trigger.start]
            if behind and scene.sentence.language.verb_final and _COMING & set(behind[-1].labels):
                return SCHEDULED  # "gepleşikleri geçirmek üçin … sapary amala aşyrar"
            return HELD if any(_LOOSE.isdisjoint(h.labels) for h in held) else None
        return HELD
    return _of_noun(scene, trigger, near)


def _of_noun(scene: Scene, trigger: Hit, near: list[Hit]) -> EngagementStatus:
    """What the verbs near a noun say of it."""
    if any(h.value == "scheduled" for h in near):
        return SCHEDULED
    verbs = [v for v in scene.of("engagement.verb") if v.value == trigger.value]
    if verbs and _COMING & set(min(verbs, key=lambda v: abs(v.start - trigger.start)).labels):
        return SCHEDULED
    held = [h for h in near if h.value == "held"]
    if (
        scene.sentence.language.verb_final
    ):  # "yapılan açıklamaya göre Toplantı yarın yapılacak": the verb behind it tells
        held.sort(key=lambda h: h.start < trigger.end)
    performed = held[0] if held else None
    if performed is not None and {"nominal", "infinitive"} & set(performed.labels) and _agreed_on(scene, performed):
        return SCHEDULED
    if performed is not None and any(label in _COMING for label in performed.labels):
        return SCHEDULED
    if performed is not None and "converb" in performed.labels and _ends_in_future(scene, performed.end):
        return SCHEDULED
    return HELD


def _ends_in_future(scene: Scene, after: int) -> bool:
    """Whether the verb that closes a sentence, on which one without a tense leans, tells what is to come: "кездесіп, … талқылайды"."""
    if not scene.sentence.language.verb_final or not scene.sentence.tokens:
        return False
    last = scene.sentence.tokens[-1]
    closing = [
        h
        for h in scene.of("engagement.verb", "perform", "attend", "outcome.verb")
        if after < h.start and h.start <= last.start < h.end
    ]
    if not closing:
        coming, gone = _endings(scene.sentence.language)
        return last.word.endswith(coming) and not last.word.endswith(gone)
    return any(_COMING & set(h.labels) for h in closing) and not any(_PAST & set(h.labels) for h in closing)


@lru_cache(maxsize=32)
def _endings(language: Language) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The endings that say of a verb that it is to come, those of one letter aside, and those that say that it was."""
    slots = (language.raw["language"].get("chains") or {}).get("verb") or []
    slot: dict[str, list[str]] = next((s for s in slots if "future" in s), {})
    return tuple(e for e in slot.get("future", ()) if len(e) > 1), tuple(slot.get("past", ()))


def _agreed_on(scene: Scene, performed: Hit) -> bool:
    """Whether holding a session is only agreed or proposed: "sonbaharda yapılmasında mutabık kaldı"."""
    return any(
        h.value in {"agreed", "proposed", "scheduled"} and 0 <= h.start - performed.end <= _AGREED
        for h in scene.of("outcome.verb")
    )


def _negated(scene: Scene, hit: Hit) -> bool:
    """Whether a verb is denied, by a word before it or by its own ending."""
    return "negative" in hit.labels or any(0 < hit.start - h.end <= 2 for h in scene.of("negation"))


def status_of_session(scene: Scene, session: SessionMention) -> EngagementStatus | None:
    """The same for a session: where a sentence names several, a verb right before one is that one's alone."""
    if len(scene.sessions) < 2 and held_before(scene, session):
        return SCHEDULED if _to_be_attended(scene, session) else HELD
    if len(scene.sessions) < 2:
        status = status_of(scene, session.noun)
        verbs = scene.of("engagement.verb")
        alone = (
            status is HELD and not scene.of("perform") and not any({"past", "perfect"} & set(v.labels) for v in verbs)
        )
        # nothing is said of the session itself: it is as far off as what is to happen at it
        return SCHEDULED if alone and any(not _COMING.isdisjoint(v.labels) for v in verbs) else status
    own = {
        s.start: next((h for h in reversed(scene.of("perform")) if 0 <= s.start - h.end <= _BESIDE), None)
        for s in scene.sessions
    }
    mine = own[session.start]
    if mine is None:
        return status_of(scene, session.noun, but=tuple(h for h in own.values() if h is not None))
    if mine.value in _CALLED_OFF:
        return CANCELLED
    return SCHEDULED if mine.value == "scheduled" or _COMING & set(mine.labels) else HELD


def _to_be_attended(scene: Scene, session: SessionMention) -> bool:
    """Whether a session "being held" is only to be attended: "düzenlenen Zirve'ye katılacak"."""
    behind = [h for h in scene.of("attend") if h.start >= session.end]
    return bool(behind) and all(_COMING & set(h.labels) for h in behind)


def held_before(scene: Scene, session: SessionMention) -> bool:
    """Whether a verb right before a session says that it was held: "Milano'da düzenlenen kongrede"."""
    before = next((h for h in reversed(scene.of("perform")) if 0 <= session.start - h.end <= _BESIDE), None)
    return (
        before is not None
        and before.value == "held"
        and not _COMING & set(before.labels)
        and scene.sentence.language.verb_final
    )


def told_in_present(scene: Scene, trigger: Hit) -> bool:
    """Whether a present that mostly means what is to come tells, in a caption or beside a past tense without a date, what was."""
    if scene.of("caption"):
        return "present" in trigger.labels
    others = [v for v in scene.of("engagement.verb") if v is not trigger]
    return "present" in trigger.labels and not scene.dates and any("past" in v.labels for v in others)


def still_to_come(day: str | None, published: str | None) -> bool:
    """Whether a date lies behind the publication date, as far as both are known."""
    return bool(day and published) and str(day)[: len(str(published))] > str(published)[: len(str(day))]
