"""Stages, tracks and repeat inquiries: what begins a new run of steps, and what ends one."""

from __future__ import annotations

import pytest

from app.domain.activity import Kind
from app.domain.lead import Partner
from app.domain.publications import published
from app.domain.stage import Stage
from tests.app.domain.story import Story, playbook, wall


def reported(story: Story, stage: str, at: str) -> Story:
    return story.did(Kind.STAGE_REPORTED, at, stage=stage, by="hub")


def test_each_stage_is_stamped_when_it_was_first_reached() -> None:
    story = Story("20 10:00").called("20 10:02").did(Kind.APPOINTMENT, "20 10:32", when="23 11:00")
    story.did(Kind.CALL_BACK, "23 11:00", when="24 11:00").did(Kind.SENDING_APPLICATION, "24 11:00")
    assert story.where("24 12:00").reached == {
        Stage.NEW: wall("20 10:00"),
        Stage.ATTEMPTING: wall("20 10:02"),
        Stage.APPOINTMENT: wall("20 10:32"),
        Stage.APPLICATION_STARTED: wall("24 11:00"),
    }


def test_what_had_not_happened_by_then_is_not_known() -> None:
    story = Story("20 10:00").called("20 10:02").did(Kind.NOT_INTERESTED, "20 10:40")
    assert story.where("20 10:30").stage is Stage.ATTEMPTING
    assert story.where("20 10:40").stage is Stage.LOST


# -- the loan system ----------------------------------------------------------------------------------


def test_a_reported_application_enters_its_track_and_a_pre_approval_the_next() -> None:
    story = reported(Story("20 10:30"), "application_submitted", "20 11:00")
    assert story.asks("20 11:01").startswith("application-1 20 11:00")
    reported(story, "pre_approved", "25 11:00")
    assert story.asks("25 12:00").startswith("preapproved-call 2026-12-09 11:00")


def test_a_plan_lists_a_step_that_comes_again_once_and_goes_on_with_the_other_channels() -> None:
    book = playbook(
        'id="c1", channel="call", after="0m", within="5m"',
        'id="c2", channel="call", every="7d", within="1d"',
        'id="m1", channel="email", on_day=4, between="09:00-17:00"',
        'id="m2", channel="email", on_day=20, between="09:00-17:00"',
    )
    assert Story("20 20:40", book=book).steps("20 20:40") == {
        "c1": "20 20:40",
        "c2": "27 20:40",
        "m1": "23 09:00",
        "m2": "2026-12-09 09:00",
    }


def test_a_lead_that_said_not_now_restarts_by_the_playbook_that_is_published_when_it_wakes() -> None:
    text = 'name = "{}"\nfirst_call_within = "1d"\n[[step]]\nid = "{}"\nchannel = "call"\nafter = "{}"\nwithin = "1h"'
    old, soon, late = (
        (1, text.format("Old", "old", "0m"), wall("10 09:00"), None),
        (2, text.format("House", "house", "0m"), wall("22 09:00"), None),
        (3, text.format("After", "after", "0m"), wall("25 09:00"), None),
    )
    books = published([late, soon, old])
    assert [[later.version for _, later in books[n].later] for n in (1, 2, 3)] == [[2, 3], [3], []]
    story = Story("20 10:00", book=books[1]).did(Kind.NOT_NOW, "20 10:05", when="24 12:00")
    assert story.asks("20 10:06").startswith("waits: nurture")
    assert story.asks("24 12:01").startswith("house 24 12:00")
    # a manager moved it on meanwhile: it does not go back
    moved = Story("20 10:00", book=books[3]).did(Kind.NOT_NOW, "20 10:05", when="24 12:00")
    assert moved.asks("24 12:01").startswith("after 24 12:00")
    # nobody else is moved by a publication
    assert Story("20 10:00", book=books[1]).asks("26 12:00").startswith("old 20 10:00")


# -- a pre-approval's letter ------------------------------------------------------------------------


def pre_approved() -> Story:
    return reported(Story("20 10:30"), "pre_approved", "20 11:00")


def letter(story: Story, at: str, last_day: str) -> Story:
    return story.did(Kind.LETTER, at, when=f"{last_day}T12:00")


def test_a_call_falls_due_ten_days_before_the_letter_expires_if_no_round_comes_sooner() -> None:
    assert letter(pre_approved(), "20 12:00", "2026-12-10").asks("20 12:01").startswith("preapproved-call 30 10:00")
    # the round of two weeks comes first, the letter's own call after it
    later = letter(pre_approved(), "20 12:00", "2026-12-19")
    assert later.asks("20 12:01").startswith("preapproved-call 2026-12-04 11:00")
    later.called("2026-12-04T11:00")
    assert later.asks("2026-12-04T12:00").startswith("preapproved-call 2026-12-09 10:00")
    later.called("2026-12-09T10:00")
    assert later.asks("2026-12-09T12:00").startswith("preapproved-call 2026-12-23 10:00")


