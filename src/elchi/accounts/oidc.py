"""Logging in through an identity provider: OpenID Connect's authorization code flow, with PKCE, state and nonce.

The browser is sent to the provider with a state and a nonce that only we and it know, and comes back with a code, which
is exchanged for a signed statement of who it is. Everything in that statement is checked (joserfc checks the signature
and the times), and the provider's keys are fetched for each login, so that a key it has withdrawn counts no more at once.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import urllib3

from elchi.accounts import keeping
from elchi.accounts.letting_in import NotLetInError
from elchi.accounts.secrets import hash_key, new_key, same
from elchi.errors import SettingsError, UnreachableSourceError
from elchi.ledger import Ledger, Transaction, auditing
from elchi.ledger import accounts as book
from elchi.ledger.accounts import Account, Session
from elchi.ledger.days import later

ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"]  # never "none", never a secret that both know
_PURPOSE = "oidc"
_ON_THE_WAY = timedelta(minutes=10)
_MOST_ON_THE_WAY = 10_000
_LEEWAY = 60  # seconds that clocks may differ
_MOST_BYTES = 1024 * 1024
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """A provider, how it knows us, and the role of those it brings for the first time (empty: they need an account)."""

    issuer: str
    client: str
    secret: str = field(default="", repr=False)
    role: str = ""
    timeout: float = 10.0

    def __post_init__(self) -> None:
        """Refuse what could not be trusted."""
        _trusted(self.issuer)
        if not self.client:
            raise SettingsError("is not set: how does the provider know us?", where="ELCHI_OIDC_CLIENT")
        if self.role not in ("", "reader", "editor"):
            raise SettingsError(
                f"is {self.role!r}", where="ELCHI_OIDC_ROLE", mend="leave it empty, or reader or editor"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a browser comes back with from the provider, and the key that it kept for us."""

    key: str
    state: str = ""
    code: str = ""
    issuer: str = ""
    error: str = ""


def send(ledger: Ledger, provider: Provider, redirect: str, back: str, address: str) -> tuple[str, str]:
    """Begin: the address to send a browser to, and the key that it must keep until it comes back."""
    told = _metadata(provider)
    key, state, nonce, verifier = (new_key() for _ in range(4))
    with ledger.begin(origin=f"web {address}") as tx:
        if book.count_sessions(tx.connection, _PURPOSE) >= _MOST_ON_THE_WAY:
            raise NotLetInError("too many are on their way to the identity provider", mend="try again in a while")
        now = tx.now()
        book.add_session(
            tx.connection,
            Session(
                hash=hash_key(key), purpose=_PURPOSE, made_at=now, seen_at=now, origin=f"web {address}",
                data={"state": state, "nonce": nonce, "verifier": verifier, "redirect": redirect, "back": back},
                expires_at=later(now, _ON_THE_WAY),
            ),
        )  # fmt: skip
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "response_type": "code", "client_id": provider.client, "redirect_uri": redirect, "scope": "openid email profile",
        "state": state, "nonce": nonce, "code_challenge": challenge, "code_challenge_method": "S256",
    }  # fmt: skip
    start = _trusted(str(told.get("authorization_endpoint", "")))
    return start + ("&" if "?" in start else "?") + urlencode(asked), key


def receive(ledger: Ledger, provider: Provider, answer: Answer, address: str) -> tuple[Account, str]:
    """Check what a browser came back with: the account it is let in as, and where it wanted to go; raises NotLetInError.

    What was begun counts once, whatever comes of it.
    """
    kept = _taken(ledger, answer, address)
    try:
        claims = _claims(provider, answer, kept)
        with ledger.begin(origin=f"web {address}") as tx:
            return _account(tx, provider, claims), str(kept["back"])
    except NotLetInError as error:
        with ledger.begin(origin=f"web {address}") as tx:
            auditing.record(tx.connection, "", "login refused", now=tx.now(), how="provider", why=error.message)
        raise


def _taken(ledger: Ledger, answer: Answer, address: str) -> dict[str, Any]:
    """What was begun in this browser; it is gone from then on."""
    with ledger.view() as view:
        kept = book.session(view.connection, hash_key(answer.key)) if answer.key else None
        now = view.now()
    if kept is None or kept.purpose != _PURPOSE:
        raise NotLetInError("nothing was begun in this browser", mend="begin again at the login page")
    with ledger.begin(origin=f"web {address}") as tx:
        first = book.end_session(tx.connection, kept.hash)
    if not first or kept.expires_at <= now or not same(str(kept.data["state"]), answer.state):
        raise NotLetInError("this is not what was begun here, or too long ago", mend="begin again at the login page")
    return kept.data


