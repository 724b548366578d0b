"""An encrypted SQLite file: opened with its key, and what its driver says put into plain words."""

from __future__ import annotations

import os
import secrets
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from app.errors import StoreDamaged, StoreUnreadable, StoreUnusable

#: how long a writer waits for another process's writer before it gives up
BUSY_S = 20.0
#: SQLite asks ten times a second whether it may write; who writes without a pause is hardly ever caught pausing
_LOOKS_AGAIN_S = 0.15
#: statements a connection keeps prepared. The driver never lets go of one that was asked twice for one that is new: of
#: more than fit, and its own hundred are used up by making the tables, each is prepared anew every time it is asked
_PREPARED = 1_000
_PLAIN_HEADER = b"SQLite format 3\x00"
_KEY_BYTES = 32

#: what SQLite says, by a part of its message, and what a person is told
_SQLITE_TROUBLES = (
    ("disk is full", "The disk is full.", "Free some space and do it again; nothing that was saved is lost."),
    ("readonly", "The database may not be written to.", "Check the permissions of the data directory."),
    ("disk i/o", "The disk did not answer properly.", "Check the disk, then start again."),
    # not of a text that is no JSON, which is called malformed too and is a mistake of ours
    ("image is malformed", "The database is damaged.", "Keep the file as it is and ask your IT."),
    ("malformed database schema", "The database is damaged.", "Keep the file as it is and ask your IT."),
    ("corruption found", "The database is damaged.", "Keep the file as it is and ask your IT."),
    ("vtable constructor failed", "The database is damaged.", "Keep the file as it is and ask your IT."),
    ("not a database", "The database is damaged or this is not its key.", "Keep the file as it is and ask your IT."),
    ("unable to open", "The database cannot be opened.", "Check that its directory exists and is yours."),
    ("is locked", "The database is in use and did not come free.", "Close the other Followthrough and do it again."),
)
#: those of them that are damage. A key that was right when the file was opened does not turn wrong later
_DAMAGE = (
    "image is malformed",
    "malformed database schema",
    "corruption found",
    "vtable constructor failed",
    "not a database",
)
#: what says nothing of the file: the disk's and the machine's troubles are few, and damage speaks in many ways
_NO_DAMAGE = ("locked", "disk is full", "disk i/o", "unable to open", "readonly", "out of memory")


def opener(path: Path, key: bytes) -> Callable[[], Any]:
    """Return what opens the encrypted file, and makes it the first time it is called if there is none.

    A file that is not ours raises StoreUnusable and stays untouched, and so does one that was moved away since. What
    is opened is a connection of the driver's own that begins no transaction by itself. `key` is 32 raw bytes.
    """
    if len(key) != _KEY_BYTES:
        raise StoreUnusable("The database key is not 32 bytes long.", "Use the key file this database was made with.")
    _refuse_plain(path)
    firsts = iter([True])
    return lambda: _connect(path, key, may_make=next(firsts, False))


def give_way() -> None:
    """Wait as long as another process needs to notice that nobody writes to the file."""
    threading.Event().wait(_LOOKS_AGAIN_S)


def _connect(path: Path, key: bytes, *, may_make: bool) -> Any:
    try:
        if may_make and not path.exists():
            _make(path, key)
        conn = sqlcipher.connect(
            f"{path.absolute().as_uri()}?mode=rw",
            uri=True,
            timeout=BUSY_S,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=_PREPARED,
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
        _name(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


def _name(unfinished: Path, path: Path) -> None:
    """Give a new database its name; another program may have made one meanwhile, and then that one is the database."""
    try:
        os.link(unfinished, path)
    except FileExistsError:
        pass
    except OSError:
        # a disk without hard links, as sticks and some shares are; who comes between the question and the name is rare
        if not path.exists():
            unfinished.rename(path)


def use_key(conn: Any, key: bytes, salt: bytes = b"") -> None:
    """Hand a connection its key before anything else; a `salt` is the one a new file is to have."""
    conn.execute("PRAGMA cipher_log_level = NONE")
    conn.execute(f"PRAGMA key = \"x'{key.hex()}{salt.hex()}'\"")


def opens(file: Path, key: bytes) -> bool:
    """Return whether a key is that of an encrypted file that lies still, damaged or not; nothing is written to it."""
    try:
        with closing(connect_to_read(file, key)) as conn:
            conn.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlcipher.Error as error:
        return "not a database" not in str(error)
    return True


def connect_to_read(file: Path, key: bytes) -> Any:
    """Open a file that nobody writes to: nothing is made beside it, and nothing in it is changed."""
    address = f"{file.absolute().as_uri()}?mode=ro&immutable=1"
    conn = sqlcipher.connect(address, uri=True, isolation_level=None, check_same_thread=False)
    use_key(conn, key)
    # a sort that spills must not write borrowers in clear to a temporary file
    conn.execute("PRAGMA temp_store = MEMORY")
    return conn


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


def is_of_the_disk(error: sqlcipher.Error) -> bool:
    """Return whether an error says nothing of the file it came with, which may be as good as it was."""
    return any(part in str(error).lower() for part in _NO_DAMAGE)


def all_are_taken() -> StoreUnusable:
    """Return what a person is told where there are as many connections as there may be, and none comes free."""
    return StoreUnusable("Followthrough is busy with other work.", "Do it again in a moment; nothing was saved of it.")


def told_of(error: BaseException | None) -> StoreUnusable | None:
    """Return what a person is told where the disk did it; a query that is wrong stays ours, and is None."""
    message = str(error).lower()
    if not isinstance(error, sqlcipher.Error):
        return None
    return told_of_sqlite(message) if any(part in message for part, _, _ in _SQLITE_TROUBLES) else None
