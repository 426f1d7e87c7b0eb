"""The people of a document: who they are, what they hold, and every place where they are named or meant.

Full names come first, from runs of capitals that an office, an honorific, a known given name or a usual surname
supports; then surnames and initials are followed back to them, and offices alone ("Bakan", "the Minister", «Глава
государства») to the person who holds them in this text. Whom an office represents is what its words say, or the state
in which the text is at home.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from elchi.lexicon import Language, fold, load_world
from elchi.lexicon.chains import CASES
from elchi.model import Claim, Person, PositionClass, Span
from elchi.reading.mentions import OrganisationMention, PersonMention
from elchi.reading.names import Name, Run, Vocabulary, find_runs, is_initial, to_nominative
from elchi.reading.page import Page, Sentence
from elchi.reading.positions import BRACKETS, PositionPhrase, find_positions
from elchi.reading.romanise import english_name

_STATELESS = frozenset({PositionClass.SECRETARY_GENERAL, PositionClass.DEPUTY_SECRETARY_GENERAL, PositionClass.EXECUTIVE, PositionClass.ACADEMIC})
_RANK = list(PositionClass)
_HEADS = frozenset({PositionClass.HEAD_OF_STATE, PositionClass.HEAD_OF_GOVERNMENT, PositionClass.MINISTER, PositionClass.SPEAKER})
_ENOUGH = 2.0
_AT = frozenset({"locative", "inessive", "superessive", "relative", "illative"})
_AWAY = frozenset({"locative", "dative", "superessive", "inessive", "prepositional", "sublative", "illative"})


@dataclass(slots=True)
class Known:
    """A person while the document is being read."""

    name: Name
    mentions: list[tuple[int, int]] = field(default_factory=list)
    phrases: list[PositionPhrase] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    full: bool = True
    state: str | None = None

    @property
    def best(self) -> PositionPhrase | None:
        """The phrase that tells most: the highest office, one with a state or organisation first."""
        if not self.phrases:
            return None
        return min(self.phrases, key=lambda p: (p.former, p.position_class is PositionClass.OTHER, _RANK.index(p.position_class), p.represents is None, p.bare, p.start))


@dataclass(frozen=True, slots=True)
class People:
    """The people of a document and where they are meant, by sentence."""

    people: tuple[Person, ...]
    mentions: dict[int, list[PersonMention]]
    positions: dict[int, list[PositionPhrase]]
    home: str | None


@dataclass(frozen=True, slots=True)
class _Candidate:
    run: Run
    name: Name
    phrase: PositionPhrase | None
    sentence: Sentence


def find_people(page: Page, organisations: dict[int, list[OrganisationMention]]) -> People:
    """Find the people of a document."""
    vocabulary = Vocabulary(page)
    positions: dict[int, list[PositionPhrase]] = {}
    candidates: list[_Candidate] = []
    for sentence in page.sentences:
        here = organisations.get(sentence.index, [])
        phrases = positions[sentence.index] = find_positions(page, sentence, here)
        blocked = [*((p.start, p.end) for p in phrases), *((o.start, o.end) for o in here)]
        runs = find_runs(page, sentence, blocked, vocabulary)
        holders = {index: _with_state_behind(page, sentence, runs[index], phrase) for index, phrase in _holders(page, sentence, phrases, runs).items()}
        candidates += [
            _Candidate(run, to_nominative(page, sentence.language, run, vocabulary), holders.get(index), sentence) for index, run in enumerate(runs)
        ]
    home = home_state(page)
    candidates = _counterparts(candidates)
    known = _full_names(page, candidates, vocabulary)
    mentions = _follow(page, candidates, known, vocabulary)
    _follow_titles(page, positions, known, mentions, home)
    _settle_counterparts(page, known)
    _give_bodies(page, known, organisations)
    _give_states(page, known, home)
    order = [i for i, k in enumerate(known) if k.mentions]
    renumber = {old: new for new, old in enumerate(order)}
    by_sentence: dict[int, list[PersonMention]] = defaultdict(list)
    for index, found in mentions.items():
        by_sentence[index] = [PersonMention(m.start, m.end, renumber[m.person], m.case) for m in sorted(found, key=lambda m: m.start) if m.person in renumber]
    return People(tuple(_person(page, known[i]) for i in order), dict(by_sentence), positions, home)


def home_state(page: Page) -> str | None:
    """The state whose press this is: by the publisher's domain, the only state of the language, or what is most named."""
    world = load_world()
    language = page.language
    host = (page.document.url or "").split("//")[-1].split("/")[0].split(":")[0]
    by_domain = world.top_level_domains.get(host.rsplit(".", 1)[-1]) if "." in host else None
    if by_domain and (by_domain in language.states or language.tag in {"en", "ru"}):
        return by_domain
    if len(language.states) == 1 or (language.states and language.tag not in {"en", "ru"}):
        return language.states[0]
    counts: Counter[str] = Counter()
    for sentence in page.sentences:
        for hit in sentence.of("state"):
            counts[hit.value] += 2 if sentence.index < 3 else 1
    return counts.most_common(1)[0][0] if counts else None


