"""A desk whose data is gone is never called well, and looking at it makes no new one in its place."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.clock import SystemClock
from app.desktop import doctor
from app.outside.erasing import Eraser
from app.outside.keychain import FileKey
from app.paths import recovery_file
from tests.commands import Run, commands_in


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    return commands_in(tmp_path, capsys)


@pytest.fixture
def database(run: Run, tmp_path: Path) -> Path:
    assert run("add", "Pat Example", "--phone", "5025550111")[0] == 0
    return tmp_path / "desk" / "desktop.db"


def lose_all(database: Path) -> None:
    for file in database.parent.glob("desktop.db*"):
        file.unlink()


def kept(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file() and file.parent.name != "logs")


def broken(answer: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in answer["checks"] if not one["ok"] and "not looked at" not in one["detail"]]


@pytest.mark.parametrize("garbage", [b"no database at all" * 1000, None])
def test_a_desk_that_came_back_from_its_backup_is_not_called_well_for_a_week(
    run: Run, database: Path, garbage: bytes | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if garbage is None:
        database.unlink()
    else:
        database.write_bytes(garbage)
    for _time in range(2):
        code, answer, _ = run("doctor")
        assert (code, answer["ok"]) == (1, False)
        [told] = broken(answer)
        assert told["name"] == "recovery"
        assert "the backup of " in told["detail"]
        assert told["fix"].startswith("Look whether the newest leads and calls are there")
        assert ("desktop.db.damaged-" in told["fix"]) == (garbage is not None)
    later = SystemClock().now() + timedelta(days=doctor.RECOVERY_TOLD_DAYS + 1)
    monkeypatch.setattr(SystemClock, "now", lambda _self: later)
    [told] = [one for one in run("doctor")[1]["checks"] if one["name"] == "recovery"]
    assert told["ok"]


@pytest.mark.parametrize("left", ["desktop.db.recovery", "desktop.db.damaged-20260101T000000Z", "its key"])
def test_of_a_desk_that_lost_everything_what_is_left_is_told_and_no_new_one_is_made(
    run: Run, database: Path, tmp_path: Path, left: str
) -> None:
    lose_all(database)
    if left != "its key":
        (tmp_path / "desk.key").unlink()
        database.with_name(left).write_bytes(b"sealed")
    before = kept(tmp_path)
    code, answer, _ = run("doctor")
    assert (code, answer["ok"]) == (1, False)
    [told] = broken(answer)
    assert told["name"] == "database"
    assert told["detail"] == f"There was a desk here: its database and its backups are gone, and {left} is still there."
    assert "Put desktop.db or a backup of it back" in told["fix"]
    assert run("support-bundle", "--yes", tmp_path.parent / f"{tmp_path.name}.zip")[0] == 0
    assert kept(tmp_path) == before


@pytest.mark.parametrize("is_finished", [True, False])
def test_a_desk_its_company_wiped_is_told_and_stays_wiped(
    run: Run, database: Path, tmp_path: Path, is_finished: bool
) -> None:
    recovery_file(database).write_bytes(b"sealed")
    eraser = Eraser(database, FileKey(tmp_path / "desk.key"))
    eraser.erase()
    if is_finished:
        eraser.finish(lambda _words: None)
    before = kept(tmp_path)
    code, answer, _ = run("doctor")
    assert (code, answer["ok"]) == (1, False)
    [told] = broken(answer)
    assert "wiped on its company's word" in told["detail"]
    assert "code to connect it again" in told["fix"]
    assert kept(tmp_path) == before
    run("leads")
    assert run("doctor")[0] == 0


def test_where_there_never_was_a_desk_nothing_is_wrong_and_nothing_is_made(run: Run, tmp_path: Path) -> None:
    code, answer, _ = run("doctor")
    assert (code, answer["ok"]) == (0, True)
    [told] = [one for one in answer["checks"] if one["name"] == "database"]
    assert told["detail"].startswith("none yet")
    assert kept(tmp_path) == []
