"""Fetching pages politely and safely: the only place where Elchi asks a server for a source.

Polite: robots.txt is kept (with its delay), a host is asked one thing at a time with a pause between, a host that says
"later" (429, 503, Retry-After) is left alone until then, and a page that was fetched before is asked for only if it has
changed. Safe: only public addresses (see `addresses`), redirects checked one by one, sizes counted after unpacking, and
one deadline for the whole answer that a server cannot stretch by dripping.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from protego import Protego

from elchi.errors import BrokenSourceError, RefusedSourceError, SourceError, UnreachableSourceError
from elchi.sources.connecting import LATER, Line, asking, check_address, retry_after
from elchi.sources.options import MEBIBYTE, FetchOptions

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
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
        self._line = Line(options)

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
            check_address(url)
            self._keep_robots(url)
            answer = self._request(url, headers, self.options.max_bytes)
            if isinstance(answer, Fetched):
                return answer
            url = answer
        raise BrokenSourceError("redirects again and again", where=url, mend="open it in a browser and see")

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
            check_address(url)
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
            if error.status is None or error.status in LATER:
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
        sent = {"Accept-Encoding": "gzip, deflate", "Accept": "*/*", **headers}
        with asking("GET", url, self._line, sent) as response:
            return self._answer(url, response, most)

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
            error.wait = retry_after(headers.get("Retry-After")) if status in LATER else None
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


def _too_large(url: str, most: int) -> BrokenSourceError:
    return BrokenSourceError(
        f"is larger than {most / MEBIBYTE:g} MiB", where=url, mend="download it yourself, or raise ELCHI_FETCH_BYTES"
    )
