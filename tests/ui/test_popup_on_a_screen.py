"""A reminder rings while somebody types into a dialog, on a real screen with a window manager and real keys."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

_STORY = r"""
cd "$1"; python=$2; out=$3; scale=$4
openbox > /dev/null 2>&1 & sleep 0.5
"$python" -m tests.ui.beside_a_dialog "$out" "$scale" > "$out/said" 2> "$out/wrong" & window=$!
for _ in $(seq 200); do grep -q ready "$out/said" && break; sleep 0.1; done
for digit in 5 0 2 5 5 5 0 1 9 9; do xdotool key $digit; sleep 0.2; done
wait $window
tail -n 1 "$out/said"
cat "$out/wrong" >&2
"""


@pytest.mark.system("window-manager")
@pytest.mark.parametrize(
    ("scale", "screen", "has_room"),
    [("1.0", "1400x900x24", True), ("1.5", "2560x1440x24", True), ("2.0", "1400x900x24", False)],
    ids=["100%", "150%", "200%-without-room"],
)
def test_it_lies_beside_the_dialog_and_takes_no_key_from_it(
    tmp_path: Path, scale: str, screen: str, has_room: bool
) -> None:
    session = ["dbus-run-session", "--", "xvfb-run", "-a", "-s", f"-screen 0 {screen}"]
    environment = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    done = subprocess.run(
        [*session, "bash", "-c", _STORY, "story", str(ROOT), sys.executable, str(tmp_path), scale],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**environment, "QT_QPA_PLATFORM": "xcb"},
    )
    told = json.loads(done.stdout.splitlines()[-1])
    over_the_dialog = told.pop("over_the_dialog")
    assert over_the_dialog == [False, False] or not has_room
    assert told == {
        "typed": "5025550199",
        "dialog_has_the_keyboard": True,
        "popups": [True, True],
        "over_the_field": [False, False],
        "off_the_screen": [False, False],
    }, done.stderr
