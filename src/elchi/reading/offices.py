"""Offices of one person that stand side by side: two offices, one that only says whose the other is, a deputy's.

"Deputy Prime Minister and Minister of Foreign Affairs" is one phrase, and so are "a miniszterelnök sajtófőnöke" and
"Bosh vazirning … bo'yicha o'rinbosari": the office in front says under whom the second one is.
"""

from __future__ import annotations

from msgspec.structs import replace

from elchi.lexicon import Language, fold
from elchi.lexicon.records import Record
from elchi.model import PositionClass
from elchi.reading.page import Page, Sentence

_OBJECT = frozenset({"accusative", "dative", "ablative", "instrumental"})
_RANK = list(PositionClass)
# what somebody is who stands in for, or helps, the holder of an office
_DEPUTIES = {
    PositionClass.HEAD_OF_STATE: PositionClass.DEPUTY_HEAD_OF_GOVERNMENT,
    PositionClass.HEAD_OF_GOVERNMENT: PositionClass.DEPUTY_HEAD_OF_GOVERNMENT,
    PositionClass.MINISTER: PositionClass.DEPUTY_MINISTER,
    PositionClass.SPEAKER: PositionClass.SPEAKER,
    PositionClass.SECRETARY_GENERAL: PositionClass.DEPUTY_SECRETARY_GENERAL,
    PositionClass.EXECUTIVE: PositionClass.EXECUTIVE,
    PositionClass.ACADEMIC: PositionClass.ACADEMIC,
    PositionClass.MP: PositionClass.MP,
    PositionClass.CONSUL: PositionClass.CONSUL,
}
_FIELD = 90  # characters of what a deputy is responsible for, between whose deputy it is and the word for it


class PositionPhrase(Record, frozen=True):
    """An office as named at one place."""

    start: int
    end: int
    office: str
    """English title, with its portfolio and without the state."""
    position_class: PositionClass
    state: str | None
    organisation: str | None
    former: bool
    plural: bool
    bare: bool
    """The office alone ("Bakan", "the Minister"): it may mean somebody already named."""
    labels: tuple[str, ...]
    counterpart: bool = False
    """ "his Vietnamese opposite number": the office is the other side's."""
    alone: PositionClass | None = None
    """The class where a text names no body that could have such an office: "Başkan" without a chamber or a town."""
    under: str | None = None
    """Of an office that is somebody's: ``deputy`` or ``aide``."""
    vice: PositionClass | None = None
    """The class of its deputy, where that is not the usual one."""
    listed: tuple[str, ...] = ()
    """The states of an office in the plural, in the order in which its holders are named."""

    @property
    def represents(self) -> str | None:
        """State or organisation id; None where the words do not say, and for former holders."""
        if self.former:
            return None
        return self.organisation or self.state


def join_offices(page: Page, sentence: Sentence, phrases: list[PositionPhrase]) -> list[PositionPhrase]:
    """Join offices of one person: "Deputy Prime Minister and Minister of Foreign Affairs"; "a miniszterelnök sajtófőnöke"."""
    joined: list[PositionPhrase] = []
    language = sentence.language
    for phrase in phrases:
        before = joined[-1] if joined else None
        if before is not None and _listed_on(page, sentence, before, phrase):
            joined[-1] = _one_of_two(before, phrase)
            continue
        if before is not None and phrase.under and _under(page, language, before, phrase):
            joined[-1] = _aide_of(before, phrase)
            continue
        if before is not None and language.verb_final and _OBJECT & set(before.labels):
            before = None  # "министрін президент қабылдады": each is somebody of their own
        if before is not None and not before.plural and "\n" not in (gap := page.text[before.end : phrase.start]):
            words = fold(gap).split()
            marks = gap.strip(" ,-–")
            if words and (gap.strip() in language.names.dotted or all(w in language.names.honorifics for w in words)):
                words, marks = [], ""  # "the Secretary General H.E. Ambassador X"
            if not gap.strip() and language.raw["language"].get("agree") and _owns(before, phrase):
                joined[-1] = replace(before, end=phrase.end, state=before.state or phrase.state, bare=False)
                continue
            if not words and not marks and not (language.verb_final and _subject(before, phrase)):
                # side by side, the first office only says whose the second one is
                owned = not gap.strip() and language.modifiers == "before" and "possessive" in phrase.labels
                joined[-1] = (
                    replace(phrase, start=before.start, state=phrase.state or before.state, bare=False)
                    if owned
                    else _one_of_two(before, phrase)
                )
                continue
            if (
                len(words) == 1
                and words[0] in language.and_words
                and len(marks) == len(words[0])
                and (not phrase.represents or _both_of(language, before, phrase))
            ):
                joined[-1] = _one_of_two(before, phrase)
                continue
        joined.append(phrase)
    return joined


