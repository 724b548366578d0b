"""What every part of a transaction on the hub's database shares."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Column, LargeBinary, Select, Table, TypeDecorator, and_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, CursorResult, Dialect
from sqlalchemy.sql.elements import ColumnElement

T = TypeVar("T")

#: ids in one statement; PostgreSQL takes no more than 65,535 parameters
_MOST_IDS = 10_000


def portions(ids: Sequence[T]) -> Iterator[Sequence[T]]:
    """Cut a list of ids, which may be a year's leads, into what one statement takes."""
    for start in range(0, len(ids), _MOST_IDS):
        yield ids[start : start + _MOST_IDS]


class Part:
    """A set of queries on one connection, each confined to one company."""

    def __init__(self, conn: Connection, company_id: str) -> None:
        self._conn = conn
        self._company_id = company_id

    def _mine(self, table: Table, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
        return and_(table.c.company_id == self._company_id, *conditions)

    def _locked(self, query: Select[Any]) -> Select[Any]:
        """Keep the rows from everybody else; on SQLite the whole file is the writer's already."""
        # the weaker of the two locks: rows that only point at these may still be written
        return query.with_for_update(key_share=True) if self._conn.dialect.name == "postgresql" else query

    def _insert(self, table: Table, **values: Any) -> None:
        self._conn.execute(table.insert(), {"company_id": self._company_id, **values})

    def _insert_new(self, table: Table, **values: Any) -> bool:
        """Insert unless the row is there; return whether it was not."""
        row: Mapping[str, Any] = {"company_id": self._company_id, **values}
        insert = postgresql.insert if self._conn.dialect.name == "postgresql" else sqlite.insert
        # what came back tells; the drivers do not agree on the count of an insert
        done = self._conn.execute(insert(table).on_conflict_do_nothing().returning(table.c.company_id), row)
        return done.first() is not None

    def _insert_many(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert rows that all give the same columns."""
        if self._conn.dialect.name == "postgresql":
            self._insert_document(table, rows)
        else:
            self._conn.execute(table.insert(), rows)

    def _insert_new_many(self, table: Table, name: str, rows: Sequence[Mapping[str, Any]]) -> set[Any]:
        """Insert the rows whose column `name` is not there yet in this company; return what that column is in those.

        No two of the rows may have the same there.
        """
        if self._conn.dialect.name == "postgresql":
            # another transaction may be writing one of them at this moment; the database waits and tells
            return {row[0] for row in self._insert_document(table, rows, f"ON CONFLICT DO NOTHING RETURNING {name}")}
        column = table.c[name]
        asked = select(column).where(self._mine(table, column.in_([row[name] for row in rows])))
        known = set(self._conn.execute(asked).scalars())
        fresh = [row for row in rows if row[name] not in known]
        if fresh:
            self._conn.execute(table.insert(), fresh)
        return {row[name] for row in fresh}

    def _insert_document(self, table: Table, rows: Sequence[Mapping[str, Any]], more: str = "") -> CursorResult[Any]:
        """Hand PostgreSQL many rows as one JSON document: a fraction of the work of as many statements or of arrays."""
        dialect = self._conn.dialect
        columns = [table.c[name] for name in rows[0]]
        kept = [(column.name, _kept_as(column, dialect)) for column in columns]
        document = msgspec.json.encode([{name: keep(row[name]) for name, keep in kept} for row in rows])
        names, taken, read = [], [], []
        for column in columns:
            name, kind = dialect.identifier_preparer.quote(column.name), column.type.compile(dialect=dialect)
            is_bytes = isinstance(column.type, LargeBinary)
            names.append(name)
            taken.append(f"{name} {'TEXT' if is_bytes else kind}")
            read.append(f"decode({name}, 'base64')" if is_bytes else name)
        # names of our own tables and columns; what devices sent goes in as the document
        statement = (
            f"INSERT INTO {table.name} ({', '.join(names)}) SELECT {', '.join(read)} "  # noqa: S608 - see above
            f"FROM json_to_recordset(CAST(%s AS json)) AS sent({', '.join(taken)}) {more}"
        )
        return self._conn.exec_driver_sql(statement, (document.decode(),))


def _kept_as(column: Column[Any], dialect: Dialect) -> Callable[[Any], Any]:
    kind = column.type
    if isinstance(kind, TypeDecorator):
        return lambda value: kind.process_bind_param(value, dialect)
    return lambda value: value
