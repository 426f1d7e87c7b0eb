"""What it costs to link a document to a large ledger.

    python benchmarks/identity.py [--people 200000] [--engagements 1000000] [--new 200]

The ledger's blocking keys are made up for that many nodes of people and engagements (names put together from the
lexicon's given names and from family names of every state, days over ten years, pairs of states by how often they meet);
then new documents, each with three people and two engagements, are linked one by one. Printed is the time a document, and
how many stored nodes it was compared with.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from elchi.identity.engagements import Engagements
from elchi.identity.linking import FACTS, Matter, link
from elchi.identity.nodes import node_id, pack
from elchi.identity.people import People
from elchi.joining import _Book, open_ledger
from elchi.ledger import Ledger
from elchi.lexicon import load_language
from elchi.lexicon.known import load_known
from elchi.lexicon.world import load_world

LANGUAGES = ("tr", "az", "kk", "ky", "uz", "tk", "hu", "ru", "en")
# Those that meet most come first.
STATES = (
    *(
        "TR",
        "AZ",
        "KZ",
        "UZ",
        "KG",
        "HU",
        "TM",
        "RU",
        "CN",
        "US",
        "DE",
        "IR",
        "GE",
        "GB",
        "FR",
        "IT",
        "PK",
        "JP",
        "KR",
        "QA",
    ),
    *(
        "AE",
        "SA",
        "BY",
        "TJ",
        "UA",
        "PL",
        "RS",
        "IN",
        "EG",
        "AT",
        "CTR",
        "AM",
        "IQ",
        "SY",
        "LY",
        "ID",
        "MY",
        "MN",
        "RO",
        "BG",
    ),
)
ONSETS = ("b", "d", "g", "k", "l", "m", "n", "p", "r", "s", "t", "z", "sh", "ch", "j", "h", "")
RHYMES = ("a", "e", "i", "o", "u", "an", "ar", "ur", "el", "il", "as", "im", "un", "ek", "at")
BATCH = 20_000


def family(rng: random.Random) -> str:
    """A family name, some of them common."""
    common = load_world().raw["skeleton"]["common_families"]
    if rng.random() < 0.2:
        return str(rng.choice(rng.choice(list(common.values()))))
    ending = rng.choice(("ov", "ev", "oğlu", "bayev", "uly", ""))
    syllables = [rng.choice(ONSETS) + rng.choice(RHYMES) for _ in range(rng.choice((2, 2, 3)))]
    return "".join(syllables).capitalize() + ending


def people(rng: random.Random, count: int) -> Iterator[str]:
    """Facts of people."""
    given = {code: sorted(load_language(code).names.given) for code in LANGUAGES}
    for _ in range(count):
        code = rng.choice(LANGUAGES)
        first = rng.choice(given[code] or ["aybek"]).capitalize()
        office = rng.choice(("minister", "official", "ambassador", ""))
        yield pack(f"{first} {family(rng)}", code, rng.choice(STATES), office, None)


def engagements(rng: random.Random, count: int, names: list[str]) -> Iterator[str]:
    """Facts of engagements."""
    start = date(2015, 1, 1)
    for n in range(count):
        day = (start + timedelta(days=rng.randrange(4000))).isoformat()
        parties = sorted({rng.choice(STATES[: rng.choice((6, 15, 40))]) for _ in range(rng.choice((2, 2, 3)))})
        chosen = sorted(rng.sample(names, 2))
        kind = rng.choice(("meeting", "meeting", "call", "visit", "conference", "signing"))
        when = day if rng.random() < 0.8 else day[:7]
        yield pack(kind, "held", when, day, "", "", "\x1e".join(parties), "\x1e".join(chosen), "en", "", f"doc{n}x0")


def fill(ledger: Ledger, matter: Matter[object], texts: Iterator[str]) -> int:
    """Enter nodes without linking them."""
    count, keys = 0, {}
    for text in texts:
        facts = matter.facts(text)
        unit = matter.unit(facts)
        keys[node_id(matter.kind, text)] = [FACTS + text, *sorted(matter.stored(facts)), *([unit] if unit else [])]
        if len(keys) == BATCH:
            count += flush(ledger, matter.kind, keys)
            keys = {}
    return count + flush(ledger, matter.kind, keys)


def flush(ledger: Ledger, kind: str, keys: dict[str, list[str]]) -> int:
    """Write nodes and their keys."""
    from elchi.ledger import tables as t

    with ledger.begin() as transaction:
        rows = [{"id": node, "kind": kind, "cluster_id": node} for node in keys]
        if rows:
            transaction.connection.execute(t.node.insert(), rows)
            many = [
                {"kind": kind, "key": key, "node": node} for node, found in keys.items() for key in dict.fromkeys(found)
            ]
            transaction.connection.execute(t.block.insert(), many)
    return len(rows)


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description="Linking a document to a large ledger.")
    parser.add_argument("--people", type=int, default=200_000)
    parser.add_argument("--engagements", type=int, default=1_000_000)
    parser.add_argument("--new", type=int, default=200)
    args = parser.parse_args()
    rng = random.Random(11)  # noqa: S311 - made-up data
    matters = People(load_known()), Engagements()
    with tempfile.TemporaryDirectory() as folder, open_ledger(Path(folder) / "big.db") as ledger:
        start = time.perf_counter()
        known = list(dict.fromkeys(people(rng, args.people)))
        names = [text.split("\x1f")[0] for text in known]
        stored = (
            fill(ledger, matters[0], iter(known)),
            fill(ledger, matters[1], engagements(rng, args.engagements, names)),
        )
        print(f"{stored[0]} people and {stored[1]} engagements entered in {time.perf_counter() - start:.0f} s")
        times = []
        for n in range(args.new):
            told = list(people(rng, 3))
            here = [text.split("\x1f")[0] for text in told]
            events = [e.replace("x0", f"new{n}") for e in engagements(rng, 2, here)]
            begun = time.process_time()
            with ledger.begin() as transaction:
                book = _Book(transaction)
                for matter, texts in zip(matters, (told, events)):
                    fresh = {node_id(matter.kind, text): text for text in texts}
                    link(book, matter, fresh)
            times.append(1000 * (time.process_time() - begun))
        ordered = sorted(times)
        print(
            f"linking a document (processor time): median {statistics.median(times):.1f} ms, 95 of 100 within "
            f"{ordered[int(len(ordered) * 0.95)]:.1f} ms, longest {ordered[-1]:.1f} ms"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
