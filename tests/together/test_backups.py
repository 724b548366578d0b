"""A hub is backed up while it works, and put back, without an event, a revocation or the old database being lost."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from app.clock import FixedClock
from app.domain.activity import Kind
from app.errors import BadInput, SignInRefused, StoreUnusable, UnreadableFile
from app.hub import care, letting_in, people
from app.hub.backups import Vault, keep_shut_out
from app.hub.checking import verify
from app.hub.forgetting import Whom, purge
from app.outside.ledger import FileLedger
from app.protocol.wire import Enroll, Receipt, Rewind
from storage.hub.database import FileDatabase, ServerDatabase
from storage.hub.store import SqlHubStore
from tests.hubs import BOTH, KEY, NOW, Desk, desk_of, found_company, give_lead, later, lead
from tests.marked import MARKED
from tests.postgres import cluster_of

CLOCK = FixedClock(later(60))


class OneKey:
    """A key that is always there."""

    def __init__(self, key: bytes = KEY) -> None:
        self._key = key

    def key(self, *, make: bool) -> bytes:
        return self._key


@pytest.fixture(params=BOTH)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> FileDatabase | ServerDatabase:
    if request.param == "sqlite":
        return FileDatabase(tmp_path / "hub.db", OneKey())
    return ServerDatabase(cluster_of(request.config).new_database(), OneKey())


@pytest.fixture
def ledger(tmp_path: Path) -> FileLedger:
    return FileLedger(tmp_path / "revoked.jsonl")


@contextmanager
def serving(database: FileDatabase | ServerDatabase) -> Iterator[tuple[SqlHubStore, Vault]]:
    store, vault = database.open()
    with suppress(StoreUnusable):
        found_company(store)
    try:
        yield store, vault
    finally:
        store.close()


def _ada_logs(store: SqlHubStore, desk: Desk, count: int, at_minute: int = 0) -> None:
    held = give_lead(store, lead(at_minute), "Ada")
    for n in range(count):
        desk.logs(held.lead_id, Kind.NO_ANSWER, later(at_minute + n))


def test_what_was_sent_after_the_backup_is_asked_for_again_and_the_chain_holds(
    database: FileDatabase | ServerDatabase, ledger: FileLedger, tmp_path: Path
) -> None:
    backup = tmp_path / "monday.backup"
    with serving(database) as (store, vault):
        ada = desk_of(store, "Ada")
        _ada_logs(store, ada, 3)
        ada.pushes()
        told = care.backup([str(backup)], store, vault, CLOCK)
        assert (told["ok"], told["events"], told["leads"], told["devices"]) == (True, 3, 1, 1)
        # what is in a backup that was read back may be forgotten by the desk that sent it
        _ada_logs(store, ada, 2, 10)
        answer = ada.pushes(3)
        assert isinstance(answer, Receipt)
        assert (answer.have_seq, answer.safe_seq) == (5, 3)
        ada.pulls()
    restored = care.restore(backup, database, ledger, CLOCK)
    assert (restored["events"], restored["leads"], restored["revoked_again"]) == (3, 1, [])
    assert "replaced" in restored["replaced"]
    with closing(database.open()[0]) as store:
        ada.store = store
        behind = ada.pushes(5)
        assert isinstance(behind, Rewind)
        assert behind.have_seq == 3
        assert isinstance(ada.pushes(3), Receipt)
        assert verify(store).is_ok
        # numbers of the feeds will be given out again: every desk reads them from their beginning
        assert all(page.resync for page in ada.asks().pages)


def test_who_was_shut_out_after_the_backup_stays_out(
    database: FileDatabase | ServerDatabase, ledger: FileLedger, tmp_path: Path
) -> None:
    with serving(database) as (store, vault):
        ada, ben = desk_of(store, "Ada"), desk_of(store, "Ben")
        care.backup([str(tmp_path / "b")], store, vault, CLOCK)
        letting_in.revoke(store, ada.enrolled.device_id, NOW, wipe=True)
        keep_shut_out(store, ledger)
    told = care.restore(tmp_path / "b", database, ledger, CLOCK)
    assert told["revoked_again"] == [ada.enrolled.device_id]
    with closing(database.open()[0]) as store:
        ada.store = ben.store = store
        with pytest.raises(SignInRefused):
            ada.caller()
        # and is still to be wiped, should it never have heard of it
        assert ada.known().device.wipe_at is not None
        assert ben.caller().person.name == "Ben"
        assert ben.caller().device.wipe_at is None
        assert verify(store).is_ok


@pytest.mark.system("postgres")
def test_who_was_shut_out_on_another_machine_stays_out_where_the_server_still_says_so(
    request: pytest.FixtureRequest, ledger: FileLedger, tmp_path: Path
) -> None:
    database = ServerDatabase(cluster_of(request.config).new_database(), OneKey())
    with serving(database) as (store, vault):
        ada = desk_of(store, "Ada")
        care.backup([str(tmp_path / "b")], store, vault, CLOCK)
        letting_in.revoke(store, ada.enrolled.device_id, NOW)
    assert care.restore(tmp_path / "b", database, ledger, CLOCK)["revoked_again"] == [ada.enrolled.device_id]
    assert ledger.revoked() == {ada.enrolled.device_id}


def test_a_restore_that_is_cut_short_lets_nobody_in_again(
    database: FileDatabase | ServerDatabase, ledger: FileLedger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(database) as (store, vault):
        ada = desk_of(store, "Ada")
        care.backup([str(tmp_path / "b")], store, vault, CLOCK)
        letting_in.revoke(store, ada.enrolled.device_id, NOW)
        keep_shut_out(store, ledger)

    def cut_short(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(care, "begin_anew", cut_short)
    with pytest.raises(KeyboardInterrupt):
        care.restore(tmp_path / "b", database, ledger, CLOCK)
    with closing(database.open()[0]) as store:
        ada.store = store
        with pytest.raises(SignInRefused):
            ada.caller()


def test_who_left_after_the_backup_does_not_come_back_and_no_code_works_a_second_time(
    database: FileDatabase | ServerDatabase, ledger: FileLedger, tmp_path: Path
) -> None:
    with serving(database) as (store, vault):
        ada = desk_of(store, "Ada")
        held = give_lead(store, lead(), "Ada")
        code, _ = letting_in.invite(store, "Ben", NOW)
        care.backup([str(tmp_path / "b")], store, vault, CLOCK)
        letting_in.enroll(store, Enroll(code=code, device_name="a laptop", protocol=[1]), NOW)
        people.leave(store, "Ada", NOW)
        keep_shut_out(store, ledger)
    told = care.restore(tmp_path / "b", database, ledger, CLOCK)
    assert (told["left_again"], told["invites_void"]) == ([ada.person_id], 1)
    with closing(database.open()[0]) as store:
        with pytest.raises(SignInRefused, match="expired"):
            letting_in.enroll(store, Enroll(code=code, device_name="another", protocol=[1]), CLOCK.now())
        with pytest.raises(BadInput, match="Nobody here is called Ada"):
            letting_in.invite(store, "Ada", CLOCK.now())
        with store.reading() as rows:
            again = rows.leads.by_id(held.lead_id)
        assert again is not None
        assert again.holder_id is None
        assert verify(store).is_ok


def test_a_restore_waits_for_nobody_and_refuses_while_the_hub_is_in_use(
    database: FileDatabase | ServerDatabase, ledger: FileLedger, tmp_path: Path
) -> None:
    backup = tmp_path / "b"
    with serving(database) as (store, vault):
        care.backup([str(backup)], store, vault, CLOCK)
        also, _ = database.open()
        with pytest.raises(StoreUnusable, match="in use"):
            care.restore(backup, database, ledger, CLOCK)
        also.close()
        with pytest.raises(StoreUnusable, match="in use"):
            care.restore(backup, database, ledger, CLOCK)
        assert store.is_ready()
    care.restore(backup, database, ledger, CLOCK)


def test_a_backup_goes_into_the_other_kind_of_database_too(
    database: FileDatabase | ServerDatabase, ledger: FileLedger, tmp_path: Path
) -> None:
    with serving(database) as (store, vault):
        ada = desk_of(store, "Ada")
        _ada_logs(store, ada, 4)
        ada.pushes()
        care.backup([str(tmp_path / "b")], store, vault, CLOCK)
    elsewhere = FileDatabase(tmp_path / "elsewhere.db", OneKey())
    assert care.restore(tmp_path / "b", elsewhere, ledger, CLOCK)["replaced"] is None
    with closing(elsewhere.open()[0]) as store:
        assert verify(store).is_ok
        with store.reading() as rows:
            assert [event.hash for event in rows.events.of_device(ada.enrolled.device_id)] == [e.hash for e in ada.log]


def test_no_backup_takes_the_place_of_another_or_names_a_borrower(
    database: FileDatabase | ServerDatabase, tmp_path: Path
) -> None:
    file = tmp_path / "b"
    with serving(database) as (store, vault):
        give_lead(store, lead(), "Ada")
        care.backup([str(file)], store, vault, CLOCK)
        before = file.read_bytes()
        with pytest.raises(BadInput, match="already"):
            care.backup([str(file)], store, vault, CLOCK)
        with pytest.raises(BadInput, match="no folder"):
            care.backup([str(tmp_path / "none" / "b")], store, vault, CLOCK)
        with pytest.raises(BadInput, match="no file"):
            care.backup(["verify", str(tmp_path / "none")], store, vault, CLOCK)
        with pytest.raises(BadInput, match="one file"):
            care.backup(["a", "b"], store, vault, CLOCK)
    assert file.read_bytes() == before
    assert MARKED.encode() not in before
    assert sorted(p.name for p in tmp_path.iterdir() if p.name.startswith("b")) == ["b"]


@pytest.mark.parametrize("place", [100, 5000, 40_000, -1])
def test_one_changed_byte_of_a_backup_is_noticed_and_nothing_is_put_in_place(
    tmp_path: Path, ledger: FileLedger, place: int
) -> None:
    database, file = FileDatabase(tmp_path / "hub.db", OneKey()), tmp_path / "b"
    with serving(database) as (store, vault):
        ada = desk_of(store, "Ada")
        _ada_logs(store, ada, 3)
        ada.pushes()
        care.backup([str(file)], store, vault, CLOCK)
        damaged = bytearray(file.read_bytes())
        damaged[place] ^= 1
        file.write_bytes(damaged)
        with pytest.raises(StoreUnusable):
            care.backup(["verify", str(file)], store, vault, CLOCK)
    live = (tmp_path / "hub.db").read_bytes()
    with pytest.raises(StoreUnusable):
        care.restore(file, database, ledger, CLOCK)
    assert (tmp_path / "hub.db").read_bytes() == live
    with closing(database.open()[0]) as store:
        assert verify(store).chains == 1


def test_another_hubs_key_opens_no_backup(tmp_path: Path, ledger: FileLedger) -> None:
    with serving(FileDatabase(tmp_path / "hub.db", OneKey())) as (store, vault):
        care.backup([str(tmp_path / "b")], store, vault, CLOCK)
    strange = FileDatabase(tmp_path / "other.db", OneKey(bytes(32)))
    with pytest.raises(StoreUnusable, match="another key"):
        care.restore(tmp_path / "b", strange, ledger, CLOCK)
    assert not (tmp_path / "other.db").exists()


def test_the_ledger_outlives_a_line_that_was_cut_short(tmp_path: Path) -> None:
    file = tmp_path / "revoked.jsonl"
    ledger = FileLedger(file)
    assert ledger.revoked() == set()
    ledger.keep(revoked={"a", "b"}, left={"p"})
    file.write_bytes(file.read_bytes() + b'{"revoked": "c')
    ledger.keep(revoked={"a", "d"}, left={"p", "q"})
    assert (ledger.revoked(), ledger.left()) == ({"a", "b", "d"}, {"p", "q"})
    file.unlink()
    file.mkdir()
    with pytest.raises(StoreUnusable, match="revoked devices"):
        ledger.revoked()


def test_a_backup_that_cannot_be_read_from_the_disk_is_named(tmp_path: Path) -> None:
    with serving(FileDatabase(tmp_path / "hub.db", OneKey())) as (_, vault):
        (tmp_path / "b").mkdir()
        with pytest.raises(UnreadableFile, match="b"), vault.opened(tmp_path / "b"):
            raise AssertionError("nothing to open")


def test_a_restored_file_is_its_owners_alone_while_it_is_copied(
    tmp_path: Path, ledger: FileLedger, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, backup = FileDatabase(tmp_path / "hub.db", OneKey()), tmp_path / "b"
    modes = []

    def copied(source: Path, copy: Path) -> None:
        modes.append(stat.S_IMODE(copy.stat().st_mode))
        copy.write_bytes(source.read_bytes())

    monkeypatch.setattr("shutil.copyfile", copied)
    with serving(database) as (store, vault):
        care.backup([str(backup)], store, vault, CLOCK)
    care.restore(backup, database, ledger, CLOCK)
    assert modes == [0o600]
    assert stat.S_IMODE((tmp_path / "hub.db").stat().st_mode) == 0o600


def _knows_one_name_a_file(_second: Path, file: Path) -> None:
    raise PermissionError(errno.EPERM, "Operation not permitted", str(file))


@pytest.mark.parametrize("second_names", [True, False])
def test_there_is_a_whole_database_at_every_instant_of_a_restore(
    tmp_path: Path, ledger: FileLedger, monkeypatch: pytest.MonkeyPatch, second_names: bool
) -> None:
    if not second_names:
        monkeypatch.setattr(Path, "hardlink_to", _knows_one_name_a_file)
    database, backup, file = FileDatabase(tmp_path / "hub.db", OneKey()), tmp_path / "b", tmp_path / "hub.db"
    with serving(database) as (store, vault):
        care.backup([str(backup)], store, vault, CLOCK)
        desk_of(store, "Ada")
        # as after a hub that was killed
        left = {name: (tmp_path / name).read_bytes() for name in ("hub.db", "hub.db-wal")}
    for name, data in left.items():
        (tmp_path / name).write_bytes(data)
    was_there = []

    def watched(move: Callable[[Path, Path], None]) -> Callable[[Path, Path], None]:
        def moved(source: Path, target: Path) -> None:
            move(source, target)
            was_there.append(file.exists())

        return moved

    monkeypatch.setattr("os.rename", watched(os.rename))
    monkeypatch.setattr("os.replace", watched(os.replace))
    told = care.restore(backup, database, ledger, CLOCK)
    assert was_there
    assert all(was_there)
    assert not [*tmp_path.glob("*-wal"), *tmp_path.glob("*-journal")]
    with closing(database.open()[0]) as store:
        assert verify(store).chains == 0
    kept = tmp_path / told["replaced"]
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    with closing(FileDatabase(kept, OneKey()).open()[0]) as replaced:
        assert verify(replaced).chains == 1


def test_a_database_that_cannot_be_opened_is_kept_with_all_that_lies_beside_it(
    tmp_path: Path, ledger: FileLedger
) -> None:
    database, backup, file = FileDatabase(tmp_path / "hub.db", OneKey()), tmp_path / "b", tmp_path / "hub.db"
    with serving(database) as (store, vault):
        care.backup([str(backup)], store, vault, CLOCK)
    file.write_bytes(b"damaged" * 1000)
    (tmp_path / "hub.db-wal").write_bytes(b"its journal")
    kept = tmp_path / care.restore(backup, database, ledger, CLOCK)["replaced"]
    assert kept.read_bytes() == b"damaged" * 1000
    assert kept.with_name(f"{kept.name}-wal").read_bytes() == b"its journal"
    with closing(database.open()[0]) as store:
        assert verify(store).is_ok


def test_who_was_purged_after_the_backup_does_not_come_back(
    database: FileDatabase | ServerDatabase, ledger: FileLedger, tmp_path: Path
) -> None:
    with serving(database) as (store, vault):
        ada, held = desk_of(store, "Ada"), give_lead(store, lead(1), "Ada")
        ada.logs(held.lead_id, Kind.NO_ANSWER, later(1), note="has a three-legged cat")
        ada.pushes()
        care.backup([str(tmp_path / "b")], store, vault, CLOCK)
        purge(store, Whom(held.lead_id), "asked", CLOCK.now())
        keep_shut_out(store, ledger)
    told = care.restore(tmp_path / "b", database, ledger, CLOCK)
    assert told["purged_again"] == [held.lead_id]
    with closing(database.open()[0]) as store:
        with store.reading() as rows:
            again = rows.leads.by_id(held.lead_id)
            assert again is not None
            assert again.lead.name == "(no name)"
            (kept,) = rows.activities.of_leads([held.lead_id])[held.lead_id]
            assert kept.activity.note == ""
            (event,) = rows.events.of_device(ada.enrolled.device_id)
            assert event.payload is None
        assert verify(store).is_ok
        ada.store = store
        assert {row.kind for row in ada.pulls() if held.lead_id.encode() in row.body} == {"lead_gone"}
