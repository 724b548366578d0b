"""What is seen of a real session: a bus on which somebody asks for quiet, a screen somebody fills."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.desktop.ports import DO_NOT_DISTURB, PRESENTING, Around
from app.outside import full_screen
from app.outside.surroundings import FreedesktopSurroundings, SilentSurroundings, told_by_shell

ROOT = Path(__file__).parents[3]

#: stands on the bus as a desktop would, and answers what it is told to; then looks around
_DESKTOP = """
import sys, threading
from jeepney import DBusAddress, MessageType, new_error, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection
from app.outside.surroundings import FreedesktopSurroundings

name, answers = sys.argv[1], eval(sys.argv[2])
bus = open_dbus_connection(bus="SESSION")
assert bus.send_and_get_reply(message_bus.RequestName(name)).body[0] == 1

def answer():
    while True:
        asked = bus.receive()
        if asked.header.message_type is MessageType.method_call:
            key = asked.body[1] if asked.body else asked.header.fields[3]
            known = key in answers
            bus.send(new_method_return(asked, *answers[key]) if known else new_error(asked, "org.example.None"))

threading.Thread(target=answer, daemon=True).start()
print(FreedesktopSurroundings().look())
"""

_INHIBITED = "{'Inhibited': ('v', (('b', True),))}"
_AT_EASE = "{'Inhibited': ('v', (('b', False),))}"
_NO_BANNERS = "{'show-banners': ('v', (('v', ('b', False)),))}"
_BANNERS = "{'show-banners': ('v', (('v', ('b', True)),))}"
_LOCKED = "{'GetActive': ('b', (True,))}"


def _in_a_session(*words: str, display: str = "") -> str:
    done = subprocess.run(
        ["dbus-run-session", "--", *words],
        capture_output=True,
        text=True,
        timeout=90,
        env={**{k: v for k, v in os.environ.items() if k != "DISPLAY"}, "PYTHONPATH": str(ROOT)}
        | ({"DISPLAY": display} if display else {}),
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()[-1]


@pytest.mark.system("notification-daemon")
@pytest.mark.parametrize(
    ("name", "answers", "seen"),
    [
        ("org.freedesktop.Notifications", _INHIBITED, Around(DO_NOT_DISTURB)),
        ("org.freedesktop.Notifications", _AT_EASE, Around()),
        ("org.freedesktop.portal.Desktop", _NO_BANNERS, Around(DO_NOT_DISTURB)),
        ("org.freedesktop.portal.Desktop", _BANNERS, Around()),
        ("org.freedesktop.ScreenSaver", _LOCKED, Around(locked=True)),
        ("org.gnome.ScreenSaver", _LOCKED, Around(locked=True)),
        ("org.example.Nobody", "{}", Around()),
    ],
)
def test_what_a_desktop_says_on_its_bus_is_heard(name: str, answers: str, seen: Around) -> None:
    assert _in_a_session(sys.executable, "-c", _DESKTOP, name, answers) == str(seen)


@pytest.mark.system("notification-daemon")
def test_a_real_daemon_that_was_paused_means_do_not_disturb() -> None:
    look = "from app.outside.surroundings import FreedesktopSurroundings as S; print(S().look().quiet or 'at ease')"
    script = f"""
    export HOME=$(mktemp -d); mkdir -p $HOME/.config/dunst
    xvfb-run -a bash -c 'dunst -conf /dev/null & dunst=$!
    for _ in $(seq 50); do dunstctl count >/dev/null 2>&1 && break; sleep 0.1; done
    "$1" -c "$2"; dunstctl set-paused true; "$1" -c "$2"; kill $dunst' dunst "{sys.executable}" "{look}" | paste -sd' '
    """
    assert _in_a_session("bash", "-c", script) == f"at ease {DO_NOT_DISTURB}"


def test_without_a_bus_nothing_is_the_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent/bus")
    monkeypatch.delenv("DISPLAY", raising=False)
    assert FreedesktopSurroundings().look() == Around()
    assert SilentSurroundings().look() == Around()


@pytest.mark.parametrize(
    ("state", "seen"),
    [
        (1, Around(locked=True)),
        (2, Around(PRESENTING)),
        (3, Around(PRESENTING)),
        (4, Around(PRESENTING)),
        (5, Around()),
        (6, Around()),
        (7, Around()),
        (0, Around()),
    ],
)
def test_what_the_windows_shell_says_is_understood(state: int, seen: Around) -> None:
    assert told_by_shell(state) == seen


#: a window that fills the screen, or nearly
_WINDOW = """
import sys
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
window = QWidget()
getattr(window, sys.argv[1])()
print("up", flush=True)
sys.exit(app.exec())
"""
#: asks about such a window of another program until it sees what is to be seen, or has asked often enough
_LOOK = """
import subprocess, sys
from app.outside.full_screen import is_other_window_full_screen
for how, seen in (("showFullScreen", True), ("showMaximized", False)):
    other = subprocess.Popen([sys.executable, "-c", sys.argv[1], how], stdout=subprocess.PIPE)
    other.stdout.readline()
    wait = ["xdotool", "search", "--sync", "--onlyvisible", "--pid", str(other.pid)]
    subprocess.run(wait, check=True, stdout=subprocess.DEVNULL)
    found = next((True for _ in range(500) if is_other_window_full_screen() is seen), False)
    print(how, found)
    other.kill()
    other.wait()
"""


@pytest.mark.system("window-manager")
def test_another_programs_window_that_fills_the_screen_is_seen() -> None:
    script = 'openbox >/dev/null 2>&1 & manager=$!; "$@"; kill $manager'
    done = subprocess.run(
        ["xvfb-run", "-a", "bash", "-c", script, "session", sys.executable, "-c", _LOOK, _WINDOW],
        capture_output=True,
        text=True,
        timeout=90,
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "xcb"},
        check=False,
    )
    assert done.stdout.split() == ["showFullScreen", "True", "showMaximized", "True"], done.stderr


def test_without_an_x_server_or_its_library_no_window_fills_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":94999")
    assert not full_screen.is_other_window_full_screen()
    monkeypatch.setattr(full_screen, "_library", lambda: None)
    assert not full_screen.is_other_window_full_screen()
