"""Profiles: entered, published, matched with reasons, answered; their owner stays unnamed until then."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

SEEKING = {
    "type": "TR", "country": "KZ", "lang": "ru", "title": "Ищем технологию капельного орошения хлопка",
    "text": "Хлопковое хозяйство ищет технологию капельного орошения и датчики влажности почвы для хлопковых полей.",
    "topics": ["agriculture", "water"],
}  # fmt: skip
OFFERING = {
    "type": "TO", "country": "TR", "lang": "tr", "title": "Pamuk için damla sulama teknolojisi",
    "text": "Pamuk tarlaları için damla sulama sistemleri ve toprak nemi sensörleri sunuyoruz; lisans verebiliriz.",
    "topics": ["agriculture", "water"],
}  # fmt: skip
GOOD = {"act": "publish", "clarity": "4", "novelty": "3", "advantage": "4", "partner": "4"}


def entered(client: TestClient, fields: dict[str, object]) -> str:
    answer = client.post("/profiles/new", data=fields, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def published(client: TestClient, fields: dict[str, object]) -> str:
    path = entered(client, fields)
    for step in ({"act": "submit"}, GOOD):
        assert client.post(f"{path}/step", data=step).status_code == 200
    return path


def test_two_profiles_find_each_other_across_languages(own_client: TestClient) -> None:
    seeking, offering = published(own_client, SEEKING), published(own_client, OFFERING)
    page = own_client.get(seeking).text
    assert offering in page
    assert re.search(r'<ul class="reasons"><li>\w', page)
    assert str(OFFERING["title"]) in page


def test_the_owner_is_named_only_where_an_interest_was_accepted(own_client: TestClient) -> None:
    own_client.post("/review/author", data={"author": "Owner Ltd"})
    path = published(own_client, OFFERING)
    assert "Owner Ltd" in own_client.get(path).text
    own_client.post("/review/author", data={"author": "Seeker"})
    assert "Owner Ltd" not in own_client.get(path).text
    own_client.post(f"{path}/interest", data={"message": "We would like to test it."})
    own_client.post("/review/author", data={"author": "Owner Ltd"})
    page = own_client.get(path).text
    assert "We would like to test it." in page
    number = re.search(r'action="[^"]*/interests/(\d+)"', page)
    assert number
    own_client.post(f"{path}/interests/{number[1]}", data={"accept": "true"})
    own_client.post("/review/author", data={"author": "Seeker"})
    assert "Owner Ltd" in own_client.get(path).text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [({"country": "XX"}, "country"), ({"title": "short"}, "title"), ({"type": "??"}, "type"), ({"text": ""}, "text")],
)
def test_a_wrong_field_is_named_and_nothing_is_lost(own_client: TestClient, wrong: dict[str, str], words: str) -> None:
    answer = own_client.post("/profiles/new", data=SEEKING | wrong)
    assert answer.status_code in (400, 422)
    assert words in answer.text
    assert 'role="alert"' in answer.text
    assert "title" in wrong or str(SEEKING["title"]) in answer.text


def test_a_step_that_does_not_follow_is_refused(own_client: TestClient) -> None:
    path = entered(own_client, SEEKING)
    assert own_client.post(f"{path}/step", data=GOOD).status_code == 409
    assert own_client.post(f"{path}/step", data={"act": "fly"}).status_code == 400
    assert own_client.post(f"{path}/interest", data={"message": "hello"}).status_code == 409
    own_client.post(f"{path}/step", data={"act": "submit"})
    weak = GOOD | {"clarity": "0", "novelty": "0", "advantage": "1"}
    assert own_client.post(f"{path}/step", data=weak).status_code == 409


def test_drafts_from_documents_lead_to_their_words(client: TestClient) -> None:
    page = client.get("/profiles", params={"status": "draft"}).text
    drafts = re.findall(r'href="(/profiles/[A-Z]+\w+)"', page)
    assert drafts
    for path in drafts[:10]:
        shown = client.get(path).text
        link = re.search(r'href="(/documents/[^"#]+)', shown)
        assert link
        assert client.get(link[1]).status_code == 200
