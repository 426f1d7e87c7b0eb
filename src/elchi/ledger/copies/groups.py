"""Which documents of a ledger are copies of one text, and which texts look alike.

A new document is held against its nearest neighbours in the forest of keys, those with most of its facts first; where one is a copy, the two
groups become one. What is compared depends on the pair alone, except in a crowd of more than `NEAR` like texts around one
place of a tree, so groups come out the same in whatever order documents are added; taking one out groups the rest anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import Connection, exists, func, select, update

from elchi.ledger import tables as t
from elchi.ledger.access import insert_all, rows_where
from elchi.ledger.copies.likeness import is_copy
from elchi.ledger.copies.sketches import DEPTH, TREES, estimate, estimate_facts, keys, shared_triples, sketch
from elchi.ledger.copies.wording import Worded, worded

NEAR = 8  # neighbours on either side in each tree
LEAST_COPY = 0.35  # estimated likeness below which no two texts are held against each other for copies
LEAST_LIKE = 0.2  # and below which they are not called alike
LEAST_FACTS = 0.3  # the same for their names and numbers
SURELY = 0.9
_COPY_DEPTH, _LIKE_DEPTH = 3, 2  # equal bytes at the beginning of a key that make a neighbour
_MOST_REFUSED = 20  # of the likest neighbours; when so many are no copies, none of the rest is
_MOST_LIKE = 40
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Known:
    """A neighbour: its row number, its text's id and its sketch."""

    n: int
    text_id: str
    signature: bytes


@dataclass(slots=True)
class _Words:
    """Texts ready to be compared, fetched and prepared once in a batch."""

    connection: Connection
    known: dict[int, Worded] = field(default_factory=dict)

    def of(self, number: int) -> Worded:
        """The words of a document."""
        if number not in self.known:
            found = self.connection.exec_driver_sql(f"SELECT text FROM document WHERE n = {number:d}")  # noqa: S608 - a number
            self.known[number] = worded(str(found.scalar_one()))
        return self.known[number]


def enter(connection: Connection, texts: Mapping[int, tuple[str, str]]) -> set[str]:
    """Sketch new documents (row number to id and text) and group them; the engagements whose reports now count otherwise.

    The documents must be in the ledger already, their engagements not yet.
    """
    words = _Words(connection, {n: worded(text) for n, (_, text) in texts.items()})
    made = {n: sketch(told) for n, told in words.known.items()}
    rows = [{"n": n, "text_id": texts[n][0], "signature": signature} for n, signature in made.items()]
    insert_all(connection, t.sketch, rows)
    found = [
        {"tree": tree, "key": key, "n": n} for n, signature in made.items() for tree, key in enumerate(keys(signature))
    ]
    insert_all(connection, t.sketch_key, sorted(found, key=lambda row: (row["tree"], row["key"], row["n"])))
    changed: set[str] = set()
    for n in sorted(made, key=lambda n: texts[n][0]):
        changed |= _unite(connection, n, texts[n][0], made[n], words)
    return changed


def catch_up(connection: Connection) -> set[str]:
    """Sketch and group the documents that have no sketch yet; the engagements that copies of one text report."""
    d, s = t.document.c, t.sketch.c
    query = select(d.n, d.id, d.text).where(~exists().where(s.n == d.n)).order_by(d.n).limit(_BATCH)
    found = False
    while rows := connection.execute(query).all():
        enter(connection, {row.n: (row.id, row.text) for row in rows})
        found = True
    if not found:
        return set()
    copied = select(s.text_id).group_by(s.text_id).having(func.count() > 1)
    e = t.engagement.c
    reports = select(e.event_id).join(t.document, d.id == e.document_id).join(t.sketch, s.n == d.n)
    return set(connection.execute(reports.where(s.text_id.in_(copied))).scalars())


def leave(connection: Connection, number: int) -> set[str]:
    """Take a document's sketch out and group its copies anew; the engagements whose reports now count otherwise."""
    s = t.sketch.c
    row = connection.execute(select(t.sketch).where(s.n == number)).one()
    for tree, key in enumerate(keys(row.signature)):
        c = t.sketch_key.c
        connection.execute(t.sketch_key.delete().where(c.tree == tree, c.key == key, c.n == number))
    connection.execute(t.sketch.delete().where(s.n == number))
    query = select(s.n, s.signature, t.document.c.id).join(t.document, t.document.c.n == s.n)
    rest = connection.execute(query.where(s.text_id == row.text_id).order_by(t.document.c.id)).all()
    if not rest:
        return set()
    for other in rest:
        connection.execute(update(t.sketch).where(s.n == other.n).values(text_id=other.id))
    words = _Words(connection)
    for other in rest:
        _unite(connection, other.n, other.id, bytes(other.signature), words)
    return _meeting(connection, texts_of(connection, [other.id for other in rest]).values())


def texts_of(connection: Connection, document_ids: Iterable[str]) -> dict[str, str]:
    """Document ids to the ids of their texts."""
    d = t.document.c
    query = select(d.id, t.sketch.c.text_id).join(t.sketch, t.sketch.c.n == d.n)
    return {row.id: row.text_id for row in rows_where(connection, query, d.id, dict.fromkeys(document_ids))}


def copies_of(connection: Connection, text_ids: Iterable[str]) -> dict[str, list[str]]:
    """Ids of texts to the ids of the documents that are copies of them, in order."""
    query = select(t.sketch.c.text_id, t.document.c.id).join(t.document, t.document.c.n == t.sketch.c.n)
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows_where(connection, query, t.sketch.c.text_id, dict.fromkeys(text_ids)):
        found[row.text_id].append(row.id)
    return {text: sorted(ids) for text, ids in found.items()}


