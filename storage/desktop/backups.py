"""Backups of the desk's database: some days of it, beside it and under its key."""

from __future__ import annotations

import secrets
from contextlib import closing, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from app.errors import StoreDamaged, StoreUnusable
from storage.desktop.driver import Database
from storage.desktop.files import backup_of, backups_of
from storage.desktop.long_work import LongWork
from storage.desktop.pages import SALT
from storage.files import make_private, put_in_place, remove
from storage.sqlcipher_file import is_of_the_disk, told_of_sqlite, use_key

KEPT = 3
UNFINISHED = ".unfinished"
#: copied in one go, a fifth of a second's work or so: between two of them it may be broken off, or have to begin anew
_PAGES = 20_000


def back_up(database: Database, path: Path, key: bytes, on: date, work: LongWork) -> Path:
    """Write that day's backup, which takes its place once it is known to be good; raises StoreUnusable otherwise.

    Raises Stopped where the `work` was broken off.

    SQLite copies page by page, journal included, as of one instant, while others write. VACUUM INTO was not taken: it
    numbers the rows of `lead` anew, and the index of its words goes by those numbers.
    """
    place = backup_of(path, on)
    # a name of its own: a command and the window may both find that the day has none yet
    unfinished = place.with_name(f"{place.name}.{secrets.token_hex(4)}{UNFINISHED}")
    try:
        _clear_up(path, on)
        _copy(database, path, unfinished, key, work)
        if not is_good(unfinished, key, work):
            raise StoreDamaged("The database is damaged.", "Start Followthrough again: it saves what can be read.")
        put_in_place(unfinished, place)
    except sqlcipher.Error as error:
        raise told_of_sqlite(str(error)) from None
    except OSError as problem:
        raise StoreUnusable(
            f"The backup could not be written: {problem.strerror or type(problem).__name__}.",
            "Free some space; the backups there were are as they were.",
        ) from None
    finally:
        with suppress(OSError):
            remove(unfinished)
    return place


def is_good(file: Path, key: bytes, work: LongWork | None = None) -> bool:
    """Return whether a backup opens with the key and is whole, by reading all of it; leaves one file, no journal."""
    try:
        with closing(sqlcipher.connect(str(file), isolation_level=None)) as conn, (work or LongWork()).by(conn):
            use_key(conn, key)
            conn.execute("PRAGMA journal_mode = DELETE").fetchone()
            return bool(conn.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except sqlcipher.Error as error:
        if is_of_the_disk(error):
            raise
        return False


def _clear_up(path: Path, on: date) -> None:
    """Remove what a process left that was killed at this; a whole day ago, as days begin at other times elsewhere."""
    for file in path.parent.glob(f"{backup_of(path, on).name[: -len(on.isoformat())]}*{UNFINISHED}*"):
        # another process may clear up, too
        with suppress(FileNotFoundError):
            if datetime.fromtimestamp(file.stat().st_mtime, UTC).date() < on - timedelta(days=1):
                file.unlink()


def _copy(database: Database, path: Path, unfinished: Path, key: bytes, work: LongWork) -> None:
    make_private(unfinished)
    with path.open("rb") as file:
        salt = file.read(SALT)
    # the same salt, so that what a damaged file lost with its first page is still known
    with database.lent() as source, closing(sqlcipher.connect(str(unfinished), isolation_level=None)) as target:
        use_key(target, key, salt)
        # nobody looks at it before it is whole, and then it is brought to the disk in one go
        target.execute("PRAGMA journal_mode = OFF")
        target.execute("PRAGMA synchronous = OFF")
        with work.by(source.driver):
            source.driver.backup(target, pages=_PAGES, progress=work.look_up)


def let_go(path: Path, on: date, keep: int) -> None:
    """Remove what is over `keep`, that day's among them.

    A day still to come is of a clock that was wrong, and goes before all others.
    """
    others = sorted((day <= on, day, file) for day, file in backups_of(path) if day != on)
    for _, _, file in others[: max(0, len(others) - keep + 1)]:
        # one that somebody reads just now, as what looks for viruses does, goes another day
        with suppress(OSError):
            file.unlink(missing_ok=True)
