"""Telling a server something: one POST, over the same careful line as fetching.

No robots.txt, for nothing is taken; no redirect is followed, for what is posted is meant for one address. Whoever
answers with anything but 2xx has not taken it.
"""

from __future__ import annotations

from collections.abc import Mapping

from elchi.errors import UnreachableSourceError
from elchi.sources.connecting import LATER, Line, asking, check_address, retry_after
from elchi.sources.options import FetchOptions

_MOST_OF_ANSWER = 4096


def post(url: str, body: bytes, headers: Mapping[str, str], options: FetchOptions) -> None:
    """Send a body to an address.

    Raises RefusedSourceError for a private address, UnreachableSourceError where it is not taken (with `wait` where the
    server names a time), BrokenSourceError for what is no web address.
    """
    check_address(url)
    with asking("POST", url, Line(options), headers, body) as response:
        response.read1(_MOST_OF_ANSWER)
    if not 200 <= response.status < 300:
        error = UnreachableSourceError(f"answers {response.status}", where=url, mend="see what its owner expects")
        error.status = response.status
        error.wait = retry_after(response.headers.get("Retry-After")) if response.status in LATER else None
        raise error
