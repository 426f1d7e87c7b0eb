"""What the pages cost on a large ledger: milliseconds, and beside a bare FastAPI route that runs the same SQL by hand.

    python benchmarks/pages.py [--ledger FILE] [--documents 200000] [--report] [--only pair] [--most-ms 150] [--most-factor 4]

The ledger is made by `large.py` once and kept. Of every kind of page several are visited for the first time: nothing
was counted or remembered before, as right after the ledger has changed. The SQL of each visit is noted; the bare route
sends the same statements with the same values through `sqlite3` and answers with their rows as JSON. Both are asked in
one process without a network. Then fifty readers at once ask a server on this machine for pages of all kinds.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI
from sqlalchemy import Engine, event
from starlette.testclient import TestClient

from elchi.joining import open_ledger
from elchi.ledger import View
from elchi.settings import Settings
from elchi.web import create_app
from elchi.web.remembering import Memory
from large import make, say
from report import machine, table, write_section

VISITS = 12  # of each kind
READERS, EACH = 50, 12  # readers at once, and how many pages each asks for
LEDGER = Path(tempfile.gettempdir()) / "elchi-pages" / "large.db"
Statement = tuple[str, Any]


@dataclass
class Measured:
    """Seconds of the visits of one kind: pages, bare routes, statements of each."""

    pages: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    statements: list[int] = field(default_factory=list)
    slowest: str = ""

    def milliseconds(self) -> float:
        """The 95th percentile of the pages."""
        return 1000 * p95(self.pages)

    def factor(self) -> float:
        """The 95th percentile of the pages by that of the bare routes."""
        return p95(self.pages) / p95(self.bare)


def p95(times: Sequence[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]


def addresses(view: View, count: int) -> dict[str, list[str]]:
    """Pages of every kind: of the busiest records and of any."""
    chance = random.Random(11)  # noqa: S311 - no secret

    def some(found: Sequence[str]) -> list[str]:
        busiest, rest = list(found[: count // 2]), list(found[count // 2 :])
        return busiest + chance.sample(rest, min(len(rest), count - len(busiest)))

    def ids(query: str) -> list[str]:
        return [str(row[0]) for row in view.connection.exec_driver_sql(query)]

    pairs = [f"{a}/{b}" for a, b in (one.key for one in view.pair_counts())]
    parties = [one.key[0] for one in view.party_counts()]
    states = [one for one in parties if re.fullmatch("[A-Z]{2}|CTR", one)]
    bodies = [one for one in parties if one not in states]
    topics = [one.key[0] for one in view.topic_counts()]
    people = ids("SELECT id FROM person ORDER BY documents DESC LIMIT 400")
    outcomes = ids("SELECT outcome_id FROM evidence GROUP BY 1 ORDER BY count(*) DESC LIMIT 400")
    engagements = ids("SELECT id FROM event ORDER BY documents DESC, id LIMIT 400")
    profiles = ids("SELECT id FROM profile WHERE status = 'published' ORDER BY id LIMIT 200")
    documents = ids("SELECT id FROM document ORDER BY length DESC LIMIT 400")
    words = ["Erdoğan", "Tokayev", "Türkiye", "energy", "космос", "enerji", "Түркия", "ұлттық", "Baku summit", "ticaret hacmi",
             "transport corridor", "Szijjártó", "digital", "автомобиль", "meeting Astana", "olympics"]  # fmt: skip
    initiatives = [one.split('"')[1] for one in ()]
    made = {
        "front": ["/"],
        "search": [f"/search?q={word}" for word in words],
        "states": ["/states"],
        "state": [f"/states/{one}" for one in some(states)],
        "pair": [f"/pairs/{one}" for one in some(pairs)],
        "brief": [f"/pairs/{one}/brief" for one in some(pairs)],
        "engagements": ["/engagements", *(f"/engagements?state={one}" for one in some(states)),
                        *(f"/engagements?topic={one}&kind=meeting" for one in topics[:4])],
        "engagement": [f"/engagements/{one}" for one in some(engagements)],
        "two reports": [f"/engagements/{one}/beside" for one in some(engagements)],
        "outcomes": ["/outcomes", *(f"/outcomes?state={one}" for one in some(states)),
                     *(f"/outcomes?topic={one}" for one in topics[:4])],
        "outcome": [f"/outcomes/{one}" for one in some(outcomes)],
        "initiatives": ["/initiatives", *(f"/initiatives?state={one}" for one in some(states)[:6])],
        "initiative": initiatives,
        "averages": ["/averages", "/averages?by=pair", "/averages?by=topic", "/averages?by=forum"],
        "opportunities": ["/opportunities", *(f"/opportunities?state={one}" for one in some(states)[:6])],
        "profiles": ["/profiles", "/profiles?status=published", "/profiles?kind=TO", "/profiles?country=TR"],
        "profile": [f"/profiles/{one}" for one in some(profiles)],
        "profile form": ["/profiles/new"],
        "people": ["/people", *(f"/people?state={one}" for one in some(states)[:6]), "/people?kind=minister"],
        "person": [f"/people/{one}" for one in some(people)],
        "bodies": ["/organisations", "/organisations?kind=ministry"],
        "body": [f"/organisations/{one}" for one in some(bodies)],
        "regions": ["/regions", *(f"/regions?state={one}" for one in ("KZ", "TR", "UZ"))],
        "region": ["/regions/KZ-61", "/regions/UZ-NG", "/regions/TR-42", "/regions/KZ-10"],
        "documents": ["/documents", *(f"/documents?state={one}" for one in some(states)[:6]), "/documents?language=tr"],
        "document": [f"/documents/{one}" for one in some(documents)],
        "network": ["/network", *(f"/network?state={one}" for one in some(states)[:4])],
        "network of people": ["/network?of=people", *(f"/network?of=people&state={one}" for one in some(states)[:4])],
        "map": ["/map", *(f"/map?state={one}" for one in some(states)[:4])],
        "review": ["/review", "/review?kind=engagement", "/review?kind=doubt"],
        "sources": ["/sources"],
        "try it": ["/try"],
        "for programs": ["/api"],
    }  # fmt: skip
    return {name: found for name, found in made.items() if found}


@contextmanager
def noted() -> Iterator[list[Statement]]:
    """Note every statement that is sent to the database."""
    told: list[Statement] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: object, *_: object) -> None:
        if not statement.startswith(("PRAGMA", "BEGIN")):
            told.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", note)
    yield told
    event.remove(Engine, "before_cursor_execute", note)


def bare_app(path: Path, asked: list[list[Statement]]) -> FastAPI:
    """An application whose one route runs what was noted last, by hand."""
    app = FastAPI()
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, check_same_thread=False)
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute("PRAGMA temp_store = MEMORY")

    @app.get("/bare")
    def bare() -> list[list[Any]]:
        return [connection.execute(statement, values).fetchall() for statement, values in asked[-1]]

    return app


def measure(path: Path, only: str, visits: int) -> dict[str, Measured]:
    """Visit pages of every kind, and the bare routes."""
    found: dict[str, Measured] = {}
    asked: list[list[Statement]] = [[]]
    app = create_app(Settings(ledger=str(path)))
    memory = app.state.site.memory
    with open_ledger(path) as ledger, ledger.view() as view:
        kinds = addresses(view, visits)
    with TestClient(app, base_url="http://127.0.0.1") as client, TestClient(bare_app(path, asked)) as bare:
        client.get("/states")  # what is loaded once: templates, catalogues, the lexicon
        client.get("/pairs/KZ/TR")
        for kind, pages in kinds.items():
            if only and kind != only:
                continue
            measured = found[kind] = Measured()
            for page in pages:
                _visit(client, bare, memory, asked, page, measured)
            say(f"{kind}: {measured.milliseconds():.0f} ms, {measured.factor():.1f}, {measured.statements[0]} statements; "
                f"slowest {measured.slowest}")  # fmt: skip
    return found


def _visit(
    client: TestClient, bare: TestClient, memory: Memory, asked: list[list[Statement]], page: str, measured: Measured
) -> None:
    memory.forget()
    with noted() as told:
        seconds, answer = timed(lambda: client.get(page))
    if answer.status_code != 200:
        say(f"{page}: {answer.status_code}")
        return
    asked[-1] = told
    if seconds >= max(measured.pages, default=0):
        measured.slowest = f"{page} {1000 * seconds:.0f}"
    measured.pages.append(seconds)
    measured.bare.append(timed(lambda: bare.get("/bare"))[0])
    measured.statements.append(len(told))


def timed(action: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds that something takes, and what it gives."""
    start = time.perf_counter()
    given = action()
    return time.perf_counter() - start, given


