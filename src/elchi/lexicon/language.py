"""One language's data, typed: how it marks cases and tenses, how names go, and the matcher over all its terms.

A `Language` is built from the compiled JSON on first use and kept. The kinds of entries that the matcher reports are
listed in `_word_lists`; they are the words by which the reading asks for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from elchi.errors import UnsupportedSourceError
from elchi.lexicon.chains import TENSES, Chain
from elchi.lexicon.fold import fold
from elchi.lexicon.matcher import Entry, Matcher, Pattern
from elchi.lexicon.terms import expand
from elchi.lexicon.world import read_compiled

ENGAGEMENT_KINDS = ("meeting", "call", "visit", "conference", "signing", "correspondence")
OUTCOME_KINDS = ("signed", "adopted", "agreed", "pledged", "target", "scheduled", "invited", "proposed")
_NOTHING: Mapping[str, str] = {}
WordList = tuple[list[str] | None, Entry, bool]
"""Terms (None where the language leaves the list out), what they stand for, whether they are verbs."""


@dataclass(frozen=True, slots=True)
class Marking:
    """How a language marks a role: words behind or before a name, or cases of the name."""

    after: frozenset[str]
    before: frozenset[str]
    cases: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class NameRules:
    """How people's names are built and inflected."""

    surname_first: bool
    endings: tuple[tuple[str, str, str], ...]
    """(ending, what stands there in the nominative, case), longest ending first."""
    honorifics: frozenset[str]
    dotted: tuple[str, ...]
    """Honorifics that are abbreviations of several words, in capitals: ``H.E.``; their letters are no initials."""
    after: frozenset[str]
    particles: frozenset[str]
    surname_endings: tuple[str, ...]
    given: Mapping[str, str]
    """Folded given name -> ``m`` or ``f``."""
    feminine: Mapping[str, str]
    case_letters: tuple[str, ...]
    """Letters in which only a case can end: no name does."""
    romanise: tuple[tuple[str, str], ...]
    clear: frozenset[str] = frozenset()
    """Endings that only a case has behind a consonant."""
    by_last: Mapping[str, tuple[tuple[str, str, str], ...]] = field(default_factory=dict, repr=False)
    """The endings by their last letter."""

    def endings_of(self, word: str) -> tuple[tuple[str, str, str], ...]:
        """The case endings with which a folded word ends, longest first."""
        return _endings(self, word)


@lru_cache(maxsize=50_000)  # one name is asked about a dozen times, and names come again
def _endings(rules: NameRules, word: str) -> tuple[tuple[str, str, str], ...]:
    return tuple([row for row in rules.by_last.get(word[-1:], ()) if word.endswith(row[0])])


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """One language as data."""

    code: str
    """The folder: ``tr``, ``uz-Cyrl``."""
    tag: str
    """What a reading says: ``uz`` for both alphabets."""
    script: str
    states: tuple[str, ...]
    frequent: frozenset[str]
    apostrophe: bool
    noun: Chain
    verb: Chain
    names: NameRules
    abbreviations: frozenset[str]
    and_words: frozenset[str]
    of_words: frozenset[str]
    marks: Mapping[str, Marking]
    """``with``, ``to``, ``from``, ``by``."""
    verb_final: bool
    """The verb ends its clause (the Turkic languages)."""
    modifiers: str
    """Where state and portfolio stand in an office: ``before`` it or on ``both`` sides."""
    matcher: Matcher
    raw: Mapping[str, Any]
    """The files as compiled, for what only one reader needs."""


@lru_cache(maxsize=1)
def supported_languages() -> tuple[str, ...]:
    """Folders of the languages that are read, variants in another alphabet included."""
    return tuple(code for code, facts in read_compiled("languages").items() if not facts.get("trial"))


@lru_cache(maxsize=1)
def trial_languages() -> tuple[str, ...]:
    """Folders of the languages on trial, which are read only where a document names them."""
    return tuple(code for code, facts in read_compiled("languages").items() if facts.get("trial"))


def readable_languages() -> str:
    """Which languages may be named, in words, for a message."""
    trial = trial_languages()
    return ", ".join(supported_languages()) + (f"; on trial, only where named: {', '.join(trial)}" if trial else "")


@lru_cache(maxsize=32)
def load_language(code: str) -> Language:
    """Return the language of the folder `code` (``tr``, ``uz-Cyrl``), built on first use.

    Raises UnsupportedSourceError for a language that has no lexicon.
    """
    if code not in {*supported_languages(), *trial_languages()}:
        raise UnsupportedSourceError(f"no lexicon for the language {code!r}", mend=f"read are: {readable_languages()}")
    raw = read_compiled(code)
    head = raw["language"]
    chains = head.get("chains", {})
    noun = Chain(chains.get("noun", []))
    verb = Chain(chains.get("verb", []), needs=TENSES if head.get("verbs_need_tense") else frozenset())
    return Language(
        code=code,
        tag=head["code"].split("-")[0],
        script=head["script"],
        states=tuple(head.get("states", [])),
        frequent=_folded(head.get("frequent")),
        apostrophe=bool(head.get("apostrophe")),
        noun=noun,
        verb=verb,
        names=_name_rules(head.get("names", {})),
        abbreviations=_folded(head.get("abbreviations")),
        and_words=_folded(head.get("and")),
        of_words=_folded(head.get("of")),
        marks={role: _marking(head.get(role, {})) for role in ("with", "to", "from", "by")},
        verb_final=bool(head.get("verb_final")),
        modifiers=str(head.get("modifiers") or "before"),
        matcher=Matcher(_patterns(raw, noun, verb)),
        raw=raw,
    )


