"""Fetching against servers that misbehave: polite to those that answer, safe from those that mean harm."""

from __future__ import annotations

import socket
import time
import tracemalloc
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
import servers
from servers import Site, page, redirect

from elchi.errors import BrokenSourceError, RefusedSourceError, SourceError, UnreachableSourceError
from elchi.model import Document
from elchi.sources import FetchOptions, SourceOptions, read_sources
from elchi.sources.addresses import is_public
from elchi.sources.fetching import Fetcher

BODY = "<p>Sanayi Bakanı Bakü'de mevkidaşıyla görüştü.</p>"


class Clock:
    """A clock that moves when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def fetcher(clock: Clock | None = None, **options: Any) -> Fetcher:
    clock = clock or Clock()
    return Fetcher(FetchOptions(**{"allow_private": True, "timeout": 2.0} | options), clock=clock, sleep=clock.sleep)


def failure(act: Callable[[], object]) -> SourceError:
    with pytest.raises(SourceError) as caught:
        act()
    assert caught.value.mend
    assert caught.value.where
    return caught.value


def test_robots_rules_are_kept_with_their_wildcards_and_delay(site: Site) -> None:
    site.pages["/robots.txt"] = page("User-agent: *\nDisallow: /*/private\nCrawl-delay: 7\n", Content_Type="text/plain")
    site.pages["/a"] = site.pages["/b"] = page(BODY)
    clock = Clock()
    asking = fetcher(clock)
    asking.get(site.url + "/a")
    asking.get(site.url + "/b")
    assert clock.slept[-1] == 7.0
    error = failure(lambda: asking.get(site.url + "/x/private"))
    assert isinstance(error, RefusedSourceError)
    assert "robots.txt" in str(error)
    assert site.paths() == ["/robots.txt", "/a", "/b"]


def test_rules_for_us_by_name_win(site: Site) -> None:
    site.pages["/robots.txt"] = page("User-agent: elchi\nDisallow: /\n\nUser-agent: *\nAllow: /\n")
    assert isinstance(failure(lambda: fetcher().get(site.url + "/a")), RefusedSourceError)


def test_without_rules_everything_may_be_fetched_and_with_broken_rules_nothing(site: Site) -> None:
    site.pages["/a"] = page(BODY)
    assert fetcher().get(site.url + "/a").data == BODY.encode()
    site.pages["/robots.txt"] = page("", status=503)
    assert isinstance(failure(lambda: fetcher().get(site.url + "/a")), UnreachableSourceError)


def test_a_redirect_is_held_to_the_rules_of_where_it_leads(site: Site) -> None:
    with servers.serving(Site()) as other:
        other.pages["/robots.txt"] = page("User-agent: *\nDisallow: /")
        other.pages["/b"] = page(BODY)
        site.pages["/a"] = redirect(other.url + "/b")
        assert isinstance(failure(lambda: fetcher().get(site.url + "/a")), RefusedSourceError)
        assert other.paths() == ["/robots.txt"]


def test_redirects_end(site: Site) -> None:
    site.pages["/a"] = redirect("/a")
    assert "again and again" in str(failure(lambda: fetcher().get(site.url + "/a")))
    site.pages["/b"] = redirect("file:///etc/passwd")
    assert "is no web address" in str(failure(lambda: fetcher().get(site.url + "/b")))


def test_what_has_not_changed_is_not_sent_again(site: Site) -> None:
    site.pages["/a"] = servers.tagged(BODY, '"one"')
    asking = fetcher()
    first = asking.get(site.url + "/a")
    again = asking.get(site.url + "/a", etag=first.etag)
    assert (first.changed, again.changed, again.data) == (True, False, b"")


def test_a_host_that_says_later_is_left_alone(site: Site) -> None:
    site.pages["/a"] = page("", status=429, Retry_After="120")
    clock = Clock()
    asking = fetcher(clock)
    error = failure(lambda: asking.get(site.url + "/a"))
    assert isinstance(error, UnreachableSourceError)
    assert error.wait == 120.0
    assert asking.wait_of(site.url + "/b") == 120.0
    site.pages["/b"] = page(BODY)
    asking.get(site.url + "/b")
    assert clock.slept[-1] == 120.0
    site.pages["/c"] = page("", status=503)
    waits = []
    for _ in range(4):
        failure(lambda: asking.get(site.url + "/c"))
        waits.append(asking.wait_of(site.url))
    assert waits == [4.0, 8.0, 16.0, 32.0]


@pytest.mark.parametrize("name", ["dripping", "dripping_head"])
def test_a_server_that_drips_is_cut_at_the_deadline(site: Site, name: str) -> None:
    site.pages["/a"] = getattr(servers, name)
    asking = fetcher(timeout=0.5)
    start = time.monotonic()
    error = failure(lambda: asking.get(site.url + "/a"))
    assert "within 0.5 seconds" in str(error)
    assert time.monotonic() - start < 3


@pytest.mark.parametrize("name", ["cut", "hang_up"])
def test_an_answer_that_breaks_off_is_no_page(site: Site, name: str) -> None:
    site.pages["/a"] = getattr(servers, name)
    assert isinstance(failure(lambda: fetcher().get(site.url + "/a")), UnreachableSourceError)


def test_no_connection_is_kept_for_a_host_to_close_meanwhile(site: Site) -> None:
    """A request over a kept connection that its host is just closing fails for nobody's fault, now and then."""
    ports: list[int] = []

    def keeping(handler: BaseHTTPRequestHandler) -> None:
        ports.append(handler.client_address[1])
        page("x")(handler)
        handler.close_connection = False

    site.pages["/a"] = keeping
    asking = fetcher()
    for _ in range(3):
        asking.get(site.url + "/a")
    assert len(set(ports)) == 3