def crowd(path: Path, pages: Sequence[str]) -> tuple[list[float], int]:
    """Let readers ask a server on this machine at once; the seconds of each answer, and how many were no good."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "elchi", "serve", "--ledger", str(path), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=os.environ) as server:
        try:
            return asyncio.run(_readers(f"http://127.0.0.1:{port}", pages))
        finally:
            server.terminate()


async def _readers(site: str, pages: Sequence[str]) -> tuple[list[float], int]:
    chance = random.Random(5)  # noqa: S311 - no secret
    times: list[float] = []
    bad = 0
    limits = httpx.Limits(max_connections=READERS)
    async with httpx.AsyncClient(base_url=site, timeout=120, limits=limits) as client:
        for _ in range(200):
            try:
                await client.get("/try")
                break
            except httpx.TransportError:
                await asyncio.sleep(0.1)

        async def reader(wanted: Sequence[str]) -> None:
            nonlocal bad
            for page in wanted:
                start = time.perf_counter()
                try:
                    answer = await client.get(page)
                    bad += answer.status_code != 200
                except httpx.HTTPError:
                    bad += 1
                times.append(time.perf_counter() - start)

        await asyncio.gather(*(reader(chance.sample(pages, min(EACH, len(pages)))) for _ in range(READERS)))
    return times, bad


def report(found: dict[str, Measured], told: str, sizes: str) -> None:
    """Write the section of the page."""
    rows = [
        (kind, len(one.pages), round(statistics.median(one.statements)), f"{1000 * statistics.median(one.pages):.0f}",
         f"{one.milliseconds():.0f}", f"{1000 * p95(one.bare):.0f}", f"{one.factor():.1f}")
        for kind, one in found.items()
    ]  # fmt: skip
    pages = [seconds for one in found.values() for seconds in one.pages]
    bare = [seconds for one in found.values() for seconds in one.bare]
    head = ("page", "visited", "statements", "median ms", "p95 ms", "bare p95 ms", "factor")
    text = f"""## Pages on a large ledger

