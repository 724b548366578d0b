"""Ends the program the way closing its window does when the system, or whoever started it, asks for that."""

from __future__ import annotations

import signal
import socket
from types import FrameType
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, Signal

#: Ctrl+C, the session's end, and a terminal that was closed
_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")


class Ending(QObject):
    """`asked` is emitted on the window's thread. `ask` may be called from any."""

    asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before: dict[int, Any] = {}
        self._reading, self._writing = socket.socketpair()

    def begin(self) -> None:
        """Listen to the system's signals, but for those somebody had ignored. For the main thread."""
        # Python runs a handler between two of its own instructions, and there is none while Qt waits: a byte wakes it
        for end in (self._reading, self._writing):
            end.settimeout(0)
        notifier = QSocketNotifier(self._reading.fileno(), QSocketNotifier.Type.Read, self)
        notifier.activated.connect(self._wake)
        signal.set_wakeup_fd(self._writing.fileno())
        for name in _NAMES:
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                self._before[number] = signal.signal(number, self._heard)

    def ask(self) -> None:
        self.asked.emit()

    def end(self) -> None:
        """Give the signals back to whoever had them."""
        signal.set_wakeup_fd(-1)
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _wake(self) -> None:
        self._reading.recv(64)

    def _heard(self, _number: int, _frame: FrameType | None) -> None:
        self.asked.emit()
