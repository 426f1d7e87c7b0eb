"""How right the readings are, measured on annotated documents, per language and measure.

    python benchmarks/accuracy.py [DOCUMENTS GOLD] [--errors] [--floors] [--beside FOLDER] [--no-known-people]

DOCUMENTS holds inputs (``<id>.json``), GOLD what a careful person reads in them, in the annotation format: the document's
text with people, organisations, engagements, outcomes and topics. The default is the example set. All measures run from
0 to 1; those of what was found (roles, details, bound) are shares, the others F1:

people, organisations   by name, in the document's spelling or in English, or by id
roles                   position class and represented party both right, among people found
engagements             same kind, and at least half of all people and parties in common
details                 status, date (a coarser right one counts 0.7), place, people, and whether it is within something
outcomes                same kind, and at least half of the quoted words in common
bound                   parties and amount right, among outcomes found
topics                  those of the document

With ``--beside`` another pass's annotations take the place of the readings: how far two passes agree, which is the
measure of the measure (`examples/second_pass.toml` has it for the example set).

`tests/test_accuracy.py` holds every language to the floors of `tests/floors.toml`; ``--floors`` prints such a file.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rapidfuzz.fuzz import ratio

Json = dict[str, Any]
ROOT = Path(__file__).parent.parent
MEASURES = ("people", "roles", "organisations", "engagements", "details", "outcomes", "bound", "topics")
MARGIN = 0.02  # between a score and the floor that is set under it
ON_TRIAL = frozenset({"tt"})  # reported, without a floor
ONE_SIDED = {"pledged", "invited", "proposed"}

_LETTERS = {
    **dict(zip("абвгдежзийклмнопрстуфхцыэәғқңөұүһіўҳҷҗəıøł", "abvgdejziyklmnoprstufhcyeagqnouuhiwhjjaiol")),
    **dict(zip("ёчшщюяß", ("yo", "ch", "sh", "sch", "yu", "ya", "ss"))),
    **dict.fromkeys("ъь'`", ""),
}


@dataclass(slots=True)
class Score:
    """Counts of one measure; its value is F1, which for equal counts is a plain share."""

    right: float = 0.0
    gold: float = 0.0
    found: float = 0.0

    def count(self, right: float, gold: float = 1, found: float = 1) -> None:
        """Add what one comparison gave."""
        self.right += right
        self.gold += gold
        self.found += found

    @property
    def value(self) -> float:
        """F1, or not a number where there was nothing to find and nothing found."""
        total = self.gold + self.found
        return 2 * self.right / total if total else float("nan")


@dataclass(slots=True)
class Scores:
    """All measures over some documents, and what was wrong in words."""

    measures: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    errors: list[str] = field(default_factory=list)

    def value(self, measure: str) -> float:
        """The value of one measure."""
        return self.measures[measure].value


def skeleton(name: str | None) -> str:
    """A name in plain Latin letters, whatever its alphabet."""
    chars = unicodedata.normalize("NFC", name or "").replace("İ", "i").lower()
    latin = "".join(_LETTERS[char] if char in _LETTERS else _ascii(char) for char in chars)
    return " ".join(re.findall(r"[a-z0-9]+", latin))


def _ascii(char: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFKD", char) if part.isascii())


def is_same_name(gold: Json, found: Json) -> bool:
    """Whether two named things carry one name: equal, or a spelling apart with as many words."""
    for key, least in (("name", 93), ("name_en", 88)):
        wanted = skeleton(gold.get(key))
        for given in {skeleton(found.get("name")), skeleton(found.get("name_en"))}:
            alike = len(given.split()) == len(wanted.split()) and ratio(wanted, given) >= least
            if wanted and given and (wanted == given or alike):
                return True
    return False


def best_pairs(gold: list[Json], found: list[Json], fit: Callable[[Json, Json], float]) -> list[tuple[Json, Json]]:
    """One-to-one pairs, the best fitting first; a fit of 0 is none."""
    fits = [(fit(one, other), i, j) for i, one in enumerate(gold) for j, other in enumerate(found)]
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    pairs = []
    for value, i, j in sorted(fits, key=lambda item: -item[0]):
        if value > 0 and i not in taken_gold and j not in taken_found:
            taken_gold.add(i)
            taken_found.add(j)
            pairs.append((gold[i], found[j]))
    return pairs


def in_common(one: set[str], other: set[str]) -> float:
    """Share of all members that both sets have; two empty sets are alike."""
    return len(one & other) / len(one | other) if one | other else 1.0


def date_fit(gold: str | None, found: str | None) -> float:
    """1 for the same date, 0.7 where one is a coarser form of the other."""
    if gold == found:
        return 1.0
    return 0.7 if gold and found and (gold.startswith(found) or found.startswith(gold)) else 0.0


class Comparison:
    """One reading beside its gold, with the names and ids of both brought together."""

    def __init__(self, gold: Json, reading: Json, scores: Scores) -> None:
        self.gold, self.reading, self.scores = gold, reading, scores
        self.id = gold["id"]

    def run(self) -> None:
        """Count every measure."""
        people = self._pairs("people", "people", is_same_name)
        self._roles(people)
        organisations = self._pairs(
            "organisations",
            "organisations",
            lambda one, other: float((one.get("id") and one["id"] == other.get("id")) or is_same_name(one, other)),
        )
        self.known_people = {other["name"]: one["name"] for one, other in people}
        self.known_ids = {other["id"]: one["id"] for one, other in organisations if one.get("id")}
        self._engagements()
        self._outcomes()
        wanted, given = set(self.gold["topics"]), set(self.reading.get("topics", []))
        self.scores.measures["topics"].count(len(wanted & given), len(wanted), len(given))
        if wanted != given:
            self._say(f"topics missed {sorted(wanted - given)}, invented {sorted(given - wanted)}")

    def _say(self, what: str) -> None:
        self.scores.errors.append(f"{self.id}: {what}")

    def _pairs(self, key: str, measure: str, fit: Callable[[Json, Json], float]) -> list[tuple[Json, Json]]:
        gold, found = self.gold[key], self.reading.get(key, [])
        pairs = best_pairs(gold, found, fit)
        self.scores.measures[measure].count(len(pairs), len(gold), len(found))
        ours, theirs = [id(one) for one, _ in pairs], [id(other) for _, other in pairs]
        for one in gold:
            if id(one) not in ours:
                self._say(f"{key} missed: {describe(one)}")
        for other in found:
            if id(other) not in theirs:
                self._say(f"{key} invented: {describe(other)}")
        return pairs

    def _roles(self, people: list[tuple[Json, Json]]) -> None:
        for one, other in people:
            wanted, given = ((person.get("position_class"), person.get("represents")) for person in (one, other))
            self.scores.measures["roles"].count(wanted == given)
            if wanted != given:
                self._say(f"role of {one['name']}: {wanted} read as {given}")

    def _actors(self, engagement: Json, *, ours: bool) -> set[str]:
        people, parties = engagement.get("participants", []), engagement.get("parties", [])
        if not ours:
            people = [self.known_people.get(name, f"?{name}") for name in people]
            parties = [self.known_ids.get(party, party) for party in parties]
        return {f"person {name}" for name in people} | set(parties)

    def _engagements(self) -> None:
        def fit(one: Json, other: Json) -> float:
            share = in_common(self._actors(one, ours=True), self._actors(other, ours=False))
            if one["kind"] != other["kind"] or share < 0.5:
                return 0.0
            return share + 0.2 * (one.get("date") == other.get("date")) + 0.1 * (one["status"] == other["status"])

        for one, other in self._pairs("engagements", "engagements", fit):
            wanted, given = skeleton(one.get("within")).split(), skeleton(other.get("within")).split()
            both = bool(wanted and given)
            checks = [
                float(one["status"] == other["status"]),
                date_fit(one.get("date"), other.get("date")),
                float(one.get("country") == other.get("country")),
                float(skeleton(one.get("city")) == skeleton(other.get("city"))),
                in_common(self._actors(one, ours=True), self._actors(other, ours=False)),
                float(in_common(set(wanted), set(given)) >= 0.4 if both else not wanted and not given),
            ]
            self.scores.measures["details"].count(sum(checks) / len(checks))

    def _outcomes(self) -> None:
        text = self.gold["text"]

        def words(outcome: Json) -> set[str]:
            start, end = outcome.get("span") or (text.find(outcome["quote"]), 0)
            end = end or start + len(outcome["quote"])
            return {
                str(match.start())
                for match in re.finditer(r"\w+", text)
                if start <= match.start() and match.end() <= end
            }

        def fit(one: Json, other: Json) -> float:
            wanted, given = words(one), words(other)
            if one["kind"] != other["kind"] or not wanted or not given:
                return 0.0
            contained = len(wanted & given) >= 0.8 * len(wanted) and len(given) <= 2.5 * len(wanted)
            share = max(in_common(wanted, given), 0.5 if contained else 0.0)
            return share if share >= 0.5 else 0.0

        for one, other in self._pairs("outcomes", "outcomes", fit):
            wanted = one.get("parties", [])
            given = [self.known_ids.get(party, party) for party in other.get("parties", [])]
            first = one["kind"] not in ONE_SIDED or not wanted or wanted[:1] == given[:1]
            amounts = [(outcome.get("amount") or {}).get("value") for outcome in (one, other)]
            right = in_common(set(wanted), set(given)) >= 0.5 and first and amounts[0] == amounts[1]
            self.scores.measures["bound"].count(right)


def describe(thing: Json) -> str:
    """A record in a few words, for the list of errors."""
    if "quote" in thing:
        return f"{thing['kind']} «{thing['quote'][:90]}»"
    if "participants" in thing:
        return f"{thing['kind']} {thing['status']} {', '.join([*thing['parties'], *thing['participants']])}"
    return str(thing["name"])


def score(golds: Iterable[Json], readings: dict[str, Json]) -> dict[str, Scores]:
    """Scores by language variant, and of all under ``total``; a gold without a reading is all missed."""
    scores: dict[str, Scores] = defaultdict(Scores)
    for gold in golds:
        for key in (gold["lang"], "total"):
            Comparison(gold, readings.get(gold["id"], {}), scores[key]).run()
    return scores


def load_golds(folder: Path) -> Iterator[Json]:
    """The annotated documents of a folder, in any depth."""
    for path in sorted(folder.rglob("*.json")):
        yield json.loads(path.read_text("utf-8"))


def read_folder(folder: Path, names: Iterable[str] | None = None, *, known_people: bool = True) -> dict[str, Json]:
    """Readings of a folder's inputs, all or those of some names, by the stems of their files."""
    from elchi.errors import ElchiError
    from elchi.exporting import reading_to_dict
    from elchi.pipeline import SourceOptions, read_inputs

    inputs = [folder] if names is None else [folder / f"{name}.json" for name in names]
    readings = {}
    given = [str(path) for path in inputs if path.exists()]
    for item in read_inputs(given, SourceOptions(), known_people=known_people):
        if isinstance(item, ElchiError):
            print(item, file=sys.stderr)
        else:
            readings[Path(item.document.source).stem] = reading_to_dict(item)
    return readings


