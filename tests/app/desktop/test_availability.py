"""What an officer says of being here, and what is held back by it until that is over."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.desktop.activities import Note
from app.desktop.availability import AVAILABLE, Being
from app.domain.activity import Kind
from app.domain.officer import read_hours
from app.domain.presence import State
from app.errors import BadInput
from tests.desks import MONDAY, TestDesk, a_lead

HOUR = timedelta(hours=1)


def _away(desk: TestDesk, span: timedelta = HOUR) -> None:
    desk.desk.availability.be(State.AWAY, desk.clock.now() + span)


def _rung(desk: TestDesk, *, hushed: bool = False) -> list[str]:
    return [ring.lead_id for ring in desk.desk.reminders.fire_due(hushed=hushed)]


def test_who_is_away_is_not_rung_and_hears_of_it_once_when_back(ada: TestDesk) -> None:
    ada.put(a_lead())
    _away(ada)
    assert _rung(ada) == []
    ada.pass_time(minutes=59)
    assert _rung(ada) == []
    ada.pass_time(minutes=1)
    (ring,) = ada.desk.reminders.fire_due()
    assert ring.waited_s == 3600
    assert _rung(ada) == []


def test_coming_back_early_rings_at_once(ada: TestDesk) -> None:
    ada.put(a_lead())
    _away(ada)
    assert _rung(ada) == []
    ada.desk.availability.be(State.AVAILABLE)
    assert _rung(ada) == ["lead-1"]


def test_away_survives_a_restart_and_ends_by_itself(ada: TestDesk) -> None:
    _away(ada)
    again = TestDesk(ada.path.parent)
    assert again.desk.availability.now() == Being(State.AWAY, MONDAY + HOUR)
    again.pass_time(hours=1)
    assert again.desk.availability.now() == AVAILABLE
    again.store.close()


def test_nobody_wakes_for_what_is_held_back_and_everybody_for_its_end(ada: TestDesk) -> None:
    ada.put(a_lead())
    assert ada.desk.reminders.next_at() == MONDAY
    _away(ada)
    assert ada.desk.reminders.next_at() == MONDAY + HOUR
    assert ada.desk.reminders.next_at(hushed=True) == MONDAY + HOUR


def test_without_new_leads_the_work_that_was_begun_goes_on(ada: TestDesk) -> None:
    ada.put(a_lead(emails=()))
    ada.put(a_lead("lead-2", "Nia Orr", phones=("+14235550144",), emails=()))
    ada.desk.activities.log(Note(lead_id="lead-2", kind=Kind.CALL_BACK, when=MONDAY + timedelta(minutes=20)))
    ada.desk.availability.be(State.NO_NEW_LEADS, MONDAY + HOUR)
    assert _rung(ada) == []
    assert ada.desk.reminders.next_at() == MONDAY + timedelta(minutes=20)
    ada.pass_time(minutes=20)
    assert _rung(ada) == ["lead-2"]
    ada.pass_time(minutes=40)
    assert _rung(ada) == ["lead-1"]


def test_more_new_leads_than_ring_at_once_do_not_keep_a_promise_from_ringing(ada: TestDesk) -> None:
    for n in range(30):
        ada.put(a_lead(f"lead-{n}", f"Nia Orr {n}", phones=(f"+1423555{n + 100:04}",), emails=()))
    ada.desk.activities.log(Note(lead_id="lead-29", kind=Kind.CALL_BACK, when=MONDAY + timedelta(minutes=20)))
    ada.desk.availability.be(State.NO_NEW_LEADS, MONDAY + HOUR)
    ada.pass_time(minutes=20)
    assert _rung(ada) == ["lead-29"]


def test_a_hushed_moment_holds_everything_back_and_loses_nothing(ada: TestDesk) -> None:
    ada.put(a_lead())
    assert _rung(ada, hushed=True) == []
    ahead = ada.desk.reminders.next_at(hushed=True)
    assert ahead is not None
    assert ahead > MONDAY, "what is held back would wake the program again and again"
    assert _rung(ada) == ["lead-1"]


def test_a_word_takes_the_place_of_the_one_before(ada: TestDesk) -> None:
    _away(ada)
    ada.desk.availability.be(State.WORKING)
    assert ada.desk.availability.now() == Being(State.WORKING, MONDAY.replace(day=24, hour=5))
    _away(ada)
    assert ada.desk.availability.now().state is State.AWAY
    assert not ada.desk.shifts.is_working_now()
    ada.desk.availability.be(State.AVAILABLE)
    assert ada.desk.availability.now() == AVAILABLE


@pytest.mark.parametrize(
    ("span", "said"), [(timedelta(0), "over"), (timedelta(days=15), "longer than two weeks"), (None, "over")]
)
def test_an_end_that_cannot_be_meant_is_refused(ada: TestDesk, span: timedelta | None, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        ada.desk.availability.be(State.AWAY, None if span is None else MONDAY + span)
    assert ada.desk.availability.now() == AVAILABLE


def test_until_is_read_on_the_officers_own_clock(ada: TestDesk) -> None:
    assert ada.desk.availability.read_until("3pm") == MONDAY.replace(hour=20)
    with pytest.raises(BadInput):
        ada.desk.availability.read_until("whenever")


def test_until_the_next_working_day_means_its_shift(ada: TestDesk) -> None:
    ada.desk.shifts.change(hours=read_hours("Mon-Fri 08:30-17:00"))
    assert ada.desk.availability.next_shift() == MONDAY.replace(day=24, hour=13, minute=30)


def test_until_tomorrow_waits_for_the_first_legal_time_there(ada: TestDesk) -> None:
    # Kentucky opens at ten, an hour after working mornings begin
    ada.put(a_lead(state="KY", zip_code="40202", phones=("+15025550142",)))
    (ring,) = ada.desk.reminders.fire_due()
    until, _ = ada.desk.reminders.snooze_until(ring.reminder_id, None)
    assert until == MONDAY.replace(day=24, hour=15)
    ada.clock.at = until
    assert _rung(ada) == ["lead-1"]
