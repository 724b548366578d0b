"""The program from start to end: a window, its workers, its heartbeat, and a quiet stop."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ui.door import Door

ROOT = Path(__file__).parents[2]

STORY = """
import os, signal, sys, threading
from datetime import timedelta
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
import msgspec
from app.clock import FixedClock
from app.desktop.recovered import RECOVERED, Recovered
from app.errors import SignInRefused, StoreUnusable
from ui.main_window import MainWindow
from ui.toast import Notice
from tests.ui.conftest import NOW, fill, make_desk
import ui.opening
from ui.opening import Scene, open_desk

def shown():
    return [w for w in QApplication.topLevelWidgets() if w.isVisible()]

def wipe():
    [window] = [w for w in shown() if isinstance(w, MainWindow)]
    window.syncing.wiped.emit()
    [left] = shown()
    print(" ".join(label.text() for label in left.findChildren(QLabel)))
    left.cancel_button.click()

class Ticker:
    def start(self, tick):
        if "unfurnished" in sys.argv:
            raise ValueError("our fault")
        tick()
        threading.Thread(target=tick).start()
        if "mended" in sys.argv:
            shown = lambda: [w.told for w in QApplication.allWidgets() if isinstance(w, Notice) and w.isVisible()]
            QTimer.singleShot(200, lambda: print("notice", shown()))
        if "wiped" in sys.argv:
            QTimer.singleShot(200, wipe)
        elif "signalled" in sys.argv:
            QTimer.singleShot(200, lambda: os.kill(os.getpid(), signal.SIGTERM))
        elif "told" not in sys.argv:
            QTimer.singleShot(1500, QApplication.quit)
    def wake_in(self, wait):
        print("wakes", wait is None or isinstance(wait, timedelta))
    def stop(self):
        print("stopped")

def build(tell):
    assert threading.current_thread().name == "store"
    if "slow" in sys.argv:
        os.kill(os.getpid(), signal.SIGINT)
        while True:
            tell("Making up a branch", 0.5)
    if "stuck" in sys.argv:
        started.set()
        os.kill(os.getpid(), signal.SIGTERM)
        threading.Event().wait()
    if "our-fault" in sys.argv:
        raise ValueError("our fault")
    if "explained" in sys.argv:
        started.set()
    if "broken" in sys.argv and not ("mended-meanwhile" in sys.argv and built):
        built.append(True)
        raise StoreUnusable("The database cannot be opened.", "Restore it from a backup.")
    clock = FixedClock(NOW)
    desk = make_desk(Path(sys.argv[1]), clock)
    if "leads" in sys.argv:
        fill(desk, clock)
    if "mended" in sys.argv:
        with desk.store.writing() as tx:
            tx.put_fact(RECOVERED, msgspec.json.encode(Recovered(at=NOW, kept_as="desktop.db.damaged", entries=2)))
    return desk

def hub(hint, live):
    threading.Thread(target=hint).start()
    threading.Thread(target=live).start()

def told_to_end(end):
    threading.Timer(3, end).start()

class Impatient(ui.opening.Curtain):
    def explain(self, happened, remedy, *rest, **more):
        super().explain(happened, remedy, *rest, **more)
        print("told", happened)
        self.again_button.click()

before, built = signal.getsignal(signal.SIGTERM), []
scene = Scene(told_to_end=told_to_end, behind=True) if "told" in sys.argv else Scene()
started = threading.Event()
if "stuck" in sys.argv:
    ui.opening.PATIENCE = timedelta(minutes=10) if "twice" in sys.argv else timedelta(milliseconds=50)
    def ask_again(end):
        def once_begun():
            started.wait()
            end()
            end()
        threading.Thread(target=once_begun, daemon=True).start()
    if "twice" in sys.argv:
        scene = Scene(told_to_end=ask_again)
if "explained" in sys.argv:
    def read_it(end):
        def look():
            print("still there", started.is_set())
            end()
        threading.Timer(2, look).start()
    scene = Scene(told_to_end=read_it, explains=True)
if "mended-meanwhile" in sys.argv:
    ui.opening.Curtain = Impatient
    scene = Scene(explains=True)
if "profiled" in sys.argv:
    scene = Scene(page="team", profile=sys.argv[1])
try:
    open_desk(build, Ticker(), follow_hub=hub, scene=scene)
    print("ended")
    print("as before", signal.getsignal(signal.SIGTERM) is before)
except (StoreUnusable, SignInRefused, ValueError) as trouble:
    print("refused", trouble)
