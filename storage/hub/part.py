"""What every part of a transaction on the hub's database shares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Select, Table, and_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection
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