def test_a_letter_noted_before_the_pre_approval_counts_all_the_same_and_a_renewed_one_in_its_place() -> None:
    story = letter(Story("20 10:30"), "20 10:45", "2026-12-10")
    assert reported(story, "pre_approved", "20 11:00").asks("20 12:01").startswith("preapproved-call 30 10:00")
    letter(story, "25 12:00", "2027-02-10")
    assert story.asks("25 12:01").startswith("preapproved-call 2026-12-04 11:00")


def test_a_letter_of_which_only_few_days_are_left_is_called_about_from_when_that_is_known() -> None:
    assert letter(pre_approved(), "24 12:00", "2026-11-28").asks("24 12:01").startswith("preapproved-call 24 12:00")


def test_a_letter_that_was_short_before_the_pre_approval_is_called_about_at_once() -> None:
    story = letter(Story("20 10:30"), "20 10:45", "2026-11-28")
    reported(story, "pre_approved", "20 12:00")
    assert story.asks("20 12:01").startswith("preapproved-call 20 12:00")
    story.called("20 12:05")
    assert story.asks("20 12:06").startswith("preapproved-call 2026-12-04")
    expired = letter(Story("20 10:30"), "20 10:45", "2026-11-19")
    reported(expired, "pre_approved", "20 12:00")
    assert expired.asks("20 12:01").startswith("preapproved-call 2026-12-04")


def test_a_letter_means_nothing_to_steps_that_do_not_ask_for_it() -> None:
    assert letter(Story("20 10:00"), "20 10:01", "2026-11-28").asks("20 10:02") == Story("20 10:00").asks("20 10:02")
    book = playbook('id="round", channel="call", every="14d", within="1d", track="preapproved"')
    unasked = reported(Story("20 10:30", book=book), "pre_approved", "20 11:00")
    assert letter(unasked, "20 12:00", "2026-12-10").asks("20 12:01").startswith("round 2026-12-04 11:00")
    assert Story("20 10:00").did(Kind.LETTER, "20 10:01").asks("20 10:02") == Story("20 10:00").asks("20 10:02")


# -- the loan system, further on --------------------------------------------------------------------


def test_a_stage_further_on_keeps_the_track_it_is_in() -> None:
    story = reported(reported(Story("20 10:30"), "application_submitted", "20 11:00"), "processing", "20 12:00")
    assert story.where("20 12:00").stage is Stage.PROCESSING
    assert story.asks("20 12:01").startswith("application-1 20 11:00")


@pytest.mark.parametrize("stage", ["cancelled", "withdrawn", "denied", "funded"])
def test_a_loan_that_ends_ends_the_lead(stage: str) -> None:
    story = reported(reported(Story("20 10:30"), "application_submitted", "20 11:00"), stage, "25 11:00")
    assert story.asks("26 12:00") == f"ended: {stage} 25 11:00"


def test_a_reported_stage_wakes_what_had_ended_or_waits() -> None:
    lost = Story("20 10:00").did(Kind.NOT_INTERESTED, "20 10:02")
    assert reported(lost, "application_submitted", "25 11:00").asks("25 11:01").startswith("application-1 ")
    nurtured = Story("20 10:00").did(Kind.NOT_NOW, "20 10:02", when="2027-01-11T10:00")
    assert reported(nurtured, "contacted", "25 11:00").asks("25 11:01").startswith("call-1 25 11:00")
    again = Story("20 10:00").did(Kind.NOT_INTERESTED, "20 10:02")
    assert reported(again, "contacted", "25 11:00").asks("25 11:01").startswith("call-1 25 11:00")


def test_a_stage_that_changes_no_track_leaves_the_steps_as_they_are() -> None:
    story = reported(Story("20 10:00", emails=()).called("20 10:00"), "contacted", "20 10:10")
    assert story.asks("20 10:11").startswith("call-2 20 10:30")


@pytest.mark.parametrize("stage", ["nurture", "a stage nobody knows", ""])
def test_a_report_that_says_nothing_usable_changes_nothing(stage: str) -> None:
    story = reported(Story("20 10:00"), stage, "20 10:01")
    assert story.asks("20 10:02").startswith("call-1 20 10:00")
    assert story.where("20 10:02").stage is Stage.NEW


