"""The interpreter trap: PySide6 6.12 drops references to None and True, and Python 3.11 aborts a few thousand later."""

from __future__ import annotations

import subprocess
import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

TICKS = 20_000


def tick_away(application: QApplication, ticks: int = TICKS) -> int:
    """Let a timer set a label's text `ticks` times and return how often it did."""
    label, timer = QLabel(), QTimer()
    count = 0

    def tick() -> None:
        nonlocal count
        count += 1
        label.setText(str(count))
        label.setEnabled(bool(count % 2))
        if count == ticks:
            timer.stop()
            application.quit()

    timer.timeout.connect(tick)
    timer.start(0)
    application.exec()
    return int(label.text())


def test_twenty_thousand_ticks_survive(qtbot: QtBot, qapp: QApplication) -> None:
    assert tick_away(qapp) == TICKS


def test_a_process_that_ticked_ends_with_status_zero() -> None:
    # the count of references may reach nought only while the interpreter is taken down
    program = (
        "from PySide6.QtWidgets import QApplication;"
        "from tests.test_interpreter import tick_away;"
        "print(tick_away(QApplication([])))"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=False)
    assert (ended.returncode, ended.stdout.strip()) == (0, str(TICKS)), ended.stderr
