"""What every part of a transaction on the hub's database shares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Executable, Select, Table, Text, and_, any_, bindparam, column, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, CursorResult
from sqlalchemy.sql.elements import BindParameter, ColumnElement
from sqlalchemy.sql.selectable import TableValuedAlias
from sqlalchemy.types import TypeEngine

from app.hub.touched import Touched
from storage.hub.bulk import (
    Names,
    Row,
    insert_by_copy,
    insert_by_copy_unless_there,
    insert_by_document,
    insert_by_marks,
)
from storage.hub.kinds import of_its_kind

T = TypeVar("T")

#: ids in one statement; PostgreSQL takes no more than 65,535 parameters
_MOST_IDS = 10_000
#: a copy takes three questions where a document takes one
_WORTH_A_COPY = 5
IN_COMPANY = "in_company"
_UNLESS_THERE = "ON CONFLICT DO NOTHING"


def portions(ids: Sequence[T]) -> Iterator[Sequence[T]]:
    """Cut a list of ids, which may be a year's leads, into what one statement takes."""
    for start in range(0, len(ids), _MOST_IDS):
        yield ids[start : start + _MOST_IDS]


def mine(table: Table, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Confine a statement to the company that is asked for with `Part._ask`.

    Such a statement is made once, when this program is loaded: making one takes longer than asking it.
    """
    return and_(table.c.company_id == bindparam(IN_COMPANY), *conditions)


def listed(name: str, *, is_file: bool) -> TableValuedAlias:
    """Return one parameter, which `Part._as_one` makes of any number of values, as a table whose column is `value`."""
    if is_file:
        return func.json_each(bindparam(name, type_=Text)).table_valued(column("value", Text))
    given = func.unnest(bindparam(name, type_=postgresql.ARRAY(Text)))
    return given.table_valued(column("value", Text)).render_derived(name="listed")


def is_among(asked: ColumnElement[Any], name: str, *, is_file: bool) -> ColumnElement[bool]:
    """Return whether the column has one of the values that `Part._as_one` makes a parameter of.

    Of a joined `listed` PostgreSQL believes it has a hundred rows, and reads the whole of a small table for them.
    """
    return _is_in(asked, bindparam(name, type_=_as_many(asked, is_file=is_file)), is_file=is_file)


def _is_in(asked: ColumnElement[Any], given: BindParameter[Any], *, is_file: bool) -> ColumnElement[bool]:
    if is_file:
        return asked.in_(select(func.json_each(given).table_valued("value").c.value))
    return asked == any_(given)


def _as_many(asked: ColumnElement[Any], *, is_file: bool) -> TypeEngine[Any]:
    return Text() if is_file else postgresql.ARRAY(asked.type)


class Part:
    """A set of queries on one connection, each confined to one company."""

    def __init__(self, conn: Connection, company_id: str, touched: Touched | None = None) -> None:
        self._conn = conn
        self._company_id = company_id
        #: what this transaction changes under the sums, whichever part does
        self._touched = Touched() if touched is None else touched
        self._is_file = conn.dialect.name == "sqlite"

    def _mine(self, table: Table, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
        return and_(table.c.company_id == self._company_id, *conditions)

    def _sound(self, table: Table, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
        """Confine a query of the company's to rows whose values are what their columns are for.

        A chain misses the others, and so names them; reading one would fail.
        """
        kinds = (of_its_kind(table),) if self._is_file else ()
        return self._mine(table, *conditions, *kinds)

    def _ask(self, statement: Executable, **values: Any) -> CursorResult[Any]:
        """Execute a statement that was made with `mine`, with the values of its other parameters."""
        return self._conn.execute(statement, {IN_COMPANY: self._company_id, **values})

    def _locked(self, query: Select[Any]) -> Select[Any]:
        """Keep the rows from everybody else; on SQLite the whole file is the writer's already."""
        # the weaker of the two locks: rows that only point at these may still be written
        return query if self._is_file else query.with_for_update(key_share=True)

    def _insert(self, table: Table, **values: Any) -> None:
        self._conn.execute(table.insert(), {"company_id": self._company_id, **values})

    def _insert_new(self, table: Table, **values: Any) -> bool:
        """Insert unless the row is there; return whether it was not."""
        row: Mapping[str, Any] = {"company_id": self._company_id, **values}
        insert = sqlite.insert if self._is_file else postgresql.insert
        # what came back tells; the drivers do not agree on the count of an insert
        done = self._conn.execute(insert(table).on_conflict_do_nothing().returning(table.c.company_id), row)
        return done.first() is not None

    def _as_one(self, values: Iterable[Any]) -> Any:
        """Return values as the parameter that `listed` reads."""
        return msgspec.json.encode(list(values)).decode() if self._is_file else list(values)

    def _among(self, column: ColumnElement[Any], values: Iterable[Any]) -> ColumnElement[bool]:
        """Return whether the column has one of these values, however many: they travel as one parameter."""
        given = bindparam(None, self._as_one(values), _as_many(column, is_file=self._is_file))
        return _is_in(column, given, is_file=self._is_file)

    def _insert_rows(self, table: Table, names: Names, rows: Sequence[Row]) -> None:
        """Insert rows of these columns, the company's among them, their values as the database keeps them."""
        if not rows:
            return
        if self._is_file:
            insert_by_marks(self._conn, table, names, rows)
        elif len(rows) >= _WORTH_A_COPY:
            insert_by_copy(self._conn, table, names, rows)
        else:
            insert_by_document(self._conn, table, names, rows)

    def _insert_unless_there(self, table: Table, names: Names, rows: Sequence[Row]) -> bool:
        """Insert the rows that no row of a unique key keeps out; return whether that is all of them."""
        if self._is_file:
            return insert_by_marks(self._conn, table, names, rows, _UNLESS_THERE) == len(rows)
        if self._copied(table, names, rows):
            return True
        return insert_by_document(self._conn, table, names, rows, _UNLESS_THERE).rowcount == len(rows)

    def _insert_new_rows(self, table: Table, names: Names, rows: Sequence[Row]) -> set[Any]:
        """Insert the rows whose column after the company's is not there yet; return what it is in those.

        No two of the rows may have the same there.
        """
        key, asked = table.c[names[1]], {row[1] for row in rows}
        if self._is_file:
            known = set(self._conn.execute(select(key).where(self._mine(table, self._among(key, asked)))).scalars())
            self._insert_rows(table, names, [row for row in rows if row[1] not in known] if known else rows)
            return asked - known
        if self._copied(table, names, rows):
            return asked
        # another transaction may be writing one of them at this moment; the database waits and tells
        more = f"{_UNLESS_THERE} RETURNING {key.name}"
        return {row[0] for row in insert_by_document(self._conn, table, names, rows, more)}

    def _copied(self, table: Table, names: Names, rows: Sequence[Row]) -> bool:
        """Insert by COPY where there are enough rows to be worth it; return whether they went in."""
        return len(rows) >= _WORTH_A_COPY and insert_by_copy_unless_there(self._conn, table, names, rows)
