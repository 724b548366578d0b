"""The program from start to end: a window, its workers, its heartbeat, and a quiet stop."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

STORY = """
import sys, threading
from datetime import timedelta
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from app.clock import FixedClock
from app.errors import StoreUnusable
from tests.ui.conftest import NOW, fill, make_desk
from ui.opening import open_desk

class Ticker:
    def start(self, tick):
        tick()
        threading.Thread(target=tick).start()
        QTimer.singleShot(1500, QApplication.quit)
    def wake_in(self, wait):
        print("wakes", wait is None or isinstance(wait, timedelta))
    def stop(self):
        print("stopped")

def build():
    assert threading.current_thread().name == "store"
    if "our-fault" in sys.argv:
        raise ValueError("our fault")
    if "broken" in sys.argv:
        raise StoreUnusable("The database cannot be opened.", "Restore it from a backup.")
    clock = FixedClock(NOW)
    desk = make_desk(Path(sys.argv[1]), clock)
    if "leads" in sys.argv:
        fill(desk, clock)
    return desk

def hub(hint):
    threading.Thread(target=hint).start()

try:
    print("way", open_desk(build, Ticker(), follow_hub=hub))
except (StoreUnusable, ValueError) as trouble:
    print("refused", trouble)
"""


def play(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", STORY, str(folder), *words],
        cwd=ROOT,
        env={"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "PATH": "", "HOME": str(folder)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("words", ["leads", "no-leads"])
def test_the_window_opens_works_and_ends_without_a_word(tmp_path: Path, words: str) -> None:
    ended = play(tmp_path, words)
    assert ended.returncode == 0, ended.stderr
    said = ended.stdout.splitlines()
    assert said[-2:] == ["stopped", "way later"]
    assert "wakes True" in said
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [("broken", "The database cannot be opened. Restore it from a backup."), ("our-fault", "our fault")],
)
def test_what_kept_the_desk_from_opening_is_handed_on(tmp_path: Path, words: str, said: str) -> None:
    ended = play(tmp_path, words)
    assert ended.returncode == 0, ended.stderr
    assert f"refused {said}" in ended.stdout
