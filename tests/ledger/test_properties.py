"""Whatever order readings come in, however often, alone or together: the ledger is the same."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from types import ModuleType
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from elchi.ledger import Filters, Ledger, Proposal, open_ledger
from elchi.ledger.queries.export import EXPORTS
from elchi.model import Reading

NOW = "2026-01-15T12:00:00+00:00"


@cache
def readings(making: ModuleType) -> tuple[Reading, ...]:
    """Readings that meet each other: shared events and people, copies, re-readings."""
    first = making.reading()
    copy = making.reading("copy.json", published="2025-10-24")
    undated = making.reading("undated.json", published=None)
    told = making.reading("told.json", people=("Aibek Tan", "Selin Su"), tail="Told.", city="Bakı", published="2025-10")
    again = replace(told, reader="grammar/2", people=told.people[1:], statements=(), engagements=(
        replace(told.engagements[0], participants=("Selin Su",)),
    ))  # fmt: skip
    same = making.reading(
        "same.json", people=("Selin Su", "Aybek Tan"), tail="Same.", english=("Selin Su", "Aybek Tan")
    )
    near = making.reading("near.json", tail="Photo by the Ministry. All rights reserved.", published="2025-10-26")
    nearer = making.reading("nearer.json", tail="Photo by the Ministry.", city="Bakı", published="2025-10-27")
    return (first, copy, undated, told, again, same, near, nearer, *(making.numbered(n) for n in range(4)))


def contents(ledger: Ledger) -> dict[str, Any]:
    """All that a ledger says."""
    with ledger.view() as view:
        found: dict[str, Any] = {what: sorted(map(repr, view.export(what))) for what in EXPORTS}
        found["pairs"], found["topics"], found["stats"] = view.pair_counts(), view.topic_counts(), view.stats()
        found["search"] = sorted(d.id for d in view.documents(Filters(text="satellite baku")))
        found["doubts"] = view.doubts()
        found["similar"] = {d.id: view.document(d.id).similar for d in view.documents(Filters(limit=500))}
        return found


def filled(order: list[Reading], *, size: int) -> dict[str, Any]:
    with open_ledger(":memory:", clock=lambda: NOW) as ledger:
        for start in range(0, len(order), size):
            with ledger.begin() as tx:
                tx.add_all(order[start : start + size])
        return contents(ledger)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_order_any_batches_any_repetition(making: ModuleType, data: st.DataObject) -> None:
    made = list(readings(making))
    # Ids of records that a newer reader added depend on what it replaced; both readings of that text stay in turn.
    order = data.draw(st.permutations(range(len(made))))
    repeated = data.draw(st.lists(st.sampled_from(range(len(made))), max_size=4))
    size = data.draw(st.integers(1, len(made)))
    assert filled([made[n] for n in [*order, *repeated]], size=size) == filled(made, size=len(made))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_clusters_do_not_depend_on_order(making: ModuleType, data: st.DataObject) -> None:
    names = [f"Name {letter}" for letter in "abcde"]

    def clusters(order: list[tuple[int, int]], *, together: bool) -> set[frozenset[str]]:
        with open_ledger(":memory:", clock=lambda: NOW) as ledger, ledger.begin() as tx:
            for n, name in enumerate(names):
                tx.add(making.reading(f"{n}.json", people=(name,), tail=str(n)))
            ids = {name: tx.people(Filters(text=name)).items[0].id for name in names}
            proposals = [
                Proposal(a=ids[names[a]], b=ids[names[b]], verdict="same", score=(a + b) / 10) for a, b in order
            ]
            tx.decide("different", (ids[names[0]], ids[names[4]]), author="ed")
            for batch in [proposals] if together else [[p] for p in proposals]:
                tx.link("person", batch)
            return {frozenset(row.names) for row in tx.people()}

    edges = data.draw(st.lists(st.sampled_from([(a, b) for b in range(5) for a in range(b)]), unique=True, max_size=6))
    shuffled = data.draw(st.permutations(edges))
    assert clusters(edges, together=True) == clusters(list(shuffled), together=False)


def test_summaries_made_bit_by_bit_are_those_made_at_once(ledger: Ledger, making: ModuleType) -> None:
    from elchi.ledger.summaries import rebuild

    with ledger.begin() as tx:
        tx.add_all(readings(making))
    before = contents(ledger)
    with ledger.begin() as tx:
        rebuild(tx.connection, "person", [row.id for row in tx.people()])
        rebuild(tx.connection, "organisation", [row.id for row in tx.organisations()])
        rebuild(tx.connection, "engagement", [row.id for row in tx.engagements()])
    assert contents(ledger) == before
