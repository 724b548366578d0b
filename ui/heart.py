"""The desk's heartbeat: ticks for reminders, polls and wake-ups for the hub."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from app.desktop.changes import Changed, Touched
from app.desktop.ports import Ticker
from app.desktop.sync import SyncResult
from app.errors import FollowthroughError
from ui.office import Office
from ui.reminding import Reminding

#: the guarantee beside the wake-ups, jittered so that a thousand desks do not ask at once
POLL_S = (60, 120)
#: calls back whenever the hub has news for this desk, until the event is set; runs on a thread of its own
Listen = Callable[[Callable[[], None], threading.Event], None]


class Heart(QObject):
    """Starts nothing before `begin`. Failures of a poll are shown in the sync line, never as a dialog."""

    hinted = Signal()

    def __init__(self, office: Office, reminding: Reminding, ticker: Ticker, listen: Listen) -> None:
        super().__init__(reminding)
        self._office, self._reminding, self._ticker, self._listen = office, reminding, ticker, listen
        self._stop = threading.Event()
        self._poll = QTimer(self)
        self._poll.setSingleShot(True)
        self._poll.timeout.connect(self.sync_quietly)
        self._thread: threading.Thread | None = None
        self._is_syncing = False
        self._again = False
        self.hinted.connect(self.sync_quietly)
        office.refresh.listen(self, Touched.QUEUE | Touched.REMINDERS, self._look_ahead)
        office.refresh.listen(self, Touched.SETTINGS, self._hub_may_have_changed)

    def begin(self) -> None:
        self._ticker.start(self._reminding.tick)
        self._reminding.tick()
        self._look_ahead(Changed(Touched.NOTHING))
        self.sync_quietly()
        self._hub_may_have_changed(Changed(Touched.SETTINGS))

    def end(self) -> None:
        self._stop.set()
        self._ticker.stop()
        self._poll.stop()

    # -- reminders -------------------------------------------------------------------------------------

    def _look_ahead(self, _changed: Changed) -> None:
        """Wake at whatever is next due; the heartbeat catches what this misses."""

        def found(at: datetime | None) -> None:
            if not self._stop.is_set():
                self._ticker.wake_at(at)

        self._office.ask(self._office.desk.reminders.next_at, found)

    # -- the hub ---------------------------------------------------------------------------------------

    def _hub_may_have_changed(self, _changed: Changed) -> None:
        def found(enrolled: bool) -> None:  # noqa: FBT001 - handed the answer of the question below
            if enrolled and not self._stop.is_set() and not self._is_listening():
                thread = threading.Thread(
                    target=self._listen, args=(self.hinted.emit, self._stop), name="wake", daemon=True
                )
                self._thread = thread
                thread.start()
                self.sync_quietly()

        self._office.ask(lambda: self._office.desk.sync.state().enrolled, found)

    def _is_listening(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def sync_quietly(self) -> None:
        """Run a round unless one runs; one asked for meanwhile follows it."""
        if self._is_syncing:
            self._again = True
            return
        self._is_syncing = True
        self._office.tasks.network(self._round, self._synced, self._failed)

    def _round(self) -> tuple[SyncResult, Changed] | None:
        sync = self._office.desk.sync
        return sync.round() if sync.state().enrolled else None

    def _synced(self, result: tuple[SyncResult, Changed] | None) -> None:
        if result is not None:
            self._office.refresh.announce(result[1] | Changed(Touched.SYNC))
            if result[0].pulled:
                self._reminding.tick()
        self._rest()

    def _failed(self, problem: Exception) -> None:
        self._office.refresh.announce(Changed(Touched.SYNC))
        if not isinstance(problem, FollowthroughError):
            self._office.trouble.show(problem)
        self._rest()

    def _rest(self) -> None:
        self._is_syncing = False
        if self._stop.is_set():
            return
        if self._again:
            self._again = False
            self.sync_quietly()
            return
        self._poll.start(int(random.uniform(*POLL_S) * 1000))  # noqa: S311 - jitter, no secret
