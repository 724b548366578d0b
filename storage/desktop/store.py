"""The officer's store: transactions on the database, and another one in its place should it be damaged."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

from app.clock import Clock
from app.desktop.recovered import Recovered, recovery_words
from app.errors import StoreDamaged, StoreUnreadable, StoreUnusable
from storage.desktop.backups import KEPT, back_up, let_go
from storage.desktop.calendar_files import CalendarFiles
from storage.desktop.driver import Database
from storage.desktop.files import backups_of, is_new
from storage.desktop.long_work import LongWork
from storage.desktop.mending import CHECKED_AT_ONCE, mend
from storage.desktop.migrated import open_database
from storage.desktop.queries import DesktopTx
from storage.desktop.recovery_file import SealedBeside
from storage.desktop.watching import Watch
from storage.in_use import Refusals, use_file
from storage.sqlcipher_file import BUSY_S, give_way

#: how long transactions under way may take to end before a damaged database is put right
_ENDING_S = 10.0
_NO_LIMIT = 2**63
_OF_A_DESK = Refusals(
    ("The database is damaged, and another Followthrough has it open.", "Close the other one and do it again."),
    ("The database is being put right.", "Try again once that has ended."),
)
_AT_WORK = Refusals(
    ("Another Followthrough of this profile does the same just now.", "Try again in a moment."),
    ("Another Followthrough of this profile does the same just now.", "Try again in a moment."),
)
#: longer than the requests of one sign-in take
_TURN_S = 45.0


def open_store(path: Path, key: bytes, clock: Clock | None = None) -> DesktopStore:
    """Open or make the officer's database; raises StoreUnusable with a sentence and a remedy.

    With a `clock` a damaged one is mended, now or when it shows; without one damage is told and left alone.
    """
    recovered = _mended(path, key, clock) if clock else None
    leave = use_file(path, refusals=_OF_A_DESK, wait_s=BUSY_S)
    try:
        _refuse_lost(path)
        database = open_database(path, key)
    except BaseException:
        leave()
        raise
    return DesktopStore(path, key, database, leave, clock, recovered)


def _mended(path: Path, key: bytes, clock: Clock, checked_up_to: int = CHECKED_AT_ONCE) -> Recovered | None:
    try:
        leave = use_file(path, alone=True, refusals=_OF_A_DESK)
    except StoreUnusable:
        return None  # somebody has it open, and looked at it then
    try:
        return mend(path, key, clock.now(), checked_up_to)
    finally:
        leave()


def _refuse_lost(path: Path) -> None:
    """Raise where the file is gone and something is left of it that this key does not open: no new one goes there."""
    if not path.exists() and not is_new(path):
        raise StoreUnreadable(
            f"The database {path.name} is missing, and this key does not open what is left of it.",
            "Put the file back, or move away what is left; nothing was put in its place.",
        )


class DesktopStore:
    """Hands out transactions; safe to use from several threads, each with its own transaction.

    `recovered` says what became of a database that was found damaged when this one was opened.
    """

    def __init__(
        self,
        path: Path,
        key: bytes,
        database: Database,
        leave: Callable[[], None],
        clock: Clock | None,
        recovered: Recovered | None,
    ) -> None:
        self.database = database
        self.recovered = recovered
        self._path, self._key, self._leave, self._clock = path, key, leave, clock
        self._turn = threading.Condition()
        self._inside, self._is_shut = 0, False
        self._work = LongWork()
        self._watch, self._opened = Watch(database), 1

    @contextmanager
    def reading(self) -> Iterator[DesktopTx]:
        with self._looking_after() as database, database.reading() as conn:
            yield DesktopTx(conn)

    @contextmanager
    def writing(self) -> Iterator[DesktopTx]:
        with self._looking_after() as database, database.writing() as conn:
            yield DesktopTx(conn)

    @contextmanager
    def alone(self, at: str) -> Iterator[None]:
        leave = use_file(self._path.with_name(f"{self._path.name}.{at}"), alone=True, refusals=_AT_WORK, wait_s=_TURN_S)
        try:
            yield
        finally:
            leave()

    def stamp(self) -> tuple[int, int]:
        with self._looking_after():
            return self._opened, self._watch.version()

    def give_way(self) -> None:
        give_way()

    def check(self) -> None:
        """Read the whole database, unless it was small enough to be read when it was opened."""
        if self._path.stat().st_size <= CHECKED_AT_ONCE:
            return
        with self._looking_after() as database, database.reading() as conn, self._work.by(conn.driver):
            if conn.ask("PRAGMA quick_check(1)") != [("ok",)]:
                raise StoreDamaged("The database is damaged.", "Start Followthrough again.")

    def back_up(self, on: date, keep: int = KEPT) -> None:
        with self._looking_after() as database:
            back_up(database, self._path, self._key, on, self._work)
        let_go(self._path, on, keep)

    def backups(self) -> list[date]:
        return [day for day, _ in backups_of(self._path)]

    def recovery_file(self) -> SealedBeside:
        return SealedBeside(self._path, self._key)

    def calendar_files(self) -> CalendarFiles:
        return CalendarFiles(self._path)

    def size(self) -> int:
        return self._path.stat().st_size

    def close(self) -> None:
        self._work.end()
        with suppress(OSError):
            self.calendar_files().clear()
        self._watch.close()
        self.database.close()
        self._leave()

    # -- damage that shows while the desk is open ------------------------------------------------------

    @contextmanager
    def _looking_after(self) -> Iterator[Database]:
        """Give the database for one piece of work; should the database turn out damaged, put it right and say so."""
        with self._turn:
            self._turn.wait_for(lambda: not self._is_shut)
            self._inside += 1
            database = self.database
        damage: StoreUnusable | None = None
        try:
            yield database
        except (StoreDamaged, StoreUnreadable) as found:
            damage = found
        finally:
            with self._turn:
                self._inside -= 1
                self._turn.notify_all()
        if damage is not None:
            self._put_right(database, damage)

    def _put_right(self, database: Database, damage: StoreUnusable) -> None:
        """Mend the database once nobody is inside; raises in any case, as what was being done is not done."""
        if self._clock is None:
            raise damage
        with self._turn:
            self._is_shut = True
            try:
                everybody_left = self._turn.wait_for(lambda: self._inside == 0, _ENDING_S)
                if everybody_left and self.database is database:
                    self._reopen(self._clock)
                if self.database is database or self.recovered is None:
                    raise damage
            finally:
                self._is_shut = False
                self._turn.notify_all()
        raise StoreDamaged(recovery_words(self.recovered), "What you did just now was not saved: do it again.")

    def _reopen(self, clock: Clock) -> None:
        # another program that has the file open would go on writing to what is moved aside, so it must leave first
        self._watch.close()
        # what another connection counts from says nothing of what this one had counted to
        self._opened += 1
        self.database.close()
        self._leave()
        try:
            recovered = _mended(self._path, self._key, clock, _NO_LIMIT)
        finally:
            self._leave = use_file(self._path, refusals=_OF_A_DESK, wait_s=BUSY_S)
        if recovered is not None:
            self.database, self.recovered = open_database(self._path, self._key), recovered
            self._watch = Watch(self.database)
