"""Whether a whole ledger keeps the laws: words under every span, no record without a document, summaries that add up.

Each law is a function that yields what breaks it. What can be asked in SQL is; spans are held against the lengths of
their texts by walking both in the order of their ids, so that a ledger of any size is checked in little memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Table, distinct, exists, func, or_, select, text

from elchi.ledger import tables as t
from elchi.ledger.copies.sketches import TREES, sketch
from elchi.ledger.copies.wording import worded
from elchi.model import Document

STREAM = 1000
_MOST_SAID = 1_000_000
_QUOTED = (t.outcome, t.statement, t.development, t.evidence)
_SPANNED = (t.person_mention, t.organisation_mention, t.engagement)
_REPLACED = "\ufffd"  # what no database stores stands so in its text: its hash is that of the original


@dataclass(frozen=True, slots=True)
class Fault:
    """What breaks a law: the law, the record (an id, or a table), and what is wrong with it."""

    law: str
    record: str
    message: str


def check(connection: Connection) -> Iterator[Fault]:
    """Every fault of a ledger, law by law."""
    for law in (
        _storage, _texts, _found_by_words, _copies, _quotations, _spans_in_order, _clusters, _summaries, _indexes, _evidence,
        _decisions,
    ):  # fmt: skip
        yield from law(connection)


def _storage(connection: Connection) -> Iterator[Fault]:
    """The file is whole and its rows refer to rows that exist (PostgreSQL sees to both itself)."""
    if connection.dialect.name != "sqlite":
        return
    for message in damage(connection):
        yield Fault("storage", "file", message)
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Fault("storage", row[0], f"row {row[1]} refers to a row of {row[2]} that is not there")


def damage(connection: Connection) -> Iterator[str]:
    """What SQLite says of a damaged file.

    Some versions (3.40.1 for one) see a NULL in every row of a table without row ids: that is asked once more in SQL.
    """
    asked: dict[str, bool] = {}
    for (message,) in connection.exec_driver_sql(f"PRAGMA integrity_check({_MOST_SAID})"):
        table, _, column = message.removeprefix("NULL value in ").partition(".")
        if message == "ok" or (message.startswith("NULL value in ") and table not in t.metadata.tables):
            continue
        if message.startswith("NULL value in "):
            found = t.metadata.tables[table].c[column]
            if message not in asked:
                asked[message] = connection.execute(select(found).where(found.is_(None)).limit(1)).first() is not None
            if not asked[message]:
                continue
        yield message


def _texts(connection: Connection) -> Iterator[Fault]:
    """A document's id is the hash of its text, its length that of the text, and it was found somewhere."""
    d = t.document.c
    for row in _stream(connection, select(d.id, d.text, d.length)):
        if row.length != len(row.text):
            yield Fault("text", row.id, f"is {len(row.text)} characters long, not {row.length}")
        if _REPLACED not in row.text and Document(source="", text=row.text).id != row.id:
            yield Fault("text", row.id, "is not the text that was read: its hash is another")
    without = select(d.id).where(~exists().where(t.place.c.document_id == d.id))
    for (ident,) in connection.execute(without):
        yield Fault("text", ident, "has no place where it was found")


def _found_by_words(connection: Connection) -> Iterator[Fault]:
    """Full-text search knows every document, and no other."""
    missing = "SELECT id FROM document WHERE n NOT IN (SELECT rowid FROM document_search)"
    for (ident,) in connection.execute(text(missing)):
        yield Fault("search", ident, "is not found by its words")
    stray = "SELECT rowid FROM document_search WHERE rowid NOT IN (SELECT n FROM document)"
    for (number,) in connection.execute(text(stray)):
        yield Fault("search", str(number), "is in the full-text index, but no document")


def _copies(connection: Connection) -> Iterator[Fault]:
    """Every document has the sketch of its text, with all its keys, and the copies of one text name it alike."""
    d, s = t.document.c, t.sketch.c
    query = select(d.id, d.text, s.signature, s.text_id).outerjoin(t.sketch, s.n == d.n)
    for row in _stream(connection, query):
        if row.signature is None:
            yield Fault("copy", row.id, "has no sketch")
        elif row.signature != sketch(worded(row.text)):
            yield Fault("copy", row.id, "has the sketch of another text")
    firsts = (
        select(s.text_id, func.min(d.id).label("first")).join(t.document, d.n == s.n).group_by(s.text_id).subquery()
    )
    for text_id, first in connection.execute(select(firsts).where(firsts.c.text_id != firsts.c.first)):
        yield Fault("copy", text_id, f"is what copies of one text are called, but the first of them is {first}")
    keyed = t.sketch_key.c
    complete = select(keyed.n).group_by(keyed.n).having(func.count() == TREES)
    for (ident,) in connection.execute(select(d.id).where(d.n.not_in(complete))):
        yield Fault("copy", ident, "is not found by all its keys")
    for (number,) in connection.execute(select(keyed.n).distinct().where(~exists().where(d.n == keyed.n))):
        yield Fault("copy", str(number), "has keys, but is no document")


def _quotations(connection: Connection) -> Iterator[Fault]:
    """A quotation is the text under its span."""
    for table in _QUOTED:
        c, d = table.c, t.document.c
        ident = c.id if "id" in c else c.outcome_id
        under = func.substr(d.text, c.start + 1, c.end - c.start)
        query = select(ident, d.id).join(t.document, d.id == c.document_id)
        for record, document in connection.execute(query.where(or_(under != c.quote, c.start >= c.end))):
            yield Fault("span", record, f"quotes what does not stand there in document {document}")


