"""Questions asked all day, put into the driver's words once: handling one anew takes longer than its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects import sqlite

from storage.engine import ask_driver

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection, Select, TextualSelect

_DIALECT = sqlite.dialect(paramstyle="qmark")


class Question:
    """A query whose named values are texts, numbers or bytes as the database keeps them; its answer is read by type."""

    def __init__(self, query: Select[Any] | TextualSelect) -> None:
        compiled = query.compile(dialect=_DIALECT)
        self._words = compiled.string
        self._order = compiled.positiontup or ()
        self._fixed = compiled.params
        self._readers: list[tuple[int, Callable[[Any], Any]]] = []
        for place, column in enumerate(query.selected_columns):
            reader = column.type.dialect_impl(_DIALECT).result_processor(_DIALECT, None)
            if reader is not None:
                self._readers.append((place, reader))

    def ask(self, conn: Connection, **values: object) -> list[tuple[Any, ...]]:
        """Return all rows."""
        given = {**self._fixed, **values}
        rows = ask_driver(conn, self._words, *(given[name] for name in self._order))
        return [self._read(row) for row in rows] if self._readers else rows

    def _read(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        read = list(row)
        for place, reader in self._readers:
            read[place] = reader(read[place])
        return tuple(read)
