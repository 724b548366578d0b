"""How long nobody was there, and the system's own lock, asked of a real bus and a real X server."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.outside.idle_lock import NoIdleLock
from tests.parts import all_parts_wanted

ROOT = Path(__file__).parents[3]

#: stands on the bus as a desktop would, answers one method, and notes what else it is asked
_DESKTOP = """
import sys, threading
from jeepney import MessageType, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection
from app.outside.idle_lock import FreedesktopIdle

name, method, signature, answer = sys.argv[1], sys.argv[2], sys.argv[3], eval(sys.argv[4])
bus = open_dbus_connection(bus="SESSION")
assert bus.send_and_get_reply(message_bus.RequestName(name)).body[0] == 1

def serve():
    while True:
        asked = bus.receive()
        if asked.header.message_type is MessageType.method_call:
            assert asked.header.fields[3] == method
            bus.send(new_method_return(asked, signature, answer) if signature else new_method_return(asked))

threading.Thread(target=serve, daemon=True).start()
idle = FreedesktopIdle()
print(idle.lock() if method == "Lock" else idle.idle_s())
"""


def _said(*words: str) -> str:
    env = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")} | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(words, capture_output=True, text=True, timeout=90, env=env, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()[-1]


@pytest.mark.system("notification-daemon")
def test_gnome_says_how_long_nobody_was_there() -> None:
    words = ("org.gnome.Mutter.IdleMonitor", "GetIdletime", "t", "(61500,)")
    assert _said("dbus-run-session", "--", sys.executable, "-c", _DESKTOP, *words) == "61.5"


@pytest.mark.system("notification-daemon")
@pytest.mark.parametrize("name", ["org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"])
def test_the_desktops_own_lock_is_used(name: str) -> None:
    assert _said("dbus-run-session", "--", sys.executable, "-c", _DESKTOP, name, "Lock", "", "()") == "True"


@pytest.mark.system("xvfb")
def test_an_x_server_says_how_long_nobody_was_there() -> None:
    idle = "from app.outside.idle_lock import FreedesktopIdle; print(FreedesktopIdle().idle_s())"
    asks = f"import time; time.sleep(1.2); {idle}"
    said = _said("dbus-run-session", "--", "xvfb-run", "-a", sys.executable, "-c", asks)
    if said == "None" and not all_parts_wanted():
        pytest.skip("no libXss here")
    assert float(said) >= 1.0


def test_a_system_that_tells_nothing_is_locked_by_nobody() -> None:
    assert (NoIdleLock().idle_s(), NoIdleLock().lock()) == (None, False)
