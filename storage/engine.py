"""Opens the two kinds of database there are, and says in plain words why one cannot be opened."""

from __future__ import annotations

import selectors
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.engine import Connection, Engine, ExceptionContext
from sqlalchemy.pool import QueuePool

from app.errors import StoreBusy, StoreUnusable
from storage.sqlcipher_file import connect_to_read, opener, told_of, told_of_sqlite

#: a connection to a server is used no longer than that, and shows every minute that it is not to be forgotten by what
#: stands between
_RECYCLED_S = 600


def open_sqlcipher(path: Path, key: bytes, *, pool_size: int = 15) -> Engine:
    """Open or create the encrypted SQLite file; a file that is not ours raises StoreUnusable and stays untouched.

    The first connection is made here, so that a wrong key is told at once. `key` is 32 raw bytes.
    """
    engine = sa.create_engine(
        "sqlite+pysqlite://",
        hide_parameters=True,
        module=sqlcipher,
        creator=opener(path, key),
        poolclass=QueuePool,
        pool_size=pool_size,
        max_overflow=0,
        # who worked last has the pages that are wanted next
        pool_use_lifo=True,
    )
    _listen(engine)
    with reading(engine) as conn:
        conn.exec_driver_sql("SELECT count(*) FROM sqlite_master")
    return engine


def open_lying_still(path: Path, key: bytes) -> Engine:
    """Open an encrypted file that nobody writes to: nothing is made beside it, and nothing in it is changed."""
    engine = sa.create_engine(
        "sqlite+pysqlite://",
        hide_parameters=True,
        module=sqlcipher,
        creator=partial(connect_to_read, path, key),
        poolclass=QueuePool,
    )
    _listen(engine)
    return engine


def _listen(engine: Engine) -> None:
    sa.event.listen(engine, "begin", _begin_sqlite)
    sa.event.listen(engine, "handle_error", _explain_sqlite)


def open_postgres(url: str, *, pool_size: int = 30) -> Engine:
    """Open the database at a `postgresql+psycopg://` address; raises StoreUnusable if it does not answer.

    Up to `pool_size` connections are opened as there is need for them, and kept: the server starts a process for each,
    so that one opened for a single request costs it more than the request.
    """
    try:
        address = sa.make_url(url)
    except (sa.exc.ArgumentError, ValueError):
        raise StoreUnusable(
            "The database address cannot be read.", "Write it like postgresql+psycopg://user@host/name."
        ) from None
    engine = sa.create_engine(
        address.set(drivername="postgresql+psycopg"),
        hide_parameters=True,
        pool_size=pool_size,
        max_overflow=0,
        pool_recycle=_RECYCLED_S,
        pool_use_lifo=True,
        connect_args={"connect_timeout": 10, "keepalives_idle": 60, "application_name": "followthrough"},
    )
    sa.event.listen(engine, "handle_error", _explain_postgres)
    sa.event.listen(engine, "connect", _copy_bytes_quickly)
    sa.event.listen(engine, "checkout", _refuse_left)
    with engine.connect() as conn:
        conn.exec_driver_sql("SELECT 1")
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give a connection inside a transaction that commits at the end; on SQLite the write lock is taken at once.

    Taking it at once is what lets two processes share a file: a transaction that reads first and wants to write
    later fails without waiting when another writer came between.
    """
    with engine.begin() as conn:
        yield conn


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a connection whose every statement sees the same state of the database; nothing it does is kept."""
    options = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {"reads": True}
    with engine.connect().execution_options(**options) as conn:
        # at once, for what is asked past SQLAlchemy would not begin anything
        conn.begin()
        yield conn


def ask_driver(conn: Connection, statement: str, *values: object) -> list[tuple[Any, ...]]:
    """Return the rows of an encrypted file as its driver has them, inside the transaction that is open.

    SQLAlchemy's handling of a small question takes longer than its answer. Raises as SQLAlchemy's own way does.
    """
    try:
        rows: list[tuple[Any, ...]] = _driver(conn).execute(statement, values).fetchall()
    except sqlcipher.Error as error:
        raise told_of(error) or error from None
    return rows


def _driver(conn: Connection) -> Any:
    return conn.connection.dbapi_connection


def _begin_sqlite(conn: Connection) -> None:
    ask_driver(conn, "BEGIN" if conn.get_execution_options().get("reads") else "BEGIN IMMEDIATE")


def _explain_sqlite(context: ExceptionContext) -> StoreUnusable | None:
    """Turn what the disk did into the world's failure; a query that is wrong stays ours."""
    return told_of(context.original_exception)


def _copy_bytes_quickly(dbapi_connection: Any, _record: Any) -> None:
    """Have the driver's own C turn bytes into a copy's; else the wrapper of the database API does, which is Python."""
    from psycopg.types.string import BytesBinaryDumper

    dbapi_connection.adapters.register_dumper(bytes, BytesBinaryDumper)


def _refuse_left(dbapi_connection: Any, _record: Any, _proxy: Any) -> None:
    """Have the pool make another connection in place of one the server has left.

    A server that goes away says so, or its system does, and that lies waiting to be read; to ask each connection
    whether it lives would be a third of what a small question costs.
    """
    if dbapi_connection.closed:
        raise sa.exc.DisconnectionError
    with selectors.DefaultSelector() as selector:
        selector.register(dbapi_connection.fileno(), selectors.EVENT_READ)
        if selector.select(0):
            raise sa.exc.DisconnectionError


def _explain_postgres(context: ExceptionContext) -> StoreUnusable | None:
    return told_of_postgres(context.original_exception)


def told_of_postgres(error: BaseException) -> StoreUnusable | None:
    """Return what a person is told of an error of PostgreSQL's driver; None for a query that is wrong."""
    from psycopg import errors

    if isinstance(error, errors.DiskFull):
        return told_of_sqlite("disk is full")
    if isinstance(error, errors.DeadlockDetected):
        return StoreBusy("Somebody else was at the same rows in the other order.", "Do it again; nothing was changed.")
    if isinstance(error, errors.LockNotAvailable):
        return StoreUnusable("Somebody reads or writes what has to be changed.", "Wait for backups to end; try again.")
    if isinstance(error, errors.OperationalError):
        # the driver's own message may carry the address with its password
        return StoreUnusable(
            "The database server does not answer.",
            "Check that PostgreSQL runs and that the address and password are right.",
        )
    return None
