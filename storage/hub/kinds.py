"""Tells what was changed into another kind of value behind the hub's back: SQLite keeps whatever it is handed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from sqlalchemy import Column, Table, and_, func
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.sql.elements import ColumnElement

_DIALECT = sqlite.dialect()
#: how SQLite calls what a column of this type holds; all others hold numbers
_KINDS = {"BLOB": "blob", "TEXT": "text"}
#: what stands before a text that is none: no text of ours has one, as PostgreSQL cannot keep it
NO_TEXT = "\0"


@cache
def of_its_kind(table: Table) -> ColumnElement[bool]:
    """Return whether each value of a row is of the kind its column is for; asked of SQLite alone."""
    return and_(*map(_is_of_its_kind, table.c))


def _is_of_its_kind(column: Column[object]) -> ColumnElement[bool]:
    kind = _KINDS.get(column.type.compile(_DIALECT), "integer")
    found = func.typeof(column)
    return found.in_((kind, "null")) if column.nullable else found == kind


@contextmanager
def read_as_it_stands(conn: Connection) -> Iterator[None]:
    """Read text that is none as something no hash was made of, where the driver would refuse the whole row."""
    driver = conn.connection.driver_connection
    if conn.dialect.name != "sqlite" or driver is None:
        yield
        return
    before, driver.text_factory = driver.text_factory, _as_it_stands
    try:
        yield
    finally:
        driver.text_factory = before


def _as_it_stands(kept: bytes) -> str:
    try:
        return kept.decode()
    except UnicodeDecodeError:
        return NO_TEXT + kept.decode("latin-1")
