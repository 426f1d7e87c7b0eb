"""An e-mail: its words, its subject as the title, its day as the day of publication, and what is attached to it.

The plain text stands where there is one, otherwise the HTML. An attached file is an input of its own, named
``mail.eml#file.pdf``; kinds that are not read (pictures, signatures) are left out. A mail without words and without
readable attachments is an error.
"""

from __future__ import annotations

import email
import email.policy
import io
from collections.abc import Iterator
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime

from elchi.errors import BrokenSourceError, EmptySourceError, SourceError
from elchi.model import Document
from elchi.sources.archive import Items, ReadMember
from elchi.sources.fields import build_document
from elchi.sources.html import parse_html
from elchi.sources.options import Allowance, SourceOptions


def read_mail(data: bytes, *, source: str, allowance: Allowance, read_member: ReadMember) -> Items:
    """Yield the mail's own text and what `read_member` makes of each attachment."""
    if len(allowance.nesting) >= allowance.options.max_nesting:
        raise BrokenSourceError(
            f"is a mail inside {len(allowance.nesting)} others", where=source, mend="save the inner mail by itself"
        )
    message = _parsed(data, source)
    allowance.nesting.append(source)
    try:
        found = False
        for item in _parts(message, source, allowance, read_member):
            found = True
            yield item
    finally:
        allowance.nesting.pop()
    if not found:
        raise EmptySourceError("is a mail without text", where=source, mend="save the mail with its body")


def _parsed(data: bytes, source: str) -> EmailMessage:
    message = email.message_from_bytes(data, policy=email.policy.default)
    if not message.keys() or not {"from", "date", "subject", "content-type"} & {key.lower() for key in message.keys()}:  # noqa: SIM118 - a message iterates otherwise
        raise BrokenSourceError(
            "has none of a mail's headers (From, Date, Subject)", where=source, mend="save it as .eml from the program"
        )
    return message


def _parts(message: EmailMessage, source: str, allowance: Allowance, read_member: ReadMember) -> Items:
    try:
        if document := _body(message, source, allowance.options):
            yield document
    except SourceError as error:
        yield error
    for number, part in enumerate(_attachments(message), 1):
        name = (part.get_filename() or f"part-{number}").replace("/", "_")
        where = f"{source}#{name}"
        try:
            data = part.get_payload(decode=True)
            if isinstance(data, bytes):
                allowance.enter(source)
                allowance.unpack(len(data), where)
                yield from read_member(io.BytesIO(data), where, name, allowance)
        except SourceError as error:
            yield error


def _attachments(message: EmailMessage) -> Iterator[MIMEPart]:
    try:
        yield from message.iter_attachments()
    except (AttributeError, KeyError):  # what calls itself multipart and is not has none
        return


def _body(message: EmailMessage, source: str, options: SourceOptions) -> Document | None:
    part = message.get_body(("plain", "html"))
    if part is None:
        return None
    content = _decoded(part, source)
    if not content.strip():
        return None
    title = " ".join(str(message.get("subject") or "").split()) or None
    published = _day(message, source)
    if part.get_content_type() == "text/html":
        page = parse_html(content, source=source, options=options)
        content, published = page.text, published or page.published
    fields = {"text": content.replace("\r\n", "\n"), "title": title, "published": published}
    return build_document(fields, source=source, options=options)


def _decoded(part: MIMEPart, source: str) -> str:
    data = part.get_payload(decode=True)
    encoding = part.get_content_charset("utf-8")
    if not isinstance(data, bytes):
        raise BrokenSourceError("has a body that is no text", where=source, mend="save the mail again")
    if any(type(defect).__name__.startswith("InvalidBase64") for defect in part.defects):
        raise BrokenSourceError("has a body in damaged base64", where=source, mend="save the mail again")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise BrokenSourceError(
            f"has a body that is not valid {encoding} at byte {error.start}", where=source, mend="save the mail again"
        ) from error
    except LookupError as error:
        raise BrokenSourceError(
            f"declares an unknown encoding {encoding!r}", where=source, mend="save the mail as UTF-8"
        ) from error


def _day(message: EmailMessage, source: str) -> str | None:
    try:
        raw = message.get("date")
        if raw is None or not str(raw).strip():
            return None
        return parsedate_to_datetime(str(raw)).date().isoformat()
    except (ValueError, TypeError, IndexError, MessageError) as error:
        raise BrokenSourceError(
            "has a Date that is none", where=f"{source}, header Date", mend="correct it, or give the text as .txt"
        ) from error
