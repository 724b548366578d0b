"""Opens the two kinds of database there are, and says in plain words why one cannot be opened."""

from __future__ import annotations

import os
import secrets
import selectors
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.engine import Connection, Engine, ExceptionContext
from sqlalchemy.pool import QueuePool

from app.errors import StoreBusy, StoreDamaged, StoreUnreadable, StoreUnusable

#: how long a writer waits for another process's writer before it gives up
BUSY_S = 20.0
#: SQLite asks ten times a second whether it may write; who writes without a pause is hardly ever caught pausing
_LOOKS_AGAIN_S = 0.15
#: what a connection keeps of the file's pages while it rewrites what thousands of leads have there, in KiB
_ROOM = 64 * 1024
#: statements a connection keeps prepared. The driver never lets go of one that was asked twice for one that is new: of
#: more than fit, and its own hundred are used up by making the tables, each is prepared anew every time it is asked
_PREPARED = 1_000
_PLAIN_HEADER = b"SQLite format 3\x00"
_KEY_BYTES = 32
_HAD = "room_before"
#: a connection to a server is used no longer than that, and shows every minute that it is not to be forgotten by what
#: stands between
_RECYCLED_S = 600

#: what SQLite says, by a part of its message, and what a person is told
_SQLITE_TROUBLES = (
    ("disk is full", "The disk is full.", "Free some space and do it again; nothing that was saved is lost."),
    ("readonly", "The database may not be written to.", "Check the permissions of the data directory."),
    ("disk i/o", "The disk did not answer properly.", "Check the disk, then start again."),
    ("malformed", "The database is damaged.", "Keep the file as it is and ask your IT."),
    ("vtable constructor failed", "The database is damaged.", "Keep the file as it is and ask your IT."),
    ("not a database", "The database is damaged or this is not its key.", "Keep the file as it is and ask your IT."),
    ("unable to open", "The database cannot be opened.", "Check that its directory exists and is yours."),
    ("is locked", "The database is in use and did not come free.", "Close the other Followthrough and do it again."),
)
#: those of them that are damage. A key that was right when the file was opened does not turn wrong later
_DAMAGE = ("malformed", "vtable constructor failed", "not a database")


def open_sqlcipher(path: Path, key: bytes, *, pool_size: int = 15) -> Engine:
    """Open or create the encrypted SQLite file; a file that is not ours raises StoreUnusable and stays untouched.

    The first connection is made here, so that a wrong key is told at once. `key` is 32 raw bytes.
    """
    if len(key) != _KEY_BYTES:
        raise StoreUnusable("The database key is not 32 bytes long.", "Use the key file this database was made with.")
    _refuse_plain(path)

    def connect() -> Any:
        return _connect(path, key)

    engine = sa.create_engine(
        "sqlite+pysqlite://",
        hide_parameters=True,
        module=sqlcipher,
        creator=connect,
        poolclass=QueuePool,
        pool_size=pool_size,
        max_overflow=0,
        # who worked last has the pages that are wanted next
        pool_use_lifo=True,
    )
    _listen(engine)
    sa.event.listen(engine, "checkin", _give_back_room)
    with reading(engine) as conn:
        conn.exec_driver_sql("SELECT count(*) FROM sqlite_master")
    return engine