def _spans_in_order(connection: Connection) -> Iterator[Fault]:
    """Every span lies in the text of its document."""
    c = t.claim.c
    told = select(c.record_id, c.start, c.end).order_by(c.record_id)
    claims = ((row.record_id, [(row.start, row.end)]) for row in _stream(connection, told))
    yield from _spans(connection, claims)
    f = t.figure.c
    figures = (
        (row.id, [(row.start, row.end)]) for row in _stream(connection, select(f.id, f.start, f.end).order_by(f.id))
    )
    yield from _spans(connection, figures)
    for table in _SPANNED:
        query = select(table.c.id, table.c.spans).order_by(table.c.id)
        yield from _spans(connection, ((row.id, row.spans) for row in _stream(connection, query)))


def _spans(connection: Connection, records: Iterable[tuple[str, Sequence[Sequence[int]]]]) -> Iterator[Fault]:
    """Hold records in the order of their ids against documents in the order of theirs; a record's id begins with its document's."""
    d = t.document.c
    documents = _stream(connection, select(d.id, d.length).order_by(d.id))
    document = next(documents, None)
    for record, spans in records:
        owner = record.partition(".")[0]
        while document is not None and document.id < owner:
            document = next(documents, None)
        if document is None or document.id != owner:
            yield Fault("span", record, "belongs to no document")
        elif not spans:
            yield Fault("span", record, "points at no words")
        elif not all(0 <= start < end <= document.length for start, end in spans):
            yield Fault("span", record, "points outside its document's text")


def _clusters(connection: Connection) -> Iterator[Fault]:
    """Every mention has its node, and node and mention agree on the cluster."""
    for table, column in ((t.person_mention, "person_id"), (t.engagement, "event_id")):
        cluster = table.c[column]
        query = (
            select(table.c.id, table.c.node, cluster.label("cluster"), t.node.c.cluster_id)
            .outerjoin(t.node, t.node.c.id == table.c.node)
            .where(or_(t.node.c.id.is_(None), t.node.c.cluster_id != cluster))
        )
        for row in connection.execute(query):
            wrong = "does not exist" if row.cluster_id is None else f"is in {row.cluster_id}, not in {row.cluster}"
            yield Fault("cluster", row.id, f"its node {row.node} {wrong}")


def _summaries(connection: Connection) -> Iterator[Fault]:
    """A summary says how many documents its mentions stand in; there is none without mentions, and no mention without one."""
    for summary, mention, column in (
        (t.person, t.person_mention, "person_id"),
        (t.organisation, t.organisation_mention, "organisation_id"),
        (t.event, t.engagement, "event_id"),
    ):
        of = mention.c[column]
        counted = select(of.label("id"), func.count(distinct(mention.c.document_id)).label("n")).group_by(of).subquery()
        query = (
            select(counted.c.id, counted.c.n, summary.c.documents)
            .outerjoin(summary, summary.c.id == counted.c.id)
            .where(or_(summary.c.id.is_(None), summary.c.documents != counted.c.n))
        )
        for row in connection.execute(query):
            yield Fault("summary", row.id, f"says {row.documents} documents, its mentions {row.n}")
        stray = select(summary.c.id).where(~exists().where(of == summary.c.id))
        for (ident,) in connection.execute(stray):
            yield Fault("summary", ident, "has no mention in any document")


def _indexes(connection: Connection) -> Iterator[Fault]:
    """What queries start from names records that exist."""
    owners: Sequence[tuple[Table, Any, Sequence[Table]]] = (
        (t.party, t.party.c.record_id, (t.document, t.event, t.outcome, t.figure)),
        (t.topic, t.topic.c.record_id, (t.document, t.event, t.outcome, t.figure)),
        (t.pair, t.pair.c.event_id, (t.event,)),
        (t.about, t.about.c.record_id, (t.outcome, t.development)),
        (t.name_token, t.name_token.c.record_id, (t.person, t.organisation)),
        (t.engagement_person, t.engagement_person.c.engagement_id, (t.engagement,)),
        (t.engagement_person, t.engagement_person.c.mention_id, (t.person_mention,)),
    )
    for table, column, others in owners:
        lost = select(column).distinct().where(*(~exists().where(other.c.id == column) for other in others))
        for (record,) in connection.execute(lost):
            yield Fault("index", table.name, f"names {record}, which is not there")


def _evidence(connection: Connection) -> Iterator[Fault]:
    """Evidence is of an outcome that exists, and known from the day that its document is."""
    e, d = t.evidence.c, t.document.c
    lost = select(e.outcome_id).distinct().where(~exists().where(t.outcome.c.id == e.outcome_id))
    for (outcome,) in connection.execute(lost):
        yield Fault("evidence", outcome, "has evidence, but is no outcome")
    early = select(e.outcome_id, d.id).join(t.document, d.id == e.document_id).where(e.known < d.known)
    for outcome, document in connection.execute(early):
        yield Fault("evidence", outcome, f"has evidence of document {document} before that was known")


def _decisions(connection: Connection) -> Iterator[Fault]:
    """Editors' verdicts stand on their outcomes."""
    spoken = exists().where(
        t.decision_subject.c.subject == t.outcome.c.id,
        t.decision.c.id == t.decision_subject.c.decision_id,
        t.decision.c.kind == "verdict",
        t.decision.c.undone_at.is_(None),
    )
    query = select(t.outcome.c.id, t.outcome.c.verdict).where(t.outcome.c.verdict.is_not(None), ~spoken)
    for ident, verdict in connection.execute(query):
        yield Fault("decision", ident, f"has the verdict {verdict!r} that no editor gave")


def _stream(connection: Connection, query: Any) -> Iterator[Any]:  # noqa: ANN401 - any select, its rows
    """Rows of a query, a few at a time."""
    result = connection.execute(query, execution_options={"yield_per": STREAM})
    return chain.from_iterable(result.partitions())
