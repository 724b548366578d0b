"""The window of a profile whose desk does not open at first: nothing of the failed try stays open behind the next."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

STORY = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
import app.outside.policy_sources, app.outside.this_system, app.outside.ticker
import main, storage.desktop.store, ui.office, ui.opening
from app.desktop.ports import NOTHING_BESIDE
from app.errors import StoreUnusable
from storage.in_use import use_file

folder, where = Path(sys.argv[1]), sys.argv[2]
class_of_stores = storage.desktop.store.DesktopStore
first = class_of_stores.__init__
opened, tries = [], []

def noted(store, *parts):
    first(store, *parts)
    opened.append(store)

class_of_stores.__init__ = noted

class Ticker:
    def start(self, tick):
        QTimer.singleShot(200, QApplication.quit)
    def wake_in(self, wait):
        pass
    def stop(self):
        pass

def fails_once(does):
    def do(*words, **more):
        if opened and not tries:
            tries.append(1)
            raise StoreUnusable("The disk is full.", "Make room on it.")
        return does(*words, **more)
    return do

class Impatient(ui.opening.Curtain):
    def explain(self, *words, **more):
        super().explain(*words, **more)
        # who restores a backup meanwhile has to have the file alone
        use_file(folder / "desk" / "desktop.db", alone=True)()
        print("nobody has it open")
        self.again_button.click()

def seat_of(desk):
    print("the window's is the newest", desk.store is opened[-1])
    return seats(desk)

seats = ui.office.take_seat
ui.office.take_seat = fails_once(seat_of) if where == "seat" else seat_of
if where == "desk":
    main.build = fails_once(main.build)
ui.opening.Curtain = Impatient
main.require_screen = lambda: None
main.is_read = lambda _stream: False
app.outside.ticker.ApTicker = Ticker
app.outside.this_system.this_system = lambda: NOTHING_BESIDE
app.outside.policy_sources.company_policy = lambda: main_policy
from app.desktop.settings import NO_POLICY as main_policy
code = main.main(["--data-dir", str(folder / "desk"), "--key-file", str(folder / "desk.key")])
use_file(folder / "desk" / "desktop.db", alone=True)()
print("ended", code, "stores", len(opened))
"""


@pytest.mark.parametrize("where", ["desk", "seat"])
def test_who_tries_again_gets_the_desk_opened_anew_and_the_first_is_closed(tmp_path: Path, where: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", STORY, str(tmp_path), where],
        cwd=ROOT,
        env={"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "PATH": "", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.splitlines() == [
        "nobody has it open",
        "the window's is the newest True",
        "ended 0 stores 2",
    ], ended.stderr
