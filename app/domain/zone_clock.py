"""How far a zone's clock is from UTC at an instant, looked up in weeks worked out once."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from zoneinfo import ZoneInfo

WEEK_S = 7 * 24 * 3600
DAY_S = 86400
EPOCH_DAY = date(1970, 1, 1).toordinal()


class ZoneClock:
    """One zone's offsets by week: the second of the week's change, the offset before it and the one from it on.

    A week has one change at most; none of the zones where borrowers live ever had two.
    """

    def __init__(self, zone: str) -> None:
        self._tz = ZoneInfo(zone)
        self._weeks: dict[int, tuple[int, int, int]] = {}

    def offset(self, at: int) -> int:
        """Return the seconds to add to UTC for the wall clock at a UTC second."""
        week = self._weeks.get(at // WEEK_S)
        if week is None:
            week = self._weeks[at // WEEK_S] = self._look(at // WEEK_S)
        return week[1] if at < week[0] else week[2]

    def _ask(self, at: int) -> int:
        offset = datetime.fromtimestamp(at, tz=UTC).astimezone(self._tz).utcoffset()
        assert offset is not None  # noqa: S101 - an aware instant has one
        return int(offset.total_seconds())

    def _look(self, week: int) -> tuple[int, int, int]:
        low, high = week * WEEK_S, (week + 1) * WEEK_S
        before, after = self._ask(low), self._ask(high - 1)
        if before == after:
            return high, before, after
        while high - low > 1:
            middle = (low + high) // 2
            if self._ask(middle) == before:
                low = middle
            else:
                high = middle
        return high, before, after


clock_of = cache(ZoneClock)


def local_date(zone: str, at: int) -> date:
    """Return the calendar day of an instant on a zone's clock."""
    return date.fromordinal(EPOCH_DAY + (at + clock_of(zone).offset(at)) // DAY_S)
