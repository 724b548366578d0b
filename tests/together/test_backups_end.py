"""Backups end after as many days as a company keeps them, and nothing else does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect

from app.clock import FixedClock
from app.domain.activity import Kind
from app.errors import BadInput, StoreUnusable
from app.hub import care
from app.hub.backups import Vault, look_at
from app.hub.checking import verify
from app.hub.expiring import Shelf
from app.hub.forgetting import Whom, purge
from app.outside.ledger import FileLedger
from storage.engine import open_sqlcipher, writing
from storage.hub import backup
from storage.hub.database import FileDatabase, ServerDatabase
from storage.hub.store import SqlHubStore
from tests.hubs import KEY, NOW, desk_of, found_company, give_lead, later, lead
from tests.postgres import cluster_of
from tests.together.test_backups import OneKey, database, ledger

__all__ = ["database", "ledger"]

DAY = timedelta(days=1)
DAYS = 30


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    folder = tmp_path / "shelf"
    folder.mkdir()
    return folder


@contextmanager
def opened(database: FileDatabase | ServerDatabase) -> Iterator[tuple[SqlHubStore, Vault]]:
    store, vault = database.open()
    try:
        if not store.is_ready():
            found_company(store)
        yield store, vault
    finally:
        store.close()


def backed_up(database: FileDatabase | ServerDatabase, file: Path, at: datetime) -> None:
    with opened(database) as (store, vault):
        care.backup([str(file)], store, vault, FixedClock(at))


def expired(
    database: FileDatabase | ServerDatabase, ledger: FileLedger, folder: Path, at: datetime, *, dry_run: bool = False
) -> dict[str, Any]:
    with opened(database) as (store, vault):
        shelf = Shelf(store, vault, database, ledger, dry_run)
        return care.expire_backups(folder, DAYS, shelf, FixedClock(at))


def audit_of(database: FileDatabase | ServerDatabase) -> list[tuple[str, str]]:
    with opened(database) as (store, _), store.reading() as rows:
        return [(line.what, line.subject) for line in rows.audit.all()]


def test_what_is_older_than_the_company_keeps_ends_and_the_audit_says_so(
    database: FileDatabase | ServerDatabase, ledger: FileLedger, shelf: Path
) -> None:
    for day in (0, 20, 40, 60):
        backed_up(database, shelf / f"day-{day}", NOW + day * DAY)
    told = expired(database, ledger, shelf, NOW + 61 * DAY)
    assert told["removed"] == ["day-0", "day-20"]
    assert [one["file"] for one in told["kept"]] == ["day-40", "day-60"]
    assert sorted(file.name for file in shelf.iterdir()) == ["day-40", "day-60"]
    assert audit_of(database)[-1] == ("backups ended", "2 of more than 30 days, 0 replaced databases")
    # once more finds nothing to do, and says nothing
    before = audit_of(database)
    assert expired(database, ledger, shelf, NOW + 61 * DAY)["removed"] == []
    assert audit_of(database) == before


def test_the_newest_that_can_be_put_back_stays_however_old(
    database: FileDatabase | ServerDatabase, ledger: FileLedger, shelf: Path
) -> None:
    for day in (0, 1, 2):
        backed_up(database, shelf / f"day-{day}", NOW + day * DAY)
    (shelf / "day-2").write_bytes((shelf / "day-2").read_bytes()[:-8192])
    told = expired(database, ledger, shelf, NOW + 300 * DAY)
    assert told["removed"] == ["day-0"]
    assert [one["file"] for one in told["kept"]] == ["day-1"]
    assert (told["ok"], told["not_read"]) == (False, [{"file": "day-2", "why": "The backup day-2 is damaged."}])
    assert (shelf / "day-2").exists()


def test_it_tells_in_which_a_forgotten_person_still_is(
    database: FileDatabase | ServerDatabase, ledger: FileLedger, shelf: Path
) -> None:
    with opened(database) as (store, _):
        desk = desk_of(store, "Ada")
        held = give_lead(store, lead(0), "Ada")
        desk.logs(held.lead_id, Kind.NO_ANSWER, later(0))
        desk.pushes()
    backed_up(database, shelf / "with", NOW + DAY)
    with opened(database) as (store, _):
        purge(store, Whom(lead_id=held.lead_id), "ticket 7", NOW + 2 * DAY)
    backed_up(database, shelf / "without", NOW + 3 * DAY)
    told = expired(database, ledger, shelf, NOW + 10 * DAY)
    assert {one["file"]: one["forgotten_leads_in_it"] for one in told["kept"]} == {"with": 1, "without": 0}
    told = expired(database, ledger, shelf, NOW + 32 * DAY)
    assert told["removed"] == ["with"]
    assert [one["forgotten_leads_in_it"] for one in told["kept"]] == [0]


def test_other_files_another_hubs_backup_and_links_are_left_alone(
    database: FileDatabase | ServerDatabase, ledger: FileLedger, shelf: Path, tmp_path: Path
) -> None:
    other = FileDatabase(tmp_path / "another.db", OneKey())
    backed_up(other, shelf / "anothers", NOW)
    backed_up(database, tmp_path / "elsewhere", NOW)
    (shelf / "link").symlink_to(tmp_path / "elsewhere")
    (shelf / "folder").mkdir()
    (shelf / "letter.txt").write_text("Dear Ada")
    backed_up(database, shelf / "ours", NOW + 99 * DAY)
    told = expired(database, ledger, shelf, NOW + 100 * DAY)
    assert told["removed"] == []
    assert told["no_backup_of_this_hub"] == ["anothers", "letter.txt"]
    assert sorted(file.name for file in shelf.iterdir()) == ["anothers", "folder", "letter.txt", "link", "ours"]


def test_what_a_restore_replaced_ends_with_them(
    database: FileDatabase | ServerDatabase, ledger: FileLedger, shelf: Path, tmp_path: Path
) -> None:
    backed_up(database, shelf / "day-0", NOW)
    for day in (1, 50):
        replaced = care.restore(shelf / "day-0", database, ledger, FixedClock(NOW + day * DAY))["replaced"]
        assert replaced
    told = expired(database, ledger, shelf, NOW + 60 * DAY)
    assert len(told["replaced_removed"]) == 1
    assert told["replaced_kept"] == [replaced]
    with opened(database) as (store, _):
        if isinstance(database, FileDatabase):
            there = [file.name for file in tmp_path.glob("hub.db.replaced-*")]
        else:
            there = [name for name in inspect(store._engine).get_schema_names() if name.startswith("replaced_")]
    assert there == [replaced]


def test_the_database_itself_is_no_backup_though_it_lies_in_the_folder(ledger: FileLedger, tmp_path: Path) -> None:
    database = FileDatabase(tmp_path / "hub.db", OneKey())
    backed_up(database, tmp_path / "backup", NOW)
    told = expired(database, ledger, tmp_path, NOW + 400 * DAY)
    assert told["removed"] == []
    assert [one["file"] for one in told["kept"]] == ["backup"]
    assert (tmp_path / "hub.db").exists()


@pytest.mark.parametrize(("days", "folder"), [(13, "."), (0, "."), (36_501, "."), (30, "nowhere")])
def test_too_few_days_too_many_and_no_folder_are_refused(
    days: int, folder: str, ledger: FileLedger, tmp_path: Path
) -> None:
    database = FileDatabase(tmp_path / "hub.db", OneKey())
    with opened(database) as (store, vault):
        shelf = Shelf(store, vault, database, ledger)
        with pytest.raises(BadInput):
            care.expire_backups(tmp_path / folder, days, shelf, FixedClock(NOW))
        assert care.expire_backups(tmp_path, 14, shelf, FixedClock(NOW))["ok"]


def test_a_backup_of_yesterday_is_a_day_old_though_nothing_else_happened_for_a_year(
    database: FileDatabase | ServerDatabase, ledger: FileLedger, shelf: Path
) -> None:
    for day in (365, 366):
        backed_up(database, shelf / f"day-{day}", NOW + day * DAY)
    told = expired(database, ledger, shelf, NOW + 366 * DAY)
    assert told["removed"] == []
    assert [one["as_of"] for one in told["kept"]] == [(NOW + day * DAY).isoformat() for day in (365, 366)]


def changed(file: Path, statement: str) -> None:
    """Change something inside a backup, under its key: it opens as before."""
    engine = open_sqlcipher(file, KEY)
    with engine.connect().execution_options(reads=True) as conn:
        conn.rollback()
        driver: Any = conn.connection.driver_connection
        driver.execute("PRAGMA foreign_keys = OFF")
        driver.execute(statement)
        driver.execute("PRAGMA journal_mode = DELETE").fetchone()
    engine.dispose()


def spoil_audit(file: Path) -> None:
    """Have a backup that `hub verify` would not pass."""
    changed(file, "UPDATE audit SET what = 'nothing' WHERE n = 1")


def test_a_newest_that_opens_and_is_not_sound_does_not_count_as_the_one_to_keep(
    database: FileDatabase | ServerDatabase, ledger: FileLedger, shelf: Path
) -> None:
    for day in (0, 1, 2):
        backed_up(database, shelf / f"day-{day}", NOW + day * DAY)
    spoil_audit(shelf / "day-2")
    told = expired(database, ledger, shelf, NOW + 300 * DAY)
    assert told["removed"] == ["day-0", "day-2"]
    assert [one["file"] for one in told["kept"]] == ["day-1"]


def test_where_none_can_be_put_back_as_it_should_all_stay(
    database: FileDatabase | ServerDatabase, ledger: FileLedger, shelf: Path
) -> None:
    for day in (0, 1):
        backed_up(database, shelf / f"day-{day}", NOW + day * DAY)
        spoil_audit(shelf / f"day-{day}")
    told = expired(database, ledger, shelf, NOW + 300 * DAY)
    assert (told["ok"], told["one_can_be_put_back"], told["removed"]) == (False, False, [])
    assert len(list(shelf.iterdir())) == 2


def test_one_that_cannot_be_removed_keeps_no_other_and_is_named(
    database: FileDatabase | ServerDatabase, ledger: FileLedger, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in (0, 1, 60):
        backed_up(database, shelf / f"day-{day}", NOW + day * DAY)
    unlink = Path.unlink

    def refusing(file: Path, missing_ok: bool = False) -> None:  # noqa: FBT002 - as pathlib has it
        if file.name == "day-0":
            raise PermissionError
        unlink(file, missing_ok)

    monkeypatch.setattr(Path, "unlink", refusing)
    told = expired(database, ledger, shelf, NOW + 61 * DAY)
    assert (told["ok"], told["not_removed"], told["removed"]) == (False, ["day-0"], ["day-1"])
    assert audit_of(database)[-1] == ("backups ended", "1 of more than 30 days, 0 replaced databases")


def test_a_file_that_took_the_place_of_another_meanwhile_stays(
    database: FileDatabase | ServerDatabase, ledger: FileLedger, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in (0, 60):
        backed_up(database, shelf / f"day-{day}", NOW + day * DAY)

    def rotating(store: Any) -> Any:
        (shelf / "day-0").write_bytes((shelf / "day-60").read_bytes())
        return verify(store)

    monkeypatch.setattr("app.hub.expiring.verify", rotating)
    assert expired(database, ledger, shelf, NOW + 61 * DAY)["removed"] == []
    assert (shelf / "day-0").exists()


def test_the_database_is_none_by_another_name_either(ledger: FileLedger, tmp_path: Path, shelf: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "hub.db").symlink_to(shelf / "real.db")
    FileDatabase(shelf / "real.db", OneKey()).open()[0].close()
    database = FileDatabase(tmp_path / "data" / "hub.db", OneKey())
    backed_up(database, shelf / "backup", NOW)
    told = expired(database, ledger, shelf, NOW + 400 * DAY)
    assert [one["file"] for one in told["kept"]] == ["backup"]
    assert (shelf / "real.db").exists()


def test_a_backup_named_after_the_database_is_one(ledger: FileLedger, tmp_path: Path) -> None:
    database = FileDatabase(tmp_path / "hub.db", OneKey())
    for day in (0, 60):
        backed_up(database, tmp_path / f"hub.db.day-{day}", NOW + day * DAY)
    assert expired(database, ledger, tmp_path, NOW + 61 * DAY)["removed"] == ["hub.db.day-0"]


@pytest.mark.system("postgres")
def test_schemas_of_others_stay(ledger: FileLedger, shelf: Path, request: pytest.FixtureRequest) -> None:
    url = cluster_of(request.config).new_database()
    database = ServerDatabase(url, OneKey())
    backed_up(database, shelf / "day-0", NOW)
    ours = care.restore(shelf / "day-0", database, ledger, FixedClock(NOW + DAY))["replaced"]
    care.restore(shelf / "day-0", database, ledger, FixedClock(NOW + 2 * DAY))
    with opened(database) as (store, _), writing(store._engine) as conn:
        for name in ("20200101t000000z", "replaced_2020101t0000z", "replaced_20200101t000000z"):
            conn.exec_driver_sql(f'CREATE SCHEMA "{name}"')
        conn.exec_driver_sql("CREATE TABLE replaced_20200101t000000z.company (hub_id text)")
        conn.exec_driver_sql("INSERT INTO replaced_20200101t000000z.company VALUES ('another')")
        conn.exec_driver_sql(f'CREATE TABLE "{ours}".a_colleagues (n integer)')
    tried = expired(database, ledger, shelf, NOW + 60 * DAY, dry_run=True)
    told = expired(database, ledger, shelf, NOW + 60 * DAY)
    assert len(told["replaced_removed"]) == 1
    assert told["replaced_kept"] == ["replaced_20200101t000000z", ours]
    assert all(tried[key] == told[key] for key in ("replaced_removed", "replaced_kept"))
    with opened(database) as (store, _):
        names = inspect(store._engine).get_schema_names()
        assert {"20200101t000000z", "replaced_2020101t0000z", "replaced_20200101t000000z", ours} <= set(names)
        assert inspect(store._engine).get_table_names(schema=ours) == ["a_colleagues"]


NEWEST = "n = (SELECT max(n) FROM audit)"


@pytest.mark.parametrize(
    "odd",
    [
        "UPDATE audit SET at = 9000000000000000000",
        f"UPDATE audit SET at = at - 86400000000 WHERE {NEWEST}",
        f"DELETE FROM audit WHERE {NEWEST}",
        "DELETE FROM audit",
        *(f"DROP TABLE {table}" for table in ("company", "audit", "lead", "activity", "feed_row")),
        "ALTER TABLE company DROP COLUMN assigns",
        "UPDATE company SET recovery_keys = '{'",
        "UPDATE hub_version SET version_num = '9999'",
        "DROP TABLE hub_version",
    ],
)
@pytest.mark.parametrize("which", ["day-0", "day-2"])
def test_one_whose_age_or_tables_cannot_be_trusted_stays_and_is_named_and_the_others_go_by_theirs(
    odd: str, which: str, ledger: FileLedger, tmp_path: Path, shelf: Path
) -> None:
    database = FileDatabase(tmp_path / "hub.db", OneKey())
    ledger.keep(revoked=set(), left=set(), purged={"lead-1"}, wiped=set(), recovery_keys=set())
    for day in (0, 1, 2, 3):
        backed_up(database, shelf / f"day-{day}", NOW + day * DAY)
    changed(shelf / which, odd)
    told = expired(database, ledger, shelf, NOW + 300 * DAY)
    assert (told["ok"], [one["file"] for one in told["not_read"]]) == (False, [which])
    assert told["not_read"][0]["why"]
    assert told["removed"] == [name for name in ("day-0", "day-1", "day-2") if name != which]
    assert sorted(file.name for file in shelf.iterdir()) == [which, "day-3"]


def test_where_the_newest_lacks_a_table_the_newest_that_is_whole_stays(
    ledger: FileLedger, tmp_path: Path, shelf: Path
) -> None:
    database = FileDatabase(tmp_path / "hub.db", OneKey())
    for day in (0, 1, 2):
        backed_up(database, shelf / f"day-{day}", NOW + day * DAY)
    changed(shelf / "day-2", "DROP TABLE activity")
    told = expired(database, ledger, shelf, NOW + 300 * DAY)
    assert ([one["file"] for one in told["kept"]], told["not_read"]) == (
        ["day-1"],
        [{"file": "day-2", "why": "The backup day-2 is damaged."}],
    )
    with opened(database) as (_, vault), pytest.raises(StoreUnusable, match="day-2 is damaged"):
        look_at(vault, shelf / "day-2")


def test_a_backup_is_read_where_it_lies_and_copied_only_where_something_must_be_changed_to_read_it(
    database: FileDatabase | ServerDatabase, ledger: FileLedger, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied, copy = [], backup._copy

    def noted(file: Path, to: Path) -> None:
        copied.append(file.name)
        copy(file, to)

    monkeypatch.setattr(backup, "_copy", noted)
    for day in (0, 1):
        backed_up(database, shelf / f"day-{day}", NOW + day * DAY)
    before = {file: file.read_bytes() for file in shelf.iterdir()}
    assert expired(database, ledger, shelf, NOW + DAY)["ok"]
    assert (copied, {file: file.read_bytes() for file in shelf.iterdir()}) == ([], before)
    (shelf / "day-0-journal").write_bytes(b"\x00" * 512)
    told = expired(database, ledger, shelf, NOW + DAY)
    assert [one["file"] for one in told["kept"]] == ["day-0", "day-1"]
    assert set(copied) == {"day-0"}
    assert told["no_backup_of_this_hub"] == [], "a journal is part of its file"


def test_journals_go_with_their_backup_and_no_others_do(
    database: FileDatabase | ServerDatabase, ledger: FileLedger, shelf: Path
) -> None:
    for day in (0, 60):
        backed_up(database, shelf / f"day-{day}", NOW + day * DAY)
    for name in ("day-0-wal", "day-0-shm", "day-0-journal", "day-60-shm", "day-1-wal"):
        (shelf / name).write_bytes(b"\x00" * 512)
    told = expired(database, ledger, shelf, NOW + 61 * DAY)
    assert (told["ok"], told["removed"]) == (True, ["day-0"])
    assert told["no_backup_of_this_hub"] == ["day-1-wal"]
    assert sorted(file.name for file in shelf.iterdir()) == ["day-1-wal", "day-60", "day-60-shm"]


def test_an_empty_file_is_named_and_the_others_go(
    database: FileDatabase | ServerDatabase, ledger: FileLedger, shelf: Path
) -> None:
    for day in (0, 60):
        backed_up(database, shelf / f"day-{day}", NOW + day * DAY)
    (shelf / "day-30").touch()
    told = expired(database, ledger, shelf, NOW + 61 * DAY)
    assert (told["ok"], told["removed"]) == (False, ["day-0"])
    assert told["not_read"] == [{"file": "day-30", "why": "The backup day-30 is empty."}]
    assert (shelf / "day-30").exists()


def test_a_dry_run_says_the_same_and_removes_nothing(
    database: FileDatabase | ServerDatabase, ledger: FileLedger, shelf: Path
) -> None:
    for day in (0, 60):
        backed_up(database, shelf / f"day-{day}", NOW + day * DAY)
    care.restore(shelf / "day-0", database, ledger, FixedClock(NOW + DAY))
    before, noted = sorted(file.name for file in shelf.iterdir()), audit_of(database)
    tried = expired(database, ledger, shelf, NOW + 61 * DAY, dry_run=True)
    assert (sorted(file.name for file in shelf.iterdir()), audit_of(database)) == (before, noted)
    done = expired(database, ledger, shelf, NOW + 61 * DAY)
    assert (tried.pop("dry_run"), done.pop("dry_run")) == (True, False)
    assert tried.pop("note")
    assert tried == done
    assert done["removed"]
    assert done["replaced_removed"]


def test_a_line_in_the_middle_that_was_given_a_later_date_makes_no_backup_look_young(
    database: FileDatabase | ServerDatabase, ledger: FileLedger, shelf: Path
) -> None:
    for day in (0, 1):
        backed_up(database, shelf / f"day-{day}", NOW + day * DAY)
    changed(shelf / "day-0", "UPDATE audit SET at = at + 86400000000000 WHERE n = 1")
    told = expired(database, ledger, shelf, NOW + 300 * DAY)
    assert "cannot be told" in told["not_read"][0]["why"]


def test_a_backup_that_cannot_be_put_back_is_told_of_by_its_own_name_and_leaves_nothing_behind(
    ledger: FileLedger, tmp_path: Path, shelf: Path
) -> None:
    database = FileDatabase(tmp_path / "hub.db", OneKey())
    backed_up(database, shelf / "whole", NOW)
    whole = (shelf / "whole").read_bytes()
    (shelf / "empty").touch()
    (shelf / "letter").write_text("Dear Ada")
    (shelf / "cut").write_bytes(whole[: 4096 * 3])
    before = sorted(file.name for file in tmp_path.iterdir())
    for name in ("empty", "letter", "cut"):
        with pytest.raises(StoreUnusable, match=name) as refused:
            care.restore(shelf / name, database, ledger, FixedClock(NOW))
        with opened(database) as (store, vault), pytest.raises(StoreUnusable, match=name) as looked:
            care.backup(["verify", str(shelf / name)], store, vault, FixedClock(NOW))
        assert str(looked.value) == str(refused.value)
        assert not any(word in str(looked.value) for word in ("looked-at", "restoring", "verify", "data directory"))
    assert sorted(file.name for file in tmp_path.iterdir()) == before


def test_one_that_is_written_to_while_it_is_read_is_told_as_not_read(
    database: FileDatabase | ServerDatabase, ledger: FileLedger, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in (0, 1):
        backed_up(database, shelf / f"day-{day}", NOW + day * DAY)
    check = backup._check

    def rotating(engine: Any, file: Path) -> None:
        check(engine, file)
        if file.name == "day-0":
            file.write_bytes((shelf / "day-1").read_bytes())

    monkeypatch.setattr(backup, "_check", rotating)
    told = expired(database, ledger, shelf, NOW + 300 * DAY)
    assert (told["ok"], [one["file"] for one in told["not_read"]], told["removed"]) == (False, ["day-0"], [])
