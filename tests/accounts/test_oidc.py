"""Logging in through an identity provider: whom it lets in, and every lie that does not get past."""

from __future__ import annotations

import importlib.util
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.testclient import TestClient
from joserfc.jwk import ECKey

from elchi.accounts import keeping
from elchi.errors import SettingsError
from elchi.joining import open_ledger
from elchi.ledger import accounts as book
from elchi.ledger import auditing
from elchi.settings import Settings
from elchi.web import create_app

_spec = importlib.util.spec_from_file_location("accounts_providing", Path(__file__).with_name("providing.py"))
assert _spec is not None
assert _spec.loader is not None
providing = importlib.util.module_from_spec(_spec)
sys.modules[_spec.name] = providing
_spec.loader.exec_module(providing)


@pytest.fixture
def provider() -> Iterator[Any]:
    with providing.providing() as running:
        yield running


@pytest.fixture
def where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("elchi.accounts.secrets._hasher", lambda: PasswordHasher(1, 8, 1))
    path = tmp_path / "l.db"
    with open_ledger(path) as ledger, ledger.begin() as tx:
        keeping.add(tx, "root", "admin", by="test", password="seven herons over Turgai")
        keeping.add(tx, "aigul", "editor", by="test", email="Aigul@example.org")
    return path


def serving(where: Path, provider: Any, **more: object) -> FastAPI:
    return create_app(
        Settings(
            ledger=str(where),
            accounts=True,
            oidc_issuer=provider.issuer,
            oidc_client=providing.CLIENT,
            oidc_secret=providing.SECRET,
            **more,
        )
    )


@pytest.fixture
def app(where: Path, provider: Any) -> Iterator[FastAPI]:
    made = serving(where, provider)
    yield made
    made.state.site.ledger.close()


def browser_of(app: FastAPI) -> TestClient:
    return TestClient(app, base_url="http://127.0.0.1", follow_redirects=False)


def sent_out(browser: TestClient, back: str = "/map") -> str:
    answer = browser.get("/login/provider", params={"back": back})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def come_back(browser: TestClient, provider: Any, url: str, **more: str) -> Any:
    state = parse_qs(urlsplit(url).query)["state"][0]
    given = {"state": state, "code": provider.authorize(url), **more}
    return browser.get("/login/provider/back", params={name: value for name, value in given.items() if value})


def who(browser: TestClient) -> str | None:
    page = browser.get("/account")
    return page.text.partition("<h1>")[2].partition(" ")[0] if page.status_code == 200 else None


def test_whom_the_provider_vouches_for_is_let_in(app: FastAPI, provider: Any) -> None:
    browser = browser_of(app)
    assert "/login/provider" in browser.get("/login").text
    answer = come_back(browser, provider, sent_out(browser), iss=provider.issuer)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/map")
    assert who(browser) == "aigul"
    with app.state.site.ledger.view() as view:
        assert book.account(view.connection, name="aigul").subject == f"{provider.issuer} 7"
        acts = [(one.who, one.act) for one in auditing.entries(view.connection, limit=2)]
    assert acts == [("aigul", "login"), ("aigul", "account bound")]
    # From now on she is known by what the provider calls her, whatever her address.
    provider.claims = {"sub": "7", "email": "new@example.org"}
    again = browser_of(app)
    come_back(again, provider, sent_out(again))
    assert who(again) == "aigul"


@pytest.mark.parametrize(
    "claims",
    [
        {"sub": "8", "email": "stranger@example.org", "email_verified": True},
        {"sub": "8", "email": "aigul@example.org"},
        {"sub": "8", "email": "aigul@example.org", "email_verified": False},
        {"sub": "8", "email": "aigul@example.org", "email_verified": "true"},
        {"sub": "8"},
    ],
)
def test_strangers_and_unverified_addresses_are_refused(app: FastAPI, provider: Any, claims: dict[str, Any]) -> None:
    provider.claims = claims
    refused(app, provider, "no account")


def test_an_account_is_bound_to_the_first_that_comes(app: FastAPI, provider: Any) -> None:
    browser = browser_of(app)
    come_back(browser, provider, sent_out(browser))
    provider.claims = {"sub": "somebody else", "email": "aigul@example.org", "email_verified": True}
    refused(app, provider, "no account")


def test_a_disabled_account_is_refused(app: FastAPI, provider: Any) -> None:
    with app.state.site.ledger.begin() as tx:
        keeping.disable(tx, "aigul", by="root")
    refused(app, provider, "no account")


def test_newcomers_get_the_role_of_the_settings(where: Path, provider: Any) -> None:
    app = serving(where, provider, oidc_role="reader")
    provider.claims = {"sub": "9", "preferred_username": "Root"}
    browser = browser_of(app)
    come_back(browser, provider, sent_out(browser))
    assert who(browser) == "root2", "a name that somebody has is not taken over"
    with app.state.site.ledger.view() as view:
        assert book.account(view.connection, name="root2").role == "reader"


def refused(app: FastAPI, provider: Any, why: str, **more: str) -> None:
    """Coming back is refused for this reason, and nobody is logged in."""
    browser = browser_of(app)
    answer = come_back(browser, provider, sent_out(browser), **more)
    assert answer.status_code == 401, answer.text
    assert who(browser) is None
    with app.state.site.ledger.view() as view:
        entry = auditing.entries(view.connection, act="login refused")[0]
    assert why in entry.detail["why"]


