"""What the pages promise: they answer, point at words, escape what documents say, and load nothing from elsewhere."""

from __future__ import annotations

import csv
import html
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from elchi.ledger import Ledger
from elchi.settings import Settings
from elchi.web import create_app
from elchi.words import LANGUAGES, words_for

LOCAL = (
    "/", "/engagements", "/documents", "/try", "/states", "/outcomes", "/people", "/organisations", "/opportunities",
    "/profiles", "/initiatives", "/averages", "/averages?by=topic", "/network", "/network?of=people", "/map", "/review", "/review?kind=engagement", "/review?kind=doubt", "/search", "/sources", "/alerts", "/api",
)  # fmt: skip
FORMS = ("/try", "/review", "/search", "/api")
FULL = (
    "/states/TR",
    "/states/KZ",
    "/pairs/AZ/TR",
    "/pairs/OTS/TR",
    "/pairs/KZ/TR/brief",
    "/pairs/KZ/TR/brief?topic=energy",
    "/organisations/OTS",
    "/search?q=Kazakistan",
)


@pytest.mark.parametrize("path", [*LOCAL, *FULL])
def test_a_page_answers_whole(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.text.rstrip().endswith("</html>")
    assert re.search(r"<h1[ >]", answer.text)


@pytest.mark.parametrize("path", LOCAL)
def test_an_empty_ledger_says_what_to_do(empty_client: TestClient, path: str) -> None:
    answer = empty_client.get(path)
    assert answer.status_code == 200
    assert path.startswith(FORMS) or 'class="empty"' in answer.text


@pytest.mark.parametrize("path", [*LOCAL, "/nothing", "/api/v1/nothing"])
def test_nothing_comes_from_elsewhere(client: TestClient, path: str) -> None:
    answer = client.get(path)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert not re.search(r'(?:src|action)="https?:|<link[^>]+href="https?:|style="|<script>', answer.text)


def test_an_engagement_points_at_its_words(client: TestClient, peopled: Any) -> None:
    page = client.get(f"/engagements/{peopled.engagement.id}").text
    anchors = set(re.findall(r'id="w-([^"]+)"', page))
    lit = set(re.findall(r'href="#w-([^"]+)"', page))
    assert lit
    assert lit <= anchors, "every link to words leads to words"
    for who in peopled.engagement.participants:
        assert (who.name_en or who.name) in page
    assert {f"{peopled.reports[0].id.rpartition('.')[2]}-{field}" for field in ("kind", "date", "place")} <= lit


def test_every_link_of_a_document_leads_to_words(client: TestClient, ledger: Ledger) -> None:
    with ledger.view() as view:
        ids = [row.id for row in view.documents()]
    for ident in ids:
        page = client.get(f"/documents/{ident}").text
        assert set(re.findall(r'href="#w-([^"]+)"', page)) <= set(re.findall(r'id="w-([^"]+)"', page))


def test_what_is_not_there_is_said(client: TestClient) -> None:
    answer = client.get("/engagements/e-none")
    assert answer.status_code == 404
    assert "e-none" in answer.text
    assert client.get("/documents/<script>alert(1)</script>").text.count("<script>") == 0


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "President of Kazakhstan Kassym-Jomart Tokayev met President of Türkiye Recep Tayyip Erdoğan in Astana.",
            "en",
        ),
        ("Kazakistan Cumhurbaşkanı Kasım Cömert Tokayev, Türkiye Cumhurbaşkanı Erdoğan ile Astana'da görüştü.", "tr"),
    ],
)
def test_a_pasted_text_is_read(client: TestClient, text: str, language: str) -> None:
    answer = client.post("/try", data={"text": text, "published": "2024-10-12"})
    assert answer.status_code == 200
    assert f'lang="{language}"' in answer.text
    assert "Tokayev" in answer.text
    assert '<mark class="k-person' in answer.text


