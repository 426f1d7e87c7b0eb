"""Small tools over a connection that both databases share: bulk inserts, long lists of ids, ranges of ids.

Long lists go over in pieces, so that neither database's limit on parameters is met.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, TypeVar

import msgspec
from sqlalchemy import JSON, Column, ColumnElement, Connection, Dialect, Row, Select, Table, and_, delete
from sqlalchemy.dialects import postgresql, sqlite

Item = TypeVar("Item")
Values = Mapping[str, Any]
PIECE = 400


def pieces(items: Iterable[Item], size: int = PIECE) -> Iterator[list[Item]]:
    """The items in lists of at most `size`."""
    rest = iter(items)
    while piece := list(islice(rest, size)):
        yield piece


def insert_all(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """Insert rows that have the same keys; none is fine.

    The statement is compiled once and handed to the driver with plain values: with the millions of small rows that a
    ledger takes in, SQLAlchemy's own way of binding costs more than the database.
    """
    if rows:
        statement, columns, positional = _insert(connection.dialect, table, tuple(rows[0]))
        values = [{name: _encode(row[name]) if coded else row[name] for name, coded in columns} for row in rows]
        connection.exec_driver_sql(statement, [tuple(row.values()) for row in values] if positional else values)


@lru_cache(maxsize=512)
def _insert(dialect: Dialect, table: Table, names: tuple[str, ...]) -> tuple[str, tuple[tuple[str, bool], ...], bool]:
    """The statement, its parameters in order (and whether they are JSON), and whether they go by position."""
    compiled = table.insert().compile(dialect=dialect, column_keys=list(names))
    order = getattr(compiled, "positiontup", None) or names
    columns = tuple((name, isinstance(table.c[name].type, JSON)) for name in order)
    return str(compiled), columns, bool(compiled.positional)


def _encode(value: object) -> str:
    return msgspec.json.encode(value).decode()


def insert_new(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """Insert rows, leaving alone those whose key is there already."""
    if rows:
        dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
        connection.execute(dialect.insert(table).on_conflict_do_nothing(), rows)


def rows_where(
    connection: Connection, query: Select[Any], column: ColumnElement[Any], values: Iterable[object]
) -> list[Row[Any]]:
    """Rows of a query whose column is one of many values."""
    found: list[Row[Any]] = []
    for piece in pieces(values):
        found.extend(connection.execute(query.where(column.in_(piece))))
    return found


def delete_where(connection: Connection, column: Column[Any], values: Iterable[object]) -> None:
    """Delete rows of the column's table whose column is one of many values."""
    for piece in pieces(values):
        connection.execute(delete(column.table).where(column.in_(piece)))


def beneath(column: ColumnElement[Any], document_id: str) -> ColumnElement[bool]:
    """Ids of records of one document: they begin with its id and a full stop ("/" is the next character)."""
    return and_(column >= f"{document_id}.", column < f"{document_id}/")
