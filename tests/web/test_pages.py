"""What the pages promise: they answer, point at words, escape what documents say, and load nothing from elsewhere."""

from __future__ import annotations

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from elchi.ledger import Ledger

LOCAL = ("/", "/engagements", "/documents", "/try")


@pytest.mark.parametrize("path", LOCAL)
def test_a_page_answers_whole(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.text.rstrip().endswith("</html>")
    assert re.search(r"<h1[ >]", answer.text)


@pytest.mark.parametrize("path", LOCAL)
def test_an_empty_ledger_says_what_to_do(empty_client: TestClient, path: str) -> None:
    answer = empty_client.get(path)
    assert answer.status_code == 200
    assert path == "/try" or 'class="empty"' in answer.text


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
        assert who.name in page
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
    before = client.get("/documents", params={"as_of": "2021-12-31"}).text
    assert before.count('class="row"') == 1
    assert client.get("/", params={"as_of": "never"}).status_code == 400
