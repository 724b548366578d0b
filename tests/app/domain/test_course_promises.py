"""Promises come first (rule 8): pending, answered, not reached, moved, void, broken."""

from __future__ import annotations

import pytest

from app.domain.activity import Kind
from app.domain.answers import Code, Purpose
from app.domain.lead import Address
from app.domain.stage import Stage
from app.domain.standing import Due, MovedBy, PromiseEnd
from tests.app.domain.story import (
    CALL,
    EMAIL,
    NASHVILLE,
    NINE_TO_SIX,
    OTHER_PHONE,
    PHONE,
    TEXT,
    Story,
    wall,
)


def promised(when: str = "20 15:00", kind: Kind = Kind.CALL_BACK, **story: object) -> Story:
    return Story("20 10:00", **story).did(kind, "20 10:01", when=when)  # type: ignore[arg-type]


def ends(story: Story, at: str = "30 12:00") -> list[PromiseEnd]:
    return [p.end for p in story.where(at).promises]


@pytest.mark.parametrize(
    ("kind", "stage"),
    [
        (Kind.CALL_BACK, Stage.CONTACTED),
        (Kind.APPOINTMENT, Stage.APPOINTMENT),
        (Kind.INBOUND, Stage.CONTACTED),
    ],
)
def test_a_time_the_borrower_asked_for_outranks_every_step(kind: Kind, stage: Stage) -> None:
    story = promised(kind=kind)
    assert story.asks("20 10:05") == "promise 20 15:00 until 20 15:10"
    assert story.where("20 10:05").stage is stage
    # overdue too: steps pause, and no e-mail lapses
    assert story.asks("25 10:05") == "promise 20 15:00 until 20 15:10"
    assert not any(r.skipped for r in story.where("25 10:05").records)


def test_the_call_that_answers_it_does_no_step() -> None:
    story = promised().did(Kind.THIRD_PARTY, "20 14:50")
    story.did(Kind.INBOUND, "20 15:00", when="20 16:00").did(Kind.REPLIED, "20 16:05")
    assert [r.step.step_id for r in story.where("20 16:10").records] == ["call-1"]


def test_once_it_was_answered_nothing_is_asked_for_at_that_time_any_more() -> None:
    story = promised().did(Kind.LANGUAGE, "20 15:02")
    assert story.known.asked.purpose_of(CALL, wall("20 15:05")) == (Purpose.SOLICIT, False)
    unanswered = promised().called("20 15:02")
    assert unanswered.known.asked.purpose_of(CALL, wall("20 15:05")) == (Purpose.REQUESTED, False)


def test_a_contact_answers_it_and_the_playbook_goes_on_by_its_spacing() -> None:
    story = promised(emails=()).did(Kind.LANGUAGE, "20 15:02").did(Kind.ASSIGNED, "20 15:03", by="hub")
    assert story.asks("20 15:04") == "call-2 20 15:32 until 20 16:02"
    assert ends(story) == [PromiseEnd.TRIED]


@pytest.mark.parametrize(("at", "answers"), [("20 14:49", False), ("20 14:50", True), ("20 18:00", True)])
def test_a_call_answers_it_from_ten_minutes_before_on(at: str, answers: bool) -> None:
    story = promised(emails=()).called(at)
    assert (story.where("20 18:01").promises[0].end is PromiseEnd.TRIED) is answers


def test_not_reached_it_comes_again_in_15_minutes_then_next_working_morning_then_the_playbook_resumes() -> None:
    story = promised(emails=(), officer=NINE_TO_SIX).called("20 15:02")
    assert story.asks("20 15:03") == "promise 20 15:17 until 20 15:27"
    story.called("20 15:20")
    assert story.asks("20 15:21") == "promise 23 10:00 until 23 10:10"
    due = story.next("20 15:21")
    assert isinstance(due, Due)
    assert due.tries == 2
    story.called("23 10:05")
    # half an hour, the spacing of the second call, after the last attempt
    assert story.asks("23 10:06") == "call-2 23 10:35 until 23 11:05"
    assert ends(story) == [PromiseEnd.TRIED]


def test_without_hours_the_next_working_morning_is_nine_on_the_borrowers_next_weekday() -> None:
    story = promised(address=NASHVILLE, phones=("+16155550142",), zone="America/Chicago").called("20 15:00", "20 15:15")
    assert story.asks("20 15:16") == "promise 23 09:00 until 23 09:10"


