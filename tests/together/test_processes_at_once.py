"""Several programs of one profile come for new access at the same moment: one asks, and nobody is signed out."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from app.clock import SystemClock
from app.desktop.desk import build_desk
from app.hub import letting_in
from app.hub.http import build_app
from app.hub.serving import HubServer, Listen
from app.outside.hub_link import HttpHubLink
from app.outside.keychain import FileKey
from storage.desktop.store import open_store
from tests.desks import shipped
from tests.hubs import TERMS, NoSums, company_store

ROOT = Path(__file__).parents[2]
PROGRAMS = 4


def test_programs_that_renew_at_once_leave_the_desk_signed_in(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    clock, folder, key = SystemClock(), tmp_path / "desk", tmp_path / "desk.key"
    folder.mkdir()
    with company_store("sqlite", tmp_path, request.config) as hub:
        server = HubServer(build_app(hub, clock, NoSums(), TERMS), Listen(port=0))
        server.start()
        store = open_store(folder / "desktop.db", FileKey(key).key(make=True))
        desk = build_desk(store, clock, shipped(), HttpHubLink, machine_zone="America/Chicago")
        code, _ = letting_in.invite(hub, "Ada", clock.now())
        desk.sync.enroll(server.url, code, "a laptop")
        with store.writing() as tx:
            identity = tx.identity()
            assert identity is not None
            an_hour = timedelta(hours=1)
            past = {"renewed_at": clock.now() - an_hour, "access_until": clock.now() - an_hour}
            tx.put_identity(msgspec.structs.replace(identity, **past))
        store.close()
        words = [sys.executable, "main.py", "sync", "--json", "--data-dir", str(folder), "--key-file", str(key)]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "cwd": ROOT}
        running = [subprocess.Popen(words, **pipes) for _ in range(PROGRAMS)]
        answers = [program.communicate(timeout=180) for program in running]
        server.stop()
        assert [program.returncode for program in running] == [0] * PROGRAMS, answers
        assert all(json.loads(out)["pending"] == 0 for out, _ in answers)
        with hub.reading() as rows:
            (device,) = rows.devices.all()
            assert device.generation == 1
            assert "refresh of a generation that has passed" not in [line.what for line in rows.audit.all()]
