"""The pages of alerts: a search is saved from its page, its feed is up to date, and what cannot be saved is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import icalendar
import pytest
from fastapi.testclient import TestClient

from elchi.exporting.feeds import ATOM
from elchi.joining import open_ledger
from elchi.ledger import Filters, Ledger
from elchi.ledger import alerts as book
from elchi.pipeline import SourceOptions, add_inputs
from elchi.settings import Settings
from elchi.web import create_app
from elchi.words import LANGUAGES, words_for

TEXT = (
    "Ankara, 3 May 2026. Türkiye's Minister of Energy Alparslan Bayraktar met with Kazakhstan's Minister of Energy "
    "Almasadam Satkaliyev in Ankara. They agreed to establish a joint working group on natural gas."
)


@pytest.fixture
def own_client(own_path: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(ledger=str(own_path))), base_url="http://localhost") as one:
        yield one


@pytest.fixture
def own_ledger(own_path: Path) -> Iterator[Ledger]:
    with open_ledger(own_path) as one:
        yield one


def save(client: TestClient, **fields: object) -> str:
    """Save a search; its address."""
    answer = client.post("/alerts", data={"name": "Mine", **fields}, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def entries(client: TestClient, path: str) -> list[str]:
    root = ET.fromstring(client.get(f"{path}/feed.atom").content)  # noqa: S314 - our own
    return [entry.findtext(f"{{{ATOM}}}title") or "" for entry in root.iter(f"{{{ATOM}}}entry")]


def test_a_search_is_saved_from_its_page_and_its_feed_tells_what_comes(
    own_client: TestClient, own_ledger: Ledger, tmp_path: Path
) -> None:
    page = own_client.get("/pairs/KZ/TR").text
    (link,) = re.findall(r'href="(/alerts\?[^"]+)"', page)
    form = own_client.get(link.replace("&amp;", "&")).text
    assert re.search(r'name="state"[^>]*value="KZ"', form)
    path = save(own_client, state=["KZ", "TR"], topic="energy")
    before = entries(own_client, path)
    assert before
    assert len(before) <= 40
    (tmp_path / "new.txt").write_text(TEXT, "utf-8")
    list(add_inputs(own_ledger, [str(tmp_path / "new.txt")], SourceOptions(), batch=10))
    after = entries(own_client, path)
    assert len(after) > len(before)
    assert any("Türkiye" in title for title in after[:2])
    page = own_client.get(path).text
    assert "natural gas" in page
    assert f"{path}/feed.atom" in page
    rss = own_client.get(f"{path}/feed.rss")
    assert rss.headers["content-type"].startswith("application/rss+xml")
    assert b"<guid" in rss.content


def test_the_calendar_of_an_alert(own_client: TestClient) -> None:
    path = save(own_client, state=["TR"])
    answer = own_client.get(f"{path}/calendar.ics")
    assert answer.headers["content-type"].startswith("text/calendar")
    assert icalendar.Calendar.from_ical(answer.content)["X-WR-CALNAME"] == "Elchi: Mine"


def test_one_promise_and_one_profile(own_client: TestClient, own_ledger: Ledger) -> None:
    with own_ledger.view() as view:
        outcome = view.outcomes(Filters(limit=1)).items[0]
        (profile,) = view.connection.exec_driver_sql("SELECT id FROM profile LIMIT 1").scalars()
    assert f"/alerts?outcome={outcome.id}" in own_client.get(f"/outcomes/{outcome.id}").text
    path = save(own_client, outcome=outcome.id)
    (title,) = entries(own_client, path)
    assert title.startswith(("Open", "Overdue", "No public trace", "Delivered", "In progress", "Called off"))
    assert f"/alerts?profile={profile}" in own_client.get(f"/profiles/{profile}").text
    assert own_client.get(save(own_client, profile=profile)).status_code == 200


def test_what_is_wrong_is_said_and_kept_in_the_form(own_client: TestClient) -> None:
    answer = own_client.post("/alerts", data={"name": "Mine", "text": "gas", "mail": "someone"})
    assert answer.status_code == 400
    assert "no mail address" in answer.text or "no web address" in answer.text
    assert re.search(r'name="text" value="gas"', answer.text)
    assert own_client.post("/alerts", data={"name": "Mine", "outcome": "nothing"}).status_code == 404
    assert own_client.get("/alerts/nothing").status_code == 404
    assert own_client.get("/alerts/nothing/feed.atom").status_code == 404


def test_names_and_words_of_documents_are_escaped(own_client: TestClient) -> None:
    path = save(own_client, name="<script>alert(1)</script>", text="gas")
    for page in (own_client.get("/alerts").text, own_client.get(path).text):
        assert "<script>alert" not in page
    assert b"<script>" not in own_client.get(f"{path}/feed.atom").content


def test_an_alert_is_removed(own_client: TestClient, own_ledger: Ledger) -> None:
    path = save(own_client, text="gas")
    assert own_client.post(f"{path}/remove", follow_redirects=False).status_code == 303
    with own_ledger.view() as view:
        assert book.alerts(view.connection) == []


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_pages_speak_every_language(own_client: TestClient, tag: str) -> None:
    own_client.cookies.set("language", tag)
    path = save(own_client, state=["TR", "KZ"])
    words = words_for(tag)
    assert str(words("Save a search")) in own_client.get("/alerts").text
    page = own_client.get(path).text
    assert str(words("What it found")) in page
    assert words.state("KZ") in page
    assert f'xml:lang="{tag}"' in own_client.get(f"{path}/feed.atom").text


def test_a_ledger_that_is_only_read_gives_what_is_there(own_client: TestClient, own_path: Path) -> None:
    path = save(own_client, state=["TR"])
    with open_ledger(own_path) as ledger, ledger.begin():
        pass
    own_path.chmod(0o444)
    try:
        with TestClient(create_app(Settings(ledger=str(own_path))), base_url="http://localhost") as reader:
            assert entries(reader, path) == entries(own_client, path)
            assert 'method="post" action="/alerts"' not in reader.get("/alerts").text
    finally:
        own_path.chmod(0o644)
