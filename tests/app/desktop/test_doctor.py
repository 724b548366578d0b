"""What is told of a desk that belongs to a hub."""

from __future__ import annotations

from datetime import datetime

import msgspec
import pytest

from app.desktop import doctor
from app.domain.officer import read_licences
from tests.desks import MONDAY, TestDesk


def _belongs_to_a_hub(ada: TestDesk, *, last_sync_at: datetime | None, offset_s: float) -> None:
    with ada.store.writing() as tx:
        identity = tx.identity()
        assert identity is not None
        joined = msgspec.structs.replace(
            identity,
            hub_id="ours",
            hub_url="https://hub.example.com",
            last_sync_at=last_sync_at,
            clock_offset_s=offset_s,
            clock_asked_at=MONDAY,
        )
        tx.put_identity(joined)


def _told(ada: TestDesk) -> dict[str, doctor.Check]:
    return {check.name: check for check in doctor.check_desk(ada.store, ada.clock.now())}


def test_an_offset_is_told_with_the_time_it_was_measured_at(ada: TestDesk) -> None:
    _belongs_to_a_hub(ada, last_sync_at=MONDAY, offset_s=0.25)
    told = _told(ada)
    assert told["clock offset"].detail == "0.2 s behind the hub, measured 2026-11-23 11:00 EST"
    assert told["hub"].detail == "https://hub.example.com, last round 2026-11-23 11:00 EST"


def test_a_clock_that_is_far_off_is_to_be_set(ada: TestDesk) -> None:
    _belongs_to_a_hub(ada, last_sync_at=None, offset_s=-301)
    told = _told(ada)
    assert not told["clock offset"].ok
    assert told["clock offset"].fix
    assert told["hub"].detail == "https://hub.example.com, no round yet"


@pytest.mark.parametrize(("offset_s", "is_off"), [(300.0, False), (300.1, True), (-300.1, True)])
def test_the_window_is_told_of_a_clock_that_is_to_be_set(ada: TestDesk, offset_s: float, *, is_off: bool) -> None:
    _belongs_to_a_hub(ada, last_sync_at=None, offset_s=offset_s)
    state = ada.desk.sync.state()
    assert (state.clock_offset_s, state.is_clock_off) == (offset_s, is_off)
    # put back since it was compared, it is another clock until it is compared again
    ada.pass_time(days=-1)
    state = ada.desk.sync.state()
    assert (state.clock_offset_s, state.is_clock_off) == (None, False)


def test_the_age_of_the_newest_backup_is_told_and_an_old_one_is_to_be_seen_to(ada: TestDesk) -> None:
    def backup() -> doctor.Check:
        return doctor.check_safekeeping(ada.store, ada.desk.safekeeping.today(), ada.desk.sealing.state())[0]

    assert backup().detail.startswith("none yet")
    ada.desk.safekeeping.keep()
    assert backup().detail == "newest of today (2026-11-23), the only one"
    ada.pass_time(days=1)
    assert backup().detail == "newest of yesterday (2026-11-23), the only one"
    ada.desk.safekeeping.keep()
    ada.pass_time(days=8)
    late = backup()
    assert late.detail == "newest 8 days old (2026-11-24), 2 kept"
    assert not late.ok
    assert late.fix


@pytest.mark.parametrize(("last_day", "is_well"), [("2026-11-23", True), ("2026-11-22", False)])
def test_a_licence_that_ended_is_named_from_the_day_after_its_last(
    ada: TestDesk, last_day: str, *, is_well: bool
) -> None:
    with ada.store.writing() as tx:
        identity = tx.identity()
        assert identity is not None
        officer = msgspec.structs.replace(identity.officer, licences=read_licences(f"KY:{last_day},TN"))
        tx.put_identity(msgspec.structs.replace(identity, officer=officer))
    told = _told(ada)["licences"]
    assert told.ok is is_well
    assert ("nobody there is called: KY" in told.detail) is not is_well
