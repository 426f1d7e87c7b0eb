"""The usual English form of a name, by the romanisation of its language."""

from __future__ import annotations

from functools import lru_cache

from elchi.lexicon import Known as OfficeHolders
from elchi.lexicon import Language
from elchi.reading.names import Name

_INITIAL = 2  # letters of an initial, at most


@lru_cache(maxsize=20_000)
def romanise(word: str, language: Language) -> str:
    """Romanise one word by the language's table (longest match first), keeping its capitals."""
    table = language.names.romanise
    if not table:
        return word
    out: list[str] = []
    at, lower = 0, word.replace("İ", "i").lower()
    if len(lower) != len(word):
        return word
    while at < len(word):
        for source, target in table:
            if source and lower.startswith(source, at):
                out.append(target[:1].upper() + target[1:] if word[at].isupper() else target)
                at += len(source)
                break
        else:
            out.append(word[at])
            at += 1
    return "".join(out)


def english_name(
    name: Name, language: Language, reference: OfficeHolders | None = None, state: str | None = None
) -> str:
    """A name as English texts have it: as the reference list writes it, else in Latin letters, given name first."""
    if reference is not None and (
        usual := reference.person(" ".join(name.words), language.tag.partition("-")[0], state)
    ):
        return usual
    words = [
        romanise(word, language) + ("." if len(word) <= _INITIAL and f"{word}." in name.display else "")
        for word in name.words
    ]
    joints = ["-" if f"{a}-{b}" in name.display else " " for a, b in zip(name.words, name.words[1:])]
    if language.names.surname_first and len(words) > 1 and name.surname == 0:
        words, joints = [*words[1:], words[0]], [*joints[1:], " "]
    return "".join(f"{word}{joint}" for word, joint in zip(words, [*joints, ""]))