def test_it_is_moved_by_the_rules_alone_and_says_so() -> None:
    story = promised("21 09:00", officer=NINE_TO_SIX)
    due = story.next("20 12:00")
    assert isinstance(due, Due)
    # Kentucky opens at ten, on a Saturday when Ben is off
    assert story.words(due) == "promise 21 10:00 until 21 10:10"
    assert [m.by for m in due.moves] == [MovedBy.RULES]
    assert due.moves[0].reason is not None
    assert due.moves[0].reason.code is Code.HOURS
    (record,) = story.where("20 12:00").promises
    assert (record.promised_at, record.due_at) == (wall("21 09:00"), wall("21 10:00"))


def test_the_hour_the_borrower_named_lifts_the_federal_hours() -> None:
    # Guam has no rule of its own
    guam = Address(state="GU", zip="96910")
    story = promised("21 07:00", address=guam, phones=("+16715550142",), zone="Pacific/Guam")
    assert story.asks("20 12:00") == "promise 21 07:00 until 21 07:10"
    # a second try is ours again
    assert story.called("21 07:00").asks("21 07:01") == "promise 21 08:00 until 21 08:10"


def test_the_cap_does_not_move_it() -> None:
    story = promised()
    story.elsewhere = (wall("20 11:00"), wall("20 11:30"), wall("20 12:00"))
    assert story.asks("20 12:05") == "promise 20 15:00 until 20 15:10"


def test_a_new_promise_before_the_time_moves_it() -> None:
    story = promised().did(Kind.INBOUND, "20 13:00", when="21 11:00")
    assert story.asks("20 13:01") == "promise 21 11:00 until 21 11:10"
    assert ends(story, "20 14:00") == [PromiseEnd.MOVED, PromiseEnd.PENDING]


def test_a_borrower_who_calls_minutes_after_the_time_has_not_been_let_down() -> None:
    assert ends(promised().did(Kind.INBOUND, "20 15:08", when="21 11:00"), "20 16:00")[0] is PromiseEnd.MOVED
    assert ends(promised().did(Kind.INBOUND, "20 15:11", when="21 11:00"), "20 16:00")[0] is PromiseEnd.LEFT_UNDONE


@pytest.mark.parametrize(
    ("kind", "when"),
    [
        (Kind.SENDING_APPLICATION, None),
        (Kind.NOT_NOW, "2027-01-11T10:00"),
        (Kind.NOT_INTERESTED, None),
        (Kind.DO_NOT_CALL, None),
        (Kind.BAD_LEAD, None),
    ],
)
def test_what_makes_it_pointless_before_its_time_voids_it(kind: Kind, when: str | None) -> None:
    assert ends(promised().did(kind, "20 12:00", when=when), "20 16:00") == [PromiseEnd.VOID]


def test_skipping_it_breaks_it_also_before_its_time() -> None:
    story = promised(emails=()).did(Kind.SKIP, "20 12:00", reason="no time")
    assert ends(story) == [PromiseEnd.LEFT_UNDONE]
    assert story.asks("20 12:01").startswith("call-2 20 10:31")


def test_a_second_try_may_be_skipped_without_breaking_what_was_tried() -> None:
    story = promised(emails=()).called("20 15:00").did(Kind.SKIP, "20 15:05", reason="spoke to the wife")
    assert ends(story) == [PromiseEnd.TRIED]
    assert story.asks("20 15:06").startswith("call-2 20 15:30")


def test_one_nobody_tried_is_pending_until_something_happens() -> None:
    assert ends(promised(), "29 12:00") == [PromiseEnd.PENDING]


def test_a_text_or_an_email_does_not_answer_it() -> None:
    story = promised().did(Kind.SENT, "20 15:00", channel=TEXT).did(Kind.SENT, "20 15:01", channel=EMAIL)
    assert story.asks("20 15:02") == "promise 20 15:00 until 20 15:10"
    # nor does it do a step, which pauses
    assert [r.step.step_id for r in story.where("20 15:02").records] == ["call-1"]


