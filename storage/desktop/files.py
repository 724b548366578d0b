"""The files beside a desk's database, and their names."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from app.errors import StoreUnusable
from storage.files import with_journals

_BACKUP = ".backup-"


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
