"""Sources that are known by name: who publishes what, in which language, how it is found, how much of it to expect.

A source is a YAML file beside this one, or in a folder of one's own, which may also replace one of these by its name;
`docs/sources.md` shows one. What is wrong in a file is told with its line and how to mend it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from elchi.errors import SettingsError

KINDS = (
    "foreign-ministry", "industry-ministry", "ministry", "presidency", "government", "organisation", "state-agency", "agency",
)  # fmt: skip
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{1,40}\Z")
_PARTY = re.compile(r"[A-Z][A-Z0-9_:-]{1,40}\Z")
_LANGUAGE = re.compile(r"[a-z]{2,3}\Z")
_WEB = re.compile(r"https?://[^\s/]+\S*\Z")
_NEEDED = ("publisher", "kind", "party", "language", "site", "found", "weekly")


@dataclass(frozen=True, slots=True)
class Way:
    """One way to what is new: a ``feed``, a ``sitemap``, or a ``page`` whose links match a pattern."""

    kind: str
    url: str
    links: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A publisher's stream of documents; `weekly` is the least and the most to expect in a week."""

    id: str
    publisher: str
    kind: str
    party: str
    language: str
    site: str
    found: tuple[Way, ...]
    weekly: tuple[int, int]


def load_catalogue(own: Path | None = None) -> dict[str, Source]:
    """Return all sources by name; those of the folder `own` come on top. Raises SettingsError with file and line."""
    folders = [Path(__file__).parent, *([own] if own else [])]
    if own and not own.is_dir():
        raise SettingsError("is no folder", where=str(own), mend="give the folder that holds your *.yaml sources")
    return {path.stem: load_source(path) for folder in folders for path in sorted(folder.glob("*.yaml"))}


def load_source(path: Path) -> Source:
    """Return the source of one file."""
    try:
        node = yaml.compose(path.read_text("utf-8"), Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        said = getattr(error, "problem", None) or "cannot be read"
        raise SettingsError(f"is no valid YAML: {said}", where=f"{path}{line}", mend="see docs/sources.md") from error
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"cannot be read: {error}", where=str(path), mend="give a text file in UTF-8") from error
    if not _NAME.match(path.stem):
        raise SettingsError("has no good name", where=str(path), mend="use small letters, digits and hyphens")
    fields = _mapping(node, path, "a source")
    if unknown := next((name for name in fields if name not in _NEEDED), None):
        raise _wrong(path, fields[unknown], f"has the unknown key {unknown!r}", f"use {', '.join(_NEEDED)}")
    if missing := next((name for name in _NEEDED if name not in fields), None):
        raise SettingsError(f"has no {missing!r}", where=f"{path}, line 1", mend=f"add a line: {missing}: …")
    return Source(
        id=path.stem,
        publisher=_word(fields, "publisher", path, bool, "write the publisher's name in English"),
        kind=_word(fields, "kind", path, KINDS.__contains__, f"one of {', '.join(KINDS)}"),
        party=_word(fields, "party", path, _PARTY.match, "write the code of a state or organisation: TR, OTS"),
        language=_word(fields, "language", path, _LANGUAGE.match, "write a code of two letters: tr"),
        site=_word(fields, "site", path, _WEB.match, "write https://…"),
        found=tuple(_ways(fields["found"], path)),
        weekly=_range(fields["weekly"], path),
    )


def _mapping(node: Any, path: Path, what: str) -> dict[str, Any]:  # noqa: ANN401 - a node of PyYAML
    if not isinstance(node, yaml.MappingNode):
        raise _wrong(path, node, f"is not {what}: keys with values", "write lines like  publisher: …")
    found: dict[str, Any] = {}
    for key, value in node.value:
        name = str(key.value)
        if name in found:
            raise _wrong(path, key, f"says {name!r} twice", "leave one of them out")
        found[name] = value
    return found


def _word(fields: Mapping[str, Any], name: str, path: Path, good: Callable[[str], object], mend: str) -> str:
    node = fields[name]
    value = node.value.strip() if isinstance(node, yaml.ScalarNode) else None
    if value is None or not good(value):
        raise _wrong(path, node, f"{name} is {value if value is not None else 'no word'!r}", mend)
    return str(value)


def _ways(node: Any, path: Path) -> Iterator[Way]:  # noqa: ANN401 - a node of PyYAML
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        raise _wrong(path, node, "found is no list", "write below it lines like  - feed: https://…")
    for item in node.value:
        fields = _mapping(item, path, "a way")
        kinds = [name for name in ("feed", "sitemap", "page") if name in fields]
        if len(kinds) != 1 or set(fields) - {*kinds, "links"}:
            raise _wrong(path, item, "a way is one of feed, sitemap, page", "with links: PATTERN beside it")
        pattern = None
        if "links" in fields:
            try:
                pattern = re.compile(fields["links"].value)
            except (re.error, TypeError) as error:
                raise _wrong(
                    path, fields["links"], f"links is no pattern: {error}", "write a regular expression"
                ) from error
        elif kinds[0] == "page":
            raise _wrong(path, item, "a page needs links", "write  links: PATTERN  of the addresses that count")
        yield Way(kinds[0], _word(fields, kinds[0], path, _WEB.match, "write https://…"), pattern)


def _range(node: Any, path: Path) -> tuple[int, int]:  # noqa: ANN401 - a node of PyYAML
    values = [one.value for one in node.value] if isinstance(node, yaml.SequenceNode) else []
    if len(values) != 2 or not all(str(value).isdigit() for value in values) or int(values[0]) > int(values[1]):
        raise _wrong(path, node, "weekly is no range", "write the least and the most of a week: [10, 400]")
    return int(values[0]), int(values[1])


def _wrong(path: Path, node: Any, message: str, mend: str) -> SettingsError:  # noqa: ANN401 - a node of PyYAML
    line = node.start_mark.line + 1 if node is not None else 1
    return SettingsError(message, where=f"{path}, line {line}", mend=mend)
