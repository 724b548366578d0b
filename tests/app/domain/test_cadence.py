"""The playbook engine, rule by rule of section 4 of the domain page, with its worked example."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest

from app.domain.activity import Kind
from app.domain.answers import Code, Reason
from app.domain.contact_rules import CompanyRules
from app.domain.emergencies import Emergency
from app.domain.lead import Address, Channel, Consent, Origin
from app.domain.officer import Hours, read_hours
from app.domain.playbook import Doer, Track
from app.domain.spans import instant
from app.domain.standing import Due, MovedBy
from tests.app.domain.asking import LONG_AGO, changed
from tests.app.domain.story import (
    ALWAYS,
    CALL,
    EMAIL,
    NINE_TO_SIX,
    TEXT,
    Story,
    playbook,
    sample,
    wall,
)

CALLS = (
    'id="c1", channel="call", after="0m", within="5m"',
    'id="c2", channel="call", after="30m", within="30m"',
    'id="c3", channel="call", after="1h", within="1h"',
)


# -- the worked example -------------------------------------------------------------------------------


def test_friday_evening_in_louisville_with_an_officer_who_is_always_there() -> None:
    story = Story("20 20:40")
    assert story.asks("20 20:40") == "call-1 20 20:40 until 20 20:45"
    planned = story.steps("20 20:40")
    assert [planned[s] for s in ("call-1", "email-1", "call-2", "call-3")] == [
        "20 20:40",
        "20 21:00",
        "21 10:00",
        "21 10:30",
    ]


def test_friday_evening_in_louisville_with_an_officer_from_nine_to_six() -> None:
    story = Story("20 20:40", officer=NINE_TO_SIX)
    planned = story.steps("20 20:40")
    assert [planned[s] for s in ("call-1", "email-1", "call-2", "call-3")] == [
        "23 10:00",
        "23 10:20",
        "23 10:30",
        "23 11:00",
    ]
    assert story.asks("20 20:40") == "call-1 23 10:00 until 23 10:05"


def test_a_first_call_three_hours_late_moves_the_second_by_its_spacing() -> None:
    story = Story("20 10:00", emails=()).called("20 13:00")
    assert story.asks("20 13:00") == "call-2 20 13:30 until 20 14:00"
    assert story.asks("21 08:00") == "call-2 20 13:30 until 20 14:00"


def test_the_whole_sample_is_planned_by_elapsed_time_and_by_the_borrowers_days() -> None:
    assert Story("20 10:00").steps("20 10:00") == {
        "call-1": "20 10:00",
        "email-1": "20 10:20",
        "call-2": "20 10:30",
        "call-3": "20 11:00",
        "email-2": "23 09:00",
        "call-4": "24 10:00",
        "email-3": "27 09:00",
        "call-5": "2026-12-03 10:00",
        "call-6": "2026-12-04 13:00",
        "email-4": "2026-12-04 09:00",
        "email-5": "2026-12-11 09:00",
    }


# -- rule 1: pure -------------------------------------------------------------------------------------


def test_a_due_time_stays_in_the_past_while_it_is_overdue() -> None:
    story = Story("20 10:00", emails=())
    assert {story.asks(at) for at in ("20 10:00", "20 10:06", "21 03:00", "30 12:00")} == {
        "call-1 20 10:00 until 20 10:05"
    }


# -- rule 2: start and clock --------------------------------------------------------------------------


def test_elapsed_time_counts_from_the_first_instant_a_call_is_possible() -> None:
    assert Story("21 03:00").asks("21 03:00") == "call-1 21 10:00 until 21 10:05"
    assert Story("21 03:00").steps("21 03:00")["email-1"] == "21 10:20"


def test_day_one_is_the_day_received_on_the_borrowers_clock() -> None:
    # 23:30 in Los Angeles is the next day in New York; the e-mails go on while calls wait for the morning
    book = playbook(*CALLS, 'id="e4", channel="email", on_day=4, between="09:00-12:00"')
    story = Story("20 23:30", address=Address(state="CA", zip="90001"), zone="America/Los_Angeles", book=book)
    assert story.steps("20 23:30")["e4"] == "23 09:00"


def test_hours_that_never_come_leave_the_start_where_the_lead_came() -> None:
    nobody = msgspec.structs.replace(ALWAYS, hours=Hours(((),) * 7))
    story = Story("20 10:00", officer=nobody)
    assert story.asks("20 10:00") == "waits: last_window 2026-12-20 10:00"
    assert story.asks("2026-12-20T10:00") == "ended: returned_to_marketing 2026-12-20 10:00"


# -- rule 3: ladders ----------------------------------------------------------------------------------


def test_the_earliest_due_of_all_channels_is_asked_for_first() -> None:
    story = Story("20 10:00").called("20 10:01")
    assert story.asks("20 10:05") == "email-1 20 10:20 until 21 00:00"
    assert story.mailed("20 10:21").asks("20 10:22") == "call-2 20 10:31 until 20 11:01"


def test_steps_due_together_are_asked_for_in_file_order() -> None:
    both = ('id="e", channel="email", after="0m"', 'id="c", channel="call", after="0m", within="5m"')
    assert Story("20 10:00", book=playbook(*both)).asks("20 10:00").startswith("e ")
    assert Story("20 10:00", book=playbook(*reversed(both))).asks("20 10:00").startswith("c ")


def test_an_unsent_email_never_delays_a_call_and_lapses_when_its_window_has_passed() -> None:
    story = Story("20 10:00").called("20 10:01", "20 10:35", "20 11:05")
    assert story.asks("20 23:59").startswith("email-1 ")
    assert story.asks("21 00:00").startswith("email-1 ")
    assert story.next_at(wall("21 00:00") + timedelta(seconds=1)).step_id == "email-2"  # type: ignore[union-attr]
    (lapsed,) = (r for r in story.where("21 12:00").records if r.skipped)
    assert (lapsed.step.step_id, lapsed.skipped) == ("email-1", "window passed")


@pytest.mark.parametrize(("lapses", "waits"), [("text", "email"), ("email", "text")])
def test_a_step_lapses_also_while_one_of_another_channel_waits(lapses: str, waits: str) -> None:
    book = playbook(
        f'id="long", channel="{waits}", after="0m", within="3h"',
        f'id="short", channel="{lapses}", after="0m", within="1h"',
        'id="c", channel="call", after="0m", within="5m"',
    )
    story = Story("20 10:00", book=book, consent={TEXT: Consent.GIVEN})
    assert [(r.step.step_id, r.skipped) for r in story.where("20 11:30").records] == [("short", "window passed")]


def test_a_call_never_lapses() -> None:
    assert Story("20 10:00", emails=()).asks("2026-12-15T10:00").startswith("call-1 20 10:00")


def test_steps_of_a_channel_that_is_closed_are_skipped_with_the_reason() -> None:
    assert Story("20 10:00", emails=()).steps("20 10:00")["email-3"] == "No e-mail address that works"
    assert Story("20 10:00", phones=()).steps("20 10:00")["call-6"] == "No number that works"
    assert Story("20 10:00", phones=()).asks("20 10:00").startswith("email-1 ")


def test_a_text_is_asked_for_only_with_consent() -> None:
    book = playbook('id="t", channel="text", after="0m", within="1h"')
    given = Story("20 10:00", book=book, consent={TEXT: Consent.GIVEN})
    assert given.asks("20 10:00") == "t 20 10:00 until 20 11:00"
    assert Story("20 10:00", book=book).steps("20 10:00") == {"t": "No consent to texts"}


def test_marketings_own_steps_are_never_asked_of_the_officer() -> None:
    book = playbook(*CALLS, 'id="m1", channel="email", after="10m", by="marketing"')
    story = Story("20 10:00", book=book).called("20 10:00")
    assert story.asks("20 10:15") == "c2 20 10:30 until 20 11:00"
    (mail,) = (p for p in story.plan("20 10:15") if p.step.step_id == "m1")
    assert mail.by is Doer.MARKETING
    assert mail.due is None


# -- rule 4: what does a step -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("second_call", "asked"),
    [
        # ten minutes early does it; c3 is due no earlier than planned
        ("20 10:20", "c3 20 11:00 until 20 12:00"),
        # eleven is extra, and moves c2 by its spacing
        ("20 10:19", "c2 20 10:49 until 20 11:19"),
    ],
)
def test_an_attempt_up_to_ten_minutes_early_does_the_step(second_call: str, asked: str) -> None:
    story = Story("20 10:00", book=playbook(*CALLS)).called("20 10:00", second_call)
    assert story.asks("20 10:25") == asked


def test_an_extra_attempt_before_any_step_was_done_moves_nothing() -> None:
    story = Story("20 20:40", officer=NINE_TO_SIX).called("20 20:50", "21 12:00")
    assert story.asks("22 12:00") == "call-1 23 10:00 until 23 10:05"


def test_an_attempt_of_another_channel_does_no_step() -> None:
    story = Story("20 10:00").did(Kind.SENT, "20 10:02", channel=TEXT)
    assert story.asks("20 10:03").startswith("call-1 20 10:00")


# -- rule 5: spacing ----------------------------------------------------------------------------------

SPACED = (
    'id="a1", channel="call", after="0m", within="1h"',
    'id="a2", channel="call", after="2h", within="1h"',
    'id="d3", channel="call", on_day=3, between="10:00-12:00"',
    'id="d5", channel="call", on_day=5, between="15:00-17:00"',
)


@pytest.mark.parametrize(
    ("calls", "asked"),
    [
        # both elapsed: two hours between them, from the attempt
        (("20 13:30",), "a2 20 15:30 until 20 16:30"),
        (("20 10:00",), "a2 20 12:00 until 20 13:00"),
        # elapsed, then a day step: two borrower's days later, at the start of its window
        (("20 10:00", "21 11:00"), "d3 23 10:00 until 23 12:00"),
        (("20 10:00", "20 12:00"), "d3 22 10:00 until 22 12:00"),
        # two day steps: two days apart, whatever the hour
        (("20 10:00", "20 12:00", "23 18:00"), "d5 25 15:00 until 25 17:00"),
        # an extra attempt counts for spacing once a step is done
        (("20 10:00", "20 11:40"), "a2 20 13:40 until 20 14:40"),
    ],
)
def test_spacing_is_kept_from_the_last_attempt(calls: tuple[str, ...], asked: str) -> None:
    assert Story("20 10:00", book=playbook(*SPACED)).called(*calls).asks("30 12:00") == asked


def test_an_elapsed_step_after_a_day_step_stands_on_its_whole_days() -> None:
    book = playbook(
        'id="d2", channel="email", on_day=2, between="09:00-12:00"',
        'id="a3", channel="email", after="50h", within="1h"',
    )
    story = Story("20 10:00", book=book)
    # 50 hours are two whole days: day 3, one day after day 2
    assert story.mailed("21 16:00").asks("21 17:00") == "a3 22 12:00 until 22 13:00"
    assert Story("20 10:00", book=book).mailed("21 11:00").steps("21 12:00")["a3"] == "22 12:00"
    late = Story(
        "20 10:00", book=playbook('id="d1", channel="email", on_day=1', 'id="a3", channel="email", after="50h"')
    )
    assert late.mailed("20 23:00").steps("20 23:30")["a3"] == "22 12:00"


def test_a_skipped_step_is_not_what_spacing_counts_from() -> None:
    story = Story("20 10:00", book=playbook(*SPACED)).called("20 10:00").did(Kind.SKIP, "20 10:05", reason="asked to")
    assert story.asks("20 12:00") == "d3 22 10:00 until 22 12:00"


def test_a_step_is_never_due_before_its_own_planned_instant() -> None:
    story = Story("20 10:00", book=playbook(*CALLS)).called("20 10:00", "20 10:21")
    assert story.asks("20 10:22") == "c3 20 11:00 until 20 12:00"


# -- rule 6: shift and law ----------------------------------------------------------------------------


def test_a_due_time_says_what_moved_it() -> None:
    due = Story("20 20:40", officer=NINE_TO_SIX).next("20 20:40")
    assert isinstance(due, Due)
    assert [m.by for m in due.moves] == [MovedBy.SHIFT, MovedBy.RULES]
    reason = due.moves[1].reason
    assert reason is not None
    assert (reason.code, reason.state) == (Code.HOURS, "KY")
    assert due.planned_at == wall("20 20:40")


def test_a_second_call_into_the_evening_moves_to_the_states_next_opening() -> None:
    due = Story("20 20:40", emails=()).called("20 20:40").next("20 20:41")
    assert isinstance(due, Due)
    assert [m.by for m in due.moves] == [MovedBy.RULES]


def test_spacing_is_named_when_it_moved_a_step() -> None:
    due = Story("20 10:00", emails=()).called("20 13:00").next("20 13:01")
    assert isinstance(due, Due)
    assert [m.by for m in due.moves] == [MovedBy.SPACING]


def test_what_held_the_start_up_is_named_for_an_email_too() -> None:
    mail = next(p.due for p in Story("20 22:30").plan("20 22:30") if p.step.step_id == "email-1")
    assert mail is not None
    assert (mail.planned_at, [m.by for m in mail.moves]) == (wall("20 22:50"), [MovedBy.RULES])


def test_a_cap_is_named_when_it_moved_a_step() -> None:
    story = Story("20 10:00", emails=(), book=playbook(*CALLS, 'id="c4", channel="call", after="2h", within="1h"'))
    due = story.called("20 10:05", "20 10:35", "20 11:05").next("20 11:06")
    assert isinstance(due, Due)
    assert story.words(due) == "c4 21 10:05 until 21 11:05"
    assert [m.by for m in due.moves] == [MovedBy.SPACING, MovedBy.CAP]
    assert due.moves[1].reason == Reason(Code.CAP, detail="3 in 24 h")


def test_what_nothing_ever_opens_is_skipped_in_a_plan_with_what_closes_it() -> None:
    rules = changed(CompanyRules(emergencies=(Emergency("KY", LONG_AGO),)))
    planned = Story("20 10:00", rules=rules).plan("20 10:00")
    skipped = {one.step.step_id: one.skipped for one in planned if one.skipped}
    calls = [f"call-{n}" for n in range(1, 7)]
    assert skipped == dict.fromkeys(calls, "No calls in Kentucky while the emergency lasts")
    assert all(one.due is not None for one in planned if one.step.channel is Channel.EMAIL)


def test_what_no_shift_ever_opens_is_skipped_in_a_plan() -> None:
    never = msgspec.structs.replace(NINE_TO_SIX, hours=read_hours("Sun 03:00-04:00"))
    planned = Story("20 10:00", officer=never).plan("20 10:00")
    assert {one.skipped for one in planned if one.step.channel is Channel.CALL} == {"No shift is ever in open hours"}


def test_an_email_needs_the_shift_alone() -> None:
    story = Story("20 17:50", officer=NINE_TO_SIX, phones=())
    assert story.asks("20 17:50") == "email-1 23 09:00 until 23 18:00"
    assert Story("20 20:50", phones=()).asks("20 21:00") == "email-1 20 21:10 until 21 00:00"


def test_days_off_are_no_shift() -> None:
    off = msgspec.structs.replace(NINE_TO_SIX, days_off=frozenset({date(2026, 11, 23), date(2026, 11, 24)}))
    assert Story("20 20:40", officer=off).asks("20 20:40") == "call-1 25 10:00 until 25 10:05"


def test_while_an_emergency_closes_a_state_its_emails_go_on() -> None:
    rules = changed(CompanyRules(emergencies=(Emergency("KY", LONG_AGO),)))
    story = Story("20 10:00", rules=rules)
    assert story.asks("20 10:00").startswith("email-1 ")
    assert Story("20 10:00", rules=rules, emails=()).asks("20 10:00") == "waits: last_window 2026-12-20 10:00"


def test_a_promise_no_time_opens_stays_at_its_own() -> None:
    rules = changed(CompanyRules(emergencies=(Emergency("KY", LONG_AGO),)))
    story = Story("20 10:00", rules=rules).did(Kind.CALL_BACK, "20 10:05", when="21 12:00")
    assert story.asks("20 10:06") == "promise 21 12:00 until 21 12:10"


def test_an_own_lead_in_a_closed_state_waits_and_is_looked_at_again() -> None:
    rules = changed(CompanyRules(emergencies=(Emergency("KY", LONG_AGO),)))
    story = Story("20 10:00", rules=rules, emails=()).own()
    assert story.asks("2027-03-01T12:00").startswith("waits: no_way_to_reach 2027-03-")
    no_end = Story("20 10:00", rules=rules, emails=(), book=playbook(*CALLS))
    assert no_end.asks("22 10:00") == "waits: no_way_to_reach 2026-12-20 10:00"


# -- rule 7: on time ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("received", "step", "asked"),
    [
        # `within` counts open time only: five minutes at ten to nine end at five to, ten run into the morning
        ("20 20:50", 'id="s", channel="call", after="0m", within="5m"', "s 20 20:50 until 20 20:55"),
        ("20 20:50", 'id="s", channel="call", after="0m", within="10m"', "s 20 20:50 until 20 21:00"),
        ("20 20:50", 'id="s", channel="call", after="0m", within="15m"', "s 20 20:50 until 21 10:05"),
        # `between` ends on the due's date ...
        ("20 10:00", 'id="s", channel="email", on_day=2, between="09:00-12:00"', "s 21 09:00 until 21 12:00"),
        # ... also where the law opens in the middle of it
        ("20 10:30", 'id="s", channel="email", on_day=1, between="09:00-12:00"', "s 20 10:30 until 20 12:00"),
        # a due moved past it keeps its length
        ("20 14:00", 'id="s", channel="email", on_day=1, between="09:00-12:00"', "s 20 14:00 until 20 17:00"),
        # neither: until the end of the shift day, the borrower's midnight without hours
        ("20 14:00", 'id="s", channel="email", on_day=2', "s 21 00:00 until 22 00:00"),
    ],
)
def test_how_long_a_step_stays_on_time(received: str, step: str, asked: str) -> None:
    assert Story(received, book=playbook(step)).asks(received) == asked


def test_a_window_the_law_never_opens_keeps_its_length_from_where_it_moved() -> None:
    early = playbook(*CALLS[:1], 'id="s", channel="call", on_day=2, between="08:00-10:00"')
    assert Story("20 10:00", book=early).called("20 10:00").asks("20 11:00") == "s 21 10:00 until 21 12:00"


def test_a_window_over_a_weekend_off_is_moved_whole() -> None:
    weekend = playbook(*CALLS[:1], 'id="s", channel="call", on_day=2, between="11:00-13:00"')
    story = Story("20 10:00", book=weekend, officer=NINE_TO_SIX).called("20 10:00")
    # moved to Monday's opening, within that day's own window
    assert story.asks("20 11:00") == "s 23 10:00 until 23 13:00"


def test_without_a_window_a_step_is_on_time_until_the_shift_day_ends() -> None:
    story = Story("20 10:00", officer=NINE_TO_SIX).called("20 10:00")
    assert story.asks("20 10:05") == "email-1 20 10:20 until 20 18:00"


# -- rule 9: it ends ----------------------------------------------------------------------------------


def test_it_is_exhausted_when_the_last_on_time_end_has_passed() -> None:
    story = Story("20 10:00", book=playbook(*CALLS)).called("20 10:00", "20 10:30", "20 11:05")
    assert story.asks("20 11:06") == "waits: last_window 20 12:00"
    assert story.asks("20 12:00") == "ended: returned_to_marketing 20 12:00"


def test_it_is_given_up_after_its_time_whatever_was_done() -> None:
    story = Story("20 10:00", book=playbook(*CALLS, give_up_after="2d"))
    assert story.asks("22 09:59") == "c1 20 10:00 until 20 10:05"
    assert story.asks("22 10:00") == "ended: returned_to_marketing 22 10:00"
    # the two days count from the start, not from receipt
    assert Story("21 03:00", book=playbook(*CALLS, give_up_after="2d")).asks("23 09:59").startswith("c1 ")


def test_what_would_fall_due_after_giving_up_is_not_asked_for() -> None:
    story = Story("20 10:00", book=playbook(*CALLS, 'id="late", channel="call", on_day=9', give_up_after="5d"))
    story.called("20 10:00", "20 10:30", "20 11:00")
    assert story.asks("20 12:00") == "waits: last_window 25 10:00"
    assert [r.step.step_id for r in story.where("30 12:00").records] == ["c1", "c2", "c3"]


def test_nothing_lapses_after_the_lead_was_given_up() -> None:
    book = playbook(*CALLS, 'id="e", channel="email", on_day=9', give_up_after="5d")
    assert Story("20 10:00", book=book).where("30 12:00").records == []


def test_an_own_lead_is_kept_and_looked_at_again_every_thirty_days() -> None:
    story = Story("20 10:00", book=playbook(*CALLS)).own().called("20 10:00", "20 10:30", "20 11:05")
    assert story.asks("21 10:00") == "look-again 2026-12-20 12:00 until 2026-12-22 14:00"
    story.called("2026-12-22T12:00")
    assert story.asks("2026-12-22T12:01").startswith("look-again 2027-01-21 12:00")


def test_a_playbook_may_keep_what_it_exhausted() -> None:
    story = Story("20 10:00", book=playbook(*CALLS, on_exhausted="keep")).called("20 10:00", "20 10:30", "20 11:05")
    assert story.asks("21 10:00").startswith("look-again 2026-12-20 12:00")


def test_a_kept_lead_without_a_number_is_looked_at_again_by_email() -> None:
    story = Story("20 10:00", phones=(), book=playbook('id="e", channel="email", after="0m"')).own().mailed("20 10:00")
    assert story.asks("21 10:00").startswith("look-again 2026-12-21 00:00")
    # one nobody wrote lapses, and the next comes a month later
    assert story.asks("2026-12-30T10:00").startswith("look-again 2027-01-21 00:00")


def test_a_kept_lead_nobody_can_reach_waits_thirty_days_at_a_time() -> None:
    story = Story("20 10:00", phones=(), emails=()).own()
    assert story.asks("20 10:00") == "waits: no_way_to_reach 2026-12-20 10:00"
    assert story.asks("2027-06-01T10:00") == "waits: no_way_to_reach 2027-06-18 11:00"


def test_a_company_lead_nobody_can_reach_goes_back_at_once() -> None:
    assert Story("20 10:00", phones=(), emails=()).asks("20 10:00") == "ended: returned_to_marketing 20 10:00"


# -- rule 10: the cap ---------------------------------------------------------------------------------


def test_three_calls_or_texts_in_24_hours_close_the_next_until_the_first_is_24_hours_old() -> None:
    story = Story("20 10:00", book=playbook(*CALLS[:1], 'id="c2", channel="call", after="23h", within="1h"'))
    story.called("20 10:00").elsewhere = (wall("20 10:30"), wall("20 11:00"))
    assert story.asks("20 12:00") == "c2 21 10:00 until 21 11:00"
    story.elsewhere = (wall("20 10:30"), wall("20 11:00"), wall("20 11:30"))
    # at 10:30 the second is exactly 24 hours old and counts no more
    assert story.asks("20 12:00") == "c2 21 10:30 until 21 11:30"


def test_an_attempt_the_borrower_asked_for_is_not_counted() -> None:
    story = Story("20 10:00", emails=(), book=playbook(*CALLS)).did(Kind.INBOUND, "20 10:01")
    story.called("20 10:05", "20 10:36", "20 11:10")
    # three calls within a day of theirs leave the company's cap untouched
    assert len(story.known.solicits) == 0
    assert len(story.known.attempts) == 3


def test_emails_know_no_cap() -> None:
    story = Story("20 10:00").called("20 10:00", "20 10:01", "20 10:02")
    assert story.asks("20 10:05").startswith("email-1 20 10:20")


# -- the plan -----------------------------------------------------------------------------------------


def test_an_overdue_step_is_planned_now_and_the_rest_by_its_spacing() -> None:
    planned = Story("20 10:00", emails=()).plan("20 15:00")
    assert [(p.step.step_id, p.due and p.due.due_at) for p in planned[:1]] == [("call-1", wall("20 10:00"))]
    steps = Story("20 10:00", emails=()).steps("20 15:00")
    assert (steps["call-2"], steps["call-3"]) == ("20 15:30", "20 16:00")


def test_what_should_have_happened_is_planned_from_when_it_was_due() -> None:
    planned = {p.step.step_id: p for p in Story("20 10:00", emails=()).plan("20 15:00", when_due=True)}
    assert [planned[s].due.due_at for s in ("call-1", "call-2")] == [wall("20 10:00"), wall("20 10:30")]  # type: ignore[union-attr]


@pytest.mark.parametrize("origin", [Origin.COMPANY, Origin.OWN_LIST])
def test_a_plan_tells_of_the_steps_of_a_channel_nobody_can_use_also_of_a_lead_that_is_kept(origin: Origin) -> None:
    steps = Story("20 10:00", emails=(), origin=origin).steps("20 10:00")
    assert (steps["email-1"], steps["email-5"]) == ("No e-mail address that works",) * 2
    assert list(steps)[:3] == ["call-1", "email-1", "call-2"]


def test_a_step_that_comes_every_so_often_is_planned_once() -> None:
    book = playbook(*CALLS[:1], 'id="r", channel="call", every="14d", within="1d"')
    story = Story("20 10:00", book=book)
    assert story.steps("20 10:00") == {"c1": "20 10:00", "r": "2026-12-04 10:00"}
    # `within` is open time here too: a day of it is more than two of Kentucky's eleven hours
    story.called("20 10:00", "2026-12-04T10:00")
    assert story.asks("2026-12-04T11:00") == "r 2026-12-18 10:00 until 2026-12-20 12:00"


@pytest.mark.parametrize("kind", [Kind.BAD_LEAD, Kind.NOT_INTERESTED, Kind.DO_NOT_CALL])
@pytest.mark.parametrize("emails", [(), ("dana@example.com",)])
def test_a_lead_that_was_closed_has_no_plan(kind: Kind, emails: tuple[str, ...]) -> None:
    assert Story("20 10:00", emails=emails).did(kind, "20 10:05", reason="fake").plan("20 10:06") == []


def test_a_lead_that_waits_is_planned_from_the_day_it_wakes() -> None:
    story = Story("20 10:00").did(Kind.NOT_NOW, "20 10:01", when="2027-01-11T11:00")
    assert story.steps("20 12:00")["call-1"] == "2027-01-11 11:00"


def test_a_promise_is_part_of_the_way_but_no_step_of_the_plan() -> None:
    story = Story("20 10:00", emails=()).did(Kind.CALL_BACK, "20 10:01", when="20 15:00")
    # not reached at 15:00, 15:15 and the next working morning, the playbook goes on by its spacing
    assert story.steps("20 12:00")["call-2"] == "23 10:30"


# -- where it stands ----------------------------------------------------------------------------------


def test_what_time_alone_will_change_is_told() -> None:
    story = Story("20 10:00").called("20 10:00")
    assert instant(story.where("20 10:30").revisit_at) == instant(wall("21 00:00")) + 1  # type: ignore[arg-type]
    waiting = Story("20 10:00").did(Kind.NOT_NOW, "20 10:01", when="25 09:00")
    assert waiting.where("21 10:00").revisit_at == wall("25 09:00")
    assert Story("20 10:00").did(Kind.BAD_LEAD, "20 10:05").where("20 11:00").revisit_at is None
    promised = Story("20 10:00").did(Kind.CALL_BACK, "20 10:01", when="20 15:00")
    assert promised.where("20 11:00").revisit_at is None
    # a step of the nurture track is asked for until the lead wakes, if it does not lapse before
    book = playbook(*CALLS, 'id="n", channel="call", on_day=2, track="nurture"')
    nurtured = Story("20 10:00", book=book).did(Kind.NOT_NOW, "20 10:01", when="25 09:00")
    assert nurtured.asks("22 10:00").startswith("n 21 10:00")
    assert nurtured.where("22 10:00").revisit_at == wall("25 09:00")


def test_the_sample_calls_six_times_and_writes_five() -> None:
    new = sample().track(Track.NEW)
    assert [s.step_id for s in new if s.channel is CALL] == [f"call-{n}" for n in range(1, 7)]
    assert [s.step_id for s in new if s.channel is EMAIL] == [f"email-{n}" for n in range(1, 6)]
