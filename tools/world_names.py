"""Begin a language's ``states.yaml`` with the names that CLDR (through Babel) has for every state of the world lexicon.

    python tools/world_names.py tt > lexicon/tt/states.yaml     # then edit it: other names, adjectives, demonyms
    python tools/world_names.py --missing tr                    # states that lexicon/tr/states.yaml lacks, or without adjectives

CLDR gives one name a state, in the nominative: long official names, abbreviations, alternatives and every adjective are
a person's work. Run it once per language: with several locales loaded in one process Babel has been seen to mix them.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

import yaml
from babel import Locale, UnknownLocaleError

LEXICON = Path(__file__).resolve().parents[1] / "lexicon"
FALSE_FRIENDS = {"kk-Latn": "CLDR answers kk-Latn in Cyrillic letters"}


def cldr_names(language: str) -> dict[str, str]:
    """Return state code -> CLDR name in `language`, tidied into what a newsroom writes.

    Raises SystemExit where CLDR has no such language.
    """
    if language in FALSE_FRIENDS:
        raise SystemExit(f"{language}: {FALSE_FRIENDS[language]}; write its states.yaml by hand")
    try:
        territories = Locale.parse(language, sep="-").territories
    except (UnknownLocaleError, ValueError) as error:
        raise SystemExit(f"{language}: CLDR does not know it ({error})") from error
    return {code: _tidy(name) for code in states() if (name := territories.get(code))}


def states() -> list[str]:
    """Return the codes of the world lexicon."""
    return list(_load(LEXICON / "world" / "states.yaml"))


def skeleton(names: dict[str, str]) -> str:
    """Return `names` as the text of a ``states.yaml`` whose terms take every suffix and ask for a capital."""
    lines = [f"{_key(code)}: {{names: [{_quoted(names[code] + '~^')}], adjectives: []}}" for code in names]
    lines += [f"# {code}: CLDR has no name" for code in states() if code not in names]
    return "\n".join(lines) + "\n"


def missing(language: str) -> str:
    """Say which states `language` cannot name, and which it names without an adjective."""
    known = _load(LEXICON / language / "states.yaml")
    nameless = [code for code in states() if not known.get(code, {}).get("names")]
    plain = [code for code in states() if code in known and not known[code].get("adjectives")]
    return f"no name: {' '.join(nameless) or 'none'}\nno adjective: {' '.join(plain) or 'none'}\n"


def _tidy(name: str) -> str:
    name = re.sub(r"\s*\(.*\)", "", name)  # "Myanmar (Burma)"
    return re.sub(r"\s+[-–—]\s+", " ", name).replace("’", "'")  # "Kongo - Kinşasa"


def _load(path: Path) -> dict[str, dict[str, list[str]]]:
    loaded: dict[str, dict[str, list[str]]] = yaml.safe_load(path.read_text("utf-8"))
    return loaded


def _key(code: str) -> str:
    return '"NO"' if code == "NO" else code  # YAML reads a bare NO as false


def _quoted(term: str) -> str:
    return '"' + term.replace("\\", "\\\\").replace('"', '\\"') + '"'


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description="States of the world in one language, from CLDR.")
    parser.add_argument("language", help="a language tag: tt, ky, uz-Cyrl …")
    parser.add_argument("--missing", action="store_true", help="tell what lexicon/LANGUAGE/states.yaml still lacks")
    options = parser.parse_args()
    sys.stdout.write(missing(options.language) if options.missing else skeleton(cldr_names(options.language)))


if __name__ == "__main__":
    main()
