"""The people of a document: who they are, what they hold, and every place where they are named or meant.

Full names come first, from runs of capitals that an office, an honorific, a known given name or a usual surname
supports; then surnames and initials are followed back to them, and offices alone ("Bakan", "the Minister", «Глава
государства») to the person who holds them in this text. Whom an office represents is what its words say, or the state
in which the text is at home.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from elchi.lexicon import Known as OfficeHolders
from elchi.lexicon.chains import CASES
from elchi.lexicon.records import Record
from elchi.model import Claim, Person, PositionClass, Span
from elchi.reading.agreement import to_candidates
from elchi.reading.holders import Candidate, find_holders, settle_models, with_state_behind
from elchi.reading.knowing import Known
from elchi.reading.mentions import OrganisationMention, PersonMention
from elchi.reading.names import Name, Vocabulary, is_initial
from elchi.reading.offices import PositionPhrase
from elchi.reading.page import Page
from elchi.reading.positions import find_positions
from elchi.reading.represents import give_bodies, give_own_bodies, give_states, give_told_bodies, home_state
from elchi.reading.romanise import english_name
from elchi.reading.runs import find_runs
from elchi.reading.titles import follow_titles, settle_counterparts

_ENOUGH = 2.0
_AGENCY = 2  # words of an agency behind the name of who wrote for it
_AT = frozenset({"locative", "inessive", "superessive", "relative", "illative"})


class People(Record, frozen=True):
    """The people of a document and where they are meant, by sentence."""

    people: tuple[Person, ...]
    mentions: dict[int, list[PersonMention]]
    positions: dict[int, list[PositionPhrase]]
    home: str | None


def find_people(
    page: Page, organisations: dict[int, list[OrganisationMention]], reference: OfficeHolders | None = None
) -> People:
    """Find the people of a document; `reference` is a list of office-holders that may settle whom they represent."""
    vocabulary = Vocabulary(page)
    positions: dict[int, list[PositionPhrase]] = {}
    candidates: list[Candidate] = []
    for sentence in page.sentences:
        here = organisations.get(sentence.index, [])
        phrases = positions[sentence.index] = find_positions(page, sentence, here)
        blocked = [*((p.start, p.end) for p in phrases), *((o.start, o.end) for o in here)]
        runs = find_runs(page, sentence, blocked, vocabulary)
        if not runs:
            continue
        holders = {
            index: with_state_behind(page, sentence, runs[index], phrase)
            for index, phrase in find_holders(page, sentence, phrases, runs).items()
        }
        candidates += to_candidates(page, sentence, runs, holders, phrases, vocabulary)
    home = home_state(page)
    candidates = settle_models(candidates)
    known = _full_names(page, candidates, vocabulary)
    mentions = _follow(page, candidates, known, vocabulary)
    follow_titles(page, positions, known, mentions, home, reference)
    settle_counterparts(page, known)
    give_told_bodies(page, known, organisations)
    give_bodies(known, organisations)
    give_own_bodies(page, known, organisations, reference)
    give_states(page, known, home, reference)
    order = [i for i, k in enumerate(known) if k.mentions]
    renumber = {old: new for new, old in enumerate(order)}
    by_sentence: dict[int, list[PersonMention]] = defaultdict(list)
    for index, found in mentions.items():
        by_sentence[index] = [
            PersonMention(m.start, m.end, renumber[m.person], m.case)
            for m in sorted(found, key=lambda m: m.start)
            if m.person in renumber
        ]
    return People(tuple(_person(page, known[i], reference) for i in order), dict(by_sentence), positions, home)


def _full_names(page: Page, candidates: Sequence[Candidate], vocabulary: Vocabulary) -> list[Known]:
    known: list[Known] = []
    for candidate in candidates:
        if " " not in candidate.name.display.replace(".", ". ").strip() or not _convincing(page, candidate):
            continue
        same = next((k for k in known if _same(k.name, candidate.name)), None)
        if same is None:
            known.append(Known(candidate.name))
        elif _fuller(candidate.name, same.name):
            same.name = candidate.name
    del vocabulary
    return known


def _convincing(page: Page, candidate: Candidate) -> bool:
    """Whether a run of two or more capitalised words is a person."""
    name, run = candidate.name, candidate.run
    if page.text[run.start - 1 : run.start] == "/" and candidate.sentence.of("byline", "source"):
        return False  # "(Fotó: MTI/Kovács Anna)"
    if _signed(page, candidate):
        return False  # "Lola Karimova, O‘zA."
    initial = any(is_initial(page, token) for token in run.tokens[:-1])
    score = (
        3.0 * (candidate.phrase is not None)
        + 2.0 * run.honoured
        + 1.6 * name.known_given
        + 1.0 * name.surname_like
        + 1.2 * initial
    )
    score += 0.6 * (
        len(name.words) > 2 and sum(word in candidate.sentence.language.names.given for word in name.folded) > 1
    )
    if len(name.words) > 4:
        score -= 1.0
    sentence = candidate.sentence
    score += 0.6 * bool(sentence.of("engagement.verb", "engagement.noun", "say"))
    if (
        sentence.language.names.surname_first
        and len(name.words) <= 3
        and name.folded[-1] in sentence.language.names.given
    ):
        score += 0.6  # "Szijjártó Péter": a given name closes the name
    words = len(sentence.tokens)
    if words > 4 and sentence.language.script == "Latn" and sum([t.capital for t in sentence.tokens]) > 0.7 * words:
        score -= 0.8  # a headline in capitals proves little
    if any(word.isupper() and len(word) > 3 for word in name.words) and candidate.phrase is None:
        score -= 1.0
    return score >= _ENOUGH


def _signed(page: Page, candidate: Candidate) -> bool:
    """Whether a name and its agency are a line of their own: who wrote the text."""
    sentence, run = candidate.sentence, candidate.run
    alone = run.start == sentence.start and len(sentence.tokens) <= len(run.tokens) + _AGENCY
    return alone and any(page.text[run.end : h.start] in {", ", " "} for h in sentence.of("byline"))


def _same(a: Name, b: Name) -> bool:
    """Whether two full names of one text are one person's: equal, contained, or initials that agree."""
    if a.folded == b.folded:
        return True
    if a.folded[a.surname] != b.folded[b.surname]:
        return False
    others_a = [w for i, w in enumerate(a.folded) if i != a.surname]
    others_b = [w for i, w in enumerate(b.folded) if i != b.surname]
    if not others_a or not others_b:
        return False
    short, long = sorted((others_a, others_b), key=lambda words: (len(words), sum(map(len, words))))
    return all(
        any(w == v or (len(w) <= 2 and v.startswith(w[0])) or (len(v) <= 2 and w.startswith(v[0])) for v in long)
        for w in short
    )


