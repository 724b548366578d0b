"""Who uses a database: any number of programs at once, or one alone that puts another in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import sqlcipher3.dbapi2 as sqlcipher

from app.errors import StoreUnusable
from storage.sqlcipher_file import cannot_open

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

#: any number will do, as long as every process of the product takes the same one
_IN_USE = 7_105_642_002
#: the part of SQLite's number for an error that says its kind
_PRIMARY = 0xFF


class Refusals(NamedTuple):
    """What is said to whoever may not come in, and what to do; by why."""

    others_are_there: tuple[str, str]
    somebody_is_alone: tuple[str, str]


OF_A_HUB = Refusals(
    ("The hub is in use.", "Stop hub serve, and wait for other hub verbs to end."),
    ("The hub is being restored from a backup.", "Try again once that has ended."),
)


OF_A_WIPE = Refusals(
    ("Followthrough is open.", "Close its window everywhere, then do it again."),
    ("The database is being put right.", "Try again once that has ended."),
)


def use_file(
    database: Path, *, alone: bool = False, refusals: Refusals = OF_A_HUB, wait_s: float = 0
) -> Callable[[], None]:
    """Mark a file as used until the function that is returned is called; the mark goes with the process that made it.

    `alone` raises StoreUnusable while anybody else uses it, and while it lasts everybody else is refused, after
    having waited for `wait_s`.
    """
    # SQLite's own locks are the one kind that works alike on every system; the database itself is written all the time
    with ExitStack() as trouble:
        try:
            mark = sqlcipher.connect(
                f"{database}.in-use", timeout=wait_s, isolation_level=None, check_same_thread=False
            )
            trouble.callback(mark.close)
            mark.execute("BEGIN EXCLUSIVE" if alone else "BEGIN")
            mark.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlcipher.DatabaseError as error:
            is_taken = error.sqlite_errorcode & _PRIMARY == sqlcipher.SQLITE_BUSY
            raise (_refused(refusals, alone=alone) if is_taken else cannot_open(database)) from None
        trouble.pop_all()
    leave: Callable[[], None] = mark.close
    return leave


def use_server(engine: Engine) -> None:
    """Mark a database on a server as used, for as long as a connection of this engine is open.

    Each carries the mark itself. On one connection apart it would be lost with that when the server starts anew, and
    nobody would notice. Raises StoreUnusable while somebody is alone with the database, here and at each connection.
    """
    from sqlalchemy import event

    event.listen(engine, "connect", lambda connection, _record: _mark(connection))
    event.listen(engine, "close", lambda connection, _record: _unmark(connection))
    # the one that is open was made before
    engine.dispose()
    with engine.connect():
        pass


@contextmanager
def marked(connection: Any) -> Iterator[None]:
    """Have a connection of the driver's own carry the mark as well; raises StoreUnusable where it may not."""
    _mark(connection)
    try:
        yield
    finally:
        _unmark(connection)


def _mark(connection: Any) -> None:
    is_marked = connection.execute("SELECT pg_try_advisory_lock_shared(%s)", (_IN_USE,)).fetchone()[0]
    connection.commit()
    if not is_marked:
        connection.close()
        raise _refused(OF_A_HUB, alone=False)


def _unmark(connection: Any) -> None:
    # a server lets go of it some time after a connection was closed; whoever comes next need not be told of that.
    # One that is gone has let go already
    with suppress(connection.Error):
        connection.rollback()
        connection.execute("SELECT pg_advisory_unlock_shared(%s)", (_IN_USE,))
        connection.commit()


def use_server_alone(engine: Engine) -> Callable[[], None]:
    """Keep everybody else out until the function that is returned is called, as `use_file` does with `alone`."""
    from sqlalchemy import text

    conn = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    if not conn.execute(text("SELECT pg_try_advisory_lock(:n)"), {"n": _IN_USE}).scalar():
        conn.close()
        raise _refused(OF_A_HUB, alone=True)

    def leave() -> None:
        # a server that is gone has let go already
        with suppress(StoreUnusable):
            conn.execute(text("SELECT pg_advisory_unlock(:n)"), {"n": _IN_USE})
        conn.close()

    return leave


def _refused(refusals: Refusals, *, alone: bool) -> StoreUnusable:
    return StoreUnusable(*(refusals.others_are_there if alone else refusals.somebody_is_alone))
