"""What sales made of the leads it was given: taken up by being worked, sent back and why, waiting, or nobody's yet."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain.acceptance import Standing, acceptance_rows, standing_of
from app.domain.activity import Kind
from app.domain.case import Case
from app.domain.intervals import wilson
from app.domain.lead import Origin
from tests.app.domain.story import EASTERN, Story
from tests.app.domain.test_scorecard import case, story

#: ten days after receipt the playbook of these stories gives a lead up
NOW, LATER = "21 09:00", "2026-12-20 10:00"
NOBODY: list[tuple[str | None, str]] = [(None, "20 10:00")]


def rows(*cases: Case) -> list[dict[str, Any]]:
    return acceptance_rows(cases, zone=EASTERN)


def promised() -> Story:
    """Return a lead whose borrower spoke with the officer and was never reached again."""
    told = story().did(Kind.CALL_BACK, "20 10:02", when="20 12:00")
    return told.called("20 12:00", "20 12:15", "23 10:00", "23 11:00", "23 12:00")


@pytest.mark.parametrize(
    ("told", "standing"),
    [
        (story(), (Standing.WAITING, "")),
        (story().called("20 10:02"), (Standing.ACCEPTED, "")),
        (story().mailed("20 10:02"), (Standing.ACCEPTED, "")),
        # nobody tried, and yet they spoke
        (story().did(Kind.INBOUND, "20 10:02"), (Standing.ACCEPTED, "")),
        (story().did(Kind.BAD_LEAD, "20 10:02", reason="out of state"), (Standing.SENT_BACK, "out of state")),
        # tried first and found bad then: it was sent back
        (
            story().called("20 10:02").did(Kind.BAD_LEAD, "20 10:05", reason="fake"),
            (Standing.SENT_BACK, "fake"),
        ),
        # what was said last is why
        (
            story()
            .did(Kind.BAD_LEAD, "20 10:02", reason="duplicate")
            .did(Kind.INQUIRED_AGAIN, "20 11:00")
            .did(Kind.BAD_LEAD, "20 12:00", reason="fake"),
            (Standing.SENT_BACK, "fake"),
        ),
    ],
)
def test_a_lead_is_taken_up_by_being_worked_and_nobody_ticks_a_box(told: Story, standing: tuple[Standing, str]) -> None:
    assert standing_of(case(told, NOW)) == standing


def test_a_bad_lead_that_asks_again_is_no_longer_sent_back() -> None:
    told = story().did(Kind.BAD_LEAD, "20 10:02", reason="fake").did(Kind.INQUIRED_AGAIN, "20 11:00")
    assert standing_of(case(told, "20 11:01")) == (Standing.WAITING, "")


def test_what_returned_to_marketing_says_whether_anybody_tried() -> None:
    tried = story().called("20 10:02", "20 10:40", "20 11:10")
    assert standing_of(case(tried, LATER)) == (Standing.SENT_BACK, "attempts made, nobody reached")
    assert standing_of(case(story(), LATER)) == (Standing.SENT_BACK, "time was up, nobody tried")


def test_who_was_spoken_with_before_all_was_tried_was_reached_and_so_taken_up() -> None:
    found = case(promised(), LATER)
    assert found.where.stage.value == "returned_to_marketing"
    assert standing_of(found) == (Standing.ACCEPTED, "")


@pytest.mark.parametrize("told", [story(), story().did(Kind.BAD_LEAD, "20 10:02", reason="duplicate")])
def test_what_nobody_of_sales_was_given_was_sent_back_by_nobody_though_its_time_is_up(told: Story) -> None:
    for now in (NOW, LATER):
        assert standing_of(case(told, now, NOBODY)) == (Standing.NOT_GIVEN, "")
    # a pool's lead that somebody rang is worked, whoever holds it
    assert standing_of(case(story().called("20 10:02"), NOW, NOBODY)) == (Standing.ACCEPTED, "")


def test_who_had_a_lead_and_lost_it_again_was_given_it() -> None:
    lost = case(story(), NOW, [("ada", "20 10:00"), (None, "20 14:00")])
    assert standing_of(lost) == (Standing.WAITING, "")


# -- rows ---------------------------------------------------------------------------------------------


def test_the_rates_are_of_what_sales_was_given_with_why_each_was_sent_back() -> None:
    told = [
        case(story(lead_id="a").called("20 10:02"), NOW),
        case(story(lead_id="b").did(Kind.INBOUND, "20 10:02"), NOW),
        case(story(lead_id="c").did(Kind.BAD_LEAD, "20 10:02", reason="out of state"), NOW),
        case(story(lead_id="d").did(Kind.BAD_LEAD, "20 10:02", reason="out of state"), NOW),
        case(story(lead_id="e").did(Kind.BAD_LEAD, "20 10:02"), NOW),
        case(story(lead_id="f"), NOW),
        case(story(lead_id="g"), NOW, NOBODY),
    ]
    (row,) = rows(*told)
    accepted, sent_back = wilson(2, 6), wilson(3, 6)
    assert row == {
        "source": "",
        "campaign": "",
        "month": "2026-11",
        "leads": 7,
        "accepted": {"n": 2, "of": 6, "low": accepted[0], "high": accepted[1]},
        "sent_back": {"n": 3, "of": 6, "low": sent_back[0], "high": sent_back[1]},
        "reasons": {"no reason": 1, "out of state": 2},
        "waiting": 1,
        "not_given": 1,
        # two minutes each
        "accepted_after_s": 120.0,
    }
    # every lead is one of the four
    assert row["accepted"]["n"] + row["sent_back"]["n"] + row["waiting"] + row["not_given"] == row["leads"]


def test_a_row_a_source_campaign_and_month_received_on_the_companys_clock() -> None:
    told = [
        story("30 23:59", lead_id="a", source="Rates", campaign="fall"),
        story("2026-12-01T00:00", lead_id="b", source="Rates", campaign="fall"),
        story(lead_id="c", source="Ads"),
    ]
    found = rows(*(case(one, LATER) for one in told))
    assert [(row["source"], row["campaign"], row["month"]) for row in found] == [
        ("Ads", "", "2026-11"),
        ("Rates", "fall", "2026-11"),
        ("Rates", "fall", "2026-12"),
    ]


def test_an_officers_own_lead_came_from_nobody_and_a_vendors_test_is_no_lead() -> None:
    assert rows(case(story(origin=Origin.PAST_CLIENT)), case(story(is_test=True))) == []


# -- how soon -----------------------------------------------------------------------------------------


def after_s(told: Story, holdings: list[tuple[str | None, str]] | None = None) -> float | None:
    (row,) = rows(case(told, NOW, holdings))
    found: float | None = row["accepted_after_s"]
    return found


def test_it_is_timed_from_when_a_lead_was_first_somebodys_to_what_was_done_first() -> None:
    waited: list[tuple[str | None, str]] = [(None, "20 10:00"), ("ben", "20 11:00"), ("ada", "20 12:00")]
    assert after_s(story().called("20 12:30"), waited) == 90 * 60
    rang = story().did(Kind.INBOUND, "20 11:10").called("20 11:30")
    assert after_s(rang, waited) == 10 * 60
    mailed = story().mailed("20 11:05").did(Kind.INBOUND, "20 11:10")
    assert after_s(mailed, waited) == 5 * 60


def test_who_rang_at_the_very_moment_a_lead_was_theirs_took_no_time() -> None:
    assert after_s(story().called("20 10:00")) == 0.0


def test_what_was_done_before_it_was_anybodys_took_no_time_and_is_not_called_nought() -> None:
    assert after_s(story().did(Kind.INBOUND, "20 10:30"), [(None, "20 10:00"), ("ada", "20 11:00")]) is None
    assert after_s(story().called("20 10:30"), NOBODY) is None


def test_the_middle_is_over_those_taken_up_alone() -> None:
    told = [
        story(lead_id="a").called("20 10:01"),
        story(lead_id="b").called("20 10:03"),
        story(lead_id="c").called("20 10:02").did(Kind.BAD_LEAD, "20 10:30", reason="fake"),
        story(lead_id="d"),
    ]
    (row,) = rows(*(case(one, NOW) for one in told))
    assert row["accepted_after_s"] == 120.0
