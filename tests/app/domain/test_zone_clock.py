"""A zone's clock answers as the time zone database does, also in the weeks it is put forward or back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.domain.zone_clock import WEEK_S, clock_of

#: with half an hour of change, none, a change at midnight, and one that was given up
ZONES = ("America/New_York", "America/Phoenix", "Australia/Lord_Howe", "America/Asuncion", "America/Adak", "Asia/Amman")
FIRST, LAST = datetime(2022, 1, 6, tzinfo=UTC), datetime(2027, 1, 7, tzinfo=UTC)


def offset_of(zone: str, at: int) -> int:
    offset = datetime.fromtimestamp(at, tz=ZoneInfo(zone)).utcoffset()
    assert offset is not None
    return offset // timedelta(seconds=1)


@pytest.mark.parametrize("zone", ZONES)
def test_an_offset_is_right_at_every_half_hour_of_five_years(zone: str) -> None:
    clock = clock_of(zone)
    for at in range(int(FIRST.timestamp()), int(LAST.timestamp()), 1800):
        assert clock.offset(at) == offset_of(zone, at), datetime.fromtimestamp(at, tz=UTC)


@pytest.mark.parametrize("zone", ZONES)
def test_its_changes_are_those_one_finds_by_looking_at_every_half_hour(zone: str) -> None:
    first, past = int(FIRST.timestamp()) // WEEK_S, int(LAST.timestamp()) // WEEK_S
    found = [(first * WEEK_S, offset_of(zone, first * WEEK_S))]
    for at in range(first * WEEK_S, past * WEEK_S, 1800):
        if offset_of(zone, at) != found[-1][1]:
            found.append((at, offset_of(zone, at)))
    assert clock_of(zone).changes(first, past) == found
