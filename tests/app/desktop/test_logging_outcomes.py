"""Logging an outcome: one key's worth of words, everything that follows from it in one transaction."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from app.desktop.activities import NO_MORE_VOICEMAILS, PROPOSE_BAD_LEAD, Note
from app.domain.activity import Activity, Evidence, Kind
from app.domain.contact_rules import Blocked
from app.domain.lead import Channel
from app.domain.stage import Stage
from app.errors import BadInput
from app.protocol.chain import Event
from app.protocol.wire import OwnCount
from tests.desks import MONDAY, TestDesk, a_lead


def _log(ada: TestDesk, kind: Kind, lead_id: str = "lead-1", **said: object) -> str:
    logged, _ = ada.desk.activities.log(Note(lead_id=lead_id, kind=kind, **said))  # type: ignore[arg-type]
    return logged.activity_id


def test_no_answer_does_the_first_call_and_the_second_follows_half_an_hour_later(ada: TestDesk) -> None:
    ada.put(a_lead())
    logged, changed = ada.desk.activities.log(Note(lead_id="lead-1", kind=Kind.NO_ANSWER))
    assert logged.stage is Stage.ATTEMPTING
    assert logged.next is not None
    assert changed.lead_ids == {"lead-1"}
    ada.pass_time(minutes=15)
    _log(ada, Kind.SENT, channel=Channel.EMAIL)
    logged_next = ada.desk.leads.card("lead-1").next
    assert logged_next is not None
    assert (logged_next.step, logged_next.due_at) == ("call-2", MONDAY + timedelta(minutes=30))


def test_activity_event_and_reminder_are_written_together(ada: TestDesk) -> None:
    ada.put(a_lead(), from_hub=True)
    _log(ada, Kind.NO_ANSWER)
    with ada.store.reading() as tx:
        assert [a.kind for a in tx.activities("lead-1")] == [Kind.NO_ANSWER]
        assert tx.event_count(after=0) == 1
        reminder = tx.reminder_of("lead-1")
    assert reminder is not None
    assert reminder.due_at == MONDAY + timedelta(minutes=20)


def test_of_a_private_own_lead_nothing_goes_up_but_a_count(ada: TestDesk) -> None:
    ada.joined()
    ada.put(a_lead())
    _log(ada, Kind.NO_ANSWER, note="call me Zzyzxborrower")
    with ada.store.reading() as tx:
        (raw,) = tx.events_after(0, 10)
    assert b'"type":"own_count"' in raw
    assert b"lead-1" not in raw


def test_a_count_is_of_the_companys_day(ada: TestDesk) -> None:
    ada.joined(company_zone="America/New_York")
    ada.put(a_lead())
    ada.pass_time(hours=9, minutes=30)
    _log(ada, Kind.NO_ANSWER)
    with ada.store.reading() as tx:
        (raw,) = tx.events_after(0, 10)
    event = msgspec.json.decode(raw, type=Event)
    assert event.payload is not None
    assert msgspec.json.decode(event.payload, type=OwnCount) == OwnCount(on="2026-11-23", kind="no_answer")


def test_a_desk_without_a_hub_counts_for_nobody(ada: TestDesk) -> None:
    ada.put(a_lead())
    _log(ada, Kind.NO_ANSWER)
    with ada.store.reading() as tx:
        assert tx.event_count(after=0) == 0


def test_a_time_in_the_future_is_refused_and_nothing_is_saved(ada: TestDesk) -> None:
    ada.put(a_lead())
    with pytest.raises(BadInput, match="future"):
        _log(ada, Kind.NO_ANSWER, began_at=MONDAY + timedelta(minutes=1))
    with ada.store.reading() as tx:
        assert tx.activities("lead-1") == []


def test_a_time_before_the_lead_arrived_is_refused(ada: TestDesk) -> None:
    ada.put(a_lead())
    with pytest.raises(BadInput, match="before the lead"):
        _log(ada, Kind.NO_ANSWER, began_at=MONDAY - timedelta(minutes=1))


@pytest.mark.parametrize(("minutes", "marked"), [(5, False), (6, True)])
def test_an_entry_more_than_five_minutes_late_is_marked_back_dated(ada: TestDesk, minutes: int, marked: bool) -> None:
    ada.put(a_lead())
    ada.pass_time(minutes=30)
    activity_id = _log(ada, Kind.NO_ANSWER, began_at=ada.clock.at - timedelta(minutes=minutes))
    with ada.store.reading() as tx:
        activity = tx.activity(activity_id)
    assert activity is not None
    assert activity.back_dated is marked


def test_a_back_dated_call_counts_at_its_stated_time(ada: TestDesk) -> None:
    ada.put(a_lead())
    ada.pass_time(hours=2)
    _log(ada, Kind.NO_ANSWER, began_at=MONDAY + timedelta(minutes=3))
    card = ada.desk.leads.card("lead-1")
    due = {step.step: step.due_at for step in card.ahead}
    assert due["call-2"] == MONDAY + timedelta(minutes=33)


@pytest.mark.parametrize("kind", [Kind.APPOINTMENT, Kind.CALL_BACK, Kind.NOT_NOW])
def test_an_outcome_that_names_a_time_asks_for_it(ada: TestDesk, kind: Kind) -> None:
    ada.put(a_lead())
    with pytest.raises(BadInput, match="needs a time"):
        _log(ada, kind)
    with pytest.raises(BadInput, match="lies before"):
        _log(ada, kind, when=MONDAY)


@pytest.mark.parametrize("kind", [Kind.NOT_INTERESTED, Kind.BAD_LEAD, Kind.SKIP])
def test_an_outcome_that_ends_something_asks_why(ada: TestDesk, kind: Kind) -> None:
    ada.put(a_lead())
    with pytest.raises(BadInput, match="needs a reason"):
        _log(ada, kind)


def test_a_time_goes_only_with_an_outcome_that_has_one(ada: TestDesk) -> None:
    ada.put(a_lead())
    with pytest.raises(BadInput, match="“No answer” takes no time") as caught:
        _log(ada, Kind.NO_ANSWER, when=MONDAY + timedelta(days=1))
    assert "call_back" in caught.value.remedy
    assert ada.desk.activities.log(Note(lead_id="lead-1", kind=Kind.INBOUND, when=MONDAY + timedelta(days=1)))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("fake", "fake"), ("Out_of_State", "out of state"), (" number ", "bad number"), ("bad  number", "bad number")],
)
def test_a_bad_lead_has_a_reason_of_the_vendors_list(ada: TestDesk, typed: str, kept: str) -> None:
    ada.put(a_lead())
    _log(ada, Kind.BAD_LEAD, reason=typed)
    with ada.store.reading() as tx:
        assert [activity.reason for activity in tx.activities("lead-1")] == [kept]


@pytest.mark.parametrize("typed", ["a feeling", "of", "bad number out of state"])
def test_a_bad_lead_for_any_other_reason_is_refused(ada: TestDesk, typed: str) -> None:
    ada.put(a_lead())
    with pytest.raises(BadInput, match="has no such reason") as caught:
        _log(ada, Kind.BAD_LEAD, reason=typed)
    assert caught.value.remedy == "One of: bad number, duplicate, out of state, fake."


def test_a_borrower_may_have_a_reason_of_their_own(ada: TestDesk) -> None:
    ada.put(a_lead())
    with pytest.raises(BadInput) as caught:
        _log(ada, Kind.NOT_INTERESTED)
    assert caught.value.remedy.endswith("or your own words.")
    _log(ada, Kind.NOT_INTERESTED, reason="Moving abroad")
    with ada.store.reading() as tx:
        assert [activity.reason for activity in tx.activities("lead-1")] == ["Moving abroad"]


def test_a_channel_an_outcome_has_not_is_told_with_what_it_has(ada: TestDesk) -> None:
    ada.put(a_lead())
    with pytest.raises(BadInput, match="“No answer” is logged for a call, not for an e-mail") as caught:
        _log(ada, Kind.NO_ANSWER, channel=Channel.EMAIL)
    assert caught.value.remedy == "For an e-mail: sent, skip, bounced, replied, opted_out."


def test_a_call_back_becomes_a_promise_that_outranks_the_playbook(ada: TestDesk) -> None:
    ada.put(a_lead())
    when = MONDAY + timedelta(hours=3)
    logged, _ = ada.desk.activities.log(Note(lead_id="lead-1", kind=Kind.CALL_BACK, when=when))
    assert logged.stage is Stage.CONTACTED
    assert logged.next is not None
    assert (logged.next.kind, logged.next.due_at) == ("promise", when)


def test_they_called_us_promises_a_call_the_next_working_morning(ada: TestDesk) -> None:
    ada.put(a_lead())
    logged, _ = ada.desk.activities.log(Note(lead_id="lead-1", kind=Kind.INBOUND))
    assert logged.next is not None
    assert logged.next.kind == "promise"
    assert logged.next.due_at == MONDAY.replace(day=24, hour=14)


def test_they_called_us_promises_a_call_when_one_is_allowed(ada: TestDesk) -> None:
    ada.put(a_lead(phones=("+15025550142",), state="KY", zip_code="40202"))
    logged, _ = ada.desk.activities.log(Note(lead_id="lead-1", kind=Kind.INBOUND))
    assert logged.next is not None
    # nine in Louisville, where Kentucky allows calls from ten on
    assert logged.next.due_at == MONDAY.replace(day=24, hour=15)


def test_they_called_us_leaves_what_they_were_promised_as_it_stands(ada: TestDesk) -> None:
    ada.put(a_lead())
    when = MONDAY + timedelta(hours=3)
    ada.desk.activities.log(Note(lead_id="lead-1", kind=Kind.CALL_BACK, when=when))
    ada.pass_time(seconds=600)
    logged, _ = ada.desk.activities.log(Note(lead_id="lead-1", kind=Kind.INBOUND))
    assert logged.next is not None
    assert (logged.next.kind, logged.next.due_at) == ("promise", when)


def test_do_not_call_closes_calls_and_texts_to_the_person_on_every_lead_at_once(ada: TestDesk) -> None:
    ada.put(a_lead(text_consent=True))
    ada.put(a_lead("lead-2", "D. Zzyzxborrower", emails=()))
    _, changed = ada.desk.activities.log(Note(lead_id="lead-1", kind=Kind.DO_NOT_CALL))
    assert changed.lead_ids == {"lead-1", "lead-2"}
    for lead_id in ("lead-1", "lead-2"):
        card = ada.desk.leads.card(lead_id)
        assert isinstance(card.may[Channel.CALL], Blocked)
        assert isinstance(card.may[Channel.TEXT], Blocked)
        assert [n.state for n in card.numbers] == ["closed"]
    assert ada.desk.leads.card("lead-1").stage is Stage.DO_NOT_CONTACT


def test_taking_a_do_not_call_back_opens_the_numbers_again(ada: TestDesk) -> None:
    ada.put(a_lead())
    ada.desk.activities.undo(_log(ada, Kind.DO_NOT_CALL))
    assert [n.state for n in ada.desk.leads.card("lead-1").numbers] == ["live"]


def test_undo_takes_back_what_was_logged_and_keeps_both_on_record(ada: TestDesk) -> None:
    ada.put(a_lead())
    before = ada.desk.leads.card("lead-1").next
    activity_id = _log(ada, Kind.NO_ANSWER)
    ada.pass_time(seconds=8)
    ada.desk.activities.undo(activity_id)
    card = ada.desk.leads.card("lead-1")
    assert card.next is not None
    assert before is not None
    assert (card.next.step, card.stage) == (before.step, Stage.NEW)
    assert [row.retracted for row in card.timeline if row.activity_id == activity_id] == [True]
    with pytest.raises(BadInput, match="taken back already"):
        ada.desk.activities.undo(activity_id)


def test_a_call_outside_the_rules_is_saved_and_marked(ada: TestDesk) -> None:
    ada.put(a_lead(state="KY", zip_code="40202"))
    ada.clock.at = MONDAY.replace(day=24, hour=13)
    logged, _ = ada.desk.activities.log(Note(lead_id="lead-1", kind=Kind.NO_ANSWER))
    assert logged.outside_rules == "hours"
    marks = [row.marks for row in ada.desk.leads.card("lead-1").timeline if row.activity_id == logged.activity_id]
    assert marks == [("outside the rules",)]


def test_after_two_voicemails_it_says_no_more(ada: TestDesk) -> None:
    ada.put(a_lead())
    first, _ = ada.desk.activities.log(Note(lead_id="lead-1", kind=Kind.LEFT_VOICEMAIL))
    ada.pass_time(minutes=40)
    second, _ = ada.desk.activities.log(Note(lead_id="lead-1", kind=Kind.LEFT_VOICEMAIL))
    assert (first.hint, second.hint) == ("", NO_MORE_VOICEMAILS)


def test_a_wrong_number_is_dead_and_the_next_one_is_due_at_once(ada: TestDesk) -> None:
    ada.put(a_lead(phones=("+14235550142", "+14235550143")))
    _log(ada, Kind.WRONG_NUMBER, number="+14235550142")
    card = ada.desk.leads.card("lead-1")
    assert [(n.value, n.state) for n in card.numbers] == [("+14235550142", "dead"), ("+14235550143", "live")]
    assert card.next is not None
    assert (card.next.step, card.next.due_at) == ("call-1", MONDAY)


def test_the_last_dead_number_proposes_a_bad_lead(ada: TestDesk) -> None:
    ada.put(a_lead())
    logged, _ = ada.desk.activities.log(Note(lead_id="lead-1", kind=Kind.DISCONNECTED))
    assert logged.hint == PROPOSE_BAD_LEAD


def test_the_fourth_attempt_within_a_day_waits_for_the_first_to_be_a_day_old(ada: TestDesk) -> None:
    ada.put(a_lead(state="FL", zip_code="33101", phones=("+13055550142",)))
    for _ in range(3):
        _log(ada, Kind.NO_ANSWER)
        ada.pass_time(hours=1)
    answer = ada.desk.leads.card("lead-1").may[Channel.CALL]
    assert isinstance(answer, Blocked)
    assert answer.until == MONDAY + timedelta(days=1)


def test_attempts_on_another_lead_of_the_same_person_count_for_the_cap(ada: TestDesk) -> None:
    ada.put(a_lead())
    ada.put(a_lead("lead-2", "Dana Zzyzxborrower-Smith"))
    for lead_id in ("lead-1", "lead-2", "lead-1"):
        _log(ada, Kind.NO_ANSWER, lead_id=lead_id)
        ada.pass_time(minutes=1)
    assert isinstance(ada.desk.leads.card("lead-2").may[Channel.CALL], Blocked)


def test_a_call_handed_to_the_phone_keeps_its_evidence(ada: TestDesk) -> None:
    ada.put(a_lead())
    activity_id = _log(ada, Kind.NO_ANSWER, evidence=Evidence.HANDED_OFF)
    rows = [row for row in ada.desk.leads.card("lead-1").timeline if row.activity_id == activity_id]
    assert rows[0].marks == ("handed off",)


def test_taking_one_do_not_call_back_leaves_another_standing(ada: TestDesk) -> None:
    ada.put(a_lead())
    first = _log(ada, Kind.DO_NOT_CALL)
    ada.pass_time(minutes=1)
    _log(ada, Kind.DO_NOT_CALL)
    ada.desk.activities.undo(first)
    ada.put(a_lead("lead-2", emails=()))
    assert [n.state for n in ada.desk.leads.card("lead-2").numbers] == ["closed"]


@pytest.mark.parametrize("typed", ["(423) 555-0142", "423.555.0142", "+14235550142"])
def test_a_number_is_known_however_it_is_typed(ada: TestDesk, typed: str) -> None:
    ada.put(a_lead())
    logged, _ = ada.desk.activities.log(Note(lead_id="lead-1", kind=Kind.WRONG_NUMBER, number=typed))
    assert logged.hint == PROPOSE_BAD_LEAD
    assert [n.state for n in ada.desk.leads.card("lead-1").numbers] == ["dead"]


def test_what_is_no_number_of_the_lead_is_refused(ada: TestDesk) -> None:
    ada.put(a_lead())
    with pytest.raises(BadInput, match="no number or address"):
        _log(ada, Kind.NO_ANSWER, number="abc")


def test_a_bounce_is_known_in_any_case_of_letters(ada: TestDesk) -> None:
    ada.put(a_lead(emails=("Dana@Example.com",)))
    _log(ada, Kind.BOUNCED, number="dana@example.com")
    assert [n.state for n in ada.desk.leads.card("lead-1").emails] == ["dead"]


def test_only_what_one_logged_oneself_can_be_taken_back(ada: TestDesk) -> None:
    ada.put(a_lead(), from_hub=True)
    foreign = Activity(
        activity_id="foreign",
        lead_id="lead-1",
        kind=Kind.INQUIRED_AGAIN,
        actor_id="",
        began_at=MONDAY,
        logged_at=MONDAY,
    )
    with ada.store.writing() as tx:
        tx.add_activity(foreign)
    with pytest.raises(BadInput, match="logged yourself"):
        ada.desk.activities.undo("foreign")


def test_a_note_too_long_to_travel_is_refused_at_once(ada: TestDesk) -> None:
    ada.put(a_lead())
    with pytest.raises(BadInput, match="longer than"):
        _log(ada, Kind.NO_ANSWER, note="x" * 10_001)


def test_a_promise_centuries_away_is_a_slip(ada: TestDesk) -> None:
    ada.put(a_lead())
    with pytest.raises(BadInput, match="too far"):
        _log(ada, Kind.CALL_BACK, when=MONDAY.replace(year=2190))


def test_no_mail_is_drafted_to_somebody_who_opted_out(ada: TestDesk) -> None:
    ada.put(a_lead())
    assert ada.desk.mail.draft("lead-1").to == "dana@example.com"
    _log(ada, Kind.OPTED_OUT)
    with pytest.raises(BadInput, match="No e-mail may go"):
        ada.desk.mail.draft("lead-1")


def test_done_today_counts_only_what_still_stands(ada: TestDesk) -> None:
    ada.put(a_lead())
    ada.pass_time(minutes=1)
    activity_id = _log(ada, Kind.NO_ANSWER)
    assert ada.desk.queue.today().done_today == 1
    ada.desk.activities.undo(activity_id)
    assert ada.desk.queue.today().done_today == 0


def test_the_newest_lead_is_on_top_however_many_wait(ada: TestDesk) -> None:
    with ada.store.writing() as tx:
        for n in range(520):
            old = a_lead(f"old-{n}", f"Person {n}", phones=(f"+1423555{n:04d}",), emails=())
            ada.desk.book.put_lead(tx, old, from_hub=True)
            ada.desk.book.replan(tx, old.lead_id, MONDAY)
    ada.pass_time(hours=1)
    ada.put(a_lead("new", received_at=ada.clock.at, phones=("+14235559999",)))
    assert ada.desk.queue.today().now[0].lead_id == "new"
