"""What each outcome of section 2 of the domain page does to a lead."""

from __future__ import annotations

import pytest

from app.domain.activity import Kind
from app.domain.lead import Consent
from app.domain.outcome import OUTCOMES
from app.domain.stage import Stage
from app.domain.standing import Paused, Wait
from tests.app.domain.story import (
    CALL,
    EMAIL,
    NINE_TO_SIX,
    OTHER_PHONE,
    PHONE,
    TEXT,
    Story,
    playbook,
    wall,
)


@pytest.mark.parametrize("kind", [Kind.NO_ANSWER, Kind.LEFT_VOICEMAIL, Kind.VOICEMAIL_FULL, Kind.THIRD_PARTY])
def test_a_call_that_reached_no_borrower_does_the_step(kind: Kind) -> None:
    story = Story("20 10:00", emails=()).did(kind, "20 10:02")
    assert story.asks("20 10:03") == "call-2 20 10:32 until 20 11:02"
    assert story.where("20 10:03").stage is Stage.ATTEMPTING


def test_a_second_voicemail_still_does_its_step() -> None:
    story = Story("20 10:00", emails=()).did(Kind.LEFT_VOICEMAIL, "20 10:00").did(Kind.LEFT_VOICEMAIL, "20 10:30")
    assert story.asks("20 10:31") == "call-3 20 11:00 until 20 12:00"


# -- busy ---------------------------------------------------------------------------------------------


def test_a_busy_line_is_tried_again_in_fifteen_minutes_and_on_time_until_thirty() -> None:
    story = Story("20 10:00", emails=()).did(Kind.BUSY, "20 10:02")
    assert story.asks("20 10:03") == "call-1 20 10:17 until 20 10:32"


def test_the_third_busy_in_a_row_does_the_step() -> None:
    story = Story("20 10:00", emails=()).did(Kind.BUSY, "20 10:00").did(Kind.BUSY, "20 10:15")
    assert story.asks("20 10:16") == "call-1 20 10:30 until 20 10:45"
    # all three count for the cap, which is what moves the next step to the morning
    assert story.did(Kind.BUSY, "20 10:30").asks("20 10:31") == "call-2 21 10:00 until 21 10:30"


def test_busy_and_then_no_answer_does_the_step() -> None:
    story = Story("20 10:00", emails=()).did(Kind.BUSY, "20 10:00").called("20 10:15")
    assert story.asks("20 10:16").startswith("call-2 20 10:45")
    # the next step counts its busies anew
    assert story.did(Kind.BUSY, "20 10:45").asks("20 10:46").startswith("call-2 21 10:00")
    assert [r.step.step_id for r in story.where("20 10:46").records] == ["call-1"]


def test_a_line_busy_at_closing_time_is_tried_when_the_state_opens() -> None:
    story = Story("20 20:50", emails=()).did(Kind.BUSY, "20 20:50")
    assert story.asks("20 20:51") == "call-1 21 10:00 until 21 10:15"


# -- numbers that reach nobody ------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [Kind.WRONG_NUMBER, Kind.DISCONNECTED])
def test_a_dead_number_leaves_the_step_due_at_once_on_the_next(kind: Kind) -> None:
    story = Story("20 10:00", emails=(), phones=(PHONE, OTHER_PHONE)).did(kind, "20 10:03", number=PHONE)
    assert story.asks("20 10:04") == "call-1 20 10:03 until 20 10:08"


def test_the_next_number_waits_for_the_cap() -> None:
    story = Story("20 10:00", emails=(), phones=(PHONE, OTHER_PHONE))
    story.elsewhere = (wall("20 08:00"), wall("20 09:00"))
    story.did(Kind.WRONG_NUMBER, "20 10:00", number=PHONE)
    assert story.asks("20 10:01") == "call-1 21 10:00 until 21 10:05"


@pytest.mark.parametrize("kind", [Kind.WRONG_NUMBER, Kind.DISCONNECTED])
def test_the_last_dead_number_closes_the_calls_and_the_emails_go_on(kind: Kind) -> None:
    story = Story("20 10:00").did(kind, "20 10:03", number=PHONE)
    assert story.asks("20 10:04") == "email-1 20 10:20 until 21 00:00"
    assert story.steps("20 10:04")["call-1"] == "No number that works"


def test_the_last_dead_number_of_a_lead_without_emails_ends_it() -> None:
    story = Story("20 10:00", emails=()).did(Kind.DISCONNECTED, "20 10:03", number=PHONE)
    assert story.asks("20 10:04") == "ended: returned_to_marketing 20 10:03"


