"""A full desk in its real window with its threads, which says how long each key took to the next lead in sight."""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer, Signal, SignalInstance
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

PATIENCE = 20_000
#: an officer looks at a card before the next key: all that follows the one before is done by then
LOOKS = timedelta(milliseconds=300)


class Painted(QObject):
    """Tells when a label was painted with other words than last."""

    anew = Signal()

    def __init__(self, label: QLabel) -> None:
        super().__init__()
        self._words = ""
        label.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint and isinstance(watched, QLabel) and watched.text() != self._words:
            self._words = watched.text()
            # once all that is painted with it is on the screen
            QTimer.singleShot(0, self.anew.emit)
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
    """Press the key of an outcome again and again, and write the ms to the next lead, of its saving, and of CPU."""
    saving: list[float] = []
    log = Activities.log

    def timed(self: Activities, *about: Any) -> Any:
        begun = time.perf_counter()
        answer = log(self, *about)
        saving.append((time.perf_counter() - begun) * 1e3)
        return answer

    Activities.log = timed  # type: ignore[method-assign]
    painted = Painted(window.today.card.header.name)
    _until(painted.anew)
    _rest(timedelta(seconds=1))
    for _ in range(int(sys.argv[1])):
        begun, spent = time.perf_counter(), time.process_time()
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_1)
        _until(painted.anew)
        waited, worked = time.perf_counter() - begun, time.process_time() - spent
        sys.stdout.write(f"key {waited * 1e3} {saving[-1]} {worked * 1e3}\n")
        sys.stdout.flush()
        _rest(LOOKS)


def _until(told: SignalInstance) -> None:
    """Let the window live until it tells of something."""
    loop = QEventLoop()
    told.connect(loop.quit)
    QTimer.singleShot(PATIENCE, loop, lambda: loop.exit(1))
    assert loop.exec() == 0, "nothing was painted"


def _rest(span: timedelta) -> None:
    loop = QEventLoop()
    QTimer.singleShot(round(span.total_seconds() * 1000), loop.quit)
    loop.exec()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        main(Path(made))
