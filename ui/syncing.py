"""Keeps this desk in step with its hub: soon after something changed, on a hint, and now and then."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.desktop.changes import Changed, Touched
from app.desktop.sync import SyncResult
from app.desktop.views import SyncState
from app.errors import FollowthroughError
from ui.office import Office

#: long enough to take an outcome and its undo along in one round
SOON = timedelta(seconds=2)
NOW_AND_THEN = timedelta(seconds=30)
LONGEST = timedelta(minutes=5)


class Syncing(QObject):
    """Rounds run one at a time on the network's thread; each failure doubles the wait, up to five minutes."""

    _hinted = Signal()

    def __init__(self, office: Office, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._running = False
        self._wait = NOW_AND_THEN
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.timeout.connect(self._begin)
        self._hinted.connect(self._begin)
        office.refresh.listen(self, Touched.LEAD, self._changed_here)

    def start(self) -> None:
        """Run the first round soon."""
        self._in(SOON)

    def hint(self) -> None:
        """Run a round at once: the hub said that something waits. May be called from any thread."""
        self._hinted.emit()

    def _in(self, wait: timedelta) -> None:
        self._due.start(int(wait.total_seconds() * 1000))

    def _changed_here(self, _changed: Changed) -> None:
        if not self._running and self._wait == NOW_AND_THEN:
            self._in(SOON)

    @Slot()
    def _begin(self) -> None:
        if not self._running:
            self._running = True
            self._office.tasks.store(self._office.desk.sync.state, self._round, self._failed)

    def _round(self, state: SyncState) -> None:
        if not state.enrolled:
            self._rest()
            return
        self._office.tasks.network(self._office.desk.sync.round, self._done, self._failed)

    def _done(self, result: tuple[SyncResult, Changed]) -> None:
        self._wait = NOW_AND_THEN
        # still running: what came down is no reason to go up again
        self._office.refresh.announce(result[1])
        self._rest()

    def _failed(self, problem: Exception) -> None:
        self._wait = min(self._wait * 2, LONGEST)
        self._office.refresh.announce(Changed(Touched.SYNC))
        self._rest()
        # being offline is a state the sync line shows, not an event that interrupts
        if not isinstance(problem, FollowthroughError):
            self._office.trouble.show(problem)

    def _rest(self) -> None:
        self._running = False
        self._in(self._wait)
