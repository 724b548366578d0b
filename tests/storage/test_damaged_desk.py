"""A damaged database of a desk is kept, and another takes its place with all that could be read."""

from __future__ import annotations

import errno
import os
import resource
import stat
import threading
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from app.clock import FixedClock
from app.desktop.activities import Note
from app.desktop.desk import build_desk
from app.desktop.outgoing import all_events
from app.desktop.recovered import Recovered, recovered_last, recovery_words
from app.domain.activity import Kind
from app.errors import StoreDamaged, StoreUnreadable, StoreUnusable
from app.protocol.chain import first_bad
from storage.desktop import backups, mending
from storage.desktop.files import backups_of, is_new
from storage.desktop.pages import PAGE, read_pages
from storage.desktop.records import rows_on
from storage.desktop.store import DesktopStore, open_store
from tests.desks import KEY, MONDAY, TestDesk, a_lead, no_hub, shipped

TODAY = date(2026, 11, 23)


def a_desk(folder: Path, entries: int = 5) -> tuple[TestDesk, list[str]]:
    """Return a desk of a hub with one lead and so many entries, a backup having been made after the first two."""
    ada = TestDesk(folder)
    ada.joined()
    ada.put(a_lead(), from_hub=True)
    logged = []
    for n in range(entries):
        ada.pass_time(minutes=5)
        logged.append(logs(ada, f"entry {n}"))
        if n == 1:
            ada.store.back_up(TODAY)
    return ada, logged


def logs(ada: TestDesk, words: str = "") -> str:
    return ada.desk.activities.log(Note(lead_id="lead-1", kind=Kind.NO_ANSWER, note=words))[0].activity_id


def crashed(ada: TestDesk) -> Path:
    """Leave the files as a process does that is killed: journal and all."""
    copies = {file: file.read_bytes() for file in ada.path.parent.glob("desktop.db*")}
    ada.store.close()
    for file, content in copies.items():
        file.write_bytes(content)
    return ada.path


def garble(file: Path, at: int, length: int = 16) -> None:
    with file.open("r+b") as raw:
        raw.seek(at)
        raw.write(os.urandom(length))


def opened(path: Path, at: timedelta = timedelta(hours=1)) -> DesktopStore:
    return open_store(path, KEY, FixedClock(MONDAY + at))


def holds(store: DesktopStore) -> list[str]:
    """Return the entries of a desk whose log verifies."""
    desk = build_desk(store, FixedClock(MONDAY), shipped(), no_hub, machine_zone="America/New_York")
    with store.reading() as tx:
        assert first_bad(all_events(tx)) is None
        return [activity.activity_id for activity in desk.book.held(tx, "lead-1") and tx.activities("lead-1")]


def told(store: DesktopStore) -> Recovered:
    with store.reading() as tx:
        last = recovered_last(tx)
    assert last is not None
    return last


# -- backups ---------------------------------------------------------------------------------------------


def test_a_backup_is_the_owners_alone_and_not_in_clear(tmp_path: Path) -> None:
    ada, _ = a_desk(tmp_path)
    ada.store.close()
    [(day, file)] = backups_of(ada.path)
    assert day == TODAY
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert not file.read_bytes().startswith(b"SQLite")
    assert b"Zzyzx" not in file.read_bytes()
    assert {one.name for one in tmp_path.iterdir()} == {"desktop.db", "desktop.db.in-use", file.name}


def test_what_is_only_in_the_journal_is_in_the_backup(tmp_path: Path) -> None:
    ada, logged = a_desk(tmp_path)
    assert ada.path.with_name("desktop.db-wal").stat().st_size
    ada.store.back_up(TODAY)
    [(_, file)] = backups_of(ada.path)
    ada.store.close()
    other = tmp_path / "other"
    other.mkdir()
    copied = open_store(file.rename(other / "desktop.db"), KEY)
    assert holds(copied) == logged
    copied.close()


