"""The reason that is kept and cited is the one that stands in the way."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.desktop import verbs
from app.desktop.activities import Note
from app.domain.activity import Kind
from app.domain.lead import Channel
from app.errors import BadInput
from tests.desks import MONDAY, TestDesk, a_lead


def test_an_email_after_a_bounce_is_marked_as_having_no_address(ada: TestDesk) -> None:
    lead_id = ada.put(a_lead())
    for kind in (Kind.SENT, Kind.BOUNCED):
        ada.desk.activities.log(Note(lead_id=lead_id, kind=kind, channel=Channel.EMAIL))
    ada.pass_time(minutes=5)
    logged, _ = ada.desk.activities.log(Note(lead_id=lead_id, kind=Kind.SENT, channel=Channel.EMAIL))
    assert logged.outside_rules == "no_address"
    answer = verbs.may_contact(ada.desk, lead_id, Channel.EMAIL, None)
    assert (answer["allowed"], answer["code"], answer["rules"]) == (False, "no_address", [])


def test_a_do_not_call_cites_what_forbids_the_call_and_no_hours(ada: TestDesk) -> None:
    lead_id = ada.put(a_lead())
    ada.desk.activities.log(Note(lead_id=lead_id, kind=Kind.DO_NOT_CALL))
    answer = verbs.may_contact(ada.desk, lead_id, Channel.CALL, None)
    assert answer["rules"] == [{"state": "US", "citation": "47 CFR 64.1200(d)"}]


def test_a_desk_that_has_not_heard_for_a_day_says_so_with_the_number(ada: TestDesk) -> None:
    ada.put(a_lead())
    assert not any("not heard" in words for words in ada.desk.leads.card("lead-1").warnings)
    ada.joined(last_sync_at=MONDAY)
    ada.pass_time(hours=23)
    assert not any("not heard" in words for words in ada.desk.leads.card("lead-1").warnings)
    ada.pass_time(hours=30)
    (said,) = (words for words in ada.desk.leads.card("lead-1").warnings if "not heard" in words)
    assert said.startswith("This desk has not heard from the hub for 2 d:")


def test_a_lead_without_a_licence_stands_apart_however_far_off_its_next_step_is(ada: TestDesk) -> None:
    ada.licensed("KY")
    ada.put(a_lead())
    ada.desk.activities.log(Note(lead_id="lead-1", kind=Kind.NO_ANSWER))
    queue = ada.desk.queue.today()
    (row,) = queue.blocked
    assert (queue.now, queue.later) == ([], [])
    assert row.why == "E-mail 1 has to wait (No licence for Tennessee)."
    assert row.blocked is not None
    assert (row.blocked.code, row.blocked.until) == ("licence", None)
    ada.licensed("KY", "TN")
    assert [row.lead_id for row in ada.desk.queue.today().later] == ["lead-1"]


@pytest.mark.parametrize(
    ("until", "said"),
    [
        ({}, ["No licence for Tennessee"]),
        ({"TN": MONDAY.date() - timedelta(days=1)}, ["The licence for Tennessee ran out on November 22, 2026"]),
        ({"TN": MONDAY.date()}, []),
    ],
)
def test_the_card_says_which_licence_is_missing_also_where_only_the_zip_tells_the_state(
    ada: TestDesk, until: dict[str, date], said: list[str]
) -> None:
    ada.put(a_lead(state=""))
    ada.licensed("KY", **until)
    found = [words for words in ada.desk.leads.card("lead-1").warnings if "licence" in words]
    assert found == [f"{words}; hand this lead to somebody who holds one." for words in said]


def test_the_plan_says_from_which_step_on_the_licence_is_missing(ada: TestDesk) -> None:
    ada.licensed(TN=date(2026, 11, 24))
    ada.put(a_lead())
    with ada.store.reading() as tx:
        ahead = ada.desk.leads.ahead(ada.desk.book.picture(tx, ada.desk.book.held(tx, "lead-1"), MONDAY))
    over = datetime(2026, 11, 25, tzinfo=ZoneInfo("America/Chicago"))
    found = {(step.due_at >= over, step.licence) for step in ahead if step.due_at and step.by == "officer"}
    assert found == {(False, ""), (True, "the licence for Tennessee ran out on November 24, 2026")}


def test_a_promise_nobody_may_keep_for_want_of_a_licence_says_so_at_once(ada: TestDesk) -> None:
    ada.licensed("KY")
    ada.put(a_lead())
    note = Note(lead_id="lead-1", kind=Kind.CALL_BACK, when=MONDAY + timedelta(hours=3))
    logged, _ = ada.desk.activities.log(note)
    assert logged.hint == "No licence for Tennessee: hand this lead to somebody who may call then."
    assert logged.next is not None
    assert logged.next.blocked is not None


def test_whoever_may_be_called_is_in_the_list_however_many_may_not(
    ada: TestDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.desktop.queue.WINDOW_LIMIT", 3)
    ada.licensed("KY")
    ada.put(a_lead("callable", phones=("+15025550142",), state="KY", received_at=MONDAY - timedelta(days=1)))
    for n in range(10):
        ada.put(a_lead(f"closed-{n}", phones=(f"+1423555{n:04d}",), emails=()))
    day = ada.desk.queue.today()
    assert [row.lead_id for row in day.now] == ["callable"]
    assert (len(day.blocked), day.more) == (3, 7)


def test_a_list_that_was_cut_says_how_many_more_there_are(ada: TestDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.desktop.queue.WINDOW_LIMIT", 3)
    monkeypatch.setattr("app.desktop.queue_lines.ASKED_LIMIT", 6)
    ada.licensed("KY")
    for n in range(10):
        ada.put(a_lead(f"closed-{n}", phones=(f"+1423555{n:04d}",), emails=()))
    day = ada.desk.queue.today()
    assert (len(day.blocked), day.more) == (3, 7)
    assert (len(ada.desk.queue.today(whole=True).blocked), ada.desk.queue.today(whole=True).more) == (10, 0)
    assert len(verbs.queue(ada.desk, None)["blocked"]) == 10


def test_of_what_is_closed_the_next_to_open_is_shown(ada: TestDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.desktop.queue.WINDOW_LIMIT", 2)
    ada.clock.at = MONDAY - timedelta(hours=5)
    west = {"state": "CA", "zip_code": "90012"}
    for n in range(4):
        ada.put(a_lead(f"west-{n}", phones=(f"+1213555010{n}",), received_at=MONDAY - timedelta(days=1), **west))
    ada.put(a_lead("east", received_at=MONDAY - timedelta(days=2)))
    ada.clock.at = MONDAY - timedelta(hours=4)
    day = ada.desk.queue.today()
    assert [row.lead_id for row in day.blocked][:1] == ["east"]
    assert len(day.blocked) == 2


def test_no_mail_is_drafted_without_the_licence_and_none_without_its_nmls_id_unsaid(ada: TestDesk) -> None:
    ada.put(a_lead())
    assert ada.desk.mail.draft("lead-1").unsaid == ("your name", "your company", "your NMLS id")
    ada.licensed("KY")
    with pytest.raises(BadInput, match=r"No e-mail may go to this lead: no licence for Tennessee\."):
        ada.desk.mail.draft("lead-1")


def test_a_promise_being_typed_for_a_closed_time_names_why_and_the_nearest_that_is_open(ada: TestDesk) -> None:
    ada.put(a_lead(phones=("+15025550142",), state="KY"))
    open_then = ada.desk.activities.foresee("lead-1", "tomorrow 3pm")
    assert (open_then.blocked, open_then.nearest) == ("", None)
    closed = ada.desk.activities.foresee("lead-1", "tomorrow 7am")
    assert closed.blocked == "Kentucky: 10:00-21:00"
    # seven in Chattanooga; ten in Paducah, where Kentucky's other clock is an hour behind
    assert closed.nearest == closed.when + timedelta(hours=4)
    ada.licensed("TN")
    assert ada.desk.activities.foresee("lead-1", "tomorrow 3pm").blocked == "No licence for Kentucky"
    assert ada.desk.activities.foresee("lead-1", "tomorrow 3pm").nearest is None


def test_a_promise_a_states_own_cap_closes_says_so_moves_and_is_excused(ada: TestDesk) -> None:
    ada.put(a_lead(phones=("+13055550142",), state="FL", zip_code="33101", received_at=MONDAY))
    for _ in range(3):
        ada.desk.activities.log(Note(lead_id="lead-1", kind=Kind.NO_ANSWER))
        ada.pass_time(minutes=20)
    at_three = Note(lead_id="lead-1", kind=Kind.INBOUND, when=MONDAY + timedelta(hours=5))
    foreseen = ada.desk.activities.foresee("lead-1", "3pm")
    assert foreseen.blocked == "Three calls or texts within 24 hours"
    assert foreseen.nearest == MONDAY + timedelta(days=1)
    logged, _ = ada.desk.activities.log(at_three)
    assert "The rules do not allow a call then (" in logged.hint
    assert "it moves to tomorrow 11:00 am there" in logged.hint
    assert logged.next is not None
    assert (logged.next.kind, logged.next.due_at) == ("promise", MONDAY + timedelta(days=1))


@pytest.mark.parametrize(
    ("now", "said"),
    [
        # the spans are worked out in blocks that end on Wednesdays at midnight UTC, seven in the evening there
        (datetime(2026, 12, 2, 22, 0, tzinfo=UTC), "Calls are open until 9:00 pm in Chattanooga"),
        (datetime(2026, 12, 3, 1, 59, tzinfo=UTC), "Calls are open until 9:00 pm in Chattanooga"),
        (
            datetime(2026, 12, 3, 2, 0, tzinfo=UTC),
            "Calls open tomorrow 10:00 am in Chattanooga (Kentucky: 10:00-21:00)",
        ),
    ],
)
def test_the_card_says_until_when_calls_are_open_on_every_day_of_the_week(
    ada: TestDesk, now: datetime, said: str
) -> None:
    ada.put(a_lead(state="KY", zip_code="40202", phones=("+15025550142",)))
    ada.clock.at = now
    assert ada.desk.leads.card("lead-1").window_words == said


def test_a_time_they_named_is_not_taken_for_the_hours_of_the_day(ada: TestDesk) -> None:
    # federal hours alone, ten hours ahead of UTC: half past nine in the evening
    ada.put(a_lead(state="GU", zip_code="96910", phones=("+16715550142",)))
    late = datetime(2026, 12, 2, 11, 30, tzinfo=UTC)
    ada.clock.at = late - timedelta(hours=8)
    ada.desk.activities.log(Note(lead_id="lead-1", kind=Kind.CALL_BACK, when=late))
    ada.clock.at = late - timedelta(hours=1)
    assert ada.desk.leads.card("lead-1").window_words == "Calls are open until 9:00 pm in Chattanooga"
    ada.clock.at = late
    assert ada.desk.leads.card("lead-1").window_words == "Calls are open in Chattanooga for the time they asked for"


def test_of_those_that_may_not_be_called_the_next_to_open_stands_first(ada: TestDesk) -> None:
    for number, (state, zip_code, phone) in enumerate(
        (("CA", "90012", "213"), ("TN", "37402", "423"), ("KY", "40202", "502"))
    ):
        ada.put(a_lead(f"lead-{number}", state=state, zip_code=zip_code, phones=(f"+1{phone}555014{number}",)))
    ada.clock.at = datetime(2026, 12, 3, 8, 0, tzinfo=UTC)
    opens = [row.blocked.until for row in ada.desk.queue.today().blocked if row.blocked is not None]
    assert opens == sorted(opens)
    assert len(set(opens)) == 3
