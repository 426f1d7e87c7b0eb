"""Messages: each is taken once, signed, tried again when it was not, and never told to an address nobody may reach."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any

import making
import pytest
from servers import Site, page, redirect, serving

from elchi.alerting import Asks, Ways, deliver, key_of, look_all, make_alert
from elchi.alerting import sending as sending_module
from elchi.alerting.sending import MOST_TRIES
from elchi.errors import SettingsError
from elchi.ledger import Ledger
from elchi.ledger import alerts as book
from elchi.sources.options import FetchOptions

SECRET = "a long random text"
OPEN = FetchOptions(allow_private=True, timeout=5)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site()) as one:
        one.pages["/hook"] = page("", status=204)
        yield one


def ways(fetching: FetchOptions = OPEN) -> Ways:
    return Ways(base="https://elchi.example", secret=SECRET, fetching=fetching)


def tell(ledger: Ledger, *addresses: str, number: int = 1) -> None:
    """An alert on everything, and some meetings after it."""
    with ledger.begin() as tx:
        make_alert(tx, "mine", Asks(what=("engagements",)), owner="me", language="en", addresses=addresses)
    add(ledger, number)


def add(ledger: Ledger, number: int, start: int = 1) -> None:
    with ledger.begin() as tx:
        tx.add_all([
            making.reading(f"{n}.json", date=f"2025-{n // 28 + 1:02}-{n % 28 + 1:02}", tail=str(n))
            for n in range(start, start + number)
        ])  # fmt: skip
    look_all(ledger)


def send(ledger: Ledger, fetching: FetchOptions = OPEN, *, again: bool = False) -> list[str]:
    """What became of the messages that were due: ``sent`` or the error."""
    return [str(one.error or "sent") for one in deliver(ledger, ways(fetching), again=again)]


def failing(*answers: Callable[[BaseHTTPRequestHandler], None]) -> Callable[[BaseHTTPRequestHandler], None]:
    """A page that answers otherwise each time; the last answer stays."""
    left = list(answers)

    def answer(handler: BaseHTTPRequestHandler) -> None:
        current = left.pop(0) if len(left) > 1 else left[0]
        current(handler)

    return answer


def test_a_message_is_sent_once_and_signed(ledger: Ledger, site: Site) -> None:
    url = site.url + "/hook"
    tell(ledger, url)
    assert send(ledger) == ["sent"]
    assert send(ledger) == []
    ((path, headers, body),) = site.asked
    assert path == "/hook"
    told = json.loads(body)
    assert told["schema"] == "elchi.alert/1"
    assert told["alert"]["name"] == "mine"
    assert [one["title"] for one in told["notices"]] == ["Meeting: Kazakhstan, Türkiye"]
    assert verified(headers, body, key_of(SECRET, url))
    assert not verified(headers, body + b" ", key_of(SECRET, url))
    assert not verified(headers, body, key_of(SECRET, url + "2")), "another address has another key"


def verified(headers: dict[str, str], body: bytes, key: str) -> bool:
    """Check a message as the receivers of Standard Webhooks do."""
    assert abs(int(headers["webhook-timestamp"]) - time.time()) < 60
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    digest = hmac.new(base64.b64decode(key.removeprefix("whsec_")), signed, hashlib.sha256).digest()
    version, _, signature = headers["webhook-signature"].partition(",")
    return version == "v1" and hmac.compare_digest(signature, base64.b64encode(digest).decode())


def test_what_is_not_taken_is_tried_again_later_under_its_id(ledger: Ledger, site: Site, clock: Any) -> None:
    site.pages["/hook"] = failing(page("", status=500), page("", status=429, Retry_After="900"), page("", status=200))
    tell(ledger, site.url + "/hook")
    assert "answers 500" in send(ledger)[0]
    assert send(ledger) == [], "not before a minute is over"
    clock.now = "2026-03-01T09:01:00+00:00"
    assert "answers 429" in send(ledger)[0]
    clock.now = "2026-03-01T09:15:59+00:00"
    assert send(ledger) == [], "it asked for a quarter of an hour"
    clock.now = "2026-03-01T09:16:00+00:00"
    assert send(ledger) == ["sent"]
    assert len({headers["webhook-id"] for _, headers, _ in site.asked}) == 1
    assert len({body for _, _, body in site.asked}) == 1


def test_it_is_given_up_in_the_end_and_may_be_tried_by_hand(ledger: Ledger, site: Site, clock: Any) -> None:
    site.pages["/hook"] = page("", status=503)
    tell(ledger, site.url + "/hook")
    for day in range(1, MOST_TRIES + 4):
        clock.now = f"2026-04-{day * 2 - 1:02}T09:00:00+00:00"
        send(ledger)
    assert len(site.asked) == MOST_TRIES
    with ledger.view() as view:
        (message,) = book.messages(view.connection, unsent=True)
    assert "answers 503" in (message.error or "")
    site.pages["/hook"] = page("")
    assert send(ledger, again=True) == ["sent"]


def test_a_kill_between_sending_and_writing_it_down_repeats_the_id(
    ledger: Ledger, site: Site, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(ledger, site.url + "/hook")

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(sending_module.book, "settle", killed)
        with pytest.raises(KeyboardInterrupt):
            send(ledger)
    assert send(ledger) == []
    clock.now = "2026-03-01T09:01:00+00:00"
    assert send(ledger) == ["sent"]
    one, other = site.asked
    assert one[1]["webhook-id"] == other[1]["webhook-id"]
    assert one[2] == other[2]


def test_two_programs_send_a_message_once(ledger: Ledger, site: Site) -> None:
    tell(ledger, site.url + "/hook")
    seen: list[list[str]] = []

    def meanwhile(handler: BaseHTTPRequestHandler) -> None:
        seen.append(send(ledger))
        page("")(handler)

    site.pages["/hook"] = meanwhile
    assert send(ledger) == ["sent"]
    assert seen == [[]]
    assert len(site.asked) == 1


def test_a_dead_address_is_asked_once_a_round_and_stops_no_other(ledger: Ledger, site: Site) -> None:
    with serving(Site()) as dead:
        dead.pages["/hook"] = page("", status=500)
        tell(ledger, dead.url + "/hook", site.url + "/hook", number=120)
        results = send(ledger)
        assert len(dead.asked) == 1
    assert [one for one in results if "500" not in one] == ["sent"] * 3
    bodies = [json.loads(body) for _, _, body in site.asked]
    assert [len(body["notices"]) for body in bodies] == [50, 50, 20]
    ids = [notice["id"] for body in bodies for notice in body["notices"]]
    assert len(set(ids)) == 120, "all of it, nothing twice"


def test_private_addresses_are_refused_and_redirects_not_followed(ledger: Ledger, site: Site) -> None:
    site.pages["/moved"] = redirect(site.url + "/hook")
    tell(ledger, site.url + "/hook", site.url + "/moved")
    assert "private address 127.0.0.1" in send(ledger, FetchOptions())[0]
    assert site.asked == []
    results = send(ledger, again=True)
    assert sorted(one if one == "sent" else "failed" for one in results) == ["failed", "sent"]
    assert sorted(site.paths()) == ["/hook", "/moved"]
    with ledger.view() as view:
        (message,) = book.messages(view.connection, unsent=True)
    assert "answers 302" in (message.error or "")


def test_what_was_forgotten_before_it_was_sent_is_not_told(ledger: Ledger, site: Site) -> None:
    tell(ledger, site.url + "/hook")
    with ledger.begin() as tx:
        tx.forget("1.json", author="me")
    assert send(ledger) == ["sent"]
    assert site.asked == []


def test_the_secret_stands_nowhere(ledger: Ledger, site: Site) -> None:
    assert SECRET not in repr(ways())
    tell(ledger, site.url + "/hook")
    send(ledger)
    assert SECRET not in str(site.asked)
    with pytest.raises(SettingsError, match="ELCHI_WEBHOOK_SECRET"):
        key_of("", site.url)
