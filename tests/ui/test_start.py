"""What stands on the screen first, and what no start may wait for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from app.clock import SystemClock
from app.desktop.desk import build_desk
from app.outside.keychain import FileKey
from app.paths import Paths
from storage.desktop.store import open_store
from tests.desks import a_lead, no_hub, shipped

ROOT = Path(__file__).parents[2]

#: what each of these is for is begun behind the first list, or when somebody asks for it
NOT_BEFORE_THE_LIST = {
    "_quickjs",
    "alembic",
    "app.desktop.duplicates",
    "app.desktop.intake",
    "app.desktop.rounds",
    "app.desktop.safekeeping",
    "app.desktop.sync",
    "app.desktop.trials",
    "app.domain.many",
    "app.domain.simulation",
    "app.hub",
    "app.leadfiles.reading",
    "app.outside.hub_link",
    "app.outside.pac",
    "app.outside.system_ways",
    "app.outside.way_finder",
    "apscheduler",
    "asyncio",
    "cryptography",
    "email",
    "fastapi",
    "http.server",
    "httpx",
    "importlib.metadata",
    "jeepney",
    "joserfc",
    "keyring",
    "numpy",
    "plyer",
    "psycopg",
    "pyqtgraph",
    "sqlalchemy",
    "starlette",
    "truststore",
    "ui.first_run",
    "ui.intake.import_dialog",
    "ui.leaks",
    "ui.marketing",
    "ui.mine",
    "ui.new_lead",
    "ui.playbook_editor",
    "ui.popup",
    "ui.printing",
    "ui.promises",
    "ui.settings",
    "ui.team",
    "ui.works",
    "uvicorn",
}

WAITING = """
import sys, threading
import main
from ui.curtain import Curtain

painted = threading.Event()
paint, key = Curtain.paintEvent, main.desktop_key

def painting(curtain, event):
    paint(curtain, event)
    painted.set()

def slow_keyring(args, paths):
    print("painted before the key came", painted.wait(30))
    raise main.WorldFailed("The keyring stays shut.", "Open it.")

Curtain.paintEvent, main.desktop_key = painting, slow_keyring
sys.exit(main.main(sys.argv[1:]))
"""


def run(*command: str) -> str:
    offscreen = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = (sys.executable, *command)
    ended = subprocess.run(command, cwd=ROOT, env=offscreen, capture_output=True, text=True, timeout=120, check=False)
    assert "Traceback" not in ended.stderr, ended.stderr
    return ended.stdout


def test_the_first_list_waits_for_nothing_it_does_not_need(tmp_path: Path) -> None:
    paths, key_file = Paths(tmp_path / "desk"), tmp_path / "desk.key"
    paths.make()
    store, clock = open_store(paths.database, FileKey(key_file).key(make=True)), SystemClock()
    book = build_desk(store, clock, shipped(), no_hub, machine_zone="America/New_York").book
    with store.writing() as tx:
        book.put_lead(tx, a_lead(received_at=clock.now()), from_hub=True)
        book.replan(tx, ["lead-1"], clock.now())
    store.close()
    words = ["--data-dir", str(paths.data), "--key-file", str(key_file)]
    said = run("-m", "tests.bench.started_desk", "0", *words).splitlines()
    loaded = next(line for line in said if line.startswith("loaded")).split()
    heavy = {name for name in loaded for of in NOT_BEFORE_THE_LIST if name == of or name.startswith(f"{of}.")}
    assert not heavy
    assert {"ui.queue.pane", "app.desktop.queue"} <= set(loaded)


def test_the_window_is_painted_while_the_keyring_still_thinks(tmp_path: Path) -> None:
    assert "painted before the key came True" in run("-c", WAITING, "--data-dir", str(tmp_path / "desk"))
