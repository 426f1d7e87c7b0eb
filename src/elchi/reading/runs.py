"""Runs of capitalised words that may be a person's name.

A run breaks at anything the lexicon explains otherwise (states, organisations, offices, cities, months), at punctuation
and at the line's end; at a new given name behind a surname the next person begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from elchi.lexicon import Hit, Language, fold
from elchi.lexicon.records import Record
from elchi.reading.dates import name_not_month
from elchi.reading.names import Run, Vocabulary, ends_a_name, given_cut, is_initial, like_surname, runs_on
from elchi.reading.page import Page, Sentence, Token, lies_in
from elchi.reading.placenames import EXPLAINED, PLACED, given_of_place, surname_of_place

_HARD = frozenset(["state", "region", "organisation", "office", "alias", "date.months", "orghead", "byline"])
_SOFT = EXPLAINED - _HARD
_LONG = frozenset(["city", "state", "organisation"])
_PLACES = frozenset(["city", "state", "region"])
_INITIAL = 2  # letters, at most
_ABBREVIATION = 3  # letters, at least


def find_runs(page: Page, sentence: Sentence, blocked: Sequence[tuple[int, int]], vocabulary: Vocabulary) -> list[Run]:
    """Runs of capitalised words of a sentence that nothing in `blocked` or in the lexicon explains."""
    return _Gathering(page, sentence, blocked, vocabulary).gather()


class _Gathering:
    """The runs of one sentence while its words are gone through."""

    def __init__(
        self, page: Page, sentence: Sentence, blocked: Sequence[tuple[int, int]], vocabulary: Vocabulary
    ) -> None:
        self.runs: list[Run] = []
        self._page, self._sentence, self._vocabulary, self._blocked = page, sentence, vocabulary, blocked
        self._current: list[Token] = []
        self._honoured = self._namesake = False
        self._end = sentence.start
        self._skipped = sentence.start
        self._signs = _signs_of(sentence.language)
        self._hard: list[tuple[int, int]] = []
        self._soft: list[tuple[int, int]] = []
        self._long: list[tuple[int, int]] = []
        self._placed: list[tuple[int, int]] = []
        self._places: list[tuple[int, int]] = []
        for hit in sentence.hits:
            kind, place = hit.kind, (hit.start, hit.end)
            if kind in _SOFT:
                self._soft.append(place)
            elif kind in _HARD and not _named_alike(page, sentence, hit, blocked):
                self._hard.append(place)
            if kind in _LONG:
                self._long.append(place)
                if kind != "organisation" and not PLACED.isdisjoint(hit.labels):
                    self._placed.append(place)
            if kind in _PLACES and hit.entry.data.get("form") != "adjective":
                self._places.append(place)

    def gather(self) -> list[Run]:
        """Go through the sentence. Of the small words between two runs only the last can matter to what follows."""
        small: Token | None = None
        for position, token in enumerate(self._sentence.tokens):
            if (
                not token.capital
                and not self._current
                and token.start >= self._skipped
                and (len(token.word) > _INITIAL or not self._signs.dotted)
            ):
                small = token
                continue
            if small is not None:
                self._pass(small)
                small = None
            self.see(position, token)
        self.close()
        return self.runs

    def _pass(self, token: Token) -> None:
        """Pass a word at which nothing begins."""
        self._honoured = token.word in self._sentence.language.names.honorifics
        namesake = self._signs.named_before.get(token.word)
        self._namesake = namesake is not None and self._page.view.endswith(namesake, 0, token.end)
        self._end = token.end

    def see(self, position: int, token: Token) -> None:
        """Take the next word of the sentence in, or close the run before it."""
        if token.start < self._skipped or self._dotted_honorific(token):
            return
        names, word = self._sentence.language.names, token.word
        if not self._current and not token.capital:
            self._pass(token)
            return
        if self._current and self._ends_before(token):
            self.close()
        self._end = token.end
        letter = len(word) == 1 and is_initial(self._page, token)  # «Д.» of a name, not of «Д-р»
        if word in names.honorifics and not self._current and not letter and not self._is_given(position, word):
            self._honoured = True
        elif self._current and word in names.after:
            self._honoured = True
            self.close()
        elif self._current and word in self._signs.named_after:
            self._part_namesake()
        elif self._current and word in names.particles and not self._complete(token, word):
            self._current.append(token)
        else:
            self._take(position, token, word)

    def _dotted_honorific(self, token: Token) -> bool:
        """Whether an honorific of several letters and stops begins here, which is no name: "H.E. Ambassador X"."""
        if not self._signs.dotted or not is_initial(self._page, token):
            return False
        found = next((h for h in self._signs.dotted if self._page.text.startswith(h, token.start)), None)
        if found is None:
            return False
        self.close()
        self._honoured, self._skipped = True, token.start + len(found)
        self._end = self._skipped
        return True

    def close(self) -> None:
        """End the run, if one has begun."""
        view, endings = self._page.view, self._sentence.language.names.surname_endings or ("\n",)
        current = self._current
        while current and not current[-1].capital and not view[current[-1].start : current[-1].end].endswith(endings):
            current.pop()
        if current and self._namesake:
            self._namesake = False  # «университет имени Ислама Каримова»
        elif current:
            self.runs.append(
                Run(current[0].start, current[-1].end, tuple(current), self._honoured, self._sentence.index)
            )
        self._current, self._honoured = [], False

    def _part_namesake(self) -> None:
        """Whom something is named after is nobody who acts: "Авазжон Мараҳимов М. В. Ломоносов номидаги университет …"."""
        words = [self._page.view[t.start : t.end] for t in self._current]
        initial = next((i for i, token in enumerate(self._current) if i > 1 and is_initial(self._page, token)), 0)
        if (
            not initial and not self._sentence.language.names.surname_first
        ):  # "D.Seýitmämmedow Iwane Jawahişwili adyndaky …"
            ends = (i for i in range(1, len(words) - 1) if ends_a_name(self._sentence.language, words[i]))
            initial = next((i + 1 for i in ends), 0)
        namesake = self._current[initial:]
        if initial:
            self._current = self._current[:initial]
            self.close()
        self._current = namesake
        self.close()

    def _is_given(self, position: int, word: str) -> bool:
        """Whether a title that is a given name too stands before one more capital, a surname: "Sultan Rayev"."""
        names = self._sentence.language.names
        following = [*self._sentence.tokens[position + 1 : position + 3]]
        if word not in names.given or not following or not following[0].capital:
            return False
        particle = self._page.view[following[-1].start : following[-1].end] in names.particles
        return len(following) == 1 or not (following[1].capital or particle)  # not "Sultan Haitham bin Tariq"

    def _complete(self, token: Token, word: str) -> bool:
        """Whether a small word that may mean "son of" follows a surname in -ov: then it is the word for "great"."""
        names, last = self._sentence.language.names, self._current[-1]
        patronymic = word in names.feminine or word in names.feminine.values()
        before = last.word
        return patronymic and not token.capital and before.endswith(tuple(e for e in names.feminine if e != word))

    def _ends_before(self, token: Token) -> bool:
        """Whether what stands between the run and the next word ends a name, or a word in Latin letters among Cyrillic ones."""
        last, text = self._current[-1], self._page.text
        if not runs_on(text[self._end : token.start], last.word):
            return True
        # a company's name in Latin letters ends where a person's begins
        return self._sentence.language.script == "Cyrl" and text[token.start].isascii() != text[last.start].isascii()

    def _take(self, position: int, token: Token, word: str) -> None:
        page, sentence, language = self._page, self._sentence, self._sentence.language
        if word.partition("'")[0] in self._signs.not_names:
            if len(self._current) == 1 and not language.names.surname_first:
                self._current = []  # "Füzuli Beynəlxalq Hava Limanı"
            self.close()
            return
        given = word.partition("'")[0] in language.names.given or given_of_place(page, sentence, position)
        surname = surname_of_place(page, sentence, position)
        if not token.capital or self._explained(token, word, given=given, surname=surname):
            self.close()
            return
        begins = not self._current
        if begins and language.script == "Cyrl" and self._abbreviates(position, token):
            return
        if (
            begins
            and position == 0
            and not given
            and not surname
            and _ordinary(sentence, token, word, self._vocabulary)
        ):
            return
        if not begins and (
            self._named_by_initial() or (given and _next_person(sentence, position, len(self._current)))
        ):
            self.close()  # "Şahin Mustafayev Hakan Fidanla görüşüb", «М.Чавушоглу Назарбаевқа»: the next person begins
        self._current.append(token)
        if language.apostrophe and "'" in word and language.noun.labels(word[word.rindex("'") :]) is not None:
            self.close()  # an inflected word ends a name
        elif len(self._current) > 1 and not given and _inflected_surname(language, word):
            self.close()
        if (
            language.names.surname_first
            and len(self._current) > 1
            and not given
            and given_cut(language, word) is not None
        ):
            self.close()  # and so does an inflected given name that stands last: "Rogán Antalnak Galimzsan …"

    def _named_by_initial(self) -> bool:
        """Whether the run is whole: an initial and a surname."""
        language, last = self._sentence.language, self._current[-1]
        word = last.word
        return (
            len(self._current) > 1
            and not language.names.surname_first
            and is_initial(self._page, self._current[0])
            and not is_initial(self._page, last)
            and word not in language.names.given
            and like_surname(language, word)
        )

    def _abbreviates(self, position: int, token: Token) -> bool:
        """Whether a word is an abbreviation in front of a name written otherwise: «директор ЦСИ Нух Йылмаз»."""
        following = self._sentence.tokens[position + 1 : position + 2]
        text = self._page.text
        long = token.end - token.start >= _ABBREVIATION and text[token.start : token.end].isupper()
        return (
            long
            and bool(following)
            and following[0].capital
            and not text[following[0].start : following[0].end].isupper()
        )

    def _explained(self, token: Token, word: str, *, given: bool, surname: bool) -> bool:
        """Whether the lexicon explains a capitalised word as something that is no part of a name here."""
        at, language = token.start, self._sentence.language
        last = self._current[-1] if self._current else None
        follows = last is not None and (last.word in language.names.given or last.end - last.start <= 2)
        blocked = lies_in(self._blocked, at)
        if (
            not follows
            and not given
            and len(word) > 2
            and word in language.frequent
            and not language.names.surname_first
        ):
            return True  # "President Postpones His Visit": headlines write every word with a capital
        if (blocked or lies_in(self._hard, at)) and not surname and (blocked or not follows):
            return True
        if not given and lies_in(self._placed, at):
            return True
        if len(self._current) > 1 and not given and not surname and lies_in(self._places, at):
            return True  # a name of two words is whole, though both are given names: "Enver İbrahim Ankara'ya geldi"
        if not follows and any(a <= at < b and (a < at or b > token.end) for a, b in self._long):
            return True  # "Нур-Султан" is a city, though «Нур» is a given name
        if follows or given or surname or not lies_in(self._soft, at) or is_initial(self._page, token):
            return False
        return language.apostrophe or given_cut(language, word) is None


class _Signs(Record, frozen=True):
    """What a language says about words beside a name."""

    named_before: dict[str, str]
    """The last word of what stands before the name of whom something is named after -> all of it, behind a blank."""
    named_after: frozenset[str]
    dotted: tuple[str, ...]
    """Honorifics of several letters and stops."""
    not_names: frozenset[str]
    """Capitalised words that are no part of a person's name: "Sarayı", "Nişanı"."""


