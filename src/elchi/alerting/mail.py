"""Messages by e-mail: plain text over SMTP, in the alert's language.

``Message-ID`` is made of the message's id, so it is the same each time it is tried. The password is given to the server
after the line is encrypted and to nobody else; nothing of it stands in an error.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import format_datetime, localtime

from elchi.alerting.asking import MAIL
from elchi.errors import DeliveryError, SettingsError
from elchi.exporting.feeds import Entry
from elchi.ledger.alerts import Alert, Message
from elchi.words import N_, words_for

SECURITY = ("starttls", "tls", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A server that takes mail, and how; `security` is one of `SECURITY`."""

    host: str = ""
    port: int = 587
    security: str = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)
    sender: str = ""
    timeout: float = 30.0

    def check(self) -> None:
        """Raise SettingsError for what cannot work."""
        if not self.host:
            raise SettingsError(
                "is not set, and mail goes over it", where="ELCHI_SMTP_HOST", mend="name your mail server"
            )
        if not self.sender:
            raise SettingsError(
                "is not set", where="ELCHI_MAIL_FROM", mend="say whom mail comes from: elchi@example.org"
            )
        if self.security not in SECURITY:
            raise SettingsError(f"is {self.security!r}", where="ELCHI_SMTP_SECURITY", mend=f"use {', '.join(SECURITY)}")
        if self.user and self.security == "none":
            raise SettingsError(
                "is 'none': a password would go over an open line",
                where="ELCHI_SMTP_SECURITY",
                mend="use starttls or tls",
            )


def send(message: Message, alert: Alert, entries: Sequence[Entry], *, post: Post, base: str) -> None:
    """Send the entries of a message; raises DeliveryError where the server does not take it."""
    post.check()
    mail = mail_of(message, alert, entries, sender=post.sender, base=base)
    try:
        with _line(post) as line:
            line.send_message(mail)
    except (smtplib.SMTPException, OSError) as error:
        failed = DeliveryError(_said(error), where=f"{post.host}:{post.port}", mend="see ELCHI_SMTP_*")
        failed.alone = isinstance(error, smtplib.SMTPRecipientsRefused)
        raise failed from None


def mail_of(message: Message, alert: Alert, entries: Sequence[Entry], *, sender: str, base: str) -> EmailMessage:
    """Return the mail of a message."""
    words = words_for(alert.language)
    mail = EmailMessage()
    mail["Subject"] = f"Elchi: {alert.name} ({len(entries)})"
    mail["From"] = sender
    mail["To"] = message.address.removeprefix(MAIL)
    mail["Date"] = format_datetime(localtime())
    mail["Message-ID"] = f"<{message.id}@{sender.rpartition('@')[2].strip('> ') or 'elchi'}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["Content-Language"] = alert.language
    about = f"{base.rstrip('/')}/alerts/{alert.id}"
    told = [f"{one.title}\n{one.summary}\n{one.link}" for one in entries]
    foot = words.plain(N_("You get this because of the alert “%(name)s”: %(link)s"), name=alert.name, link=about)
    mail.set_content("\n\n".join([*told, f"-- \n{foot}"]) + "\n")
    return mail


def _line(post: Post) -> smtplib.SMTP:
    secure = ssl.create_default_context()
    if post.security == "tls":
        line: smtplib.SMTP = smtplib.SMTP_SSL(post.host, post.port, timeout=post.timeout, context=secure)
    else:
        line = smtplib.SMTP(post.host, post.port, timeout=post.timeout)
    try:
        if post.security == "starttls":
            line.starttls(context=secure)
        if post.user:
            line.login(post.user, post.password)
    except BaseException:
        with suppress(smtplib.SMTPException, OSError):
            line.close()
        raise
    return line


def _said(error: Exception) -> str:
    """Return what went wrong: the server's code and words, which are about the message and never hold the password."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"refuses the user or password ({error.smtp_code})"
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return f"refuses {', '.join(sorted(error.recipients))}"
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error.decode("utf-8", "replace") if isinstance(error.smtp_error, bytes) else error.smtp_error
        return f"answers {error.smtp_code} {' '.join(said.split())[:160]}"
    return f"breaks off: {' '.join(str(error).split())[:160]}"
