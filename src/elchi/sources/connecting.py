"""Connections to servers: to public addresses only, cut at a deadline, their faults told as ours.

Whoever asks a server for a page, or tells one of a notice, does so over a `Line`. What is connected to is the very
address that was checked, and the deadline holds for the whole answer, which a server cannot stretch by dripping.
"""

from __future__ import annotations

import datetime as dt
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

from elchi.errors import BrokenSourceError, SourceError, UnreachableSourceError
from elchi.sources.addresses import connect
from elchi.sources.options import FetchOptions

LATER = frozenset({408, 425, 429, 500, 502, 503, 504})  # what a server answers that may be asked again


def check_address(url: str) -> None:
    """Raise BrokenSourceError for what is no web address, or one with a name and password in it."""
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        good = False
    if not good or parts.username:
        raise BrokenSourceError("is no web address", where=url, mend="give http://… or https://…")


@contextmanager
def asking(method: str, url: str, line: Line, headers: Mapping[str, str], body: bytes | None = None) -> Iterator[Any]:
    """Ask an address something over a connection of its own; gives urllib3's response, of which nothing is read yet.

    Connections are not kept for the next request: a host that is asked politely has mostly closed them by then, and a
    request that meets the closing of one would fail for no fault of anybody's.
    """
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    kind = urllib3.HTTPSConnectionPool if secure else urllib3.HTTPConnectionPool
    pool = kind(parts.hostname or "", parts.port, timeout=line.options.timeout, maxsize=1, line=line)
    pool.ConnectionCls = _SecureConnection if secure else _PlainConnection
    target = urllib3.util.parse_url((parts.path or "/") + (f"?{parts.query}" if parts.query else "")).url
    sent = {"User-Agent": line.options.agent, "Connection": "close", **headers}
    with line.deadline(), explained(url, line):
        try:
            response = pool.urlopen(
                method, target, body=body, headers=sent, redirect=False, retries=False,
                preload_content=False, assert_same_host=False,
            )  # fmt: skip
            try:
                yield response
            finally:
                response.close()  # what is left of a refused answer is not read to its end
        finally:
            pool.close()
            line.drop()


class Line:
    """The one connection in use, and the deadline that cuts it."""

    def __init__(self, options: FetchOptions) -> None:
        self.options = options
        self.cut = False
        self._handle: socket.socket | None = None

    def open(self, host: str, port: int) -> socket.socket:
        """Connect to a host, in place of the connection before."""
        options = self.options
        connection = connect(host, port, timeout=options.timeout, allow_private=options.allow_private)
        self.drop()
        self._handle = connection.dup()  # TLS takes the socket over; this stays ours
        return connection

    @contextmanager
    def deadline(self) -> Iterator[None]:
        """Hang up when the time of an answer is over."""
        self.cut = False
        timer = threading.Timer(self.options.timeout, self._hang_up)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def drop(self) -> None:
        """Let go of the connection."""
        if self._handle is not None:
            self._handle.close()
            self._handle = None

    def _hang_up(self) -> None:
        self.cut = True
        handle = self._handle
        if handle is not None:
            try:
                handle.shutdown(socket.SHUT_RDWR)
            except OSError:
                return  # it is closed already


class _PlainConnection(HTTPConnection):
    def __init__(self, *args: Any, line: Line, **options: Any) -> None:  # noqa: ANN401 - urllib3's own arguments
        super().__init__(*args, **options)
        self._line = line

    def _new_conn(self) -> socket.socket:
        return self._line.open(self.host, self.port)


class _SecureConnection(HTTPSConnection):
    def __init__(self, *args: Any, line: Line, **options: Any) -> None:  # noqa: ANN401 - urllib3's own arguments
        super().__init__(*args, **options)
        self._line = line

    def _new_conn(self) -> socket.socket:
        return self._line.open(self.host, self.port)


@contextmanager
def explained(url: str, line: Line) -> Iterator[None]:
    """Turn what urllib3 raises into our errors."""
    late = UnreachableSourceError(
        f"did not answer within {line.options.timeout:g} seconds", where=url, mend="try again later"
    )
    try:
        yield
    except SourceError:
        raise
    except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        if line.cut:
            raise late from error
        if isinstance(error, urllib3.exceptions.DecodeError):
            raise BrokenSourceError("is packed wrongly by its server", where=url, mend="tell its publisher") from error
        said = " ".join(str(error).split())[:160]
        raise UnreachableSourceError(f"breaks off: {said}", where=url, mend="try again later") from error
    if line.cut:  # an answer without a length ends where it is cut, and would pass for whole
        raise late


def retry_after(raw: str | None) -> float | None:
    """Return the seconds that a Retry-After header asks for."""
    if not raw:
        return None
    try:
        if raw.strip().isdigit():
            return float(raw)
        return max(0.0, (parsedate_to_datetime(raw) - dt.datetime.now(dt.UTC)).total_seconds())
    except (ValueError, TypeError):
        return None
