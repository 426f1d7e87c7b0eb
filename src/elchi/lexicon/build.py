"""Compile the YAML lexicon to the JSON that ships inside the package: ``python -m elchi.lexicon.build``.

Each language becomes one JSON file whose keys are its YAML files; a variant in another alphabet gets every term of
its base converted by its table. ``--check`` compares instead of writing and fails on any difference, in the set of
files too. Every list is checked against the schema on the way, so that a fault is reported with file, line and mend.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

from elchi.errors import ElchiError, LexiconError
from elchi.lexicon.schema import check_file, load_yaml
from elchi.lexicon.sectors import compile_sectors

ROOT = Path(__file__).resolve().parents[3] / "lexicon"
DATA = Path(__file__).resolve().parent / "data"
# values under these keys are English, codes or settings, never words of the language
_NOT_TERMS = frozenset(
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
        "with_portfolio",
        "portfolio_en",
        "kind",
        "tense",
        "code",
        "name",
        "order",
        "position",
        "modifiers",
        "trial",
        "verb_final",
        "script",
        "share",
        "base",
        "states",
        "transliterate",
        "romanise",
        "letters",
    ]
)
_MARKUP = re.compile(r"\{\w+\}")


def compile_all(root: Path = ROOT, faults: list[LexiconError] | None = None) -> dict[str, str]:
    """Return the compiled files: name -> JSON text.

    Raises LexiconError naming file, line and mend; with a list in `faults` a faulty language is left out and its error
    put there, so that one bad file does not hold up the others.
    """
    folders = sorted(path for path in root.iterdir() if path.is_dir() and not path.name.startswith("."))
    compiled: dict[str, dict[str, Any]] = {}
    for folder in folders:
        try:
            compiled[folder.name] = _folder(folder)
        except LexiconError as error:
            if faults is None:
                raise
            faults.append(error)
    for name, data in compiled.items():
        if (base := data.get("language", {}).get("base")) is not None:
            if base not in compiled:
                if faults:
                    continue
                raise LexiconError(f"base {base!r} is no language", where=str(root / name / "language.yaml"))
            compiled[name] = _variant(compiled[base], data)
    languages = {
        name: {
            key: data["language"].get(key)
            for key in ("code", "name", "script", "frequent", "share", "letters", "trial")
        }
        for name, data in compiled.items()
        if "language" in data
    }
    texts = {name: _dump(data) for name, data in compiled.items()}
    texts["languages"] = _dump(languages)
    if (sectors := root / "world" / "sectors").is_dir():
        texts["sectors"] = _dump(_sectors(sectors, compiled))
    return texts


def _sectors(folder: Path, compiled: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Compile the sector vocabularies; variants in another alphabet get the terms of their base, converted."""
    morphology = load_yaml(folder / "_morphology.yaml")
    files = [(str(path), load_yaml(path)) for path in sorted(folder.glob("*.yaml")) if path.name[0] != "_"]
    partnering = load_yaml(folder / "_partnering.yaml")
    try:
        concepts = compile_sectors(files, morphology["columns"])
    except ValueError as error:
        raise LexiconError(str(error), mend="see docs/lexicon.md") from error
    for name, data in compiled.items():
        if base := data.get("language", {}).get("base"):
            table = [(str(a), str(b)) for a, b in data["language"].get("transliterate", [])]
            worded = [concept["terms"] for concept in concepts.values()]
            worded += [terms for rows in partnering.values() for terms in rows.values()]
            for terms in worded:
                if base in terms:
                    terms[name] = _convert(terms[base], table)
    regions = load_yaml(folder / "_regions.yaml")
    return {"morphology": morphology, "concepts": concepts, "partnering": partnering, "regions": regions}


def _folder(folder: Path) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for path in sorted(folder.glob("*.yaml")):
        content = load_yaml(path)
        check_file(path, content)
        data[path.stem] = content
    if "organisations_known" in data:
        data.setdefault("organisations", {}).setdefault("known", {}).update(data.pop("organisations_known"))
    return data


def _variant(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    table = [(str(a), str(b)) for a, b in own["language"].get("transliterate", [])]
    merged: dict[str, Any] = _merge(_convert(base, table), own)
    return merged


def _convert(value: Any, table: list[tuple[str, str]]) -> Any:
    if isinstance(value, dict):
        # the file of states holds words, the list of a language's home states does not
        return {
            key: item if key in _NOT_TERMS and not isinstance(item, dict) else _convert(item, table)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [_convert(item, table) for item in value]
    return transliterate(value, table) if isinstance(value, str) else value


def transliterate(term: str, table: list[tuple[str, str]]) -> str:
    """Convert a term by a table of pairs, longest first; a blank in front of a pair means the beginning of a word."""
    pieces, at, text = [], 0, " " + re.sub("[’‘ʼʻ`]", "'", term.replace("İ", "i").lower())
    pairs = sorted(table, key=lambda pair: -len(pair[0]))
    while at < len(text):
        if markup := _MARKUP.match(text, at):
            pieces.append(markup[0])
            at = markup.end()
            continue
        for source, target in pairs:
            if text.startswith(source, at):
                pieces.append(target)
                at += len(source)
                break
        else:
            pieces.append(text[at])
            at += 1
    return "".join(pieces).strip()


def _merge(base: Any, own: Any) -> Any:
    """Own values win; dictionaries merge; lists of words add up."""
    if isinstance(base, dict) and isinstance(own, dict):
        return {
            key: _merge(base[key], own[key]) if key in base and key in own else own.get(key, base.get(key))
            for key in {**base, **own}
        }
    if isinstance(base, list) and isinstance(own, list) and own and not isinstance(own[0], dict | list):
        return [*base, *own]
    if isinstance(base, list) and isinstance(own, list) and own and isinstance(own[0], dict) and "terms" in own[0]:
        return [*base, *own]
    return own


def _dump(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=False) + "\n"


def main(argv: list[str] | None = None) -> int:
    """Write or check the compiled files; exit code 1 where they differ or a file is faulty."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="compare with the compiled files instead of writing them")
    args = parser.parse_args(argv)
    faults: list[LexiconError] = []
    try:
        compiled = compile_all(faults=faults)
    except ElchiError as error:
        print(error, file=sys.stderr)
        return 1
    for fault in faults:
        print(fault, file=sys.stderr)
    present = {path.stem: path.read_text("utf-8") for path in DATA.glob("*.json")}
    different = sorted(name for name in {*compiled, *present} if compiled.get(name) != present.get(name))
    if args.check:
        print(
            "\n".join(f"{name}.json is not what the YAML says" for name in different)
            or "compiled lexicon is up to date"
        )
        return 1 if different or faults else 0
    DATA.mkdir(exist_ok=True)
    if faults:  # what a faulty folder gave before stays in use
        compiled["languages"] = _dump(
            {**json.loads(present.get("languages", "{}")), **json.loads(compiled["languages"])}
        )
    for name in different:
        if name in compiled:
            (DATA / f"{name}.json").write_text(compiled[name], "utf-8")
        elif not faults:
            (DATA / f"{name}.json").unlink()
    print(f"{len(compiled)} files, {len(different)} changed")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