def _folded(words: list[Any] | None) -> frozenset[str]:
    return frozenset(fold(str(word)).strip() or str(word) for word in words or [])


def _dotted(title: object) -> bool:
    return "." in str(title).rstrip(".")


def _marking(data: Mapping[str, list[str]]) -> Marking:
    return Marking(_folded(data.get("after")), _folded(data.get("before")), frozenset(data.get("cases") or []))


def _name_rules(data: Mapping[str, Any]) -> NameRules:
    endings = {
        (fold(ending.partition(">")[0]), ending.partition(">")[2], case)
        for case, all_ in (data.get("cases") or {}).items()
        for ending in all_ or []
        if ending
    }
    given = {
        fold(str(name)): gender for gender in ("m", "f") for name in (data.get("given") or {}).get(gender, []) or []
    }
    ordered = tuple(sorted(endings, key=lambda row: (-len(row[0]), row)))
    return NameRules(
        surname_first=data.get("order") == "surname-first",
        endings=ordered,
        by_last={
            last: tuple(row for row in ordered if row[0].endswith(last)) for last in {row[0][-1] for row in ordered}
        },
        honorifics=frozenset(
            word
            for title in _folded([t for t in data.get("honorifics") or [] if not _dotted(t)])
            for word in title.split()
        ),
        case_letters=tuple(data.get("case_letters") or ("\n",)),
        dotted=tuple(str(title).upper() for title in data.get("honorifics") or [] if _dotted(title)),
        after=_folded(data.get("after")),
        particles=_folded(data.get("particles")),
        surname_endings=tuple(sorted({fold(str(e)) for e in data.get("surname_endings") or [] if len(str(e)) > 1})),
        given=given,
        feminine={fold(m): fold(f) for m, f in (data.get("feminine") or {}).items()},
        clear=_folded(data.get("clear")),
        romanise=tuple((str(a), str(b)) for a, b in data.get("romanise") or []),
    )


def patterns_of(code: str) -> Iterator[Pattern]:
    """Every form of a language with what it stands for, without a matcher over them; see `load_language`."""
    raw = read_compiled(code)
    chains = raw["language"].get("chains", {})
    yield from _patterns(raw, Chain(chains.get("noun", [])), Chain(chains.get("verb", [])))


def _patterns(raw: Mapping[str, Any], noun: Chain, verb: Chain) -> Iterator[Pattern]:
    paradigms = {name: [str(e or "") for e in ends] for name, ends in raw["language"].get("paradigms", {}).items()}
    for terms, entry, verbal in _word_lists(raw):
        chain = verb if verbal else noun
        for term in terms or []:
            for form in expand(str(term), paradigms):
                yield Pattern(form, entry, chain)


def _word_lists(raw: Mapping[str, Any]) -> Iterator[WordList]:
    """Every word list of a language as (terms, entry, whether they are verbs)."""
    for code, names in raw.get("states", {}).items():
        yield names.get("names"), Entry("state", code, {"form": "name"}), False
        yield names.get("adjectives"), Entry("state", code, {"form": "adjective"}), False
    for city, terms in raw.get("cities", {}).items():
        yield terms, Entry("city", city, _NOTHING), False
    for region, terms in raw.get("regions", {}).items():
        yield terms, Entry("region", region, _NOTHING), False
    for ident, terms in raw.get("organisations", {}).get("known", {}).items():
        yield terms, Entry("organisation", ident, _NOTHING), False
    for kind, head in raw.get("organisations", {}).get("heads", {}).items():
        yield head["terms"], Entry("orghead", kind, {k: str(v) for k, v in head.items() if k != "terms"}), False
    yield raw.get("organisations", {}).get("legal_forms"), Entry("legal_form", "", _NOTHING), False
    yield from _positions(raw.get("positions", {}))
    yield from _engagements(raw.get("engagements", {}))
    yield from _outcomes(raw.get("outcomes", {}))
    for topic, terms in raw.get("topics", {}).items():
        yield terms, Entry("topic", topic, _NOTHING), False
    yield from _times_and_numbers(raw.get("dates", {}), raw.get("numbers", {}))
    speech = raw.get("speech", {})
    yield speech.get("verbs"), Entry("say", "verb", _NOTHING), True
    yield speech.get("phrases"), Entry("say", "phrase", _NOTHING), True
    for medium, terms in (speech.get("media") or {}).items():
        yield terms, Entry("medium", medium, _NOTHING), False
    yield speech.get("sources"), Entry("source", "", _NOTHING), True
    yield speech.get("bylines"), Entry("byline", "", _NOTHING), False
    yield speech.get("captions"), Entry("caption", "", _NOTHING), False
    yield from _follow(raw.get("follow", {}))


