"""The ledger as an object: opened once, with transactions and views that the caller begins and ends.

Every method here is thin; what it does stands in the module it calls. Nothing is committed but by leaving `begin()`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Engine

from elchi.errors import LedgerError
from elchi.ledger import clusters, deciding, following
from elchi.ledger.access import pieces
from elchi.ledger.acts import Decision, Evidence, Proposal
from elchi.ledger.adding import Adder
from elchi.ledger.auditing import LOCAL
from elchi.ledger.care import Fault, Forgotten, checking, forgetting
from elchi.ledger.identities import DEFAULT_IDENTITY, Identity
from elchi.ledger.opening import errors, for_view, limited, make_engine, open_engine, place_of
from elchi.ledger.records import Added
from elchi.ledger.view import View
from elchi.model import Document, Reading

BATCH = 500


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


class Transaction(View):
    """A view that can also write; see `Ledger.begin`."""

    def add(self, reading: Reading, *, force: bool = False) -> Added:
        """Enter a document and all that was read in it; see `add_all`."""
        return self.add_all([reading], force=force)[0]

    def add_all(self, readings: Iterable[Reading], *, force: bool = False) -> list[Added]:
        """Enter many, in the given order; `force` also replaces what the same reader version read before."""
        adder = Adder(self.connection, self.identity, self._now())
        return [added for batch in pieces(readings, BATCH) for added in adder.add(batch, force=force)]

    def note(self, document: Document, *, reader: str) -> Added | None:
        """Note where a document was found if its text is known to this reader; None if it must be read and added."""
        return Adder(self.connection, self.identity, self._now()).note(document, reader)

    def decide(
        self,
        kind: str,
        subjects: Sequence[str],
        *,
        author: str,
        field: str | None = None,
        value: str | None = None,
        note: str | None = None,
    ) -> Decision:
        """Record an editor's act and let it take effect; see `deciding` for the kinds.

        Raises NotFoundError for an unknown subject, ConflictError where a standing decision says the contrary.
        """
        act = deciding.Act(kind, tuple(subjects), field, value)
        return deciding.decide(self.connection, act, author=author, note=note, now=self._now())

    def forget(self, document: str, *, author: str, note: str | None = None) -> Forgotten:
        """Take out a document (by id or source) with everything that rests on it alone; cannot be undone."""
        return forgetting.forget(self.connection, document, author=author, note=note, now=self._now())

    def undo(self, decision_id: int, *, author: str) -> Decision:
        """Take a decision back; it stays in the record as undone."""
        return deciding.undo(self.connection, decision_id, author=author, now=self._now())

    def link(self, kind: str, proposals: Sequence[Proposal]) -> set[str]:
        """Enter what identity thinks of pairs of nodes (kind: person or engagement); the clusters touched."""
        return clusters.link(self.connection, kind, proposals)

    def propose(self, kind: str, proposals: Sequence[Proposal], withdrawn: Sequence[tuple[str, str]] = ()) -> set[str]:
        """Enter proposals and take back those on withdrawn pairs of nodes, at once; the clusters touched."""
        return clusters.propose(self.connection, kind, proposals, withdrawn)

    def unlink(self, kind: str, nodes: Iterable[str]) -> set[str]:
        """Forget all proposals on these nodes."""
        return clusters.unlink(self.connection, kind, nodes)

    def block(self, kind: str, keys: Mapping[str, Iterable[str]]) -> None:
        """Set the blocking keys of nodes, by which `candidates` finds them."""
        clusters.block(self.connection, kind, keys)

    def set_about(self, kind: str, keys: Mapping[str, Iterable[str]], known: Mapping[str, str]) -> None:
        """Set what records (kind: outcome or development) are about, so that `View.about` finds them."""
        following.set_about(self.connection, kind, keys, known)

    def stored_evidence(self, outcome_ids: Iterable[str]) -> tuple[Evidence, ...]:
        """All that `replace_evidence` put there, what copies of texts say again included."""
        return following.evidence_of(self.connection, outcome_ids, None, copies=True)

    def replace_evidence(self, outcome_ids: Iterable[str], evidence: Iterable[Evidence]) -> None:
        """Put the evidence on these outcomes in place of what was found before."""
        following.replace(self.connection, outcome_ids, evidence)


class Ledger:
    """An open ledger; close it, or use it in a `with` statement."""

    def __init__(self, engine: Engine, *, read_only: bool, identity: Identity, clock: Callable[[], str]) -> None:
        self._engine, self.read_only, self._identity, self._clock = engine, read_only, identity, clock

    @property
    def where(self) -> str:
        """Its path, or its URL without the password."""
        return place_of(self._engine)

    @contextmanager
    def begin(self, *, origin: str = LOCAL) -> Iterator[Transaction]:
        """A transaction: committed when the block ends, rolled back when it raises; waits for another writer to end.

        `origin` is whence somebody acts, for the audit log: ``local``, or ``web`` and an address.
        """
        if self.read_only:
            raise LedgerError("is open for reading only", where=self.where, mend="open it for writing")
        with errors(self._engine), self._engine.connect() as connection:
            writing = connection.execution_options(writing=True, origin=origin)
            with writing.begin():
                yield Transaction(writing, self._identity, None, self._clock)

    @contextmanager
    def view(self, as_of: str | None = None, *, seconds: float = 0) -> Iterator[View]:
        """A reading of the ledger at one moment; with `as_of`, of what had been published by then.

        A question that takes longer than `seconds` in all is given up with a LedgerError; 0 is no limit.
        """
        with (
            errors(self._engine),
            for_view(self._engine.connect()) as connection,
            connection.begin(),
            limited(connection, seconds),
        ):
            yield View(connection, self._identity, as_of, self._clock)

    def check(self) -> Iterator[Fault]:
        """What breaks a law in the whole ledger, as it is at this moment; repairs nothing."""
        with errors(self._engine), for_view(self._engine.connect()) as connection, connection.begin():
            yield from checking.check(connection)

    def close(self) -> None:
        """Give up all connections."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_ledger(
    where: str | Path,
    *,
    read_only: bool = False,
    identity: Identity = DEFAULT_IDENTITY,
    clock: Callable[[], str] = _now,
) -> Ledger:
    """Open a ledger by path or URL; a SQLite file and an empty PostgreSQL database are set up on the way.

    `identity` says which mentions are one (see `identities`); it must be the same for every program that adds to a
    ledger. `clock` gives the time of acts, ISO 8601 in UTC. Raises LedgerError, whose mend says what to do.
    """
    return Ledger(open_engine(where, read_only=read_only), read_only=read_only, identity=identity, clock=clock)


def upgrade_ledger(where: str | Path) -> None:
    """Bring a ledger's schema to this version: for PostgreSQL, when nobody works in it (SQLite does so when opened)."""
    from elchi.ledger.migrate import upgrade

    engine = make_engine(where)
    try:
        with errors(engine):
            upgrade(engine)
    finally:
        engine.dispose()
