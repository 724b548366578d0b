"""Grades the clock of each activity as it comes in: from what its event says, what its desk's clock shows as it sends,
and the hub's own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from app.domain.clock_grade import Clocked, ClockGrade
from app.protocol.chain import Event, Header
from app.protocol.wire import ACTIVITY, ClockReading

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)
# whole milliseconds from here on: lengths of time take longer, and every event of a push is asked
_SECOND, _HOUR = 1000, 3_600_000
#: a clock that was compared so shortly before is good, and so long before still says something; events count seconds
LATELY_S, LONG_AGO_S = 15 * 60, 24 * 3600
#: two looks at one clock that differ by no more saw it run on undisturbed
ALIKE = 5 * _SECOND
#: by more than this no clock drifts between two looks: somebody set it
WAS_SET = 60 * _SECOND
#: no push is longer on its way; what one says that arrives later, or sooner than it was sent, is not of this hour
UNDER_WAY = 60 * _SECOND
#: a clock that lost its battery begins in 1970; what is farther off than this is no clock
_FARTHEST = 100 * 365 * 24 * _HOUR
_POOR = Clocked(ClockGrade.POOR)


class _Sending(NamedTuple):
    """What the desk's clock showed as it sent, and by how much the hub's was ahead then."""

    wall: int
    counted: int
    boot_id: str
    offset: int


def clocks_of(events: Iterable[Event], sent: ClockReading | None, now: datetime) -> dict[str, Clocked]:
    """Return by event how far the clock of each activity can be believed; `sent` came with all of them, at `now`.

    A desk from before it could say gives no reading.
    """
    sending = _sending(sent, now)
    return {event.event_id: _clock_of(event, sending) for event in events if event.type == ACTIVITY}


def _clock_of(event: Header, sending: _Sending | None) -> Clocked:
    before = event.hub_offset_ms if event.hub_offset_ms is None or abs(event.hub_offset_ms) <= _FARTHEST else None
    differ = None if before is None or sending is None else abs(before - sending.offset)
    agree = differ is not None and differ <= ALIKE
    if sending is not None and not agree and _ran_on(event, sending):
        # the very clock that wrote this shows what it is off by; whatever was found before, it was set since
        return Clocked(ClockGrade.DERIVED, sending.offset)
    if before is None or event.hub_offset_age_s is None:
        return _POOR
    if event.hub_offset_age_s <= LATELY_S:
        return Clocked(ClockGrade.GOOD, before)
    if agree or (event.hub_offset_age_s <= LONG_AGO_S and (differ is None or differ <= WAS_SET)):
        return Clocked(ClockGrade.DERIVED, before)
    return _POOR


def _ran_on(event: Header, sending: _Sending) -> bool:
    """Return whether one clock ran from the event to the sending, neither set nor asleep: the wall's and the count of
    seconds went on alike. Where a sleeping machine counts no seconds it cannot be told from one whose clock was set.
    """
    if event.boot_id != sending.boot_id:
        return False
    return abs(sending.wall - _ms(event.wall_utc) - (sending.counted - event.monotonic_ms)) <= ALIKE


def _sending(sent: ClockReading | None, now: datetime) -> _Sending | None:
    """Read what a desk says of its clock; None where that does not fit when it arrives, which may take its time."""
    if sent is None or abs(sent.hub_offset_ms) > _FARTHEST:
        return None
    wall = _ms(sent.wall_utc)
    if not -ALIKE <= _ms(now) - wall - sent.hub_offset_ms <= UNDER_WAY:
        return None
    return _Sending(wall, sent.monotonic_ms, sent.boot_id, sent.hub_offset_ms)


def _ms(at: datetime) -> int:
    return (at - _EPOCH) // _MS
