"""The files beside a desk's database: their names, who may read them, and how one gets onto the disk."""

from __future__ import annotations

import os
import sys
from datetime import date, datetime
from pathlib import Path

from app.errors import StoreUnusable

_JOURNALS = ("-wal", "-shm", "-journal")
_BACKUP = ".backup-"
OWNER_ONLY = 0o600


def with_journals(file: Path) -> list[Path]:
    return [file, *(file.with_name(file.name + ending) for ending in _JOURNALS)]


def remove(file: Path) -> None:
    """Remove a file of ours that has no name of its own yet, with its journals."""
    for each in with_journals(file):
        each.unlink(missing_ok=True)


def make_private(file: Path) -> None:
    """Make an empty file for its owner alone: filled later, the umask does not say who may read it."""
    os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY))


def put_in_place(file: Path, place: Path) -> None:
    """Give a finished file its name so that after a power cut it is there whole or not at all."""
    with file.open("r+b") as written:
        os.fsync(written.fileno())
    file.replace(place)
    sync_folder(place.parent)


def sync_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return  # there a folder cannot be opened, and its journal keeps names
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def backup_of(database: Path, on: date) -> Path:
    return database.with_name(f"{database.name}{_BACKUP}{on.isoformat()}")


def backups_of(database: Path) -> list[tuple[date, Path]]:
    """Return the day and file of each backup, the oldest first."""
    prefix = database.name + _BACKUP
    found = []
    for file in database.parent.glob(f"{prefix}*"):
        try:
            found.append((date.fromisoformat(file.name.removeprefix(prefix)), file))
        except ValueError:
            continue  # one that is being made, or somebody's own copy
    return sorted(found)


def restoring(database: Path) -> Path:
    """Return where the database waits, whole, that is about to take the place of a damaged one."""
    return database.with_name(f"{database.name}.restoring")


def aside(database: Path, at: datetime) -> Path:
    """Return a name under which a damaged database can stay and nothing is yet."""
    stem = f"{database.name}.damaged-{at:%Y%m%dT%H%M%SZ}"
    for name in (stem, *(f"{stem}-{n}" for n in range(2, 1000))):
        place = database.with_name(name)
        if not any(file.exists() for file in with_journals(place)):
            return place
    raise StoreUnusable("A thousand damaged databases are kept already.", f"Look into {database.parent}.")


def is_new(database: Path) -> bool:
    """Return whether there never was a database here: neither it, nor its journal, nor what was made of it."""
    return not (
        any(file.exists() for file in with_journals(database)) or restoring(database).exists() or backups_of(database)
    )
