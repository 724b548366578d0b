"""The reason that is kept and cited is the one that stands in the way."""

from __future__ import annotations

from app.desktop import verbs
from app.desktop.activities import Note
from app.domain.activity import Kind
from app.domain.lead import Channel
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
