"""A damaged database is moved aside, and what takes its place has all that could be read."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import sqlcipher3.dbapi2 as sqlcipher

from app.desktop.recovered import Recovered, recovered_last
from app.errors import StoreUnusable
from app.paths import recovery_file
from app.protocol.sealed_key import SealBroken, read_sealed
from storage.desktop.backups import is_good
from storage.desktop.files import aside, backups_of, is_new, restoring
from storage.desktop.migrated import open_database
from storage.desktop.pages import SALT, any_page_opens, is_journal_broken
from storage.desktop.queries import DesktopTx
from storage.files import make_private, put_in_place, remove, sync_folder, with_journals
from storage.sqlcipher_file import is_of_the_disk, told_of_sqlite, use_key

if TYPE_CHECKING:
    from app.desktop.recovery import Salvaged

#: a database up to this size is checked before it is opened; a larger one once the window is there
CHECKED_AT_ONCE = 4 * 1024 * 1024


def mend(database: Path, key: bytes, now: datetime, checked_up_to: int = CHECKED_AT_ONCE) -> Recovered | None:
    """Put a good database in the place of a damaged one and say what became of it; None where nothing is damaged.

    To be called by whoever is alone with the file. A key that opens nothing at all is taken for a wrong one, and
    then nothing is touched. The new one is made whole under another name first: whatever goes wrong
    before that (a full disk, a power cut) leaves everything as it was.
    """
    whole = restoring(database)
    if whole.exists():
        _swap(database, _named_in(whole, key), now)
        return None
    if not is_damaged(database, key, checked_up_to):
        return None
    # every start comes by here, and hardly one of them goes on
    from storage.desktop.salvage import salvage

    unfinished = whole.with_name(f"{whole.name}.unfinished")
    try:
        found = salvage(database, key, _salts(database))
        base = _lay_base(database, unfinished, key)
        kept_as = aside(database, now).name if database.exists() else ""
        recovered = _fill(unfinished, key, found, Recovered(at=now, kept_as=kept_as, base=base))
        put_in_place(unfinished, whole)
    except OSError as problem:
        raise StoreUnusable(
            f"The database is damaged, and nothing could be put in its place: {problem.strerror}.",
            "Free some space and start again; nothing was changed.",
        ) from None
    except sqlcipher.Error as error:
        raise told_of_sqlite(str(error)) from None
    finally:
        with suppress(OSError):
            remove(unfinished)
    _swap(database, recovered.kept_as, now)
    return recovered


def is_damaged(database: Path, key: bytes, checked_up_to: int = CHECKED_AT_ONCE) -> bool:
    """Return whether the file cannot be read whole though this is its key.

    The journal is looked at before SQLite is let at it: it forgets without a word what lies behind a bad place.
    """
    if is_new(database):
        return False
    if not database.exists() or database.stat().st_size == 0:
        return is_key(database, key)
    if is_journal_broken(database):
        return is_key(database, key)
    try:
        with closing(sqlcipher.connect(str(database), isolation_level=None)) as conn:
            use_key(conn, key)
            conn.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if database.stat().st_size > checked_up_to:
                return False
            return bool(conn.execute("PRAGMA quick_check(1)").fetchone() != ("ok",))
    except sqlcipher.Error as error:
        # damage speaks in many ways, an index of words that cannot be built among them; the disk's troubles in few,
        # and those are told by whoever opens it
        if is_of_the_disk(error):
            return False
        return is_key(database, key)


def is_key(database: Path, key: bytes) -> bool:
    """Return whether the key opens anything that is left of this database: a page, or a backup.

    SQLite is not asked: it would tidy the journal up, and with it what can still be saved.
    """
    return any_page_opens(database, key, _salts(database)) or any(
        any_page_opens(file, key) for _, file in backups_of(database)
    )


def _salts(database: Path) -> Iterator[bytes]:
    """Give what the file may have begun with, as its backups and its recovery file say."""
    with suppress(OSError, SealBroken):
        yield read_sealed(recovery_file(database).read_bytes(), "").salt
    for _, file in reversed(backups_of(database)):
        with file.open("rb") as read:
            yield read.read(SALT)


def _lay_base(database: Path, place: Path, key: bytes) -> str:
    """Copy the best there is to `place`, and return its name; "" and no file where nothing can be read whole.

    That is the database itself where only its journal was damaged, else the newest backup that is good.
    """
    for file in [database, *(file for _, file in reversed(backups_of(database)))]:
        remove(place)
        for one, other in zip(with_journals(file)[:2], with_journals(place)[:2], strict=True):
            if one.exists():
                make_private(other)
                shutil.copyfile(one, other)
        if place.exists() and place.stat().st_size and is_good(place, key) and _agrees(place, key):
            return "what it held before its journal was damaged" if file == database else _backup_words(file)
    remove(place)
    return ""


def _backup_words(file: Path) -> str:
    return f"the backup of {file.name[-10:]}"


def _agrees(file: Path, key: bytes) -> bool:
    """Return whether indexes and rows agree too, and it is a desk's: a half-written file may be whole page by page."""
    try:
        with closing(sqlcipher.connect(str(file), isolation_level=None)) as conn:
            use_key(conn, key)
            if conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'fact'").fetchone() is None:
                return False
            sound = conn.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
            return bool(sound and conn.execute("PRAGMA foreign_key_check").fetchone() is None)
    except sqlcipher.Error as error:
        if is_of_the_disk(error):
            raise
        return False


def _fill(file: Path, key: bytes, found: Salvaged, about: Recovered) -> Recovered:
    from app.desktop.recovery import take_back

    with closing(open_database(file, key)) as filled, filled.writing() as conn:
        recovered = take_back(DesktopTx(conn), found, about)
    if not is_good(file, key):
        raise StoreUnusable("The database is damaged, and what was to replace it cannot be read.", "Check the disk.")
    return recovered


def _named_in(whole: Path, key: bytes) -> str:
    """Return what is told to be the damaged one's second name: it may have been given in part already."""
    with closing(open_database(whole, key)) as filled, filled.reading() as conn:
        told = recovered_last(DesktopTx(conn))
    return told.kept_as if told else ""


def _swap(database: Path, kept_as: str, now: datetime) -> None:
    """Give the damaged files their second names, take their first ones from the journals, and put the new one there."""
    kept = database.with_name(kept_as) if kept_as else aside(database, now)
    try:
        for file, second in zip(with_journals(database), with_journals(kept), strict=True):
            if file.exists():
                _give_second_name(file, second)
        sync_folder(database.parent)
        for journal in with_journals(database)[1:]:
            journal.unlink(missing_ok=True)
        put_in_place(restoring(database), database)
    except OSError as problem:
        raise StoreUnusable(
            f"The database is damaged, and what replaces it could not be put there: {problem.strerror}.",
            "Free some space and start again; it goes on from here.",
        ) from None


def _give_second_name(file: Path, second: Path) -> None:
    if second.exists() and second.samefile(file):
        return
    # what a full disk left of a copy
    second.unlink(missing_ok=True)
    try:
        os.link(file, second)
    except OSError:
        # shares and memory sticks know one name a file
        make_private(second)
        shutil.copyfile(file, second)
