"""Connections that stay at hand between two pieces of work."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from storage.engine import has_room

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine


class AtHand:
    """Gives a connection for each transaction and keeps it afterwards: to ask the pool for one, and to give it back,
    takes longer than three questions to the database.

    After work that failed, or made room, the pool has it back and sees to it.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._idle: list[Connection] = []
        self._is_closed = False

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection inside a transaction that commits at the end, see `storage.engine.writing`."""
        with self._one(reads=False) as conn, conn.begin():
            yield conn

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the database and keeps nothing, see `storage.engine.reading`."""
        with self._one(reads=True) as conn:
            seen = conn.begin()
            yield conn
            seen.rollback()

    def close(self) -> None:
        """Give all back; one that is in use follows when its work has ended."""
        self._is_closed = True
        while self._idle:
            self._idle.pop().close()

    @contextmanager
    def _one(self, *, reads: bool) -> Iterator[Connection]:
        # who worked last has the pages that are wanted next
        conn = self._idle.pop() if self._idle else self.engine.connect()
        try:
            conn.execution_options(reads=reads)
            yield conn
        except BaseException:
            conn.close()
            raise
        if has_room(conn):
            conn.close()
            return
        self._idle.append(conn)
        if self._is_closed:
            self.close()