def test_a_bounced_address_closes_the_emails() -> None:
    story = Story("20 10:00").called("20 10:00").mailed("20 10:20").did(Kind.BOUNCED, "20 10:21")
    assert story.steps("20 10:22")["email-2"] == "No e-mail address that works"
    assert story.asks("20 10:22").startswith("call-2 ")


def test_a_text_that_failed_leaves_the_step_to_the_next_number() -> None:
    book = playbook('id="t", channel="text", after="0m", within="1h"')
    given = {TEXT: Consent.GIVEN}
    story = Story("20 10:00", book=book, phones=(PHONE, OTHER_PHONE), consent=given)
    assert story.did(Kind.FAILED, "20 10:05", number=PHONE).asks("20 10:06") == "t 20 10:05 until 20 11:05"
    alone = Story("20 10:00", book=book, consent=given).did(Kind.FAILED, "20 10:05", number=PHONE)
    assert alone.asks("20 10:06") == "ended: returned_to_marketing 20 10:05"


def test_a_call_to_a_channel_that_is_closed_does_no_step() -> None:
    story = Story("20 10:00", phones=(PHONE,)).did(Kind.DISCONNECTED, "20 10:00", number=PHONE).called("20 11:00")
    assert [r.step.step_id for r in story.where("20 12:00").records] == []


# -- contact ------------------------------------------------------------------------------------------


def test_sending_an_application_enters_its_track() -> None:
    story = Story("20 10:30").did(Kind.SENDING_APPLICATION, "20 10:31")
    assert story.where("20 10:32").stage is Stage.APPLICATION_STARTED
    # day 1 is the day the application went out
    assert story.steps("20 10:32") == {
        "application-1": "20 10:31",
        "application-3": "22 10:00",
        "application-7": "26 10:00",
    }


def test_an_application_nobody_finished_stays_and_is_looked_at_again() -> None:
    story = Story("20 10:30").did(Kind.SENDING_APPLICATION, "20 10:31")
    story.called("20 11:00", "22 11:00", "26 11:00")
    assert story.asks("26 12:00") == "waits: last_window 26 18:00"
    assert story.asks("27 12:00").startswith("look-again 2026-12-26 18:00")
    # a look does it, and the next is a month later
    assert story.called("2026-12-27T11:00").asks("2026-12-27T11:01").startswith("look-again 2027-01-26 11:00")


def test_not_now_waits_and_restarts_the_playbook_on_its_day() -> None:
    story = Story("20 10:00").did(Kind.NOT_NOW, "20 10:02", when="2026-12-14T09:00")
    assert story.asks("20 10:03") == "waits: nurture 2026-12-14 09:00"
    assert story.where("20 10:03").stage is Stage.NURTURE
    assert story.asks("2026-12-14T09:00") == "call-1 2026-12-14 10:00 until 2026-12-14 10:05"
    assert story.where("2026-12-14T12:00").stage is Stage.ATTEMPTING
    # thirty days from the restart, not from receipt
    assert story.asks("2027-01-10T12:00").startswith("call-1 ")
    assert story.asks("2027-01-13T12:00") == "ended: returned_to_marketing 2027-01-13 10:00"


def test_nurture_has_steps_of_its_own_that_lapse_like_any() -> None:
    book = playbook(
        'id="c", channel="call", after="0m", within="5m"',
        'id="n1", channel="email", on_day=3, track="nurture"',
        'id="n2", channel="email", on_day=6, track="nurture"',
        'id="n9", channel="email", on_day=9, track="nurture"',
    )
    story = Story("20 10:00", book=book).did(Kind.NOT_NOW, "20 10:02", when="27 09:00")
    assert story.asks("20 12:00") == "n1 22 00:00 until 23 00:00"
    assert story.asks("24 12:00") == "n2 25 00:00 until 26 00:00"
    # what would come after the waking is not asked for
    assert story.asks("26 12:00") == "waits: nurture 27 09:00"


def test_another_language_waits_four_working_hours_and_comes_back_to_the_holder() -> None:
    story = Story("20 16:00", officer=NINE_TO_SIX).did(Kind.LANGUAGE, "20 16:01")
    # an hour and 59 minutes on Friday, the rest on Monday
    assert story.asks("20 16:02") == "waits: language 23 11:01"
    assert story.where("20 16:02").stage is Stage.CONTACTED
    # the first e-mail has lapsed meanwhile; the call nobody was to make is not late before it can be made
    assert story.asks("23 11:01") == "call-2 23 11:01 until 23 11:31"
    assert story.asks("23 15:00") == "call-2 23 11:01 until 23 11:31"
    assert story.called("23 11:20").asks("23 11:21") == "email-2 23 11:01 until 23 17:00"
    assert story.mailed("23 11:22").asks("23 11:23") == "call-3 23 11:50 until 23 12:50"


