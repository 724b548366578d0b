"""A manager's nudge rings once at the officer's desk, with the manager's words, whatever is due of the lead."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.desktop.activities import Note
from app.desktop.nudges import TOO_LATE, note_nudge
from app.domain.activity import Kind
from app.domain.presence import State
from app.errors import BadInput
from app.protocol.feed import Nudged
from tests.desks import MONDAY, TestDesk, a_lead


@pytest.fixture
def ada(tmp_path: Path) -> TestDesk:
    desk = TestDesk(tmp_path)
    desk.put(a_lead(received_at=MONDAY))
    desk.desk.reminders.fire_due()
    return desk


def nudges(desk: TestDesk, nudge_id: str = "n1", lead_id: str = "lead-1") -> None:
    told = Nudged(nudge_id=nudge_id, lead_id=lead_id, by="Grace", words="They wrote again", at=desk.clock.now())
    with desk.desk.store.writing() as tx:
        note_nudge(tx, told, desk.clock.now())


def test_it_rings_once_though_the_feed_is_read_again(ada: TestDesk) -> None:
    nudges(ada)
    assert ada.desk.reminders.next_at() == ada.clock.now()
    (ring,) = ada.desk.reminders.fire_due()
    assert (ring.nudged_by, ring.why, ring.lead_id) == ("Grace", "They wrote again", "lead-1")
    assert "Grace" in ring.headline
    nudges(ada)
    assert ada.desk.reminders.fire_due() == []
    assert ada.desk.reminders.settled(frozenset({ring.reminder_id})) == frozenset()


def test_who_is_away_hears_of_it_when_they_are_back(ada: TestDesk) -> None:
    ada.desk.availability.be(State.AWAY, ada.clock.now() + timedelta(hours=1))
    nudges(ada)
    assert ada.desk.reminders.fire_due() == []
    ada.pass_time(hours=1)
    assert [ring.nudged_by for ring in ada.desk.reminders.fire_due() if ring.nudged_by] == ["Grace"]


def test_it_can_be_put_off_and_rings_again(ada: TestDesk) -> None:
    nudges(ada)
    (ring,) = ada.desk.reminders.fire_due()
    until, _ = ada.desk.reminders.snooze_until(ring.reminder_id, 15)
    assert until == ada.clock.now() + timedelta(minutes=15)
    assert ada.desk.reminders.fire_due() == []
    ada.pass_time(minutes=15)
    assert [one.nudged_by for one in ada.desk.reminders.fire_due()] == ["Grace"]
    assert ada.desk.reminders.snooze_until(ring.reminder_id, None)[0] > ada.clock.now() + timedelta(hours=10)
    with pytest.raises(BadInput, match="no longer open"):
        ada.desk.reminders.snooze("nudge:never", 5)


def test_of_a_lead_that_is_not_here_and_after_a_day_it_does_not_ring(ada: TestDesk) -> None:
    nudges(ada, "other", "nobody's")
    assert ada.desk.reminders.fire_due() == []
    nudges(ada, "old")
    ada.pass_time(seconds=TOO_LATE.total_seconds())
    assert [ring for ring in ada.desk.reminders.fire_due() if ring.nudged_by] == []


def test_what_is_logged_says_when_its_popup_was_shown(ada: TestDesk) -> None:

    ada.pass_time(seconds=20)
    ada.desk.activities.log(Note(lead_id="lead-1", kind=Kind.NO_ANSWER))
    ada.pass_time(seconds=20)
    ada.desk.activities.log(Note(lead_id="lead-1", kind=Kind.NO_ANSWER))
    with ada.desk.store.reading() as tx:
        assert [one.rang_at for one in tx.activities("lead-1")] == [MONDAY, None]
