"""How long a lead that nobody tried stays with its officer: over hours in which they work and may call."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import msgspec
import pytest

from app.domain.activity import Kind
from app.domain.going_on import before_skips, goes_on_at, workable_hours
from app.domain.officer import Hours, Officer
from app.domain.playbook import Playbook
from app.domain.spans import ALWAYS as HOURS
from app.domain.spans import Calendar
from app.domain.stage import Stage
from tests.app.domain.story import ALWAYS, CALL, EMAIL, NINE_TO_SIX, Story, playbook, wall

GOES_ON = playbook('id="c1", channel="call", after="0m", within="5m"', take_back_after="4h")
TWO_CALLS = playbook(
    'id="c1", channel="call", after="0m", within="5m"',
    'id="c2", channel="call", after="2h", within="5m"',
    take_back_after="4h",
)


def after(told: Story, now: str = "20 10:30") -> datetime | None:
    """Return when a lead that its holder had at once goes on, as it stands after its story so far."""
    lead = msgspec.structs.replace(told.lead, assigned_at=told.lead.received_at)
    where = told.where(now)

    def workable() -> Calendar:
        return workable_hours(told.rules, lead, told.known, told.officer)

    return goes_on_at(told.playbook, lead, told.history, where.stage, where.next, workable)


def goes_on(given: str, officer: Officer = NINE_TO_SIX) -> datetime | None:
    return after(Story(given, officer=officer, book=GOES_ON), given)


def test_a_lead_of_friday_evening_has_the_rest_of_its_time_on_monday() -> None:
    # five minutes until six on Friday, and Kentucky is called from ten
    assert goes_on("20 17:55") == wall("23 13:55")


def test_an_officer_who_is_always_there_has_the_hours_of_the_rules_alone() -> None:
    assert goes_on("20 20:40", ALWAYS) == wall("21 13:40")


def test_days_off_do_not_stop_the_time() -> None:
    away = msgspec.structs.replace(NINE_TO_SIX, days_off=frozenset(date(2026, 11, n) for n in range(21, 30)))
    assert goes_on("20 17:55", away) == wall("23 13:55")


def test_who_never_works_has_it_for_as_long_as_the_playbook_says() -> None:
    never = msgspec.structs.replace(NINE_TO_SIX, hours=Hours(week=((),) * 7))
    lead = msgspec.structs.replace(Story("20 12:00").lead, assigned_at=wall("20 12:00"))
    story = Story("20 12:00", officer=ALWAYS, book=GOES_ON)
    due = story.next("20 12:00")

    def workable() -> Calendar:
        return workable_hours(story.rules, lead, story.known, never)

    assert goes_on_at(GOES_ON, lead, (), Stage.NEW, due, workable) == wall("20 16:00")


def given(book: Playbook = GOES_ON) -> Story:
    return Story("20 10:00", officer=ALWAYS, book=book)


def test_one_that_nobody_tried_goes_on_and_under_a_playbook_without_a_time_it_stays() -> None:
    assert after(given()) == wall("20 14:00")
    assert after(given(playbook('id="c1", channel="call", after="0m", within="5m"'))) is None


def test_a_lead_that_is_nobodys_yet_goes_from_nobody() -> None:
    told = given()
    where = told.where("20 10:30")
    assert goes_on_at(GOES_ON, told.lead, (), where.stage, where.next, lambda: pytest.fail("asked for hours")) is None


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        (Kind.NO_ANSWER, {}),
        (Kind.SENT, {"channel": EMAIL}),
        # they came by themselves, and whom they spoke with has them
        (Kind.INBOUND, {}),
        (Kind.REPLIED, {"channel": EMAIL}),
        # somebody of ours took their application
        (Kind.STAGE_REPORTED, {"stage": "application_submitted"}),
    ],
)
def test_who_was_tried_came_by_themselves_or_applied_stays(kind: Kind, more: dict[str, Any]) -> None:
    assert after(given().did(kind, "20 10:10", **more)) is None


def test_who_is_promised_a_call_stays() -> None:
    assert after(given().did(Kind.CALL_BACK, "20 10:10", when="20 13:00")) is None


@pytest.mark.parametrize("kind", [Kind.NOTE, Kind.SKIP, Kind.CONSENTED])
def test_writing_something_down_is_no_try(kind: Kind) -> None:
    assert after(given(TWO_CALLS).did(kind, "20 10:10", channel=CALL)) is not None


def test_the_time_before_the_holders_first_skip_is_what_a_lead_is_judged_by() -> None:
    told = given(TWO_CALLS).did(Kind.NOTE, "20 10:05").did(Kind.SKIP, "20 10:10").did(Kind.SKIP, "20 10:20")
    lead = msgspec.structs.replace(told.lead, assigned_at=wall("20 10:00"))
    before = before_skips(lead, told.history)
    assert before == wall("20 10:10") - timedelta(microseconds=1)
    # by then the first call was still to be made, and its four hours run
    where = told.next_at(before)
    assert goes_on_at(TWO_CALLS, lead, told.history, Stage.NEW, where, lambda: HOURS) == wall("20 14:00")
    # the skip itself would have given two hours more
    assert goes_on_at(TWO_CALLS, lead, told.history, Stage.NEW, told.next("20 10:15"), lambda: HOURS) == wall(
        "20 16:00"
    )


def test_what_the_holder_before_skipped_or_nobody_skipped_is_no_skip_of_the_holders() -> None:
    told = given(TWO_CALLS).did(Kind.SKIP, "20 10:10")
    assert before_skips(told.lead, told.history) is None
    assert before_skips(msgspec.structs.replace(told.lead, assigned_at=wall("20 11:00")), told.history) is None
    assert before_skips(msgspec.structs.replace(told.lead, assigned_at=wall("20 10:00")), ()) is None
