"""Files that are databases: who may read them, what lies beside them, and how one gets onto the disk."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_JOURNALS = ("-wal", "-shm", "-journal")
_OWNER_ONLY = 0o600


def with_journals(file: Path) -> list[Path]:
    return [file, *(file.with_name(file.name + ending) for ending in _JOURNALS)]


def remove(file: Path) -> None:
    """Remove a file of ours with its journals."""
    for each in with_journals(file):
        each.unlink(missing_ok=True)


def make_private(file: Path) -> None:
    """Make an empty file for its owner alone: filled later, the umask does not say who may read it."""
    os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY))


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
