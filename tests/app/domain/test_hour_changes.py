"""What an officer's hours were at an instant, walked back through what was changed since."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec.structs import replace

from app.domain.hour_changes import FactChange, hour_changes
from app.domain.officer import Officer, read_days, read_hours, read_licences
from tests.app.domain.story import wall

EARLY, LATE = read_hours("Mon-Fri 09:00-18:00"), read_hours("Mon-Fri 12:00-20:00")
NOW = Officer(officer_id="ada", name="Ada", hours=LATE, days_off=read_days("2026-11-25"))


def changed(at: str, what: str, before: Any, after: Any) -> FactChange:
    def told(fact: Any) -> str:
        return "" if fact is None else msgspec.json.encode(fact, order="sorted").decode()

    return FactChange(wall(at), what, told(before), told(after))


def test_each_change_has_what_was_so_before_it_and_after() -> None:
    told = [
        changed("18 09:00", "hours", None, EARLY),
        changed("19 09:00", "days_off", frozenset(), NOW.days_off),
        changed("20 09:00", "hours", EARLY, LATE),
    ]
    last, off, first = hour_changes(NOW, told)
    assert (last.before.hours, last.after.hours, last.at) == (EARLY, LATE, wall("20 09:00"))
    assert (off.before.days_off, off.after.days_off) == (frozenset(), NOW.days_off)
    assert (off.before.hours, off.after.hours) == (EARLY, EARLY), "as it was then, not as it is now"
    assert (first.before, first.after) == (replace(NOW, hours=None, days_off=frozenset()), off.before)


def test_what_moves_no_due_time_is_no_change_and_is_walked_back_all_the_same() -> None:
    told = [changed("20 09:00", "licences", read_licences("KY"), read_licences("KY,TN"))]
    assert list(hour_changes(NOW, told)) == []


def test_an_absence_the_officer_said_is_one_where_it_began() -> None:
    told = [
        changed("20 09:00", "absence", None, {"state": "away"}),
        changed("20 10:00", "absence", {"state": "away"}, None),
    ]
    (found,) = hour_changes(NOW, told)
    assert (found.at, found.is_absence, found.before) == (wall("20 09:00"), True, NOW)


def test_what_this_version_cannot_read_changed_nothing() -> None:
    (odd,) = hour_changes(NOW, [FactChange(wall("20 09:00"), "hours", '{"week": 7}', "")])
    assert odd.before == odd.after == NOW
    (gone,) = hour_changes(NOW, [FactChange(wall("20 09:00"), "zone", "", '"America/New_York"')])
    assert gone.before.zone == "America/New_York"