def _holders(page: Page, sentence: Sentence, phrases: Sequence[PositionPhrase], runs: Sequence[Run]) -> dict[int, PositionPhrase]:
    """Which run of capitals holds which office."""
    held: dict[int, PositionPhrase] = {}
    language = sentence.language
    for phrase in phrases:
        before = next((i for i, r in enumerate(runs) if r.start >= phrase.end and _touching(page, language, phrase.end, r.start, comma=False)), None)
        after = next((i for i, r in enumerate(runs) if r.end <= phrase.start and _touching(page, language, r.end, phrase.start, comma=True)), None)
        apposed = next((i for i, r in enumerate(runs) if r.start >= phrase.end and _touching(page, language, phrase.end, r.start, comma=True, small=False)), None)
        comma_free = after is not None and "," not in page.text[runs[after].end : phrase.start]
        if after is not None and language.verb_final and not comma_free and (phrase.counterpart or page.text[phrase.end : phrase.end + 1] != ","):
            after = None  # the comma closes the subject; an apposition would have a second one
        order = (before, after, apposed)
        if language.names.surname_first and comma_free:
            order = (after, before, apposed)
        elif phrase.labels and {"genitive", "locative", "dative", "ablative"} & set(phrase.labels) and language.modifiers == "before":
            order = (after, None, None) if after is not None and not comma_free else (before, None, None)
        chosen = next((i for i in order if i is not None and i not in held), None)
        if chosen is None or (chosen == apposed and chosen not in (before, after) and phrase.bare):
            continue
        held[chosen] = phrase
        for other, state in _shared_office(page, sentence, runs, chosen):
            held.setdefault(other, replace(phrase, state=state))
        if phrase.plural:
            equals = _equals(page, language, runs, chosen)
            pairwise = phrase.listed if len(phrase.listed) == len(equals) + 1 else (phrase.state,) * (len(equals) + 1)
            held[chosen] = replace(phrase, state=pairwise[0])
            for other, state in zip(equals, pairwise[1:], strict=True):
                held.setdefault(other, replace(phrase, state=state))
            for other, state in _own_states(page, sentence, runs, chosen):
                held.setdefault(other, replace(phrase, state=state))
    return held


def _own_states(page: Page, sentence: Sentence, runs: Sequence[Run], first: int) -> list[tuple[int, str]]:
    """Names behind that share an office in the plural, each with its state: "президентами Таджикистана А, Киргизии Б"."""
    shared: list[tuple[int, str]] = []
    for index in range(first + 1, len(runs)):
        state = next((h for h in sentence.of("state") if 0 <= runs[index].start - h.end <= 2 and h.start >= runs[index - 1].end), None)
        if state is None or any(word not in sentence.language.and_words for word in page.view[runs[index - 1].end : state.start].split()):
            break
        shared.append((index, state.value))
    return shared


