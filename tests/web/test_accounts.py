"""Many users: what each role may ask, over every route there is; logging in and out; forms that are not ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient

from elchi.accounts import Role, keeping, tokens
from elchi.errors import UsageError
from elchi.joining import open_ledger
from elchi.ledger import Filters, auditing
from elchi.settings import Settings
from elchi.web import create_app
from elchi.web.gate import needed

GOOD = "seven herons over Turgai"
PEOPLE = {"rana": "reader", "erlan": "editor", "root": "admin"}
SAFE = {"GET", "HEAD", "OPTIONS"}
# All that changes something and needs less than an editor, each with its reason. A new route is not among them.
FOR_LESS = {
    ("POST", "/login"): Role.NOBODY,  # or nobody could
    ("POST", "/logout"): Role.NOBODY,  # ends one's own session alone
    ("POST", "/preferences"): Role.NOBODY,  # two cookies of one's own
    ("POST", "/try"): Role.READER,  # reads a text and keeps nothing
    ("POST", "/api/v1/read"): Role.READER,  # likewise
    ("POST", "/account/password"): Role.READER,  # one's own
    ("POST", "/account/tokens"): Role.READER,
    ("POST", "/account/tokens/{ident}/revoke"): Role.READER,
    ("POST", "/account/leave"): Role.READER,
}
FOR_ADMINS = {"/accounts", "/accounts/{name}/role", "/accounts/{name}/disable", "/accounts/{name}/password", "/audit"}
FOR_ADMINS |= {"/api/v1/audit"}
FOR_NOBODY = {"/login", "/login/provider", "/login/provider/back"}


@pytest.fixture(autouse=True)
def _cheap_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("elchi.accounts.secrets._hasher", lambda: PasswordHasher(1, 8, 1))


@pytest.fixture
def shared(own_path: Path) -> Path:
    """A ledger with an account of each role."""
    with open_ledger(own_path) as ledger, ledger.begin() as tx:
        for name, role in PEOPLE.items():
            keeping.add(tx, name, role, by="test", password=GOOD)
    return own_path


@pytest.fixture
def app(shared: Path) -> Iterator[FastAPI]:
    made = create_app(Settings(ledger=str(shared), accounts=True, login_failures=3))
    yield made
    made.state.site.ledger.close()


def client(app: FastAPI, **more: object) -> TestClient:
    return TestClient(app, base_url="http://127.0.0.1", follow_redirects=False, **more)


def csrf(page: str) -> str:
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', page)
    assert found
    return found[1]


def logged_in(app: FastAPI, name: str) -> TestClient:
    browser = client(app)
    form = csrf(browser.get("/login").text)
    answer = browser.post("/login", data={"name": name, "password": GOOD, "csrf": form})
    assert answer.status_code == 303, answer.text
    return browser


def token(shared: Path, name: str, scope: str) -> dict[str, str]:
    with open_ledger(shared) as ledger, ledger.begin() as tx:
        return {"Authorization": f"Bearer {tokens.issue(tx, name, 'test', scope, days=1, by='test')[0]}"}


def routes(of: FastAPI) -> list[tuple[str, str]]:
    """Every method and path that the application answers."""
    listed = [(method, one.path) for one in iter_route_contexts(of.routes) for method in sorted(one.methods or ())]
    assert len(listed) > 60, "the walk finds the routes"
    return listed


def filled(path: str) -> str:
    """A path with something in its places."""
    return re.sub(r"\{[^}]*\}", "1", path)


def test_every_route_needs_what_it_is_meant_to(app: FastAPI) -> None:
    for method, path in routes(app):
        role = needed(method, filled(path))
        if path in FOR_ADMINS:
            assert role is Role.ADMIN, path
        elif method in SAFE:
            assert role is (Role.NOBODY if path in FOR_NOBODY else Role.READER), path
        else:
            assert role is FOR_LESS.get((method, path), Role.EDITOR), path


def test_a_route_that_nobody_thought_of_is_for_editors(app: FastAPI) -> None:
    assert needed("POST", "/brand-new") is Role.EDITOR
    assert needed("DELETE", "/static/../accounts") is Role.EDITOR
    assert needed("GET", "/brand-new") is Role.READER
    assert needed("PUT", "/account/tokens") is Role.EDITOR


def test_whoever_acts_through_the_web_is_named_with_their_address() -> None:
    """A page or an answer that began a transaction of its own would leave the audit log without whence it was done."""
    web = Path(create_app.__code__.co_filename).parent
    begun = {path.name for path in web.rglob("*.py") if "ledger.begin(" in path.read_text("utf-8")}
    assert begun == {"visit.py", "gate.py"}


def test_nobody_gets_anywhere_without_an_account(app: FastAPI) -> None:
    stranger = client(app)
    for method, path in routes(app):
        if needed(method, filled(path)) is Role.NOBODY:
            continue
        answer = stranger.request(method, filled(path))
        if path.startswith("/api/"):
            assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer"), path
        else:
            assert answer.status_code == 303, path
            assert answer.headers["Location"].startswith("/login"), path


@pytest.mark.parametrize("name", ["rana", "erlan"])
def test_a_role_gets_no_further_than_it_may(app: FastAPI, name: str) -> None:
    browser, role = logged_in(app, name), Role[PEOPLE[name].upper()]
    barred = [(m, p) for m, p in routes(app) if needed(m, filled(p)) > role]
    assert len(barred) > 5
    for method, path in barred:
        answer = browser.request(method, filled(path), data={} if method == "POST" else None)
        assert answer.status_code == 403, path
        assert "needs the role" in answer.text, path


def test_a_readers_token_decides_nothing_anywhere(app: FastAPI, shared: Path) -> None:
    shown = token(shared, "root", "read")
    program = client(app)
    assert program.get("/api/v1/stats", headers=shown).status_code == 200
    for method, path in routes(app):
        if needed(method, filled(path)) > Role.READER:
            assert program.request(method, filled(path), headers=shown).status_code == 403, path


def test_every_form_that_posts_is_refused_without_its_value(app: FastAPI) -> None:
    browser = logged_in(app, "root")
    posts = [path for method, path in routes(app) if method == "POST"]
    assert len(posts) > 15
    for path in posts:
        for given in ({}, {"csrf": "0" * 64}, {"csrf": csrf(client(app).get("/login").text)}):
            answer = browser.post(filled(path), data=given)
            assert answer.status_code in (403, 422), path
            assert answer.status_code == 422 or "not one of ours" in answer.text, path
    assert browser.get("/account").status_code == 200, "and nothing of it happened, not even the logging out"


def test_every_form_on_every_page_carries_its_value(app: FastAPI) -> None:
    browser = logged_in(app, "root")
    with app.state.site.ledger.view() as view:
        outcome = view.outcomes(Filters(limit=1)).items[0].id
        person = view.people(Filters(limit=1)).items[0].id
    paths = [
        "/",
        "/review",
        "/try",
        f"/outcomes/{outcome}",
        f"/people/{person}",
        "/profiles/new",
        "/account",
        "/accounts",
    ]
    for path in paths:
        page = browser.get(path).text
        forms = re.findall(r"<form\b[^>]*method=.post[^>]*>(.{0,60})", page, re.IGNORECASE)
        assert forms, path
        assert all('name="csrf"' in behind for behind in forms), path


def test_a_form_works_with_its_value_and_is_signed_by_the_account(app: FastAPI) -> None:
    browser = logged_in(app, "erlan")
    browser.cookies.set("author", "somebody else")
    with app.state.site.ledger.view() as view:
        outcome = view.outcomes(Filters(limit=1)).items[0].id
    form = csrf(browser.get(f"/outcomes/{outcome}").text)
    answer = browser.post(f"/outcomes/{outcome}/verdict", data={"status": "delivered", "note": "seen", "csrf": form})
    assert answer.status_code == 303
    with app.state.site.ledger.view() as view:
        assert view.outcome(outcome).decisions[-1].author == "erlan"
        entry = auditing.entries(view.connection)[0]
    assert (entry.who, entry.act, entry.origin) == ("erlan", "verdict", "web testclient")
    admin = logged_in(app, "root")
    assert "verdict" in admin.get("/audit?who=erlan&act=verdict").text
    assert [one["act"] for one in admin.get("/api/v1/audit?who=erlan").json()] == ["verdict", "login"]


def test_a_token_decides_within_its_scope(app: FastAPI, shared: Path) -> None:
    with app.state.site.ledger.view() as view:
        outcome = view.outcomes(Filters(limit=1)).items[0].id
    shown = token(shared, "erlan", "write")
    answer = client(app).post(f"/outcomes/{outcome}/verdict", data={"status": "open"}, headers=shown)
    assert answer.status_code == 303
    with app.state.site.ledger.view() as view:
        entry = auditing.entries(view.connection)[0]
    assert (entry.who, entry.act) == ("erlan", "verdict")
    assert re.fullmatch(r"web testclient token [0-9a-f]{8}", entry.origin)


def test_a_token_cannot_make_itself_more(app: FastAPI, shared: Path) -> None:
    program = client(app)
    for scope in ("read", "write", "admin"):
        shown = token(shared, "root", scope)
        assert program.get("/account", headers=shown).status_code == 403
        assert program.post("/account/tokens", data={"scope": "admin"}, headers=shown).status_code == 403
        assert program.post("/account/password", data={"old": GOOD}, headers=shown).status_code == 403


@pytest.mark.parametrize("shown", ["Bearer nothing", "Bearer elchi_00000000_x", "Bearer elchi__", "Bearer "])
@pytest.mark.parametrize("public", [False, True])
def test_a_wrong_token_is_refused_even_where_everybody_may_read(shared: Path, shown: str, public: bool) -> None:
    app = create_app(Settings(ledger=str(shared), accounts=True, public=public))
    answer = client(app).get("/api/v1/stats", headers={"Authorization": shown})
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "unauthorized")


def test_the_session_is_new_at_login_and_gone_at_logout(app: FastAPI) -> None:
    browser = client(app)
    browser.cookies.set("elchi_session", "planted by a stranger")
    form = csrf(browser.get("/login").text)
    answer = browser.post("/login", data={"name": "erlan", "password": GOOD, "back": "/map", "csrf": form})
    assert answer.headers["Location"] == "/map"
    cookie = next(one for one in answer.headers.get_list("set-cookie") if one.startswith("elchi_session="))
    assert "planted" not in cookie
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))
    key = cookie.partition("=")[2].partition(";")[0]
    fresh = client(app, cookies={"elchi_session": key})
    page = fresh.get("/account")
    assert page.status_code == 200
    assert csrf(page.text) != form
    assert fresh.post("/logout", data={"csrf": csrf(page.text)}).status_code == 303
    assert client(app, cookies={"elchi_session": key}).get("/account").status_code == 303


@pytest.mark.parametrize("planted", ["planted by a stranger", "x" * 43])
def test_a_planted_key_never_becomes_a_session(app: FastAPI, planted: str) -> None:
    browser = client(app, cookies={"elchi_session": planted})
    form = csrf(browser.get("/login").text)
    browser.post("/login", data={"name": "erlan", "password": GOOD, "csrf": form})
    assert client(app, cookies={"elchi_session": planted}).get("/account").status_code == 303


def test_over_https_cookies_are_bound_to_the_host(shared: Path) -> None:
    app = create_app(Settings(ledger=str(shared), accounts=True, url="https://elchi.example"))
    browser = TestClient(app, base_url="https://elchi.example", follow_redirects=False)
    page = browser.get("/login")
    assert page.headers["Strict-Transport-Security"]
    answer = browser.post("/login", data={"name": "erlan", "password": GOOD, "csrf": csrf(page.text)})
    cookie = next(one for one in answer.headers.get_list("set-cookie") if "session" in one)
    assert cookie.startswith("__Host-elchi_session=")
    assert {"Secure", "HttpOnly", "Path=/"} <= set(cookie.split("; "))
    assert "domain" not in cookie.lower()
    assert browser.get("/account").status_code == 200


def test_guessing_is_slowed_down(app: FastAPI) -> None:
    browser = client(app)
    form = csrf(browser.get("/login").text)
    said = [
        browser.post("/login", data={"name": "erlan", "password": password, "csrf": form})
        for password in ("wrong one here", "wrong two here", "wrong three here", GOOD)
    ]
    assert [one.status_code for one in said] == [401] * 4
    assert "The name or the password is wrong" in said[0].text
    assert "Too many tries" in said[3].text
    assert not any(cookie.startswith("elchi_session=") for one in said for cookie in one.headers.get_list("set-cookie"))


@pytest.mark.parametrize("back", ["https://evil.example", "//evil.example", "/\\evil.example", "/\t/evil.example", ""])
def test_logging_in_leads_nowhere_else(app: FastAPI, back: str) -> None:
    browser = client(app)
    form = csrf(browser.get("/login").text)
    answer = browser.post("/login", data={"name": "erlan", "password": GOOD, "back": back, "csrf": form})
    assert answer.headers["Location"] == "/"


def test_what_accounts_see_is_for_no_cache(app: FastAPI) -> None:
    browser = logged_in(app, "rana")
    for path in ("/", "/account", "/api/v1/stats"):
        assert browser.get(path).headers["Cache-Control"] == "private, no-cache", path


def test_readers_are_shown_nothing_to_decide_with(app: FastAPI) -> None:
    with app.state.site.ledger.view() as view:
        outcome = view.outcomes(Filters(limit=1)).items[0].id
    assert "/verdict" not in logged_in(app, "rana").get(f"/outcomes/{outcome}").text
    assert "/verdict" in logged_in(app, "erlan").get(f"/outcomes/{outcome}").text


def test_tokens_and_passwords_on_ones_own_page(app: FastAPI) -> None:
    browser = logged_in(app, "erlan")
    form = csrf(browser.get("/account").text)
    page = browser.post("/account/tokens", data={"scope": "write", "label": "nightly", "csrf": form}).text
    key = re.search(r"elchi_[0-9a-f]{8}_[\w-]{43}", page)
    assert key
    listed = browser.get("/account").text
    assert "nightly" in listed
    assert key[0] not in listed
    assert browser.post("/account/tokens", data={"scope": "admin", "csrf": form}).status_code == 400
    ident = key[0].split("_")[1]
    assert browser.post(f"/account/tokens/{ident}/revoke", data={"csrf": form}).status_code == 303
    assert client(app).get("/api/v1/stats", headers={"Authorization": f"Bearer {key[0]}"}).status_code == 401
    other = logged_in(app, "erlan")
    new = {"new": "nine storks over Baikal", "again": "nine storks over Baikal", "csrf": form}
    assert browser.post("/account/password", data={"old": "not that one", **new}).status_code == 401
    assert browser.post("/account/password", data={"old": GOOD, **new, "again": "x"}).status_code == 400
    assert browser.post("/account/password", data={"old": GOOD, **new}).status_code == 303
    assert browser.get("/account").status_code == 200
    assert other.get("/account").status_code == 303, "its sessions elsewhere have ended"


def test_an_admin_makes_and_bars_accounts(app: FastAPI) -> None:
    admin = logged_in(app, "root")
    form = csrf(admin.get("/accounts").text)
    made = admin.post("/accounts", data={"name": "zarina", "role": "editor", "password": GOOD, "csrf": form})
    assert made.status_code == 303
    assert admin.post("/accounts", data={"name": "zarina", "password": GOOD, "csrf": form}).status_code == 409
    zarina = logged_in(app, "zarina")
    assert admin.post("/accounts/zarina/disable", data={"disabled": "true", "csrf": form}).status_code == 303
    assert zarina.get("/account").status_code == 303
    assert admin.post("/accounts/root/role", data={"role": "reader", "csrf": form}).status_code == 409
    acts = [one["act"] for one in admin.get("/api/v1/audit?limit=3").json()]
    assert acts == ["account disable", "login", "account add"]


def test_in_public_mode_everybody_reads_and_nobody_decides(shared: Path) -> None:
    app = create_app(Settings(ledger=str(shared), public=True, host="0.0.0.0"))  # noqa: S104 - that is what it is for
    stranger = client(app)
    stranger.cookies.set("author", "elchi")
    assert stranger.get("/engagements").status_code == 200
    assert stranger.get("/login").status_code == 404
    for method, path in routes(app):
        if needed(method, filled(path)) > Role.READER:
            answer = stranger.request(method, filled(path))
            assert answer.status_code == 403, path
            assert "for reading only" in answer.text, path


def test_in_public_mode_with_accounts_editors_decide(shared: Path) -> None:
    app = create_app(Settings(ledger=str(shared), public=True, accounts=True))
    assert client(app).get("/engagements").status_code == 200
    assert client(app).get("/accounts").status_code == 303
    assert logged_in(app, "root").get("/accounts").status_code == 200


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"host": "0.0.0.0"}, "ELCHI_ACCOUNTS=1"),  # noqa: S104 - refused
        ({"host": "192.0.2.1"}, "ELCHI_PUBLIC=1"),
        ({"host": "::"}, "ELCHI_PUBLIC=1"),
        ({"accounts": True}, "no admin yet"),
    ],
)
def test_what_would_let_in_everybody_is_not_served(own_path: Path, settings: dict[str, object], said: str) -> None:
    with pytest.raises(UsageError) as caught:
        create_app(Settings(ledger=str(own_path), **settings))
    assert said in str(caught.value)


def test_alone_nobody_is_asked_anything(own_path: Path) -> None:
    app = create_app(Settings(ledger=str(own_path)))
    alone = client(app)
    page = alone.get("/review")
    assert "csrf" not in page.text
    assert "set-cookie" not in page.headers
    assert alone.get("/audit").status_code == 200
    for path in ("/login", "/account", "/accounts"):
        assert alone.get(path).status_code == 404
