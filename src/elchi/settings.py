"""Everything that can be set, in one frozen object that is built once and passed in.

A setting is a field of `Settings`. Its environment variable is ``ELCHI_`` and the field's name in capitals; an option
of the command line wins over the variable, the variable over the default. Nothing is read at import, so tests and
servers in one process may hold different settings. `docs/operations.md` lists them all, which a test checks.
"""

from __future__ import annotations

import getpass
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from elchi.errors import SettingsError

PREFIX = "ELCHI_"
_TRUE, _FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a run of Elchi goes by; the metadata of a field says in a few words what it is for."""

    ledger: str = field(default="elchi.db", metadata={"help": "path of an SQLite file, or a postgresql:// URL"})
    max_bytes: int = field(
        default=8 * 1024 * 1024, metadata={"help": "largest text that is read, in bytes", "least": 1}
    )
    batch: int = field(default=200, metadata={"help": "documents to a transaction in elchi add", "least": 1})
    agent: str = field(
        default="elchi",
        metadata={"help": "how Elchi calls itself to servers; name a way to reach you"},
    )
    fetch_delay: float = field(default=2.0, metadata={"help": "seconds between two requests to one host", "least": 0})
    fetch_timeout: float = field(default=30.0, metadata={"help": "seconds for a whole answer", "least": 0.01})
    fetch_bytes: int = field(
        default=16 * 1024 * 1024, metadata={"help": "largest answer that is taken, unpacked, in bytes", "least": 1}
    )
    allow_private: bool = field(default=False, metadata={"help": "fetch from private and loopback addresses too"})
    sources: str = field(default="", metadata={"help": "folder with sources of your own, as YAML files"})
    known_people: bool = field(default=True, metadata={"help": "use the reference list of office-holders"})
    author: str = field(default="", metadata={"help": "who decides, in same, different, rename …"})
    host: str = field(default="127.0.0.1", metadata={"help": "address that elchi serve binds to"})
    port: int = field(default=8765, metadata={"help": "port that elchi serve binds to; 0 takes a free one", "least": 0})
    url: str = field(default="", metadata={"help": "address by which readers know the server, with https://"})
    webhook_secret: str = field(default="", repr=False, metadata={"help": "what signs the webhooks of alerts"})
    smtp_host: str = field(default="", metadata={"help": "mail server of alerts"})
    smtp_port: int = field(default=587, metadata={"help": "port of the mail server", "least": 1})
    smtp_security: str = field(
        default="starttls", metadata={"help": "starttls, tls, or none for a server that is near"}
    )
    smtp_user: str = field(default="", metadata={"help": "user at the mail server; empty: none is named"})
    smtp_password: str = field(default="", repr=False, metadata={"help": "password at the mail server"})
    mail_from: str = field(default="", metadata={"help": "whom the mail of alerts comes from"})
    accounts: bool = field(default=False, metadata={"help": "serve to accounts alone; see docs/web.md"})
    public: bool = field(default=False, metadata={"help": "serve to everybody, for reading"})
    proxies: str = field(default="", metadata={"help": "addresses of proxies that tell whom they speak for"})
    session_hours: int = field(default=12, metadata={"help": "hours that a login holds", "least": 1})
    idle_minutes: int = field(default=120, metadata={"help": "minutes without use that end a login", "least": 1})
    login_failures: int = field(default=10, metadata={"help": "wrong passwords before waiting", "least": 1})
    login_wait: int = field(default=15, metadata={"help": "minutes to wait after them", "least": 1})
    oidc_issuer: str = field(default="", metadata={"help": "identity provider that people may log in by"})
    oidc_client: str = field(default="", metadata={"help": "how that provider knows us"})
    oidc_secret: str = field(default="", repr=False, metadata={"help": "our secret at that provider"})
    oidc_role: str = field(default="", metadata={"help": "role of whom it brings for the first time; empty: none"})
    request_seconds: float = field(
        default=60.0, metadata={"help": "seconds that a page or an answer may ask the ledger; 0: no limit", "least": 0}
    )
    llm_url: str = field(
        default="http://127.0.0.1:8080/v1", metadata={"help": "OpenAI-compatible endpoint of another reader"}
    )
    llm_model: str = field(default="", metadata={"help": "model to ask at that endpoint"})
    llm_key: str = field(default="", repr=False, metadata={"help": "key of that endpoint"})
    llm_cache: str = field(default="", metadata={"help": "folder where a model's answers are kept; empty: none"})
    llm_timeout: int = field(default=60, metadata={"help": "seconds to wait for a model's answer", "least": 1})
    max_tokens: int = field(default=0, metadata={"help": "tokens that a run may use; 0: no limit", "least": 0})
    max_cost: float = field(default=0.0, metadata={"help": "money that a run may cost; 0: no limit", "least": 0})
    llm_price: float = field(default=0.0, metadata={"help": "price of a million tokens, for max_cost", "least": 0})
    demo_serve: bool = field(
        default=True, metadata={"help": "serve after elchi demo has printed", "variable": "DEMO_SERVE"}
    )

    @property
    def address(self) -> str:
        """Where readers find the web application, for links in what leaves it."""
        return self.url or f"http://{self.host}:{self.port}"

    @property
    def author_name(self) -> str:
        """Who decides: the setting, or the name one is logged in by."""
        return self.author or getpass.getuser()

    @classmethod
    def load(cls, environment: Mapping[str, str], **options: object) -> Settings:
        """Return the settings of an environment; `options` that are not None win over it.

        Raises `SettingsError` for a value that cannot work.
        """
        values: dict[str, Any] = {}
        for one in fields(cls):
            variable = variable_of(one.name)
            if (given := options.get(one.name)) is not None:
                values[one.name] = _parse(one.type, str(given), f"--{one.name.replace('_', '-')}")
            elif raw := environment.get(variable, "").strip():
                values[one.name] = _parse(one.type, raw, variable)
            least = one.metadata.get("least")
            if least is not None and values.get(one.name, least) < least:
                raise SettingsError(f"is {values[one.name]}, below {least}", where=variable)
        return cls(**values)


def variable_of(name: str) -> str:
    """Return the environment variable of a setting."""
    metadata = next(one.metadata for one in fields(Settings) if one.name == name)
    return str(metadata.get("variable", PREFIX + name.upper()))


def _parse(kind: object, raw: str, where: str) -> str | int | float | bool:
    """Return a value of the field's annotated type, which is a string here."""
    if kind == "int":
        try:
            return int(raw)
        except ValueError:
            raise SettingsError(f"is {raw!r}, not a whole number", where=where) from None
    if kind == "float":
        try:
            return float(raw)
        except ValueError:
            raise SettingsError(f"is {raw!r}, not a number", where=where) from None
    if kind == "bool":
        lowered = raw.lower()
        if lowered not in _TRUE + _FALSE:
            raise SettingsError(f"is {raw!r}, neither true nor false", where=where, mend="use 1 or 0")
        return lowered in _TRUE
    return raw
