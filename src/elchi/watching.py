"""Watching sources: what is new goes into the ledger, and the ledger remembers which pages were taken in.

A page is marked in the transaction that adds its document, so a run may be killed at any moment and the next one goes on
behind it. Pages are taken from whichever source's host may be asked soonest; a source whose host wants to be left alone
for long is left for the next poll. Health is judged from what is remembered, without asking anybody.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from elchi.errors import ElchiError, SourceError, UnreachableSourceError
from elchi.ledger import Added, Ledger, Transaction
from elchi.ledger import watched as book
from elchi.ledger.watched import SourceState, Watched
from elchi.model import Document
from elchi.pipeline import SourceOptions, add_documents
from elchi.sources.catalogue import Source
from elchi.sources.feeds import Link
from elchi.sources.fetching import Fetched, Fetcher
from elchi.sources.finding import Marks, find_links
from elchi.sources.web import documents_of

__all__ = ["MOST_TRIES", "PATIENCE", "Event", "Health", "Source", "Watcher", "health_of"]

MOST_TRIES = 5  # of a page that fails, one a poll
PATIENCE = 60.0  # seconds to wait for a host within a poll
_BROKEN = 3  # failed polls in a row
_WEEK = dt.timedelta(days=7)


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class Event:
    """What a poll met: of a page that was taken in, `added`; of a page or way that failed, `error`."""

    source: str
    url: str
    added: Added | None = None
    error: ElchiError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How a source fares: ``ok``, ``late``, ``silent``, ``broken`` or ``outside`` what the catalogue expects; and why.

    `failures` are polls in a row that failed, the last of them with `error`; `every` the minutes between polls, `quiet`
    the days since something was new, `week` how many items came in the last seven, where `weekly` are expected.
    """

    source: str
    word: str
    why: str
    last_polled: str
    last_new: str | None
    week: int
    weekly: tuple[int, int]
    failures: int
    error: str | None
    every: int
    quiet: int


@dataclass(slots=True)
class _Poll:
    """One source within one poll."""

    source: Source
    pages: dict[str, Watched]
    links: deque[Link] = field(default_factory=deque)
    marks: Marks = field(default_factory=dict)
    new: int = 0
    failed: int = 0
    error: ElchiError | None = None


class Watcher:
    """Polls sources into a ledger; `every` is how many minutes lie between two polls. `clock` is ISO 8601 in UTC."""

    def __init__(
        self,
        ledger: Ledger,
        options: SourceOptions,
        *,
        every: int,
        known_people: bool = True,
        clock: Callable[[], str] = _now,
        fetcher: Fetcher | None = None,
    ) -> None:
        self._ledger, self._options, self._every = ledger, options, every
        self._known_people, self._clock = known_people, clock
        self._fetcher = fetcher or Fetcher(options.fetching, patience=PATIENCE)

    def poll(self, sources: Iterable[Source]) -> Iterator[Event]:
        """Ask every source once and take in what is new; one that fails is an event, and the others go on."""
        waiting: list[_Poll] = []
        for source in sources:
            with self._ledger.view() as view:
                poll = _Poll(source, book.pages(view.connection, source.id))
            yield from self._find(poll)
            waiting.append(poll)
        while waiting:
            poll = min(waiting, key=self._wait_of)
            if self._wait_of(poll) > self._fetcher.patience:
                poll.error = poll.error or _left_alone(poll.links[0].url)
                yield Event(poll.source.id, poll.links[0].url, error=poll.error)
                poll.links.clear()
            if poll.links:
                yield self._take(poll, poll.links.popleft())
            else:
                self._end(poll)
                waiting.remove(poll)

    def _find(self, poll: _Poll) -> Iterator[Event]:
        """Ask a source's ways for the pages that are not yet taken in; its oldest first, as feeds begin with the newest."""
        ways = {way.url for way in poll.source.found}
        poll.marks = {url: (page.etag, page.modified) for url, page in poll.pages.items() if url in ways}
        for item in find_links(poll.source, self._fetcher, poll.marks):
            if isinstance(item, SourceError):
                poll.error = item
                yield Event(poll.source.id, item.where or "", error=item)
            elif item.url not in ways and _wanted(poll.pages.get(item.url)):
                poll.links.appendleft(item)

    def _wait_of(self, poll: _Poll) -> float:
        return self._fetcher.wait_of(poll.links[0].url) if poll.links else 0.0

    def _take(self, poll: _Poll, link: Link) -> Event:
        """Fetch a page, and add it and mark it in one transaction."""
        before = poll.pages.get(link.url)
        page = Watched(
            source=poll.source.id, url=link.url, seen_at=self._clock(), tries=before.tries + 1 if before else 1
        )
        try:
            fetched = self._fetcher.get(link.url)
            items = list(documents_of(fetched, source=link.url, options=self._options, day=link.day))
        except SourceError as error:
            return self._fail(poll, page, error)
        page = replace(page, etag=fetched.etag, modified=fetched.modified)
        documents = [item for item in items if isinstance(item, Document)]
        if not documents:
            return self._fail(poll, page, _error_of(items, fetched))

        def mark(transaction: Transaction, results: list[Added | ElchiError]) -> None:
            book.mark(transaction.connection, _marked(page, results))

        results = add_documents(self._ledger, documents, known_people=self._known_people, also=mark)
        added = next((one for one in results if isinstance(one, Added)), None)
        failed = next((one for one in (*items, *results) if isinstance(one, ElchiError)), None)
        poll.new += added is not None
        poll.failed += failed is not None
        return Event(poll.source.id, link.url, added, failed)

    def _fail(self, poll: _Poll, page: Watched, error: ElchiError) -> Event:
        poll.failed += 1
        with self._ledger.begin() as transaction:
            book.mark(transaction.connection, replace(page, error=str(error)))
        return Event(poll.source.id, page.url, error=error)

    def _end(self, poll: _Poll) -> None:
        """Write down how the source fared; the marks of its ways only where no page is left to be tried again."""
        now, name = self._clock(), poll.source.id
        with self._ledger.begin() as transaction:
            before = book.states(transaction.connection).get(name)
            state = SourceState(
                source=name,
                first_polled=before.first_polled if before else now,
                last_polled=now,
                last_new=now if poll.new else before.last_new if before else None,
                every=self._every,
                failures=(before.failures if before else 0) + 1 if poll.error else 0,
                last_error=str(poll.error) if poll.error else None,
            )
            book.set_state(transaction.connection, state)
            if not poll.error and not poll.failed:
                for url, (etag, modified) in poll.marks.items():
                    way = Watched(source=name, url=url, seen_at=now, etag=etag, modified=modified)
                    book.mark(transaction.connection, way)


