"""Names as they sound: a spelling in any alphabet becomes words of sound classes that other spellings share.

The tables are data (``lexicon/world/skeleton.yaml``). A spelling may be meant in several ways ("c" is one sound in
Turkish and another in English), so a word has several readings: by the document's language, by the language of the state
that the person represents, and by the ways of writing that are used everywhere. Two words are as near as their nearest
readings. Vowels fall into three classes, glides are dropped, and a family name's ending is one sign whatever its sex.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from elchi.lexicon.world import load_world

_APOSTROPHES = re.compile("[’ʻʼ‘`´ʹ′]")
_PIECE = re.compile(r"[^\W\d_][\w']*\.?")
_VOWELS = "AIO"
_DOUBLE = re.compile(r"(.)\1+")
_VOICE = str.maketrans({"b": "p", "d": "t", "g": "k", "z": "s", "f": "v", "J": "C", "S": "C"})
_FINAL = {"b": "p", "d": "t", "g": "k"}


@dataclass(frozen=True, slots=True)
class Sound:
    """One reading of one word: its sounds, and its consonants without regard to voice, with and without the h."""

    full: str
    bones: str
    hard: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a name: how it is written, its readings, and what its ending tells."""

    text: str
    sounds: tuple[Sound, ...]
    initial: bool = False
    family: bool = False
    """Has the ending of a family name."""
    sex: str = ""
    patronymic: bool = False


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name taken apart: the words that name the person, and the father's names beside them."""

    words: tuple[Word, ...]
    fathers: tuple[Word, ...]
    surname: int
    """Which word is likely the family name; -1 where there is none."""
    either: bool = False
    """Whether it may as well be the word at the other end: a foreigner's name in a language that puts its own the other way."""

    @property
    def given(self) -> tuple[Word, ...]:
        """The words that are not the family name."""
        return tuple(word for n, word in enumerate(self.words) if n != self.surname)

    @property
    def family(self) -> Word | None:
        """The family name, if there is one."""
        return self.words[self.surname] if 0 <= self.surname < len(self.words) else None

    @property
    def full(self) -> bool:
        """Whether it has a family name and a given name that is more than an initial."""
        return self.surname >= 0 and any(not word.initial for word in self.given)


@lru_cache(maxsize=1)
def _data() -> Mapping[str, Any]:
    data: Mapping[str, Any] = load_world().raw["skeleton"]
    return data


@lru_cache(maxsize=64)
def _table(names: tuple[str, ...]) -> tuple[dict[str, str], int]:
    """Letters to sounds by the named tables, later ones first, and the length of the longest entry."""
    merged: dict[str, str] = {}
    for name in names:
        merged |= _data()["alphabets"][name]
    return merged, max(map(len, merged))


@lru_cache(maxsize=1)
def _endings() -> tuple[tuple[re.Pattern[str], re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(f"{e['male']}$"), re.compile(f"{e['female']}$"), str(e["as"])) for e in _data()["family_endings"]
    )


@lru_cache(maxsize=1)
def _nicknames() -> dict[str, str]:
    return {form: sounds for sounds, forms in _data()["nicknames"].items() for form in forms}


@lru_cache(maxsize=1)
def common_families() -> frozenset[str]:
    """The sounds of family names so common that namesakes are likely."""
    names = _data()["common_families"].items()
    return frozenset(
        s.full for state, many in names for name in many for s in word_of(name.lower(), None, state).sounds
    )


@lru_cache(maxsize=1)
def distinct_given() -> tuple[tuple[frozenset[str], ...], ...]:
    """Rows of given names that sound alike and are not one, each name as its sounds."""
    return tuple(
        tuple(
            frozenset(s.full for form in name.split("/") for s in word_of(form.lower(), None, None).sounds)
            for name in row
        )
        for row in _data()["distinct_given"]
    )


@lru_cache(maxsize=4096)
def father_stem(sound: Sound) -> Sound:
    """A father's name without the ending that makes it one: Petrovich, Petrovna -> Petr."""
    ending = max((e for e in _data()["patronymic_endings"] if sound.full.endswith(e)), key=len, default="")
    return _sound(sound.full[: -len(ending)]) if ending and len(sound.full) > len(ending) + 1 else sound


def tables(text: str, language: str | None, state: str | None) -> list[tuple[str, ...]]:
    """The tables by which a spelling may be meant, likeliest first."""
    if re.search("[Ѐ-ӿ]", text):
        more = [t for t in _data()["languages"].get(language or "", ()) if t.endswith("cyrillic")]
        return [("cyrillic",), *(("cyrillic", t) for t in more)]
    own = [t for t in _data()["languages"].get(language or "", ()) if not t.endswith("cyrillic")]
    theirs = _data()["states"].get(state or "")
    spare = _data()["states"].values() if language is None and state is None else ()
    order = dict.fromkeys([*own, *([theirs] if theirs else []), *_data()["always"], *spare])
    return [("latin", t) for t in order]


