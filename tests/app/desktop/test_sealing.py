"""The file with the sealed database key: there when it is wanted, as it should be, and gone when it must be."""

from __future__ import annotations

import logging
import os
import stat
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from app.clock import FixedClock
from app.desktop import doctor
from app.desktop.sealing import Sealing, note_recovery_key
from app.errors import StoreDamaged
from app.outside.erasing import Eraser
from app.outside.keychain import FileKey
from app.paths import recovery_file
from app.protocol.recovery_key import PrivateHalf, RecoveryKey, new_pair
from app.protocol.sealed_key import read_sealed, unseal
from storage.desktop.pages import PAGE
from storage.desktop.store import open_store
from tests.desks import KEY, MONDAY, TestDesk, a_lead

ONE, TWO = new_pair("ours", "Example Mortgage"), new_pair("ours", "Example Mortgage")


@pytest.fixture
def ada(ada: TestDesk) -> TestDesk:
    ada.joined(company="Example Mortgage")
    return ada


def tells(ada: TestDesk, half: PrivateHalf, *, days: int = 0, retired: bool = False) -> None:
    """Have the company tell of a key that was made so many days from now."""
    at = MONDAY + timedelta(days=days)
    with ada.store.writing() as tx:
        note_recovery_key(tx, RecoveryKey(public=half.public, made_at=at, retired_at=at if retired else None))


def content(ada: TestDesk) -> bytes:
    return recovery_file(ada.path).read_bytes()


def key_for(ada: TestDesk, half: PrivateHalf) -> bytes:
    return unseal(read_sealed(content(ada), "file"), half, "file")


def checked(ada: TestDesk) -> doctor.Check:
    checks = doctor.check_safekeeping(ada.store, ada.desk.safekeeping.today(), ada.desk.sealing.state())
    return next(check for check in checks if check.name == "recovery key")


def test_a_company_without_a_key_has_no_file_and_the_doctor_says_what_that_means(ada: TestDesk) -> None:
    ada.desk.sealing.keep()
    assert not recovery_file(ada.path).exists()
    assert checked(ada).ok
    assert "lost with the keyring" in checked(ada).detail


def test_a_desk_without_a_hub_is_told_of_none(tmp_path: Path) -> None:
    alone = TestDesk(tmp_path)
    checks = doctor.check_safekeeping(alone.store, alone.desk.safekeeping.today(), alone.desk.sealing.state())
    assert "recovery key" not in [check.name for check in checks]
    alone.store.close()


def test_once_the_company_has_a_key_the_database_key_is_sealed_to_it(ada: TestDesk) -> None:
    tells(ada, ONE)
    assert checked(ada).detail == f"not sealed for {ONE.key_id}: the file is missing or spoilt"
    ada.desk.sealing.keep()
    assert key_for(ada, ONE) == KEY
    found = read_sealed(content(ada), "file")
    assert (found.hub_id, found.company, found.sealed_at) == ("ours", "Example Mortgage", MONDAY)
    if sys.platform != "win32":
        assert stat.S_IMODE(recovery_file(ada.path).stat().st_mode) == 0o600
    assert checked(ada) == doctor.Check(
        "recovery key", ok=True, detail=f"the database key is sealed for {ONE.key_id}, 2026-11-23 11:00 EST"
    )


def test_a_file_that_is_as_it_should_be_is_left_alone(ada: TestDesk) -> None:
    tells(ada, ONE)
    ada.desk.sealing.keep()
    before = content(ada)
    ada.pass_time(days=3)
    ada.desk.sealing.keep()
    ada.desk.safekeeping.keep()
    assert content(ada) == before


def test_one_that_went_missing_or_was_changed_is_written_anew(ada: TestDesk) -> None:
    tells(ada, ONE)
    ada.desk.sealing.keep()
    recovery_file(ada.path).unlink()
    assert not checked(ada).ok
    ada.desk.safekeeping.keep()
    assert key_for(ada, ONE) == KEY
    before = content(ada)
    recovery_file(ada.path).write_bytes(before[:-9] + b"x" + before[-8:])
    assert not checked(ada).ok
    ada.desk.sealing.keep()
    assert key_for(ada, ONE) == KEY
    # a file of before, good as it is, is not the one this desk wrote last
    recovery_file(ada.path).write_bytes(before)
    assert not checked(ada).ok
    assert "not as the database is now" in checked(ada).detail