"""


def begin(folder: Path, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-X", "faulthandler", "-c", STORY, str(folder), *words],
        cwd=ROOT,
        env={"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "PATH": "", "HOME": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def play(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    with begin(folder, *words) as running:
        said, complained = running.communicate(timeout=60)
    return subprocess.CompletedProcess(running.args, running.returncode, said, complained)


@pytest.mark.parametrize("words", ["leads", "no-leads"])
def test_the_window_opens_works_and_ends_without_a_word(tmp_path: Path, words: str) -> None:
    ended = play(tmp_path, words)
    assert ended.returncode == 0, ended.stderr
    said = ended.stdout.splitlines()
    assert said[-3:] == ["stopped", "ended", "as before True"]
    assert "wakes True" in said
    assert "Traceback" not in ended.stderr


def test_what_became_of_a_damaged_database_stands_in_the_window(tmp_path: Path) -> None:
    ended = play(tmp_path, "leads", "mended")
    assert ended.returncode == 0, ended.stderr
    [notice] = [line for line in ended.stdout.splitlines() if line.startswith("notice")]
    assert "The database was damaged: a new one took its place" in notice
    assert "2 newer entries and 0 leads were saved out of it" in notice


def test_a_desk_wiped_while_its_window_is_open_says_so_and_ends(tmp_path: Path) -> None:
    ended = play(tmp_path, "leads", "wiped")
    assert ended.returncode == 0, ended.stderr
    said = ended.stdout.splitlines()
    [told] = [line for line in said if line.startswith("This desk was emptied")]
    assert "What was logged is at the hub." in told
    assert "a new one-time code" in told
    assert said[-1] == "refused This desk was wiped on its company's word. What was logged is at the hub."
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("how", ["signalled", "told"])
def test_the_window_ends_quietly_when_the_system_or_whoever_began_it_says_so(tmp_path: Path, how: str) -> None:
    ended = play(tmp_path, how)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.splitlines()[-3:] == ["stopped", "ended", "as before True"]
    assert "Traceback" not in ended.stderr


def test_why_there_is_no_desk_stays_on_the_screen_where_nobody_reads_what_is_printed(tmp_path: Path) -> None:
    ended = play(tmp_path, "broken", "explained")
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.splitlines() == [
        "still there True",
        "stopped",
        "refused The database cannot be opened. Restore it from a backup.",
    ]


def test_who_mends_what_kept_the_desk_from_opening_tries_again_and_has_a_window(tmp_path: Path) -> None:
    ended = play(tmp_path, "broken", "mended-meanwhile", "leads")
    assert ended.returncode == 0, ended.stderr
    said = ended.stdout.splitlines()
    assert said[0] == "told The database cannot be opened."
    assert said[-3:] == ["stopped", "ended", "as before True"]
    assert "wakes True" in said
    assert "Traceback" not in ended.stderr


def test_ctrl_c_while_the_desk_is_being_made_stops_the_making(tmp_path: Path) -> None:
    ended = play(tmp_path, "slow")
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.splitlines() == ["stopped", "ended", "as before True"]


@pytest.mark.parametrize("how", ["once", "twice"])
def test_a_desk_that_never_opens_keeps_nobody_from_ending_the_program(tmp_path: Path, how: str) -> None:
    ended = play(tmp_path, "stuck", how)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.splitlines() == ["stopped", "ended", "as before True"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("broken", "The database cannot be opened. Restore it from a backup."),
        ("our-fault", "our fault"),
        ("unfurnished", "our fault"),
    ],
)
def test_what_kept_the_desk_from_opening_is_handed_on(tmp_path: Path, words: str, said: str) -> None:
    ended = play(tmp_path, words)
    assert ended.returncode == 0, ended.stderr
    assert f"refused {said}" in ended.stdout


def test_a_second_start_has_the_first_window_come_up_and_ends(tmp_path: Path, qtbot: QtBot) -> None:
    first, asked = Door(str(tmp_path)), []
    first.stand_by()
    first.knocked.connect(asked.append)
    with begin(tmp_path, "leads", "profiled") as second:
        qtbot.waitUntil(lambda: second.poll() is not None, timeout=60_000)
        said, complained = second.communicate()
    assert (second.returncode, said.splitlines()) == (0, ["ended", "as before True"]), complained
    assert asked == ["team"]
    first.close()


def test_a_start_opens_a_window_where_another_profile_has_one_or_the_last_was_killed(
    tmp_path: Path, qtbot: QtBot
) -> None:
    other = Door("another")
    other.stand_by()
    with begin(tmp_path, "profiled", "signalled") as killed:
        killed.kill()
    ended = play(tmp_path, "leads", "profiled")
    assert ended.returncode == 0, ended.stderr
    assert "stopped" in ended.stdout.splitlines()
    other.close()
