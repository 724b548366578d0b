"""Reminders: claimed once, asked again against the rules, never lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.desktop.activities import Note
from app.desktop.leads import NewLead
from app.domain.activity import Kind
from app.errors import BadInput
from storage.desktop.store import open_store
from tests.desks import KEY, MONDAY, TestDesk, a_lead


def test_a_new_lead_rings_at_once_and_only_once(ada: TestDesk) -> None:
    ada.put(a_lead())
    (ring,) = ada.desk.reminders.fire_due()
    assert ring.is_new_lead
    assert ring.headline.startswith("New lead")
    assert ada.desk.reminders.fire_due() == []


def test_a_claim_is_given_to_the_first_asker_only(ada: TestDesk) -> None:
    ada.put(a_lead())
    with ada.store.reading() as tx:
        reminder = tx.reminder_of("lead-1")
    assert reminder is not None
    with ada.store.writing() as tx:
        assert tx.claim_reminder(reminder.reminder_id, MONDAY)
        assert not tx.claim_reminder(reminder.reminder_id, MONDAY)


def test_it_rings_again_when_the_next_step_is_due(ada: TestDesk) -> None:
    ada.put(a_lead(emails=()))
    ada.desk.reminders.fire_due()
    ada.desk.activities.log(Note(lead_id="lead-1", kind=Kind.NO_ANSWER))
    ada.pass_time(minutes=29)
    assert ada.desk.reminders.fire_due() == []
    ada.pass_time(minutes=1)
    (ring,) = ada.desk.reminders.fire_due()
    assert ring.headline.startswith("Call 2")


def test_what_will_ring_is_known_before_and_rings_once_all_the_same(ada: TestDesk) -> None:
    ada.put(a_lead(emails=()))
    ada.desk.reminders.fire_due()
    ada.desk.activities.log(Note(lead_id="lead-1", kind=Kind.NO_ANSWER))
    next_at = ada.desk.reminders.next_at()
    assert next_at is not None
    assert ada.desk.reminders.expected(next_at - timedelta(seconds=1)) is None
    expected = ada.desk.reminders.expected(next_at)
    assert ada.desk.reminders.fire_due() == [], "nothing was claimed"
    ada.clock.at = next_at
    assert ada.desk.reminders.fire_due() == [expected]
    assert ada.desk.reminders.expected(next_at) is None


def test_a_reminder_whose_minute_was_slept_through_is_shown_late(ada: TestDesk) -> None:
    ada.put(a_lead())
    ada.pass_time(hours=2)
    (ring,) = ada.desk.reminders.fire_due()
    assert ring.late_by_s == 7200


def test_a_reminder_that_fell_due_at_night_rings_when_the_place_opens(ada: TestDesk) -> None:
    ada.put(a_lead(state="KY", zip_code="40202", phones=("+15025550142",)))
    ada.clock.at = MONDAY.replace(day=24, hour=4)
    assert ada.desk.reminders.fire_due() == []
    next_at = ada.desk.reminders.next_at()
    assert next_at is not None
    ada.clock.at = MONDAY.replace(day=24, hour=14, minute=59)
    assert ada.desk.reminders.fire_due() == []
    ada.clock.at = MONDAY.replace(day=24, hour=15)
    assert len(ada.desk.reminders.fire_due()) == 1


def test_a_snoozed_reminder_comes_back(ada: TestDesk) -> None:
    ada.put(a_lead())
    (ring,) = ada.desk.reminders.fire_due()
    ada.desk.reminders.snooze(ring.reminder_id, 15)
    ada.pass_time(minutes=14, seconds=59)
    assert ada.desk.reminders.fire_due() == []
    ada.pass_time(seconds=1)
    assert [again.reminder_id for again in ada.desk.reminders.fire_due()] == [ring.reminder_id]


def test_snoozing_until_tomorrow_means_the_next_working_morning(ada: TestDesk) -> None:
    ada.put(a_lead())
    (ring,) = ada.desk.reminders.fire_due()
    ada.desk.reminders.snooze(ring.reminder_id, None)
    assert ada.desk.reminders.next_at() == MONDAY.replace(day=24, hour=14)


def test_snoozing_something_that_is_gone_says_so(ada: TestDesk) -> None:
    with pytest.raises(BadInput, match="no longer open"):
        ada.desk.reminders.snooze("nothing", 15)


def test_a_logged_outcome_takes_its_reminder_away(ada: TestDesk) -> None:
    ada.put(a_lead())
    ada.desk.activities.log(Note(lead_id="lead-1", kind=Kind.DO_NOT_CALL))
    assert ada.desk.reminders.fire_due() == []


def test_a_reminder_survives_the_end_of_the_program(ada: TestDesk) -> None:
    ada.put(a_lead())
    ada.store.close()
    again = open_store(ada.path, KEY)
    with again.reading() as tx:
        assert tx.next_reminder_at() == MONDAY
    again.close()


def test_an_unsent_mail_lapses_and_the_next_call_is_what_rings(ada: TestDesk) -> None:
    ada.put(a_lead())
    ada.desk.reminders.fire_due()
    ada.desk.activities.log(Note(lead_id="lead-1", kind=Kind.NO_ANSWER))
    ada.pass_time(minutes=20)
    (mail,) = ada.desk.reminders.fire_due()
    assert mail.headline.startswith("E-mail 1")
    ada.clock.at = MONDAY + timedelta(days=1)
    assert [ring.headline[:6] for ring in ada.desk.reminders.fire_due()] == ["Call 2"]


def test_a_lead_outside_the_licences_rings_once_the_licence_is_there(ada: TestDesk) -> None:
    ada.licensed("KY")
    ada.put(a_lead())
    assert ada.desk.reminders.fire_due() == []
    ada.licensed("KY", "TN")
    ada.pass_time(hours=1)
    assert len(ada.desk.reminders.fire_due()) == 1


def test_who_was_just_written_down_is_on_the_line_and_rings_only_if_forgotten(ada: TestDesk) -> None:
    ada.desk.leads.add(NewLead(name="Nia Orr", phone="(423) 555-0144", state="TN", zip="37201"))
    assert ada.desk.reminders.fire_due() == []
    assert [row.name for row in ada.desk.queue.today().now] == ["Nia Orr"]
    # a minute before its first call is late, and in a quarter of an hour where there is that much time
    ada.pass_time(minutes=3, seconds=59)
    assert ada.desk.reminders.fire_due() == []
    ada.pass_time(seconds=1)
    assert [ring.name for ring in ada.desk.reminders.fire_due()] == ["Nia Orr"]


def test_who_was_written_down_while_calls_were_closed_rings_when_they_open(ada: TestDesk) -> None:
    ada.clock.at = MONDAY.replace(day=24, hour=14, minute=52)
    ada.desk.leads.add(NewLead(name="Nia Orr", phone="(502) 555-0144", state="KY", zip="40202"))
    ada.pass_time(minutes=8)
    assert [ring.name for ring in ada.desk.reminders.fire_due()] == ["Nia Orr"]


def test_a_new_leads_reminder_says_nothing_that_grows_old(ada: TestDesk) -> None:
    ada.put(a_lead())
    (ring,) = ada.desk.reminders.fire_due()
    assert ring.why == "New from Example Rate Table; on time until 11:05 am."


def test_a_lead_of_a_file_of_old_ones_does_not_ring_as_new(ada: TestDesk) -> None:
    ada.put(a_lead(received_at=MONDAY - timedelta(days=20)))
    ada.put(a_lead("lead-2", "Nia Orr", phones=("+14235550144",), emails=()))
    told = {ring.name: (ring.headline, ring.is_new_lead) for ring in ada.desk.reminders.fire_due()}
    assert told["Nia Orr"] == ("New lead: call Nia Orr", True)
    assert told["Dana Zzyzxborrower"] == ("Call 1: Dana Zzyzxborrower", False)