@pytest.mark.parametrize(
    ("claims", "why"),
    [
        ({"nonce": "another"}, "nonce"),
        ({"iss": "https://evil.example"}, "iss"),
        ({"aud": "another client"}, "aud"),
        ({"aud": [providing.CLIENT, "another"], "azp": "another"}, "somebody else"),
        ({"exp": int(time.time()) - 3600}, "expired"),
        ({"iat": int(time.time()) + 3600}, "does not hold"),
        ({"nbf": int(time.time()) + 3600}, "does not hold"),
        ({"sub": ""}, "sub"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_statement_that_says_something_else(app: FastAPI, provider: Any, claims: dict[str, Any], why: str) -> None:
    provider.claims = provider.claims | claims
    refused(app, provider, why)


@pytest.mark.parametrize("claim", ["nonce", "iss", "aud", "exp", "iat", "sub"])
def test_a_statement_that_leaves_something_out(app: FastAPI, provider: Any, claim: str) -> None:
    provider.without = (claim,)
    refused(app, provider, claim)


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_a_statement_that_is_not_signed_by_a_key_of_the_provider(app: FastAPI, provider: Any, algorithm: str) -> None:
    provider.header = {"alg": algorithm, "kid": "first"}
    refused(app, provider, "does not hold")


def test_a_key_that_was_withdrawn_counts_no_more(app: FastAPI, provider: Any) -> None:
    browser = browser_of(app)
    come_back(browser, provider, sent_out(browser))
    assert who(browser) == "aigul"
    second = ECKey.generate_key("P-256", {"kid": "second", "use": "sig", "alg": "ES256"})
    provider.shown = [second]
    refused(app, provider, "does not hold")
    provider.header = {"alg": "ES256", "kid": "second"}
    refused(app, provider, "does not hold")  # the old key under the new one's name
    provider.key = second
    again = browser_of(app)
    come_back(again, provider, sent_out(again))
    assert who(again) == "aigul"


def test_another_state_another_browser_or_the_same_twice(app: FastAPI, provider: Any) -> None:
    browser = browser_of(app)
    url = sent_out(browser)
    assert come_back(browser, provider, url, state="another").status_code == 401
    assert come_back(browser, provider, url).status_code == 401, "what was begun counts once"
    url = sent_out(browser)
    other = browser_of(app)
    assert come_back(other, provider, url).status_code == 401, "another browser did not begin it"
    assert come_back(browser, provider, url).status_code == 303
    assert come_back(browser, provider, url).status_code == 401
    assert who(other) is None


def test_a_code_of_another_login_is_worthless(app: FastAPI, provider: Any) -> None:
    victim, thief = browser_of(app), browser_of(app)
    stolen = provider.authorize(sent_out(victim))
    url = sent_out(thief)
    assert come_back(thief, provider, url, code=stolen).status_code == 401
    assert who(thief) is None


def test_an_answer_of_another_provider(app: FastAPI, provider: Any) -> None:
    refused(app, provider, "another provider", iss="https://evil.example")


def test_what_the_provider_refuses(app: FastAPI, provider: Any) -> None:
    refused(app, provider, "access_denied", error="access_denied")


def test_too_late(app: FastAPI, provider: Any) -> None:
    browser = browser_of(app)
    url = sent_out(browser)
    app.state.site.ledger._clock = lambda: "2099-01-01T00:00:00+00:00"
    assert come_back(browser, provider, url).status_code == 401
    assert who(browser) is None


@pytest.mark.parametrize(
    "metadata",
    [{"issuer": "https://evil.example"}, {"authorization_endpoint": "http://evil.example/"}],
    ids=lambda value: next(iter(value)),
)
def test_a_provider_that_is_another_sends_nobody_out(app: FastAPI, provider: Any, metadata: dict[str, str]) -> None:
    provider.metadata = metadata
    assert browser_of(app).get("/login/provider").status_code in (401, 500)


@pytest.mark.parametrize("keys", ["http://evil.example/keys", "{issuer}/moved", "{issuer}/nothing"])
def test_keys_come_from_the_provider_alone(app: FastAPI, provider: Any, keys: str) -> None:
    browser = browser_of(app)
    url = sent_out(browser)
    provider.metadata = {"jwks_uri": keys.format(issuer=provider.issuer)}
    assert come_back(browser, provider, url).status_code in (401, 500)
    assert who(browser) is None


def test_a_provider_that_is_away(app: FastAPI, provider: Any) -> None:
    provider.metadata = {"token_endpoint": "http://127.0.0.1:9/"}
    browser = browser_of(app)
    answer = come_back(browser, provider, sent_out(browser))
    assert answer.status_code == 422
    assert "does not answer" in answer.text


@pytest.mark.parametrize(
    "settings",
    [
        {"oidc_issuer": "http://id.example", "oidc_client": "x"},
        {"oidc_issuer": "https://id.example"},
        {"oidc_issuer": "https://id.example", "oidc_client": "x", "oidc_role": "admin"},
    ],
    ids=["http", "client", "role"],
)
def test_settings_that_nobody_could_trust(where: Path, settings: dict[str, str]) -> None:
    with pytest.raises(SettingsError):
        create_app(Settings(ledger=str(where), accounts=True, **settings))


def test_the_cookie_on_the_way_is_like_the_sessions(app: FastAPI) -> None:
    answer = browser_of(app).get("/login/provider")
    cookie = next(one for one in answer.headers.get_list("set-cookie") if one.startswith("elchi_provider="))
    assert {"HttpOnly", "SameSite=lax", "Path=/", "Max-Age=600"} <= set(cookie.split("; "))
