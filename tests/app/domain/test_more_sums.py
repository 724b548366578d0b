"""What was accepted, effort a lead, what borrowers answered to, and how far steps of one lead hang together."""

from __future__ import annotations

import pytest

from app.domain.activity import Kind
from app.domain.lead import Channel
from app.domain.more_sums import ACCEPTED, design_effect, more_of
from app.domain.scorecard import share_of
from app.domain.stage import Stage
from tests.app.domain.story import Story, playbook
from tests.app.domain.test_scorecard import ADA, case, story

MIXED = playbook(
    'id="c1", channel="call", after="0m", within="5m"',
    'id="e1", channel="email", after="20m", within="2h"',
    'id="c2", channel="call", after="1h", within="1h"',
    give_up_after="10d",
)


def more(*told: Story, now: str = "30 09:00") -> dict[str, object]:
    return more_of(share_of([case(one, now) for one in told], ADA))


@pytest.mark.parametrize(
    ("stage", "counts"),
    [(stage.value, stage in ACCEPTED) for stage in (Stage.APPLICATION_SUBMITTED, Stage.DENIED, *sorted(ACCEPTED))],
)
def test_accepted_is_who_came_to_preapproved_or_processing_or_beyond(stage: str, counts: bool) -> None:
    told = story().called("20 10:02").did(Kind.STAGE_REPORTED, "25 10:00", stage=stage, by="hub")
    assert more(told)["accepted"] == int(counts)


def test_what_was_accepted_stays_so_though_it_was_denied_later() -> None:
    told = story().did(Kind.STAGE_REPORTED, "25 10:00", stage="pre_approved", by="hub")
    told.did(Kind.STAGE_REPORTED, "26 10:00", stage="denied", by="hub")
    assert more(told)["accepted"] == 1


def test_attempts_a_lead_are_counted_by_channel() -> None:
    one = story(lead_id="a", book=MIXED).called("20 10:02", "20 11:00").mailed("20 10:25")
    assert more(one, story(lead_id="b"))["per_lead"] == {"call": 1.0, "text": 0.0, "email": 0.5}
    assert more()["per_lead"] is None


def test_first_contacts_are_counted_by_the_channel_they_answer() -> None:
    spoke = story(lead_id="a").did(Kind.CALL_BACK, "20 10:02", when="20 11:00")
    wrote = story(lead_id="b", book=MIXED).mailed("20 10:25").did(Kind.REPLIED, "20 12:00", channel=Channel.EMAIL)
    rang = story(lead_id="c").did(Kind.INBOUND, "20 10:01")
    assert more(spoke, wrote, rang, story(lead_id="d"))["answered"] == {"call": 1, "email": 1, "inbound": 1}


def test_a_median_says_between_what_it_lies_once_there_are_six() -> None:
    told = [story(lead_id=f"lead-{n}").called(f"20 10:0{n}") for n in range(1, 7)]
    assert more(*told)["median_between"] == {
        "first_attempt": [60.0, 360.0],
        "first_contact": None,
        "working_clock": [60.0, 360.0],
    }


def test_steps_that_are_missed_together_tell_less() -> None:
    # each lead all or nothing: ten steps of two leads are worth two
    assert design_effect([(5, 5), (0, 5)] * 10) == pytest.approx(5 * 20 / 19)
    # and those that hang together in nothing are worth what they are
    assert design_effect([(1, 2)] * 20) == 1.0


@pytest.mark.parametrize(
    ("groups", "found"), [([], 1.0), ([(3, 6)], 6.0), ([(0, 4), (0, 2)], 3.0), ([(4, 4), (2, 2)], 3.0)]
)
def test_where_nothing_tells_them_apart_no_more_than_the_leads_are_sure_of(
    groups: list[tuple[int, int]], found: float
) -> None:
    assert design_effect(groups) == found


def test_the_spread_is_of_the_steps_and_promises_that_count() -> None:
    missed = [story(lead_id=f"lead-{n}") for n in range(3)]
    kept = story(lead_id="kept").did(Kind.CALL_BACK, "20 10:02", when="20 11:00").called("20 11:02")
    waits = story(lead_id="waits").did(Kind.CALL_BACK, "20 10:02", when="30 11:00")
    spread = more(*missed, kept, waits)["spread"]
    assert spread == {"adherence": pytest.approx(1.7045, abs=1e-4), "promises": 1.0}
