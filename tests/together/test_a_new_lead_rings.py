"""A lead assigned at the hub rings on a real desk: a window under Xvfb, a real notification daemon, no test's hand."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

#: plays the IT person, the officer's desk and the vendor, each by the commands they would use
_STORY = r"""
set -e
cd "$1"; python=$2; home=$3
export HOME=$home
as() { who=$1; shift; "$python" main.py --data-dir "$home/$who" --key-file "$home/$who.key" --json "$@"; }
field() { "$python" -c "import json,sys; print(json.load(sys.stdin)['$1'])"; }
dunst -conf /dev/null 2>/dev/null & dunst=$!
"$python" main.py --data-dir "$home/hub" --key-file "$home/hub.key" --json \
  hub serve --listen 127.0.0.1:0 > "$home/served" & hub=$!
for _ in $(seq 100); do test -s "$home/served" && break; sleep 0.2; done
url=$(field listening < "$home/served")
as hub hub person add Ada --role officer --branch North > /dev/null
code=$(as hub hub invite Ada | field code)
as Ada enroll --hub "$url" --code "$code" > /dev/null
"$python" main.py --data-dir "$home/Ada" --key-file "$home/Ada.key" > "$home/window.out" 2>&1 & window=$!
for _ in $(seq 150); do xdotool search --onlyvisible --name Today > /dev/null 2>&1 && break; sleep 0.2; done
sleep 3
before=$(dunstctl count displayed)
printf 'Name,Phone,State,Zip,Received At\nPat Example,5025550111,KY,40202,%s\n' "$(date -u +%FT%TZ)" > "$home/l.csv"
as hub hub leads import "$home/l.csv" --source Web --assign Ada > /dev/null
for _ in $(seq 100); do
  as Ada queue > "$home/queue"
  grep -q "Pat Example" "$home/queue" && break
  sleep 0.1
done
sleep 2
xdotool search --onlyvisible --name Reminder > "$home/popups" 2>/dev/null || true
echo "before $before after $(dunstctl count displayed) popups $(wc -l < "$home/popups")"
"$python" -c "import json; q=json.load(open('$home/queue')); print('blocked' if q['blocked'] or q['later'] else 'now')"
kill $window $hub $dunst
wait $window 2>/dev/null || true
cat "$home/window.out" >&2
"""


@pytest.mark.system("xvfb")
@pytest.mark.system("notification-daemon")
def test_a_lead_from_the_hub_is_a_popup_and_a_notification_on_the_desk(tmp_path: Path) -> None:
    session = ["dbus-run-session", "--", "xvfb-run", "-a", "-s", "-screen 0 1400x900x24"]
    done = subprocess.run(
        [*session, "bash", "-c", _STORY, "story", str(ROOT), sys.executable, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
        env={name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"},
    )
    said, where = done.stdout.strip().splitlines()[-2:]
    assert "Traceback" not in done.stderr
    if where == "now":
        assert said == "before 0 after 1 popups 1", done.stderr
    else:
        # at night no state may be called, and then nothing may ring
        assert said == "before 0 after 0 popups 0", done.stderr
