"""What is counted beforehand is what stands in the ledger, whatever came, was joined, read again or forgotten."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType

from sqlalchemy import func, select

from elchi.ledger import Ledger, Transaction, tallies
from elchi.ledger import tables as t


def check(tx: Transaction) -> None:
    events = list(tx.connection.execute(select(t.event.c.id)).scalars())
    c, o, m = t.tally.c, t.occupancy.c, t.person_mention.c
    kept = {(r.kind, r.a, r.b, r.month): r.n for r in tx.connection.execute(select(c.kind, c.a, c.b, c.month, c.n))}
    assert kept == dict(tallies.standing(tx.connection, events))
    key = (m.person_id, m.position, func.coalesce(m.position_class, ""), func.coalesce(m.represents, ""))
    told = select(*key, func.min(m.known), func.max(m.known), func.count(m.document_id.distinct()))
    counted = set(map(tuple, tx.connection.execute(told.where(m.position > "").group_by(*key))))
    columns = (o.person_id, o.position, o.position_class, o.represents, o.first_seen, o.last_seen, o.documents)
    assert set(map(tuple, tx.connection.execute(select(*columns)))) == counted


def test_what_is_counted_beforehand_stands(ledger: Ledger, making: ModuleType) -> None:
    readings = [making.numbered(number) for number in range(20)]
    with ledger.begin() as tx:
        tx.add_all(readings)
        check(tx)
        nodes = [
            person.mentions[0].node for person in map(tx.person, (row.id for row in tx.people())) if person.mentions
        ]
        joined = tx.decide("same", nodes[:2], author="test")
        check(tx)
        tx.undo(joined.id, author="test")
        engagement = tx.engagements().items[0].id
        tx.decide("correct", [tx.engagement(engagement).reports[0].node], field="date", value="2019-05", author="test")
        check(tx)
        tx.add_all([replace(one, reader="grammar/2", engagements=()) for one in readings[:5]])
        check(tx)
        tx.forget(readings[7].document.id, author="test")
        check(tx)
