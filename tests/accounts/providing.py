"""A small identity provider on this machine, which can be told to lie in every way that matters."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey

CLIENT, SECRET = "elchi", "a secret of two"


class Provider:
    """What it would say, and to whom; the tests change it between two questions."""

    def __init__(self) -> None:
        self.key = ECKey.generate_key("P-256", {"kid": "first", "use": "sig", "alg": "ES256"})
        self.shown = [self.key]
        self.header: dict[str, Any] = {"alg": "ES256", "kid": "first"}
        self.claims: dict[str, Any] = {"sub": "7", "email": "aigul@example.org", "email_verified": True}
        self.without: tuple[str, ...] = ()
        self.metadata: dict[str, Any] = {}
        self.asked: dict[str, dict[str, str]] = {}  # what was asked, by the code that was given for it
        self.used: set[str] = set()
        self.issuer = ""

    def authorize(self, url: str) -> str:
        """What the browser is given when somebody logged in there: a code for the one who asked."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert "openid" in asked["scope"].split()
        code = f"code{len(self.asked)}"
        self.asked[code] = asked
        return code

    def statement(self, code: str) -> str:
        """The signed statement for a code."""
        now = int(time.time())
        asked = self.asked[code]
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            **self.claims,
        }
        told = {name: value for name, value in claims.items() if name not in self.without}
        if self.header["alg"] in ("none", "HS256"):
            parts = [json.dumps(self.header).encode(), json.dumps(told).encode()]
            signed = ".".join(map(_coded, parts))
            # Signed with what everybody can see, or not at all.
            key = self.key.as_pem(private=False) if self.header["alg"] == "HS256" else b""
            return f"{signed}.{_coded(hmac.digest(key, signed.encode(), 'sha256')) if key else ''}"
        return jwt.encode(self.header, told, self.key)

    def exchange(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        """The answer to a code; each counts once, for the one who asked for it."""
        code = form.get("code", "")
        asked = self.asked.get(code)
        challenge = (
            base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        )
        basic = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET.replace(' ', '%20')}".encode()).decode()
        wrong = (
            asked is None
            or code in self.used
            or authorization != basic
            or challenge != asked["code_challenge"]
            or form["redirect_uri"] != asked["redirect_uri"]
        )
        if wrong:
            return 400, {"error": "invalid_grant"}
        self.used.add(code)
        return 200, {"access_token": "x", "token_type": "Bearer", "id_token": self.statement(code)}


def _coded(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).rstrip(b"=").decode()


@contextmanager
def providing() -> Iterator[Provider]:
    """The provider on a free port of this machine."""
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/.well-known/openid-configuration":
                at = provider.issuer
                told = {"issuer": at, "authorization_endpoint": f"{at}/authorize", "token_endpoint": f"{at}/token",
                        "jwks_uri": f"{at}/keys", **provider.metadata}  # fmt: skip
                self.tell(200, told)
            elif self.path == "/keys":
                self.tell(200, {"keys": [key.as_dict(private=False) for key in provider.shown]})
            elif self.path == "/moved":
                self.send_response(302)
                self.send_header("Location", f"{provider.issuer}/keys")
                self.end_headers()
            else:
                self.tell(404, {})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            self.tell(*provider.exchange(form, self.headers.get("Authorization", "")))

        def tell(self, status: int, told: dict[str, Any]) -> None:
            body = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
