"""Keeps this desk in step with its hub: soon after something changed, on a hint, and now and then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.desktop.changes import Changed, Touched
from app.desktop.waits import poll_wait, retry_wait
from app.errors import FollowthroughError, SignInRefused

if TYPE_CHECKING:
    from app.desktop.sync import SyncResult
    from app.desktop.views import SyncState
    from ui.office import Office

    Told = Callable[[SyncResult], None]

#: long enough to take an outcome and its undo along in one round
SOON = timedelta(seconds=2)
AT_ONCE = timedelta(0)


class Syncing(QObject):
    """Rounds run one at a time on the network's thread; failures make the waits longer, up to half an hour.

    What asks for a round while one runs gets the next: that round may already have read past it.
    """

    #: a round went well after one or more that had not
    recovered = Signal()
    #: the company removed what was here; nothing is left to be in step
    wiped = Signal()
    _hinted = Signal()

    def __init__(self, office: Office, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._running = False
        self._applying = False
        self._failures = 0
        #: by hand the failures are counted anew
        self._has_told_trouble = False
        self._asked: timedelta | None = None
        self._retry: timedelta | None = None
        self._waits_by_hand: Told | None = None
        self._told: Told | None = None
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.timeout.connect(self._begin)
        self._hinted.connect(self._hint_came)

    def start(self) -> None:
        """Run the first round soon, and from then on one after each change."""
        self._office.refresh.listen(self, Touched.LEAD | Touched.PRESENCE, self._changed_here)
        self._in(SOON)

    def by_hand(self, told: Told) -> None:
        """Run a round at once, however long the hub was to be left alone; its owner hears how it went."""
        self._waits_by_hand = told
        self._failures, self._retry = 0, None
        self._hint_came()

    def hint(self) -> None:
        """Run a round at once: the hub said that something waits. May be called from any thread."""
        self._hinted.emit()

    def _in(self, wait: timedelta) -> None:
        self._due.start(int(wait.total_seconds() * 1000))

    def _changed_here(self, _changed: Changed) -> None:
        # what came down is no reason to go up again
        if self._applying:
            return
        if self._running:
            self._asked = SOON if self._asked is None else self._asked
        elif self._retry is None:
            self._in(SOON)

    @Slot()
    def _hint_came(self) -> None:
        if self._running:
            self._asked = AT_ONCE
        else:
            self._begin()

    @Slot()
    def _begin(self) -> None:
        if not self._running:
            self._running = True
            self._told, self._waits_by_hand = self._waits_by_hand, None
            self._office.tasks.store(self._office.desk.sync.state, self._round, self._failed)

    def _round(self, state: SyncState) -> None:
        # somebody who asked is told by the round itself that there is no hub
        if not state.enrolled and self._told is None:
            self._rest()
            return
        self._office.tasks.network(self._office.desk.sync.round, self._done, self._failed)

    def _done(self, result: tuple[SyncResult, Changed]) -> None:
        had_failed = self._failures > 0 or self._has_told_trouble
        self._failures, self._retry, self._has_told_trouble = 0, None, False
        if had_failed:
            self.recovered.emit()
        self._applying = True
        self._office.refresh.announce(result[1])
        self._applying = False
        if result[0].was_wiped:
            self._tell_wiped()
            return
        if self._told is not None:
            self._told(result[0])
        self._rest()

    def _failed(self, problem: Exception) -> None:
        from app.desktop.sync import WIPE_NOW

        if isinstance(problem, SignInRefused) and problem.why == WIPE_NOW:
            self._tell_wiped()
            return
        self._failures += 1
        self._retry = retry_wait(self._failures, problem)
        self._office.refresh.announce(Changed(Touched.SYNC))
        # being offline is a state the sync line shows, not an event that interrupts whoever did not ask
        if self._told is not None or not isinstance(problem, FollowthroughError):
            self._has_told_trouble = True
            self._office.trouble.show(problem)
        self._rest()

    def _tell_wiped(self) -> None:
        # it runs for ever from here on: no other round begins
        self._due.stop()
        self.wiped.emit()

    def _rest(self) -> None:
        self._running, self._told = False, None
        asked, self._asked = self._asked, None
        # a change waits for the retry like all the others; a hint says that the hub is there
        if asked is None or (self._retry is not None and asked != AT_ONCE):
            asked = self._retry or poll_wait()
        self._in(asked)