def test_three_days_are_kept_and_a_day_to_come_goes_first(tmp_path: Path) -> None:
    ada, _ = a_desk(tmp_path)
    ada.store.back_up(date(2031, 1, 1))
    for n in range(1, 4):
        ada.store.back_up(TODAY + timedelta(days=n))
    assert ada.store.backups() == [TODAY + timedelta(days=n) for n in (1, 2, 3)]
    ada.store.close()


def test_one_backup_a_day_is_made(tmp_path: Path) -> None:
    ada, _ = a_desk(tmp_path)
    assert not ada.desk.safekeeping.keep()
    ada.pass_time(days=1)
    assert ada.desk.safekeeping.keep()
    assert not ada.desk.safekeeping.keep()
    assert len(ada.store.backups()) == 2
    ada.store.close()


def test_a_full_disk_leaves_the_old_backups_alone(tmp_path: Path) -> None:
    ada, _ = a_desk(tmp_path)
    for n in (1, 2):
        ada.store.back_up(TODAY + timedelta(days=n))
    before = {file: file.read_bytes() for _, file in backups_of(ada.path)}
    allowed = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3 * PAGE, allowed[1]))
    try:
        with pytest.raises(StoreUnusable):
            ada.store.back_up(TODAY + timedelta(days=3))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, allowed)
    assert {file: file.read_bytes() for _, file in backups_of(ada.path)} == before
    assert not list(tmp_path.glob("*unfinished*"))
    assert logs(ada)
    ada.store.close()


def test_what_a_killed_backup_left_goes_with_the_next_days(tmp_path: Path) -> None:
    ada, _ = a_desk(tmp_path)
    left = tmp_path / "desktop.db.backup-2026-11-22.0a0b0c0d.unfinished"
    of_now = tmp_path / "desktop.db.backup-2026-11-24.0a0b0c0e.unfinished"
    for file, day in ((left, TODAY - timedelta(days=1)), (of_now, TODAY + timedelta(days=1))):
        file.write_bytes(b"half")
        at = MONDAY.replace(day=day.day).timestamp()
        os.utime(file, (at, at))
    ada.store.back_up(TODAY + timedelta(days=1))
    assert not left.exists()
    assert of_now.exists()
    ada.store.close()


def test_a_disk_that_stumbles_while_a_backup_is_checked_makes_it_no_bad_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stumbling:
        def execute(self, *_words: object) -> None:
            raise sqlcipher.OperationalError("disk I/O error")

        def close(self) -> None:
            pass

    monkeypatch.setattr(backups.sqlcipher, "connect", lambda *_about, **_more: Stumbling())
    with pytest.raises(sqlcipher.OperationalError, match="I/O"):
        backups.is_good(tmp_path / "a.db", KEY)


def test_a_damaged_database_is_never_backed_up_over_a_good_one(tmp_path: Path) -> None:
    ada, _ = a_desk(tmp_path)
    ada.store.close()
    garble(ada.path, 5 * PAGE + 100)
    store = open_store(ada.path, KEY)
    with pytest.raises(StoreDamaged):
        store.back_up(TODAY + timedelta(days=1))
    assert store.backups() == [TODAY]
    store.close()


# -- damage ----------------------------------------------------------------------------------------------


def first_page(path: Path) -> None:
    garble(path, 200)


def the_salt(path: Path) -> None:
    garble(path, 0)


def the_index_of_words(path: Path) -> None:
    store = open_store(path, KEY)
    with store.reading() as tx:
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'lead_search_config'"
        root = tx.conn.ask_one(query)
    store.close()
    garble(path, (root - 1) * PAGE + 60)


def all_pages_but_the_log(path: Path) -> None:
    pages = read_pages(path, KEY).newest
    for number, page in pages.items():
        if not any(len(values) == 4 for _, values in rows_on(number, page, pages.get)):
            garble(path, (number - 1) * PAGE + 50)


def everything(path: Path) -> None:
    path.write_bytes(os.urandom(10 * PAGE))


def cut_to_nothing(path: Path) -> None:
    path.write_bytes(b"")


