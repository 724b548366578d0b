"""Who uses a database: any number of programs at once, or one alone that puts another in its place."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.engine import Engine

from app.errors import StoreUnusable
from storage.engine import cannot_open

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
            mark = sqlite3.connect(f"{database}.in-use", timeout=wait_s, isolation_level=None, check_same_thread=False)
            trouble.callback(mark.close)
            mark.execute("BEGIN EXCLUSIVE" if alone else "BEGIN")
            mark.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.DatabaseError as error:
            is_taken = error.sqlite_errorcode & _PRIMARY == sqlite3.SQLITE_BUSY
            raise (_refused(refusals, alone=alone) if is_taken else cannot_open(database)) from None
        trouble.pop_all()
    return mark.close


def use_server(engine: Engine, *, alone: bool = False) -> Callable[[], None]:
    """Do the same for a database on a server."""
    conn = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    way = "" if alone else "_shared"
    if not conn.execute(text(f"SELECT pg_try_advisory_lock{way}(:n)"), {"n": _IN_USE}).scalar():
        conn.close()
        raise _refused(OF_A_HUB, alone=alone)

    def leave() -> None:
        # a server that is gone has let go already
        with suppress(StoreUnusable):
            conn.execute(text(f"SELECT pg_advisory_unlock{way}(:n)"), {"n": _IN_USE})
        conn.close()

    return leave


def _refused(refusals: Refusals, *, alone: bool) -> StoreUnusable:
    return StoreUnusable(*(refusals.others_are_there if alone else refusals.somebody_is_alone))
