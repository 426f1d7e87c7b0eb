"""Fifty readers at once on a real port: everyone is answered."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import httpx

PATHS = (
    "/", "/states", "/states/TR", "/pairs/AZ/TR", "/engagements", "/outcomes", "/people", "/documents", "/network", "/map",
    "/search?q=energy", "/initiatives", "/review", "/api/v1/engagements", "/api/v1/counts/pairs",
)  # fmt: skip
READERS = 50


def test_fifty_readers_are_all_answered(site: str) -> None:
    def read(number: int) -> list[int]:
        with httpx.Client(base_url=site, timeout=60) as client:
            return [client.get(PATHS[(number + step) % len(PATHS)]).status_code for step in range(4)]

    with ThreadPoolExecutor(READERS) as readers:
        answers = [status for statuses in readers.map(read, range(READERS)) for status in statuses]
    assert set(answers) == {200}
    assert len(answers) == 4 * READERS