def _shared_office(page: Page, sentence: Sentence, runs: Sequence[Run], last: int) -> list[tuple[int, str]]:
    """Names in front that share the office of the last: "Vučić szerb, Zsaparov kirgiz és Mirzijojev üzbég elnökkel"."""
    shared: list[tuple[int, str]] = []
    for index in range(last - 1, -1, -1):
        after = runs[index + 1].start
        state = next((h for h in sentence.of("state") if 0 <= h.start - runs[index].end <= 2 and h.entry.data.get("form") == "adjective"), None)
        if state is None:
            break
        words = page.view[state.end : after].split()
        if any(word not in sentence.language.and_words for word in words) or after - state.end > 8:
            break
        shared.append((index, state.value))
    return shared


def _touching(page: Page, language: Language, left: int, right: int, *, comma: bool, small: bool = True) -> bool:
    raw = BRACKETS.sub(" ", page.text[left:right])
    gap = fold(raw)
    words = gap.split()
    if "\n" in gap or right - left > 40:
        return False
    punctuation = {c for c in raw if not c.isalnum() and not c.isspace()}
    allowed = {"-", ".", ","} if words else set()
    if comma:
        allowed |= {",", "–", "—", "-", "("}
    if punctuation - allowed - {'"', "«", "“", "„"}:
        return False
    between = language.of_words - language.and_words if comma and small else frozenset()
    return all(word in language.names.honorifics or word in between for word in words)


def _with_state_behind(page: Page, sentence: Sentence, run: Run, phrase: PositionPhrase) -> PositionPhrase:
    """ "President Ilham Aliyev of Azerbaijan": the state of an office may stand behind the name."""
    if phrase.represents is not None or phrase.former or sentence.language.modifiers != "both" or run.start < phrase.end:
        return phrase
    for hit in sentence.of("state"):
        gap = page.text[run.end : hit.start] if hit.start > run.end else ""
        if gap.startswith(" ") and len(gap) < 24 and gap.split() and all(word in sentence.language.of_words for word in page.view[run.end : hit.start].split()):
            return replace(phrase, state=hit.value)
    return phrase


def _equals(page: Page, language: Language, runs: Sequence[Run], first: int) -> list[int]:
    """Runs joined to the first by commas and "and"."""
    equals, at = [], first
    for index in range(first + 1, len(runs)):
        words = page.view[runs[at].end : runs[index].start].split()
        if any(word not in language.and_words for word in words) or runs[index].start - runs[at].end > 12:
            break
        equals.append(index)
        at = index
    return equals


def _counterparts(candidates: list[_Candidate]) -> list[_Candidate]:
    """A counterpart holds the office of the person told of in the same sentence, or last."""
    settled: list[_Candidate] = []
    for index, candidate in enumerate(candidates):
        phrase = candidate.phrase
        if phrase is not None and phrase.counterpart:
            near = [c for c in [*reversed(candidates[:index]), *candidates[index + 1 :]] if abs(c.sentence.index - candidate.sentence.index) <= 1]
            others = [c.phrase for c in near if c.phrase is not None and not c.phrase.counterpart]
            model = next((p for p in others if p.position_class is not PositionClass.OTHER), None)
            if model is not None:
                phrase = replace(phrase, office=model.office, position_class=model.position_class, bare=False)
        settled.append(replace(candidate, phrase=phrase))
    return settled