def test_being_assigned_ends_the_wait_for_another_language() -> None:
    story = Story("20 16:00", emails=()).did(Kind.LANGUAGE, "20 16:01").did(Kind.ASSIGNED, "20 16:30", by="hub")
    assert story.asks("20 16:31") == "call-2 20 16:31 until 20 17:01"


def test_whoever_speaks_the_language_has_all_of_the_calls_time() -> None:
    story = Story("20 10:00", emails=()).did(Kind.LANGUAGE, "20 10:01").did(Kind.ASSIGNED, "20 12:00", by="hub")
    assert story.asks("20 12:01") == "call-2 20 12:00 until 20 12:30"


def test_a_report_of_the_loan_system_ends_the_wait_for_another_language_as_being_assigned_does() -> None:
    book = playbook(
        'id="a", channel="call", after="0m", within="5m", track="application"',
        'id="b", channel="call", after="1h", within="30m", track="application"',
    )
    story = Story("20 10:00", emails=(), book=book).did(Kind.SENDING_APPLICATION, "20 10:01")
    story.did(Kind.LANGUAGE, "20 10:02").did(Kind.STAGE_REPORTED, "20 12:00", stage="application_submitted")
    assert story.asks("20 12:01") == "b 20 12:00 until 20 12:30"


def test_a_playbook_that_gives_up_during_the_wait_for_another_language_ends_when_the_wait_does() -> None:
    book = playbook(
        'id="a", channel="call", after="0m", within="5m"',
        'id="b", channel="call", after="1h", within="5m"',
        give_up_after="2h",
    )
    story = Story("20 10:00", emails=(), book=book).did(Kind.LANGUAGE, "20 10:01")
    assert story.asks("20 12:30") == "waits: language 20 14:01"
    assert story.asks("20 15:00") == "ended: returned_to_marketing 20 14:01"


def test_a_day_that_has_passed_wakes_a_lead_at_once_and_not_before() -> None:
    story = Story("20 10:00", emails=()).did(Kind.NOT_NOW, "20 10:02", when="19 09:00")
    assert story.asks("20 10:03") == "call-1 20 10:02 until 20 10:07"


def test_an_email_that_is_still_on_time_is_asked_for_from_the_end_of_the_wait_on() -> None:
    book = playbook('id="e", channel="email", after="0m", within="8h"')
    story = Story("20 10:00", book=book).did(Kind.LANGUAGE, "20 10:01")
    assert story.asks("20 14:01") == "e 20 14:01 until 20 22:01"


def test_being_assigned_changes_nothing_else() -> None:
    story = Story("20 16:00", emails=()).did(Kind.ASSIGNED, "20 16:00", by="hub")
    assert story.asks("20 16:01").startswith("call-1 20 16:00")


def test_a_reply_is_a_contact_and_the_playbook_goes_on() -> None:
    story = Story("20 10:00").called("20 10:00").mailed("20 10:20").did(Kind.REPLIED, "20 10:25")
    assert story.where("20 10:26").stage is Stage.CONTACTED
    assert story.asks("20 10:26").startswith("call-2 20 10:30")


@pytest.mark.parametrize(
    ("kind", "stage"),
    [
        (Kind.NOT_INTERESTED, Stage.LOST),
        (Kind.DO_NOT_CALL, Stage.DO_NOT_CONTACT),
        (Kind.BAD_LEAD, Stage.BAD_LEAD),
    ],
)
def test_an_end_is_reached_at_once(kind: Kind, stage: Stage) -> None:
    story = Story("20 10:00").did(kind, "20 10:02", reason="other")
    assert story.asks("20 10:03") == f"ended: {stage} 20 10:02"
    # what is logged afterwards is kept, and wakes nobody
    assert story.called("20 11:00").did(Kind.SKIP, "20 11:01", reason="done").asks("20 11:02").startswith("ended: ")


def test_do_not_call_is_final_whatever_is_logged_after_it() -> None:
    story = Story("20 10:00").did(Kind.DO_NOT_CALL, "20 10:02")
    for kind, when in ((Kind.CALL_BACK, "21 10:00"), (Kind.INQUIRED_AGAIN, None), (Kind.NOT_INTERESTED, None)):
        story.did(kind, "20 11:00", when=when)
    assert story.asks("22 10:00") == "ended: do_not_contact 20 10:02"
    assert story.where("22 10:00").promises == []


