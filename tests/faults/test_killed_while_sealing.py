"""A desk killed anywhere while it seals its key anew has the old file or the new one, and never a part of one."""

from __future__ import annotations

import shutil
from pathlib import Path

from app.desktop.sealing import note_recovery_key
from app.paths import recovery_file
from app.protocol.recovery_key import PrivateHalf, RecoveryKey, new_pair
from app.protocol.sealed_key import read_sealed, unseal
from tests.desks import KEY, MONDAY, TestDesk
from tests.faults.desk_victims import NEVER
from tests.faults.sealing_victims import seal_anew
from tests.faults.victims import Victim

OLD, NEW = new_pair("ours", "Example Mortgage"), new_pair("ours", "Example Mortgage")


def opened(file: Path) -> tuple[str, bytes]:
    """Return to which key the file is sealed, and what that key's private half makes of it."""
    halves: dict[str, PrivateHalf] = {half.key_id: half for half in (OLD, NEW)}
    sealed = read_sealed(file.read_bytes(), file.name)
    return sealed.key_id, unseal(sealed, halves[sealed.key_id], file.name)


def test_at_every_place_the_file_is_whole_and_the_next_round_brings_it_up_to_date(tmp_path: Path) -> None:
    first = tmp_path / "first"
    first.mkdir()
    ada = TestDesk(first)
    ada.joined(company="Example Mortgage")
    with ada.store.writing() as tx:
        note_recovery_key(tx, RecoveryKey(public=OLD.public, made_at=MONDAY))
    ada.desk.sealing.keep()
    ada.store.close()
    places, found = seals_in(first, tmp_path / "whole", NEVER), set()
    assert {"before fsync", "before replace", "after replace", "before COMMIT", "after COMMIT"} <= set(places)
    for at, place in enumerate(places):
        folder = tmp_path / str(at)
        assert seals_in(first, folder, at) == []
        file = recovery_file(folder / "desktop.db")
        key_id, key = opened(file)
        assert key == KEY, place
        found.add(key_id)
        again = TestDesk(folder)
        again.desk.sealing.keep()
        assert opened(file) == (NEW.key_id, KEY)
        assert again.desk.sealing.state().is_current
        again.store.close()
        assert [one.name for one in folder.glob("*.recovery*")] == [file.name]
        shutil.rmtree(folder)
    assert found == {OLD.key_id, NEW.key_id}


def seals_in(first: Path, folder: Path, at: int) -> list[str]:
    """Have a copy of the desk seal anew until it is killed; return the places where it was not."""
    shutil.copytree(first, folder)
    victim = Victim(seal_anew, folder, NEW.public, at)
    said = victim.last_words()
    assert victim.was_killed == (at != NEVER)
    return said[0] if said else []