@lru_cache(maxsize=32)
def _signs_of(language: Language) -> _Signs:
    raw = language.raw["language"]
    return _Signs(
        {term.split()[-1]: f" {term}" for term in raw.get("named_before") or ()},
        frozenset(raw.get("named_after") or ()),
        language.names.dotted,
        frozenset(fold(str(word)) for word in raw.get("not_names") or ()),
    )


def _named_alike(page: Page, sentence: Sentence, hit: Hit, blocked: Sequence[tuple[int, int]]) -> bool:
    """Whether a month, a people or an office is a given name here: «генсек ТЮРКСОЙ Султан Раев»."""
    if hit.kind == "office":
        return not lies_in(blocked, hit.start) and _given(sentence.language, page.view[hit.start : hit.end])
    return name_not_month(page, sentence, hit) or _name_not_state(page, sentence, hit)


def _name_not_state(page: Page, sentence: Sentence, hit: Hit) -> bool:
    """Whether a word for people of a state is a given name, between an office and another capital: "Bakanı Irakli Chikovani"."""
    if (
        hit.entry.kind != "state"
        or hit.entry.data.get("form") != "adjective"
        or page.view[hit.start : hit.end] not in sentence.language.names.given
    ):
        return False
    behind = page.text[hit.end : hit.end + 2]
    return (
        behind[:1] == " " and behind[1:].isupper() and any(0 <= hit.start - o.end <= 1 for o in sentence.of("office"))
    )


