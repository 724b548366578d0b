"""Old backups end, so that who was forgotten at the hub is forgotten in its backups too."""

from __future__ import annotations

from collections.abc import Set
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

import msgspec

from app.errors import BadInput, FollowthroughError, StoreUnusable, UnreadableFile
from app.hub.auditing import OPERATOR, is_as_noted, note
from app.hub.backups import Ledger, keep_shut_out
from app.hub.checking import verify
from app.hub.ports import HubStore, Rows
from app.protocol.unreadable import UNREADABLE

#: a restore is asked for within the week in which something broke, and after a week of holidays
FEWEST_DAYS = 14
_MOST_DAYS = 36_500
#: what reading a backup raises that somebody changed, or that cannot be read whole
_ODD = (StoreUnusable, UnreadableFile, OverflowError, *UNREADABLE)


class Opener(Protocol):
    """Opens files that are backups."""

    def opens(self, file: Path) -> bool:
        """Return whether the hub's key opens it, without writing or copying anything."""
        ...

    def opened(self, file: Path) -> AbstractContextManager[HubStore]: ...
    def journals_of(self, file: Path) -> list[Path]:
        """Return the names under which a database keeps what belongs in a file."""
        ...


class OldCopies(Protocol):
    """Where a hub keeps its data, with what restores left beside it."""

    def is_of(self, file: Path) -> bool:
        """Return whether a file is the database's own, which no backup is."""
        ...

    def end_replaced(self, before: datetime, hub_id: str, *, dry_run: bool) -> tuple[list[str], list[str]]:
        """Remove what restores of this hub before the instant replaced; return its names, and of what stays.

        A `dry_run` only says what would go.
        """
        ...


class Backup(msgspec.Struct, frozen=True):
    """One backup of a folder.

    `as_of` is the newest instant its audit tells of, which is the one it was begun at; `forgotten` counts who are in it
    and are forgotten now. `seen` tells this very file from another of its name.
    """

    file: Path
    as_of: datetime
    forgotten: int
    seen: tuple[int, ...]


class Ended(msgspec.Struct):
    """What became of a folder; backups by age, the oldest first."""

    removed: list[Backup] = msgspec.field(default_factory=list)
    kept: list[Backup] = msgspec.field(default_factory=list)
    #: under this hub's key, and not to be read whole, each with the reason: somebody is to look at them
    not_read: dict[str, str] = msgspec.field(default_factory=dict)
    not_removed: list[str] = msgspec.field(default_factory=list)
    #: no backup of this hub, or one under an earlier key
    strange: list[str] = msgspec.field(default_factory=list)
    replaced: list[str] = msgspec.field(default_factory=list)
    replaced_kept: list[str] = msgspec.field(default_factory=list)
    #: whether one of those kept passes `hub verify`; without one nothing is removed
    has_sound: bool = False

    @property
    def is_ok(self) -> bool:
        return not (self.not_read or self.not_removed) and (self.has_sound or not self.kept)


class Shelf(msgspec.Struct, frozen=True):
    """A hub, and where what is old of it lies; of a `dry_run` nothing goes."""

    store: HubStore
    vault: Opener
    database: OldCopies
    ledger: Ledger
    dry_run: bool = False


