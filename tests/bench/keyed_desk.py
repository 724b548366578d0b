"""A full desk in its real window with its threads, which says how long each key took to the next lead in sight."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from app.desktop.activities import Activities
from tests.bench.test_desk_speed import a_full_desk
from ui.application import dress_application
from ui.icons import Icons
from ui.main_window import SIZE, MainWindow
from ui.office import Office, take_seat
from ui.refresh import Refresh
from ui.reminding import Reminding
from ui.tasks import Workers
from ui.theme import Look, Scheme
from ui.trouble import Trouble

PATIENCE_S = 20.0
#: an officer looks at a card before the next key: all that follows the one before is done by then
LOOKS_S = 0.3


class Painted(QObject):
    """Knows the words with which a label was painted last."""

    def __init__(self, label: QLabel) -> None:
        super().__init__()
        self.words = ""
        label.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint and isinstance(watched, QLabel):
            self.words = watched.text()
        return super().eventFilter(watched, event)


def main(folder: Path) -> None:
    app, desk, look, workers = QApplication([]), a_full_desk(folder), Look(Scheme.LIGHT), Workers()
    dress_application(app, look)
    workers.begin()
    office = Office(desk.desk, workers, Refresh(), look, Icons(look), Trouble(), take_seat(desk.desk), lambda _: True)
    window = MainWindow(office)
    window.resize(*SIZE)
    Reminding(office, window)
    window.show()
    window.activateWindow()
    window.reload()
    keyed(window)
    window.close()
    workers.finish()


def keyed(window: MainWindow) -> None:
    """Press the key of an outcome again and again, and write the ms of each to the next lead, and of its saving."""
    saving: list[float] = []
    log = Activities.log

    def timed(self: Activities, *about: Any) -> Any:
        begun = time.perf_counter()
        answer = log(self, *about)
        saving.append((time.perf_counter() - begun) * 1e3)
        return answer

    Activities.log = timed  # type: ignore[method-assign]
    card = window.today.card
    _until(lambda: card.card is not None and window.isActiveWindow())
    painted = Painted(card.header.name)
    _rest(1)
    for _ in range(int(sys.argv[1])):
        waited = _press(window, painted)
        sys.stdout.write(f"key {waited} {saving[-1]}\n")
        sys.stdout.flush()


def _press(window: MainWindow, painted: Painted) -> float:
    """Press the key of an outcome; return the ms until another lead's name was painted, with all that is beside it."""
    before = painted.words
    begun = time.perf_counter()
    QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_1)
    _until(lambda: painted.words != before)
    wait = (time.perf_counter() - begun) * 1e3
    _rest(LOOKS_S)
    return wait


def _until(is_so: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < ends
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 5)


def _rest(seconds: float) -> None:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
        QTest.qWait(1)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        main(Path(made))
