"""The schema of the lexicon files, with errors that name file, line and mend.

YAML is loaded by a loader that remembers lines and refuses duplicate keys; each file is then checked for the keys and
shapes that ``docs/lexicon.md`` describes, and each term for its notation.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from elchi.errors import LexiconError
from elchi.lexicon.terms import expand
from elchi.model import EngagementKind, OpportunityType, OutcomeKind, PositionClass, Topic

_TOP: dict[str, frozenset[str] | None] = {
    "language": frozenset(
        [
            "code",
            "name",
            "script",
            "states",
            "frequent",
            "share",
            "letters",
            "paradigms",
            "apostrophe",
            "capital_nouns",
            "chains",
            "names",
            "quotes",
            "abbreviations",
            "and",
            "of",
            "that",
            "articles",
            "named_after",
            "named_before",
            "attached",
            "towns",
            "it",
            "not_names",
            "session_words",
            "with",
            "to",
            "from",
            "by",
            "at",
            "agree",
            "charge",
            "that_body",
            "that_only",
            "breaks",
            "derived",
            "that_state",
            "that_place",
            "purpose",
            "over",
            "whose",
            "qualifiers",
            "body_words",
            "modifiers",
            "trial",
            "verb_final",
            "verbs_need_tense",
            "small_heads",
            "base",
            "transliterate",
        ]
    ),
    "positions": frozenset(["offices", "portfolios", "aliases", "former", "acting", "counterpart"]),
    "engagements": frozenset(
        [
            *EngagementKind,
            *[
                "perform",
                "passive_agent",
                "fixed",
                "margins",
                "mutual",
                "list_intro",
                "ordinals",
                "ordinal_suffixes",
                "delegations",
                "sides",
                "leaders",
                "hosts",
                "refers",
                "attend",
                "moved_to",
                "negation",
                "capitals",
                "same_day",
            ],
        ]
    ),
    "outcomes": frozenset([*OutcomeKind, "documents", "future_pledge", "not", "opportunities"]),
    "topics": frozenset(Topic),
    "dates": frozenset(
        [
            "months",
            "weekdays",
            "days",
            "told_days",
            "weeks",
            "months_relative",
            "years_relative",
            "year",
            "day_suffixes",
            "order",
            "until",
            "dated",
        ]
    ),
    "numbers": frozenset(["words", "magnitudes", "currencies", "percent", "decimal", "near", "indicators", "growth"]),
    "speech": frozenset(["verbs", "phrases", "media", "sources", "bylines", "captions"]),
    "organisations": frozenset(["known", "heads", "legal_forms"]),
    "follow": frozenset(["acts", "concepts", "roles", "measures"]),
    "states": None,
    "cities": None,
    "regions": None,
    "organisations_known": None,
}
_TERM_FILES = frozenset(
    [
        "topics",
        "states",
        "cities",
        "regions",
        "organisations_known",
        "positions",
        "engagements",
        "outcomes",
        "dates",
        "numbers",
        "speech",
        "organisations",
        "follow",
    ]
)
_NO_TERMS = frozenset(
    [
        "represents",
        "otherwise",
        "leads",
        "under",
        "vice",
        "en",
        "bare",
        "class",
        "takes",
        "with_state",
        "alone",
        "with_portfolio",
        "portfolio_en",
        "kind",
        "tense",
        "decimal",
        "order",
        "position",
        "ordinal_suffixes",
        "day_suffixes",
        "future_pledge",
    ]
)


class _Loader(yaml.SafeLoader):
    """Safe loader that refuses a key given twice and keeps ``no``, ``on`` and dates as strings."""


_Loader.yaml_implicit_resolvers = {
    first: [
        (tag, regexp)
        for tag, regexp in resolvers
        if tag not in {"tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool"}
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    pairs: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in pairs:
            raise LexiconError(
                f"key {key!r} is given twice", where=f"line {key_node.start_mark.line + 1}", mend="merge the two lists"
            )
        pairs[key] = loader.construct_object(value_node, deep=True)
    return pairs


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)
_TRUTH = {"true": True, "false": False}


def load_yaml(path: Path) -> dict[str, Any]:
    """Load one lexicon file. Raises LexiconError naming file, line and mend."""
    try:
        content = yaml.load(path.read_text("utf-8"), Loader=_Loader)  # noqa: S506 - a subclass of SafeLoader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise LexiconError(
            f"invalid YAML: {error.problem}", where=f"{path}:{line}", mend="check quotes and indentation"
        ) from error
    except LexiconError as error:
        raise LexiconError(
            error.message, where=f"{path}:{(error.where or '').removeprefix('line ')}", mend=error.mend
        ) from error
    if not isinstance(content, dict):
        raise LexiconError("holds no mapping", where=str(path), mend="see docs/lexicon.md")
    return {str(key): _TRUTH.get(value, value) if isinstance(value, str) else value for key, value in content.items()}


def check_file(path: Path, content: dict[str, Any]) -> None:
    """Check one loaded file. Raises LexiconError naming file, line and mend."""
    if path.parent.name == "world":
        return
    if path.stem not in _TOP:
        raise LexiconError("is no file of a language", where=str(path), mend=f"a language has: {', '.join(_TOP)}")
    allowed = _TOP[path.stem]
    for key in content:
        if allowed is not None and key not in allowed:
            raise LexiconError(
                f"unknown key {key!r}", where=_place(path, key), mend=f"known: {', '.join(sorted(allowed))}"
            )
    if path.stem == "positions":
        _check_offices(path, content)
    if path.stem == "outcomes":
        _check_opportunities(path, content)
    if path.stem in _TERM_FILES:
        for term in _terms(content, path):
            _check_term(path, term)


def _check_opportunities(path: Path, content: dict[str, Any]) -> None:
    for kind in content.get("opportunities") or {}:
        if kind not in list(OpportunityType):
            raise LexiconError(
                f"unknown opportunity {kind!r}", where=_place(path, kind), mend=" ".join(OpportunityType)
            )


def _check_offices(path: Path, content: dict[str, Any]) -> None:
    for office in [*content.get("offices", []), *(content.get("aliases") or [])]:
        if not isinstance(office, dict) or "terms" not in office or "class" not in office:
            raise LexiconError(f"office {office!r} needs terms and class", where=str(path))
        if office["class"] not in list(PositionClass):
            raise LexiconError(
                f"unknown position class {office['class']!r}",
                where=_place(path, str(office["class"])),
                mend=", ".join(PositionClass),
            )


def _terms(value: Any, path: Path, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, item in value.items():
            if name not in _NO_TERMS:
                yield from _terms(item, path, str(name))
    elif isinstance(value, list):
        for item in value:
            yield from _terms(item, path, key)
    elif isinstance(value, str):
        yield value
    elif value is not None and not isinstance(value, bool | int | float):
        raise LexiconError(f"{value!r} under {key!r} is no term", where=_place(path, key), mend="quote it")


def _check_term(path: Path, term: str) -> None:
    names = _AnyParadigm()
    try:
        for _ in expand(term, names):
            pass
    except LexiconError as error:
        raise LexiconError(error.message, where=_place(path, term), mend=error.mend) from error


class _AnyParadigm(dict[str, list[str]]):
    """Paradigms are checked when the language is put together; here any name will do."""

    def __contains__(self, _key: object) -> bool:
        return True

    def __missing__(self, _key: str) -> list[str]:
        return [""]


def _place(path: Path, needle: str) -> str:
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if needle in line:
            return f"{path}:{number}"
    return str(path)
