"""When a lead that nobody tried goes to the next officer by itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from app.desktop.activities import Note
from app.desktop.ports import PlaybookRow
from app.desktop.taking import goes_on_at
from app.domain.activity import Activity, Kind
from app.domain.stage import Stage
from tests.desks import MONDAY, TestDesk, a_lead, shipped

_HOURS_AN_OFFICER_HAS = timedelta(hours=4)


@pytest.fixture
def desk(tmp_path: Path) -> TestDesk:
    desk = TestDesk(tmp_path)
    desk.joined()
    with desk.store.writing() as tx:
        tx.put_playbook(PlaybookRow(1, shipped().playbook, "Ultimate contact", MONDAY - timedelta(days=9)))
    return desk


def _given(desk: TestDesk, at: datetime) -> str:
    lead = msgspec.structs.replace(a_lead(received_at=at), playbook_version=1)
    return desk.put(lead, from_hub=True)


def _goes_on_at(desk: TestDesk, lead_id: str) -> datetime | None:
    with desk.store.reading() as tx:
        held = tx.lead(lead_id)
        assert held is not None
        return goes_on_at(tx, desk.desk.book, held)


def _skips(desk: TestDesk, lead_id: str) -> str:
    return desk.desk.activities.log(Note(lead_id, Kind.SKIP, reason="busy"))[0].activity_id


def test_skipping_keeps_a_lead_no_longer(desk: TestDesk) -> None:
    lead_id = _given(desk, MONDAY)
    for _ in range(4):
        desk.pass_time(minutes=5)
        _skips(desk, lead_id)
        assert _goes_on_at(desk, lead_id) == MONDAY + _HOURS_AN_OFFICER_HAS
    # nothing is due of it for days, and it goes all the same
    desk.pass_time(hours=3)
    assert desk.desk.takings.to_hand_on() == []
    desk.clock.at = MONDAY + _HOURS_AN_OFFICER_HAS
    assert desk.desk.takings.to_hand_on() == [lead_id]


def test_a_lead_of_the_night_has_its_time_from_the_morning_though_it_is_skipped_then(desk: TestDesk) -> None:
    desk.clock.at = MONDAY - timedelta(hours=10)
    lead_id = _given(desk, desk.clock.at)
    ends_at = _goes_on_at(desk, lead_id)
    assert ends_at is not None
    opens_at = ends_at - _HOURS_AN_OFFICER_HAS
    assert opens_at > desk.clock.at + timedelta(hours=1)
    desk.clock.at = opens_at + timedelta(minutes=2)
    skipped = _skips(desk, lead_id)
    assert _goes_on_at(desk, lead_id) == ends_at
    desk.desk.activities.undo(skipped)
    assert _goes_on_at(desk, lead_id) == ends_at


def test_what_the_officer_before_skipped_is_not_the_next_ones(desk: TestDesk) -> None:
    lead_id = _given(desk, MONDAY)
    desk.pass_time(minutes=5)
    _skips(desk, lead_id)
    desk.pass_time(minutes=40)
    with desk.store.writing() as tx:
        held = tx.lead(lead_id)
        assert held is not None
        lead = msgspec.structs.replace(held.lead, assigned_at=desk.clock.now())
        desk.desk.book.put_lead(tx, lead, from_hub=True)
        desk.desk.book.replan(tx, [lead_id], desk.clock.now())
    assert _goes_on_at(desk, lead_id) == desk.clock.now() + _HOURS_AN_OFFICER_HAS


def test_a_lead_in_a_loan_goes_to_nobody(desk: TestDesk) -> None:
    lead_id = _given(desk, MONDAY)
    loan = Activity(
        activity_id="told",
        lead_id=lead_id,
        kind=Kind.STAGE_REPORTED,
        actor_id="",
        began_at=MONDAY,
        logged_at=MONDAY,
        stage=Stage.PRE_APPROVED.value,
    )
    with desk.store.writing() as tx:
        tx.add_activity(loan)
        desk.desk.book.replan(tx, [lead_id], MONDAY)
    assert _goes_on_at(desk, lead_id) is None


def test_a_lead_that_is_none_after_all_goes_to_nobody(desk: TestDesk) -> None:
    lead_id = _given(desk, MONDAY)
    desk.pass_time(minutes=5)
    _skips(desk, lead_id)
    desk.desk.activities.log(Note(lead_id, Kind.BAD_LEAD, reason="fake"))
    desk.pass_time(hours=9)
    assert desk.desk.takings.to_hand_on() == []
