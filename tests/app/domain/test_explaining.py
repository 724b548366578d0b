"""Every number an officer is shown is as large as the list behind it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from app.domain.activity import Evidence, Kind
from app.domain.case import Case
from app.domain.clock_grade import Clocked, ClockGrade
from app.domain.explaining import Counts, Part, parts_of
from app.domain.lead import Channel
from app.domain.scorecard import row_of, share_of
from tests.app.domain.story import playbook
from tests.app.domain.test_scorecard import ADA, case, story

WITH_MAIL = playbook(
    'id="c1", channel="call", after="0m", within="5m"',
    'id="e1", channel="email", after="20m", within="10m"',
    give_up_after="10d",
)


def a_month() -> list[Case]:
    """Return leads that came to each end there is."""
    told = (
        story(lead_id="soon").did(Kind.NO_ANSWER, "20 10:02", evidence=Evidence.HANDED_OFF),
        story(lead_id="late")
        .did(Kind.NO_ANSWER, "20 11:40", back_dated=True)
        .did(Kind.CALL_BACK, "20 12:30", when="20 15:00"),
        story(lead_id="kept")
        .did(Kind.CALL_BACK, "20 10:20", when="20 12:00")
        .did(Kind.NOT_INTERESTED, "20 12:05", reason="credit or income"),
        story(lead_id="never"),
        story(lead_id="they-first").did(Kind.INBOUND, "20 10:01"),
        story(lead_id="mailed", book=WITH_MAIL).did(Kind.SENT, "20 10:25", channel=Channel.EMAIL),
        story(lead_id="applied").did(Kind.SENDING_APPLICATION, "20 10:03"),
    )
    doubtful = case(story(lead_id="doubtful").did(Kind.NO_ANSWER, "20 10:04"))
    poor = {a.activity_id: Clocked(ClockGrade.POOR, 0) for a in doubtful.history}
    moved = case(story(lead_id="moved"), holdings=[("ada", "20 10:00"), ("ben", "20 12:00")])
    given = case(story(lead_id="given"), holdings=[("ben", "20 10:00"), ("ada", "20 12:00")])
    return [*map(case, told), replace(doubtful, clocks=poor), moved, given]


def counted(parts: list[Part], which: Counts = Counts.YES) -> int:
    return sum(part.counts is which for part in parts)


def test_a_number_is_as_large_as_the_list_behind_it() -> None:
    share = share_of(a_month(), ADA)
    row, parts = row_of(share, ADA), parts_of(share)
    for name in ("leads", "moved_in", "moved_out", "never_called", "called_once", "appointments", "applications",
                 "funded", "handed_over", "open_overdue"):  # fmt: skip
        assert counted(parts[name]) == row[name], name
    for name in ("contacted", "adherence", "promises", "back_dated", "poor_clock", "confirmed_calls"):
        assert counted(parts[name]) == row[name]["n"], name
        assert counted(parts[name]) + counted(parts[name], Counts.NO) == row[name]["of"], name
    for name in ("first_attempt", "first_contact", "working_clock"):
        assert counted(parts[name]) == row[name]["n"], name
    assert counted(parts["within_5m"]) == row["first_attempt"]["within_5m"]["n"]
    assert counted(parts["attempts"]) == sum(row["attempts"].values())
    assert counted(parts["evidence"]) == row["evidence"]["handed_off"] + row["evidence"]["confirmed"]
    assert len(parts["evidence"]) == sum(row["evidence"].values())
    assert counted(parts["adherence"], Counts.LEFT_OUT) == sum(row["adherence"]["excused"].values())
    shown = (row["promises"]["of"], row["adherence"]["of"], row["moved_in"], row["moved_out"])
    assert all(shown), "nothing is shown by it"


def test_a_speed_lists_the_fastest_first_and_says_who_is_in_no_number() -> None:
    parts = parts_of(share_of(a_month(), ADA))
    speeds = [part.seconds for part in parts["first_attempt"] if part.counts is Counts.YES]
    assert speeds == sorted(speeds)
    assert speeds[0] == 120
    left_out = {part.lead_id: part.about for part in parts["within_5m"] if part.counts is Counts.LEFT_OUT}
    assert left_out == {"they-first": "they came first", "doubtful": "by a clock nobody can vouch for"}


@pytest.mark.parametrize(
    ("lead_id", "about"), [("soon", "c1: on time"), ("late", "c1: late"), ("never", "c1: not done")]
)
def test_a_step_says_how_it_went(lead_id: str, about: str) -> None:
    parts = parts_of(share_of(a_month(), ADA))["adherence"]
    assert about in [part.about for part in parts if part.lead_id == lead_id]


def test_calls_say_how_far_they_can_be_believed() -> None:
    abouts = {part.lead_id: part.about for part in parts_of(share_of(a_month(), ADA))["evidence"]}
    assert abouts["soon"] == "handed off"
    assert abouts["applied"] == "self"


def test_nothing_is_behind_the_numbers_of_nobody() -> None:
    assert not any(parts_of(share_of([], ADA)).values())