def _wanted(page: Watched | None) -> bool:
    return page is None or (page.document is None and page.tries < MOST_TRIES)


def _marked(page: Watched, results: list[Added | ElchiError]) -> Watched:
    added = next((one.document_id for one in results if isinstance(one, Added)), None)
    return replace(page, document=added, error=None if added else str(results[0]))


def _error_of(items: Iterable[Document | SourceError], fetched: Fetched) -> SourceError:
    errors = (item for item in items if isinstance(item, SourceError))
    return next(errors, SourceError("holds no text", where=fetched.url))


def _left_alone(url: str) -> SourceError:
    return UnreachableSourceError(
        "wants to be left alone for now", where=url, mend="nothing: the next poll asks it again"
    )


def health_of(ledger: Ledger, sources: Iterable[Source], *, now: str | None = None) -> list[Health]:
    """How those of the sources fare that were ever watched into this ledger."""
    moment = dt.datetime.fromisoformat(now or _now())
    with ledger.view() as view:
        states = book.states(view.connection)
        weeks = book.taken_since(view.connection, (moment - _WEEK).isoformat(timespec="seconds"))
    return [_health(one, states[one.id], weeks.get(one.id, 0), moment) for one in sources if one.id in states]


def _health(source: Source, state: SourceState, week: int, now: dt.datetime) -> Health:
    quiet = now - dt.datetime.fromisoformat(state.last_new or state.first_polled)
    word, why = _judge(source, state, week, quiet, now)
    return Health(
        source=source.id, word=word, why=why, last_polled=state.last_polled, last_new=state.last_new,
        week=week, weekly=source.weekly, failures=state.failures, error=state.last_error, every=state.every,
        quiet=quiet.days,
    )  # fmt: skip


def _judge(source: Source, state: SourceState, week: int, quiet: dt.timedelta, now: dt.datetime) -> tuple[str, str]:
    least, most = source.weekly
    if state.failures >= _BROKEN:
        return "broken", f"failed {state.failures} times in a row: {state.last_error}"
    if now - dt.datetime.fromisoformat(state.last_polled) > dt.timedelta(minutes=2 * state.every):
        return "late", f"last asked {state.last_polled}, though every {state.every} minutes"
    if least and quiet > max(_WEEK, dt.timedelta(days=21 / least)):
        return "silent", f"nothing new for {quiet.days} days"
    if now - dt.datetime.fromisoformat(state.first_polled) <= _WEEK:
        return "ok", ""  # what it had when it was first asked says nothing about a week
    if not least <= week <= most:
        return "outside", f"{week} in a week, though {least} to {most} are expected"
    return "ok", ""
