"""What a borrower asked for opens what soliciting may not: a promised call, an answer, a loan's business."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.desktop.activities import Note
from app.domain.activity import Activity, Kind
from app.domain.contact_rules import Allowed, Blocked, Code
from app.domain.lead import Channel
from app.domain.stage import Stage
from app.errors import BadInput
from tests.desks import MONDAY, TestDesk, a_lead


def _log(ada: TestDesk, kind: Kind, **said: object) -> str:
    logged, _ = ada.desk.activities.log(Note(lead_id="lead-1", kind=kind, **said))  # type: ignore[arg-type]
    return logged.outside_rules


def _call_three_times(ada: TestDesk) -> None:
    for _ in range(3):
        assert _log(ada, Kind.NO_ANSWER) == ""
        ada.pass_time(minutes=5)


def _may_call(ada: TestDesk) -> Allowed | Blocked:
    return ada.desk.leads.card("lead-1").may[Channel.CALL]


@pytest.fixture
def called(ada: TestDesk) -> TestDesk:
    """A desk whose lead was called as often as a day allows."""
    ada.put(a_lead())
    _call_three_times(ada)
    answer = _may_call(ada)
    assert isinstance(answer, Blocked)
    assert answer.reason.code is Code.CAP
    return ada


def test_a_promised_call_may_be_dialled_from_ten_minutes_before_it_whatever_the_cap(called: TestDesk) -> None:
    _log(called, Kind.CALL_BACK, when=called.clock.at + timedelta(hours=1))
    called.pass_time(minutes=49)
    assert isinstance(_may_call(called), Blocked)
    called.pass_time(minutes=2)
    assert _may_call(called) == Allowed()
    assert _log(called, Kind.NO_ANSWER) == ""


def test_a_promise_days_off_opens_nothing_before_its_time(ada: TestDesk) -> None:
    ada.put(a_lead())
    _log(ada, Kind.CALL_BACK, when=MONDAY + timedelta(days=2))
    ada.pass_time(minutes=5)
    for _ in range(2):
        assert _log(ada, Kind.NO_ANSWER) == ""
        ada.pass_time(minutes=5)
    assert _log(ada, Kind.NO_ANSWER) == "cap"


def test_a_time_they_named_opens_the_night_for_that_time_alone(ada: TestDesk) -> None:
    ada.put(a_lead(state="GU", zip_code="96910", phones=("+16715550142",)))
    ten_at_night = MONDAY.replace(hour=12)
    ada.clock.at = ten_at_night + timedelta(hours=4)
    _log(ada, Kind.CALL_BACK, when=ten_at_night + timedelta(days=1))
    ada.pass_time(hours=20, minutes=9)
    assert _may_call(ada) == Allowed()
    assert [row.kind for row in ada.desk.queue.today().now] == ["promise"]
    ada.pass_time(minutes=2)
    answer = _may_call(ada)
    assert isinstance(answer, Blocked)
    assert answer.reason.code is Code.HOURS
    assert [row.kind for row in ada.desk.queue.today().blocked] == ["promise"]


def test_their_own_call_may_be_returned_within_a_day_whatever_the_cap(called: TestDesk) -> None:
    _log(called, Kind.INBOUND, reason="nothing")
    called.pass_time(minutes=5)
    assert _may_call(called) == Allowed()
    assert _log(called, Kind.NO_ANSWER) == ""


def test_a_loan_under_way_is_nobodys_soliciting(called: TestDesk) -> None:
    reported = Activity(
        activity_id="stage-1",
        lead_id="lead-1",
        kind=Kind.STAGE_REPORTED,
        actor_id="",
        began_at=called.clock.at,
        logged_at=called.clock.at,
        stage=Stage.UNDERWRITING.value,
    )
    with called.store.writing() as tx:
        tx.add_activity(reported)
    called.pass_time(minutes=1)
    assert _may_call(called) == Allowed()
    assert _log(called, Kind.NO_ANSWER) == ""


def test_a_clock_that_is_behind_the_vendors_keeps_nobody_from_logging(ada: TestDesk) -> None:
    ada.put(a_lead(received_at=MONDAY + timedelta(minutes=3)))
    assert _log(ada, Kind.NO_ANSWER) == ""
    (said,) = (row for row in ada.desk.leads.card("lead-1").timeline if row.activity_id)
    assert said.at == MONDAY + timedelta(minutes=3)


def test_what_is_logged_by_a_clock_that_is_behind_is_not_asked_for_again(ada: TestDesk) -> None:
    ada.put(a_lead(received_at=MONDAY + timedelta(minutes=3)))
    _log(ada, Kind.NO_ANSWER)
    day = ada.desk.queue.today()
    assert [row.step for row in (*day.now, *day.later)] == ["email-1"]


def test_what_another_clock_wrote_ahead_of_this_one_rings_when_this_one_gets_there(ada: TestDesk) -> None:
    ada.put(a_lead())
    _log(ada, Kind.NOT_INTERESTED, reason="chose another lender")
    at = MONDAY + timedelta(minutes=5)
    again = Activity(
        activity_id="again", lead_id="lead-1", kind=Kind.INQUIRED_AGAIN, actor_id="", began_at=at, logged_at=at
    )
    with ada.store.writing() as tx:
        tx.add_activity(again)
        ada.desk.book.replan(tx, ["lead-1"], MONDAY)
    assert ada.desk.reminders.fire_due() == []
    ada.pass_time(minutes=6)
    assert [ring.lead_id for ring in ada.desk.reminders.fire_due()] == ["lead-1"]


def test_a_time_before_the_lead_came_is_still_refused(ada: TestDesk) -> None:
    ada.put(a_lead())
    ada.pass_time(minutes=10)
    with pytest.raises(BadInput, match="before the lead was received"):
        _log(ada, Kind.NO_ANSWER, began_at=MONDAY - timedelta(seconds=1))


def test_calls_to_one_number_of_a_person_count_at_the_other(ada: TestDesk) -> None:
    ada.put(a_lead(phones=("+14235550142", "+14235550143")))
    ada.put(a_lead("lead-2", "Dana Z. Borrower", phones=("+14235550143",), emails=("d2@example.com",)))
    for _ in range(3):
        _log(ada, Kind.NO_ANSWER, number="423-555-0142")
        ada.pass_time(minutes=5)
    answer = ada.desk.leads.card("lead-2").may[Channel.CALL]
    assert isinstance(answer, Blocked)
    assert answer.reason.code is Code.CAP


def test_a_clock_that_was_put_back_asks_for_nothing_that_was_done(ada: TestDesk) -> None:
    ada.put(a_lead())
    ada.pass_time(hours=1)
    assert [ring.lead_id for ring in ada.desk.reminders.fire_due()] == ["lead-1"]
    _log(ada, Kind.NO_ANSWER)
    ada.pass_time(minutes=-40)
    with ada.store.writing() as tx:
        ada.desk.book.replan(tx, ["lead-1"], ada.clock.now())
    assert [ring.channel for ring in ada.desk.reminders.fire_due()] == [Channel.EMAIL]