def _listed_on(page: Page, sentence: Sentence, before: PositionPhrase, phrase: PositionPhrase) -> bool:
    """Whether an office behind a comma, with a field that no list knows, is one more of whoever is named behind it: "X-iň başlygynyň orunbasary, Y boýunça komitetiň başlygy Z"."""
    between = page.text[before.end : phrase.start]
    if (
        sentence.language.modifiers != "before"
        or sentence.language.names.surname_first
        or before.plural
        or phrase.plural
    ):
        return False
    if not between.startswith(", ") or len(between) > _FIELD or set(between) & set(".;:!?()\n") or "," in between[2:]:
        return False
    if {*before.labels, *phrase.labels} != {"possessive"} or phrase.state not in {None, before.state}:
        return False
    first = next((t for t in sentence.tokens if t.start >= phrase.end), None)
    inside = [t for t in sentence.tokens if before.end <= t.start and t.end <= phrase.start]
    known = sentence.of("say", "perform", "engagement.verb", "sides", "delegations")
    return (
        bool(inside)
        and first is not None
        and first.capital
        and page.text[phrase.end : first.start] == " "
        and not any(t.word in sentence.language.names.given for t in inside)
        and not any(before.end <= h.start < phrase.start for h in known)
    )


def _subject(before: PositionPhrase, phrase: PositionPhrase) -> bool:
    """Whether an office alone is who acts on the other state's official behind it: "vazir Yaponiyaning elchisini qabul qildi"."""
    if not before.bare or before.labels:
        return False
    theirs = phrase.bare and "possessive" not in phrase.labels and bool(phrase.labels)  # "rektor səfirin …"
    return theirs or (phrase.state is not None and not phrase.bare)


def _under(page: Page, language: Language, before: PositionPhrase, phrase: PositionPhrase) -> bool:
    """Whether a deputy or an aide is that of the office before: "Bosh vazirning … bo'yicha o'rinbosari", "Baş nazirin müavini"."""
    between = page.text[before.end : phrase.start]
    if before.plural or before.counterpart or not {"genitive", "possessive"} & {*before.labels, *phrase.labels}:
        return False
    if not between.strip():
        return "possessive" in phrase.labels and ("genitive" in before.labels or not phrase.represents)
    raw = language.raw["language"]
    words = page.view[before.end : phrase.end].split()
    over = any(word in (raw.get("over") or ()) for word in words)
    return over and "genitive" in before.labels and len(between) <= _FIELD and not set(between) & set(".;:!?()\n")


def _aide_of(before: PositionPhrase, phrase: PositionPhrase) -> PositionPhrase:
    """The office of somebody's deputy or aide, of the state or body that theirs is."""
    if phrase.under == "deputy":
        return replace(deputy_of(before, phrase.end, phrase.labels), plural=phrase.plural)
    return replace(
        deputy_of(before, phrase.end, phrase.labels),
        office=f"{phrase.office} to the {before.office}",
        position_class=PositionClass.OTHER if before.former else PositionClass.OFFICIAL,
        plural=phrase.plural,
    )


def deputy_of(before: PositionPhrase, end: int, labels: tuple[str, ...]) -> PositionPhrase:
    """The office of the deputy of an office, whose words reach to `end`."""
    usual = before.vice or _DEPUTIES.get(before.position_class, PositionClass.OFFICIAL)
    return replace(
        before,
        end=end,
        office=f"Deputy {before.office}",
        position_class=PositionClass.OTHER if before.former else usual,
        organisation=before.organisation if usual is not PositionClass.DEPUTY_HEAD_OF_GOVERNMENT else None,
        labels=labels,
        bare=False,
        alone=None,
    )


def _both_of(language: Language, before: PositionPhrase, phrase: PositionPhrase) -> bool:
    """Whether the state behind the second of two offices is that of both: "Deputy Prime Minister and Foreign Minister of X"."""
    classes = {before.position_class, phrase.position_class}
    return (
        language.modifiers == "both"
        and not before.represents
        and not phrase.organisation
        and classes == {PositionClass.DEPUTY_HEAD_OF_GOVERNMENT, PositionClass.MINISTER}
    )


def _owns(before: PositionPhrase, phrase: PositionPhrase) -> bool:
    """Whether an office in the genitive only says whose the one before it is: «спецпосланник президента США»."""
    two = (
        before.position_class is PositionClass.DEPUTY_HEAD_OF_GOVERNMENT
        and phrase.position_class is PositionClass.MINISTER
    )
    return "genitive" in phrase.labels and not two


def _one_of_two(first: PositionPhrase, second: PositionPhrase) -> PositionPhrase:
    classes = sorted({first.position_class, second.position_class}, key=_RANK.index)
    if any(p.position_class is PositionClass.AMBASSADOR and p.bare for p in (first, second)) and len(classes) > 1:
        classes.remove(PositionClass.AMBASSADOR)  # "Secretary General, Ambassador X": a rank
    best = classes[0]
    if best is PositionClass.DEPUTY_HEAD_OF_GOVERNMENT and PositionClass.MINISTER in classes:
        best = PositionClass.MINISTER
    return replace(
        first,
        end=second.end,
        office=f"{first.office}, {second.office}",
        position_class=best,
        state=second.state or first.state,
        organisation=first.organisation or second.organisation
        if best not in {PositionClass.MINISTER, PositionClass.DEPUTY_HEAD_OF_GOVERNMENT}
        else None,
        former=first.former and second.former,
        bare=False,
        labels=second.labels,
    )
