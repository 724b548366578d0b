"""What excuses a step, and what comes too late to: for who logs it must not choose what was missed."""

from __future__ import annotations

from typing import Any

import msgspec

from app.domain.activity import Kind
from app.domain.case import PromiseState
from app.domain.excusing import BY_MANAGER, Excusable
from app.domain.lead import Channel
from tests.app.domain.story import NINE_TO_SIX, Story, playbook
from tests.app.domain.test_scorecard import adherence, case, story

WITH_A_TEXT = playbook(
    'id="c1", channel="call", after="0m", within="5m"',
    'id="t1", channel="text", after="10m", within="10m"',
    'id="c2", channel="call", after="30m", within="30m"',
    'id="c3", channel="call", after="1h", within="1h"',
    give_up_after="10d",
)


def test_a_do_not_call_of_a_closed_lead_excuses_nothing_that_was_missed_before() -> None:
    told = story().did(Kind.BAD_LEAD, "20 11:30", reason="fake")
    assert adherence(told, "20 15:00") == (0, 2, {"lead closed": 1})
    told.did(Kind.DO_NOT_CALL, "20 14:00")
    assert adherence(told, "20 15:00") == (0, 2, {"lead closed": 1})


def test_a_text_nobody_could_send_takes_no_calls_place_under_the_cap() -> None:
    assert adherence(story(book=WITH_A_TEXT), "20 15:00") == (0, 3, {"channel closed": 1})


def test_to_skip_a_text_nobody_could_send_is_no_miss() -> None:
    told = story(book=WITH_A_TEXT).did(Kind.SKIP, "20 10:12", reason="no consent", channel=Channel.TEXT)
    assert adherence(told, "20 10:25") == (0, 1, {"channel closed": 1})


def test_an_earlier_instant_is_judged_by_the_hours_of_who_had_the_lead_then() -> None:
    carl = msgspec.structs.replace(NINE_TO_SIX, officer_id="carl")
    told = story("20 19:00", officer=carl)
    first_carl_then_ada = [("carl", "20 19:00"), ("ada", "22 10:00")]
    # Ada, who is always on shift, would have missed two by then
    assert adherence(told, "20 21:00", first_carl_then_ada, officer=carl) == (0, 0, {})


def excused(told: Story, at: str, **what: Any) -> None:
    """A manager excuses something."""
    told.did(Kind.EXCUSED, at, by="grace", **what)


def test_a_manager_excuses_a_step_that_fell_due_and_none_that_comes_later() -> None:
    told = story()
    assert adherence(told, "20 15:00") == (0, 3, {})
    excused(told, "20 10:20", fact=Excusable.STEP.value, value="c1")
    assert adherence(told, "20 10:15") == (0, 1, {}), "an instant before it was said"
    assert adherence(told, "20 15:00") == (0, 2, {BY_MANAGER: 1})
    excused(told, "20 14:00", fact=Excusable.ALL.value)
    assert adherence(told, "20 15:00") == (0, 0, {BY_MANAGER: 3})


def test_what_was_done_on_time_counts_though_all_is_excused() -> None:
    told = story().did(Kind.NO_ANSWER, "20 10:01")
    excused(told, "20 14:00", fact=Excusable.ALL.value)
    n, of, why = adherence(told, "20 15:00")
    assert (n, of) == (1, 1)
    assert set(why) == {BY_MANAGER}


def test_an_excusal_that_is_taken_back_never_was() -> None:
    told = story()
    excused(told, "20 14:00", fact=Excusable.ALL.value)
    excused(told, "20 14:30", corrects=told.history[-1].activity_id)
    assert adherence(told, "20 15:00") == (0, 3, {})


def test_a_broken_promise_is_excused_by_its_time_and_a_kept_one_stays_kept() -> None:
    told = story().did(Kind.CALL_BACK, "20 10:03", when="20 11:00")
    assert [state for _, state in case(told, "20 15:00").promises] == [PromiseState.BROKEN]
    excused(told, "20 14:00", fact=Excusable.PROMISE.value, when="20 11:00")
    assert [state for _, state in case(told, "20 15:00").promises] == [PromiseState.EXCUSED]
    told.did(Kind.NO_ANSWER, "20 11:02")
    assert [state for _, state in case(told, "20 15:00").promises] == [PromiseState.KEPT]
