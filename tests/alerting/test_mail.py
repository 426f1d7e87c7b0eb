"""Mail over a real SMTP conversation: encrypted before anything is said, one mail a message, no secret in an error."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import making
import pytest
from receiving import Mailbox, make_certificate, receiving

from elchi.alerting import Asks, Ways, deliver, look_all, make_alert
from elchi.alerting.mail import Post
from elchi.ledger import Ledger

PASSWORD = "open sesame"


@pytest.fixture
def box(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    pytest.importorskip("cryptography", reason="makes the certificate of the server")
    certificate = make_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with receiving(Mailbox(password=PASSWORD, certificate=certificate)) as one:
        yield one


def post(box: Mailbox, **changes: Any) -> Post:
    facts = {"host": "localhost", "port": box.port, "user": "elchi", "password": PASSWORD, "timeout": 5.0}
    return Post(**{**facts, "sender": "Elchi <elchi@ledger.example>", **changes})


def tell(ledger: Ledger, *addresses: str, language: str = "en") -> None:
    with ledger.begin() as tx:
        make_alert(tx, "Uzay, “uydu”", Asks(states=("KZ",)), owner="me", language=language, addresses=addresses)
    with ledger.begin() as tx:
        tx.add(making.reading("a.json", promise="build a satellite"))
    look_all(ledger)


def send(ledger: Ledger, how: Post) -> list[str]:
    return [str(one.error or "sent") for one in deliver(ledger, Ways(base="https://elchi.example", post=how))]


def test_a_mail_says_what_is_new(ledger: Ledger, box: Mailbox) -> None:
    tell(ledger, "desk@ministry.example")
    assert send(ledger, post(box)) == ["sent"]
    assert send(ledger, post(box)) == []
    (mail,) = box.mails
    assert mail["To"] == "desk@ministry.example"
    assert mail["Subject"] == "Elchi: Uzay, “uydu” (2)"
    assert mail["Message-ID"].endswith("@ledger.example>")
    assert mail["Auto-Submitted"] == "auto-generated"
    text = mail.get_content()
    assert "Meeting: Kazakhstan, Türkiye" in text
    assert "«build a satellite»" in text
    assert "https://elchi.example/outcomes/" in text
    assert "because of the alert “Uzay, “uydu””: https://elchi.example/alerts/" in text


@pytest.mark.parametrize(("language", "said"), [("tr", "uyarı"), ("kk", "хабарландыру"), ("hu", "riasztás")])
def test_a_mail_speaks_the_language_of_its_alert(ledger: Ledger, box: Mailbox, language: str, said: str) -> None:
    tell(ledger, "desk@ministry.example", language=language)
    assert send(ledger, post(box)) == ["sent"]
    assert said in box.mails[0].get_content().lower()


def test_nothing_is_said_before_the_line_is_encrypted(ledger: Ledger, box: Mailbox) -> None:
    tell(ledger, "desk@ministry.example")
    send(ledger, post(box))
    assert [words.split()[0] for words in box.plain] == ["ehlo", "STARTTLS"]
    assert any(words.startswith("AUTH") for words in box.secret)


def test_a_server_without_encryption_gets_nothing(ledger: Ledger, box: Mailbox) -> None:
    tell(ledger, "desk@ministry.example")
    box.certificate = None
    assert "STARTTLS" in send(ledger, post(box))[0]
    assert not box.secret
    assert not any("AUTH" in words or "MAIL" in words.upper() for words in box.plain)


def test_a_server_with_a_strange_certificate_gets_nothing(
    ledger: Ledger, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    tell(ledger, "desk@ministry.example")
    assert "certificate" in send(ledger, post(box))[0].lower()
    assert not any(words.startswith("AUTH") for words in box.secret)


def test_errors_hold_no_password(ledger: Ledger, box: Mailbox) -> None:
    tell(ledger, "desk@ministry.example")
    wrong = "another password"
    (error,) = send(ledger, post(box, password=wrong))
    assert "refuses the user or password (535)" in error
    assert wrong not in error
    assert wrong not in repr(post(box, password=wrong))
    assert "open line" in "".join(str(one.error) for one in deliver(
        ledger, Ways(base="https://elchi.example", post=post(box, security="none")), again=True
    ))  # fmt: skip


def test_an_unknown_mailbox_stops_no_other(ledger: Ledger, box: Mailbox) -> None:
    box.refuses = "gone@"
    tell(ledger, "gone@ministry.example", "here@ministry.example")
    results = sorted(send(ledger, post(box)))
    assert results[1] == "sent"
    assert "refuses gone@ministry.example" in results[0]


def test_a_server_that_is_not_there(ledger: Ledger) -> None:
    tell(ledger, "desk@ministry.example")
    assert "ELCHI_SMTP_HOST" in send(ledger, Post())[0]
