"""Native notifications, taken by a real notification daemon."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.outside.toast import notification_service

ROOT = Path(__file__).parents[3]

_NOTIFY = """
from app.outside.toast import FreedesktopToast, PlyerToast, notification_service
assert notification_service() == "dunst", notification_service()
assert FreedesktopToast().show("New lead", "Call <b>now</b> & log it")
assert PlyerToast().show("-t is no option", "--nor -this")
"""

_IN_A_SESSION = """
export HOME=$(mktemp -d); mkdir -p $HOME/.config/dunst
xvfb-run -a bash -c 'dunst -conf /dev/null & dunst=$!
for _ in $(seq 50); do dunstctl count >/dev/null 2>&1 && break; sleep 0.1; done
"$@"; status=$?
for where in history displayed waiting; do dunstctl count $where; done
kill $dunst; exit $status' session "$@"
"""


@pytest.mark.system("notification-daemon")
def test_a_real_notification_daemon_takes_both_ways() -> None:
    done = subprocess.run(
        ["dbus-run-session", "--", "bash", "-c", _IN_A_SESSION, "session", sys.executable, "-c", _NOTIFY],
        capture_output=True,
        text=True,
        timeout=90,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert sum(int(count) for count in done.stdout.split()) == 2


def test_the_last_resort_says_nothing_in_the_terminal(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from app.outside.toast import PlyerToast; PlyerToast().show('New lead', 'Call now')"],
        capture_output=True,
        text=True,
        timeout=60,
        env={"PYTHONPATH": str(ROOT), "PATH": str(tmp_path), "HOME": str(tmp_path)},
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_without_a_service_nothing_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
    assert notification_service() == ""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere it is plyer's to find a service")
def test_a_desktop_without_a_service_is_told_nothing_in_the_terminal(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from app.outside.toast import system_toast; print(system_toast().show('New', 'Call'))"],
        capture_output=True,
        text=True,
        timeout=60,
        env={"PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path}/bus"},
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "False\n", "")
