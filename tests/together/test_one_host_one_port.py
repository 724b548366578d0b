"""A desk speaks to its hub's host and port, or its proxy's, to programs of its own machine, and to nobody else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from app.clock import FixedClock
from app.desktop.desk import build_desk
from app.hub.http import build_app
from app.hub.letting_in import invite
from app.hub.serving import HubServer, read_listen
from app.hub.sums import ScoredSums
from app.outside.hub_link import HttpHubLink
from app.outside.way_out import Way
from storage.desktop.store import open_store
from tests.desks import KEY, shipped
from tests.hubs import NOW, TERMS, company_store
from tests.mail_server import certificate
from tests.proxies import HUB_NAME, PacServer, Proxy, closing

ROOT = Path(__file__).parents[2]

#: runs the program with every connection and every look-up of a name noted before it is made, whatever thread makes it
_WATCHED = """
import json, os, sys
noted = os.open(sys.argv.pop(1), os.O_WRONLY | os.O_CREAT | os.O_APPEND)

def watch(event, words):
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        os.write(noted, (json.dumps([event, repr(words[-1])]) + "\\n").encode())
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "subprocess.Popen"):
        os.write(noted, (json.dumps([event, repr(words[:2])]) + "\\n").encode())

sys.addaudithook(watch)
import main
sys.exit(main.main(sys.argv[1:]))
"""

#: a working day: joins by code, opens the window, hears of a lead by the wake-up stream, is rung for it, hands in
_DAY = r"""
set -e
cd "$1"; python=$2; home=$3; watched=$4
export HOME=$home XDG_CONFIG_HOME=$home/config
as() { who=$1; shift; "$python" main.py --data-dir "$home/$who" --key-file "$home/$who.key" --json "$@"; }
day() { "$python" -c "$watched" "$home/noted" --data-dir "$home/Ada" --key-file "$home/Ada.key" --json "$@"; }
field() { "$python" -c "import json,sys; print(json.load(sys.stdin)['$1'])"; }
"$python" main.py --data-dir "$home/hub" --key-file "$home/hub.key" --json \
  hub serve --listen 127.0.0.1:0 > "$home/served" & hub=$!
for _ in $(seq 100); do test -s "$home/served" && break; sleep 0.2; done
url=$(field listening < "$home/served")
as hub hub person add Ada --role officer --branch North > /dev/null
code=$(as hub hub invite Ada | field code)
day enroll --hub "$url" --code "$code" > /dev/null
printf 'Name,Phone,State,Zip,Received At\nPat Example,5025550111,KY,40202,%s\n' "$(date -u +%FT%TZ)" > "$home/l.csv"
dunst -conf /dev/null 2>/dev/null & dunst=$!
day > "$home/window.out" 2>&1 & window=$!
for _ in $(seq 200); do xdotool search --onlyvisible --name Today > /dev/null 2>&1 && break; sleep 0.2; done
sleep 3
as hub hub leads import "$home/l.csv" --source Web --assign Ada > /dev/null
for _ in $(seq 100); do as Ada leads | grep -q "Pat Example" && break; sleep 0.2; done
sleep 2
as Ada leads | grep -c "Pat Example" > "$home/woken" || true
kill $window $dunst; wait $window 2>/dev/null || true
cat "$home/window.out" >&2
day sync > /dev/null
lead=$(day leads | "$python" -c "import json,sys; print(json.load(sys.stdin)['leads'][0]['lead_id'])")
day log "$lead" no_answer > /dev/null
day sync > "$home/synced"
day doctor > /dev/null || true
kill $hub
echo "$url"
"""


def a_day(folder: Path) -> tuple[str, list[tuple[str, str]]]:
    """Return the hub's address, and what a desk connected with and asked for in a day."""
    session = ["dbus-run-session", "--", "xvfb-run", "-a", "-s", "-screen 0 1400x900x24"]
    words = ["bash", "-c", _DAY, "day", str(ROOT), sys.executable, str(folder), _WATCHED]
    env = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    done = subprocess.run([*session, *words], capture_output=True, text=True, timeout=240, check=False, env=env)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert json.loads((folder / "synced").read_text(encoding="utf-8"))["pending"] == 0
    noted = [json.loads(line) for line in (folder / "noted").read_text(encoding="utf-8").splitlines()]
    return done.stdout.strip().splitlines()[-1], [(event, what) for event, what in noted]