def _fuller(new: Name, old: Name) -> bool:
    return (len("".join(new.words)) if new.case is None else 0) > len("".join(old.words)) or (
        len(new.words) >= len(old.words) and sum(len(w) <= 2 for w in new.words) < sum(len(w) <= 2 for w in old.words)
    )


def _follow(
    page: Page, candidates: Sequence[Candidate], known: list[Known], vocabulary: Vocabulary
) -> dict[int, list[PersonMention]]:
    """Attach every run to a person; a single word is a surname of somebody named, or somebody new where an office says so."""
    mentions: dict[int, list[PersonMention]] = defaultdict(list)
    for candidate in candidates:
        index, case = _whom(candidate, known)
        if index is None and len(candidate.name.words) == 1 and _single(candidate, vocabulary):
            known.append(Known(candidate.name, full=False, doubts=["surname only"]))
            index, case = len(known) - 1, candidate.name.case
        if index is None:
            continue
        person = known[index]
        person.mentions.append((candidate.run.start, candidate.run.end))
        if candidate.phrase is not None and not _of_somebody_else(candidate, person):
            person.phrases.append(candidate.phrase)
        mentions[candidate.sentence.index].append(
            PersonMention(candidate.run.start, candidate.run.end, index, case or _case_behind(candidate))
        )
    del page
    return mentions


