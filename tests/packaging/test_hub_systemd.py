"""The units a hub runs by: systemd reads them, the program understands their words, and a backup is made."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path

import pytest

from app.command_line import read_words
from app.hub.serving import GRACE_S
from app.hub.workers import _LEAVING_S
from tests.packaging.served import MAIN, ROOT

HUB = ROOT / "packaging" / "hub"
UNITS = HUB / "systemd"
SERVICES = ["followthrough-hub.service", "followthrough-hub-backup.service"]
#: of what systemd adds up of a service that everything is open to, 10 being all; Internet sockets alone are 0.8 of it
MOST_OPEN = 2.0


def said_in(name: str) -> dict[str, list[str]]:
    """Return what a unit says of its service, every line of a name."""
    found: dict[str, list[str]] = {}
    for line in (UNITS / name).read_text(encoding="utf-8").splitlines():
        key, equals, value = line.partition("=")
        if equals and not key.startswith("#"):
            found.setdefault(key, []).append(value)
    return found


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A tree with the units and what they start, for systemd to look at instead of this machine."""
    units = tmp_path / "etc/systemd/system"
    shutil.copytree(UNITS, units)
    (units / "followthrough-hub.service.d").mkdir()
    (units / "tls.conf").rename(units / "followthrough-hub.service.d" / "tls.conf")
    programs = tmp_path / "opt/followthrough"
    programs.mkdir(parents=True)
    for name in ("followthrough-hub", "back-up"):
        shutil.copy(HUB / name, programs)
    own = Path("/lib/systemd/system")
    (tmp_path / "lib/systemd/system").mkdir(parents=True)
    for unit in (*own.glob("*.target"), own / "system.slice"):
        if unit.exists():
            shutil.copy(unit, tmp_path / "lib/systemd/system")
    return tmp_path


def analyze(machine: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = ["systemd-analyze", *words, f"--root={machine}", "--no-pager"]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze here")
def test_systemd_finds_nothing_wrong_with_the_units(machine: Path) -> None:
    units = [f"/etc/systemd/system/{name}" for name in (*SERVICES, "followthrough-hub-backup.timer")]
    seen = analyze(machine, "verify", "--man=no", *units)
    assert (seen.returncode, seen.stdout + seen.stderr) == (0, "")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze here")
@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_fenced_in(machine: Path, name: str) -> None:
    looked = analyze(machine, "security", "--offline=true", name)
    (level,) = re.findall(r"Overall exposure level.*: ([\d.]+)", looked.stdout)
    assert float(level) <= MOST_OPEN, looked.stdout


@pytest.mark.parametrize("database", ["", "postgresql+psycopg:///followthrough?host=/run/postgresql"])
@pytest.mark.parametrize("source", ["followthrough-hub.service", "tls.conf"])
def test_the_hub_understands_what_its_unit_says(source: str, database: str) -> None:
    (started,) = said_in("followthrough-hub.service")["ExecStart"]
    (own,) = said_in("followthrough-hub.service")["Environment"]
    (options,) = re.findall(r'"HUB_OPTIONS=([^"]*)"', own)
    tls = re.findall(r'"HUB_TLS=([^"]*)"', "\n".join(said_in(source)["Environment"]))
    # as systemd does: in braces one word, without as many as there are
    spoken = started.replace("${HUB_DATABASE}", shlex.quote(database)).replace("$HUB_OPTIONS", options)
    spoken = spoken.replace("$HUB_TLS", " ".join(tls))
    program, *words = shlex.split(spoken)
    said = read_words(["hub", *words])
    assert (Path(program).name, said.hub_verb, said.database) == ("followthrough-hub", "serve", database)
    assert said.listen == ("0.0.0.0:8787" if said.tls_cert else "127.0.0.1:8787")


def test_the_settings_of_a_machine_name_no_secret_in_an_address() -> None:
    text = (UNITS / "hub.env").read_text(encoding="utf-8")
    addresses = re.findall(r"HUB_DATABASE=(\S+)", text)
    assert len(addresses) == 2
    assert not any(re.search(r"//[^/@]*:[^/@]*@", address) for address in addresses)


def test_systemd_waits_longer_for_a_hub_than_a_hub_for_its_desks() -> None:
    said = said_in("followthrough-hub.service")
    assert int(said["TimeoutStopSec"][0]) > GRACE_S + _LEAVING_S
    assert (said["KillMode"], said["KillSignal"], said["Restart"]) == (["mixed"], ["SIGTERM"], ["on-failure"])


def test_the_timer_makes_up_for_a_night_the_machine_was_off() -> None:
    timer = ConfigParser()
    timer.read(UNITS / "followthrough-hub-backup.timer")
    assert timer["Timer"]["Persistent"] == "true"


def backed_up(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the script as its unit does, beside a program that is this tree's."""
    program, backups = folder / "followthrough-hub", folder / "backups"
    program.write_text(f'#!/bin/sh\nexec {shlex.join(MAIN)} "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    shutil.copy(HUB / "back-up", folder)
    backups.mkdir(exist_ok=True)
    (started,) = said_in("followthrough-hub-backup.service")["ExecStart"]
    _, _, *words = shlex.split(started.replace("${HUB_DATABASE}", "''").replace("${BACKUP_DAYS}", "35"))
    words = [word.replace("/var/lib/followthrough-hub", str(folder / "own")) for word in words]
    command = [str(folder / "back-up"), str(backups), *words, "--json"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_nights_backup_is_made_and_read_back_before_old_ones_end(tmp_path: Path) -> None:
    (tmp_path / "own-keys").mkdir()
    done = backed_up(tmp_path)
    assert done.returncode == 0, done.stderr
    made, read_back, ended = map(json.loads, done.stdout.splitlines())
    (file,) = (tmp_path / "backups").iterdir()
    assert made["file"] == read_back["file"] == file.name
    assert ended["one_can_be_put_back"]
    assert [one["file"] for one in ended["kept"]] == [file.name]


def test_where_a_backup_fails_none_ends_and_the_unit_fails(tmp_path: Path) -> None:
    (tmp_path / "own-keys").mkdir()
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "hub.db").write_bytes(b"damaged" * 4096)
    (tmp_path / "own-keys" / "hub.key").write_text("00" * 32, encoding="ascii")
    (tmp_path / "own-keys" / "hub.key").chmod(0o600)
    done = backed_up(tmp_path)
    assert done.returncode != 0
    assert "removed" not in done.stdout
