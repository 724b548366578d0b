"""The officer's database in its driver's own words: connections, the transactions on them, and SQL as it is said."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, TypeAlias

import sqlcipher3.dbapi2 as sqlcipher

from storage.sqlcipher_file import all_are_taken, told_of

#: what a database keeps: an instant is a number, whatever has parts is JSON
Value: TypeAlias = int | float | str | bytes | None
Row: TypeAlias = tuple[Any, ...]

#: connections at once, and how long whoever wants one more waits for it
_MOST, _WAITS_S = 15, 30.0
#: what a connection keeps of the file's pages while it rewrites what thousands of leads have there, in KiB
_ROOM = 64 * 1024


class Connection:
    """A connection in one thread's hands; values go to the `?` or the names in what is said.

    Raises what a person is told where the disk did it, and the driver's own error for what is ours.
    """

    __slots__ = ("_room_before", "driver")

    def __init__(self, driver: Any) -> None:
        self.driver = driver
        self._room_before: int | None = None

    def ask(self, words: str, /, *values: Value, **named: Value) -> list[Row]:
        try:
            rows: list[Row] = self.driver.execute(words, named or values).fetchall()
        except sqlcipher.Error as error:
            raise told_of(error) or error from None
        return rows

    def each(self, words: str, /, *values: Value, **named: Value) -> Iterator[Row]:
        """Give the rows one by one, for more than should be in memory at once."""
        try:
            yield from self.driver.execute(words, named or values)
        except sqlcipher.Error as error:
            raise told_of(error) or error from None

    def ask_each(self, words: str, /, *values: Value, **named: Value) -> list[Any]:
        """Return the first value of each row."""
        return [row[0] for row in self.ask(words, *values, **named)]

    def ask_one(self, words: str, /, *values: Value, **named: Value) -> Any:
        """Return the first value of the first row, None where there is no row."""
        rows = self.ask(words, *values, **named)
        return rows[0][0] if rows else None

    def tell(self, words: str, /, *values: Value, **named: Value) -> int:
        """Return how many rows it changed."""
        try:
            return int(self.driver.execute(words, named or values).rowcount)
        except sqlcipher.Error as error:
            raise told_of(error) or error from None

    def tell_many(self, words: str, rows: Iterable[Sequence[Value]]) -> None:
        """Say it once for each of the rows."""
        try:
            self.driver.executemany(words, rows)
        except sqlcipher.Error as error:
            raise told_of(error) or error from None

    def commit(self) -> None:
        try:
            self.driver.commit()
        except sqlcipher.Error as error:
            raise told_of(error) or error from None

    def make_room(self) -> None:
        """Let a transaction keep all pages it changes: else each index page is encrypted again for every few rows.

        The room goes when the connection is given back.
        """
        if self._room_before is None:
            # the driver's own default is four times SQLite's: with less, each outcome would decrypt its pages anew
            self._room_before = self.ask_one("PRAGMA cache_size")
            self.tell(f"PRAGMA cache_size = -{_ROOM}")

    def reset(self) -> None:
        """Undo what was not committed, and give the room back."""
        self.driver.rollback()
        if self._room_before is not None:
            self.driver.execute(f"PRAGMA cache_size = {self._room_before}")
            self._room_before = None

    def close(self) -> None:
        self.driver.close()


class Database:
    """Connections to one file, opened as there is need for them and kept; safe to use from several threads."""

    def __init__(self, connect: Callable[[], Any]) -> None:
        self._connect = connect
        self._turn = threading.Condition()
        #: who worked last has the pages that are wanted next, and is taken first
        self._idle: list[Connection] = []
        self._out, self._closed = 0, 0

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection whose every statement sees the same state of the database; nothing it does is kept."""
        with self.lent() as conn:
            conn.tell("BEGIN")
            yield conn

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection inside a transaction that commits at the end; the write lock is taken at once.

        Taking it at once is what lets two processes share a file: a transaction that reads first and wants to write
        later fails without waiting when another writer came between.
        """
        with self.lent() as conn:
            conn.tell("BEGIN IMMEDIATE")
            yield conn
            if not conn.driver.in_transaction:
                # a disk's error undoes all there was, and what was said after it stands alone
                raise RuntimeError("the transaction was over before its end")
            conn.commit()

    @contextmanager
    def lent(self) -> Iterator[Connection]:
        """Give a connection outside any transaction; waits where all are out."""
        conn, closed = self._take()
        try:
            yield conn
        finally:
            self._give_back(conn, closed)

    def apart(self) -> Connection:
        """Open a connection that is its asker's own and none of those that are lent."""
        return Connection(self._connect())

    def close(self) -> None:
        """Close the connections nobody has, and each of the others when it is given back."""
        with self._turn:
            self._closed += 1
            idle, self._idle = self._idle, []
        for conn in idle:
            conn.close()

    def _take(self) -> tuple[Connection, int]:
        """Return a connection, and how often all had been closed when it was taken."""
        with self._turn:
            if not self._turn.wait_for(lambda: self._out < _MOST, _WAITS_S):
                raise all_are_taken()
            self._out += 1
            closed = self._closed
            if self._idle:
                return self._idle.pop(), closed
        try:
            return self.apart(), closed
        except BaseException:
            self._count_in()
            raise

    def _give_back(self, conn: Connection, closed: int) -> None:
        is_kept = False
        try:
            # what cannot be undone SQLite undoes when its connection is closed
            with suppress(sqlcipher.Error):
                conn.reset()
                is_kept = True
        finally:
            # whatever ended it, memory that ran out too, the place is free for the next
            with self._turn:
                if is_kept := is_kept and closed == self._closed:
                    self._idle.append(conn)
            self._count_in()
            if not is_kept:
                conn.close()

    def _count_in(self) -> None:
        with self._turn:
            self._out -= 1
            self._turn.notify()