def _follow(data: Mapping[str, Any]) -> Iterator[WordList]:
    for act, lists in (data.get("acts") or {}).items():
        yield lists.get("verbs"), Entry("act", act, _NOTHING), True
        for tense in ("nouns", "done", "going", "coming"):
            yield lists.get(tense), Entry("act", act, {"tense": tense}), tense != "nouns"
    for concept, terms in (data.get("concepts") or {}).items():
        yield terms, Entry("concept", concept, _NOTHING), False
    for role, lists in (data.get("roles") or {}).items():
        yield lists.get("verbs"), Entry("role", role, {"side": "either"}), True
        for side in ("before", "after", "either"):
            yield lists.get(side), Entry("role", role, {"side": side}), False
    for measure, terms in (data.get("measures") or {}).items():
        yield terms, Entry("measure", measure, _NOTHING), False


def _positions(data: Mapping[str, Any]) -> Iterator[WordList]:
    for office in data.get("offices", []):
        facts = {k: str(v) for k, v in office.items() if k != "terms" and v is not None}
        yield office["terms"], Entry("office", office["class"], facts), False
    for english, terms in (data.get("portfolios") or {}).items():
        yield terms, Entry("portfolio", english, _NOTHING), False
    for alias in data.get("aliases") or []:
        yield (
            alias["terms"],
            Entry("alias", alias["class"], {k: str(v) for k, v in alias.items() if k != "terms"}),
            False,
        )
    for word in ("former", "acting", "counterpart"):
        yield data.get(word), Entry(word, "", _NOTHING), False


def _engagements(data: Mapping[str, Any]) -> Iterator[WordList]:
    for kind in ENGAGEMENT_KINDS:
        lists = data.get(kind) or {}
        yield lists.get("verbs"), Entry("engagement.verb", kind, _NOTHING), True
        yield lists.get("discuss"), Entry("engagement.verb", kind, {"with": "counterpart"}), True
        yield lists.get("nouns"), Entry("engagement.noun", kind, _NOTHING), False
        for english, terms in (lists.get("english") or {}).items():
            yield terms, Entry("engagement.noun", kind, {"en": str(english)}), False
    for fixed in data.get("fixed") or []:
        yield fixed["terms"], Entry("engagement.verb", fixed["kind"], _NOTHING, (fixed["tense"],)), True
    for status, terms in (data.get("perform") or {}).items():
        yield terms, Entry("perform", status, _NOTHING), True
    yield (data.get("call") or {}).get("means"), Entry("call.means", "", _NOTHING), False
    for name in (
        "margins",
        "mutual",
        "list_intro",
        "delegations",
        "sides",
        "leaders",
        "hosts",
        "passive_agent",
        "refers",
        "attend",
        "moved_to",
        "negation",
        "capitals",
        "same_day",
    ):
        yield data.get(name), Entry(name, "", _NOTHING), name == "attend"
    for number, terms in (data.get("ordinals") or {}).items():
        yield terms, Entry("ordinal", str(number), _NOTHING), False


def _outcomes(data: Mapping[str, Any]) -> Iterator[WordList]:
    for kind in OUTCOME_KINDS:
        lists = data.get(kind) or {}
        yield lists.get("verbs"), Entry("outcome.verb", kind, _NOTHING), True
        yield lists.get("nouns"), Entry("outcome.noun", kind, _NOTHING), False
        yield lists.get("phrases"), Entry("outcome.phrase", kind, _NOTHING), True
    yield data.get("documents"), Entry("document", "", _NOTHING), False
    yield data.get("not"), Entry("outcome.not", "", _NOTHING), True
    for kind, terms in (data.get("opportunities") or {}).items():
        yield terms, Entry("opportunity", kind, _NOTHING), False


def _times_and_numbers(dates: Mapping[str, Any], numbers: Mapping[str, Any]) -> Iterator[WordList]:
    for kind in ("months", "weekdays", "days", "told_days", "weeks", "months_relative", "years_relative"):
        for value, terms in (dates.get(kind) or {}).items():
            yield terms, Entry(f"date.{kind}", str(value), _NOTHING), False
    yield dates.get("year"), Entry("date.year", "", _NOTHING), False
    yield dates.get("until"), Entry("date.until", "", _NOTHING), False
    for kind in ("words", "magnitudes", "currencies", "indicators", "growth"):
        for value, terms in (numbers.get(kind) or {}).items():
            yield terms, Entry(f"number.{kind}", str(value), _NOTHING), False
    for kind in ("percent", "near"):
        yield numbers.get(kind), Entry(f"number.{kind}", "", _NOTHING), False