def _claims(provider: Provider, answer: Answer, kept: Mapping[str, Any]) -> dict[str, Any]:
    """Exchange a code for the provider's statement, and check all of it."""
    if answer.error:
        raise NotLetInError(f"the identity provider says {answer.error[:80]!r}")
    if answer.issuer and answer.issuer != provider.issuer:
        raise NotLetInError("the answer is another provider's")
    told = _metadata(provider)
    asked = {"grant_type": "authorization_code", "code": answer.code, "redirect_uri": kept["redirect"],
             "code_verifier": kept["verifier"], "client_id": provider.client}  # fmt: skip
    headers = {"Accept": "application/json"}
    if provider.secret:
        both = f"{quote(provider.client, safe='')}:{quote(provider.secret, safe='')}"
        headers["Authorization"] = "Basic " + base64.b64encode(both.encode()).decode()
    exchanged = _ask(provider, str(told.get("token_endpoint", "")), post=asked, headers=headers)
    keys = _ask(provider, str(told.get("jwks_uri", "")))
    return _verified(provider, str(exchanged.get("id_token", "")), keys, str(kept["nonce"]))


def _verified(provider: Provider, token: str, keys: Any, nonce: str) -> dict[str, Any]:  # noqa: ANN401 - their JSON
    try:
        from joserfc import jwt
        from joserfc.errors import JoseError
        from joserfc.jwk import KeySet
    except ImportError as error:
        raise SettingsError(
            "an identity provider needs another package", mend="pip install 'elchi[accounts]'"
        ) from error

    rules = jwt.JWTClaimsRegistry(
        leeway=_LEEWAY,
        iss={"essential": True, "value": provider.issuer},
        aud={"essential": True, "value": provider.client},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
        nonce={"essential": True, "value": nonce},
    )
    try:
        claims = jwt.decode(token, KeySet.import_key_set(keys), algorithms=ALGORITHMS).claims
        rules.validate(claims)
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise NotLetInError(f"the provider's statement does not hold: {error}") from error
    if not claims["sub"] or claims.get("azp", provider.client) != provider.client:
        raise NotLetInError("the provider's statement was made for somebody else")
    return dict(claims)


def _account(tx: Transaction, provider: Provider, claims: Mapping[str, Any]) -> Account:
    """The account that a statement is about: known before, awaited by its email, or made now."""
    subject, email = f"{provider.issuer} {claims['sub']}", str(claims.get("email", "")).strip().lower()
    found = book.account(tx.connection, subject=subject)
    if found is None and email and claims.get("email_verified") is True:
        awaited = book.account(tx.connection, email=email)
        if awaited is not None and awaited.subject is None:
            book.set_account(tx.connection, awaited.name, subject=subject)
            auditing.record(
                tx.connection, awaited.name, "account bound", [awaited.name], now=tx.now(), to=provider.issuer
            )
            found = awaited
    if found is None and provider.role:
        name = _free_name(tx, str(claims.get("preferred_username") or email.partition("@")[0]))
        made = Account(name=name, role=provider.role, subject=subject, made_at=tx.now())
        book.add_account(tx.connection, made)
        auditing.record(
            tx.connection, name, "account add", [name], now=tx.now(), role=provider.role, to=provider.issuer
        )
        found = made
    if found is None or found.disabled_at:
        raise NotLetInError("there is no account for whom the provider brings")
    return found


def _free_name(tx: Transaction, wanted: str) -> str:
    """A name that nobody has, like the one wanted."""
    stem = re.sub(r"[^a-z0-9._@+-]", "", wanted.lower()).lstrip("._@+-")[:50] or "guest"
    name, number = stem, 1
    while book.account(tx.connection, name=name) or name in keeping.TAKEN:
        number += 1
        name = f"{stem}{number}"
    return name


def _metadata(provider: Provider) -> dict[str, Any]:
    """What the provider says of itself; it must be the one that was asked."""
    told = _ask(provider, provider.issuer.rstrip("/") + "/.well-known/openid-configuration")
    if told.get("issuer") != provider.issuer:
        raise NotLetInError("the identity provider calls itself by another name", mend="see ELCHI_OIDC_ISSUER")
    return told


def _trusted(url: str) -> str:
    """The address, if nobody on the way can read or change what it says: https, or this machine."""
    parts = urlsplit(url)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        return url
    raise SettingsError(f"is {url[:200]!r}, no address with https://", where="ELCHI_OIDC_ISSUER")


def _ask(
    provider: Provider, url: str, *, post: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """A JSON object from the provider, as large as such things are; it redirects nowhere."""
    timeout = urllib3.Timeout(total=provider.timeout)
    more: dict[str, Any] = {"body": urlencode(post)} if post is not None else {}
    sent = {**(headers or {}), **({"Content-Type": "application/x-www-form-urlencoded"} if post is not None else {})}
    try:
        with urllib3.PoolManager(timeout=timeout, retries=False) as pool:
            answer = pool.request(
                "GET" if post is None else "POST",
                _trusted(url),
                headers=sent,
                redirect=False,
                preload_content=False,
                **more,
            )
            body = answer.read(_MOST_BYTES + 1)
    except urllib3.exceptions.HTTPError as error:
        raise UnreachableSourceError("the identity provider does not answer", where=_place(url)) from error
    if answer.status != 200 or len(body) > _MOST_BYTES:
        raise NotLetInError(f"the identity provider answers {answer.status}")
    try:
        told = json.loads(body)
    except ValueError as error:
        raise NotLetInError("the identity provider does not answer with JSON") from error
    if not isinstance(told, dict):
        raise NotLetInError("the identity provider does not answer with a JSON object")
    return told


def _place(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
