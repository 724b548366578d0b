"""Recovery keys at the hub: the private half goes into one file, the public one to every desk."""

from __future__ import annotations

import stat
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from app.clock import FixedClock
from app.errors import BadInput, StoreUnusable
from app.hub import people, recovery_keys, verbs
from app.hub.backups import begin_anew, keep_shut_out
from app.outside.ledger import FileLedger
from app.protocol import feed
from app.protocol.recovery_key import RecoveryKey, in_force, new_pair, read_file
from storage.hub.store import SqlHubStore
from tests.hubs import NOW, DeskOf

CLOCK = FixedClock(NOW)


def keys_in(store: SqlHubStore) -> tuple[RecoveryKey, ...]:
    with store.reading() as rows:
        return rows.company().recovery_keys


def noted(store: SqlHubStore) -> list[tuple[str, str, str]]:
    with store.reading() as rows:
        return [(line.by, line.what, line.subject) for line in rows.audit.all() if "recovery key" in line.what]


def told(desk: Any) -> list[RecoveryKey]:
    rows = [feed.read(row.kind, row.body) for row in desk.pulls() if row.kind == "recovery_key"]
    return [item for item in rows if isinstance(item, RecoveryKey)]


def test_the_private_half_is_in_its_file_alone_and_the_public_one_at_the_desks(
    store: SqlHubStore, desk: DeskOf, tmp_path: Path
) -> None:
    ada = desk("Ada")
    assert told(ada) == []
    answer = recovery_keys.make(store, CLOCK, tmp_path / "one.pem")
    half = read_file((tmp_path / "one.pem").read_bytes(), "one.pem")
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "one.pem").stat().st_mode) == 0o600
    assert (answer["key_id"], answer["in_force"], answer["public"]) == (half.key_id, half.key_id, half.public.hex())
    [key] = told(ada)
    assert (key.public, key.made_at) == (half.public, NOW)
    assert noted(store) == [("operator", "recovery key made", half.key_id)]
    with store.reading() as rows:
        kept = repr(rows.company()).encode() + b"".join(row.body for _, row in ada.told)
        kept += repr(list(rows.audit.all())).encode() + repr(answer).encode()
    secret = half.private.private_bytes_raw()
    assert secret not in kept
    assert secret.hex().encode() not in kept
    assert half.hub_id == ada.enrolled.hub_id


def test_a_file_that_is_there_is_never_replaced(store: SqlHubStore, tmp_path: Path) -> None:
    (tmp_path / "one.pem").write_text("of another year")
    with pytest.raises(BadInput, match="already"):
        recovery_keys.make(store, CLOCK, tmp_path / "one.pem")
    with pytest.raises(StoreUnusable, match="cannot be written"):
        recovery_keys.make(store, CLOCK, tmp_path / "nowhere" / "one.pem")
    assert (tmp_path / "one.pem").read_text() == "of another year"
    assert keys_in(store) == ()