def table(scores: dict[str, Scores]) -> str:
    """The scores as a table, a language to a line."""
    lines = [" " * 6 + "".join(f"{measure:>14}" for measure in MEASURES)]
    keys = [*sorted(set(scores) - {"total"}), "total"]
    lines += [f"{key:6}" + "".join(f"{scores[key].value(measure):14.3f}" for measure in MEASURES) for key in keys]
    return "\n".join(lines)


def floors(scores: dict[str, Scores]) -> str:
    """A file of floors, `MARGIN` below the scores."""
    lines = [
        "# What every language of the example set has to reach, per measure (see test_accuracy.py). Made with",
        "# `python benchmarks/accuracy.py --floors`. Raise them when reading gets better; lowering one is a decision.",
    ]
    for language in sorted(set(scores) - {"total", *ON_TRIAL}):
        lines.append(f"\n[{language}]")
        values = {measure: scores[language].value(measure) for measure in MEASURES}
        lines += [
            f"{measure} = {max(0.0, math.floor((value - MARGIN) * 100) / 100):.2f}"
            for measure, value in values.items()
            if not math.isnan(value)
        ]
    return "\n".join(lines)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("documents", nargs="?", type=Path, default=ROOT / "examples" / "documents")
    parser.add_argument("gold", nargs="?", type=Path, default=ROOT / "examples" / "gold")
    parser.add_argument("--errors", action="store_true", help="list what was missed and invented")
    parser.add_argument("--floors", action="store_true", help="print a file of floors, a little below the scores")
    parser.add_argument(
        "--beside", type=Path, metavar="FOLDER", help="another pass of annotations, instead of readings"
    )
    parser.add_argument("--no-known-people", action="store_true", help="read without the list of office-holders")
    parser.add_argument("--language", metavar="CODE", help="only documents of this language")
    options = parser.parse_args()
    golds = [gold for gold in load_golds(options.gold) if options.language in {None, gold["lang"]}]
    if options.beside:
        readings = {other["id"]: other for other in load_golds(options.beside)}
        golds = [gold for gold in golds if gold["id"] in readings]
    else:
        readings = read_folder(
            options.documents,
            [gold["id"] for gold in golds] if options.language else None,
            known_people=not options.no_known_people,
        )
    scores = score(golds, readings)
    if options.errors:
        print("\n".join(scores["total"].errors))
    if options.floors:
        print(floors(scores))
    else:
        print(table(scores))
    return 0


if __name__ == "__main__":
    sys.exit(main())