def is_of_this_machine(event: str, what: str) -> bool:
    """Return whether that was a socket of the file system, out of any network's reach: bus, keyring, screen."""
    return event == "socket.connect" and what.startswith(("'/", "'\\x00", "b'"))


def check(url: str, noted: list[tuple[str, str]]) -> None:
    port = int(url.rpartition(":")[2])
    others = [each for each in noted if not is_of_this_machine(*each)]
    asked = {each for each in others if each[0] != "subprocess.Popen"}
    assert {what for event, what in asked if event == "socket.connect"} == {f"('127.0.0.1', {port})"}
    assert {what for event, what in asked if event != "socket.connect"} <= {f"('127.0.0.1', {port})"}
    # no program is begun that could speak to somebody in its stead
    assert [what for event, what in others if event == "subprocess.Popen" and "notify-send" not in what] == []


#: what this process connects with while somebody looks; a hook on the interpreter stays for good
_LOOKED_AT: list[list[tuple[str, str]]] = []


def _watch(event: str, words: tuple[object, ...]) -> None:
    if _LOOKED_AT and event in ("socket.connect", "socket.sendto", "socket.getaddrinfo", "subprocess.Popen"):
        _LOOKED_AT[-1].append((event, repr(words[:2] if event == "socket.getaddrinfo" else words[-1])))


def test_joining_a_round_and_the_wake_up_stream_speak_to_the_hub_alone(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    sys.addaudithook(_watch)
    clock = FixedClock(NOW)
    with company_store("sqlite", tmp_path, request.config) as store:
        server = HubServer(build_app(store, clock, ScoredSums(TERMS.rules), TERMS), read_listen("127.0.0.1:0"))
        server.start()
        url = server.url
        desk = build_desk(
            open_store(tmp_path / "desk.db", KEY),
            FixedClock(NOW),
            shipped(),
            HttpHubLink,
            machine_zone="America/New_York",
        )
        noted: list[tuple[str, str]] = []
        _LOOKED_AT.append(noted)
        heard, stop = threading.Event(), threading.Event()
        try:
            desk.sync.enroll(url, invite(store, "Ada", NOW)[0], "a laptop")
            following = threading.Thread(target=desk.sync.follow, args=(heard.set, stop))
            following.start()
            assert heard.wait(20)
            assert desk.sync.round()[0].pending == 0
            stop.set()
            following.join(20)
        finally:
            _LOOKED_AT.pop()
            server.stop()
            desk.store.close()
    check(url, noted)


def test_with_a_pac_script_its_server_and_the_proxy_it_names_are_all_besides(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    sys.addaudithook(_watch)
    cert, key = certificate(tmp_path, HUB_NAME)
    noted: list[tuple[str, str]] = []
    with company_store("sqlite", tmp_path, request.config) as store:
        app = build_app(store, FixedClock(NOW), ScoredSums(TERMS.rules), TERMS)
        server = HubServer(app, read_listen("127.0.0.1:0", cert, key))
        server.start()
        proxy, pac = Proxy(int(server.url.rpartition(":")[2])), PacServer()
        pac.says(f"PROXY {proxy.place}; DIRECT")
        way = Way("pac", ca_file=str(cert), pac=pac.url)
        with closing(proxy, pac):
            link = HttpHubLink(f"https://{HUB_NAME}", way=way)
            _LOOKED_AT.append(noted)
            try:
                assert link.hello().product == "followthrough"
            finally:
                _LOOKED_AT.pop()
            link.close()
        server.stop()
    # the proxy of the test runs in this process too, and it alone is connected with the hub
    mine = {what for event, what in noted if event == "socket.connect"} - {f"('127.0.0.1', {proxy.leads_to})"}
    # the script's server twice: once to be asked, and once, with nothing sent, to see from which address
    assert mine == {f"('127.0.0.1', {pac.port})", f"('127.0.0.1', {proxy.port})"}
    # the hub's name is looked up by nobody here, but by the proxy
    assert not any(HUB_NAME in what for _, what in noted)
    assert not any(event in ("socket.sendto", "subprocess.Popen") for event, _ in noted)


@pytest.mark.long
@pytest.mark.system("xvfb")
@pytest.mark.system("notification-daemon")
def test_a_working_day_with_its_window_speaks_to_the_hub_alone(tmp_path: Path) -> None:
    check(*a_day(tmp_path))
    # the lead came by the wake-up stream, with nobody's hand
    assert (tmp_path / "woken").read_text(encoding="utf-8").strip() == "1"