def test_endless_and_packed_answers_stop_at_the_limit(site: Site) -> None:
    site.pages["/endless"], site.pages["/bomb"] = servers.endless, servers.bomb(200 << 20)
    site.pages["/wrong"] = page(b"no gzip", Content_Encoding="gzip")
    asking = fetcher(max_bytes=1 << 20, timeout=20)
    tracemalloc.start()
    for path in ("/endless", "/bomb"):
        error = failure(lambda path=path: asking.get(site.url + path))  # type: ignore[misc]
        assert isinstance(error, BrokenSourceError)
        assert "larger than 1 MiB" in str(error)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8 << 20
    assert "packed wrongly" in str(failure(lambda: asking.get(site.url + "/wrong")))


PRIVATE = (
    "127.0.0.1", "127.8.8.8", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "224.0.0.1",
    "0.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1",
    "64:ff9b::7f00:1", "2002:7f00:1::", "2002:a00:1::1", "2001:db8::1",
)  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_known_in_every_dress(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_public_addresses_are_known(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "127.1"])
def test_this_machine_is_not_asked_unless_allowed(site: Site, host: str) -> None:
    port = site.url.rpartition(":")[2]
    error = failure(lambda: fetcher(allow_private=False).get(f"http://{host}:{port}/a"))
    assert isinstance(error, RefusedSourceError)
    assert "--allow-private" in str(error)
    assert not site.asked


def test_a_name_that_answers_differently_the_second_time_gains_nothing(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The address that was checked is the one that is connected to: there is no second look-up to lie to."""
    port = int(site.url.rpartition(":")[2])
    answers = iter(["203.0.114.7", "127.0.0.1", "127.0.0.1"])
    tried: list[str] = []

    def resolve(host: str, *_: object, **__: object) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    def reach(_self: socket.socket, address: tuple[str, int]) -> None:
        tried.append(address[0])
        raise OSError("no way there")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket.socket, "connect", reach)
    asking = fetcher(allow_private=False)
    assert isinstance(failure(lambda: asking.get("http://rebind.example.org/a")), UnreachableSourceError)
    assert isinstance(failure(lambda: asking.get("http://rebind.example.org/a")), RefusedSourceError)
    assert tried == ["203.0.114.7"]


@pytest.mark.parametrize(
    "url", ["ftp://example.org/a", "http://", "http://user:word@example.org/", "http://[::1", "http://a:99999/"]
)
def test_other_addresses_are_no_web_addresses(url: str) -> None:
    assert "is no web address" in str(failure(lambda: fetcher().get(url)))


def test_an_address_on_the_command_line_is_read(site: Site) -> None:
    site.pages["/haber"] = page(BODY)
    site.pages["/dinle"] = page(
        "<p>Министры провели переговоры.</p>".encode("windows-1251"), Content_Type="text/html; charset=windows-1251"
    )
    site.pages["/feed"] = page(
        f"<rss><channel><item><link>{site.url}/haber</link><pubDate>Fri, 24 Oct 2025 10:00:00 GMT</pubDate></item>"
        "<item><link>/gone</link></item></channel></rss>",
        Content_Type="application/rss+xml",
    )
    options = SourceOptions(fetching=FetchOptions(allow_private=True, delay=0))
    page_, russian, first, gone, nowhere = read_sources(
        [site.url + "/haber", site.url + "/dinle", site.url + "/feed", site.url + "/none"], options
    )
    assert isinstance(page_, Document)
    assert isinstance(russian, Document)
    assert isinstance(first, Document)
    assert (page_.url, page_.source) == (site.url + "/haber", site.url + "/haber")
    assert "переговоры" in russian.text
    assert first.published == "2025-10-24"
    assert "answers 404" in str(gone)
    assert "answers 404" in str(nowhere)