def like(connection: Connection, document_id: str) -> dict[str, float]:
    """Documents that look like this one and are no copies of it, with the share of word triples in common."""
    row = _row(connection, document_id)
    near = _likest(_neighbours(connection, row.n, row.signature, _LIKE_DEPTH), row.signature, LEAST_LIKE)
    others = [known.n for known in near if known.text_id != row.text_id][:_MOST_LIKE]
    d = t.document.c
    words = _Words(connection)
    scores = {
        r.id: shared_triples(words.of(row.n).folded, words.of(r.n).folded)
        for r in rows_where(connection, select(d.n, d.id), d.n, others)
    }
    return {ident: score for ident, score in scores.items() if score >= LEAST_LIKE}


def likeness(connection: Connection, document_id: str, others: Iterable[str]) -> dict[str, float]:
    """The share of word triples that a document has in common with others, by their sketches."""
    own = _row(connection, document_id).signature
    d = t.document.c
    query = select(d.id, t.sketch.c.signature).join(t.sketch, t.sketch.c.n == d.n)
    return {r.id: estimate(own, r.signature) for r in rows_where(connection, query, d.id, others)}


def _row(connection: Connection, document_id: str) -> Any:  # noqa: ANN401 - a row: n, signature, text_id
    d = t.document.c
    query = select(d.n, t.sketch.c.signature, t.sketch.c.text_id).join(t.sketch, t.sketch.c.n == d.n)
    return connection.execute(query.where(d.id == document_id)).one()


def _unite(connection: Connection, number: int, ident: str, signature: bytes, words: _Words) -> set[str]:
    """Put a document into the groups that it is a copy of anything in; engagements that groups joined by it report."""
    joined: set[str] = set()
    refused = 0
    near = _neighbours(connection, number, signature, _COPY_DEPTH)
    own = next(known.text_id for known in near if known.n == number)
    for known in _likest_by_facts(near, signature):
        if known.text_id == own or known.text_id in joined:
            continue
        if is_copy(words.of(number), words.of(known.n)):
            joined.add(known.text_id)
        elif (refused := refused + 1) == _MOST_REFUSED:
            break
    if not joined:
        return set()
    groups = {own, *joined}
    met = _meeting(connection, groups) if len(groups) > 2 or own != ident else set()
    first = min(groups)
    connection.execute(update(t.sketch).where(t.sketch.c.text_id.in_(groups - {first})).values(text_id=first))
    return met


def _meeting(connection: Connection, text_ids: Iterable[str]) -> set[str]:
    """Engagements that more than one of these texts may report: those of all but the most copied."""
    copied = sorted(copies_of(connection, text_ids).values(), key=len)
    e = t.engagement.c
    documents = [ident for ids in copied[:-1] for ident in ids]
    return {row.event_id for row in rows_where(connection, select(e.event_id), e.document_id, documents)}


def _likest_by_facts(near: Iterable[Known], signature: bytes) -> list[Known]:
    """Neighbours that may be copies, those with most of the facts first: what is of one mould has other facts."""
    found = [
        (-share, known)
        for known in _likest(near, signature, LEAST_COPY)
        if (share := estimate_facts(signature, known.signature)) >= LEAST_FACTS
        or estimate(signature, known.signature) >= SURELY  # all in capitals, say: every word looks like a fact
    ]
    return [known for _, known in sorted(found, key=lambda pair: pair[0])]


def _likest(near: Iterable[Known], signature: bytes, least: float) -> list[Known]:
    """Neighbours that are alike enough by their sketches, likest first."""
    scored = [(-estimate(signature, known.signature), known.signature, known.n, known) for known in near]
    return [known for score, _, _, known in sorted(scored, key=lambda item: item[:3]) if -score >= least]


def _neighbours(connection: Connection, number: int, signature: bytes, depth: int) -> list[Known]:
    """The document itself and the nearest in every tree, of those whose keys begin with the same `depth` bytes."""
    values = (number, *_bounds(signature, depth))
    found = connection.exec_driver_sql(_walks(connection.dialect.name), values)
    return [Known(n, text_id, bytes(other)) for n, text_id, other in found]


@cache
def _walks(dialect: str) -> str:
    """One query that walks from a key up and down in each tree."""
    inner = "SELECT n FROM sketch_key WHERE tree = ? AND "
    up = f"{inner}key >= ? AND key <= ? ORDER BY key, n LIMIT {NEAR + 1}"
    down = f"{inner}key < ? AND key >= ? ORDER BY key DESC, n LIMIT {NEAR}"
    walks = " UNION ".join(f"SELECT n FROM ({walk}) AS near" for walk in (up, down) * TREES)  # noqa: S608 - our numbers
    own = "SELECT CAST(? AS INTEGER) AS n"
    query = f"SELECT s.n, s.text_id, s.signature FROM sketch AS s WHERE s.n IN ({own} UNION {walks})"  # noqa: S608 - the same
    return query if dialect == "sqlite" else query.replace("?", "%s")


def _bounds(signature: bytes, depth: int) -> tuple[Any, ...]:
    values: list[Any] = []
    for tree, key in enumerate(keys(signature)):
        begun = key[:depth]
        values += [tree, key, begun + b"\xff" * (DEPTH - depth), tree, key, begun]
    return tuple(values)
