"""Whether two spellings are one name: Elchi's comparison, and a peer's, on the same labelled pairs.

    python benchmarks/names.py                     F1, precision and recall, all and by category
    python benchmarks/names.py --errors            the pairs that were judged wrongly
    python benchmarks/names.py --peer PYTHON       also nomenklatura's logic_v2, run by a Python that has it

``names.csv`` has the columns of nomenklatura's own name bench: case_group, schema, name1, name2, is_match, quality,
category, notes. Neither side is told languages, and Elchi's reference list of office-holders plays no part: only the two
spellings count. The peer stays out of our environment (it brings many packages): make it one of its own with
``python -m venv peer && peer/bin/pip install nomenklatura``.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

CASES = Path(__file__).with_name("names.csv")
# The peer reads pairs as JSON lines and answers with scores; this text is run by its own Python.
PEER = """
import json, sys
from followthemoney import model
from nomenklatura.matching import get_algorithm
algorithm = get_algorithm("logic-v2")
config = algorithm.default_config()
def person(name, ident):
    return model.get_proxy({"id": ident, "schema": "Person", "properties": {"name": [name]}})
for number, line in enumerate(sys.stdin):  # it remembers entities by their ids
    a, b = json.loads(line)
    print(algorithm.compare(person(a, f"a{number}"), person(b, f"b{number}"), config).score)
"""
PEER_SAME = 0.7  # the threshold that nomenklatura's own bench uses


@dataclass(frozen=True, slots=True)
class Case:
    """A labelled pair."""

    one: str
    other: str
    same: bool
    category: str


@dataclass(frozen=True, slots=True)
class Score:
    """How a set of verdicts did."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def load(path: Path = CASES) -> list[Case]:
    """The pairs of a file."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Case(row["name1"], row["name2"], row["is_match"] == "true", row["category"]) for row in csv.DictReader(file)
        ]


def judge(cases: Iterable[Case]) -> list[bool]:
    """Elchi's verdicts."""
    from elchi.lexicon.namesakes import compare_names

    return [compare_names(case.one, case.other).same for case in cases]


def judge_by_peer(cases: Iterable[Case], python: str) -> list[bool]:
    """The peer's verdicts, by its own interpreter."""
    lines = "".join(json.dumps([case.one, case.other]) + "\n" for case in cases)
    done = subprocess.run([python, "-c", PEER], input=lines, capture_output=True, text=True, check=True)
    return [float(line) >= PEER_SAME for line in done.stdout.split()]


def score(cases: Sequence[Case], verdicts: Sequence[bool]) -> Score:
    """Precision and recall of the verdict "same"."""
    right = sum(said and case.same for case, said in zip(cases, verdicts))
    return Score(right / (sum(verdicts) or 1), right / (sum(case.same for case in cases) or 1))


def report(name: str, cases: Sequence[Case], verdicts: Sequence[bool], seconds: float) -> None:
    """Print how one side did, in all and by category."""
    total = score(cases, verdicts)
    each = 1e6 * seconds / len(cases)
    print(
        f"{name}: F1 {total.f1:.3f}, precision {total.precision:.3f}, recall {total.recall:.3f}, {each:.0f} µs a pair"
    )
    by: dict[str, list[bool]] = defaultdict(list)
    for case, said in zip(cases, verdicts):
        by[f"{case.category}, {'same' if case.same else 'different'}"].append(said == case.same)
    for category, right in sorted(by.items()):
        print(f"  {category:40} {sum(right):4} of {len(right):4} right")


def timed(judged: Callable[[], list[bool]]) -> tuple[list[bool], float]:
    """Verdicts and the seconds they took."""
    start = time.perf_counter()
    return judged(), time.perf_counter() - start


def main() -> int:
    """Run the bench."""
    parser = argparse.ArgumentParser(description="Name pairs: Elchi and a peer.")
    parser.add_argument("--cases", type=Path, default=CASES)
    parser.add_argument("--peer", metavar="PYTHON", help="an interpreter that has nomenklatura")
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    cases = load(args.cases)
    print(f"{len(cases)} pairs, {sum(case.same for case in cases)} of them the same")
    verdicts, seconds = timed(lambda: judge(cases))
    report("elchi", cases, verdicts, seconds)
    if args.errors:
        for case, said in zip(cases, verdicts):
            if said != case.same:
                print(f"  {'missed' if case.same else 'wrong'}: {case.one} | {case.other} ({case.category})")
    if args.peer:
        verdicts, seconds = timed(lambda: judge_by_peer(cases, args.peer))
        report("nomenklatura logic-v2", cases, verdicts, seconds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
