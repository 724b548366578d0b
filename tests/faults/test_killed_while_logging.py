"""What the window called saved is there after the process was killed in the middle of its work."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from tests.desks import KEY

ROOT = Path(__file__).parents[2]


def _log_until_killed(folder: Path, run: int, lines: int) -> list[str]:
    """Start the victim, let it save so many outcomes and a moment more, kill it, return what it said was saved."""
    victim = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.logging_victim", str(folder), str(run)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert victim.stdout is not None
    said = [victim.stdout.readline().strip() for _ in range(lines)]
    victim.kill()
    said += victim.stdout.read().split("\n")[:-1]
    victim.stdout.close()
    victim.wait()
    return [line for line in said if line]


def _check(path: Path, said: list[str]) -> int:
    """Read the database with plain statements: everything said is there, with its event, and the chain has no gap."""
    conn = sqlcipher.connect(str(path))
    conn.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    kept = {row[0] for row in conn.execute("SELECT activity_id FROM activity")}
    assert set(said) <= kept
    wires = [json.loads(row[0]) for row in conn.execute("SELECT wire FROM event ORDER BY seq")]
    assert [wire["seq"] for wire in wires] == list(range(1, len(wires) + 1))
    assert [wire["prev"] for wire in wires[1:]] == [wire["hash"] for wire in wires[:-1]]
    assert len(wires) == len(kept)
    (check,) = conn.execute("PRAGMA quick_check").fetchone()
    assert check == "ok"
    conn.close()
    return len(kept)


def _kill_often(folder: Path, times: int) -> None:
    chance = random.Random(7)
    said: list[str] = []
    for run in range(times):
        said += _log_until_killed(folder, run, chance.randrange(1, 12))
        _check(folder / "desktop.db", said)


def test_nothing_saved_is_lost_when_the_process_is_killed(tmp_path: Path) -> None:
    _kill_often(tmp_path, 4)


@pytest.mark.long
def test_nothing_saved_is_lost_in_a_hundred_kills(tmp_path: Path) -> None:
    _kill_often(tmp_path, 100)
