"""Has the system lock its screen once nobody has touched key or mouse for as long as a policy says."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QObject, QTimer

from app.desktop.ports import IdleLock
from app.desktop.settings import IDLE_LOCK
from ui.office import Office

#: how far from its minute a lock may come
LOOKS_EVERY = timedelta(seconds=15)


class LocksWhenIdle(QObject):
    """Asks the system now and then; locks once, until somebody was there again."""

    def __init__(self, office: Office, system: IdleLock, parent: QObject) -> None:
        super().__init__(parent)
        self._office, self._system = office, system
        self._limit_s = office.desk.settings.policy.number(IDLE_LOCK) * 60
        self._is_locked = False
        self._looks = QTimer(self)
        self._looks.timeout.connect(self.look)

    def begin(self) -> None:
        """Begin, where a policy says so."""
        if self._limit_s:
            self._looks.start(LOOKS_EVERY // timedelta(milliseconds=1))

    def look(self) -> None:
        self._office.tasks.system(self._locked_by, lambda _: None, self._office.trouble.show)

    def _locked_by(self) -> bool:
        """Lock where it is time; on the thread that may wait for the system."""
        idle_s = self._system.idle_s()
        is_idle = idle_s is not None and idle_s >= self._limit_s
        if is_idle and not self._is_locked:
            self._is_locked = self._system.lock()
            return self._is_locked
        self._is_locked = self._is_locked and is_idle
        return False