def _of_somebody_else(candidate: Candidate, person: Known) -> bool:
    """Whether an office in the nominative is the subject that does something to the one behind it, known by another: "Company head told X.DAT"."""
    phrase = candidate.phrase
    if (
        phrase is None
        or not candidate.sentence.language.verb_final
        or all(p.plural for p in person.phrases)  # "Liderlerden X'e": a group's word is no office of X that is known
        or not phrase.end <= candidate.run.start
    ):
        return False
    oblique = candidate.name.case is not None and candidate.name.case != "genitive"
    return oblique and all(p.position_class is not phrase.position_class for p in person.phrases)


def _case_behind(candidate: Candidate) -> str | None:
    """The case of an office that stands behind its name: "Mirzijojev elnökkel"."""
    phrase = candidate.phrase
    if phrase is None or not candidate.run.end <= phrase.start <= candidate.run.end + 30:
        return None
    return next((label for label in reversed(phrase.labels) if label in CASES), None)


def _whom(candidate: Candidate, known: list[Known]) -> tuple[int | None, str | None]:
    name = candidate.name
    if len(name.words) > 1:
        return next((i for i, k in enumerate(known) if _same(k.name, name)), None), name.case
    word = name.folded[0]
    names = candidate.sentence.language.names
    found: list[tuple[int, str | None]] = []
    for index, person in enumerate(known):
        for position, part in enumerate(person.name.folded):
            if len(part) <= 2 or (
                position != person.name.surname and person.full and len(person.name.folded) > 1 and word != part
            ):
                continue
            raw = word.split("'")[0]
            if part in {raw, word}:
                found.append((index, name.case))
            elif word.startswith(part[: max(3, len(part) - 2)]):
                case = next((c for e, r, c in names.endings_of(word) if word[: len(word) - len(e)] + r == part), None)
                if case is not None:
                    found.append((index, case))
    if not found:
        return None, None
    classes = candidate.phrase.position_class if candidate.phrase else None
    fitting = [f for f in found if classes and any(p.position_class is classes for p in known[f[0]].phrases)] or found
    return max(
        fitting,
        key=lambda f: (
            known[f[0]].name.folded[known[f[0]].name.surname] == word.split("'")[0],
            max(known[f[0]].mentions, default=(-1, -1)),
        ),
    )


def _single(candidate: Candidate, vocabulary: Vocabulary) -> bool:
    """Whether a single capitalised word that nobody's name explains is a person nevertheless."""
    word = candidate.name.folded[0]
    if (
        len(word) < 3
        or word in vocabulary.small
        or candidate.name.case in _AT
        or (len(word) <= 5 and candidate.name.words[0].isupper())
    ):
        return False
    if (
        candidate.phrase is not None
        and not candidate.phrase.plural
        and candidate.phrase.position_class is not PositionClass.OTHER
    ):
        return True
    return candidate.run.honoured or (
        candidate.name.surname_like
        and len(word) >= 5
        and bool(candidate.sentence.of("say", "engagement.verb", "perform"))
        and not candidate.name.words[0].isupper()
    )


def _person(page: Page, known: Known, reference: OfficeHolders | None = None) -> Person:
    best = known.best
    represents = (best.represents or known.state) if best else None
    claims = []
    if best is not None:
        span = Span(best.start, best.end)
        claims = [Claim("position", best.office, span), Claim("position_class", best.position_class.value, span)]
        if represents:
            claims.append(Claim("represents", represents, span))
    return Person(
        name=known.name.display,
        name_en=english_name(known.name, page.sentence_at(known.mentions[0][0]).language, reference, represents),
        position=best.office if best else None,
        position_class=best.position_class if best else None,
        represents=represents,
        spans=tuple(Span(*m) for m in sorted(set(known.mentions))),
        claims=tuple(claims),
        doubts=tuple(dict.fromkeys(known.doubts if best else [*known.doubts, "no office in this text"])),
    )