def test_a_loan_under_way_goes_on_after_a_do_not_call_but_nobody_is_called() -> None:
    story = Story("20 10:00").did(Kind.DO_NOT_CALL, "20 10:02")
    reported(story, "processing", "25 11:00")
    assert story.asks("25 12:00").startswith("look-again 2026-12-25")
    assert story.next("25 12:00").channel == "email"  # type: ignore[union-attr]


# -- a repeat inquiry ---------------------------------------------------------------------------------


def test_a_repeat_inquiry_opens_a_new_first_call_window() -> None:
    story = Story("20 10:00", emails=()).called("20 10:00", "20 10:30", "20 11:00")
    story.did(Kind.INQUIRED_AGAIN, "26 14:00", by="")
    assert story.asks("26 14:01") == "call-1 26 14:00 until 26 14:05"
    assert story.steps("26 14:01")["call-4"] == "30 10:00"


@pytest.mark.parametrize(
    ("kind", "when"),
    [(Kind.NOT_INTERESTED, None), (Kind.NOT_NOW, "2027-02-01T10:00"), (Kind.BAD_LEAD, None), (Kind.LANGUAGE, None)],
)
def test_a_repeat_inquiry_wakes_what_had_ended_or_waits(kind: Kind, when: str | None) -> None:
    story = Story("20 10:00", emails=()).did(kind, "20 10:01", when=when).did(Kind.INQUIRED_AGAIN, "20 12:00", by="")
    assert story.asks("20 12:00") == "call-1 20 12:00 until 20 12:05"
    assert story.where("20 12:00").stage in (Stage.ATTEMPTING, Stage.NEW, Stage.CONTACTED)


def test_a_lead_given_back_to_marketing_wakes_when_it_asks_again() -> None:
    story = Story("20 10:00", emails=()).did(Kind.INQUIRED_AGAIN, "2027-02-01T11:00", by="")
    assert story.asks("2027-01-15T12:00").startswith("ended: returned_to_marketing")
    assert story.asks("2027-02-01T11:00") == "call-1 2027-02-01 11:00 until 2027-02-01 11:05"
    assert story.where("2027-02-01T11:00").stage is Stage.NEW


def test_a_repeat_inquiry_does_not_disturb_a_loan_under_way() -> None:
    story = reported(Story("20 10:30"), "application_submitted", "20 11:00").did(Kind.INQUIRED_AGAIN, "21 11:00", by="")
    assert story.asks("21 11:01").startswith("application-1 20 11:00")


@pytest.mark.parametrize("stage", ["funded", "denied", "withdrawn"])
def test_a_client_whose_loan_is_over_is_a_new_lead_when_asking_again(stage: str) -> None:
    story = reported(reported(Story("20 10:30"), "application_submitted", "20 11:00"), stage, "25 11:00")
    story.did(Kind.INQUIRED_AGAIN, "26 12:00", by="")
    assert story.asks("26 12:01").startswith("call-1 26 12:00")


def test_an_application_that_came_to_nothing_does_not_swallow_a_repeat_inquiry() -> None:
    lost = Story("20 10:30").did(Kind.SENDING_APPLICATION, "20 11:00").did(Kind.NOT_INTERESTED, "22 11:00")
    assert lost.did(Kind.INQUIRED_AGAIN, "26 12:00", by="").asks("26 12:01").startswith("call-1 26 12:00")
    silent = (
        Story("20 10:30", emails=())
        .did(Kind.SENDING_APPLICATION, "20 11:00")
        .called("20 11:30", "22 11:00", "26 11:00")
    )
    assert silent.did(Kind.INQUIRED_AGAIN, "28 12:00", by="").asks("28 12:01").startswith("call-1 28 12:00")


def test_a_promise_outranks_the_new_first_call_window() -> None:
    story = (
        Story("20 10:00").did(Kind.CALL_BACK, "20 10:01", when="21 15:00").did(Kind.INQUIRED_AGAIN, "20 12:00", by="")
    )
    assert story.asks("20 12:01").startswith("promise 21 15:00")


# -- whose lead it is ---------------------------------------------------------------------------------


def test_a_referred_lead_is_kept_like_an_own_one() -> None:
    story = Story("20 10:00", emails=(), partner=Partner(name="Rae Realtor"))
    assert story.asks("2027-01-15T12:00").startswith("look-again 2027-01-19")


def test_a_kept_lead_that_asks_again_starts_over() -> None:
    story = Story("20 10:00", emails=()).own().did(Kind.INQUIRED_AGAIN, "2027-01-15T12:00", by="")
    assert story.asks("2027-01-15T12:01").startswith("call-1 2027-01-15 12:00")
