"""Old backups end, so that who was forgotten at the hub is forgotten in its backups too."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from app.errors import BadInput, StoreUnusable, UnreadableFile
from app.hub.auditing import OPERATOR, note
from app.hub.backups import Ledger, Vault, keep_shut_out
from app.hub.checking import verify
from app.hub.ports import HubStore

#: a restore is asked for within the week in which something broke, and after a week of holidays
FEWEST_DAYS = 14
_MOST_DAYS = 36_500


class OldCopies(Protocol):
    """Where a hub keeps its data, with what restores left beside it."""

    def is_of(self, file: Path) -> bool:
        """Return whether a file is the database's own, which no backup is."""
        ...

    def end_replaced(self, before: datetime) -> list[str]:
        """Remove what restores before this instant replaced, and return its names."""
        ...


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup of a folder: the newest instant its audit tells of, and how many there are who are forgotten now."""

    file: Path
    as_of: datetime
    forgotten: int


@dataclass(frozen=True, slots=True)
class Ended:
    """What was removed and what stays, oldest first; `strange` are files that are no backup of this hub."""

    removed: list[Backup]
    kept: list[Backup]
    strange: list[str]
    replaced: list[str]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A hub, and where what is old of it lies."""

    store: HubStore
    vault: Vault
    database: OldCopies
    ledger: Ledger


def end_old(shelf: Shelf, folder: Path, days: int, now: datetime) -> Ended:
    """Remove this hub's backups in a folder that are older than so many days, and what restores replaced before that.

    The newest that `hub verify` would pass stays, however old: a hub without one cannot be put back. Raises BadInput
    for fewer than FEWEST_DAYS.
    """
    if not FEWEST_DAYS <= days <= _MOST_DAYS:
        raise BadInput(f"Backups are kept for {FEWEST_DAYS} days at least.", "Write --older-than 35, say.")
    if not folder.is_dir():
        raise BadInput(f"There is no folder {folder}.", "Name the one your backups lie in.")
    before = now - timedelta(days=days)
    keep_shut_out(shelf.store, shelf.ledger)
    ours, strange = _looked_through(shelf, folder)
    old = [one for one in ours if one.as_of < before]
    spared = _newest_sound(shelf.vault, ours)
    removed = [one for one in old if one.file != spared]
    replaced = shelf.database.end_replaced(before)
    for one in removed:
        one.file.unlink(missing_ok=True)
    if removed or replaced:
        with shelf.store.writing() as rows:
            told = f"{len(removed)} of more than {days} days, {len(replaced)} replaced databases"
            note(rows, now, OPERATOR, "backups ended", told)
    return Ended(removed, [one for one in ours if one not in removed], strange, replaced)


def _looked_through(shelf: Shelf, folder: Path) -> tuple[list[Backup], list[str]]:
    with shelf.store.reading() as rows:
        hub_id = rows.company().hub_id
    forgotten = shelf.ledger.purged()
    found, strange = [], []
    for file in sorted(folder.iterdir()):
        if file.is_symlink() or not file.is_file() or shelf.database.is_of(file):
            continue
        one = _looked_at(shelf.vault, file, hub_id, forgotten)
        if one is None:
            strange.append(file.name)
        else:
            found.append(one)
    return sorted(found, key=lambda one: one.as_of), strange


def _looked_at(vault: Vault, file: Path, hub_id: str, forgotten: Set[str]) -> Backup | None:
    """Return what a file is, None where it is no backup of this hub that can be read."""
    try:
        with vault.opened(file) as kept, kept.reading() as rows:
            if rows.company().hub_id != hub_id:
                return None
            as_of = rows.company().made_at
            for line in rows.audit.all():
                as_of = max(as_of, line.at)
            ids = sorted(forgotten)
            return Backup(file, as_of, len(rows.leads.by_ids(ids).keys() - rows.leads.purged(ids)))
    except (StoreUnusable, UnreadableFile):
        return None


def _newest_sound(vault: Vault, ours: Sequence[Backup]) -> Path | None:
    for one in reversed(ours):
        with vault.opened(one.file) as kept:
            if verify(kept).is_ok:
                return one.file
    return None