@pytest.mark.parametrize("text", ["", "   ", "这是一篇关于两国部长会晤的新闻报道,内容涉及贸易与投资合作。"])
def test_a_text_that_cannot_be_read_is_kept_and_explained(client: TestClient, text: str) -> None:
    answer = client.post("/try", data={"text": text})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert text.strip() in answer.text


def test_a_wrong_date_is_explained(client: TestClient) -> None:
    answer = client.post("/try", data={"text": "A minister met an ambassador.", "published": "yesterday"})
    assert answer.status_code == 400
    assert "YYYY-MM-DD" in answer.text


def test_a_pasted_script_stays_text(client: TestClient) -> None:
    text = "<script>alert(1)</script> The Minister of Energy of Azerbaijan Parviz Shahbazov met <b>Alparslan Bayraktar</b>."
    page = client.post("/try", data={"text": text}).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_language_and_theme_are_kept(client: TestClient) -> None:
    answer = client.post(
        "/preferences", data={"theme": "dark", "back": "/documents?topic=space"}, follow_redirects=False
    )
    assert answer.status_code == 303
    assert answer.headers["location"] == "/documents?topic=space"
    assert 'data-theme="dark"' in client.get("/").text
    client.cookies.clear()


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_no_way_leads_off_this_site(client: TestClient, back: str) -> None:
    answer = client.post("/preferences", data={"theme": "dark", "back": back}, follow_redirects=False)
    assert answer.headers["location"] == "/"
    client.cookies.clear()


def test_a_form_of_another_site_is_refused(client: TestClient) -> None:
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert client.post("/try", data={"text": "x"}, headers=headers).status_code == 403


def test_as_of_hides_what_was_not_known(client: TestClient) -> None:
    known = client.get("/api/v1/documents", params={"as_of": "2021-12-31", "limit": 500}).json()["items"]
    assert all(one["known"] <= "2021-12-31" for one in known)
    before = client.get("/documents", params={"as_of": "2021-12-31"}).text
    assert before.count('class="row"') == len(known) > 0
    assert 'class="as-of"' in before
    late = client.get("/api/v1/documents", params={"limit": 1}).json()["items"][0]["id"]
    assert client.get(f"/documents/{late}", params={"as_of": "2021-12-31"}).status_code == 404
    assert client.get("/", params={"as_of": "never"}).status_code == 400


def test_no_link_of_any_page_is_dead(client: TestClient) -> None:
    """Follow every link of this site from every page, once."""
    waiting, seen = [*LOCAL, *FULL], set[str]()
    while waiting:
        path = waiting.pop()
        if path in seen or len(seen) > 900:
            continue
        seen.add(path)
        answer = client.get(path)
        assert answer.status_code == 200, path
        if path.startswith(("/charts", "/static", "/api/")) or path.count("?"):
            continue
        links = {html.unescape(link).partition("#")[0] for link in re.findall(r'href="(/[^"]*)"', answer.text)}
        waiting.extend(sorted(links - seen))
    assert len(seen) > 200


def test_a_pair_shows_contacts_promises_and_holders(client: TestClient) -> None:
    page = client.get("/pairs/KZ/TR").text
    for part in ('id="contacts"', 'id="promises"', 'id="holders"', 'class="lanes"', 'class="board"'):
        assert part in page
    assert client.get("/pairs/tr/tr", follow_redirects=False).status_code == 404
    assert client.get("/pairs/TR/TR", follow_redirects=False).headers["location"] == "/states/TR"
    assert client.get("/pairs?a=tr&b=kz", follow_redirects=False).headers["location"] == "/pairs/TR/KZ"