def open_lying_still(path: Path, key: bytes) -> Engine:
    """Open an encrypted file that nobody writes to: nothing is made beside it, and nothing in it is changed."""

    def connect() -> Any:
        conn = _connect_to_read(path)
        use_key(conn, key)
        # a sort that spills must not write borrowers in clear to a temporary file
        conn.execute("PRAGMA temp_store = MEMORY")
        return conn

    engine = sa.create_engine(
        "sqlite+pysqlite://", hide_parameters=True, module=sqlcipher, creator=connect, poolclass=QueuePool
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
        raise _told_of(error) or error from None
    return rows


def tell_driver(conn: Connection, statement: str, *values: object) -> int:
    """Have the driver do a statement, as `ask_driver`; return how many rows it changed."""
    try:
        return int(_driver(conn).execute(statement, values).rowcount)
    except sqlcipher.Error as error:
        raise _told_of(error) or error from None


def tell_driver_many(conn: Connection, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Have the driver do a statement once for each of the rows."""
    try:
        _driver(conn).executemany(statement, rows)
    except sqlcipher.Error as error:
        raise _told_of(error) or error from None


def _driver(conn: Connection) -> Any:
    return conn.connection.dbapi_connection


def make_room(conn: Connection) -> None:
    """Let a transaction keep all pages it changes: without room each index page is encrypted again for every few rows.

    The room goes when the connection is given back.
    """
    if _HAD not in conn.info:
        # the driver's own default is four times SQLite's: with less, each outcome would decrypt its pages anew
        [(conn.info[_HAD],)] = ask_driver(conn, "PRAGMA cache_size")
        tell_driver(conn, f"PRAGMA cache_size = -{_ROOM}")


def has_room(conn: Connection) -> bool:
    return _HAD in conn.info


def _give_back_room(dbapi_connection: Any, record: Any) -> None:
    had = record.info.pop(_HAD, None)
    if had is not None and dbapi_connection is not None:
        dbapi_connection.execute(f"PRAGMA cache_size = {had}")


def give_way() -> None:
    """Wait as long as another process needs to notice that nobody writes to the file."""
    threading.Event().wait(_LOOKS_AGAIN_S)


def _connect(path: Path, key: bytes) -> Any:
    try:
        if not path.exists():
            _make(path, key)
        conn = sqlcipher.connect(
            str(path), timeout=BUSY_S, isolation_level=None, check_same_thread=False, cached_statements=_PREPARED
        )
    except (OSError, sqlcipher.Error):
        raise cannot_open(path) from None
    _unlock(conn, path, key)
    return conn


def _make(path: Path, key: bytes) -> None:
    """Make a database that has its name only once it is one: an empty file of that name is a lost one, no new one."""
    unfinished = path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")
    # SQLite makes a new file by the umask; its journal files copy the file's own mode
    os.close(os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600))
    try:
        conn = sqlcipher.connect(str(unfinished), isolation_level=None)
        _unlock(conn, unfinished, key)
        conn.close()
        # another program may have made it meanwhile, and then that one is the database
        with suppress(FileExistsError):
            os.link(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


def use_key(conn: Any, key: bytes, salt: bytes = b"") -> None:
    """Hand a connection its key before anything else; a `salt` is the one a new file is to have."""
    conn.execute("PRAGMA cipher_log_level = NONE")
    conn.execute(f"PRAGMA key = \"x'{key.hex()}{salt.hex()}'\"")


def opens(file: Path, key: bytes) -> bool:
    """Return whether a key is that of an encrypted file that lies still, damaged or not; nothing is written to it."""
    try:
        with closing(_connect_to_read(file)) as conn:
            use_key(conn, key)
            conn.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlcipher.Error as error:
        return "not a database" not in str(error)
    return True


def _connect_to_read(file: Path) -> Any:
    address = f"{file.absolute().as_uri()}?mode=ro&immutable=1"
    return sqlcipher.connect(address, uri=True, isolation_level=None, check_same_thread=False)


def _unlock(conn: Any, path: Path, key: bytes) -> None:
    try:
        use_key(conn, key)
        conn.execute("SELECT count(*) FROM sqlite_master").fetchone()
        conn.execute("PRAGMA journal_mode = WAL")
        conn.execute("PRAGMA synchronous = FULL")
        conn.execute("PRAGMA foreign_keys = ON")
        # a sort that spills must not write borrowers in clear to a temporary file
        conn.execute("PRAGMA temp_store = MEMORY")
    except sqlcipher.Error as error:
        conn.close()
        raise _unusable(path, str(error)) from None


def _refuse_plain(path: Path) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(len(_PLAIN_HEADER))
    except FileNotFoundError:
        return
    except OSError:
        raise StoreUnusable(
            f"The database {path.name} cannot be read.", f"Check the permissions of {path.parent}."
        ) from None
    if not head:
        raise StoreUnusable(
            f"The database {path.name} is empty: what was in it is lost, and nothing is put in its place.",
            "Move it away and put a copy of yours there, or start with another data directory.",
        )
    if head == _PLAIN_HEADER:
        raise StoreUnusable(
            f"The database {path.name} is not encrypted, so Followthrough did not make it.",
            "Move it away or choose another data directory.",
        )


def cannot_open(path: Path) -> StoreUnusable:
    return StoreUnusable(
        f"The database {path.name} cannot be opened.", f"Check that {path.parent} exists and is yours."
    )


def _unusable(path: Path, message: str) -> StoreUnusable:
    if "not a database" in message:
        return StoreUnreadable(
            f"The database {path.name} cannot be read with this key: it is another key, or the file is damaged.",
            "Use the key it was made with, and keep the file as it is; do not delete it.",
        )
    return told_of_sqlite(message)


def told_of_sqlite(message: str) -> StoreUnusable:
    """Return what a person is told of something SQLite says."""
    low = message.lower()
    for part, happened, remedy in _SQLITE_TROUBLES:
        if part in low:
            return (StoreDamaged if part in _DAMAGE else StoreUnusable)(happened, remedy)
    return StoreUnusable("The database could not do what was asked.", "Run doctor; nothing that was saved is lost.")


def _begin_sqlite(conn: Connection) -> None:
    tell_driver(conn, "BEGIN" if conn.get_execution_options().get("reads") else "BEGIN IMMEDIATE")


def _explain_sqlite(context: ExceptionContext) -> StoreUnusable | None:
    """Turn what the disk did into the world's failure; a query that is wrong stays ours."""
    return _told_of(context.original_exception)


def _told_of(error: BaseException | None) -> StoreUnusable | None:
    message = str(error).lower()
    if not isinstance(error, sqlcipher.Error):
        return None
    return told_of_sqlite(message) if any(part in message for part, _, _ in _SQLITE_TROUBLES) else None


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
