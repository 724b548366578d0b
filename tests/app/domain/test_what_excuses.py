"""What excuses a step, and what comes too late to: for who logs it must not choose what was missed."""

from __future__ import annotations

import msgspec

from app.domain.activity import Kind
from app.domain.lead import Channel
from tests.app.domain.story import NINE_TO_SIX, playbook
from tests.app.domain.test_scorecard import adherence, story

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