def _inflected_surname(language: Language, word: str) -> bool:
    """Whether a word is a surname with an ending, in the languages where only the last word of a name has one."""
    if language.apostrophe or not language.verb_final or language.names.surname_first or like_surname(language, word):
        return False
    return ends_a_name(language, word)


def _next_person(sentence: Sentence, position: int, before: int) -> bool:
    """Whether a given name behind a surname begins another person: a full name stands before it, or follows with its own surname."""
    words = [t.word for t in sentence.tokens[position - 1 : position + 2]]
    language = sentence.language
    if not ends_a_name(language, words[0]):
        return False
    return before > 1 or (
        not language.names.surname_first
        and len(words) > 2
        and sentence.tokens[position + 1].capital
        and ends_a_name(language, words[2])
    )


def _given(language: Language, word: str) -> bool:
    """Whether a word is a known given name, inflected or not."""
    return word in language.names.given or given_cut(language, word) is not None


def _ordinary(sentence: Sentence, token: Token, word: str, vocabulary: Vocabulary) -> bool:
    """Whether the first word of a sentence is likely an ordinary word that only the sentence made capital."""
    if word in vocabulary.small:
        return True
    following = next((t for t in sentence.tokens if t.start > token.start), None)
    if word in sentence.language.frequent:  # "Nagy" is a surname too, before a given name
        return (
            following is None
            or not sentence.language.names.surname_first
            or not _given(sentence.language, following.word)
        )
    if not sentence.language.apostrophe and len(word) >= 5:  # a name is met in other cases elsewhere
        stem = word[: max(4, len(word) - 2)]
        if any(other.startswith(stem) and abs(len(other) - len(word)) <= 3 for other in vocabulary.inner):
            return False
    if "'" in word and sentence.language.apostrophe:
        return False
    if (
        following is not None
        and like_surname(sentence.language, word)
        and any(h.start == following.start for h in sentence.of("engagement.verb", "say", "outcome.verb", "perform"))
    ):
        return False  # «Токаев направил …»
    if following is None or not following.capital:
        return word not in vocabulary.inner and (following is not None or not like_surname(sentence.language, word))
    return False
