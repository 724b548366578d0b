"""Hands a hub's database many rows at once, in the words of its driver: a statement a row takes ten times as long."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import LargeBinary, Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import Connection, CursorResult

from storage.engine import told_of_postgres

#: what a row's columns hold as the database keeps it
Row = tuple[Any, ...]
Names = tuple[str, ...]


def insert_by_marks(conn: Connection, table: Table, names: Names, rows: Sequence[Row], more: str = "") -> int:
    """Insert into SQLite by one statement that is prepared once; return how many went in."""
    return conn.exec_driver_sql(_by_marks(table, names, more), list(rows)).rowcount


def insert_by_document(
    conn: Connection, table: Table, names: Names, rows: Sequence[Row], more: str = ""
) -> CursorResult[Any]:
    """Insert into PostgreSQL from one JSON document, where `more` says what to do with rows that are there."""
    statement, row_of = _by_document(table, names, more)
    document = msgspec.json.encode([row_of(*row) for row in rows]).decode()
    return conn.exec_driver_sql(statement, (document,))


def insert_by_copy(conn: Connection, table: Table, names: Names, rows: Sequence[Row]) -> None:
    """Insert into PostgreSQL by COPY, half the work of a document, where no row of a unique key is in the way."""
    with _of_driver(conn) as cursor:
        _copy(cursor, table, names, rows)


def insert_by_copy_unless_there(conn: Connection, table: Table, names: Names, rows: Sequence[Row]) -> bool:
    """Do so if none is in the way; return False, inserting none, where one is."""
    from psycopg.errors import UniqueViolation

    with _of_driver(conn) as cursor:
        cursor.execute("SAVEPOINT bulk")
        try:
            _copy(cursor, table, names, rows)
        except UniqueViolation:
            cursor.execute("ROLLBACK TO SAVEPOINT bulk")
            return False
        cursor.execute("RELEASE SAVEPOINT bulk")
    return True


@contextmanager
def _of_driver(conn: Connection) -> Iterator[Any]:
    """Give the driver's own cursor, with what it says of the server in our words."""
    from psycopg import Error

    cursor = conn.connection.cursor()
    try:
        yield cursor
    except Error as error:
        raise (told_of_postgres(error) or error) from None
    finally:
        cursor.close()


def _copy(cursor: Any, table: Table, names: Names, rows: Sequence[Row]) -> None:
    statement, kinds = _by_copy(table, names)
    with cursor.copy(statement) as copy:
        copy.set_types(kinds)
        for row in rows:
            copy.write_row(row)


@cache
def _by_marks(table: Table, names: Names, more: str) -> str:
    marks = ", ".join("?" * len(names))
    return f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks}) {more}"  # noqa: S608 - our own tables and columns


@cache
def _by_document(table: Table, names: Names, more: str) -> tuple[str, Callable[..., msgspec.Struct]]:
    """Return the statement that takes a document of rows, and what makes one of its rows.

    Its keys are short, as five hundred rows repeat each.
    """
    keys = [f"c{n}" for n in range(len(names))]
    taken, read = [], []
    for key, kind, is_bytes in zip(keys, _kinds(table, names), _are_bytes(table, names), strict=True):
        taken.append(f"{key} {'TEXT' if is_bytes else kind}")
        read.append(f"decode({key}, 'base64')" if is_bytes else key)
    # names of our own tables and columns; what devices sent goes in as the document
    statement = (
        f"INSERT INTO {table.name} ({', '.join(names)}) SELECT {', '.join(read)} "  # noqa: S608 - see above
        f"FROM json_to_recordset(CAST(%s AS json)) AS sent({', '.join(taken)}) {more}"
    )
    return statement, msgspec.defstruct("Row", [(key, Any) for key in keys])


@cache
def _by_copy(table: Table, names: Names) -> tuple[str, list[str]]:
    statement = f"COPY {table.name} ({', '.join(names)}) FROM STDIN (FORMAT BINARY)"
    return statement, [kind.lower() for kind in _kinds(table, names)]


def _kinds(table: Table, names: Names) -> list[str]:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy gives it no types
    return [table.c[name].type.compile(dialect=dialect) for name in names]


def _are_bytes(table: Table, names: Names) -> list[bool]:
    return [isinstance(table.c[name].type, LargeBinary) for name in names]
