"""A device is revoked and wiped: it hands in its log, then its leads and its key are gone, also after a restore."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.desktop import verbs
from app.desktop.desk import build_desk
from app.desktop.leads import NewLead
from app.domain.activity import Kind
from app.errors import HubUnreachable, NoKey, SignInRefused
from app.hub import letting_in, people, recovery_keys
from app.hub.checking import verify
from app.outside.erasing import Eraser
from app.outside.keychain import FileKey
from app.paths import recovery_file
from app.protocol import wire
from storage.desktop.store import open_store
from tests.desks import a_lead, shipped
from tests.together.test_joining import code_for, sits_at
from tests.together.test_one_story_one_row import ZONE, Branch, Link, passes


class CutLine(Link):
    """A line that carries nothing up."""

    def push(self, request: wire.PushRequest, within_s: float | None = None) -> wire.PushAnswer:
        raise HubUnreachable("The hub does not answer.", "Try again later.")


WIPED_AT = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
#: what Fay's desk reaches the hub by
LINE: list[type[Link]] = [Link]


@pytest.fixture
def branch(tmp_path: Path) -> Iterator[Branch]:
    LINE[0], made = Link, Branch(tmp_path)
    yield made
    made.close()


@pytest.fixture
def key(tmp_path: Path) -> FileKey:
    return FileKey(tmp_path / "fay.key")


@pytest.fixture
def eraser(branch: Branch, key: FileKey) -> Eraser:
    """Fay's desk on a key of its own, with a lead of the company's, one of her own, and a call not yet handed in."""
    eraser = Eraser(branch.folder / "Fay.db", key)
    people.add_person(branch.hub, people.Newcomer(name="Fay", role="officer", branch="North"), branch.clock.now())
    desk = build_desk(
        open_store(branch.folder / "Fay.db", key.key(make=True)),
        branch.clock,
        shipped(),
        lambda _url, token: LINE[0](branch.hub, branch.clock, token),
        machine_zone=ZONE,
        erase=eraser.erase,
    )
    desk.sync.enroll("http://127.0.0.1:1", code_for(branch, "Fay"), "a laptop")
    branch.desks["Fay"] = desk
    branch.gives(a_lead("lead"), "Fay")
    desk.leads.add(NewLead(name="Walter Zzyzxborrower", phone="423-555-0199", state="TN"))
    passes(branch, minutes=1)
    branch.logs("Fay", "lead", Kind.NO_ANSWER)
    return eraser


def device_id(branch: Branch) -> str:
    return sits_at(branch.desks["Fay"]).device_id


def left(branch: Branch) -> tuple[int, int]:
    """Return how many leads and events the desk has."""
    with branch.desks["Fay"].store.reading() as tx:
        return tx.lead_count(), tx.event_count(0)


def test_a_wiped_desk_hands_in_its_log_and_then_holds_neither_lead_nor_key(
    branch: Branch, eraser: Eraser, key: FileKey
) -> None:
    letting_in.revoke(branch.hub, device_id(branch), branch.clock.now(), wipe=True)
    result, _ = branch.desks["Fay"].sync.round()
    assert result.pending == 0
    with branch.hub.reading() as rows:
        assert [k.activity.kind for k in rows.activities.of_leads(["lead"])["lead"]] == [Kind.NO_ANSWER]
        assert [line.what for line in rows.audit.all()][-3:-1] == ["device revoked", "device to be wiped"]
    assert verify(branch.hub).is_ok
    assert left(branch) == (0, 0)
    assert "wiped" in branch.desks["Fay"].sync.state().trouble
    with pytest.raises(NoKey, match="is missing"):
        key.key(make=False)
    with pytest.raises(SignInRefused):
        branch.desks["Fay"].sync.round()


def test_whoever_had_it_sync_is_told_that_it_was_wiped(branch: Branch, eraser: Eraser) -> None:
    letting_in.revoke(branch.hub, device_id(branch), branch.clock.now(), wipe=True)
    with pytest.raises(SignInRefused, match="was wiped") as told:
        verbs.sync(branch.desks["Fay"])
    assert told.value.details["pending"] == 0


def test_the_next_start_finds_a_desk_that_was_never_set_up(branch: Branch, eraser: Eraser, key: FileKey) -> None:
    letting_in.revoke(branch.hub, device_id(branch), branch.clock.now(), wipe=True)
    branch.desks["Fay"].store.back_up(branch.clock.now().date())
    (branch.folder / "Fay.db.damaged-2026-11-20").write_bytes(b"put aside")
    branch.desks["Fay"].sync.round()
    branch.desks["Fay"].store.close()
    assert len(list(branch.folder.glob("Fay.db.backup-*"))) == 1
    said: list[str] = []
    os.utime(branch.folder / "Fay.db.wiped", (WIPED_AT.timestamp(), WIPED_AT.timestamp()))
    assert eraser.wiped_at() is None
    eraser.finish(said.append)
    # for the window, which reads no terminal
    assert eraser.wiped_at() == WIPED_AT
    assert not list(branch.folder.glob("Fay.db*"))
    store = open_store(branch.folder / "Fay.db", key.key(make=True))
    with store.reading() as tx:
        assert tx.identity() is None
    store.close()
    # nothing is removed from a desk that nobody wiped, and nothing said
    eraser.finish(said.append)
    assert len(said) == 1
    assert (branch.folder / "Fay.db").exists()


def test_neither_does_the_companys_recovery_key_open_it_again(branch: Branch, eraser: Eraser, key: FileKey) -> None:
    sealed = recovery_file(branch.folder / "Fay.db")
    recovery_keys.make(branch.hub, branch.clock, branch.folder / "one.pem")
    branch.desks["Fay"].sync.round()
    assert sealed.exists()
    letting_in.revoke(branch.hub, device_id(branch), branch.clock.now(), wipe=True)
    branch.desks["Fay"].sync.round()
    assert not sealed.exists()
    branch.desks["Fay"].safekeeping.keep()
    assert not sealed.exists()


def test_a_desk_that_could_not_hand_in_keeps_everything_until_it_can(
    branch: Branch, eraser: Eraser, key: FileKey
) -> None:
    letting_in.revoke(branch.hub, device_id(branch), branch.clock.now(), wipe=True)
    before = left(branch)
    LINE[0] = CutLine
    with pytest.raises(HubUnreachable):
        branch.desks["Fay"].sync.round()
    assert left(branch) == before
    LINE[0] = Link
    branch.desks["Fay"].sync.round()
    assert left(branch) == (0, 0)


def test_a_revoked_desk_may_be_wiped_later_and_one_only_revoked_keeps_its_key(
    branch: Branch, eraser: Eraser, key: FileKey
) -> None:
    letting_in.revoke(branch.hub, device_id(branch), branch.clock.now())
    branch.desks["Fay"].sync.round()
    assert left(branch)[0] == 1
    assert len(key.key(make=False)) == 32
    letting_in.revoke(branch.hub, device_id(branch), branch.clock.now(), wipe=True)
    branch.desks["Fay"].sync.round()
    assert left(branch) == (0, 0)
    with pytest.raises(NoKey):
        key.key(make=False)


def test_a_wipe_that_was_cut_off_is_ended_at_the_next_start(branch: Branch, eraser: Eraser, key: FileKey) -> None:
    (branch.folder / "Fay.db.wiped").touch()
    branch.desks["Fay"].store.close()
    eraser.finish(print)
    assert not list(branch.folder.glob("Fay.db*"))
    with pytest.raises(NoKey):
        key.key(make=False)