def _settle_counterparts(page: Page, known: list[Known]) -> None:
    """A counterpart of somebody whose office only a later sentence told."""
    for person in known:
        phrase = next((p for p in person.phrases if p.counterpart and p.position_class is PositionClass.OTHER), None)
        if phrase is None or len(person.phrases) > 1:
            continue
        place = page.sentence_at(phrase.start)
        beside = [k for k in known if k is not person and k.best is not None and any(place.start <= m[0] < place.end for m in k.mentions)]
        if beside and beside[0].best is not None:
            person.phrases = [replace(phrase, office=beside[0].best.office, position_class=beside[0].best.position_class, bare=False)]


def _full_names(page: Page, candidates: Sequence[_Candidate], vocabulary: Vocabulary) -> list[Known]:
    known: list[Known] = []
    for candidate in candidates:
        if len(candidate.name.words) < 2 or not _convincing(page, candidate):
            continue
        same = next((k for k in known if _same(k.name, candidate.name)), None)
        if same is None:
            known.append(Known(candidate.name))
        elif _fuller(candidate.name, same.name):
            same.name = candidate.name
    del vocabulary
    return known


def _convincing(page: Page, candidate: _Candidate) -> bool:
    """Whether a run of two or more capitalised words is a person."""
    name, run = candidate.name, candidate.run
    initial = any(is_initial(page, token) for token in run.tokens[:-1])
    score = 3.0 * (candidate.phrase is not None) + 2.0 * run.honoured + 1.6 * name.known_given + 1.0 * name.surname_like + 1.2 * initial
    if len(name.words) > 4:
        score -= 1.0
    sentence = candidate.sentence
    score += 0.6 * bool(sentence.of("engagement.verb", "engagement.noun", "say"))
    capitals = sum(t.capital for t in sentence.tokens)
    if len(sentence.tokens) > 4 and capitals > 0.7 * len(sentence.tokens):
        score -= 0.8  # a headline in capitals proves little
    if any(word.isupper() and len(word) > 3 for word in name.words) and candidate.phrase is None:
        score -= 1.0
    return score >= _ENOUGH


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
    return all(any(w == v or (len(w) <= 2 and v.startswith(w[0])) or (len(v) <= 2 and w.startswith(v[0])) for v in long) for w in short)


def _fuller(new: Name, old: Name) -> bool:
    return (len("".join(new.words)) if new.case is None else 0) > len("".join(old.words)) or (
        len(new.words) >= len(old.words) and sum(len(w) <= 2 for w in new.words) < sum(len(w) <= 2 for w in old.words)
    )


def _follow(page: Page, candidates: Sequence[_Candidate], known: list[Known], vocabulary: Vocabulary) -> dict[int, list[PersonMention]]:
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
        if candidate.phrase is not None:
            person.phrases.append(candidate.phrase)
        mentions[candidate.sentence.index].append(PersonMention(candidate.run.start, candidate.run.end, index, case or _case_behind(candidate)))
    del page
    return mentions


def _case_behind(candidate: _Candidate) -> str | None:
    """The case of an office that stands behind its name: "Mirzijojev elnökkel"."""
    phrase = candidate.phrase
    if phrase is None or not candidate.run.end <= phrase.start <= candidate.run.end + 30:
        return None
    return next((label for label in reversed(phrase.labels) if label in CASES), None)


def _whom(candidate: _Candidate, known: list[Known]) -> tuple[int | None, str | None]:
    name = candidate.name
    if len(name.words) > 1:
        return next((i for i, k in enumerate(known) if _same(k.name, name)), None), name.case
    word = name.folded[0]
    names = candidate.sentence.language.names
    found: list[tuple[int, str | None]] = []
    for index, person in enumerate(known):
        for position, part in enumerate(person.name.folded):
            if len(part) <= 2 or (position != person.name.surname and person.full and len(person.name.folded) > 1 and word != part):
                continue
            raw = word.split("'")[0]
            if raw == part or word == part:
                found.append((index, name.case))
            elif word.startswith(part[: max(3, len(part) - 2)]):
                case = next((c for e, r, c in names.endings if word.endswith(e) and word[: len(word) - len(e)] + r == part), None)
                if case is not None:
                    found.append((index, case))
    if not found:
        return None, None
    classes = candidate.phrase.position_class if candidate.phrase else None
    fitting = [f for f in found if classes and any(p.position_class is classes for p in known[f[0]].phrases)] or found
    recent = max(fitting, key=lambda f: (known[f[0]].name.folded[known[f[0]].name.surname] == word.split("'")[0], max(known[f[0]].mentions, default=(-1, -1))))
    return recent