@pytest.mark.parametrize(
    "name", ["pairs", "topics", "months", "places", "timeline", "targets", "figures", "topic-months"]
)
def test_behind_every_picture_are_its_numbers(client: TestClient, name: str) -> None:
    answer = client.get(f"/charts/{name}.csv", params={"state": "TR"})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.reader(answer.text.splitlines()))
    assert len({len(row) for row in rows}) == 1


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("Kazakistan", "/states/KZ"),
        ("Қазақстан", "/states/KZ"),
        ("Türkiye Azerbaijan", "/pairs/AZ/TR"),
        ("OTS", "/organisations/OTS"),
        ("Kacır", "/people/"),
    ],
)
def test_search_finds_names_in_any_language(client: TestClient, asked: str, leads_to: str) -> None:
    assert f'href="{leads_to}' in client.get("/search", params={"q": asked}).text


def test_search_shows_why(client: TestClient) -> None:
    page = client.get("/search", params={"q": "satellite"}).text
    assert re.search(r'<mark class="hit">[Ss]atellite', page)
    assert "&lt;b&gt;" in client.get("/search", params={"q": "<b>"}).text


def test_a_verdict_is_kept_and_taken_back(own_client: TestClient) -> None:
    ident = own_client.get("/api/v1/outcomes").json()["items"][0]["id"]
    own_client.post("/review/author", data={"author": "Aizhan"})
    own_client.post(f"/outcomes/{ident}/verdict", data={"status": "delivered", "note": "opened"})
    page = own_client.get(f"/outcomes/{ident}").text
    assert "Aizhan" in page
    assert 'class="tag delivered"' in page
    decision = re.search(r'name="decision" value="(\d+)"', page)
    assert decision
    own_client.post("/review/undo", data={"decision": decision[1], "back": f"/outcomes/{ident}"})
    assert 'class="tag delivered"' not in own_client.get(f"/outcomes/{ident}").text
    assert own_client.post(f"/outcomes/{ident}/verdict", data={"status": "great"}).status_code == 400


def test_two_people_are_joined_and_parted(own_client: TestClient) -> None:
    people = own_client.get("/api/v1/people?limit=500").json()["items"]
    one, other = people[0]["id"], people[1]["id"]
    joined = own_client.post(f"/people/{one}/same", data={"other": f"http://x/people/{other}"})
    assert joined.status_code == 200
    assert len(own_client.get("/api/v1/people?limit=500").json()["items"]) == len(people) - 1
    decision = re.search(r'name="decision" value="(\d+)"', own_client.get("/review").text)
    assert decision
    own_client.post("/review/undo", data={"decision": decision[1]})
    assert len(own_client.get("/api/v1/people?limit=500").json()["items"]) == len(people)


def test_a_ledger_that_can_only_be_read_is_shown(ledger_path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "locked.db"
    shutil.copy(ledger_path, copy)
    copy.chmod(0o444)
    with TestClient(create_app(Settings(ledger=str(copy))), base_url="http://127.0.0.1") as client:
        assert client.get("/").status_code == 200
        assert "data-key" not in client.get("/review").text
        ident = client.get("/api/v1/outcomes").json()["items"][0]["id"]
        assert client.post(f"/outcomes/{ident}/verdict", data={"status": "open"}).status_code == 503


@pytest.mark.parametrize("tag", LANGUAGES)
def test_pages_speak_the_language(client: TestClient, peopled: Any, tag: str) -> None:
    for path in ("/", f"/engagements/{peopled.engagement.id}", "/pairs/KZ/TR", "/outcomes"):
        answer = client.get(path, headers={"Accept-Language": tag})
        assert answer.status_code == 200
        assert f'<html lang="{tag}"' in answer.text
        assert words_for(tag)("Promises") in answer.text


@pytest.mark.parametrize(("form", "starts"), [("md", b"# "), ("html", b"<!doctype html>"), ("pdf", b"%PDF-")])
def test_a_brief_can_be_taken_along(client: TestClient, form: str, starts: bytes) -> None:
    answer = client.get(f"/pairs/KZ/TR/brief.{form}", headers={"Accept-Language": "kk"})
    assert answer.status_code == 200
    assert answer.content.startswith(starts)
    assert f"brief-KZ-TR.{form}" in answer.headers["content-disposition"]
    assert client.get("/pairs/KZ/TR/brief.exe").status_code == 404
