"""How long a lead that nobody tried stays with its officer: over hours in which they work and may call."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from app.domain.going_on import goes_on_at, workable_hours
from app.domain.officer import Hours, Officer
from app.domain.spans import Calendar
from app.domain.stage import Stage
from tests.app.domain.story import ALWAYS, NINE_TO_SIX, Story, playbook, wall

GOES_ON = playbook('id="c1", channel="call", after="0m", within="5m"', take_back_after="4h")


def goes_on(given: str, officer: Officer = NINE_TO_SIX) -> datetime | None:
    story = Story(given, officer=officer, book=GOES_ON)
    lead = msgspec.structs.replace(story.lead, assigned_at=story.lead.received_at)
    where = story.where(given)

    def workable() -> Calendar:
        return workable_hours(story.rules, lead, story.known, officer)

    return goes_on_at(GOES_ON, lead, story.history, where.stage, where.next, workable)


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