def _single(candidate: _Candidate, vocabulary: Vocabulary) -> bool:
    """Whether a single capitalised word that nobody's name explains is a person nevertheless."""
    word = candidate.name.folded[0]
    if len(word) < 3 or vocabulary.small[word] > 0 or candidate.name.case in _AT:
        return False
    if candidate.phrase is not None and not candidate.phrase.plural and candidate.phrase.position_class is not PositionClass.OTHER:
        return True
    return candidate.run.honoured or (candidate.name.surname_like and len(word) >= 6 and bool(candidate.sentence.of("say", "engagement.verb")) and not candidate.name.words[0].isupper())


def _follow_titles(
    page: Page, positions: dict[int, list[PositionPhrase]], known: list[Known], mentions: dict[int, list[PersonMention]], home: str | None
) -> None:
    """Offices that stand alone mean the person of this text who holds them."""
    attached = {(p.start, p.end) for person in known for p in person.phrases}
    for index, phrases in positions.items():
        for phrase in phrases:
            if (phrase.start, phrase.end) in attached or phrase.plural or phrase.former or phrase.counterpart:
                continue
            if (heir := _without_office(phrase, known, page)) is not None:
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
            chosen = max(before, key=lambda pair: max(m for m in pair[1].mentions if m[0] < phrase.start))[0] if before else holders[0][0]
            if phrase.bare and len(holders) > 1 and not before:
                continue
            case = next((label for label in reversed(phrase.labels) if label not in {"possessive", "plural"}), None)
            mentions[index].append(PersonMention(phrase.start, phrase.end, chosen, case))


def _without_office(phrase: PositionPhrase, known: list[Known], page: Page) -> int | None:
    """The person just named without an office, where the next sentence names an office without a person."""
    if any(p.position_class is phrase.position_class and p.represents == phrase.represents for k in known for p in k.phrases):
        return None
    at = page.sentence_at(phrase.start).index
    near = [
        (max(m for m in k.mentions if m[0] < phrase.start), i)
        for i, k in enumerate(known)
        if not k.phrases and any(m[0] < phrase.start for m in k.mentions)
    ]
    near = [(m, i) for m, i in near if 1 <= at - page.sentence_at(m[0]).index <= 2]
    if phrase.bare:
        # the office alone: only somebody whom the text is about from its beginning
        near = [(m, i) for m, i in near if page.sentence_at(known[i].mentions[0][0]).index <= 2 and len(known[i].mentions) > 1]
        if phrase.position_class not in _HEADS or len(near) != 1:
            return None
    if not near:
        return None
    first = min(near, key=lambda pair: (-page.sentence_at(pair[0][0]).index, pair[0]))
    return first[1]


def _compatible(phrase: PositionPhrase, person: Known, home: str | None) -> bool:
    wanted = phrase.represents
    best = person.best
    own = best.represents if best else None
    if wanted is None:
        return True
    return own == wanted or (own is None and wanted == home)


_BODY_OF = {PositionClass.ACADEMIC: {"university", "institute", "academy"}, PositionClass.EXECUTIVE: {"company", "bank", "chamber", "association"}}


def _give_bodies(page: Page, known: list[Known], organisations: dict[int, list[OrganisationMention]]) -> None:
    """A rector or a director whose words name no body heads the one that the text is about."""
    ordered = [o for index in sorted(organisations) for o in organisations[index]]
    for person in known:
        best = person.best
        if best is None or best.organisation or best.former or best.position_class not in _BODY_OF:
            continue
        fitting = [o for o in ordered if o.kind in _BODY_OF[best.position_class]]
        if fitting:
            body = next((o for o in reversed(fitting) if o.start < best.start), fitting[0])
            person.state = body.id
            person.doubts.append("body assumed")
    del page