def end_old(shelf: Shelf, folder: Path, days: int, now: datetime) -> Ended:
    """Remove this hub's backups in a folder that are older than so many days, and what restores replaced before that.

    The newest that `hub verify` passes stays, however old, and where none passes all stay. A dry run says the same, and
    removes nothing. Raises BadInput for fewer than FEWEST_DAYS.
    """
    if not FEWEST_DAYS <= days <= _MOST_DAYS:
        raise BadInput(f"Backups are kept for {FEWEST_DAYS} days at least.", "Write --older-than 35, say.")
    if not folder.is_dir():
        raise BadInput(f"There is no folder {folder}.", "Name the one your backups lie in.")
    keep_shut_out(shelf.store, shelf.ledger)
    with shelf.store.reading() as rows:
        hub_id = rows.company().hub_id
    ended, before = Ended(), now - timedelta(days=days)
    _look_through(shelf, folder, hub_id, ended)
    spared = _newest_sound(shelf.vault, ended.kept)
    ended.has_sound = spared is not None
    try:
        if spared is not None:
            for one in [old for old in ended.kept if old.as_of < before and old is not spared]:
                _remove(one, shelf, ended)
            found = shelf.database.end_replaced(before, hub_id, dry_run=shelf.dry_run)
            ended.replaced, ended.replaced_kept = found
    finally:
        if not shelf.dry_run:
            _note(shelf.store, ended, days, now)
    return ended


def _look_through(shelf: Shelf, folder: Path, hub_id: str, ended: Ended) -> None:
    forgotten = shelf.ledger.purged()
    files = [file for file in sorted(folder.iterdir()) if file.is_file() and not file.is_symlink()]
    # a journal is judged with its file, and goes with it
    beside = {journal for file in files for journal in shelf.vault.journals_of(file)}
    for file in files:
        if file in beside or shelf.database.is_of(file):
            continue
        if not shelf.vault.opens(file):
            ended.strange.append(file.name)
            continue
        try:
            one = _looked_at(shelf.vault, file, hub_id, forgotten)
        except _ODD as trouble:
            ended.not_read[file.name] = _why(trouble)
            continue
        if one is None:
            ended.strange.append(file.name)
        else:
            ended.kept.append(one)
    ended.kept.sort(key=lambda one: one.as_of)


def _looked_at(vault: Opener, file: Path, hub_id: str, forgotten: Set[str]) -> Backup | None:
    """Return what a backup is, None where it is another hub's."""
    seen = _seen(file)
    with vault.opened(file) as kept, kept.reading(as_it_stands=True) as rows:
        if rows.company().hub_id != hub_id:
            return None
        ids = sorted(forgotten)
        return Backup(file, _as_of(rows), len(rows.leads.there(ids) - rows.leads.purged(ids)), seen)


def _why(trouble: Exception) -> str:
    return trouble.happened if isinstance(trouble, FollowthroughError) else "It holds values that no hub wrote."


def _as_of(rows: Rows) -> datetime:
    """Return the newest instant that the audit tells of; raises StoreUnusable where its end is not what the hub wrote.

    Such a backup might look older than it is, and go. The lines between are walked of the one that is to stay.
    """
    ends = rows.audit.ends()
    if ends is None or rows.audit.head() not in (None, (ends[0].n, ends[0].hash)) or not all(map(is_as_noted, ends)):
        raise StoreUnusable("How old it is cannot be told: the end of its audit is gone or was changed.")
    return ends[1].at


def _seen(file: Path) -> tuple[int, ...]:
    found = file.stat()
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def _newest_sound(vault: Opener, ours: list[Backup]) -> Backup | None:
    for one in reversed(ours):
        try:
            with vault.opened(one.file) as kept:
                if verify(kept).is_ok:
                    return one
        except _ODD:
            continue
    return None


def _remove(one: Backup, shelf: Shelf, ended: Ended) -> None:
    """Remove the very file that was looked at: a rotation may have put another in its place meanwhile."""
    try:
        if _seen(one.file) == one.seen:
            for file in [] if shelf.dry_run else [*shelf.vault.journals_of(one.file), one.file]:
                file.unlink(missing_ok=file is not one.file)
            ended.removed.append(one)
            ended.kept.remove(one)
    except OSError:
        ended.not_removed.append(one.file.name)


def _note(store: HubStore, ended: Ended, days: int, now: datetime) -> None:
    if ended.removed or ended.replaced:
        with store.writing() as rows:
            told = f"{len(ended.removed)} of more than {days} days, {len(ended.replaced)} replaced databases"
            note(rows, now, OPERATOR, "backups ended", told)
