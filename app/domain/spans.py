"""Opening times as calendars of half-open spans in whole UTC seconds, worked out a week at a time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from math import floor
from zoneinfo import ZoneInfo

Span = tuple[int, int]
Windows = Sequence[tuple[int, int]]

DAY_S = 24 * 3600
WEEK_S = 7 * DAY_S
#: how far ahead an opening is looked for; two years outlast any closure a rule or an absence can make
HORIZON_WEEKS = 105


class Calendar:
    """Spans `[start, end)` in seconds since 1970 UTC, sorted, never touching, asked for a week at a time.

    Weeks are 604,800-second blocks since the epoch, so that they know no zone. The function handed in returns
    the spans that lie in a block, clipped to it. Each block is worked out once.
    """

    def __init__(self, spans_of_week: Callable[[int], Iterable[Span]]) -> None:
        self._make = spans_of_week
        self._weeks: dict[int, tuple[list[int], list[int]]] = {}

    def _week(self, week: int) -> tuple[list[int], list[int]]:
        found = self._weeks.get(week)
        if found is None:
            spans = join(self._make(week))
            found = self._weeks[week] = ([s for s, _ in spans], [e for _, e in spans])
        return found

    def spans(self, week: int) -> list[Span]:
        starts, ends = self._week(week)
        return list(zip(starts, ends, strict=True))

    def is_open(self, at: int) -> bool:
        starts, ends = self._week(at // WEEK_S)
        i = bisect_right(starts, at) - 1
        return i >= 0 and at < ends[i]

    def next_open(self, at: int) -> int | None:
        """Return the first open second at or after `at`; None when none comes within the horizon."""
        week = at // WEEK_S
        starts, ends = self._weeks.get(week) or self._week(week)
        i = bisect_right(ends, at)
        if i < len(starts):
            return at if starts[i] <= at else starts[i]  # noqa: FURB136 - max() would take longer than all else here
        for w in range(week + 1, week + HORIZON_WEEKS):
            starts, _ = self._week(w)
            if starts:
                return starts[0]
        return None

    def open_until(self, at: int) -> int | None:
        """Return the end of the span that holds `at`, at most the end of its week block; None when `at` is closed."""
        starts, ends = self._week(at // WEEK_S)
        i = bisect_right(starts, at) - 1
        return ends[i] if i >= 0 and at < ends[i] else None

    def closes_at(self, at: int) -> int | None:
        """Return when what is open at `at` closes; None when it is closed then, or stays open beyond the horizon."""
        end = self.open_until(at)
        for _ in range(HORIZON_WEEKS):
            later = None if end is None else self.open_until(end)
            if later is None:
                return end
            end = later
        return None

    def add_open(self, at: int, seconds: int) -> int | None:
        """Return the instant by which `seconds` of open time have passed since `at`; None beyond the horizon.

        The end of a span belongs to it here: five minutes from 20:55 on a window that closes at 21:00 is 21:00.
        """
        left = seconds
        week = at // WEEK_S
        for w in range(week, week + HORIZON_WEEKS):
            starts, ends = self._week(w)
            for i in range(bisect_right(ends, at), len(starts)):
                begin = max(at, starts[i])
                if left <= ends[i] - begin:
                    return begin + left
                left -= ends[i] - begin
        return None

    def open_seconds(self, start: int, end: int) -> int:
        """Return how many seconds of `[start, end)` are open."""
        total = 0
        for w in range(start // WEEK_S, (end - 1) // WEEK_S + 1):
            total += sum(max(0, min(e, end) - max(s, start)) for s, e in self.spans(w))
        return total


def join(spans: Iterable[Span]) -> list[Span]:
    """Return the spans sorted, with empty ones dropped and overlapping or touching ones made one."""
    out: list[Span] = []
    for start, end in sorted(s for s in spans if s[0] < s[1]):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def both(a: Calendar, b: Calendar) -> Calendar:
    """Return the calendar that is open when both are."""
    if a is ALWAYS:
        return b
    if b is ALWAYS:
        return a

    def common(week: int) -> Sequence[Span]:
        # a week one of them closes altogether (an emergency's) is not worked out for the other
        ours = a.spans(week)
        return _overlap(ours, b.spans(week)) if ours else ()

    return Calendar(common)


@lru_cache(maxsize=1024)
def either(a: Calendar, b: Calendar) -> Calendar:
    """Return the calendar that is open when one of them is; the same object for the same two."""
    if ALWAYS in (a, b):
        return ALWAYS
    return Calendar(lambda week: [*a.spans(week), *b.spans(week)])


def _overlap(a: Sequence[Span], b: Sequence[Span]) -> list[Span]:
    out: list[Span] = []
    i = j = 0
    while i < len(a) and j < len(b):
        start, end = max(a[i][0], b[j][0]), min(a[i][1], b[j][1])
        if start < end:
            out.append((start, end))
        if a[i][1] < b[j][1]:
            i += 1
        else:
            j += 1
    return out


def local_calendar(zone: str, windows_of: Callable[[date], Windows]) -> Calendar:
    """Return the calendar of local windows, minutes after midnight of each local day (1440 = the next midnight).

    A wall time the spring change skips stands at the instant the change happens; one that comes twice in
    autumn begins at its first and ends at its second coming, so a window never loses its repeated hour.
    """
    tz = ZoneInfo(zone)

    def week_spans(week: int) -> list[Span]:
        low, high = week * WEEK_S, (week + 1) * WEEK_S
        day = moment(low).date() - timedelta(days=1)
        # a clock that shows the same offset around nine days was not changed within them: then plain sums do
        early, late = (moment(at).astimezone(tz).utcoffset() for at in (low - 2 * DAY_S, high + 2 * DAY_S))
        midnight = None if early is None or early != late else low - DAY_S - int(early.total_seconds())
        out: list[Span] = []
        for _ in range(9):
            for start, end in windows_of(day):
                if midnight is None:
                    begin, finish = to_utc(tz, day, start), to_utc(tz, day, end, last=True)
                else:
                    begin, finish = midnight + start * 60, midnight + end * 60
                out.append((max(begin, low), min(finish, high)))
            day += timedelta(days=1)
            midnight = None if midnight is None else midnight + DAY_S
        return out

    return Calendar(week_spans)


def to_utc(tz: ZoneInfo, day: date, minute: int, *, last: bool = False) -> int:
    """Return the UTC second of a wall time; `last` picks the second of two comings of it."""
    wall = datetime(day.year, day.month, day.day) + timedelta(minutes=minute)  # noqa: DTZ001 - a wall time, given its zone on the next line
    local = wall.replace(tzinfo=tz, fold=1 if last else 0)
    stamp = int(local.timestamp())
    back = datetime.fromtimestamp(stamp, tz=tz).replace(tzinfo=None)
    if back == wall:
        return stamp
    # the wall time does not exist: fold 0 reads it with the offset before the change, fold 1 with the one after
    early = int(wall.replace(tzinfo=tz, fold=1).timestamp())
    late = int(wall.replace(tzinfo=tz, fold=0).timestamp())
    low, high = min(early, late), max(early, late)
    offset_before = datetime.fromtimestamp(low, tz=tz).utcoffset()
    while high - low > 1:
        middle = (low + high) // 2
        if datetime.fromtimestamp(middle, tz=tz).utcoffset() == offset_before:
            low = middle
        else:
            high = middle
    return high


def instant(at: datetime) -> int:
    """Return an aware instant as whole seconds since 1970 UTC, parts of a second dropped."""
    return floor(at.timestamp())


def moment(second: int) -> datetime:
    """Return whole seconds since 1970 as an aware UTC instant."""
    return datetime.fromtimestamp(second, tz=UTC)


ALWAYS = Calendar(lambda week: [(week * WEEK_S, (week + 1) * WEEK_S)])