def _give_states(page: Page, known: list[Known], home: str | None) -> None:
    """An office whose words name no state: the state of the list it stands in, or the text's own."""
    last: tuple[int, str | None] = (-2, None)
    ordered = sorted((k for k in known if k.mentions), key=lambda k: k.mentions[0])
    previous: Known | None = None
    for person in ordered:
        best = person.best
        if best is None:
            continue
        before, previous = previous, person
        sentence = page.sentence_at(best.start)
        if best.represents is not None or best.former:
            last = (sentence.index, best.represents) if sentence.bullet else last
            continue
        if best.position_class in _STATELESS or best.position_class is PositionClass.OTHER:
            continue
        stated = next((p.state for p in person.phrases if p.state), None)
        in_list = last[1] if sentence.bullet and 0 <= sentence.index - last[0] <= 3 else _enumerated(page, sentence, person, before)
        person.state = stated or in_list or _elsewhere(page, sentence, person, home, first=person is ordered[0]) or home
        if sentence.bullet and person.state:
            last = (sentence.index, person.state)
        if stated is None and in_list is None:
            person.doubts.append("state assumed")


def _elsewhere(page: Page, sentence: Sentence, person: Known, home: str | None, *, first: bool) -> str | None:
    """The foreign state whose official somebody must be: met in its city, or come from it to the text's own state."""
    start = person.mentions[0][0]
    visits = any(h.value == "visit" for h in sentence.of("engagement.verb", "engagement.noun"))
    here = [h for h in sentence.of("state") if h.value == home and h.entry.data.get("form") == "name" and _AWAY & set(h.labels)]
    # an official of another state named beside is the visitor; this one then is the host
    named = any(h.value != home and any(0 <= o.start - h.end <= 40 for o in sentence.of("office")) for h in sentence.of("state"))
    if visits and here and not named:
        others = Counter(h.value for s in page.sentences for h in s.of("state") if h.value != home)
        return others.most_common(1)[0][0] if others else None
    if first:
        return None
    places = [h for h in sentence.of("city", "state") if _AWAY & set(h.labels) and h.start < start and h.entry.data.get("form") != "adjective"]
    states = [h.value.partition(", ")[2] if h.kind == "city" else h.value for h in places]
    return next((s for s in reversed(states) if s and s != home), None)


def _enumerated(page: Page, sentence: Sentence, person: Known, before: Known | None) -> str | None:
    """The state of the official listed just before: "Turkiya … vaziri X, … vaziri Y"."""
    best = person.best
    if before is None or best is None or before.best is None or not before.best.state:
        return None
    end = next((m[1] for m in reversed(before.mentions) if sentence.start <= m[0] and m[1] <= best.start), None)
    if end is None:
        return None
    if best.office == before.best.office or best.position_class is before.best.position_class is PositionClass.HEAD_OF_STATE:
        return None  # a state has one of each: the other one is another state's
    words = page.view[end : best.start].split()
    joining = sentence.language.and_words - sentence.language.marks["with"].after
    return before.best.state if len(words) <= 1 and all(word in joining for word in words) and best.start - end <= 8 else None


def _person(page: Page, known: Known) -> Person:
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
        name_en=english_name(known.name, page.sentence_at(known.mentions[0][0]).language),
        position=best.office if best else None,
        position_class=best.position_class if best else None,
        represents=represents,
        spans=tuple(Span(*m) for m in sorted(set(known.mentions))),
        claims=tuple(claims),
        doubts=tuple(dict.fromkeys(known.doubts if best else [*known.doubts, "no office in this text"])),
    )
