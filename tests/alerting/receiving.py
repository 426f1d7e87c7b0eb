"""A mail server on this machine, as small as one can be: it speaks SMTP, STARTTLS and AUTH, and keeps what it gets."""

from __future__ import annotations

import base64
import datetime as dt
import ipaddress
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path


@dataclass
class Mailbox:
    """What a server took, how it behaves, and what was said to it before and after the line was encrypted."""

    port: int = 0
    password: str = ""
    refuses: str = ""
    certificate: Path | None = None
    mails: list[EmailMessage] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)
    secret: list[str] = field(default_factory=list)


def make_certificate(folder: Path) -> Path:
    """A certificate of this machine, signed by itself, with its key in one file."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=2)).add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True).sign(key, hashes.SHA256())
    )  # fmt: skip
    path = folder / "server.pem"
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + key.private_bytes(*form))
    return path


@contextmanager
def receiving(box: Mailbox) -> Iterator[Mailbox]:
    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):  # who calls may hang up at any word
                _Talk(self.request, box).go()

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        box.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield box
        finally:
            server.shutdown()
            thread.join(5)


class _Talk:
    """One conversation."""

    def __init__(self, line: object, box: Mailbox) -> None:
        self.line, self.box, self.heard = line, box, box.plain
        self.file = line.makefile("rb")  # type: ignore[attr-defined]
        self.known = not box.password

    def say(self, words: str) -> None:
        self.line.sendall(words.encode() + b"\r\n")  # type: ignore[attr-defined]

    def go(self) -> None:
        self.say("220 here")
        while raw := self.file.readline():
            words = raw.decode().strip()
            self.heard.append(words)
            verb = words[:4].upper()
            if verb == "QUIT":
                self.say("221 bye")
                return
            getattr(self, f"on_{verb.lower()}", lambda _: self.say("250 good"))(words)

    def on_ehlo(self, _: str) -> None:
        self.say("250-here")
        if self.box.certificate and self.heard is self.box.plain:
            self.say("250-STARTTLS")
        self.say("250 AUTH PLAIN")

    def on_star(self, _: str) -> None:
        self.say("220 go")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(str(self.box.certificate))
        self.line = context.wrap_socket(self.line, server_side=True)  # type: ignore[arg-type]
        self.file, self.heard = self.line.makefile("rb"), self.box.secret

    def on_auth(self, words: str) -> None:
        self.known = base64.b64decode(words.split()[2]).split(b"\0")[2].decode() == self.box.password
        self.say("235 good" if self.known else "535 bad credentials")

    def on_mail(self, _: str) -> None:
        self.say("250 good" if self.known else "530 who are you")

    def on_rcpt(self, words: str) -> None:
        self.say("550 no such mailbox" if self.box.refuses and self.box.refuses in words else "250 good")

    def on_data(self, _: str) -> None:
        self.say("354 go on")
        lines: list[bytes] = []
        while (raw := self.file.readline()) not in (b".\r\n", b""):
            lines.append(raw.removeprefix(b"."))
        self.box.mails.append(message_from_bytes(b"".join(lines), policy=policy.default))
        self.say("250 taken")
