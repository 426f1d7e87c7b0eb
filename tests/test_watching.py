"""Watching: what is new comes in once, through kills, restarts and dead sources; and how each source fares."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

sys.path.insert(0, str(Path(__file__).parent / "sources"))

from servers import Site, page, serving, tagged

from elchi.cli import run
from elchi.cli import watch as watch_command
from elchi.joining import open_ledger
from elchi.ledger import Ledger
from elchi.sources import FetchOptions, SourceOptions
from elchi.sources.catalogue import Source, load_source
from elchi.watching import MOST_TRIES, Event, Watcher, health_of

START = "2025-11-03T08:00:00+00:00"
TEXT = (
    "Ankara, {day} May 2024. Türkiye's Minister of Energy Alparslan Bayraktar met with Kazakhstan's Minister of Energy "
    "Almasadam Satkaliyev in Ankara. They agreed to establish joint working group number {day} on natural gas."
)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site()) as one:
        yield one


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "l.db") as one:
        yield one


def publish(site: Site, *days: int, at: str = "/rss", etag: str | None = None) -> None:
    """A feed with a page for each of the days, newest first."""
    items = "".join(f"<item><title>t</title><link>{site.url}/news/{day}</link></item>" for day in reversed(days))
    feed = f"<rss><channel>{items}</channel></rss>"
    site.pages[at] = tagged(feed, etag) if etag else page(feed)
    for day in days:
        site.pages[f"/news/{day}"] = page(TEXT.format(day=day), Content_Type="text/plain; charset=utf-8")


def source(folder: Path, url: str, *, name: str = "own", weekly: str = "[1, 9]") -> Source:
    path = folder / f"{name}.yaml"
    path.write_text(
        "publisher: Own Agency\nkind: agency\nparty: TR\nlanguage: en\nsite: https://example.org/\n"
        f"found:\n  - feed: {url}\nweekly: {weekly}\n",
        "utf-8",
    )
    return load_source(path)


def poll(ledger: Ledger, *sources: Source, now: str = START) -> list[Event]:
    """A poll as a program that was just started makes it."""
    options = SourceOptions(fetching=FetchOptions(allow_private=True, delay=0))
    return list(Watcher(ledger, options, every=60, clock=lambda: now).poll(sources))


def word(ledger: Ledger, one: Source, now: str) -> str:
    (found,) = health_of(ledger, [one], now=now)
    return found.word


def documents(path: Path) -> list[str]:
    with sqlite3.connect(path) as connection:
        return [row[0] for row in connection.execute("SELECT source FROM document ORDER BY source")]


def test_what_is_new_comes_in_once_also_after_a_restart(site: Site, tmp_path: Path, ledger: Ledger) -> None:
    publish(site, 1, 2)
    one = source(tmp_path, site.url + "/rss")
    assert [event.url.removeprefix(site.url) for event in poll(ledger, one)] == ["/news/1", "/news/2"]
    assert poll(ledger, one) == []
    publish(site, 1, 2, 3)
    (event,) = poll(ledger, one)
    assert event.added
    assert event.added.status == "new"
    assert site.paths().count("/news/1") == 1
    assert len(documents(tmp_path / "l.db")) == 3


def test_an_unchanged_feed_is_not_sent_again(site: Site, tmp_path: Path, ledger: Ledger) -> None:
    publish(site, 1, etag='"a"')
    one = source(tmp_path, site.url + "/rss")
    assert len(poll(ledger, one)) == 1
    assert poll(ledger, one) == []
    assert [headers.get("if-none-match") for path, headers, _ in site.asked if path == "/rss"] == [None, '"a"']
    publish(site, 1, 2, etag='"b"')
    assert len(poll(ledger, one)) == 1


def test_a_page_that_fails_is_tried_again_but_not_for_ever(site: Site, tmp_path: Path, ledger: Ledger) -> None:
    publish(site, 1, 2, etag='"a"')
    site.pages["/news/1"] = page("gone", status=410)
    one = source(tmp_path, site.url + "/rss")
    failed, added = poll(ledger, one)
    assert failed.error
    assert added.added
    for _ in range(MOST_TRIES + 2):
        poll(ledger, one)
    assert site.paths().count("/news/1") == MOST_TRIES
    assert site.paths().count("/news/2") == 1


def test_a_page_that_recovers_comes_in(site: Site, tmp_path: Path, ledger: Ledger) -> None:
    publish(site, 1, etag='"a"')
    good, site.pages["/news/1"] = site.pages["/news/1"], page("later", status=404)
    one = source(tmp_path, site.url + "/rss")
    poll(ledger, one)
    site.pages["/news/1"] = good
    (event,) = poll(ledger, one)
    assert event.added


def test_a_forgotten_document_does_not_come_back(site: Site, tmp_path: Path, ledger: Ledger) -> None:
    publish(site, 1)
    one = source(tmp_path, site.url + "/rss")
    (event,) = poll(ledger, one)
    assert event.added
    with ledger.begin() as transaction:
        transaction.forget(event.added.document_id, author="me")
    assert poll(ledger, one) == []
    assert documents(tmp_path / "l.db") == []


def test_a_dead_source_and_one_that_wants_rest_stop_no_other(site: Site, tmp_path: Path, ledger: Ledger) -> None:
    publish(site, 1)
    with serving(Site()) as busy:
        busy.pages["/rss"] = page("later", status=503, Retry_After="3000")
        dead = source(tmp_path, "http://127.0.0.1:9/rss", name="dead")
        resting = source(tmp_path, busy.url + "/rss\n  - feed: " + busy.url + "/rss2", name="resting")
        began = time.monotonic()
        events = poll(ledger, dead, resting, source(tmp_path, site.url + "/rss"))
    assert time.monotonic() - began < 20
    assert [(event.source, event.added is not None) for event in events] == [
        ("dead", False), ("resting", False), ("resting", False), ("own", True),
    ]  # fmt: skip
    assert "left alone" in str(events[2].error)


def test_a_killed_run_is_taken_up_where_it_ended(site: Site, tmp_path: Path) -> None:
    publish(site, 1, 2, 3)
    good = site.pages["/news/3"]
    site.pages["/news/3"] = lambda _: time.sleep(5)
    source(tmp_path, site.url + "/rss")
    arguments = ["watch", "own", "--once", "--ledger", str(tmp_path / "l.db"), "--sources", str(tmp_path)]
    environment = {**os.environ, "ELCHI_FETCH_DELAY": "0"}
    command = [sys.executable, "-m", "elchi", *arguments, "--allow-private"]
    with subprocess.Popen(command, env=environment) as process:
        until = time.monotonic() + 60
        while "/news/3" not in site.paths() and time.monotonic() < until:
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
    assert len(documents(tmp_path / "l.db")) == 2
    site.pages["/news/3"] = good
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "1 new, 0 failed" in done.stdout
    assert len(documents(tmp_path / "l.db")) == 3
    assert [site.paths().count(f"/news/{day}") for day in (1, 2, 3)] == [1, 1, 2]


def test_it_asks_again_and_again_until_it_is_stopped(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Three rounds: one that took a while, one in which the feed fails and that took too long, one that goes on."""
    monkeypatch.setenv("ELCHI_FETCH_DELAY", "0")
    publish(site, 1)
    source(tmp_path, site.url + "/rss")
    moments = iter([0.0, 25.0, 100.0, 190.0, 200.0, 210.0])
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 1:
            site.pages["/rss"] = page("later", status=404)
        elif len(slept) == 2:
            publish(site, 1, 2)
        else:
            raise KeyboardInterrupt

    monkeypatch.setattr(watch_command, "time", SimpleNamespace(sleep=sleep, monotonic=lambda: next(moments)))
    where = ["--ledger", str(tmp_path / "l.db"), "--sources", str(tmp_path)]
    assert run(["watch", "own", "--every", "1", "--allow-private", *where]) == 130
    assert slept == [35.0, 0.0, 50.0]
    told = capsys.readouterr()
    assert [line.partition(": ")[2] for line in told.out.splitlines()] == [
        "1 sources asked, 1 new, 0 failed", "1 sources asked, 0 new, 1 failed", "1 sources asked, 1 new, 0 failed",
    ]  # fmt: skip
    assert len(documents(tmp_path / "l.db")) == 2