def test_where_the_hub_does_not_take_the_key_its_file_is_gone_again(
    store: SqlHubStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise StoreUnusable("The disk is full.")

    monkeypatch.setattr(recovery_keys, "note", full)
    with pytest.raises(StoreUnusable):
        recovery_keys.make(store, CLOCK, tmp_path / "one.pem")
    assert list(tmp_path.glob("*.pem")) == []
    assert keys_in(store) == ()


def test_only_an_admin_decides_when_somebody_is_named(store: SqlHubStore, tmp_path: Path) -> None:
    people.add_person(store, people.Newcomer(name="Ann", role="admin", branch="Nashville"), NOW)
    acts: list[Callable[[str], object]] = [
        lambda by: recovery_keys.make(store, CLOCK, tmp_path / "one.pem", by),
        lambda by: recovery_keys.add(store, CLOCK, new_pair("", "").public.hex(), by),
        lambda by: recovery_keys.retire(store, CLOCK, keys_in(store)[0].key_id, "lost", by),
    ]
    for act in acts:
        before = keys_in(store)
        for nobody in ("Ada", "Ben", "Zed"):
            with pytest.raises(BadInput):
                act(nobody)
        assert keys_in(store) == before
        assert list(tmp_path.glob("*.pem")) == [] or act is not acts[0]
        act("Ann")
    with store.reading() as rows:
        ann = rows.people.named("Ann")
    assert ann is not None
    assert [by for by, _, _ in noted(store)] == [ann.person_id] * 3


def test_a_newer_key_counts_also_where_the_clock_was_set_back(store: SqlHubStore, tmp_path: Path) -> None:
    recovery_keys.make(store, CLOCK, tmp_path / "one.pem")
    early = FixedClock(NOW - timedelta(days=400))
    second = recovery_keys.make(store, early, tmp_path / "two.pem")
    assert second["in_force"] == second["key_id"]


def test_a_retired_key_is_told_and_the_one_before_counts_again(
    store: SqlHubStore, desk: DeskOf, tmp_path: Path
) -> None:
    ada = desk("Ada")
    first = recovery_keys.make(store, CLOCK, tmp_path / "one.pem")["key_id"]
    second = recovery_keys.make(store, CLOCK, tmp_path / "two.pem")["key_id"]
    with pytest.raises(BadInput, match="reason"):
        recovery_keys.retire(store, CLOCK, second, " ")
    with pytest.raises(BadInput, match="no recovery key"):
        recovery_keys.retire(store, CLOCK, "abc", "lost")
    answer = recovery_keys.retire(store, CLOCK, second.upper(), "the laptop with it was stolen")
    assert answer["in_force"] == first
    assert in_force(keys_in(store)) == keys_in(store)[0]
    assert [(key.key_id, key.retired_at) for key in told(ada)] == [(first, None), (second, None), (second, NOW)]
    assert noted(store)[-1] == ("operator", "recovery key retired: the laptop with it was stolen", second)
    with pytest.raises(BadInput, match="retired already"):
        recovery_keys.retire(store, CLOCK, second, "again")
    assert recovery_keys.retire(store, CLOCK, first, "a drill")["in_force"] is None


def test_the_list_says_how_many_desks_may_still_be_sealed_to_an_older_key(
    store: SqlHubStore, desk: DeskOf, tmp_path: Path
) -> None:
    ada, _ben, eve = desk("Ada"), desk("Ben"), desk("Eve")
    later = FixedClock(NOW + timedelta(days=1))
    recovery_keys.make(store, later, tmp_path / "one.pem")
    ada.pushes(now=later.at)
    with store.writing() as rows:
        gone = rows.devices.lock(eve.enrolled.device_id)
        assert gone is not None
        rows.devices.put(replace(gone, revoked_at=NOW))
    with store.reading() as rows:
        [row] = recovery_keys._shown(rows)["keys"]
    assert row["desks_seen_since"] == {"n": 1, "of": 2}


@pytest.mark.parametrize("public", ["", "zz" * 32, "ab" * 31, "00" * 32])
def test_what_nothing_can_be_sealed_to_is_not_taken_in(store: SqlHubStore, public: str) -> None:
    with pytest.raises(BadInput, match="64 digits"):
        recovery_keys.add(store, CLOCK, public)
    assert keys_in(store) == ()


def test_a_pair_made_elsewhere_is_taken_in_once(store: SqlHubStore) -> None:
    public = new_pair("", "").public.hex()
    answer = recovery_keys.add(store, CLOCK, public)
    assert answer["in_force"] == answer["key_id"]
    with pytest.raises(BadInput, match="already"):
        recovery_keys.add(store, CLOCK, public)


def test_a_restored_hub_knows_again_which_keys_there_are_and_which_are_retired(
    store: SqlHubStore, desk: DeskOf, tmp_path: Path
) -> None:
    ledger = FileLedger(tmp_path / "revoked.jsonl")
    recovery_keys.make(store, CLOCK, tmp_path / "one.pem")
    with store.reading() as rows:
        at_backup = rows.company()
    recovery_keys.retire(store, CLOCK, keys_in(store)[0].key_id, "stolen")
    recovery_keys.make(store, CLOCK, tmp_path / "two.pem")
    keep_shut_out(store, ledger)
    before = keys_in(store)
    with store.writing() as rows:
        rows.put_company(at_backup)
    begun = begin_anew(store, ledger, NOW)
    assert keys_in(store) == before
    assert sorted(begun.recovery_keys) == sorted(key.key_id for key in before)
    assert {key.key_id for key in told(desk("Ada"))} == {key.key_id for key in before}
    # another restore has nothing to add
    assert begin_anew(store, ledger, NOW).recovery_keys == []
    assert msgspec.json.decode(msgspec.json.encode(before), type=tuple[RecoveryKey, ...]) == before


def test_a_key_that_was_slipped_in_behind_the_hubs_back_is_named(store: SqlHubStore, tmp_path: Path) -> None:
    first = recovery_keys.make(store, CLOCK, tmp_path / "one.pem")["key_id"]
    second = recovery_keys.make(store, CLOCK, tmp_path / "two.pem")["key_id"]
    recovery_keys.retire(store, CLOCK, first, "replaced")
    assert verbs.verify(store)["ok"]
    keys = keys_in(store)
    theirs = RecoveryKey(public=bytes(range(32)), made_at=NOW + timedelta(days=1))
    retired, standing = keys
    for put, named in (
        ((*keys, theirs), [theirs.key_id]),
        ((retired,), [second]),
        ((msgspec.structs.replace(retired, retired_at=None), standing), [first]),
        ((retired, msgspec.structs.replace(standing, retired_at=NOW)), [second]),
        ((msgspec.structs.replace(retired, made_at=NOW + timedelta(days=1)), standing), sorted([first, second])),
    ):
        with store.writing() as rows:
            rows.put_company(replace(rows.company(), recovery_keys=put))
        answer = verbs.verify(store)
        assert (answer["ok"], answer["recovery_keys_not_as_audited"]) == (False, named)
    with store.writing() as rows:
        rows.put_company(replace(rows.company(), recovery_keys=keys))
    assert verbs.verify(store)["ok"]
    with store.writing() as rows:
        rows.feeds.append(feed.COMPANY, theirs)
    assert verbs.verify(store)["recovery_keys_not_as_audited"] == [theirs.key_id]


def test_what_a_hub_that_was_put_back_learns_again_is_no_change(store: SqlHubStore, tmp_path: Path) -> None:
    ledger = FileLedger(tmp_path / "revoked.jsonl")
    first = recovery_keys.make(store, CLOCK, tmp_path / "one.pem")["key_id"]
    recovery_keys.retire(store, CLOCK, first, "lost")
    (retired,) = keys_in(store)
    later_one = RecoveryKey(public=bytes(range(32)), made_at=NOW + timedelta(days=1))
    ledger.keep(revoked=set(), left=set(), recovery_keys={msgspec.json.encode(later_one).decode()})
    begin_anew(store, ledger, NOW)
    assert keys_in(store) == (retired, later_one)
    assert verbs.verify(store)["ok"]