@pytest.mark.parametrize(
    ("kind", "when", "asked"),
    [
        (Kind.CALL_BACK, "21 15:00", "promise 21 15:00 until 21 15:10"),
        (Kind.NOT_NOW, "2026-12-14T09:00", "waits: nurture 2026-12-14 09:00"),
        (Kind.SENDING_APPLICATION, None, "application-1 20 12:00 until 20 18:00"),
        (Kind.INBOUND, None, "call-1 20 12:00 until 20 12:05"),
        (Kind.LANGUAGE, None, "waits: language 20 16:00"),
    ],
)
def test_a_borrower_who_speaks_again_brings_a_lost_lead_back(kind: Kind, when: str | None, asked: str) -> None:
    story = Story("20 10:00", emails=()).did(Kind.NOT_INTERESTED, "20 10:02", reason="rate or fees")
    assert story.did(kind, "20 12:00", when=when).asks("20 12:00") == asked


# -- skip ---------------------------------------------------------------------------------------------


def test_a_skipped_step_is_left_out_with_its_reason() -> None:
    story = Story("20 10:00", emails=()).did(Kind.SKIP, "20 10:02", reason="at work")
    assert story.asks("20 10:03") == "call-2 20 10:30 until 20 11:00"
    (record,) = story.where("20 10:03").records
    assert (record.step.step_id, record.skipped, record.done_at) == ("call-1", "at work", None)


def test_a_skip_without_a_channel_leaves_out_what_is_asked_for() -> None:
    story = Story("20 10:00").called("20 10:00")
    story.history.append(story.history[0].__class__(**_fields(story, Kind.SKIP)))
    assert story.asks("20 10:22").startswith("call-2 ")


def test_skipping_everything_ends_the_lead_when_the_last_window_has_passed() -> None:
    book = playbook('id="c", channel="call", after="0m", within="5m"')
    story = Story("20 10:00", book=book).did(Kind.SKIP, "20 10:01", reason="no")
    assert story.asks("20 10:02") == "waits: last_window 20 10:05"
    assert story.did(Kind.SKIP, "20 10:03", reason="no").asks("20 10:05").startswith("ended: returned")


def test_a_skipped_round_of_a_repeated_step_still_counts_the_time_to_the_next() -> None:
    book = playbook('id="c", channel="call", after="0m", within="5m"', 'id="r", channel="call", every="14d"')
    story = Story("20 10:00", book=book).called("20 10:00").did(Kind.SKIP, "2026-12-04T12:00", reason="away")
    assert story.asks("2026-12-04T12:01").startswith("r 2026-12-18 12:00")


def test_a_step_that_can_never_fall_due_can_still_be_skipped() -> None:
    off = NINE_TO_SIX.__class__(officer_id="x", name="X", hours=NINE_TO_SIX.hours.__class__(((),) * 7))  # type: ignore[union-attr]
    story = Story("20 10:00", officer=off, emails=(), book=playbook('id="c", channel="call", after="0m"'))
    assert story.did(Kind.SKIP, "20 10:05", reason="no").asks("20 10:06") == "ended: returned_to_marketing 20 10:05"


# -- all of them --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", sorted(OUTCOMES))
def test_after_every_outcome_something_is_asked_for_or_awaited_or_it_has_ended(kind: Kind) -> None:
    channel = OUTCOMES[kind].channels[0]
    when = "25 11:00" if OUTCOMES[kind].needs in ("when", "until") else None
    story = Story("20 10:00", consent={TEXT: Consent.GIVEN}).did(kind, "20 10:02", when=when, channel=channel)
    answer = story.next("20 10:03")
    assert not isinstance(answer, Paused) or answer.wait in (Wait.NURTURE, Wait.LANGUAGE)
    assert story.asks("20 10:03")


def _fields(story: Story, kind: Kind) -> dict[str, object]:
    at = wall("20 10:21")
    return {
        "activity_id": "skip",
        "lead_id": story.lead.lead_id,
        "kind": kind,
        "actor_id": "ada",
        "began_at": at,
        "logged_at": at,
        "reason": "later",
    }


def test_channels_are_not_mixed_up() -> None:
    assert {CALL, EMAIL, TEXT} == {c for o in OUTCOMES.values() for c in o.channels}