def no_file(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize(
    ("damage", "kept"),
    [
        (first_page, 5),
        (the_salt, 5),
        (the_index_of_words, 5),
        (all_pages_but_the_log, 5),
        (everything, 2),
        (cut_to_nothing, 2),
        (no_file, 2),
    ],
)
def test_what_is_damaged_is_kept_and_what_could_be_read_goes_on(
    tmp_path: Path, damage: Callable[[Path], None], kept: int
) -> None:
    ada, logged = a_desk(tmp_path)
    ada.store.close()
    damage(ada.path)
    bad = ada.path.read_bytes() if ada.path.exists() else None
    store = opened(ada.path)
    assert holds(store) == logged[:kept]
    last = told(store)
    assert last == store.recovered
    assert last.entries == kept - 2
    assert last.base == "the backup of 2026-11-23"
    if bad is not None:
        assert (tmp_path / last.kept_as).read_bytes() == bad
    store.close()
    again = opened(ada.path)
    assert again.recovered is None
    again.close()


def test_commits_behind_a_bad_place_in_the_journal_are_saved(tmp_path: Path) -> None:
    ada, logged = a_desk(tmp_path, 8)
    path = crashed(ada)
    garble(path.with_name("desktop.db-wal"), 32 + 24 + 100)
    store = opened(path)
    assert holds(store) == logged
    assert (tmp_path / f"{told(store).kept_as}-wal").exists()
    store.close()


def test_a_file_cut_down_to_its_first_bytes_still_tells_how_to_read_its_journal(tmp_path: Path) -> None:
    ada, logged = a_desk(tmp_path)
    path = crashed(ada)
    [(_, backup)] = backups_of(path)
    backup.unlink()
    os.truncate(path, 100)
    store = opened(path)
    assert holds(store) == logged
    store.close()


def test_a_journal_that_ends_in_a_half_written_frame_is_no_damage(tmp_path: Path) -> None:
    ada, logged = a_desk(tmp_path)
    path = crashed(ada)
    with path.with_name("desktop.db-wal").open("ab") as wal:
        wal.write(os.urandom(1500))
    store = opened(path)
    assert store.recovered is None
    assert holds(store) == logged
    store.close()


def test_without_a_backup_a_new_one_begins_with_what_was_saved(tmp_path: Path) -> None:
    ada, logged = a_desk(tmp_path)
    ada.store.close()
    [(_, backup)] = backups_of(ada.path)
    backup.unlink()
    first_page(ada.path)
    store = opened(ada.path)
    assert holds(store) == logged
    with store.reading() as tx:
        identity = tx.identity()
        assert identity is not None
        assert identity.token == "secret"
    assert "a new one took its place, as no backup could be read, 5 newer entries and 1 lead were saved" in (
        recovery_words(told(store))
    )
    store.close()


def test_pages_that_a_file_was_cut_off_before_are_counted_as_not_read(tmp_path: Path) -> None:
    ada, _ = a_desk(tmp_path)
    ada.store.close()
    pages = ada.path.stat().st_size // PAGE
    os.truncate(ada.path, (pages - 4) * PAGE)
    store = opened(ada.path)
    store.close()
    assert store.recovered is not None
    assert (store.recovered.pages, store.recovered.unread_pages) == (pages, 4)
    assert "all of it" not in recovery_words(store.recovered)


def test_a_damaged_backup_is_passed_over_for_the_one_before(tmp_path: Path) -> None:
    ada, logged = a_desk(tmp_path)
    ada.store.back_up(TODAY + timedelta(days=1))
    ada.store.close()
    garble(backups_of(ada.path)[-1][1], 3 * PAGE)
    everything(ada.path)
    store = opened(ada.path)
    assert told(store).base == "the backup of 2026-11-23"
    assert holds(store) == logged[:2]
    store.close()


def test_a_wrong_key_is_refused_and_nothing_is_touched(tmp_path: Path) -> None:
    ada, _ = a_desk(tmp_path)
    ada.store.close()
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    with pytest.raises(StoreUnreadable, match="another key, or the file is damaged"):
        open_store(ada.path, b"x" * 32, FixedClock(MONDAY))
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_no_new_database_is_made_beside_the_journal_of_a_lost_one(tmp_path: Path) -> None:
    ada, _ = a_desk(tmp_path)
    path = crashed(ada)
    path.unlink()
    with pytest.raises(StoreUnusable, match="is missing"):
        open_store(path, b"x" * 32, FixedClock(MONDAY))
    assert not path.exists()
    assert len(holds(opened(path))) == 5


def test_a_key_is_never_made_where_anything_is_left(tmp_path: Path) -> None:
    ada, _ = a_desk(tmp_path)
    ada.store.close()
    assert is_new(tmp_path / "elsewhere.db")
    ada.path.unlink()
    assert not is_new(ada.path)


def test_damage_that_shows_while_the_desk_is_open_is_mended_and_told(tmp_path: Path) -> None:
    ada, logged = a_desk(tmp_path)
    ada.store.close()
    store = opened(ada.path)
    desk = build_desk(store, ada.clock, shipped(), no_hub, machine_zone="America/New_York")
    with store.reading() as tx:
        root = tx.conn.ask_one("SELECT rootpage FROM sqlite_master WHERE name = 'activity'")
    store.database.close()
    garble(ada.path, (root - 1) * PAGE + 60)
    with pytest.raises(StoreDamaged, match=r"the backup of 2026-11-23 took its place, 3 newer entries"):
        desk.activities.log(Note(lead_id="lead-1", kind=Kind.NO_ANSWER))
    assert holds(store) == logged
    desk.activities.log(Note(lead_id="lead-1", kind=Kind.NO_ANSWER))
    assert len(holds(store)) == 6
    store.close()


def test_damage_found_while_another_program_has_it_open_waits_for_that(tmp_path: Path) -> None:
    ada, _ = a_desk(tmp_path)
    ada.store.close()
    one, other = opened(ada.path), opened(ada.path)
    other.database.close()
    one.database.close()
    garble(ada.path, 200)
    before = ada.path.read_bytes()
    with pytest.raises(StoreUnusable), one.reading():
        pass
    assert ada.path.read_bytes() == before
    other.close()
    with pytest.raises(StoreDamaged, match="took its place"), one.reading():
        pass
    one.close()


def test_two_threads_that_meet_damage_mend_it_once(tmp_path: Path) -> None:
    ada, logged = a_desk(tmp_path)
    ada.store.close()
    store = opened(ada.path)
    store.database.close()
    garble(ada.path, 200)
    heard: list[str] = []

    def look() -> None:
        try:
            with store.reading() as tx:
                tx.lead_count()
        except StoreDamaged as told_so:
            heard.append(str(told_so))

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert heard
    assert all("took its place" in one for one in heard)
    assert len(list(tmp_path.glob("*damaged*Z"))) == 1
    assert holds(store) == logged
    store.close()


def test_a_full_disk_while_mending_leaves_everything_as_it_was(tmp_path: Path) -> None:
    ada, logged = a_desk(tmp_path)
    ada.store.close()
    first_page(ada.path)
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    allowed = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3 * PAGE, allowed[1]))
    try:
        with pytest.raises(StoreUnusable):
            opened(ada.path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, allowed)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before
    store = opened(ada.path)
    assert holds(store) == logged
    store.close()


def test_a_full_disk_without_hard_links_is_told_and_the_next_start_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, logged = a_desk(tmp_path)
    ada.store.close()
    first_page(ada.path)
    bad = ada.path.read_bytes()

    def refuse(*_files: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as full:
        full.setattr(os, "link", refuse)
        full.setattr(mending.shutil, "copyfile", lambda one, other: None if "unfinished" in str(other) else refuse())
        with pytest.raises(StoreUnusable, match="could not be put there: No space left on device"):
            opened(ada.path)
    assert ada.path.read_bytes() == bad
    store = opened(ada.path, timedelta(hours=2))
    assert holds(store) == logged
    assert (tmp_path / told(store).kept_as).read_bytes() == bad
    store.close()