def test_when_the_last_number_turns_out_dead_it_cannot_be_kept_and_the_emails_go_on() -> None:
    story = promised().did(Kind.DISCONNECTED, "20 15:00", number=PHONE)
    assert story.asks("20 15:01").startswith("email-1 ")
    assert ends(story) == [PromiseEnd.TRIED]
    other = promised(phones=(PHONE, OTHER_PHONE)).did(Kind.DISCONNECTED, "20 15:00", number=PHONE)
    assert other.asks("20 15:01") == "promise 20 15:15 until 20 15:25"


def test_a_lead_is_not_given_up_while_a_promise_is_pending() -> None:
    story = promised("2026-12-28T15:00", emails=())
    assert story.asks("2026-12-24T12:00").startswith("promise ")
    for at in ("2026-12-28T15:00", "2026-12-28T15:15", "2026-12-29T10:00"):
        story.called(at)
    assert story.asks("2026-12-29T10:01") == "ended: returned_to_marketing 2026-12-29 10:00"


def test_a_promise_made_on_a_lead_that_had_ended_brings_it_back() -> None:
    story = (
        Story("20 10:00").did(Kind.BAD_LEAD, "20 10:05", reason="fake").did(Kind.INBOUND, "21 12:00", when="21 16:00")
    )
    assert story.asks("21 12:01") == "promise 21 16:00 until 21 16:10"
    assert story.where("21 12:01").stage is Stage.CONTACTED


def test_a_call_the_borrower_asked_for_is_outside_the_cap_and_the_ones_after_it_are_not() -> None:
    story = promised().called("20 15:00", "20 15:15", "23 10:00")
    tries = [wall(at) for at in ("20 15:00", "20 15:15", "23 10:00")]
    assert story.known.solicits == (wall("20 10:01"),)
    story.called("23 10:30", "23 11:00")
    assert story.known.attempts == (wall("20 10:01"), *tries, wall("23 10:30"), wall("23 11:00"))
    assert story.known.solicits == (wall("20 10:01"), wall("23 10:30"), wall("23 11:00"))


def test_a_call_before_its_time_and_one_after_it_was_given_up_are_our_own() -> None:
    early = promised().called("20 14:49")
    assert wall("20 14:49") in early.known.solicits
    skipped = promised().did(Kind.SKIP, "20 12:00", reason="no time").called("20 15:00")
    assert wall("20 15:00") in skipped.known.solicits
    texted = promised().did(Kind.SENT, "20 15:00", channel=TEXT)
    assert wall("20 15:00") in texted.known.solicits
    ended = promised().did(Kind.STAGE_REPORTED, "20 12:00", stage="funded", by="hub").called("20 15:00")
    assert wall("20 15:00") in ended.known.solicits


def test_an_answer_within_a_day_of_their_call_is_asked_for() -> None:
    story = Story("20 10:00").did(Kind.INBOUND, "20 11:00").called("21 11:00", "21 11:01")
    assert story.known.solicits == (wall("21 11:01"),)


def test_after_a_promise_nobody_could_keep_a_busy_line_is_tried_by_the_playbooks_spacing_again() -> None:
    story = Story("20 10:00", emails=(), officer=NINE_TO_SIX).called("20 10:00").did(Kind.BUSY, "20 10:30")
    assert story.asks("20 10:31") == "call-2 20 10:45 until 20 11:00"
    story.did(Kind.INBOUND, "20 10:40", when="20 15:00").called("20 15:00", "20 15:15", "23 10:00")
    assert story.asks("23 10:01") == "call-2 23 10:30 until 23 11:00"
    # the busy line before it counts no more: it takes three of them again
    story.did(Kind.BUSY, "23 10:30").did(Kind.BUSY, "23 10:45")
    assert story.asks("23 10:46") == "call-2 23 11:00 until 23 11:15"


def test_a_promise_outlasts_the_wait_for_another_language_and_the_playbook_resumes_by_its_spacing() -> None:
    story = Story("20 10:00", emails=()).called("20 10:00").did(Kind.INBOUND, "20 10:05", when="20 15:00")
    story.did(Kind.LANGUAGE, "20 10:10")
    assert story.asks("20 14:30") == "promise 20 15:00 until 20 15:10"
    story.called("20 15:00", "20 15:15", "23 10:00")
    # spaced from the last try, not asked for since the wait was over
    assert story.asks("23 10:01") == "call-2 23 10:30 until 23 11:00"
