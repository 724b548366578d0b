"""What is noticed of an officer, when it is theirs alone, and what is not noticed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from app.domain.activity import Evidence, Kind
from app.domain.case import Case
from app.domain.hour_changes import HoursChange
from app.domain.officer import Cover, Officer, read_days, read_hours
from app.domain.signals import Sign, Signal, for_the_manager_from, signals_of
from tests.app.domain.story import PHONE, Story, wall
from tests.app.domain.test_scorecard import ADA, BEN, case, story

NOW = "28 09:00"


def noticed(*cases: Case, changes: tuple[HoursChange, ...] = (), officer: Officer = ADA) -> list[tuple[str, str, int]]:
    return [(s.sign.value, s.lead_id, s.n) for s in signals_of(cases, officer, changes)]


def written_every(seconds: int, many: int, **more: Any) -> Case:
    """Return a lead with outcomes that were all written within a few minutes."""
    told = story()
    for n in range(many):
        told.did(Kind.NO_ANSWER, f"20 1{n % 8}:0{n // 8}", **more)
    first = wall("20 18:00")
    at = [first + timedelta(seconds=seconds * n) for n in range(many)]
    told.history = [replace(one, logged_at=when) for one, when in zip(told.history, at, strict=True)]
    return case(told, NOW)


def test_more_than_six_outcomes_a_minute_are_noticed_once_each_run() -> None:
    assert noticed(written_every(9, 7)) == [("many_a_minute", "", 7)]
    assert noticed(written_every(10, 6)) == []
    assert noticed(written_every(2, 40)) == [("many_a_minute", "", 10), ("many_a_minute", "", 30)]
    assert noticed(written_every(15, 12)) == []


def test_a_list_of_calls_entered_late_is_no_run() -> None:
    assert noticed(written_every(2, 12, back_dated=True)) == []


def test_anothers_outcomes_are_not_ones_own() -> None:
    assert noticed(written_every(2, 12, by="ben")) == []


def came_in(lead_id: str, kind: Kind, by: str) -> Case:
    more = {"when": "20 12:00"} if kind is Kind.CALL_BACK else {}
    # each in a minute of its own: so many in one would be noticed for that
    at = f"20 10:{2 + int(lead_id[1:]):02}"
    return case(story(lead_id=lead_id).did(kind, at, by=by, **more), "20 10:40")


def test_an_inbound_share_of_twice_the_branchs_is_noticed_where_chance_does_not_explain_it() -> None:
    mine = [came_in(f"a{n}", Kind.INBOUND, "ada") for n in range(9)]
    spoke = [came_in(f"s{n}", Kind.CALL_BACK, "ada") for n in range(3)]
    theirs = [came_in(f"b{n}", Kind.CALL_BACK, "ben") for n in range(24)]
    rang = [came_in(f"r{n}", Kind.INBOUND, "ben") for n in range(2)]
    (found,) = signals_of([*mine, *spoke, *theirs, *rang], ADA)
    assert (found.sign, found.n, found.of, found.branch_n, found.branch_of) == (Sign.INBOUND_SHARE, 9, 12, 11, 38)
    assert signals_of([*mine[:1], *spoke[:1], *theirs], ADA) == [], "one of two is no share"
    assert signals_of([*mine, *spoke], ADA) == [], "alone in a branch, one is the branch"
    elsewhere = replace(BEN, branch="Hills")
    away = [replace(one, officers={**one.officers, "ben": elsewhere}) for one in (*theirs, *rang)]
    assert signals_of([*mine, *spoke, *away], ADA) == [], "another branch has other sources"


def test_a_promise_far_off_is_noticed() -> None:
    told = story(lead_id="far").did(Kind.CALL_BACK, "20 10:02", when="2026-12-05T10:02")
    near = story(lead_id="near").did(Kind.APPOINTMENT, "20 10:02", when="2026-12-04T10:02")
    assert noticed(case(told, "20 11:00"), case(near, "20 11:00")) == [("promise_far_off", "far", 15)]


def test_a_promise_that_was_moved_twice_is_noticed_once() -> None:
    told = story()
    for at, when in (("20 10:02", "21 11:00"), ("20 12:00", "22 11:00"), ("20 13:00", "23 11:00")):
        told.did(Kind.INBOUND, at, when=when)
    assert noticed(case(told, "21 12:00")) == [("promise_moved", "lead-1", 2)]
    once = story()
    for at, when in (("20 10:02", "21 11:00"), ("20 12:00", "22 11:00")):
        once.did(Kind.INBOUND, at, when=when)
    assert noticed(case(once, "21 12:00")) == []


def test_a_promise_somebody_else_moved_last_is_theirs() -> None:
    told = story()
    for at, when, by in (
        ("20 10:02", "21 11:00", "ada"),
        ("20 12:00", "22 11:00", "ada"),
        ("20 13:00", "23 11:00", "ben"),
    ):
        told.did(Kind.INBOUND, at, when=when, by=by)
    assert noticed(case(told, "21 12:00")) == []


@pytest.mark.parametrize(
    ("then", "found"),
    [
        ([(Kind.NOT_NOW, "21 10:00", PHONE)], 1),
        ([(Kind.NO_ANSWER, "21 10:00", PHONE)], 0),
        ([(Kind.NOT_NOW, "21 10:00", "+15025550199")], 0),
        ([], 0),
    ],
)
def test_a_dead_number_that_was_reached_later_is_noticed(then: list[tuple[Kind, str, str]], found: int) -> None:
    told = story().did(Kind.DISCONNECTED, "20 10:02", number=PHONE)
    for kind, at, number in then:
        told.did(kind, at, number=number, when="2026-12-20T10:00" if kind is Kind.NOT_NOW else None)
    assert noticed(case(told, "21 12:00")) == [("dead_number_reached", "lead-1", 0)] * found


EARLY = replace(ADA, hours=read_hours("Mon-Fri 09:00-18:00"))
LATE = replace(ADA, hours=read_hours("Mon-Fri 14:00-18:00"))


def changed(before: Officer, after: Officer, at: str = "20 10:30") -> tuple[HoursChange, ...]:
    return (HoursChange("ada", wall(at), before, after),)


def test_hours_that_put_a_landed_leads_first_call_off_are_noticed() -> None:
    assert noticed(case(story()), changes=changed(EARLY, LATE)) == [("hours_changed", "lead-1", 0)]


@pytest.mark.parametrize(
    ("told", "change"),
    [
        (story(), changed(LATE, EARLY)),
        (story("20 11:00"), changed(EARLY, LATE)),
        (story().called("20 10:03"), changed(EARLY, LATE)),
        (story(), (HoursChange("ben", wall("20 10:30"), EARLY, LATE),)),
    ],
)
def test_hours_that_put_nothing_off_are_not(told: Story, change: tuple[HoursChange, ...]) -> None:
    assert noticed(case(told), changes=change) == []


@pytest.mark.parametrize(("at", "found"), [("20 10:02", 1), ("20 10:30", 0)])
def test_an_absence_counts_while_the_first_call_is_still_to_be_made_in_time(at: str, found: int) -> None:
    away = HoursChange("ada", wall(at), EARLY, EARLY, is_absence=True)
    assert noticed(case(story()), changes=(away,)) == [("hours_changed", "lead-1", 0)] * found


def test_a_change_of_hours_is_about_the_leads_one_holds_then() -> None:
    later = case(story(), holdings=[(None, "20 10:00"), ("ada", "20 11:00")])
    assert noticed(later, changes=changed(EARLY, LATE)) == []


def test_signals_come_the_newest_first_and_of_no_test_lead() -> None:
    far = story(lead_id="far").did(Kind.CALL_BACK, "20 10:02", when="2026-12-05T10:02")
    further = story(lead_id="further").did(Kind.CALL_BACK, "20 10:20", when="2026-12-15T10:02")
    test = story(lead_id="test", is_test=True).did(Kind.CALL_BACK, "20 10:20", when="2026-12-15T10:02")
    cases = [case(one, "20 11:00") for one in (far, further, test)]
    assert [lead_id for _, lead_id, _ in noticed(*cases)] == ["further", "far"]


@pytest.mark.parametrize(
    ("after_s", "more", "found"),
    [
        (5, {}, 1),
        (8, {}, 0),
        (5, {"evidence": Evidence.HANDED_OFF}, 0),
        (5, {"back_dated": True}, 0),
        (5, {"by": "ben"}, 0),
    ],
)
def test_an_outcome_within_seconds_of_the_popup_is_noticed_unless_the_phone_had_it(
    after_s: int, more: dict[str, Any], found: int
) -> None:
    rang = wall("20 10:02") - timedelta(seconds=after_s)
    told = case(story().did(Kind.NO_ANSWER, "20 10:02", rang_at=rang, **more))
    assert noticed(told) == [("soon_after_popup", "lead-1", after_s)] * found


# -- the officer first --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("officer", "at", "until"),
    [
        # in the middle of a shift: the next one is theirs to say something
        (EARLY, "19 10:00", "20 18:00"),
        (EARLY, "20 17:50", "23 18:00"),
        (EARLY, "21 12:00", "23 18:00"),
        (replace(EARLY, days_off=read_days("2026-11-23")), "20 17:50", "24 18:00"),
        (
            replace(
                EARLY, days_off=read_days("2026-11-23"), cover=Cover(officer_id="ben", name="Ben", zone=EARLY.zone)
            ),
            "20 17:50",
            "24 18:00",
        ),
        (ADA, "20 17:50", "21 17:50"),
    ],
)
def test_a_signal_is_the_officers_alone_for_a_whole_shift(officer: Officer, at: str, until: str) -> None:
    found = Signal(Sign.MANY_A_MINUTE, "ada", wall(at))
    assert for_the_manager_from(found, replace(officer, zone="America/New_York")) == wall(until)


def test_who_has_no_shift_any_more_has_a_day() -> None:
    never = replace(EARLY, days_off=frozenset(wall("20 12:00").date() + timedelta(days=n) for n in range(1200)))
    found = Signal(Sign.MANY_A_MINUTE, "ada", wall("20 17:50"))
    assert for_the_manager_from(found, never) == wall("21 17:50")
