"""The API: every address answers as described, pages on with cursors, keeps the ledger's promises on time and errors."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

LISTS = ("documents", "people", "positions", "organisations", "engagements", "outcomes", "statements", "figures")


def test_all_of_it_is_described(client: TestClient) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert {f"/api/v1/{name}" for name in LISTS} <= set(described["paths"])
    assert not [path for path in described["paths"] if not path.startswith("/api/v1/")]
    for methods in described["paths"].values():
        for told in methods.values():
            assert told["summary"]
            assert {"404", "422"} <= set(told["responses"])
            assert {"200", "201"} & set(told["responses"])


@pytest.mark.parametrize("name", LISTS)
def test_a_list_pages_on_without_gap_or_repeat(client: TestClient, name: str) -> None:
    whole = client.get(f"/api/v1/{name}", params={"limit": 500}).json()
    assert whole["next_cursor"] is None
    found: list[Any] = []
    cursor = None
    while True:
        page = client.get(f"/api/v1/{name}", params={"limit": 7} | ({"cursor": cursor} if cursor else {})).json()
        found += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert found == whole["items"]


@pytest.mark.parametrize("name", ["documents", "people", "organisations", "engagements", "outcomes"])
def test_every_record_of_a_list_can_be_asked_for(client: TestClient, name: str) -> None:
    for item in client.get(f"/api/v1/{name}", params={"limit": 5}).json()["items"]:
        answer = client.get(f"/api/v1/{name}/{item['id']}")
        assert answer.status_code == 200
        assert item["id"] in answer.text


def test_filters_narrow(client: TestClient) -> None:
    found = client.get("/api/v1/engagements", params={"state": ["KZ", "TR"], "kind": "meeting"}).json()["items"]
    assert found
    assert all({"KZ", "TR"} <= set(one["parties"]) and one["kind"] == "meeting" for one in found)


def test_the_same_answer_is_not_sent_twice(client: TestClient) -> None:
    first = client.get("/api/v1/counts/pairs")
    again = client.get("/api/v1/counts/pairs", headers={"If-None-Match": f"W/{first.headers['etag']}"})
    assert (first.status_code, again.status_code, again.text) == (200, 304, "")
    assert client.get("/api/v1/counts/pairs", headers={"If-None-Match": '"other"'}).status_code == 200


def test_the_ledger_as_of_a_day(client: TestClient) -> None:
    now, then = (client.get("/api/v1/stats", params=asked).json() for asked in ({}, {"as_of": "2022"}))
    assert 0 < then["documents"] < now["documents"]
    for one in client.get("/api/v1/outcomes", params={"as_of": "2022-06"}).json()["items"]:
        assert one["known"] <= "2022-06-30"


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/v1/engagements/none", 404, "not_found"),
        ("/api/v1/nothing", 404, "not_found"),
        ("/api/v1/engagements?since=soon", 422, "invalid"),
        ("/api/v1/engagements?limit=0", 422, "invalid"),
        ("/api/v1/engagements?cursor=%%%", 400, "bad_request"),
        ("/api/v1/evidence", 422, "invalid"),
    ],
)
def test_errors_have_one_shape(client: TestClient, path: str, status: int, code: str) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    fault = answer.json()["error"]
    assert set(fault) == {"status", "code", "message", "where", "mend"}
    assert (fault["status"], fault["code"]) == (status, code)


def test_a_text_is_read_and_not_kept(client: TestClient) -> None:
    before = client.get("/api/v1/stats").json()
    text = (
        "The President of Kazakhstan Kassym-Jomart Tokayev met the President of Türkiye Recep Tayyip Erdoğan in Astana."
    )
    answer = client.post("/api/v1/read", json={"text": text, "published": "2024-10-12"})
    assert answer.status_code == 200
    reading = answer.json()
    assert reading["schema"] == "elchi.reading/1"
    assert len(reading["people"]) == 2
    for start, end in reading["people"][0]["spans"]:
        assert text[start:end]
    assert client.get("/api/v1/stats").json() == before


@pytest.mark.parametrize(
    "given", [{"text": ""}, {"text": "   "}, {"text": "部长会晤"}, {"text": "x", "published": "soon"}, {}]
)
def test_a_text_that_cannot_be_read_is_refused(client: TestClient, given: dict[str, str]) -> None:
    answer = client.post("/api/v1/read", json=given)
    assert answer.status_code == 422
    assert answer.json()["error"]["message"]


def test_an_export_is_a_file_of_the_asked_form(client: TestClient) -> None:
    calendar = client.get("/api/v1/export/engagements", params={"format": "ical", "state": ["KZ", "TR"]})
    assert (calendar.status_code, calendar.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert calendar.text.startswith("BEGIN:VCALENDAR")
    assert "elchi-engagements.ics" in calendar.headers["content-disposition"]
    whole = client.get("/api/v1/export/outcomes").text.splitlines()
    then = client.get("/api/v1/export/outcomes", params={"as_of": "2022"}).text.splitlines()
    assert 0 < len(then) < len(whole)


@pytest.mark.parametrize(
    ("path", "status"),
    [("people?format=ical", 400), ("secrets", 422), ("people?format=xls", 422), ("people?limit=0", 422)],
)
def test_an_export_that_makes_no_sense_is_refused(client: TestClient, path: str, status: int) -> None:
    answer = client.get(f"/api/v1/export/{path}")
    assert answer.status_code == status
    assert answer.json()["error"]["message"]
