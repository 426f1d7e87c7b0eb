"""What is new for an alert since it looked last: found, written down as notices, and put into messages, at once.

Only documents that were entered since are looked at. An engagement is told once, whatever number of reports come and
however they are joined, and again when its status changes; a promise that another text repeats word for word about the
same engagement is no news; how promises stand is compared with how they stood.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from elchi.alerting.asking import Asks
from elchi.ledger import Filters, Ledger, OutcomeRow, Transaction, View, walk
from elchi.ledger import alerts as book
from elchi.ledger.alerts import Alert, Message, Notice
from elchi.ledger.folding import words
from elchi.partnering import match_in_ledger
from elchi.partners import CONVINCING
from elchi.pursuing import followed

AT_FIRST = 20  # of what was there before, so that a feed is not empty
MOST_IN_MESSAGE = 50


def look_all(ledger: Ledger) -> int:
    """Look for what is new for every alert, a transaction each; returns how many notices there are more."""
    with ledger.view() as view:
        waiting = [alert for alert in book.alerts(view.connection) if _seen(view, alert) != alert.seen]
    count = 0
    for alert in waiting:
        with ledger.begin() as tx:
            if any(one.id == alert.id for one in book.alerts(tx.connection)):
                count += look(tx, book.alert(tx.connection, alert.id))
    return count


def look_if_new(ledger: Ledger, asked: str) -> None:
    """Look for what is new for one alert, by its id; writes nothing where there can be nothing."""
    with ledger.view() as view:
        alert = book.alert(view.connection, asked)
        if _seen(view, alert) == alert.seen:
            return
    with ledger.begin() as tx:
        look(tx, book.alert(tx.connection, alert.id))


def look(tx: Transaction, alert: Alert) -> int:
    """Look for what is new for one alert; the first time, also for a little of what was there. Returns how many."""
    before = book.last_notice(tx.connection, alert.id)
    seen, last = _seen(tx, alert), book.newest_document(tx.connection)
    finder = _Finder(tx, alert, Asks.of(alert.asks), first=not alert.seen)
    for what in finder.asks.what:
        book.enter(tx.connection, list(getattr(finder, what)()))
    newest = book.last_notice(tx.connection, alert.id)
    book.saw(tx.connection, alert.id, last, seen)
    for address, told in book.addresses(tx.connection, alert.id).items():
        if finder.first:
            book.set_address(tx.connection, alert.id, address, newest)
        elif newest > told:
            _compose(tx, alert, address, told)
    return len(book.notices(tx.connection, alert.id, after=before))


def _seen(view: View, alert: Alert) -> str:
    """Return what a look depends on: the documents, and where the alert minds them, decisions, profiles and the day."""
    asks = Asks.of(alert.asks)
    parts: list[object] = [book.newest_document(view.connection)]
    if {"statuses", "matches"} & set(asks.what):
        parts += [view.now()[:10], *book.acts_so_far(view.connection)]
    return " ".join(map(str, parts))


def _compose(tx: Transaction, alert: Alert, address: str, told: int) -> None:
    """Put the notices behind `told` into messages, not too many in each."""
    numbers = [one.n for one in book.notices(tx.connection, alert.id, after=told)]
    for start in range(0, len(numbers), MOST_IN_MESSAGE):
        until = numbers[min(start + MOST_IN_MESSAGE, len(numbers)) - 1]
        ident = hashlib.sha256(f"{alert.id} {address} {told} {until}".encode()).hexdigest()[:24]
        now = tx.now()
        message = Message(
            id=f"msg_{ident}", alert_id=alert.id, address=address, after=told, until=until, made_at=now, next_at=now
        )
        book.write(tx.connection, message)
        told = until
    book.set_address(tx.connection, alert.id, address, told)


@dataclass(frozen=True, slots=True)
class _Finder:
    """One look of an alert; for every word of `WHAT` a method that yields the notices of it, the oldest first."""

    tx: Transaction
    alert: Alert
    asks: Asks
    first: bool

    def engagements(self) -> Iterator[Notice]:
        """Engagements that are new, or stand otherwise (called off, say) than when they were told of."""
        rows = {row.id: row for row in self._rows("engagements", self.asks.filters())}
        reports = book.first_reports(self.tx.connection, rows)
        ids = [report for many in reports.values() for _, report, _ in many]
        told = {one.record_id: one for one in book.notices(self.tx.connection, self.alert.id, records=ids)}
        for ident, row in rows.items():
            known = [told[report] for _, report, _ in reports[ident] if report in told]
            number, report, document = reports[ident][-1] if known else reports[ident][0]
            if known and max(known, key=lambda one: one.n).value == row.status:
                continue
            if known or self.first or number > self.alert.since_n:  # else another report of what was there before
                yield self._notice(f"engagement {report} {row.status}", report, document, row.status)

    def outcomes(self) -> Iterator[Notice]:
        """Outcomes, each wording about an engagement once."""
        yield from self._of_outcomes(self._rows("outcomes", self.asks.filters()))

    def opportunities(self) -> Iterator[Notice]:
        """Outcomes that are partnering opportunities."""
        kind = self.asks.opportunity or "any"
        yield from self._of_outcomes(self._rows("outcomes", self.asks.filters(opportunity=kind)))

    def documents(self) -> Iterator[Notice]:
        """Documents."""
        for row in self._rows("documents", self.asks.filters()):
            yield self._notice(f"document {row.id}", row.id, row.id)

    def statuses(self) -> Iterator[Notice]:
        """Promises that stand otherwise than when the alert looked last; how a new one stands at first is no change."""
        tx, asks = self.tx, self.asks
        rows = tx.outcomes_by_id([asks.outcome]) if asks.outcome else walk(tx.outcomes, asks.filters())
        before: dict[str, str] = book.standings(tx.connection, self.alert.id)
        now: dict[str, str] = {}
        place = book.last_notice(tx.connection, self.alert.id)
        for one in followed(tx, rows, tx.now()[:10]):
            ident, status = one.outcome.id, one.life.status.value
            if before.get(ident) == status:
                continue
            now[ident] = status
            if ident in before or (self.first and asks.outcome):
                why = next((piece.document_id for piece in one.life.deciding), one.outcome.document_id)
                yield self._notice(f"status {ident} {status} {place}", ident, why, status)
        book.stand(tx.connection, self.alert.id, now)

    def matches(self) -> Iterator[Notice]:
        """What fits the profile well enough to be introduced."""
        found = match_in_ledger(self.tx, self.asks.profile or "", as_of=self.tx.now()[:10])
        for match in reversed(found):
            if match.score >= CONVINCING:
                yield self._notice(f"match {match.match}", match.match, None)

    def _rows(self, query: str, asked: Filters) -> list[Any]:
        """Rows of a query of the ledger, oldest first: of new documents, or the first time the newest few of all."""
        ask = getattr(self.tx, query)
        if self.first:
            return list(reversed(ask(replace(asked, limit=AT_FIRST)).items))
        return list(reversed(list(walk(ask, replace(asked, entered_after=self.alert.seen_n)))))

    def _of_outcomes(self, rows: Iterable[OutcomeRow]) -> Iterator[Notice]:
        for row in rows:
            said = f"{row.kind} {row.engagement_id or row.known} {' '.join(words(row.quote))}"
            yield self._notice(f"outcome {hashlib.sha256(said.encode()).hexdigest()[:24]}", row.id, row.document_id)

    def _notice(self, key: str, record: str, document: str | None, value: str | None = None) -> Notice:
        return Notice(
            alert_id=self.alert.id, key=key, kind=key.partition(" ")[0], record_id=record, document_id=document,
            value=value, found_at=self.tx.now(),
        )  # fmt: skip