Measured by `benchmarks/pages.py` on {machine()}, SQLite, {sizes}. Each page was visited for the first time after a change of the
ledger (nothing remembered); “bare” is a FastAPI route that runs the same SQL by hand and gives its rows as JSON. Over all
visits: p95 {1000 * p95(pages):.0f} ms, {p95(pages) / p95(bare):.1f} times the bare route's {1000 * p95(bare):.0f} ms.

{told}

{table(head, rows)}
"""
    write_section("pages", text)


def main() -> int:
    """Measure, print, and say by the exit code whether the bars hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ledger", type=Path, default=LEDGER)
    parser.add_argument("--documents", type=int, default=200_000)
    parser.add_argument("--visits", type=int, default=VISITS)
    parser.add_argument("--only", default="")
    parser.add_argument("--report", action="store_true")
    parser.add_argument("--most-ms", type=float)
    parser.add_argument("--most-factor", type=float)
    args = parser.parse_args()
    args.ledger.parent.mkdir(parents=True, exist_ok=True)
    make(args.ledger, args.documents)
    found = measure(args.ledger, args.only, args.visits)
    pages = [seconds for one in found.values() for seconds in one.pages]
    bare = [seconds for one in found.values() for seconds in one.bare]
    milliseconds, factor = 1000 * p95(pages), p95(pages) / p95(bare)
    print(f"all pages: p95 {milliseconds:.0f} ms, {factor:.1f} times the bare route")
    if not args.only:
        with open_ledger(args.ledger) as ledger, ledger.view() as view:
            stats = view.stats()
            every = [page for pages in addresses(view, args.visits).values() for page in pages]
        times, bad = crowd(args.ledger, every)
        told = (
            f"{READERS} readers at once on a server of one process: {len(times)} pages, {bad} errors, "
            f"median {statistics.median(times):.2f} s, p95 {p95(times):.2f} s."
        )
        print(told)
        sizes = f"{stats.documents:,} documents, {stats.engagements:,} engagements, {stats.people:,} people"
        if args.report:
            report(found, told, sizes)
    slow = args.most_ms is not None and milliseconds > args.most_ms
    slow |= args.most_factor is not None and factor > args.most_factor
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