def test_a_newer_key_takes_over_and_a_retired_one_is_left_for_good(ada: TestDesk) -> None:
    tells(ada, ONE)
    ada.desk.sealing.keep()
    tells(ada, TWO, days=1)
    assert f"sealed for {ONE.key_id}" in checked(ada).detail
    assert checked(ada).detail.endswith(f"and the company's is {TWO.key_id}")
    ada.desk.sealing.keep()
    assert key_for(ada, TWO) == KEY
    tells(ada, TWO, days=1, retired=True)
    ada.desk.sealing.keep()
    assert key_for(ada, ONE) == KEY
    # a hub put back to an older state believes in it still
    tells(ada, TWO, days=1)
    ada.desk.sealing.keep()
    assert key_for(ada, ONE) == KEY
    tells(ada, ONE, retired=True)
    ada.desk.sealing.keep()
    assert not recovery_file(ada.path).exists()
    assert checked(ada).ok


def test_a_database_of_another_key_or_salt_is_sealed_anew(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    ada = TestDesk(tmp_path)
    ada.joined()
    tells(ada, ONE)
    ada.desk.sealing.keep()
    other = TestDesk(tmp_path / "other")
    other.joined()
    tells(other, ONE)
    other.desk.sealing.keep()
    theirs = content(other)
    recovery_file(ada.path).write_bytes(theirs)
    assert not ada.desk.sealing.state().is_current
    ada.desk.sealing.keep()
    assert read_sealed(content(ada), "").database != read_sealed(theirs, "").database
    for desk in (ada, other):
        desk.store.close()


def test_a_database_that_was_put_right_knows_the_key_and_seals_anew(tmp_path: Path) -> None:
    ada = TestDesk(tmp_path)
    ada.joined()
    ada.put(a_lead())
    tells(ada, ONE)
    ada.desk.sealing.keep()
    before = read_sealed(content(ada), "")
    ada.store.close()
    with ada.path.open("r+b") as raw:
        raw.seek(3 * PAGE)
        raw.write(os.urandom(PAGE))
    store = open_store(ada.path, KEY, FixedClock(MONDAY + timedelta(hours=1)))
    assert store.recovered is not None
    sealing = Sealing(store, FixedClock(MONDAY + timedelta(hours=1)))
    assert not sealing.state().is_current
    sealing.keep()
    assert key_for(ada, ONE) == KEY
    after = read_sealed(content(ada), "")
    # nothing was left to copy it from, so the new file begins otherwise
    assert after.database != before.database
    assert sealing.state().is_current
    store.close()


def test_a_key_that_cannot_be_used_stops_neither_round_nor_backup_and_is_told(
    ada: TestDesk, caplog: pytest.LogCaptureFixture
) -> None:
    with ada.store.writing() as tx:
        note_recovery_key(tx, RecoveryKey(public=bytes(32), made_at=MONDAY))
    with caplog.at_level(logging.WARNING):
        assert ada.desk.safekeeping.keep()
    assert "was not sealed" in caplog.text
    assert not checked(ada).ok


def test_a_place_that_takes_no_file_is_told(ada: TestDesk) -> None:
    tells(ada, ONE)
    recovery_file(ada.path).mkdir()
    ada.desk.sealing.keep()
    assert checked(ada).detail.endswith("missing or spoilt")
    assert [one.name for one in ada.path.parent.glob("*.unfinished")] == []


def test_damage_that_shows_while_sealing_is_raised_like_any(ada: TestDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged() -> None:
        raise StoreDamaged("The database is damaged.")

    monkeypatch.setattr(ada.store, "recovery_file", damaged)
    with pytest.raises(StoreDamaged):
        ada.desk.sealing.keep()


def test_a_wiped_desk_has_no_file_from_then_on_whoever_still_has_it_open(ada: TestDesk, tmp_path: Path) -> None:
    key = FileKey(tmp_path / "desk.key")
    key.key(make=True)
    tells(ada, ONE)
    ada.desk.sealing.keep()
    recovery_file(ada.path).with_name(f"{recovery_file(ada.path).name}.unfinished").write_bytes(b"cut off")
    Eraser(ada.path, key).erase()
    assert not list(ada.path.parent.glob("*.recovery*"))
    # another window of the same profile that had begun to write
    ada.desk.sealing.keep()
    assert not list(ada.path.parent.glob("*.recovery*"))
