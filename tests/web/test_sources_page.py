"""The page of sources: their health in the visitor's language, judged as `elchi sources --health` judges it."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from elchi.joining import open_ledger
from elchi.ledger.watched import SourceState, Watched, mark, set_state
from elchi.pipeline import load_catalogue
from elchi.settings import Settings
from elchi.watching import health_of
from elchi.web import create_app
from elchi.words import LANGUAGES, words_for

NOW = dt.datetime.now(dt.UTC)
OLD, THEN = (NOW - dt.timedelta(days=40)).isoformat(timespec="seconds"), NOW.isoformat(timespec="seconds")


def fared(source: str, *, last_polled: str = THEN, last_new: str = THEN, failures: int = 0) -> SourceState:
    error = "https://example.org/<rss>: answers 404" if failures else None
    return SourceState(
        source=source, first_polled=OLD, last_polled=last_polled, last_new=last_new, every=60,
        failures=failures, last_error=error,
    )  # fmt: skip


@pytest.fixture
def watched(tmp_path: Path) -> Path:
    """A ledger into which one source of each health was watched."""
    path = tmp_path / "w.db"
    with open_ledger(path) as ledger, ledger.begin() as transaction:
        for state in (
            fared("ots"), fared("kz-mfa", failures=3), fared("uz-mfa", last_polled=OLD), fared("tm-mfa", last_new=OLD),
            fared("turksoy"),
        ):  # fmt: skip
            set_state(transaction.connection, state)
        for number in range(5):
            page = Watched(source="ots", url=f"https://example.org/{number}", seen_at=THEN, document=f"d{number}")
            mark(transaction.connection, page)
    return path


def test_every_health_is_shown_with_its_reason(watched: Path) -> None:
    with TestClient(create_app(Settings(ledger=str(watched))), base_url="http://127.0.0.1") as client:
        page = client.get("/sources").text
    shown = re.findall(r'<td><span class="tag h-(\w+)">', page)
    with open_ledger(watched) as ledger:
        words = [one.word for one in health_of(ledger, load_catalogue().values())]
    assert sorted(shown) == sorted(words) == ["broken", "late", "ok", "outside", "silent"]
    assert shown == ["broken", "late", "silent", "outside", "ok"], "the worst come first"
    assert "failed 3 times in a row" in page
    assert "&lt;rss&gt;" in page
    assert "nothing new for 40 days" in page
    assert "fewer than expected" in page


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_page_speaks_every_language(watched: Path, tag: str) -> None:
    with TestClient(
        create_app(Settings(ledger=str(watched))), base_url="http://127.0.0.1", cookies={"language": tag}
    ) as client:
        page = client.get("/sources").text
    words = words_for(tag)
    for word in ("broken", "late", "silent", "outside", "ok"):
        assert words.label("health", word) in page
    assert str(words("fewer than expected")) in page


def test_where_nothing_is_watched_the_catalogue_is_shown(tmp_path: Path) -> None:
    with TestClient(create_app(Settings(ledger=str(tmp_path / "l.db"))), base_url="http://127.0.0.1") as client:
        page = client.get("/sources").text
    assert 'class="empty"' in page
    assert "<code>kz-mfa</code>" in page
