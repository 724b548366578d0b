"""Grades the clock of each activity as it comes in: from what its event says, what its desk's clock shows as it sends,
and the hub's own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from app.domain.clock_grade import Clocked, ClockGrade
from app.protocol.chain import Event, Header
from app.protocol.wire import ACTIVITY, ClockReading

#: a clock that was compared so shortly before is good, and so long before still says something
LATELY = timedelta(minutes=15)
LONG_AGO = timedelta(hours=24)
#: two looks at one clock that differ by no more saw it run on undisturbed
ALIKE = timedelta(seconds=5)
#: by more than this no clock drifts between two looks: somebody set it
WAS_SET = timedelta(seconds=60)
#: no push is longer on its way; what one says that arrives later, or sooner than it was sent, is not of this hour
UNDER_WAY = timedelta(seconds=60)
#: a clock that lost its battery begins in 1970; what is farther off than this is no clock
_FARTHEST = timedelta(days=100 * 365)
_MS = timedelta(milliseconds=1)


def clocks_of(events: Iterable[Event], sent: ClockReading | None, now: datetime) -> dict[str, Clocked]:
    """Return by event how far the clock of each activity can be believed; `sent` came with all of them, at `now`."""
    return {event.event_id: clock_of(event, sent, now) for event in events if event.type == ACTIVITY}


def clock_of(event: Header, sent: ClockReading | None, now: datetime) -> Clocked:
    """Grade one; a desk from before it could say gives no reading."""
    before, present = _offset(event.hub_offset_ms), _present(sent, now)
    differ = None if before is None or present is None else abs(before - present)
    agree = differ is not None and differ <= ALIKE
    if sent is not None and present is not None and not agree and _ran_on(event, sent):
        # the very clock that wrote this shows what it is off by; whatever was found before, it was set since
        return _graded(ClockGrade.DERIVED, present)
    if before is None or event.hub_offset_age_s is None:
        return Clocked(ClockGrade.POOR)
    if event.hub_offset_age_s <= LATELY.total_seconds():
        return _graded(ClockGrade.GOOD, before)
    if agree or (event.hub_offset_age_s <= LONG_AGO.total_seconds() and (differ is None or differ <= WAS_SET)):
        return _graded(ClockGrade.DERIVED, before)
    return Clocked(ClockGrade.POOR)


def _ran_on(event: Header, sent: ClockReading) -> bool:
    """Return whether one clock ran from the event to the sending, neither set nor asleep: the wall's and the count of
    seconds went on alike. Where a sleeping machine counts no seconds it cannot be told from one whose clock was set.
    """
    if event.boot_id != sent.boot_id:
        return False
    counted = timedelta(milliseconds=sent.monotonic_ms - event.monotonic_ms)
    return abs(sent.wall_utc - event.wall_utc - counted) <= ALIKE


def _present(sent: ClockReading | None, now: datetime) -> timedelta | None:
    """Return by how much the hub's clock is ahead as the desk sends, None where that cannot be told.

    Not by when the push arrives, which may take its time; but that must fit.
    """
    found = None if sent is None else _offset(sent.hub_offset_ms)
    if sent is None or found is None:
        return None
    return found if -ALIKE <= now - sent.wall_utc - found <= UNDER_WAY else None


def _offset(ms: int | None) -> timedelta | None:
    offset = None if ms is None else timedelta(milliseconds=ms)
    return offset if offset is not None and abs(offset) <= _FARTHEST else None


def _graded(grade: ClockGrade, offset: timedelta) -> Clocked:
    return Clocked(grade, offset // _MS)
