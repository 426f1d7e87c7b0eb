"""Fetching pages politely and safely: the only place where Elchi asks a server for a source.

Polite: robots.txt is kept (with its delay), a host is asked one thing at a time with a pause between, a host that says
"later" (429, 503, Retry-After) is left alone until then, and a page that was fetched before is asked for only if it has
changed. Safe: only public addresses (see `addresses`), redirects checked one by one, sizes counted after unpacking, and
one deadline for the whole answer that a server cannot stretch by dripping.
"""

from __future__ import annotations

import datetime as dt
import math
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

import urllib3
from protego import Protego
from urllib3.connection import HTTPConnection, HTTPSConnection

from elchi.errors import BrokenSourceError, RefusedSourceError, SourceError, UnreachableSourceError
from elchi.sources.addresses import connect
from elchi.sources.options import MEBIBYTE, FetchOptions

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LATER = frozenset({408, 425, 429, 500, 502, 503, 504})
_ROBOTS_KEPT = 24 * 3600.0  # seconds
_ROBOTS_SIZE = 512 * 1024
_LONGEST_WAIT = 3600.0
_PIECE = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An answer: `data` is unpacked; `changed` is False where the server says that we have it already."""

    url: str
    data: bytes = b""
    content_type: str = ""
    etag: str | None = None
    modified: str | None = None
    changed: bool = True


@dataclass(slots=True)
class _Host:
    ready_at: float = 0.0
    failures: int = 0
    robots: Protego | None = None
    robots_until: float = 0.0
    delay: float = 0.0
    pools: dict[str, Any] = field(default_factory=dict)


class Fetcher:
    """Asks servers for pages; not shared between threads. `clock` and `sleep` are those of the machine but in tests.

    A host that has to be waited for longer than `patience` seconds is not asked: that is an UnreachableSourceError.
    """

    def __init__(
        self,
        options: FetchOptions,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        patience: float = math.inf,
    ) -> None:
        self.options, self._clock, self._sleep, self.patience = options, clock, sleep, patience
        self._hosts: dict[str, _Host] = {}
        self._line = _Line(options)

    def wait_of(self, url: str) -> float:
        """Return in how many seconds the host of an address may be asked again."""
        return max(0.0, self._host(url).ready_at - self._clock())

    def get(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Fetched:
        """Return what is at an address, waiting for the host's turn first.

        Raises RefusedSourceError (robots.txt, a private address), UnreachableSourceError (no answer, or an error of
        the server) and BrokenSourceError (not a web address, too large, unpacking fails).
        """
        asked = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {name: value for name, value in asked.items() if value}
        for _ in range(self.options.max_redirects + 1):
            self._check(url)
            self._keep_robots(url)
            answer = self._request(url, headers, self.options.max_bytes)
            if isinstance(answer, Fetched):
                return answer
            url = answer
        raise BrokenSourceError("redirects again and again", where=url, mend="open it in a browser and see")

    def _check(self, url: str) -> None:
        try:
            parts = urlsplit(url)
            good = parts.scheme in ("http", "https") and parts.hostname and (parts.port is None or parts.port > 0)
        except ValueError:
            good = False
        if not good or parts.username:
            raise BrokenSourceError("is no web address", where=url, mend="give http://… or https://…")

    def _keep_robots(self, url: str) -> None:
        host, agent = self._host(url), self.options.agent
        if host.robots is None or self._clock() >= host.robots_until:
            parts = urlsplit(url)
            host.robots = Protego.parse(self._robots_text(f"{parts.scheme}://{parts.netloc}/robots.txt"))
            host.robots_until = self._clock() + _ROBOTS_KEPT
            host.delay = min(float(host.robots.crawl_delay(agent) or 0), _LONGEST_WAIT)
        if not host.robots.can_fetch(url, agent):
            raise RefusedSourceError("its robots.txt asks not to fetch it", where=url, mend="ask its publisher")

    def _robots_text(self, url: str) -> str:
        """Return the rules of a host; none where it says that it has none (4xx)."""
        for _ in range(self.options.max_redirects + 1):
            self._check(url)
            try:
                answer = self._request(url, {}, _ROBOTS_SIZE)
            except UnreachableSourceError as error:
                if error.status is None or error.status >= 500 or error.wait is not None:
                    raise
                return ""
            if isinstance(answer, Fetched):
                return answer.data.decode("utf-8", "replace")
            url = answer
        return ""

    def _request(self, url: str, headers: Mapping[str, str], most: int) -> Fetched | str:
        """Return the answer, or the address that it redirects to."""
        host = self._host(url)
        if (wait := self.wait_of(url)) > self.patience:
            raise UnreachableSourceError(
                f"wants to be left alone for {wait:.0f} seconds", where=url, mend="try again later"
            )
        if wait > 0:
            self._sleep(wait)
        try:
            fetched = self._ask(url, headers, most)
        except UnreachableSourceError as error:
            pause = max(self.options.delay, host.delay)
            if error.status is None or error.status in _LATER:
                host.failures += 1
                error.wait = min(max(error.wait or 0, pause * 2**host.failures), _LONGEST_WAIT)
            host.ready_at = self._clock() + max(error.wait or 0, pause)
            raise
        except SourceError:
            host.ready_at = self._clock() + max(self.options.delay, host.delay)
            raise
        host.failures = 0
        host.ready_at = self._clock() + max(self.options.delay, host.delay)
        return fetched

    def _ask(self, url: str, headers: Mapping[str, str], most: int) -> Fetched | str:
        parts = urlsplit(url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        sent = {"User-Agent": self.options.agent, "Accept-Encoding": "gzip, deflate", "Accept": "*/*", **headers}
        with self._line.deadline(), _explained(url, self._line):
            response = self._pool(url).urlopen(
                "GET", urllib3.util.parse_url(target).url, headers=sent, redirect=False, retries=False,
                preload_content=False, assert_same_host=False,
            )  # fmt: skip
            try:
                answer = self._answer(url, response, most)
            finally:
                response.close()  # what is left of a refused answer is not read to its end
        return answer

    def _answer(self, url: str, response: Any, most: int) -> Fetched | str:  # noqa: ANN401 - urllib3's response
        status, headers = response.status, response.headers
        if status in _REDIRECTS and headers.get("Location"):
            return urljoin(url, str(headers["Location"]))
        etag, modified = headers.get("ETag"), headers.get("Last-Modified")
        if status == 304:
            return Fetched(url=url, etag=etag, modified=modified, changed=False)
        if status != 200:
            error = UnreachableSourceError(f"answers {status}", where=url, mend="open it in a browser and see")
            error.status = status
            error.wait = _retry_after(headers.get("Retry-After")) if status in _LATER else None
            raise error
        data = bytearray()
        if int(headers.get("Content-Length") or 0) > most:
            raise _too_large(url, most)
        while piece := response.read1(_PIECE):
            data += piece
            if len(data) > most:
                raise _too_large(url, most)
        return Fetched(
            url=url, data=bytes(data), content_type=headers.get("Content-Type") or "", etag=etag, modified=modified
        )

    def _host(self, url: str) -> _Host:
        return self._hosts.setdefault(urlsplit(url).netloc.lower(), _Host())

    def _pool(self, url: str) -> Any:  # noqa: ANN401 - one of two pools
        parts, pools = urlsplit(url), self._host(url).pools
        if parts.scheme not in pools:
            secure = parts.scheme == "https"
            kind = urllib3.HTTPSConnectionPool if secure else urllib3.HTTPConnectionPool
            pool = kind(parts.hostname or "", parts.port, timeout=self.options.timeout, maxsize=1, line=self._line)
            pool.ConnectionCls = _SecureConnection if secure else _PlainConnection
            pools[parts.scheme] = pool
        return pools[parts.scheme]


class _Line:
    """The one connection in use, and the deadline that cuts it."""

    def __init__(self, options: FetchOptions) -> None:
        self.options = options
        self.cut = False
        self._handle: socket.socket | None = None

    def open(self, host: str, port: int) -> socket.socket:
        options = self.options
        connection = connect(host, port, timeout=options.timeout, allow_private=options.allow_private)
        self.drop()
        self._handle = connection.dup()  # TLS takes the socket over; this stays ours
        return connection

    @contextmanager
    def deadline(self) -> Iterator[None]:
        self.cut = False
        timer = threading.Timer(self.options.timeout, self._hang_up)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def drop(self) -> None:
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
    def __init__(self, *args: Any, line: _Line, **options: Any) -> None:  # noqa: ANN401 - urllib3's own arguments
        super().__init__(*args, **options)
        self._line = line

    def _new_conn(self) -> socket.socket:
        return self._line.open(self.host, self.port)


class _SecureConnection(HTTPSConnection):
    def __init__(self, *args: Any, line: _Line, **options: Any) -> None:  # noqa: ANN401 - urllib3's own arguments
        super().__init__(*args, **options)
        self._line = line

    def _new_conn(self) -> socket.socket:
        return self._line.open(self.host, self.port)


@contextmanager
def _explained(url: str, line: _Line) -> Iterator[None]:
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


def _too_large(url: str, most: int) -> BrokenSourceError:
    return BrokenSourceError(
        f"is larger than {most / MEBIBYTE:g} MiB", where=url, mend="download it yourself, or raise ELCHI_FETCH_BYTES"
    )


def _retry_after(raw: str | None) -> float | None:
    """Return the seconds that a Retry-After header asks for."""
    if not raw:
        return None
    try:
        if raw.strip().isdigit():
            return float(raw)
        return max(0.0, (parsedate_to_datetime(raw) - dt.datetime.now(dt.UTC)).total_seconds())
    except (ValueError, TypeError):
        return None