def test_alerts_are_told_after_every_round(
    site: Site, tmp_path: Path, ledger: Ledger, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ELCHI_FETCH_DELAY", "0")
    monkeypatch.setenv("ELCHI_WEBHOOK_SECRET", "a long random text")
    monkeypatch.setenv("ELCHI_SOURCES", str(tmp_path))
    where = ["--ledger", str(tmp_path / "l.db")]
    site.pages["/hook"] = page("")
    asks = ["--state", "KZ", "--state", "TR", "--webhook", site.url + "/hook"]
    assert run(["alerts", "add", "Energy", *asks, *where]) == 0
    assert "whsec_" in capsys.readouterr().out
    publish(site, 1)
    source(tmp_path, site.url + "/rss")
    watch = ["watch", "own", "--once", "--allow-private", *where]
    assert run(watch) == 0
    assert "1 messages sent, 0 not taken" in capsys.readouterr().out
    assert run(watch) == 0
    assert site.paths().count("/hook") == 1
    publish(site, 1, 2)
    site.pages["/hook"] = page("", status=500)
    assert run(watch) == 0, "a message that is not taken is no fault of the sources"
    assert "0 messages sent, 1 not taken" in capsys.readouterr().out
    site.pages["/hook"] = page("")
    assert run(["alerts", "send", "--again", "--allow-private", *where]) == 0
    bodies = [json.loads(body) for path, _, body in site.asked if path == "/hook"]
    assert all(body["notices"] for body in bodies)
    assert len(bodies) == 3
    assert bodies[1] == bodies[2]


def test_health_of_a_source(site: Site, tmp_path: Path, ledger: Ledger) -> None:
    one = source(tmp_path, site.url + "/rss", weekly="[7, 9]")
    assert health_of(ledger, [one], now=START) == []
    publish(site, 1, 2)
    poll(ledger, one)
    assert word(ledger, one, START) == "ok"
    assert word(ledger, one, "2025-11-03T10:00:01+00:00") == "late"
    poll(ledger, one, now="2025-11-10T08:00:01+00:00")
    assert word(ledger, one, "2025-11-10T08:00:02+00:00") == "silent"
    publish(site, 1, 2, 3)
    poll(ledger, one, now="2025-11-10T09:00:00+00:00")
    assert word(ledger, one, "2025-11-10T09:00:00+00:00") == "outside"
    publish(site, *range(1, 11))
    poll(ledger, one, now="2025-11-10T10:00:00+00:00")
    assert word(ledger, one, "2025-11-10T10:00:00+00:00") == "ok"
    publish(site, *range(1, 14))
    poll(ledger, one, now="2025-11-10T11:00:00+00:00")
    assert word(ledger, one, "2025-11-10T11:00:00+00:00") == "outside"
    del site.pages["/rss"]
    for minute in range(3):
        assert word(ledger, one, "2025-11-10T11:01:00+00:00") == "outside"
        poll(ledger, one, now=f"2025-11-10T11:0{minute}:00+00:00")
    assert word(ledger, one, "2025-11-10T11:05:00+00:00") == "broken"


def test_the_commands(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ELCHI_FETCH_DELAY", "0")
    publish(site, 1)
    source(tmp_path, site.url + "/rss")
    source(tmp_path, site.url + "/gone", name="gone")
    where = ["--ledger", str(tmp_path / "l.db"), "--sources", str(tmp_path)]
    assert run(["watch", "own", "gone", "--once", "--allow-private", *where]) == 1
    told = capsys.readouterr()
    assert "2 sources asked, 1 new, 1 failed" in told.out
    assert "answers 404" in told.err
    assert run(["watch", "own", "--once", "--allow-private", *where]) == 0
    assert run(["watch", "nobody", "--once", *where]) == 2
    capsys.readouterr()
    assert run(["sources", "--health", "--json", *where]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert all('"word":"ok"' in line.replace(" ", "") for line in lines)