def sounds_of(text: str, names: tuple[str, ...]) -> str:
    """The sounds of one word by some tables; letters of no table are silent."""
    table, longest = _table(names)
    out: list[str] = []
    at = 0
    while at < len(text):
        for size in range(min(longest, len(text) - at), 0, -1):
            if (sound := table.get(text[at : at + size])) is not None:
                out.append(sound)
                at += size
                break
        else:
            at += 1
    return _DOUBLE.sub(r"\1", _glides("".join(out)))


def _glides(sounds: str) -> str:
    """Settle each Y: silent beside a vowel, else the vowel I."""
    if "Y" not in sounds:
        return sounds
    out = []
    for n, sound in enumerate(sounds):
        if sound != "Y":
            out.append(sound)
        elif not ((n and sounds[n - 1] in _VOWELS) or sounds[n + 1 : n + 2] in set(_VOWELS)):
            out.append("I")
    return "".join(out)


def _finish(sounds: str) -> tuple[str, bool, str]:
    """Sounds with their ending made one for all spellings; whether it is a family name's, and its sex."""
    for male, female, sign in _endings():
        if len(sounds) > 4 and (found := male.search(sounds)):
            return sounds[: found.start()] + sign, sign != "In", "m"
        if len(sounds) > 5 and (found := female.search(sounds)):
            return sounds[: found.start()] + sign, sign != "In", "f"
    return sounds[:-1] + _FINAL.get(sounds[-1:], sounds[-1:]), False, ""


def _sound(full: str) -> Sound:
    bones = "".join(s for s in full if s not in _VOWELS).replace("V", "v").translate(_VOICE)
    return Sound(full, _DOUBLE.sub(r"\1", bones.replace("h", "")), _DOUBLE.sub(r"\1", bones.replace("h", "k")))


@lru_cache(maxsize=65536)
def word_of(text: str, language: str | None, state: str | None) -> Word:
    """One word of a name, by all its readings."""
    letters = text.rstrip(".")
    readings: dict[str, Sound] = {}
    family, sex, patronymic = False, "", False
    for names in tables(letters, language, state):
        raw = sounds_of(letters, names)
        full, is_family, ending = _finish(raw) if len(letters) > 1 else (raw, False, "")
        full = _nicknames().get(full, full)
        readings.setdefault(full, _sound(full))
        family, sex = family or is_family, sex or ending
        patronymic = patronymic or any(len(raw) > len(e) + 1 and raw.endswith(e) for e in _data()["patronymic_endings"])
    initial = len(letters) == 1 or (text.endswith(".") and len(letters) <= 2)
    return Word(text, tuple(readings.values()), initial, family, sex, patronymic and not initial)


@lru_cache(maxsize=65536)
def spelling(name: str, language: str | None = None, state: str | None = None) -> Spelling:
    """Take a name apart; `language` is the text's, `state` whom the person represents."""
    pieces = list(_pieces(name))
    words = [word_of(piece, language, state) for piece in pieces]
    markers = set(_data()["patronymic_words"])
    fathers: list[Word] = []
    kept: list[Word] = []
    for word in words:
        if kept and any(sound.full in markers for sound in word.sounds) and len(words) > 2:
            fathers.append(kept.pop())
        else:
            kept.append(word)
    if len(kept) > 2:
        told = [word for word in kept[1:] if word.patronymic and not word.family]
        if told and len(kept) - len(told) >= 2:
            fathers += told
            kept = [word for word in kept if word not in told]
    surname = _surname(kept, language, state)
    either = language in _data()["family_first"] and state is None and not any(word.family for word in kept)
    return Spelling(tuple(kept), tuple(fathers), surname, either)


def _pieces(name: str) -> Iterator[str]:
    """The words of a name in lower case, hyphens parted, initials with their points, particles left out."""
    text = unicodedata.normalize("NFC", _APOSTROPHES.sub("'", name.replace("İ", "i").replace("I\u0307", "i"))).lower()
    text = unicodedata.normalize("NFC", text.replace("i\u0307", "i"))
    pieces = [piece.strip("'") for piece in _PIECE.findall(text)]
    particles = set(_data()["particles"])
    kept = [piece for piece in pieces if piece.rstrip(".") not in particles]
    yield from kept if len(kept) >= 2 else pieces


def _surname(words: Sequence[Word], language: str | None, state: str | None) -> int:
    """The place of the family name: where its ending says so, else the last word (the first where the language has it so)."""
    if not words:
        return -1
    solid = [n for n, word in enumerate(words) if not word.initial]
    if not solid:
        return -1
    told = [n for n in solid if words[n].family]
    if told:
        return told[-1]
    first = language in _data()["family_first"] and (state is None or _data()["states"].get(state) == language)
    return solid[0] if first else solid[-1]
